// What a model is told: the rules and the schema first, which stay the same from question to question, so that a
// service can keep what it has read of them; then what belongs to this question alone.
#pragma once

#include <string>
#include <vector>

#include "draft/model/backend.h"
#include "draft/model/schema_text.h"
#include "grounding/question.h"

namespace sayquel::model {

struct DraftPrompt {
  std::vector<Message> messages;
  std::vector<int> tables;  // that it shows
  std::size_t samples = 0;  // values of the database that stand in it
};

// `tokens`: room for all of it, by estimate_tokens(); the schema takes what the rest leaves.
DraftPrompt draft_prompt(const SchemaWriter& schema, Share share, std::size_t tokens,
                         const grounding::Question& question, const grounding::Grounding& grounding);

// What was wrong with a query, and the names that exist where one did not. `problem` comes from the guard or the
// database: where the share is Schema, give no database's words that may quote a value.
Message repair_prompt(const Error& problem, const std::string& names);

}  // namespace sayquel::model

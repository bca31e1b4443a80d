// A source of drafts: the embedded parser, or a foundation model. What it makes is untrusted.
#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "grounding/grounding.h"
#include "grounding/question.h"
#include "sayquel/result.h"
#include "sayquel/stop.h"
#include "sql/ast.h"

namespace sayquel::draft {

struct Candidate {
  std::string sql;                 // in the database's dialect
  sql::QueryPtr tree;              // the same, where the drafter has it; may be null
  std::string reading;             // how the question was understood, in one sentence
  double confidence = 0;           // 0..1, that this is what was meant
  std::string subject;             // what is asked for, to word the answer: "venues", "total commission"; may be empty
  std::vector<std::string> notes;  // assumptions a reader should know ("'popular' is read as tickets sold")
};

struct Draft {
  std::vector<Candidate> candidates;  // best first; may be empty
  std::string drafted_by;             // "parser" or "model:NAME"
  // The question in self-contained words, where it was a follow-up; else the question itself.
  std::string question;
  // Why it is not sure, in words for the one who asked; empty where it is.
  std::string doubt;
};

// The contract: deterministic for the same question, catalog and settings; honours the stop; never runs SQL; any
// thread may call it. An error means that it could not try; what it cannot read is a draft without candidates.
class Drafter {
 public:
  virtual ~Drafter() = default;
  virtual std::string name() const = 0;
  virtual Result<Draft> draft(const grounding::Question& question, const grounding::Grounding& grounding,
                              const Stop& stop) const = 0;
};

}  // namespace sayquel::draft

// Messages as one text, for services that take a prompt and no messages.
#pragma once

#include <string>
#include <vector>

#include "draft/model/backend.h"

namespace sayquel::model {

// Mistral's and Mixtral's instruct format: [INST] system, empty line, user [/INST] assistant</s>[INST] user [/INST].
// The service adds the first <s>. Marks of the format inside a message are broken up, so that neither a question nor
// a value can end its own message. Source: the model card of Mixtral-8x7B-Instruct-v0.1.
std::string mistral_instruct(const std::vector<Message>& messages);

}  // namespace sayquel::model

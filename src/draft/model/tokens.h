// How many tokens a text may be, without the model's tokenizer.
#pragma once

#include <cstddef>
#include <string_view>

namespace sayquel::model {

// Never fewer than a tokenizer of 32,000 pieces or more makes of English, SQL and names:
// digits, capitals, punctuation and line ends count one each, small letters a token for two, other characters one for
// each byte, which is what tokenizers fall back to.
std::size_t estimate_tokens(std::string_view text);

}  // namespace sayquel::model

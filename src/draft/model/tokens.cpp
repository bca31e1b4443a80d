#include "draft/model/tokens.h"

namespace sayquel::model {
namespace {

bool lower(char c) { return c >= 'a' && c <= 'z'; }

}  // namespace

std::size_t estimate_tokens(std::string_view text) {
  std::size_t tokens = 1;  // the mark that a text begins with
  std::size_t lower_run = 0;
  char before = '\n';
  for (char c : text) {
    if (lower(c)) {
      ++lower_run;
    } else {
      tokens += (lower_run + 1) / 2;
      lower_run = 0;
      // A single space is a part of the word after it.
      tokens += c == ' ' && before != ' ' && before != '\n' ? 0 : 1;
    }
    before = c;
  }
  return tokens + (lower_run + 1) / 2;
}

}  // namespace sayquel::model

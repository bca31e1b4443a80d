// A question cut into words, numbers, quoted text and punctuation.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sayquel::grounding {

enum class TokenKind { Word, Number, Quoted, Punctuation };

struct Token {
  TokenKind kind = TokenKind::Word;
  std::string text;                // as written; of Quoted: without the quotes
  std::string lower;               // folded: lower case without accents
  std::string stem;                // Porter2 stem of `lower`
  std::size_t begin = 0, end = 0;  // bytes in the question
  bool capitalised = false;        // begins with an upper-case letter
  bool possessive = false;         // had 's or s'
  bool ordinal = false;            // of Number: "third", "3rd"
  bool spelled = false;            // of Number: "three" rather than 3
  bool percent = false, money = false;
  std::string digits;  // of Number: exactly, as SQL writes it: "1000", "0.5"
  double number = 0;
};

// Contractions are opened ("don't" -> do not), number words joined ("two hundred" -> 200, "1.5 million" -> 1500000),
// and the possessive taken off. At most `limit` tokens; what comes after is dropped and `cut` set.
struct Tokens {
  std::vector<Token> list;
  bool cut = false;
};
Tokens tokenize(std::string_view question, std::size_t limit = 200);

// The dictionary forms that a word may be a form of, itself among them.
std::vector<std::string> lemmas_of(const Token& token);

// "sold" for unsold, "paid" for unpaid: what was not done, where the word is "un" and the past participle of a verb.
// Empty: it is no such word.
std::string undone(const std::string& word);

// The Porter2 stem of one folded English word.
std::string stem(const std::string& word);

}  // namespace sayquel::grounding

// Text to tokens, one at a time, as the dialect reads them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sayquel/result.h"
#include "sql/ast.h"
#include "sql/dialects/traits.h"

namespace sayquel::sql {

enum class TokenKind {
  End,
  Word,    // text: upper case
  Quoted,  // an identifier in quotes; text: what stands between them
  String,  // text: its value
  Number,
  Blob,  // X'00FF'; text: the digits
  Bits,  // B'01'; text: the digits
  Parameter,
  Symbol,   // an operator or a punctuation mark
  Failure,  // what is no token: Lexer::failure() says why
};

struct Token {
  TokenKind kind = TokenKind::End;
  std::string_view raw;  // as it stands in the query
  std::string text;
  Position position;

  bool is(std::string_view word_or_symbol) const {
    return (kind == TokenKind::Word || kind == TokenKind::Symbol) && text == word_or_symbol;
  }
};

class Lexer {
 public:
  // The text must outlive the lexer and its tokens.
  Lexer(std::string_view text, const Traits& traits) : text_(text), traits_(traits) {}

  Token next();  // End again and again after the last one, Failure after a failure
  const std::optional<Error>& failure() const { return failure_; }

 private:
  char at(std::size_t ahead = 0) const { return offset_ + ahead < text_.size() ? text_[offset_ + ahead] : '\0'; }
  bool ended() const { return offset_ >= text_.size(); }
  void advance();
  void advance(std::size_t count);
  bool skip_space_and_comments();
  bool skip_block_comment();
  void skip_line();
  Token fail_here(Position position, std::string what, std::string hint = {});
  Token finish(TokenKind kind, std::size_t begin, Position position, std::string text) const;

  Token word();
  Token number();
  Token symbol();
  Token parameter();
  Token quoted(TokenKind kind, char closing, bool backslashes);
  bool string_escape(std::string& value, bool extended);
  Token digits_string(TokenKind kind);
  std::optional<Token> prefixed_string();
  std::optional<Token> dollar_string();
  bool begins_parameter() const;

  std::string_view text_;
  const Traits& traits_;
  std::size_t offset_ = 0;
  Position position_{1, 1};
  std::optional<Error> failure_;
};

// "line 2, column 14"
std::string describe(Position position);

}  // namespace sayquel::sql

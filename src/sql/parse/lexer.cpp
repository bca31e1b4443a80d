#include "sql/parse/lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sql/parse/characters.h"

namespace sayquel::sql {
namespace {

// Longest first among those that begin alike.
constexpr std::array<std::string_view, 34> kLongSymbols = {
    "->>", "#>>", "!~*", "<=>", "||", "->", "#>", "<=", ">=", "<>", "!=",  "==", "::",  ":=", "=>", "<<", ">>",
    "&&",  "@>",  "<@",  "!~",  "~*", "//", "**", "^@", "~~", "@@", "||/", "|/", "@-@", "?|", "?&", "&<", "&>"};
constexpr std::string_view kShortSymbols = "()[]{},.;+-*/%=<>&|~^!#:?@$";

bool allowed(std::string_view symbol, const Traits& traits) {
  if (symbol == "||" || symbol == "<=" || symbol == ">=" || symbol == "<>" || symbol == "!=") return true;
  if (symbol == "::") return traits.double_colon;
  if (symbol == ":=" || symbol == "=>") return true;
  return std::any_of(traits.operators.begin(), traits.operators.end(),
                     [&](const OperatorSpelling& spelling) { return spelling.symbol == symbol; });
}

}  // namespace

std::string describe(Position position) { return fmt::format("line {}, column {}", position.line, position.column); }

void Lexer::advance() {
  if (text_[offset_] == '\n') {
    ++position_.line;
    position_.column = 1;
  } else {
    ++position_.column;
  }
  ++offset_;
}

void Lexer::advance(std::size_t count) {
  while (count-- > 0 && !ended()) advance();
}

Token Lexer::fail_here(Position position, std::string what, std::string hint) {
  failure_ = Error{ErrorCode::Syntax, fmt::format("{}: {}", describe(position), what), std::move(hint)};
  return Token{TokenKind::Failure, {}, {}, position};
}

Token Lexer::finish(TokenKind kind, std::size_t begin, Position position, std::string text) const {
  return Token{kind, text_.substr(begin, offset_ - begin), std::move(text), position};
}

void Lexer::skip_line() {
  while (!ended() && at() != '\n') advance();
}

// At "/*". False: a failure was noted.
bool Lexer::skip_block_comment() {
  const Position begin = position_;
  if (at(2) == '!' || (at(2) == 'M' && at(3) == '!')) {
    fail_here(begin, "MySQL runs what stands in a /*! comment, so that it is no comment", "write the query without it");
    failure_->code = ErrorCode::Refused;
    return false;
  }
  if (at(2) == '+') {
    fail_here(begin, "an optimizer hint /*+ */ is not allowed", "write the query without it");
    failure_->code = ErrorCode::Refused;
    return false;
  }
  int depth = 0;
  while (!ended()) {
    if (at() == '/' && at(1) == '*' && (depth == 0 || traits_.nested_comments)) {
      ++depth;
      advance(2);
    } else if (at() == '*' && at(1) == '/') {
      advance(2);
      if (--depth == 0) return true;
    } else {
      advance();
    }
  }
  fail_here(begin, "a comment begins here and does not end", "close it with */");
  return false;
}

bool Lexer::skip_space_and_comments() {
  while (!ended()) {
    const char c = at();
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
      advance();
    } else if (c == '-' && at(1) == '-' &&
               (!traits_.dash_comment_needs_space || offset_ + 2 >= text_.size() || is_space(at(2)))) {
      skip_line();
    } else if (c == '#' && traits_.hash_comments) {
      skip_line();
    } else if (c == '/' && at(1) == '*') {
      if (!skip_block_comment()) return false;
    } else {
      break;
    }
  }
  return true;
}

bool Lexer::begins_parameter() const {
  if (traits_.parameters.find(at()) == std::string_view::npos || at() == '\0') return false;
  if (at() == '?') return true;
  if (at() == ':') return begins_name(at(1));
  if (at() == '@') return begins_name(at(1));
  return at() == '$' && (is_digit(at(1)) || begins_name(at(1)));
}

Token Lexer::next() {
  if (failure_ || !skip_space_and_comments()) return Token{TokenKind::Failure, {}, {}, position_};
  if (ended()) return Token{TokenKind::End, {}, {}, position_};
  const char c = at();
  if (auto token = prefixed_string()) return std::move(*token);
  if (begins_name(c)) return word();
  if (is_digit(c) || (c == '.' && is_digit(at(1)))) return number();
  if (c == '\'') return quoted(TokenKind::String, '\'', traits_.backslash_escapes);
  if (c == '"' && traits_.double_quotes_strings) return quoted(TokenKind::String, '"', true);
  if (c == '"') return quoted(TokenKind::Quoted, '"', false);
  if (c == '`' && traits_.backquotes) return quoted(TokenKind::Quoted, '`', false);
  if (c == '[' && traits_.brackets_quote) return quoted(TokenKind::Quoted, ']', false);
  if (auto token = dollar_string()) return std::move(*token);
  if (begins_parameter()) return parameter();
  return symbol();
}

Token Lexer::word() {
  const std::size_t begin = offset_;
  const Position position = position_;
  while (!ended() && (continues_name(at()) || (at() == '$' && traits_.dollar_in_names))) advance();
  std::string upper(text_.substr(begin, offset_ - begin));
  for (char& c : upper) c = upper_character(c);
  return finish(TokenKind::Word, begin, position, std::move(upper));
}

Token Lexer::number() {
  const std::size_t begin = offset_;
  const Position position = position_;
  const auto digits = [&](auto is_one) {
    while (is_one(at()) || (at() == '_' && traits_.underscores_in_numbers && is_one(at(1)))) advance();
  };
  if (at() == '0' && (at(1) == 'x' || at(1) == 'X') && is_hex(at(2))) {
    advance(2);
    digits(is_hex);
  } else {
    digits(is_digit);
    if (at() == '.') {
      advance();
      digits(is_digit);
    }
    const std::size_t sign = at(1) == '+' || at(1) == '-' ? 1 : 0;
    if ((at() == 'e' || at() == 'E') && is_digit(at(1 + sign))) {
      advance(1 + sign);
      digits(is_digit);
    }
  }
  if (continues_name(at())) {
    while (continues_name(at())) advance();
    return fail_here(position,
                     fmt::format("\"{}\" is neither a number nor a name", text_.substr(begin, offset_ - begin)),
                     "names that begin with a digit stand in quotes");
  }
  return finish(TokenKind::Number, begin, position, std::string(text_.substr(begin, offset_ - begin)));
}

Token Lexer::parameter() {
  const std::size_t begin = offset_;
  const Position position = position_;
  const bool question_mark = at() == '?';
  advance();
  while (question_mark ? is_digit(at()) : continues_name(at())) advance();
  return finish(TokenKind::Parameter, begin, position, std::string(text_.substr(begin, offset_ - begin)));
}

Token Lexer::symbol() {
  const std::size_t begin = offset_;
  const Position position = position_;
  const std::string_view rest = text_.substr(offset_);
  for (const std::string_view symbol : kLongSymbols)
    if (rest.starts_with(symbol) && allowed(symbol, traits_)) {
      advance(symbol.size());
      return finish(TokenKind::Symbol, begin, position, std::string(symbol));
    }
  if (kShortSymbols.find(at()) != std::string_view::npos) {
    advance();
    return finish(TokenKind::Symbol, begin, position, std::string(rest.substr(0, 1)));
  }
  return fail_here(position, fmt::format("the character {} belongs to no SQL", printable_character(at())));
}

}  // namespace sayquel::sql

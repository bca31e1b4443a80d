// Strings and quoted names, with what each dialect escapes.
#include <fmt/format.h>

#include "sql/parse/characters.h"
#include "sql/parse/lexer.h"

namespace sayquel::sql {
namespace {

int hex_value(char c) { return is_digit(c) ? c - '0' : (lower_character(c) - 'a' + 10); }

void append_utf8(std::string& text, std::uint32_t code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0 | (code >> 6));
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0 | (code >> 12));
    text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    text += static_cast<char>(0xF0 | (code >> 18));
    text += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  }
}

// What a letter after a backslash stands for; 0 where it stands for itself.
char control_escape(char c) {
  switch (c) {
    case 'b':
      return '\b';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return 0;
  }
}

}  // namespace

// At a quotation mark (or a bracket). The closing mark doubled stands for itself, except for a bracket.
Token Lexer::quoted(TokenKind kind, char closing, bool backslashes) {
  const std::size_t begin = offset_;
  const Position position = position_;
  const bool extended = backslashes && !traits_.backslash_escapes;  // E'...'
  std::string value;
  advance();
  while (!ended()) {
    const char c = at();
    if (c == closing) {
      advance();
      if (closing == ']' || at() != closing) {
        if (kind == TokenKind::Quoted && value.empty() && !traits_.string_names)
          return fail_here(position, "a name in quotes is empty");
        return finish(kind, begin, position, std::move(value));
      }
      value += c;
      advance();
    } else if (c == '\\' && backslashes && offset_ + 1 < text_.size()) {
      if (!string_escape(value, extended)) return Token{TokenKind::Failure, {}, {}, position};
    } else if (c == '\0') {
      return fail_here(position_, "a zero byte stands in a string");
    } else {
      value += c;
      advance();
    }
  }
  const bool name = kind == TokenKind::Quoted;
  return fail_here(position, fmt::format("a {} begins here and does not end", name ? "name in quotes" : "string"),
                   fmt::format("close it with {}", closing));
}

// At a backslash. `extended`: PostgreSQL's E'...', with octal, hexadecimal and Unicode escapes.
bool Lexer::string_escape(std::string& value, bool extended) {
  const Position position = position_;
  advance();
  const char c = at();
  advance();
  if (const char control = control_escape(c)) {
    value += control;
  } else if (!extended) {
    if (c == '0') return fail_here(position, "a zero byte stands in a string"), false;
    if (c == 'Z')
      value += '\x1A';
    else if (c == '%' || c == '_')
      (value += '\\') += c;  // for LIKE to see
    else
      value += c;
  } else if (c == 'f') {
    value += '\f';
  } else if (c == 'x' || c == 'u' || c == 'U' || (c >= '0' && c <= '7')) {
    const bool octal = is_digit(c);
    const int longest = octal || c == 'x' ? 2 : c == 'u' ? 4 : 8;
    std::uint32_t code = octal ? static_cast<std::uint32_t>(c - '0') : 0;
    int digits = 0;
    for (; digits < longest && (octal ? at() >= '0' && at() <= '7' : is_hex(at())); ++digits, advance())
      code = code * (octal ? 8 : 16) + static_cast<std::uint32_t>(hex_value(at()));
    const bool unicode = c == 'u' || c == 'U';
    if (!octal && digits == 0 && !unicode) return value += c, true;
    if ((unicode && digits < longest) || code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
      return fail_here(position, "a backslash begins an escape that stands for no character"), false;
    if (unicode)
      append_utf8(value, code);
    else
      value += static_cast<char>(code);
  } else {
    value += c;
  }
  return true;
}

// X'..' and B'..', at the letter.
Token Lexer::digits_string(TokenKind kind) {
  const std::size_t begin = offset_;
  const Position position = position_;
  advance(2);
  std::string digits;
  for (; !ended() && at() != '\''; advance()) {
    if (kind == TokenKind::Bits ? at() != '0' && at() != '1' : !is_hex(at()))
      return fail_here(position_, fmt::format("{} is no {} digit", printable_character(at()),
                                              kind == TokenKind::Bits ? "binary" : "hexadecimal"));
    digits += upper_character(at());
  }
  if (ended()) return fail_here(position, "a string begins here and does not end", "close it with '");
  advance();
  if (kind == TokenKind::Blob && digits.size() % 2 != 0 && !traits_.bit_strings)
    return fail_here(position, "a blob needs two hexadecimal digits a byte");
  return finish(kind, begin, position, std::move(digits));
}

// E'..', X'..', B'..', N'..'; nothing where the letter begins a word.
std::optional<Token> Lexer::prefixed_string() {
  const char letter = upper_character(at());
  if (letter == 'U' && at(1) == '&' && (at(2) == '\'' || at(2) == '"') && traits_.escape_strings)
    return fail_here(position_, "U& strings are not read", "write the characters themselves, or E'\\u00E9'");
  if (at(1) != '\'') return std::nullopt;
  if (letter == 'X') return digits_string(TokenKind::Blob);
  if (letter == 'B' && traits_.bit_strings) return digits_string(TokenKind::Bits);
  const bool escapes = letter == 'E' && traits_.escape_strings;
  const bool national = letter == 'N' && (traits_.bit_strings || traits_.escape_strings);
  if (!escapes && !national) return std::nullopt;
  const std::size_t begin = offset_;
  const Position position = position_;
  advance();
  Token token = quoted(TokenKind::String, '\'', escapes || traits_.backslash_escapes);
  if (token.kind == TokenKind::Failure) return token;
  return finish(TokenKind::String, begin, position, std::move(token.text));
}

// $$..$$ and $tag$..$tag$; nothing where the dollar begins a parameter.
std::optional<Token> Lexer::dollar_string() {
  if (at() != '$' || !traits_.dollar_quotes || is_digit(at(1))) return std::nullopt;
  std::size_t length = 1;
  while (continues_name(at(length))) ++length;
  if (at(length) != '$') return std::nullopt;
  const std::size_t begin = offset_;
  const Position position = position_;
  const std::string_view tag = text_.substr(offset_, length + 1);
  const std::size_t end = text_.find(tag, offset_ + tag.size());
  if (end == std::string_view::npos)
    return fail_here(position, "a string begins here and does not end", fmt::format("close it with {}", tag));
  const std::string_view value = text_.substr(offset_ + tag.size(), end - offset_ - tag.size());
  if (value.find('\0') != std::string_view::npos) return fail_here(position, "a zero byte stands in a string");
  advance(end + tag.size() - offset_);
  return finish(TokenKind::String, begin, position, std::string(value));
}

}  // namespace sayquel::sql

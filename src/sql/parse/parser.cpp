#include "sql/parser.h"

#include <fmt/format.h>

#include <algorithm>

#include "sql/parse/characters.h"
#include "sql/parse/parser_state.h"

namespace sayquel::sql {
namespace {

// SQLite's own bound on the depth of an expression.
constexpr int kTallestTree = 1000;

// Words that end what stands before them: never an alias without AS, even where the dialect lets them be names.
constexpr std::string_view kClauseWords[] = {
    "AND",     "ANTI",   "AS",     "ASC",    "ASOF",    "BETWEEN", "COLLATE",       "CROSS",       "DESC",
    "ELSE",    "END",    "ESCAPE", "EXCEPT", "FETCH",   "FOR",     "FROM",          "FULL",        "GLOB",
    "GROUP",   "HAVING", "ILIKE",  "IN",     "INDEXED", "INNER",   "INTERSECT",     "INTO",        "IS",
    "ISNULL",  "JOIN",   "LEFT",   "LIKE",   "LIMIT",   "MATCH",   "MINUS",         "NATURAL",     "NOT",
    "NOTNULL", "OFFSET", "ON",     "OR",     "ORDER",   "OUTER",   "OVER",          "POSITIONAL",  "QUALIFY",
    "REGEXP",  "RIGHT",  "RLIKE",  "SELECT", "SEMI",    "SIMILAR", "STRAIGHT_JOIN", "TABLESAMPLE", "THEN",
    "UNION",   "USING",  "WHEN",   "WHERE",  "WINDOW",  "WITH",    "WITHIN"};

std::string shortened(std::string_view text) {
  std::string shown;
  for (const char c : text.substr(0, 40)) shown += static_cast<unsigned char>(c) < ' ' || c == 0x7f ? ' ' : c;
  while (text.size() > 40 && !shown.empty() && (static_cast<unsigned char>(shown.back()) & 0xC0) == 0x80)
    shown.pop_back();
  return text.size() > 40 ? shown + "..." : shown;
}

}  // namespace

Result<QueryPtr> parse(std::string_view text, Dialect dialect, const ParseLimits& limits) {
  if (text.size() > limits.bytes)
    return fail(ErrorCode::TooLarge,
                fmt::format("the query has {} bytes; at most {} are read", text.size(), limits.bytes),
                "split it, or load its literals into a table");
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
    return fail(ErrorCode::Syntax, fmt::format("byte {} is NUL, which no query holds", nul + 1), "take it out");
  return Parser(text, traits(dialect), limits).statement();
}

Result<QueryPtr> Parser::statement() {
  while (accept(";")) {
  }
  if (peek().kind == TokenKind::End) return syntax(peek().position, "there is no query", "write a SELECT");
  SAYQUEL_CHECK(refuse_other_statement());
  if (!begins_query() && !next_is("(")) return unexpected("a query");
  SAYQUEL_TRY(QueryPtr result, query());
  bool semicolon = false;
  while (accept(";")) semicolon = true;
  if (peek().kind == TokenKind::End) return result;
  if (peek().kind != TokenKind::Failure && semicolon)
    return refused(peek().position,
                   fmt::format("{} after the end of the query: only one statement may stand here", found(peek())),
                   "send one query at a time");
  return unexpected("the end of the query");
}

Status Parser::check_depth() {
  if (depth_ <= limits_.depth) return {};
  return fail(ErrorCode::TooLarge,
              fmt::format("{}: the query nests deeper than {} levels", describe(peek().position), limits_.depth),
              "take parentheses out, or move parts into WITH");
}

Status Parser::grow() {
  if (++height_ <= kTallestTree) return {};
  return fail(ErrorCode::TooLarge,
              fmt::format("{}: more than {} operators follow each other", describe(peek().position), kTallestTree),
              "use IN (...) for long lists of values");
}

const Token& Parser::peek(std::size_t ahead) {
  while (ahead_.size() - taken_ <= ahead) {
    if (taken_ > 64) {
      ahead_.erase(ahead_.begin(), ahead_.begin() + static_cast<std::ptrdiff_t>(taken_));
      taken_ = 0;
    }
    ahead_.push_back(lexer_.next());
  }
  return ahead_[taken_ + ahead];
}

Token Parser::take() {
  peek();
  return std::move(ahead_[taken_++]);
}

bool Parser::accept(std::string_view word_or_symbol) {
  if (!next_is(word_or_symbol)) return false;
  ++taken_;
  return true;
}

bool Parser::next_is_one_of(std::initializer_list<std::string_view> words, std::size_t ahead) {
  const Token& token = peek(ahead);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return token.is(word); });
}

bool Parser::accept_words(std::initializer_list<std::string_view> words) {
  std::size_t ahead = 0;
  for (const std::string_view word : words)
    if (!next_is(word, ahead++)) return false;
  taken_ += words.size();
  return true;
}

Status Parser::expect(std::string_view word_or_symbol) {
  if (accept(word_or_symbol)) return {};
  const bool symbol = !begins_name(word_or_symbol.front());
  return unexpected(symbol ? fmt::format("\"{}\"", word_or_symbol) : std::string(word_or_symbol));
}

std::string Parser::found(const Token& token) const {
  if (token.kind == TokenKind::End) return "the end of the text";
  return fmt::format("\"{}\"", shortened(token.raw));
}

tl::unexpected<Error> Parser::unexpected(std::string_view expected) {
  const Token& token = peek();
  if (token.kind == TokenKind::Failure && lexer_.failure()) return tl::unexpected<Error>(*lexer_.failure());
  return syntax(token.position, fmt::format("expected {}, found {}", expected, found(token)));
}

tl::unexpected<Error> Parser::syntax(Position position, std::string what, std::string hint) {
  return fail(ErrorCode::Syntax, fmt::format("{}: {}", describe(position), what), std::move(hint));
}

tl::unexpected<Error> Parser::unsupported(Position position, std::string what, std::string hint) {
  return fail(ErrorCode::Unsupported, fmt::format("{}: {} is not supported", describe(position), what),
              std::move(hint));
}

tl::unexpected<Error> Parser::refused(Position position, std::string what, std::string hint) {
  return fail(ErrorCode::Refused, fmt::format("{}: {}", describe(position), what), std::move(hint));
}

tl::unexpected<Error> Parser::lacks(Position position, std::string_view what, std::string hint) {
  return syntax(position, fmt::format("{} does not exist in {}", what, traits_.name), std::move(hint));
}

// ---- names ----

bool Parser::names(const Token& token) const {
  if (token.kind == TokenKind::Quoted) return true;
  if (token.kind == TokenKind::String) return traits_.string_names;
  return token.kind == TokenKind::Word && !contains_word(traits_.reserved, token.text);
}

bool Parser::names_alias(const Token& token) const {
  return names(token) && !(token.kind == TokenKind::Word && contains_word(kClauseWords, token.text));
}

Identifier Parser::identifier_of(const Token& token) const {
  // SQLite falls back to a string for double quotes only: [x] and `x` are names, or an error.
  const bool may_be_string = !traits_.string_names || token.raw.front() == '"';
  if (token.kind != TokenKind::Word) return Identifier(token.text, may_be_string);
  std::string name(token.raw);
  if (traits_.folds_case) std::transform(name.begin(), name.end(), name.begin(), lower_character);
  return Identifier(std::move(name));
}

// As written: how functions are spelled is a matter of taste, not of folding.
Identifier Parser::function_name(const Token& token) {
  return token.kind == TokenKind::Word ? Identifier(std::string(token.raw)) : Identifier(token.text, true);
}

Result<Identifier> Parser::identifier(std::string_view expected) {
  if (names(peek())) return identifier_of(take());
  const Token& token = peek();
  if (token.kind == TokenKind::Word)
    return syntax(token.position, fmt::format("expected {}, found {}", expected, found(token)),
                  fmt::format("{} is a reserved word: as a name it stands in quotes", token.text));
  return unexpected(expected);
}

// Any word may follow a dot: o.order.
Result<Identifier> Parser::part_after_dot() {
  const Token& token = peek();
  if (token.kind == TokenKind::Word || names(token)) return identifier_of(take());
  return unexpected("a name");
}

Result<std::vector<Identifier>> Parser::identifier_list() {
  std::vector<Identifier> result;
  SAYQUEL_CHECK(expect("("));
  do {
    SAYQUEL_TRY(Identifier name, identifier("a column name"));
    result.push_back(std::move(name));
  } while (accept(","));
  SAYQUEL_CHECK(expect(")"));
  return result;
}

}  // namespace sayquel::sql

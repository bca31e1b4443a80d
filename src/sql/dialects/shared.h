// What dialects share: the operators of all of them, and PostgreSQL's family of which DuckDB and Redshift are.
#pragma once

#include <algorithm>
#include <array>

#include "sql/dialects/traits.h"

namespace sayquel::sql {

template <std::size_t Some, std::size_t Own>
constexpr auto with_own(const std::array<OperatorSpelling, Some>& some, const OperatorSpelling (&own)[Own]) {
  std::array<OperatorSpelling, Some + Own> all{};
  std::copy(some.begin(), some.end(), all.begin());
  std::copy(std::begin(own), std::end(own), all.begin() + Some);
  return all;
}

constexpr auto shared_operators(const Precedence& levels) {
  using enum BinaryOperator;
  return std::to_array<OperatorSpelling>({
      {"OR", Or, levels.disjunction},
      {"AND", And, levels.conjunction},
      {"=", Equal, levels.comparison},
      {"<>", NotEqual, levels.comparison},
      {"!=", NotEqual, levels.comparison},
      {"<", Less, levels.ordering},
      {"<=", LessEqual, levels.ordering},
      {">", Greater, levels.ordering},
      {">=", GreaterEqual, levels.ordering},
      {"+", Add, levels.additive},
      {"-", Subtract, levels.additive},
      {"*", Multiply, levels.multiplicative},
      {"/", Divide, levels.multiplicative},
      {"%", Modulo, levels.multiplicative},
  });
}

constexpr auto postgresql_operators(const Precedence& levels) {
  using enum BinaryOperator;
  const OperatorSpelling family[] = {
      {"||", Concat, levels.other},
      {"^", Power, levels.power},
      {"&", BitAnd, levels.other},
      {"|", BitOr, levels.other},
      {"<<", ShiftLeft, levels.other},
      {">>", ShiftRight, levels.other},
      {"~", RegexMatch, levels.other},
      {"!~", RegexNotMatch, levels.other},
      {"~*", RegexMatchInsensitive, levels.other},
      {"!~*", RegexNotMatchInsensitive, levels.other},
  };
  return with_own(shared_operators(levels), family);
}

inline Traits postgresql_family(Dialect dialect, std::string_view name) {
  Traits t{.dialect = dialect, .name = name};
  t.escape_strings = true;
  t.dollar_quotes = true;
  t.nested_comments = true;
  t.dollar_in_names = true;
  t.double_colon = true;
  t.ilike = true;
  t.similar_to = true;
  t.null_postfix = true;
  t.within_group = true;
  t.array_word = true;
  t.subscripts = true;
  t.at_time_zone = true;
  t.limit_all = true;
  t.offset_first = true;
  return t;
}

}  // namespace sayquel::sql

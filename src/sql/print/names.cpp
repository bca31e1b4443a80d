// Names and literals as a dialect writes them.
#include "sql/names.h"

#include <algorithm>

#include "sql/dialects/traits.h"
#include "sql/parse/characters.h"
#include "sql/print/print_state.h"
#include "sql/printer.h"

namespace sayquel::sql {
namespace {

std::string upper(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), upper_character);
  return result;
}

bool plain_word(std::string_view name, const Traits& traits) {
  if (name.empty() || !begins_name(name.front())) return false;
  return std::all_of(name.begin(), name.end(),
                     [&](char c) { return continues_name(c) || (c == '$' && traits.dollar_in_names); });
}

std::string quoted(std::string_view name, char quote) {
  std::string result(1, quote);
  for (const char c : name) {
    if (c == quote) result += quote;
    result += c;
  }
  return result + quote;
}

// Words that begin or continue something else in one of the places where a name may stand too. Quoted more often than
// they must be: which reading wins depends on what stands beside them.
constexpr std::string_view kAmbiguous[] = {
    "ALL",      "ANY",       "ARRAY",    "ASYMMETRIC",   "AT",     "BETWEEN",  "BINARY",    "CASE",      "CAST",
    "COLLATE",  "CURRENT",   "DISTINCT", "ESCAPE",       "EXCEPT", "EXCLUDE",  "EXISTS",    "FALSE",     "FOLLOWING",
    "GROUPING", "GROUPS",    "LATERAL",  "MATERIALIZED", "NOT",    "NULLS",    "ONLY",      "PARTITION", "PRECEDING",
    "RANGE",    "RECURSIVE", "RENAME",   "REPLACE",      "ROW",    "ROWS",     "SEPARATOR", "SOME",      "SYMMETRIC",
    "TABLE",    "TOP",       "TRUE",     "UNBOUNDED",    "VALUES", "VARIADIC", "WITH"};

bool ambiguous(std::string_view word, const Traits& traits) {
  return contains_word(kAmbiguous, word) || (traits.intervals && word == "INTERVAL") ||
         contains_word(traits.bare_functions, word);
}

}  // namespace

std::string quote_identifier(const Identifier& identifier, Dialect dialect) {
  const Traits& how = traits(dialect);
  const std::string& name = identifier.name;
  const bool folded =
      how.folds_case && std::any_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!identifier.quoted && !folded && plain_word(name, how)) {
    const std::string word = upper(name);
    if (!contains_word(how.reserved, word) && !ambiguous(word, how)) return name;
  }
  return quoted(name, how.identifier_quote);
}

// Function names are words of the dialect: their case is nobody's, and some reserved ones may be called.
std::string function_name_text(const Identifier& identifier, const Traits& how) {
  if (!identifier.quoted && plain_word(identifier.name, how)) {
    const std::string word = upper(identifier.name);
    if (!contains_word(how.reserved, word) || contains_word(how.callable, word) ||
        contains_word(how.bare_functions, word))
      return identifier.name;
  }
  return quoted(identifier.name, how.identifier_quote);
}

std::string string_text(std::string_view text, const Traits& how) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'' || (c == '\\' && how.backslash_escapes)) result += c;
    result += c;
  }
  return result + "'";
}

}  // namespace sayquel::sql

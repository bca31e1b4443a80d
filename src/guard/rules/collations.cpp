// Refuses collations that are not known to be the database's own: an unknown name can load an extension, or be anything
// that somebody registered.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "guard/rules/rules.h"

namespace sayquel::guard {
namespace {

template <std::size_t N>
bool one_of(const std::string_view (&names)[N], std::string_view name) {
  return std::any_of(std::begin(names), std::end(names),
                     [&](std::string_view one) { return base::equal_ignoring_case(one, name); });
}

constexpr std::string_view kSqlite[] = {"BINARY", "NOCASE", "RTRIM"};
constexpr std::string_view kDuckDb[] = {"BINARY", "C", "NOCASE", "NOACCENT", "NFC", "POSIX"};
constexpr std::string_view kPostgreSql[] = {"C", "POSIX", "default", "ucs_basic", "unicode", "und-x-icu"};
constexpr std::string_view kRedshift[] = {"CASE_SENSITIVE", "CASE_INSENSITIVE", "CS", "CI"};

// xx, xx_YY, xx-YY-x-icu, xx_YY.utf8: a locale's name.
bool is_locale(std::string_view name) {
  const auto letter = [&](std::size_t i) {
    return i < name.size() && ((name[i] | 0x20) >= 'a' && (name[i] | 0x20) <= 'z');
  };
  if (!letter(0) || !letter(1) || name.size() > 20) return false;
  const std::size_t language = letter(2) ? 3 : 2;
  const auto plain = [](char c) {
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
  };
  if (!std::all_of(name.begin(), name.end(), plain)) return false;
  return name.size() == language || name[language] == '_' || name[language] == '-';
}

// utf8mb4_0900_ai_ci, latin1_swedish_ci, binary.
bool is_mysql_collation(std::string_view name) {
  if (base::equal_ignoring_case(name, "binary")) return true;
  const std::string lower = base::lower_ascii(name);
  return lower.size() <= 40 &&
         (lower.starts_with("utf8") || lower.starts_with("latin") || lower.starts_with("ascii")) &&
         std::all_of(lower.begin(), lower.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

bool allowed(std::string_view name, sql::Dialect dialect) {
  switch (dialect) {
    case sql::Dialect::SQLite:
      return one_of(kSqlite, name);
    case sql::Dialect::DuckDB:
      return one_of(kDuckDb, name) || is_locale(name);
    case sql::Dialect::PostgreSQL:
      return one_of(kPostgreSql, name) || is_locale(name);
    case sql::Dialect::Redshift:
      return one_of(kRedshift, name);
    case sql::Dialect::MySQL:
      return is_mysql_collation(name);
  }
  return false;
}

}  // namespace

Status check_collations(const Context& context) {
  for (const auto* expression : context.parts.expressions) {
    const auto* collate = expression->as<sql::Collate>();
    if (collate == nullptr || allowed(collate->collation.name, context.dialect())) continue;
    return refuse(fmt::format("The collation `{}` is not known", shown(collate->collation.name)), expression->position,
                  "Leave COLLATE out, or use one of the database's own.");
  }
  return {};
}

}  // namespace sayquel::guard

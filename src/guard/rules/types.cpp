// Refuses casts to types that are not on the list: a cast can look up the system's catalogs ('x'::regclass), parse a
// foreign language (XML), or load an extension that brings the type (DuckDB's INET).
#include <fmt/format.h>

#include <algorithm>

#include "guard/rules/rules.h"

namespace sayquel::guard {
namespace {

// In every dialect, or harmlessly unknown to it. As the parser writes them: upper case, one space between words.
constexpr std::string_view kTypes[] = {"BIGINT",
                                       "BINARY",
                                       "BIT",
                                       "BLOB",
                                       "BOOL",
                                       "BOOLEAN",
                                       "BPCHAR",
                                       "BYTEA",
                                       "CHAR",
                                       "CHARACTER",
                                       "CHARACTER VARYING",
                                       "DATE",
                                       "DATETIME",
                                       "DEC",
                                       "DECIMAL",
                                       "DOUBLE",
                                       "DOUBLE PRECISION",
                                       "FLOAT",
                                       "FLOAT4",
                                       "FLOAT8",
                                       "INT",
                                       "INT1",
                                       "INT2",
                                       "INT4",
                                       "INT8",
                                       "INTEGER",
                                       "INTERVAL",
                                       "JSON",
                                       "JSONB",
                                       "LONG",
                                       "MEDIUMINT",
                                       "NATIONAL CHAR",
                                       "NATIONAL CHARACTER",
                                       "NCHAR",
                                       "NUMERIC",
                                       "NVARCHAR",
                                       "REAL",
                                       "SIGNED",
                                       "SIGNED INT",
                                       "SIGNED INTEGER",
                                       "SMALLINT",
                                       "STRING",
                                       "SUPER",
                                       "TEXT",
                                       "TIME",
                                       "TIME WITH TIME ZONE",
                                       "TIME WITHOUT TIME ZONE",
                                       "TIMESTAMP",
                                       "TIMESTAMP WITH TIME ZONE",
                                       "TIMESTAMP WITHOUT TIME ZONE",
                                       "TIMESTAMPTZ",
                                       "TIMETZ",
                                       "TINYINT",
                                       "UNSIGNED",
                                       "UNSIGNED INT",
                                       "UNSIGNED INTEGER",
                                       "UUID",
                                       "VARBINARY",
                                       "VARCHAR",
                                       "YEAR"};
constexpr std::string_view kDuckDbTypes[] = {"HUGEINT", "INT128",   "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP_S",
                                             "UBIGINT", "UHUGEINT", "UINTEGER",     "USMALLINT",    "UTINYINT"};

template <std::size_t N>
bool one_of(const std::string_view (&names)[N], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// A length, precision or scale: at most four digits, or Redshift's VARCHAR(MAX).
bool is_size(std::string_view argument) {
  return argument == "MAX" ||
         (!argument.empty() && argument.size() <= 8 &&
          std::all_of(argument.begin(), argument.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

bool allowed(const sql::TypeName& type, sql::Dialect dialect) {
  const bool known = one_of(kTypes, type.name) || (dialect == sql::Dialect::DuckDB && one_of(kDuckDbTypes, type.name));
  return known && type.arguments.size() <= 2 && type.array_dimensions <= 3 &&
         std::all_of(type.arguments.begin(), type.arguments.end(), is_size);
}

}  // namespace

Status check_types(const Context& context) {
  for (const auto* expression : context.parts.expressions) {
    const auto* cast = expression->as<sql::Cast>();
    if (cast == nullptr || allowed(cast->type, context.dialect())) continue;
    return refuse(fmt::format("A cast to the type `{}` is not allowed", shown(cast->type.name)), expression->position,
                  "Cast to a plain number, text, date or time type.");
  }
  return {};
}

}  // namespace sayquel::guard

// PostgreSQL 15 (postgresql.org/docs/15/sql-syntax-lexical.html, gram.y).
#include "sql/dialects/shared.h"

namespace sayquel::sql {
namespace {

constexpr std::string_view kReserved[] = {"ALL",
                                          "ANALYSE",
                                          "ANALYZE",
                                          "AND",
                                          "ANY",
                                          "ARRAY",
                                          "AS",
                                          "ASC",
                                          "ASYMMETRIC",
                                          "AUTHORIZATION",
                                          "BINARY",
                                          "BOTH",
                                          "CASE",
                                          "CAST",
                                          "CHECK",
                                          "COLLATE",
                                          "COLLATION",
                                          "COLUMN",
                                          "CONCURRENTLY",
                                          "CONSTRAINT",
                                          "CREATE",
                                          "CROSS",
                                          "CURRENT_CATALOG",
                                          "CURRENT_DATE",
                                          "CURRENT_ROLE",
                                          "CURRENT_SCHEMA",
                                          "CURRENT_TIME",
                                          "CURRENT_TIMESTAMP",
                                          "CURRENT_USER",
                                          "DEFAULT",
                                          "DEFERRABLE",
                                          "DESC",
                                          "DISTINCT",
                                          "DO",
                                          "ELSE",
                                          "END",
                                          "EXCEPT",
                                          "FALSE",
                                          "FETCH",
                                          "FOR",
                                          "FOREIGN",
                                          "FREEZE",
                                          "FROM",
                                          "FULL",
                                          "GRANT",
                                          "GROUP",
                                          "HAVING",
                                          "ILIKE",
                                          "IN",
                                          "INITIALLY",
                                          "INNER",
                                          "INTERSECT",
                                          "INTO",
                                          "IS",
                                          "ISNULL",
                                          "JOIN",
                                          "LATERAL",
                                          "LEADING",
                                          "LEFT",
                                          "LIKE",
                                          "LIMIT",
                                          "LOCALTIME",
                                          "LOCALTIMESTAMP",
                                          "NATURAL",
                                          "NOT",
                                          "NOTNULL",
                                          "NULL",
                                          "OFFSET",
                                          "ON",
                                          "ONLY",
                                          "OR",
                                          "ORDER",
                                          "OUTER",
                                          "OVERLAPS",
                                          "PLACING",
                                          "PRIMARY",
                                          "REFERENCES",
                                          "RETURNING",
                                          "RIGHT",
                                          "SELECT",
                                          "SESSION_USER",
                                          "SIMILAR",
                                          "SOME",
                                          "SYMMETRIC",
                                          "TABLE",
                                          "TABLESAMPLE",
                                          "THEN",
                                          "TO",
                                          "TRAILING",
                                          "TRUE",
                                          "UNION",
                                          "UNIQUE",
                                          "USER",
                                          "USING",
                                          "VARIADIC",
                                          "VERBOSE",
                                          "WHEN",
                                          "WHERE",
                                          "WINDOW",
                                          "WITH"};

constexpr std::string_view kCallable[] = {
    "AUTHORIZATION", "BINARY", "COLLATION", "CONCURRENTLY", "CROSS",   "CURRENT_SCHEMA", "FREEZE", "FULL",
    "ILIKE",         "INNER",  "IS",        "ISNULL",       "JOIN",    "LEFT",           "LIKE",   "NATURAL",
    "NOTNULL",       "OUTER",  "OVERLAPS",  "RIGHT",        "SIMILAR", "TABLESAMPLE",    "VERBOSE"};

constexpr std::string_view kBareFunctions[] = {"CURRENT_CATALOG", "CURRENT_DATE",      "CURRENT_ROLE", "CURRENT_SCHEMA",
                                               "CURRENT_TIME",    "CURRENT_TIMESTAMP", "CURRENT_USER", "LOCALTIME",
                                               "LOCALTIMESTAMP",  "SESSION_USER",      "USER"};

constexpr Precedence kLevels{};

using enum BinaryOperator;
constexpr OperatorSpelling kOwnOperators[] = {
    {"->", JsonGet, kLevels.other},          {"->>", JsonGetText, kLevels.other}, {"#>", JsonGetPath, kLevels.other},
    {"#>>", JsonGetPathText, kLevels.other}, {"#", BitXor, kLevels.other},        {"@>", Contains, kLevels.other},
    {"<@", ContainedBy, kLevels.other},      {"&&", Overlaps, kLevels.other},
};
constexpr auto kOperators = with_own(postgresql_operators(kLevels), kOwnOperators);

}  // namespace

const Traits& postgresql_traits() {
  static const Traits value = [] {
    Traits t = postgresql_family(Dialect::PostgreSQL, "postgresql");
    t.precedence = kLevels;
    t.operators = kOperators;
    t.reserved = kReserved;
    t.callable = kCallable;
    t.bare_functions = kBareFunctions;
    t.folds_case = true;
    t.parameters = "$";
    t.quantified_array = true;
    t.between_symmetric = true;
    t.bit_strings = true;
    t.distinct_on = true;
    t.frame_exclusion = true;
    t.frame_groups = true;
    t.fetch = true;
    t.with_ties = true;
    t.with_ordinality = true;
    return t;
  }();
  return value;
}

}  // namespace sayquel::sql

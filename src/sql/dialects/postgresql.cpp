// PostgreSQL 15 (postgresql.org/docs/15/sql-syntax-lexical.html, gram.y).
#include "sql/dialects/traits.h"

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
constexpr OperatorSpelling kOperators[] = {
    {"OR", Or, kLevels.disjunction},
    {"AND", And, kLevels.conjunction},
    {"=", Equal, kLevels.comparison},
    {"<>", NotEqual, kLevels.comparison},
    {"!=", NotEqual, kLevels.comparison},
    {"<", Less, kLevels.comparison},
    {"<=", LessEqual, kLevels.comparison},
    {">", Greater, kLevels.comparison},
    {">=", GreaterEqual, kLevels.comparison},
    {"+", Add, kLevels.additive},
    {"-", Subtract, kLevels.additive},
    {"*", Multiply, kLevels.multiplicative},
    {"/", Divide, kLevels.multiplicative},
    {"%", Modulo, kLevels.multiplicative},
    {"||", Concat, kLevels.other},
    {"^", Power, kLevels.power},
    {"->", JsonGet, kLevels.other},
    {"->>", JsonGetText, kLevels.other},
    {"#>", JsonGetPath, kLevels.other},
    {"#>>", JsonGetPathText, kLevels.other},
    {"&", BitAnd, kLevels.other},
    {"|", BitOr, kLevels.other},
    {"#", BitXor, kLevels.other},
    {"<<", ShiftLeft, kLevels.other},
    {">>", ShiftRight, kLevels.other},
    {"~", RegexMatch, kLevels.other},
    {"!~", RegexNotMatch, kLevels.other},
    {"~*", RegexMatchInsensitive, kLevels.other},
    {"!~*", RegexNotMatchInsensitive, kLevels.other},
    {"@>", Contains, kLevels.other},
    {"<@", ContainedBy, kLevels.other},
    {"&&", Overlaps, kLevels.other},
};

}  // namespace

const Traits& postgresql_traits() {
  static const Traits value = [] {
    Traits t{.dialect = Dialect::PostgreSQL, .name = "postgresql"};
    t.precedence = kLevels;
    t.operators = kOperators;
    t.reserved = kReserved;
    t.callable = kCallable;
    t.bare_functions = kBareFunctions;
    t.escape_strings = true;
    t.dollar_quotes = true;
    t.nested_comments = true;
    t.dollar_in_names = true;
    t.folds_case = true;
    t.parameters = "$";
    t.double_colon = true;
    t.ilike = true;
    t.similar_to = true;
    t.null_postfix = true;
    t.within_group = true;
    t.quantified_array = true;
    t.array_word = true;
    t.subscripts = true;
    t.at_time_zone = true;
    t.between_symmetric = true;
    t.bit_strings = true;
    t.distinct_on = true;
    t.frame_exclusion = true;
    t.frame_groups = true;
    t.limit_all = true;
    t.offset_first = true;
    t.fetch = true;
    t.with_ties = true;
    t.with_ordinality = true;
    return t;
  }();
  return value;
}

}  // namespace sayquel::sql

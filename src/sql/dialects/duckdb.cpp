// DuckDB 1.4: PostgreSQL's grammar with friendlier additions (duckdb.org/docs/sql/introduction). The arrow -> is also
// the lambda arrow and binds weakest of all.
#include "sql/dialects/shared.h"

namespace sayquel::sql {
namespace {

constexpr std::string_view kReserved[] = {
    "ALL",        "ANALYSE",      "ANALYZE",     "AND",        "ANTI",          "ANY",         "ARRAY",
    "AS",         "ASC",          "ASOF",        "ASYMMETRIC", "AUTHORIZATION", "BINARY",      "BOTH",
    "CASE",       "CAST",         "CHECK",       "COLLATE",    "COLLATION",     "COLUMN",      "CONCURRENTLY",
    "CONSTRAINT", "CREATE",       "CROSS",       "DEFAULT",    "DEFERRABLE",    "DESC",        "DESCRIBE",
    "DISTINCT",   "DO",           "ELSE",        "END",        "EXCEPT",        "FALSE",       "FETCH",
    "FOR",        "FOREIGN",      "FREEZE",      "FROM",       "FULL",          "GLOB",        "GROUP",
    "HAVING",     "ILIKE",        "IN",          "INITIALLY",  "INNER",         "INTERSECT",   "INTO",
    "IS",         "ISNULL",       "JOIN",        "LAMBDA",     "LATERAL",       "LEADING",     "LEFT",
    "LIKE",       "LIMIT",        "MAP",         "NATURAL",    "NOT",           "NOTNULL",     "NULL",
    "OFFSET",     "ON",           "ONLY",        "OR",         "ORDER",         "OUTER",       "OVERLAPS",
    "PIVOT",      "PIVOT_LONGER", "PIVOT_WIDER", "PLACING",    "POSITIONAL",    "PRIMARY",     "QUALIFY",
    "REFERENCES", "RETURNING",    "RIGHT",       "SELECT",     "SEMI",          "SHOW",        "SIMILAR",
    "SOME",       "STRUCT",       "SUMMARIZE",   "SYMMETRIC",  "TABLE",         "TABLESAMPLE", "THEN",
    "TO",         "TRAILING",     "TRUE",        "TRY_CAST",   "UNION",         "UNIQUE",      "UNPACK",
    "UNPIVOT",    "USING",        "VARIADIC",    "VERBOSE",    "WHEN",          "WHERE",       "WINDOW",
    "WITH"};

constexpr std::string_view kCallable[] = {
    "ANTI", "ASOF",    "AUTHORIZATION", "BINARY",   "COLLATION", "CONCURRENTLY", "CROSS",      "FREEZE",
    "FULL", "GLOB",    "ILIKE",         "INNER",    "IS",        "ISNULL",       "JOIN",       "LEFT",
    "LIKE", "MAP",     "NATURAL",       "NOTNULL",  "OUTER",     "OVERLAPS",     "POSITIONAL", "RIGHT",
    "SEMI", "SIMILAR", "STRUCT",        "TRY_CAST", "UNPACK",    "VERBOSE"};

constexpr std::string_view kBareFunctions[] = {"CURRENT_CATALOG", "CURRENT_DATE",      "CURRENT_ROLE", "CURRENT_SCHEMA",
                                               "CURRENT_TIME",    "CURRENT_TIMESTAMP", "CURRENT_USER", "LOCALTIME",
                                               "LOCALTIMESTAMP",  "SESSION_USER",      "USER"};

constexpr Precedence kLevels{};

using enum BinaryOperator;
constexpr OperatorSpelling kOwnOperators[] = {
    {"//", IntegerDivide, kLevels.multiplicative},
    {"**", Power, kLevels.power},
    {"->", JsonGet, 5},
    {"->>", JsonGetText, kLevels.other},
    {"==", Equal, kLevels.comparison},
    {"@>", Contains, kLevels.other},
    {"<@", ContainedBy, kLevels.other},
    {"&&", Overlaps, kLevels.other},
};
constexpr auto kOperators = with_own(postgresql_operators(kLevels), kOwnOperators);

}  // namespace

const Traits& duckdb_traits() {
  static const Traits value = [] {
    Traits t = postgresql_family(Dialect::DuckDB, "duckdb");
    t.precedence = kLevels;
    t.operators = kOperators;
    t.reserved = kReserved;
    t.callable = kCallable;
    t.bare_functions = kBareFunctions;
    t.underscores_in_numbers = true;
    t.string_names = false;
    t.parameters = "?$";
    t.try_cast = true;
    t.glob = true;
    t.quantified_array = true;
    t.bracket_lists = true;
    t.distinct_on = true;
    t.qualify = true;
    t.frame_exclusion = true;
    t.frame_groups = true;
    t.group_by_all = true;
    t.from_first = true;
    t.values_in_from = true;
    t.limit_percent = true;
    t.fetch = true;
    t.semi_anti_join = true;
    t.with_ordinality = true;
    return t;
  }();
  return value;
}

}  // namespace sayquel::sql

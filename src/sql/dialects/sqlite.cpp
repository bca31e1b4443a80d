// SQLite, as sqlite.org/lang.html says and parse.y does. Concatenation and JSON arrows bind tightest of the binary
// operators; a comma in FROM is a join like any other; operands of UNION stand without parentheses, and INTERSECT binds
// no tighter than UNION.
#include "sql/dialects/shared.h"

namespace sayquel::sql {
namespace {

constexpr std::string_view kReserved[] = {
    "ADD",    "ALL",      "ALTER",   "AND",     "AS",          "AUTOINCREMENT", "BETWEEN",   "CASE",
    "CAST",   "CHECK",    "COLLATE", "COMMIT",  "CONSTRAINT",  "CREATE",        "DEFAULT",   "DEFERRABLE",
    "DELETE", "DISTINCT", "DROP",    "ELSE",    "ESCAPE",      "EXCEPT",        "EXISTS",    "FOREIGN",
    "FROM",   "GROUP",    "HAVING",  "IN",      "INDEX",       "INSERT",        "INTERSECT", "INTO",
    "IS",     "ISNULL",   "JOIN",    "LIMIT",   "NOT",         "NOTHING",       "NOTNULL",   "NULL",
    "ON",     "OR",       "ORDER",   "PRIMARY", "RAISE",       "REFERENCES",    "RETURNING", "SELECT",
    "SET",    "TABLE",    "THEN",    "TO",      "TRANSACTION", "UNION",         "UNIQUE",    "UPDATE",
    "USING",  "VALUES",   "WHEN",    "WHERE"};

constexpr std::string_view kCallable[] = {"GLOB", "LEFT", "LIKE", "MATCH", "REGEXP", "RIGHT"};

constexpr std::string_view kBareFunctions[] = {"CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP"};

constexpr Precedence kLevels{.is = 50, .comparison = 50, .ordering = 55, .predicate = 50, .other = 70, .power = 100};

using enum BinaryOperator;
constexpr OperatorSpelling kOwnOperators[] = {
    {"==", Equal, kLevels.comparison},
    {"||", Concat, 100},
    {"->", JsonGet, 100},
    {"->>", JsonGetText, 100},
    {"&", BitAnd, kLevels.other},
    {"|", BitOr, kLevels.other},
    {"<<", ShiftLeft, kLevels.other},
    {">>", ShiftRight, kLevels.other},
};
constexpr auto kOperators = with_own(shared_operators(kLevels), kOwnOperators);

}  // namespace

const Traits& sqlite_traits() {
  static const Traits value = [] {
    Traits t{.dialect = Dialect::SQLite, .name = "sqlite"};
    t.precedence = kLevels;
    t.operators = kOperators;
    t.reserved = kReserved;
    t.callable = kCallable;
    t.bare_functions = kBareFunctions;
    t.backquotes = true;
    t.brackets_quote = true;
    t.string_names = true;
    t.parameters = "?:@$";
    t.dollar_in_names = true;
    t.typed_literals = false;
    t.intervals = false;
    t.glob = true;
    t.regexp_word = true;
    t.match_word = true;
    t.is_any_value = true;
    t.null_postfix = true;
    t.quantified = false;
    t.extract = false;
    t.call_syntax = false;
    t.empty_lists = true;
    t.doubled_parentheses_are_lists = true;
    t.parenthesised_operands = false;
    t.intersect_binds_tighter = false;
    t.set_operation_all = false;
    t.distinct_word_in_set = false;
    t.frame_exclusion = true;
    t.frame_groups = true;
    t.grouping_sets = false;
    t.table_statement = false;
    t.limit_comma = true;
    t.offset_needs_limit = true;
    t.comma_binds_like_join = true;
    t.comma_in_parentheses = true;
    t.join_needs_condition = false;
    t.lateral = false;
    t.alias_columns = false;
    return t;
  }();
  return value;
}

}  // namespace sayquel::sql

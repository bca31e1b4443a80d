// MySQL 8 and MariaDB (dev.mysql.com/doc/refman/8.0/en/language-structure.html), in the default sql_mode: double quotes
// are strings, || is OR, a backslash escapes, and the arrows stand after a column only.
#include "sql/dialects/shared.h"

namespace sayquel::sql {
namespace {

constexpr std::string_view kReserved[] = {"ACCESSIBLE",
                                          "ADD",
                                          "ALL",
                                          "ALTER",
                                          "ANALYZE",
                                          "AND",
                                          "AS",
                                          "ASC",
                                          "ASENSITIVE",
                                          "BEFORE",
                                          "BETWEEN",
                                          "BIGINT",
                                          "BINARY",
                                          "BLOB",
                                          "BOTH",
                                          "BY",
                                          "CALL",
                                          "CASCADE",
                                          "CASE",
                                          "CHANGE",
                                          "CHAR",
                                          "CHARACTER",
                                          "CHECK",
                                          "COLLATE",
                                          "COLUMN",
                                          "CONDITION",
                                          "CONSTRAINT",
                                          "CONTINUE",
                                          "CONVERT",
                                          "CREATE",
                                          "CROSS",
                                          "CUBE",
                                          "CUME_DIST",
                                          "CURRENT_DATE",
                                          "CURRENT_TIME",
                                          "CURRENT_TIMESTAMP",
                                          "CURRENT_USER",
                                          "CURSOR",
                                          "DATABASE",
                                          "DATABASES",
                                          "DAY_HOUR",
                                          "DAY_MICROSECOND",
                                          "DAY_MINUTE",
                                          "DAY_SECOND",
                                          "DEC",
                                          "DECIMAL",
                                          "DECLARE",
                                          "DEFAULT",
                                          "DELAYED",
                                          "DELETE",
                                          "DENSE_RANK",
                                          "DESC",
                                          "DESCRIBE",
                                          "DETERMINISTIC",
                                          "DISTINCT",
                                          "DISTINCTROW",
                                          "DIV",
                                          "DOUBLE",
                                          "DROP",
                                          "DUAL",
                                          "EACH",
                                          "ELSE",
                                          "ELSEIF",
                                          "EMPTY",
                                          "ENCLOSED",
                                          "ESCAPED",
                                          "EXCEPT",
                                          "EXISTS",
                                          "EXIT",
                                          "EXPLAIN",
                                          "FALSE",
                                          "FETCH",
                                          "FIRST_VALUE",
                                          "FLOAT",
                                          "FLOAT4",
                                          "FLOAT8",
                                          "FOR",
                                          "FORCE",
                                          "FOREIGN",
                                          "FROM",
                                          "FULLTEXT",
                                          "FUNCTION",
                                          "GENERATED",
                                          "GET",
                                          "GRANT",
                                          "GROUP",
                                          "GROUPING",
                                          "GROUPS",
                                          "HAVING",
                                          "HIGH_PRIORITY",
                                          "HOUR_MICROSECOND",
                                          "HOUR_MINUTE",
                                          "HOUR_SECOND",
                                          "IF",
                                          "IGNORE",
                                          "IN",
                                          "INDEX",
                                          "INFILE",
                                          "INNER",
                                          "INOUT",
                                          "INSENSITIVE",
                                          "INSERT",
                                          "INT",
                                          "INT1",
                                          "INT2",
                                          "INT3",
                                          "INT4",
                                          "INT8",
                                          "INTEGER",
                                          "INTERSECT",
                                          "INTERVAL",
                                          "INTO",
                                          "IO_AFTER_GTIDS",
                                          "IO_BEFORE_GTIDS",
                                          "IS",
                                          "ITERATE",
                                          "JOIN",
                                          "JSON_TABLE",
                                          "KEY",
                                          "KEYS",
                                          "KILL",
                                          "LAG",
                                          "LAST_VALUE",
                                          "LATERAL",
                                          "LEAD",
                                          "LEADING",
                                          "LEAVE",
                                          "LEFT",
                                          "LIKE",
                                          "LIMIT",
                                          "LINEAR",
                                          "LINES",
                                          "LOAD",
                                          "LOCALTIME",
                                          "LOCALTIMESTAMP",
                                          "LOCK",
                                          "LONG",
                                          "LONGBLOB",
                                          "LONGTEXT",
                                          "LOOP",
                                          "LOW_PRIORITY",
                                          "MASTER_BIND",
                                          "MATCH",
                                          "MAXVALUE",
                                          "MEDIUMBLOB",
                                          "MEDIUMINT",
                                          "MEDIUMTEXT",
                                          "MIDDLEINT",
                                          "MINUTE_MICROSECOND",
                                          "MINUTE_SECOND",
                                          "MOD",
                                          "MODIFIES",
                                          "NATURAL",
                                          "NOT",
                                          "NO_WRITE_TO_BINLOG",
                                          "NTH_VALUE",
                                          "NTILE",
                                          "NULL",
                                          "NUMERIC",
                                          "OF",
                                          "ON",
                                          "OPTIMIZE",
                                          "OPTIMIZER_COSTS",
                                          "OPTION",
                                          "OPTIONALLY",
                                          "OR",
                                          "ORDER",
                                          "OUT",
                                          "OUTER",
                                          "OUTFILE",
                                          "OVER",
                                          "PARTITION",
                                          "PERCENT_RANK",
                                          "PRECISION",
                                          "PRIMARY",
                                          "PROCEDURE",
                                          "PURGE",
                                          "RANGE",
                                          "RANK",
                                          "READ",
                                          "READS",
                                          "READ_WRITE",
                                          "REAL",
                                          "RECURSIVE",
                                          "REFERENCES",
                                          "REGEXP",
                                          "RELEASE",
                                          "RENAME",
                                          "REPEAT",
                                          "REPLACE",
                                          "REQUIRE",
                                          "RESIGNAL",
                                          "RESTRICT",
                                          "RETURN",
                                          "REVOKE",
                                          "RIGHT",
                                          "RLIKE",
                                          "ROW",
                                          "ROWS",
                                          "ROW_NUMBER",
                                          "SCHEMA",
                                          "SCHEMAS",
                                          "SECOND_MICROSECOND",
                                          "SELECT",
                                          "SENSITIVE",
                                          "SEPARATOR",
                                          "SET",
                                          "SHOW",
                                          "SIGNAL",
                                          "SMALLINT",
                                          "SPATIAL",
                                          "SPECIFIC",
                                          "SQL",
                                          "SQLEXCEPTION",
                                          "SQLSTATE",
                                          "SQLWARNING",
                                          "SQL_BIG_RESULT",
                                          "SQL_CALC_FOUND_ROWS",
                                          "SQL_SMALL_RESULT",
                                          "SSL",
                                          "STARTING",
                                          "STORED",
                                          "STRAIGHT_JOIN",
                                          "SYSTEM",
                                          "TABLE",
                                          "TERMINATED",
                                          "THEN",
                                          "TINYBLOB",
                                          "TINYINT",
                                          "TINYTEXT",
                                          "TO",
                                          "TRAILING",
                                          "TRIGGER",
                                          "TRUE",
                                          "UNDO",
                                          "UNION",
                                          "UNIQUE",
                                          "UNLOCK",
                                          "UNSIGNED",
                                          "UPDATE",
                                          "USAGE",
                                          "USE",
                                          "USING",
                                          "UTC_DATE",
                                          "UTC_TIME",
                                          "UTC_TIMESTAMP",
                                          "VALUES",
                                          "VARBINARY",
                                          "VARCHAR",
                                          "VARCHARACTER",
                                          "VARYING",
                                          "VIRTUAL",
                                          "WHEN",
                                          "WHERE",
                                          "WHILE",
                                          "WINDOW",
                                          "WITH",
                                          "WRITE",
                                          "XOR",
                                          "YEAR_MONTH",
                                          "ZEROFILL"};

constexpr std::string_view kCallable[] = {
    "CHAR",         "CONVERT",   "CUME_DIST",      "CURRENT_DATE",  "CURRENT_TIME", "CURRENT_TIMESTAMP",
    "CURRENT_USER", "DATABASE",  "DEFAULT",        "DENSE_RANK",    "FIRST_VALUE",  "GROUPING",
    "IF",           "INSERT",    "INTERVAL",       "LAG",           "LAST_VALUE",   "LEAD",
    "LEFT",         "LOCALTIME", "LOCALTIMESTAMP", "MOD",           "NTH_VALUE",    "NTILE",
    "PERCENT_RANK", "RANK",      "REPEAT",         "REPLACE",       "RIGHT",        "ROW_NUMBER",
    "SCHEMA",       "UTC_DATE",  "UTC_TIME",       "UTC_TIMESTAMP", "VALUES"};

constexpr std::string_view kBareFunctions[] = {"CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP",
                                               "CURRENT_USER", "LOCALTIME",    "LOCALTIMESTAMP",
                                               "UTC_DATE",     "UTC_TIME",     "UTC_TIMESTAMP"};

constexpr Precedence kLevels{.is = 50, .comparison = 50, .collate = 138};

using enum BinaryOperator;
constexpr OperatorSpelling kOwnOperators[] = {
    {"||", Or, kLevels.disjunction},
    {"&&", And, kLevels.conjunction},
    {"XOR", Xor, kLevels.exclusive},
    {"<=>", IsNotDistinctFrom, kLevels.comparison},
    {"DIV", IntegerDivide, kLevels.multiplicative},
    {"MOD", Modulo, kLevels.multiplicative},
    {"->", JsonGet, 145},
    {"->>", JsonGetText, 145},
    {"|", BitOr, 70},
    {"&", BitAnd, 72},
    {"<<", ShiftLeft, 74},
    {">>", ShiftRight, 74},
    {"^", BitXor, 100},
};
constexpr auto kOperators = with_own(shared_operators(kLevels), kOwnOperators);

}  // namespace

const Traits& mysql_traits() {
  static const Traits value = [] {
    Traits t{.dialect = Dialect::MySQL, .name = "mysql"};
    t.precedence = kLevels;
    t.operators = kOperators;
    t.reserved = kReserved;
    t.callable = kCallable;
    t.bare_functions = kBareFunctions;
    t.identifier_quote = '`';
    t.double_quotes_strings = true;
    t.backquotes = true;
    t.backslash_escapes = true;
    t.hash_comments = true;
    t.dash_comment_needs_space = true;
    t.dollar_in_names = true;
    t.adjacent_strings_join = true;
    t.parameters = "?@";
    t.quoted_intervals = false;
    t.regexp_word = true;
    t.is_distinct_from = false;
    t.filter = false;
    t.separator = true;
    t.position_function = "LOCATE";
    t.position_needle_first = true;
    t.bit_strings = true;
    t.bare_date_parts = true;
    t.bang_is_not = true;
    t.dual = true;
    t.parentheses_merge = false;
    t.with_rollup = true;
    t.grouping_sets = false;
    t.values_rows_named = true;
    t.materialized = false;
    t.limit_comma = true;
    t.offset_needs_limit = true;
    t.no_limit = "18446744073709551615";
    t.nulls_order = false;
    t.comma_in_parentheses = true;
    t.join_needs_condition = false;
    t.full_join = false;
    return t;
  }();
  return value;
}

}  // namespace sayquel::sql

// Amazon Redshift: PostgreSQL 8's family with its own additions
// (docs.aws.amazon.com/redshift/latest/dg/c_SQL_commands.html): TOP, MINUS, QUALIFY, bare date parts, and backslashes
// that escape in every string.
#include "sql/dialects/traits.h"

namespace sayquel::sql {
namespace {

constexpr std::string_view kReserved[] = {"AES128",
                                          "AES256",
                                          "ALL",
                                          "ALLOWOVERWRITE",
                                          "ANALYSE",
                                          "ANALYZE",
                                          "AND",
                                          "ANY",
                                          "ARRAY",
                                          "AS",
                                          "ASC",
                                          "AUTHORIZATION",
                                          "AZ64",
                                          "BACKUP",
                                          "BETWEEN",
                                          "BINARY",
                                          "BLANKSASNULL",
                                          "BOTH",
                                          "BYTEDICT",
                                          "BZIP2",
                                          "CASE",
                                          "CAST",
                                          "CHECK",
                                          "COLLATE",
                                          "COLUMN",
                                          "CONNECT",
                                          "CONSTRAINT",
                                          "CREATE",
                                          "CREDENTIALS",
                                          "CROSS",
                                          "CURRENT_DATE",
                                          "CURRENT_TIME",
                                          "CURRENT_TIMESTAMP",
                                          "CURRENT_USER",
                                          "CURRENT_USER_ID",
                                          "DEFAULT",
                                          "DEFERRABLE",
                                          "DEFLATE",
                                          "DEFRAG",
                                          "DELTA",
                                          "DELTA32K",
                                          "DESC",
                                          "DISABLE",
                                          "DISTINCT",
                                          "DO",
                                          "ELSE",
                                          "EMPTYASNULL",
                                          "ENABLE",
                                          "ENCODE",
                                          "ENCRYPT",
                                          "ENCRYPTION",
                                          "END",
                                          "EXCEPT",
                                          "EXPLICIT",
                                          "FALSE",
                                          "FOR",
                                          "FOREIGN",
                                          "FREEZE",
                                          "FROM",
                                          "FULL",
                                          "GLOBALDICT256",
                                          "GLOBALDICT64K",
                                          "GRANT",
                                          "GROUP",
                                          "GZIP",
                                          "HAVING",
                                          "IDENTITY",
                                          "IGNORE",
                                          "ILIKE",
                                          "IN",
                                          "INITIALLY",
                                          "INNER",
                                          "INTERSECT",
                                          "INTERVAL",
                                          "INTO",
                                          "IS",
                                          "ISNULL",
                                          "JOIN",
                                          "LEADING",
                                          "LEFT",
                                          "LIKE",
                                          "LIMIT",
                                          "LOCALTIME",
                                          "LOCALTIMESTAMP",
                                          "LUN",
                                          "LUNS",
                                          "LZO",
                                          "LZOP",
                                          "MINUS",
                                          "MOSTLY16",
                                          "MOSTLY32",
                                          "MOSTLY8",
                                          "NATURAL",
                                          "NEW",
                                          "NOT",
                                          "NOTNULL",
                                          "NULL",
                                          "NULLS",
                                          "OFF",
                                          "OFFLINE",
                                          "OFFSET",
                                          "OID",
                                          "OLD",
                                          "ON",
                                          "ONLY",
                                          "OPEN",
                                          "OR",
                                          "ORDER",
                                          "OUTER",
                                          "OVERLAPS",
                                          "PARALLEL",
                                          "PARTITION",
                                          "PERCENT",
                                          "PERMISSIONS",
                                          "PIVOT",
                                          "PLACING",
                                          "PRIMARY",
                                          "QUALIFY",
                                          "RAW",
                                          "READRATIO",
                                          "RECOVER",
                                          "REFERENCES",
                                          "REJECTLOG",
                                          "RESORT",
                                          "RESPECT",
                                          "RESTORE",
                                          "RIGHT",
                                          "SELECT",
                                          "SESSION_USER",
                                          "SIMILAR",
                                          "SNAPSHOT",
                                          "SOME",
                                          "SYSDATE",
                                          "SYSTEM",
                                          "TABLE",
                                          "TAG",
                                          "TDES",
                                          "TEXT255",
                                          "TEXT32K",
                                          "THEN",
                                          "TIMESTAMP",
                                          "TO",
                                          "TOP",
                                          "TRAILING",
                                          "TRUE",
                                          "TRUNCATECOLUMNS",
                                          "UNION",
                                          "UNIQUE",
                                          "UNNEST",
                                          "UNPIVOT",
                                          "USER",
                                          "USING",
                                          "VERBOSE",
                                          "WALLET",
                                          "WHEN",
                                          "WHERE",
                                          "WITH",
                                          "WITHOUT"};

constexpr std::string_view kCallable[] = {"AUTHORIZATION", "BINARY", "FULL",    "ILIKE",   "LEFT",
                                          "LIKE",          "RIGHT",  "SIMILAR", "TEXT255", "UNNEST"};

constexpr std::string_view kBareFunctions[] = {"CURRENT_DATE",    "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_USER",
                                               "CURRENT_USER_ID", "LOCALTIME",    "LOCALTIMESTAMP",    "SESSION_USER",
                                               "SYSDATE",         "USER"};

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
    {"&", BitAnd, kLevels.other},
    {"|", BitOr, kLevels.other},
    {"#", BitXor, kLevels.other},
    {"<<", ShiftLeft, kLevels.other},
    {">>", ShiftRight, kLevels.other},
    {"~", RegexMatch, kLevels.other},
    {"!~", RegexNotMatch, kLevels.other},
    {"~*", RegexMatchInsensitive, kLevels.other},
    {"!~*", RegexNotMatchInsensitive, kLevels.other},
};

}  // namespace

const Traits& redshift_traits() {
  static const Traits value = [] {
    Traits t{.dialect = Dialect::Redshift, .name = "redshift"};
    t.precedence = kLevels;
    t.operators = kOperators;
    t.reserved = kReserved;
    t.callable = kCallable;
    t.bare_functions = kBareFunctions;
    t.backslash_escapes = true;
    t.escape_strings = true;
    t.dollar_quotes = true;
    t.nested_comments = true;
    t.dollar_in_names = true;
    t.folds_case = true;
    t.parameters = "$";
    t.double_colon = true;
    t.try_cast = true;
    t.ilike = true;
    t.similar_to = true;
    t.is_distinct_from = false;
    t.null_postfix = true;
    t.filter = false;
    t.within_group = true;
    t.array_word = true;
    t.subscripts = true;
    t.at_time_zone = true;
    t.bare_date_parts = true;
    t.set_operation_all = false;
    t.minus_word = true;
    t.top = true;
    t.qualify = true;
    t.named_windows = false;
    t.limit_all = true;
    t.offset_first = true;
    t.materialized = false;
    t.values_statement = false;
    return t;
  }();
  return value;
}

}  // namespace sayquel::sql

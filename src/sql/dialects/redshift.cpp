// Amazon Redshift: PostgreSQL 8's family with its own additions
// (docs.aws.amazon.com/redshift/latest/dg/c_SQL_commands.html): TOP, MINUS, QUALIFY, bare date parts, and backslashes
// that escape in every string.
#include "sql/dialects/shared.h"

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
constexpr OperatorSpelling kOwnOperators[] = {
    {"#", BitXor, kLevels.other},
};
constexpr auto kOperators = with_own(postgresql_operators(kLevels), kOwnOperators);

}  // namespace

const Traits& redshift_traits() {
  static const Traits value = [] {
    Traits t = postgresql_family(Dialect::Redshift, "redshift");
    t.precedence = kLevels;
    t.operators = kOperators;
    t.reserved = kReserved;
    t.callable = kCallable;
    t.bare_functions = kBareFunctions;
    t.backslash_escapes = true;
    t.folds_case = true;
    t.parameters = "$";
    t.try_cast = true;
    t.is_distinct_from = false;
    t.filter = false;
    t.bare_date_parts = true;
    t.set_operation_all = false;
    t.minus_word = true;
    t.top = true;
    t.qualify = true;
    t.named_windows = false;
    t.materialized = false;
    t.values_statement = false;
    return t;
  }();
  return value;
}

}  // namespace sayquel::sql

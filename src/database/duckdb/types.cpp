#include "database/duckdb/types.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "database/duckdb/handles.h"
#include "database/sql_text.h"

namespace sayquel::database::duckdb {
namespace {

struct TypeWord {
  duckdb_type type;
  std::string_view name;
  TypeKind kind;
};

// The types whose name is one word.
constexpr std::array kWords = {
    TypeWord{DUCKDB_TYPE_BOOLEAN, "BOOLEAN", TypeKind::Boolean},
    TypeWord{DUCKDB_TYPE_TINYINT, "TINYINT", TypeKind::Integer},
    TypeWord{DUCKDB_TYPE_SMALLINT, "SMALLINT", TypeKind::Integer},
    TypeWord{DUCKDB_TYPE_INTEGER, "INTEGER", TypeKind::Integer},
    TypeWord{DUCKDB_TYPE_BIGINT, "BIGINT", TypeKind::Integer},
    TypeWord{DUCKDB_TYPE_HUGEINT, "HUGEINT", TypeKind::Integer},
    TypeWord{DUCKDB_TYPE_UTINYINT, "UTINYINT", TypeKind::Integer},
    TypeWord{DUCKDB_TYPE_USMALLINT, "USMALLINT", TypeKind::Integer},
    TypeWord{DUCKDB_TYPE_UINTEGER, "UINTEGER", TypeKind::Integer},
    TypeWord{DUCKDB_TYPE_UBIGINT, "UBIGINT", TypeKind::Integer},
    TypeWord{DUCKDB_TYPE_UHUGEINT, "UHUGEINT", TypeKind::Integer},
    TypeWord{DUCKDB_TYPE_BIGNUM, "BIGNUM", TypeKind::Integer},
    TypeWord{DUCKDB_TYPE_FLOAT, "FLOAT", TypeKind::Float},
    TypeWord{DUCKDB_TYPE_DOUBLE, "DOUBLE", TypeKind::Float},
    TypeWord{DUCKDB_TYPE_DECIMAL, "DECIMAL", TypeKind::Decimal},
    TypeWord{DUCKDB_TYPE_VARCHAR, "VARCHAR", TypeKind::Text},
    TypeWord{DUCKDB_TYPE_ENUM, "ENUM", TypeKind::Text},
    TypeWord{DUCKDB_TYPE_UUID, "UUID", TypeKind::Text},
    TypeWord{DUCKDB_TYPE_BIT, "BIT", TypeKind::Text},
    TypeWord{DUCKDB_TYPE_BLOB, "BLOB", TypeKind::Blob},
    TypeWord{DUCKDB_TYPE_DATE, "DATE", TypeKind::Date},
    TypeWord{DUCKDB_TYPE_TIME, "TIME", TypeKind::Time},
    TypeWord{DUCKDB_TYPE_TIME_NS, "TIME_NS", TypeKind::Time},
    TypeWord{DUCKDB_TYPE_TIME_TZ, "TIME WITH TIME ZONE", TypeKind::Text},
    TypeWord{DUCKDB_TYPE_TIMESTAMP, "TIMESTAMP", TypeKind::Timestamp},
    TypeWord{DUCKDB_TYPE_TIMESTAMP_S, "TIMESTAMP_S", TypeKind::Timestamp},
    TypeWord{DUCKDB_TYPE_TIMESTAMP_MS, "TIMESTAMP_MS", TypeKind::Timestamp},
    TypeWord{DUCKDB_TYPE_TIMESTAMP_NS, "TIMESTAMP_NS", TypeKind::Timestamp},
    TypeWord{DUCKDB_TYPE_TIMESTAMP_TZ, "TIMESTAMP WITH TIME ZONE", TypeKind::Timestamp},
    TypeWord{DUCKDB_TYPE_INTERVAL, "INTERVAL", TypeKind::Interval},
    TypeWord{DUCKDB_TYPE_LIST, "LIST", TypeKind::Nested},
    TypeWord{DUCKDB_TYPE_ARRAY, "ARRAY", TypeKind::Nested},
    TypeWord{DUCKDB_TYPE_STRUCT, "STRUCT", TypeKind::Nested},
    TypeWord{DUCKDB_TYPE_MAP, "MAP", TypeKind::Nested},
    TypeWord{DUCKDB_TYPE_UNION, "UNION", TypeKind::Nested},
    TypeWord{DUCKDB_TYPE_SQLNULL, "NULL", TypeKind::Unknown},
};

std::string members(duckdb_logical_type type, idx_t count, char* (*name)(duckdb_logical_type, idx_t),
                    duckdb_logical_type (*member)(duckdb_logical_type, idx_t)) {
  std::string text = "(";
  for (idx_t at = 0; at < count; ++at) {
    const LogicalType inner(member(type, at));
    text += fmt::format("{}{} {}", at ? ", " : "", quote_name(take_text(name(type, at))), type_name(inner.get()));
  }
  return text + ")";
}

}  // namespace

TypeKind kind_of(duckdb_type type) {
  for (const auto& word : kWords)
    if (word.type == type) return word.kind;
  return TypeKind::Unknown;
}

TypeKind kind_of(std::string_view declared) {
  if (declared.ends_with(']')) return TypeKind::Nested;
  const std::string_view name = declared.substr(0, declared.find('('));
  if (name == "JSON") return TypeKind::Text;
  for (const auto& word : kWords)
    if (word.name == name) return word.kind;
  return TypeKind::Unknown;
}

std::string type_name(duckdb_logical_type type) {
  if (const std::string alias = take_text(duckdb_logical_type_get_alias(type)); !alias.empty()) return alias;
  const duckdb_type id = duckdb_get_type_id(type);
  switch (id) {
    case DUCKDB_TYPE_DECIMAL:
      return fmt::format("DECIMAL({},{})", duckdb_decimal_width(type), duckdb_decimal_scale(type));
    case DUCKDB_TYPE_LIST:
      return type_name(LogicalType(duckdb_list_type_child_type(type)).get()) + "[]";
    case DUCKDB_TYPE_ARRAY:
      return fmt::format("{}[{}]", type_name(LogicalType(duckdb_array_type_child_type(type)).get()),
                         duckdb_array_type_array_size(type));
    case DUCKDB_TYPE_MAP:
      return fmt::format("MAP({}, {})", type_name(LogicalType(duckdb_map_type_key_type(type)).get()),
                         type_name(LogicalType(duckdb_map_type_value_type(type)).get()));
    case DUCKDB_TYPE_STRUCT:
      return "STRUCT" + members(type, duckdb_struct_type_child_count(type), duckdb_struct_type_child_name,
                                duckdb_struct_type_child_type);
    case DUCKDB_TYPE_UNION:
      return "UNION" + members(type, duckdb_union_type_member_count(type), duckdb_union_type_member_name,
                               duckdb_union_type_member_type);
    default:
      for (const auto& word : kWords)
        if (word.type == id) return std::string(word.name);
      return "";
  }
}

}  // namespace sayquel::database::duckdb

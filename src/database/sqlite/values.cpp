#include "database/sqlite/values.h"

#include "base/text.h"
#include "database/temporal_text.h"

namespace sayquel::database::sqlite {
namespace {

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool convert_text(std::string_view text, TypeKind kind, Value& value) {
  switch (kind) {
    case TypeKind::Date:
      if (const auto date = read_date(text)) return value = *date, true;
      return false;
    case TypeKind::Time:
      if (const auto time = read_time(text)) return value = *time, true;
      return false;
    case TypeKind::Timestamp:
      if (const auto timestamp = read_timestamp(text)) return value = *timestamp, true;
      return false;
    default:
      return false;
  }
}

// SQLite gives a null pointer for an empty value.
std::string_view bytes_of(const void* data, int size) {
  return data ? std::string_view(static_cast<const char*>(data), static_cast<std::size_t>(size)) : std::string_view();
}

}  // namespace

TypeKind kind_of(std::string_view declared) {
  const std::string name = base::lower_ascii(base::trim(declared));
  if (name.empty()) return TypeKind::Unknown;
  if (contains(name, "bool")) return TypeKind::Boolean;
  if (contains(name, "datetime") || contains(name, "timestamp")) return TypeKind::Timestamp;
  if (name.starts_with("date")) return TypeKind::Date;
  if (name.starts_with("time")) return TypeKind::Time;
  if (contains(name, "int")) return TypeKind::Integer;
  if (contains(name, "char") || contains(name, "clob") || contains(name, "text")) return TypeKind::Text;
  if (contains(name, "blob") || contains(name, "binary")) return TypeKind::Blob;
  if (contains(name, "real") || contains(name, "floa") || contains(name, "doub")) return TypeKind::Float;
  if (contains(name, "dec") || contains(name, "num") || contains(name, "money")) return TypeKind::Decimal;
  // Numeric affinity, but words like STRING, UUID and JSON mean text, and hold it.
  for (const std::string_view word : {"string", "uuid", "json", "xml", "enum", "set"})
    if (name.starts_with(word)) return TypeKind::Text;
  if (name.starts_with("bit") || name.starts_with("long") || name.starts_with("serial")) return TypeKind::Integer;
  return TypeKind::Unknown;
}

TypeKind kind_of_storage(int storage_class) {
  switch (storage_class) {
    case SQLITE_INTEGER:
      return TypeKind::Integer;
    case SQLITE_FLOAT:
      return TypeKind::Float;
    case SQLITE_TEXT:
      return TypeKind::Text;
    case SQLITE_BLOB:
      return TypeKind::Blob;
    default:
      return TypeKind::Unknown;
  }
}

void refine(TypeKind kind, Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    Value converted;
    if (convert_text(*text, kind, converted)) value = std::move(converted);
  } else if (const auto* number = std::get_if<std::int64_t>(&value);
             number && kind == TypeKind::Boolean && (*number == 0 || *number == 1)) {
    value = *number == 1;
  }
}

void read_value(sqlite3_stmt* statement, int column, TypeKind kind, Value& value) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: {
      const std::int64_t number = sqlite3_column_int64(statement, column);
      if (kind == TypeKind::Boolean && (number == 0 || number == 1))
        value = number == 1;
      else
        value = number;
      return;
    }
    case SQLITE_FLOAT:
      value = sqlite3_column_double(statement, column);
      return;
    case SQLITE_TEXT: {
      const unsigned char* data = sqlite3_column_text(statement, column);
      const std::string_view text = bytes_of(data, sqlite3_column_bytes(statement, column));
      if (convert_text(text, kind, value)) return;
      if (auto* old = std::get_if<std::string>(&value))
        old->assign(text);
      else
        value.emplace<std::string>(text);
      return;
    }
    case SQLITE_BLOB: {
      const void* data = sqlite3_column_blob(statement, column);
      const std::string_view bytes = bytes_of(data, sqlite3_column_bytes(statement, column));
      if (auto* old = std::get_if<Blob>(&value))
        old->bytes.assign(bytes);
      else
        value = Blob{std::string(bytes)};
      return;
    }
    default:
      value = Null{};
  }
}

}  // namespace sayquel::database::sqlite

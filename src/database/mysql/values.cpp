#include "database/mysql/values.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

#include "base/text.h"

namespace sayquel::database::mysql {
namespace {

constexpr unsigned kBinary = 63;  // the collation of bytes that are no text

bool is_bytes(const MYSQL_FIELD& field) { return field.charsetnr == kBinary; }

TypeKind text_or_blob(const MYSQL_FIELD& field) { return is_bytes(field) ? TypeKind::Blob : TypeKind::Text; }

bool is_integer(enum_field_types type) {
  return type == MYSQL_TYPE_TINY || type == MYSQL_TYPE_SHORT || type == MYSQL_TYPE_INT24 || type == MYSQL_TYPE_LONG ||
         type == MYSQL_TYPE_LONGLONG || type == MYSQL_TYPE_YEAR;
}

bool is_temporal(enum_field_types type) {
  return type == MYSQL_TYPE_DATE || type == MYSQL_TYPE_NEWDATE || type == MYSQL_TYPE_TIME ||
         type == MYSQL_TYPE_DATETIME || type == MYSQL_TYPE_TIMESTAMP;
}

bool is_boolean(const MYSQL_FIELD& field) { return field.type == MYSQL_TYPE_TINY && field.length == 1; }

bool is_decimal(enum_field_types type) { return type == MYSQL_TYPE_DECIMAL || type == MYSQL_TYPE_NEWDECIMAL; }

double widen(float number) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof(digits), number).ptr;
  double wide = number;
  std::from_chars(digits, end, wide);
  return wide;
}

std::string time_text(const MYSQL_TIME& time) {
  const std::string fraction = time.second_part ? fmt::format(".{:06}", time.second_part) : "";
  const std::string clock =
      fmt::format("{:02}:{:02}:{:02}{}", time.day * 24 * (time.time_type == MYSQL_TIMESTAMP_TIME) + time.hour,
                  time.minute, time.second, fraction);
  const std::string day = fmt::format("{:04}-{:02}-{:02}", time.year, time.month, time.day);
  if (time.time_type == MYSQL_TIMESTAMP_TIME) return (time.neg ? "-" : "") + clock;
  return time.time_type == MYSQL_TIMESTAMP_DATE ? day : day + " " + clock;
}

Value time_value(const MYSQL_TIME& time, enum_field_types type) {
  constexpr std::int64_t kMicrosecondsADay = 86'400'000'000;
  const std::int64_t clock =
      ((std::int64_t{time.hour} * 60 + time.minute) * 60 + time.second) * 1'000'000 + time.second_part;
  if (type == MYSQL_TYPE_TIME)
    return time.neg || time.day > 0 || clock >= kMicrosecondsADay ? Value(time_text(time)) : Value(Time{clock});
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(time.year)), std::chrono::month(time.month),
                                         std::chrono::day(time.day)};
  if (!date.ok()) return time_text(time);
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  if (type == MYSQL_TYPE_DATE || type == MYSQL_TYPE_NEWDATE) return Date{static_cast<std::int32_t>(days)};
  return Timestamp{days * kMicrosecondsADay + clock};
}

// Eight bytes at most, the highest first.
std::int64_t bits(const std::string& bytes) {
  std::uint64_t number = 0;
  for (const unsigned char byte : bytes) number = (number << 8) | byte;
  return static_cast<std::int64_t>(number);
}

}  // namespace

ColumnType type_of(const MYSQL_FIELD& field) {
  const std::string sign = (field.flags & UNSIGNED_FLAG) != 0 ? " unsigned" : "";
  switch (field.type) {
    case MYSQL_TYPE_TINY:
      return is_boolean(field) ? ColumnType{TypeKind::Boolean, "tinyint(1)"}
                               : ColumnType{TypeKind::Integer, "tinyint" + sign};
    case MYSQL_TYPE_SHORT:
      return {TypeKind::Integer, "smallint" + sign};
    case MYSQL_TYPE_INT24:
      return {TypeKind::Integer, "mediumint" + sign};
    case MYSQL_TYPE_LONG:
      return {TypeKind::Integer, "int" + sign};
    case MYSQL_TYPE_LONGLONG:
      return {TypeKind::Integer, "bigint" + sign};
    case MYSQL_TYPE_YEAR:
      return {TypeKind::Integer, "year"};
    case MYSQL_TYPE_BIT:
      return {TypeKind::Integer, "bit"};
    case MYSQL_TYPE_FLOAT:
      return {TypeKind::Float, "float"};
    case MYSQL_TYPE_DOUBLE:
      return {TypeKind::Float, "double"};
    case MYSQL_TYPE_DECIMAL:
    case MYSQL_TYPE_NEWDECIMAL: {
      // The length counts a point and a sign.
      const unsigned long precision = field.length - (field.decimals > 0 ? 1 : 0) - (sign.empty() ? 1 : 0);
      return {TypeKind::Decimal, fmt::format("decimal({},{})", precision, field.decimals)};
    }
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_NEWDATE:
      return {TypeKind::Date, "date"};
    case MYSQL_TYPE_TIME:
      return {TypeKind::Time, "time"};
    case MYSQL_TYPE_DATETIME:
      return {TypeKind::Timestamp, "datetime"};
    case MYSQL_TYPE_TIMESTAMP:
      return {TypeKind::Timestamp, "timestamp"};
    case MYSQL_TYPE_JSON:
      return {TypeKind::Nested, "json"};
    case MYSQL_TYPE_GEOMETRY:
      return {TypeKind::Blob, "geometry"};
    case MYSQL_TYPE_NULL:
      return {TypeKind::Unknown, "null"};
    case MYSQL_TYPE_STRING:
      return {text_or_blob(field), is_bytes(field) ? "binary" : "char"};
    case MYSQL_TYPE_TINY_BLOB:
    case MYSQL_TYPE_MEDIUM_BLOB:
    case MYSQL_TYPE_LONG_BLOB:
    case MYSQL_TYPE_BLOB:
      return {text_or_blob(field), is_bytes(field) ? "blob" : "text"};
    default:
      return {text_or_blob(field), is_bytes(field) ? "varbinary" : "varchar"};
  }
}

TypeKind kind_of(const std::string& column_type) {
  const std::string type = base::lower_ascii(column_type);
  const std::string name = type.substr(0, type.find_first_of("( "));
  if (type.starts_with("tinyint(1)")) return TypeKind::Boolean;
  const std::pair<std::string_view, TypeKind> kinds[] = {
      {"tinyint", TypeKind::Integer},    {"smallint", TypeKind::Integer},    {"mediumint", TypeKind::Integer},
      {"int", TypeKind::Integer},        {"bigint", TypeKind::Integer},      {"year", TypeKind::Integer},
      {"bit", TypeKind::Integer},        {"float", TypeKind::Float},         {"double", TypeKind::Float},
      {"decimal", TypeKind::Decimal},    {"date", TypeKind::Date},           {"time", TypeKind::Time},
      {"datetime", TypeKind::Timestamp}, {"timestamp", TypeKind::Timestamp}, {"json", TypeKind::Nested}};
  for (const auto& [known, kind] : kinds)
    if (name == known) return kind;
  if (name.ends_with("blob") || name.ends_with("binary")) return TypeKind::Blob;
  return name.ends_with("char") || name.ends_with("text") || name == "enum" || name == "set" || name == "uuid" ||
                 name.starts_with("inet")
             ? TypeKind::Text
             : TypeKind::Unknown;
}

bool Cells::bind(MYSQL_STMT* statement, const std::vector<MYSQL_FIELD>& fields) {
  statement_ = statement;
  cells_.resize(fields.size());
  binds_.assign(fields.size(), MYSQL_BIND{});
  for (std::size_t at = 0; at < fields.size(); ++at) {
    Cell& cell = cells_[at];
    MYSQL_BIND& bind = binds_[at];
    cell.type = fields[at].type;
    cell.is_unsigned = (fields[at].flags & UNSIGNED_FLAG) != 0;
    cell.boolean = is_boolean(fields[at]);
    cell.binary = type_of(fields[at]).kind == TypeKind::Blob;
    bind.is_null = &cell.null;
    bind.length = &cell.length;
    bind.error = &cell.error;
    bind.is_unsigned = cell.is_unsigned;
    if (is_integer(cell.type)) {
      bind.buffer_type = MYSQL_TYPE_LONGLONG;
      bind.buffer = &cell.integer;
    } else if (cell.type == MYSQL_TYPE_DOUBLE) {
      bind.buffer_type = MYSQL_TYPE_DOUBLE;
      bind.buffer = &cell.number;
    } else if (cell.type == MYSQL_TYPE_FLOAT) {
      bind.buffer_type = MYSQL_TYPE_FLOAT;
      bind.buffer = &cell.narrow;
    } else if (is_temporal(cell.type)) {
      bind.buffer_type = cell.type;
      bind.buffer = &cell.time;
    } else {
      // No room: the length alone, and then the bytes of this cell.
      bind.buffer_type = MYSQL_TYPE_STRING;
    }
  }
  return mysql_stmt_bind_result(statement, binds_.data()) == 0;
}

bool Cells::read_bytes(std::size_t column, std::string& bytes) {
  bytes.resize(cells_[column].length);
  if (bytes.empty()) return true;
  MYSQL_BIND bind = {};
  unsigned long length = 0;
  my_bool null = 0, error = 0;
  bind.buffer_type = MYSQL_TYPE_STRING;
  bind.buffer = bytes.data();
  bind.buffer_length = bytes.size();
  bind.length = &length;
  bind.is_null = &null;
  bind.error = &error;
  return mysql_stmt_fetch_column(statement_, &bind, static_cast<unsigned>(column), 0) == 0;
}

bool Cells::read(std::size_t column, Value& value) {
  const Cell& cell = cells_[column];
  if (cell.null) {
    value = Null{};
  } else if (is_integer(cell.type)) {
    if (cell.boolean && (cell.integer == 0 || cell.integer == 1))
      value = cell.integer == 1;
    else if (cell.is_unsigned && cell.integer < 0)  // beyond 63 bits
      value = Decimal{fmt::format("{}", static_cast<unsigned long long>(cell.integer))};
    else
      value = std::int64_t{cell.integer};
  } else if (cell.type == MYSQL_TYPE_DOUBLE) {
    value = cell.number;
  } else if (cell.type == MYSQL_TYPE_FLOAT) {
    value = widen(cell.narrow);
  } else if (is_temporal(cell.type)) {
    value = time_value(cell.time, cell.type);
  } else if (is_decimal(cell.type)) {
    return read_bytes(column, value.emplace<Decimal>().digits);
  } else if (cell.type == MYSQL_TYPE_BIT) {
    std::string bytes;
    if (!read_bytes(column, bytes)) return false;
    value = bits(bytes);
  } else if (cell.binary) {
    return read_bytes(column, value.emplace<Blob>().bytes);
  } else {
    if (!std::holds_alternative<std::string>(value)) value.emplace<std::string>();
    return read_bytes(column, std::get<std::string>(value));
  }
  return true;
}

}  // namespace sayquel::database::mysql

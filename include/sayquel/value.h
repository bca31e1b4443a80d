// One value of a result, typed and exact: what a database can return, without loss.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace sayquel {

struct Null {
  friend bool operator==(Null, Null) { return true; }
};

// Digits with an optional sign and point, exactly as the database gives them: "-1234.50". Also carries integers
// beyond 64 bits.
struct Decimal {
  std::string digits;
  friend bool operator==(const Decimal&, const Decimal&) = default;
};

struct Blob {
  std::string bytes;
  friend bool operator==(const Blob&, const Blob&) = default;
};

struct Date {
  std::int32_t days = 0;  // since 1970-01-01, proleptic Gregorian
  friend bool operator==(Date, Date) = default;
};

struct Time {
  std::int64_t microseconds = 0;  // since midnight
  friend bool operator==(Time, Time) = default;
};

struct Timestamp {
  std::int64_t microseconds = 0;  // since 1970-01-01 00:00:00; UTC where the type has a zone, else local to the data
  friend bool operator==(Timestamp, Timestamp) = default;
};

// std::string holds text (UTF-8; what is not is passed on as it is and repaired where it is shown).
using Value = std::variant<Null, bool, std::int64_t, double, Decimal, std::string, Blob, Date, Time, Timestamp>;
using Row = std::vector<Value>;

enum class TypeKind { Unknown, Boolean, Integer, Float, Decimal, Text, Blob, Date, Time, Timestamp, Interval, Nested };

struct ColumnType {
  TypeKind kind = TypeKind::Unknown;
  std::string declared;  // as the database writes it: "VARCHAR(30)", "DECIMAL(8,2)"
  bool numeric() const { return kind == TypeKind::Integer || kind == TypeKind::Float || kind == TypeKind::Decimal; }
  bool temporal() const { return kind == TypeKind::Date || kind == TypeKind::Timestamp; }
};

// A column of a result. `kind` says what the values of this column are; a cell may still differ in SQLite.
struct ResultColumn {
  std::string name;
  ColumnType type;
};

inline bool is_null(const Value& value) { return std::holds_alternative<Null>(value); }

// "2008-01-05", "14:30:00", "2008-01-05 14:30:00" (with .ffffff only where not zero).
std::string to_text(Date date);
std::string to_text(Time time);
std::string to_text(Timestamp timestamp);
// Any value as plain text: NULL is "", a Boolean "true"/"false", a double the shortest form that reads back the same,
// a blob in hex. Never used for SQL text.
std::string to_text(const Value& value);

}  // namespace sayquel

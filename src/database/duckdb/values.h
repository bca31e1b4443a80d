// DuckDB's vectors as our values, exactly.
//
// Whole numbers beyond 64 bits are Decimal, DECIMAL is Decimal, and what this library has no type for is text: UUID,
// BIT ("0101"), ENUM, TIME WITH TIME ZONE, INTERVAL ("1 year 2 months 3 days 04:05:06"), 'infinity' among dates, and
// nanoseconds that microseconds cannot hold. A FLOAT becomes the double that prints the same digits. LIST, ARRAY,
// STRUCT, MAP and UNION are text in JSON's form.
#pragma once

#include <duckdb.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sayquel/value.h"

namespace sayquel::database::duckdb {

// Reads one column (or the inside of a nested one), chunk after chunk.
class VectorReader {
 public:
  explicit VectorReader(duckdb_logical_type type);

  // The chunk's vector to read from now on.
  void bind(duckdb_vector vector);
  // A row of the bound vector; reuses what `value` holds.
  void read(idx_t row, Value& value) const;

 private:
  void read_present(idx_t row, Value& value) const;
  void read_decimal(idx_t row, Value& value) const;
  void read_text(idx_t row, Value& value) const;
  idx_t enum_member(idx_t row) const;
  template <typename Type>
  const Type& at(idx_t row) const {
    return static_cast<const Type*>(data_)[row];
  }
  // Appends a row as JSON.
  void append_json(idx_t row, std::string& json) const;
  void append_items(idx_t from, idx_t count, std::string& json) const;
  void append_map(idx_t row, std::string& json) const;
  void append_struct(idx_t row, std::string& json) const;

  duckdb_type type_;
  duckdb_type storage_ = DUCKDB_TYPE_INVALID;  // of a DECIMAL or an ENUM
  std::uint8_t scale_ = 0;
  idx_t array_size_ = 0;
  std::vector<std::string> names_;  // of an ENUM's, STRUCT's or UNION's members
  std::vector<VectorReader> children_;
  const void* data_ = nullptr;
  const std::uint64_t* validity_ = nullptr;
};

}  // namespace sayquel::database::duckdb

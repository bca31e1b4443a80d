// What a database holds: tables, columns, keys, and what was measured of them. Knows no English.
//
// A Catalog is immutable once built and may be shared between threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sayquel/value.h"
#include "sql/dialect.h"

namespace sayquel::catalog {

// Positions in Catalog::tables and Table::columns.
struct ColumnId {
  int table = -1;
  int column = -1;
  friend auto operator<=>(const ColumnId&, const ColumnId&) = default;
};

// What the values of a text or number column look like, measured: a SQLite date is text, a year is an integer.
enum class Content { Unknown, Date, Timestamp, Time, Year, Month, Flag, Email, Url, Phone };

struct ColumnProfile {
  bool measured = false;
  std::int64_t nulls = 0;
  std::int64_t distinct = 0;  // of non-NULL values
  bool unique = false;        // measured: no non-NULL value stands twice
  Value minimum, maximum;
  std::vector<Value> samples;  // up to 8 distinct values, the most frequent first; empty for a sensitive column
  Content content = Content::Unknown;
  bool padded = false;  // CHAR whose values come back with trailing spaces
};

struct Column {
  std::string name;
  ColumnType type;
  bool nullable = true;
  bool sensitive = false;  // passwords, card numbers and what the settings name: no samples, not in the value index
  std::string comment;
  ColumnProfile profile;
};

struct Table {
  std::string schema;  // empty: the default one
  std::string name;
  std::string comment;
  bool view = false;
  std::int64_t rows = -1;  // -1: unknown
  std::vector<Column> columns;
  std::vector<int> primary_key;  // declared; else the measured one, see primary_key_inferred
  bool primary_key_inferred = false;
  std::vector<std::vector<int>> unique_keys;  // declared, the primary key left out
};

struct ForeignKey {
  int from_table = -1;
  std::vector<int> from_columns;
  int to_table = -1;
  std::vector<int> to_columns;
  bool declared = false;
  double confidence = 1;  // 1 where declared; else how sure the inference is, 0..1
};

enum class Certainty { Yes, No, Unknown };

class Catalog {
 public:
  sql::Dialect dialect = sql::Dialect::SQLite;
  std::string fingerprint;  // of schema and data when it was made
  std::vector<Table> tables;
  std::vector<ForeignKey> foreign_keys;

  const Table& table(ColumnId id) const { return tables[static_cast<std::size_t>(id.table)]; }
  const Column& column(ColumnId id) const { return table(id).columns[static_cast<std::size_t>(id.column)]; }

  // By name without regard to case (an exact spelling wins); -1: none.
  int find_table(std::string_view name, std::string_view schema = {}) const;
  int find_column(int table, std::string_view name) const;

  // Can two rows of the table agree in all these columns? No (`Yes`: unique) by a key, declared or measured, among
  // them.
  Certainty unique(int table, const std::vector<int>& columns) const;
};

}  // namespace sayquel::catalog

// A database, opened so that it can only be read.
//
// The contract that every adapter meets (tests/unit/database/conformance_test.cpp runs over all of them):
// - it runs an ApprovedQuery, or one of the fixed introspection calls below, and never a string;
// - the database itself refuses writes, files and extensions;
// - values come back exactly: decimals as digits, 64-bit integers, microseconds, NULL as Null;
// - rows are streamed: memory does not grow with the number of rows;
// - the stop is honoured within 250 ms, in the query and in the fetch, and is then Deadline or Cancelled, never a
//   short result;
// - a connection serves one thread at a time, and one stream at a time: starting the next ends the last.
//   Stop's cancel token may be raised from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sayquel/result.h"
#include "sayquel/stop.h"
#include "sayquel/value.h"
#include "sql/approved_query.h"
#include "sql/dialect.h"

namespace sayquel::database {

// Rows as they come. Destroying it ends the query.
class RowStream {
 public:
  virtual ~RowStream() = default;
  virtual const std::vector<ResultColumn>& columns() const = 0;
  // Fills `row` (reusing its storage) and gives true, or false at the end; after an error or the end, do not call it.
  virtual Result<bool> next(Row& row) = 0;
};

// ---- what introspection gives: the database's own words, nothing inferred ----

struct ColumnDescription {
  std::string name;
  ColumnType type;
  bool nullable = true;
  std::string comment;
};
struct KeyDescription {
  std::vector<std::string> columns;
};
struct ForeignKeyDescription {
  std::vector<std::string> columns;
  std::string referenced_schema, referenced_table;
  std::vector<std::string> referenced_columns;  // never empty: the adapter fills in the primary key
};
struct TableDescription {
  std::string schema;  // empty where it is the default one
  std::string name;
  std::string comment;
  bool view = false;
  std::int64_t estimated_rows = -1;  // -1: the database does not say
  std::vector<ColumnDescription> columns;
  std::vector<std::string> primary_key;
  std::vector<KeyDescription> unique_keys;
  std::vector<ForeignKeyDescription> foreign_keys;
};

// A column to measure; names exactly as introspection gave them.
struct ColumnName {
  std::string schema, table, column;
};

struct ColumnMeasure {
  std::int64_t rows = 0, nulls = 0, distinct = 0;  // exact
  Value minimum, maximum;                          // Null where there is no value or no order
};

class Connection {
 public:
  virtual ~Connection() = default;

  virtual sql::Dialect dialect() const = 0;
  // "DuckDB 1.4.4", for messages and `sayquel schema`.
  virtual std::string server() const = 0;

  virtual Result<std::unique_ptr<RowStream>> run(const sql::ApprovedQuery& query, const Stop& stop) = 0;

  // ---- fixed introspection calls ----

  // User tables and views, in a stable order; system ones left out.
  virtual Result<std::vector<TableDescription>> describe(const Stop& stop) = 0;
  // One scan of the table for some of its columns, measures in the order asked.
  virtual Result<std::vector<ColumnMeasure>> measure(const std::string& schema, const std::string& table,
                                                     const std::vector<std::string>& columns, const Stop& stop) = 0;
  // Is this list of columns unique over the table's rows (rows with a NULL in it left out)?
  virtual Result<bool> unique(const std::string& schema, const std::string& table,
                              const std::vector<std::string>& columns, const Stop& stop) = 0;
  // Distinct non-NULL values with how often each stands there, streamed in no promised order: columns (value, count).
  // Text longer than `longest` bytes is left out.
  virtual Result<std::unique_ptr<RowStream>> distinct_values(const ColumnName& column, std::size_t longest,
                                                             const Stop& stop) = 0;
  // How many distinct non-NULL values of `child` are not among those of `parent` (up to a sample of `sample` values of
  // child, 0 for all), and how many were looked at.
  struct Containment {
    std::int64_t looked_at = 0, missing = 0;
  };
  virtual Result<Containment> contained(const ColumnName& child, const ColumnName& parent, std::int64_t sample,
                                        const Stop& stop) = 0;
  // Changes when schema or data may have: file size, time and data version, or what the server offers. Cheap.
  virtual Result<std::string> fingerprint(const Stop& stop) = 0;
};

}  // namespace sayquel::database

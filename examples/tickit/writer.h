// The databases that TICKIT can be written to. All take the same rows: one table after the other, each row in the
// order of the schema's columns.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "database/server_url.h"
#include "sayquel/result.h"
#include "sayquel/value.h"

namespace sayquel::tickit {

struct Money {
  std::int64_t cents = 0;
};

// Text is only looked at while the row is appended.
using Cell = std::variant<Null, bool, std::int64_t, Money, std::string_view, Date, Timestamp>;
using Cells = std::span<const Cell>;

// What the operating system or a library said, as the error that a user can act on.
Error write_error(const std::filesystem::path& file, std::string_view said);

// DuckDB: through the appender, a chunk of 2,048 rows at a time. Text, dates, times and decimals keep their types.
class DuckDbWriter {
 public:
  static Result<DuckDbWriter> create(const std::filesystem::path& file, std::string_view schema);
  Status begin(std::string_view table);
  Status append(Cells row);
  Status end();     // of the table
  Status finish();  // all is in the file, and the file closed

 private:
  struct State;
  struct Closer {
    void operator()(State* state) const;
  };
  std::unique_ptr<State, Closer> state_;
};

// SQLite: dates and times as text (YYYY-MM-DD HH:MM:SS), decimals as numbers, booleans as 1 and 0.
class SqliteWriter {
 public:
  static Result<SqliteWriter> create(const std::filesystem::path& file, std::string_view schema);
  Status begin(std::string_view table);
  Status append(Cells row);
  Status end();
  Status finish();

 private:
  struct State;
  struct Closer {
    void operator()(State* state) const;
  };
  std::unique_ptr<State, Closer> state_;
};

// PostgreSQL: COPY, in one transaction, so that the tables appear whole or not at all.
class PostgresWriter {
 public:
  // `overwrite`: tables of TICKIT's names that are there already are dropped; else they are an error.
  static Result<PostgresWriter> create(const database::ServerUrl& url, std::string_view schema, bool overwrite);
  Status begin(std::string_view table);
  Status append(Cells row);
  Status end();
  Status finish();

 private:
  struct State;
  struct Closer {
    void operator()(State* state) const;
  };
  std::unique_ptr<State, Closer> state_;
};

using Writer = std::variant<DuckDbWriter, SqliteWriter, PostgresWriter>;

}  // namespace sayquel::tickit

// The databases themselves, in memory or on a read-only file, for tests that compare what they make of our text.
#pragma once

#include <duckdb.h>
#include <sqlite3.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace sayquel::sql {

using TextRows = std::vector<std::vector<std::string>>;

// What a statement gave: rows as text, or the database's message.
struct Outcome {
  TextRows rows;
  std::string error;
  bool ok() const { return error.empty(); }
};

class SqliteEngine {
 public:
  explicit SqliteEngine(const std::string& file = ":memory:") {
    const int flags = file == ":memory:" ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    if (sqlite3_open_v2(file.c_str(), &database_, flags, nullptr) != SQLITE_OK)
      throw std::runtime_error("cannot open " + file);
  }
  ~SqliteEngine() { sqlite3_close(database_); }
  SqliteEngine(const SqliteEngine&) = delete;
  SqliteEngine& operator=(const SqliteEngine&) = delete;

  // Stops after `most` rows.
  Outcome run(const std::string& text, std::size_t most = 100'000) {
    Outcome outcome;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database_, text.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
      outcome.error = sqlite3_errmsg(database_);
      return outcome;
    }
    int status = SQLITE_DONE;
    while (outcome.rows.size() < most && (status = sqlite3_step(statement)) == SQLITE_ROW) {
      std::vector<std::string> row;
      for (int i = 0; i < sqlite3_column_count(statement); ++i) {
        const auto* value = sqlite3_column_text(statement, i);
        row.emplace_back(value ? reinterpret_cast<const char*>(value) : "NULL");
      }
      outcome.rows.push_back(std::move(row));
    }
    if (status != SQLITE_ROW && status != SQLITE_DONE) outcome.error = sqlite3_errmsg(database_);
    sqlite3_finalize(statement);
    return outcome;
  }

  // Empty where the statement can be prepared, else the message.
  std::string prepare_error(const std::string& text) {
    sqlite3_stmt* statement = nullptr;
    const int status = sqlite3_prepare_v2(database_, text.c_str(), -1, &statement, nullptr);
    sqlite3_finalize(statement);
    return status == SQLITE_OK ? std::string() : sqlite3_errmsg(database_);
  }

 private:
  sqlite3* database_ = nullptr;
};

class DuckdbEngine {
 public:
  DuckdbEngine() {
    if (duckdb_open(nullptr, &database_) != DuckDBSuccess || duckdb_connect(database_, &connection_) != DuckDBSuccess)
      throw std::runtime_error("cannot open DuckDB");
  }
  ~DuckdbEngine() {
    duckdb_disconnect(&connection_);
    duckdb_close(&database_);
  }
  DuckdbEngine(const DuckdbEngine&) = delete;
  DuckdbEngine& operator=(const DuckdbEngine&) = delete;

  Outcome run(const std::string& text) {
    Outcome outcome;
    duckdb_result result;
    if (duckdb_query(connection_, text.c_str(), &result) != DuckDBSuccess) {
      outcome.error = duckdb_result_error(&result);
    } else {
      for (idx_t i = 0; i < duckdb_row_count(&result); ++i) {
        std::vector<std::string> row;
        for (idx_t j = 0; j < duckdb_column_count(&result); ++j) {
          char* value = duckdb_value_varchar(&result, j, i);
          row.emplace_back(value ? value : "NULL");
          duckdb_free(value);
        }
        outcome.rows.push_back(std::move(row));
      }
    }
    duckdb_destroy_result(&result);
    return outcome;
  }

 private:
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

}  // namespace sayquel::sql

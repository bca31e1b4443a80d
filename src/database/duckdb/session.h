// One open DuckDB database: the handles, what watches over them, and its errors in our words.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "database/duckdb/handles.h"
#include "database/duckdb/temporary_folder.h"
#include "database/watchdog.h"
#include "sayquel/result.h"
#include "sayquel/stop.h"

namespace sayquel::database::duckdb {

// Shared by the connection and its stream, so that neither outlives the handles.
class Session {
 public:
  // Opens the file read-only: no writes, no other files, no extensions, and none of that can be set back.
  static Result<std::shared_ptr<Session>> open(const std::string& path);
  // An empty database in memory for the data file at `path`, which may still read files: lock() it when it is filled.
  static Result<std::shared_ptr<Session>> open_memory(const std::string& path);
  Status lock();

  const std::string& path() const { return path_; }
  Watchdog& watchdog() { return *watchdog_; }

  // One statement that only reads, run until its first rows can be fetched from `result`; they come as they are made.
  Status start(std::string_view sql, const Stop& stop, std::string_view what, QueryResult& result);
  // Any statement of our own, with what it gives thrown away: to fill a database in memory.
  Status execute(const std::string& sql, const Stop& stop, std::string_view what);
  // Rows in a table of ours.
  Result<std::uint64_t> count(const std::string& table);
  // DuckDB's message as an error: the stop's where that was the reason.
  Error error(std::string_view said, const Stop& stop, std::string_view what) const;

  // A new use of the connection, which ends the one before: gives its number. What holds an older number has ended.
  std::uint64_t begin_use() { return ++use_; }
  std::uint64_t use() const { return use_; }

 private:
  explicit Session(std::string path) : path_(std::move(path)) {}
  Status connect(const char* database, bool external);

  std::string path_;
  bool memory_ = false;
  TemporaryFolder spill_;
  Database database_;
  Handle handle_;
  std::unique_ptr<Watchdog> watchdog_;
  std::uint64_t use_ = 0;
};

}  // namespace sayquel::database::duckdb

// Rows streamed a second, a million rows of eight columns; and what opening, describing and measuring cost.
//
// Unchecked SQL reaches the adapters the way their tests do it: see tests/unit/database/unchecked_query.h.
#include <benchmark/benchmark.h>
#include <duckdb.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <filesystem>
#include <stdexcept>
#include <string>

#include "database/connection.h"
#include "database/open.h"
#include "unit/database/unchecked_query.h"

namespace sayquel::database {
namespace {

constexpr std::int64_t kRows = 1'000'000;

// Both files, made once.
class Files {
 public:
  Files() {
    std::string pattern = (std::filesystem::temp_directory_path() / "sayquel-benchmark-XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
    make_sqlite();
    make_duckdb();
  }
  ~Files() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;
  std::string path(Kind kind) const { return folder_ + (kind == Kind::SQLite ? "/b.sqlite" : "/b.duckdb"); }

 private:
  void make_sqlite() const {
    sqlite3* handle = nullptr;
    sqlite3_open(path(Kind::SQLite).c_str(), &handle);
    const std::string sql =
        "PRAGMA journal_mode = OFF; CREATE TABLE t (id INTEGER PRIMARY KEY, grp INTEGER, name VARCHAR(30), city "
        "VARCHAR(30), "
        "price DECIMAL(8,2), day DATE, at TIMESTAMP, flag BOOLEAN);"
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < " +
        std::to_string(kRows - 1) +
        ") INSERT INTO t SELECT i, i % 1000, 'name number ' || (i % 50000), 'city ' || (i % 300), (i % 10000) * 1.25, "
        "date('2008-01-01', '+' || (i % 365) || ' days'), datetime('2008-01-01', '+' || i || ' seconds'), i % 7 = 0 "
        "FROM n";
    char* said = nullptr;
    if (sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &said) != SQLITE_OK) throw std::runtime_error(said);
    sqlite3_close(handle);
  }
  void make_duckdb() const {
    duckdb_database database = nullptr;
    duckdb_connection connection = nullptr;
    if (duckdb_open(path(Kind::DuckDB).c_str(), &database) != DuckDBSuccess) throw std::runtime_error("DuckDB");
    duckdb_connect(database, &connection);
    const std::string sql =
        "CREATE TABLE t AS SELECT i::INTEGER AS id, (i % 1000)::INTEGER AS grp, 'name number ' || (i % 50000) AS name, "
        "'city ' || (i % 300) AS city, ((i % 10000) * 1.25)::DECIMAL(8,2) AS price, DATE '2008-01-01' + (i % "
        "365)::INTEGER AS day, "
        "TIMESTAMP '2008-01-01' + INTERVAL (i) SECOND AS at, i % 7 = 0 AS flag FROM range(" +
        std::to_string(kRows) + ") r(i)";
    if (duckdb_query(connection, sql.c_str(), nullptr) != DuckDBSuccess) throw std::runtime_error(sql);
    duckdb_disconnect(&connection);
    duckdb_close(&database);
  }
  std::string folder_;
};

std::unique_ptr<Connection> opened(Kind kind) {
  static const Files files;
  auto connection = open({kind, files.path(kind), files.path(kind)});
  if (!connection) throw std::runtime_error(connection.error().message);
  return std::move(*connection);
}

void stream_rows(benchmark::State& state, Kind kind) {
  const auto connection = opened(kind);
  const Stop stop = Stop::after(std::chrono::hours(1));  // watched, as every query of the product is
  std::int64_t rows = 0;
  for (auto _ : state) {
    const auto stream = connection->run(unchecked("SELECT * FROM t", connection->dialect()), stop);
    if (!stream) return state.SkipWithError(stream.error().message.c_str());
    Row row;
    for (;;) {
      const auto more = (*stream)->next(row);
      if (!more) return state.SkipWithError(more.error().message.c_str());
      if (!*more) break;
      ++rows;
      benchmark::DoNotOptimize(row.data());
    }
  }
  state.SetItemsProcessed(rows);
}
BENCHMARK_CAPTURE(stream_rows, sqlite, Kind::SQLite)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(stream_rows, duckdb, Kind::DuckDB)->Unit(benchmark::kMillisecond);

void open_and_describe(benchmark::State& state, Kind kind) {
  opened(kind);
  for (auto _ : state) {
    const auto connection = opened(kind);
    const auto tables = connection->describe({});
    if (!tables || tables->size() != 1) return state.SkipWithError("no description");
  }
}
BENCHMARK_CAPTURE(open_and_describe, sqlite, Kind::SQLite)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(open_and_describe, duckdb, Kind::DuckDB)->Unit(benchmark::kMillisecond);

void small_query(benchmark::State& state, Kind kind) {
  const auto connection = opened(kind);
  for (auto _ : state) {
    const auto stream = connection->run(unchecked("SELECT id, name FROM t LIMIT 10", connection->dialect()),
                                        Stop::after(std::chrono::seconds(30)));
    Row row;
    while (stream && (*stream)->next(row).value_or(false)) benchmark::DoNotOptimize(row.data());
  }
}
BENCHMARK_CAPTURE(small_query, sqlite, Kind::SQLite)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(small_query, duckdb, Kind::DuckDB)->Unit(benchmark::kMicrosecond);

void measure_all_columns(benchmark::State& state, Kind kind) {
  const auto connection = opened(kind);
  for (auto _ : state) {
    const auto measured = connection->measure("", "t", {"id", "grp", "name", "city", "price", "day", "at", "flag"}, {});
    if (!measured) return state.SkipWithError(measured.error().message.c_str());
  }
  state.SetItemsProcessed(state.iterations() * kRows);
}
BENCHMARK_CAPTURE(measure_all_columns, sqlite, Kind::SQLite)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(measure_all_columns, duckdb, Kind::DuckDB)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sayquel::database

#include "unit/database/sample.h"

#include <duckdb.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#ifdef __SANITIZE_THREAD__
// DuckDB's library is not built for the thread sanitizer, which does not see how it orders its own threads.
extern "C" const char* __tsan_default_suppressions() { return "called_from_lib:libduckdb.so\nrace:libduckdb.so\n"; }
#endif

namespace sayquel::database {

Folder::Folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "sayquel-test-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
  path_ = pattern;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string Folder::listing() const {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(path_))
    names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  std::string all;
  for (const auto& name : names) all += (all.empty() ? "" : " ") + name;
  return all;
}

void make_sqlite(const std::string& path, const std::string& sql) {
  sqlite3* handle = nullptr;
  sqlite3_open(path.c_str(), &handle);
  char* said = nullptr;
  sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &said);
  const std::string problem = said ? said : "";
  sqlite3_free(said);
  sqlite3_close(handle);
  if (!problem.empty()) throw std::runtime_error(problem + " in " + sql);
}

void make_duckdb(const std::string& path, const std::string& sql) {
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  if (duckdb_open(path.c_str(), &database) != DuckDBSuccess) throw std::runtime_error("DuckDB does not open " + path);
  duckdb_connect(database, &connection);
  duckdb_result result;
  std::string problem;
  if (duckdb_query(connection, sql.c_str(), &result) != DuckDBSuccess) problem = duckdb_result_error(&result);
  duckdb_destroy_result(&result);
  duckdb_disconnect(&connection);
  duckdb_close(&database);
  if (!problem.empty()) throw std::runtime_error(problem + " in " + sql);
}

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string read_file(const std::string& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

std::unique_ptr<Connection> must_open(const std::string& url) {
  const auto location = locate(url);
  if (!location) throw std::runtime_error(location.error().message);
  auto connection = open(*location);
  if (!connection) throw std::runtime_error(connection.error().message);
  return std::move(*connection);
}

Error open_error(const std::string& url) {
  const auto location = locate(url);
  if (!location) return location.error();
  const auto connection = open(*location);
  if (!connection) return connection.error();
  ADD_FAILURE() << url << " opens";
  return {};
}

Result<std::unique_ptr<RowStream>> run(Connection& connection, const std::string& sql, const Stop& stop) {
  return connection.run(unchecked(sql, connection.dialect()), stop);
}

std::vector<Row> rows(Connection& connection, const std::string& sql) {
  std::vector<Row> all;
  const auto stream = run(connection, sql);
  if (!stream) {
    ADD_FAILURE() << sql << ": " << stream.error().message;
    return all;
  }
  Row row;
  for (;;) {
    const auto more = (*stream)->next(row);
    if (!more) ADD_FAILURE() << sql << ": " << more.error().message;
    if (!more || !*more) return all;
    all.push_back(row);
  }
}

Value value(Connection& connection, const std::string& sql) {
  const auto all = rows(connection, sql);
  if (!all.empty() && !all.front().empty()) return all.front().front();
  ADD_FAILURE() << sql << " gives no value";
  return {};
}

Error error(Connection& connection, const std::string& sql, const Stop& stop) {
  const auto stream = run(connection, sql, stop);
  if (!stream) return stream.error();
  Row row;
  for (;;) {
    const auto more = (*stream)->next(row);
    if (!more) return more.error();
    if (!*more) break;
  }
  ADD_FAILURE() << sql << " is no error";
  return {};
}

std::string text(const std::vector<Row>& rows) {
  std::string all;
  for (const Row& row : rows) {
    for (const Value& cell : row) all += (is_null(cell) ? "NULL" : to_text(cell)) + "|";
    all += "\n";
  }
  return all;
}

}  // namespace sayquel::database

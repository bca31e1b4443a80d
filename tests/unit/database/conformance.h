// The conformance tests run over every adapter; each makes its database with the engine itself.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "unit/database/sample.h"

namespace sayquel::database {

// What differs between the engines when a test makes a database or writes a query.
struct TestedEngine {
  std::string name;
  std::string extension;
  sql::Dialect dialect;
  std::function<void(const std::string& path, const std::string& sql)> make;
  std::string numbers;  // a query that gives 1 to % as n, one after the other
  std::string endless;  // a query that works for minutes before its first row
};

class Conformance : public testing::TestWithParam<TestedEngine> {
 protected:
  // The path of a database that this SQL fills.
  std::string file(const std::string& sql) {
    const std::string path = folder_.path("sample." + GetParam().extension);
    GetParam().make(path, sql);
    return path;
  }
  std::unique_ptr<Connection> made(const std::string& sql) { return must_open(file(sql)); }
  std::string numbers(std::int64_t count) const {
    std::string sql = GetParam().numbers;
    return sql.replace(sql.find('%'), 1, std::to_string(count));
  }
  Folder folder_;
};

inline const TestedEngine kTestedEngines[] = {
    {"SQLite", "sqlite", sql::Dialect::SQLite, make_sqlite,
     "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < %) SELECT n FROM c",
     "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 2000000000) SELECT count(*) FROM c"},
    {"DuckDB", "duckdb", sql::Dialect::DuckDB, make_duckdb, "SELECT range + 1 AS n FROM range(%)",
     "SELECT count(*) FROM range(2000000) a(x), range(2000000) b(y) WHERE (x * 31 + y * 17) % 1000003 = 5"},
};

inline void PrintTo(const TestedEngine& engine, std::ostream* out) { *out << engine.name; }

inline std::string engine_name(const testing::TestParamInfo<TestedEngine>& tested) { return tested.param.name; }

}  // namespace sayquel::database

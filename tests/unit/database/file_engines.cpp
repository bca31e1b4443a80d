// The engines that keep a database in a file.
#include "unit/database/conformance.h"

namespace sayquel::database {
namespace {

std::function<std::string(const Folder&)> file_with(const std::string& extension) {
  return [extension](const Folder& folder) { return folder.path("sample." + extension); };
}

}  // namespace

std::vector<TestedEngine> tested_engines() {
  return {
      {"SQLite", sql::Dialect::SQLite, file_with("sqlite"), make_sqlite,
       "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < %) SELECT n FROM c",
       "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 2000000000) SELECT count(*) FROM c"},
      {"DuckDB", sql::Dialect::DuckDB, file_with("duckdb"), make_duckdb, "SELECT range + 1 AS n FROM range(%)",
       "SELECT count(*) FROM range(2000000) a(x), range(2000000) b(y) WHERE (x * 31 + y * 17) % 1000003 = 5"},
  };
}

}  // namespace sayquel::database

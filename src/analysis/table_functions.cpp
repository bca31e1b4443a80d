// The columns that table functions make. Where a function is missing here, no query can read from it.
#include <array>

#include "analysis/binder.h"
#include "base/text.h"

namespace sayquel::analysis {
namespace {

using sql::Dialect;

struct KnownFunction {
  std::string_view name;
  Dialect dialect;
  std::vector<std::string> columns;
};

const std::vector<KnownFunction>& known_functions() {
  static const std::vector<std::string> json = {"key", "value", "type", "atom", "id", "parent", "fullkey", "path"};
  static const std::vector<std::string> duckdb_json = {"key",    "value",   "type", "atom", "id",
                                                       "parent", "fullkey", "path", "json", "root"};
  static const std::vector<KnownFunction> functions = {
      {"json_each", Dialect::SQLite, json},
      {"json_tree", Dialect::SQLite, json},
      {"generate_series", Dialect::DuckDB, {"generate_series"}},
      {"range", Dialect::DuckDB, {"range"}},
      {"unnest", Dialect::DuckDB, {"unnest"}},
      {"json_each", Dialect::DuckDB, duckdb_json},
      {"json_tree", Dialect::DuckDB, duckdb_json},
      {"generate_series", Dialect::PostgreSQL, {"generate_series"}},
      {"unnest", Dialect::PostgreSQL, {"unnest"}},
      {"regexp_split_to_table", Dialect::PostgreSQL, {"regexp_split_to_table"}},
      {"json_each", Dialect::PostgreSQL, {"key", "value"}},
      {"jsonb_each", Dialect::PostgreSQL, {"key", "value"}},
      {"json_each_text", Dialect::PostgreSQL, {"key", "value"}},
      {"jsonb_each_text", Dialect::PostgreSQL, {"key", "value"}},
      {"json_array_elements", Dialect::PostgreSQL, {"value"}},
      {"jsonb_array_elements", Dialect::PostgreSQL, {"value"}},
      {"json_array_elements_text", Dialect::PostgreSQL, {"value"}},
      {"jsonb_array_elements_text", Dialect::PostgreSQL, {"value"}},
      {"generate_series", Dialect::Redshift, {"generate_series"}},
  };
  return functions;
}

}  // namespace

std::vector<std::string> table_function_columns(const sql::FunctionCall& call, Dialect dialect) {
  if (call.name.size() != 1) return {};
  for (const auto& function : known_functions()) {
    if (function.dialect == dialect && base::equal_ignoring_case(call.name.front().name, function.name)) {
      return function.columns;
    }
  }
  return {};
}

}  // namespace sayquel::analysis

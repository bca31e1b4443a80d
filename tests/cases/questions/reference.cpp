#include "cases/questions/reference.h"

#include <duckdb.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>

namespace sayquel::questions {

namespace fs = std::filesystem;

struct Reference::State {
  duckdb_database duckdb = nullptr;
  duckdb_connection connection = nullptr;
  sqlite3* sqlite = nullptr;
  ~State() {
    if (connection) duckdb_disconnect(&connection);
    if (duckdb) duckdb_close(&duckdb);
    sqlite3_close(sqlite);
  }
};

void Reference::Closer::operator()(State* state) const { delete state; }

Result<Reference> Reference::open(const fs::path& database, tickit::Format format) {
  Reference reference;
  reference.format_ = format;
  reference.state_.reset(new State());
  State& state = *reference.state_;
  bool opened = false;
  if (format == tickit::Format::Sqlite) {
    opened = sqlite3_open_v2(database.c_str(), &state.sqlite, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK;
  } else {
    duckdb_config config = nullptr;
    duckdb_create_config(&config);
    duckdb_set_config(config, "access_mode", "READ_ONLY");
    opened = duckdb_open_ext(database.c_str(), &state.duckdb, config, nullptr) == DuckDBSuccess &&
             duckdb_connect(state.duckdb, &state.connection) == DuckDBSuccess;
    duckdb_destroy_config(&config);
  }
  if (!opened) return fail(ErrorCode::Database, fmt::format("{} does not open", database.string()));
  return reference;
}

namespace {

Value sqlite_value(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return static_cast<std::int64_t>(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_NULL:
      return Null{};
    default:
      break;
  }
  const auto* text = static_cast<const char*>(sqlite3_column_blob(statement, column));
  return text ? std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))) : std::string();
}

Result<Table> run_sqlite(sqlite3* database, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
    return fail(ErrorCode::Database, sqlite3_errmsg(database));
  }
  Table table;
  for (int i = 0; i < sqlite3_column_count(statement); ++i)
    table.columns.emplace_back(sqlite3_column_name(statement, i));
  int step = SQLITE_ROW;
  while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
    Row& row = table.rows.emplace_back();
    for (int i = 0; i < sqlite3_column_count(statement); ++i) row.push_back(sqlite_value(statement, i));
  }
  sqlite3_finalize(statement);
  if (step != SQLITE_DONE) return fail(ErrorCode::Database, sqlite3_errmsg(database));
  return table;
}

// As text where it is neither a number nor a Boolean: that is how dates and times are compared.
Value duckdb_value_at(duckdb_result& result, idx_t column, idx_t row) {
  if (duckdb_value_is_null(&result, column, row)) return Null{};
  switch (duckdb_column_type(&result, column)) {
    case DUCKDB_TYPE_BOOLEAN:
      return duckdb_value_boolean(&result, column, row);
    case DUCKDB_TYPE_TINYINT:
    case DUCKDB_TYPE_SMALLINT:
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_BIGINT:
      return static_cast<std::int64_t>(duckdb_value_int64(&result, column, row));
    case DUCKDB_TYPE_FLOAT:
    case DUCKDB_TYPE_DOUBLE:
    case DUCKDB_TYPE_HUGEINT:
    case DUCKDB_TYPE_DECIMAL:
      return duckdb_value_double(&result, column, row);
    default:
      break;
  }
  char* shown = duckdb_value_varchar(&result, column, row);
  std::string text = shown ? shown : "";
  duckdb_free(shown);
  return text;
}

Result<Table> run_duckdb(duckdb_connection connection, const std::string& sql) {
  duckdb_result result;
  if (duckdb_query(connection, sql.c_str(), &result) == DuckDBError) {
    const std::string said = duckdb_result_error(&result);
    duckdb_destroy_result(&result);
    return fail(ErrorCode::Database, said);
  }
  Table table;
  const idx_t columns = duckdb_column_count(&result), rows = duckdb_row_count(&result);
  for (idx_t i = 0; i < columns; ++i) table.columns.emplace_back(duckdb_column_name(&result, i));
  for (idx_t row = 0; row < rows; ++row) {
    table.rows.emplace_back();
    for (idx_t i = 0; i < columns; ++i) table.rows.back().push_back(duckdb_value_at(result, i, row));
  }
  duckdb_destroy_result(&result);
  return table;
}

}  // namespace

Result<Table> Reference::run(const std::string& sql) const {
  return format_ == tickit::Format::Sqlite ? run_sqlite(state_->sqlite, sql) : run_duckdb(state_->connection, sql);
}

Databases::Databases() {
  std::string name = (fs::temp_directory_path() / "sayquel-questions-XXXXXX").string();
  if (::mkdtemp(name.data())) folder_ = name;
}

Databases::~Databases() {
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

Result<std::optional<fs::path>> Databases::find(const QuestionFile& file, tickit::Format format) {
  if (!file.generated()) {
    const char* data = std::getenv("SAYQUEL_DATA");
    if (!data) return std::optional<fs::path>();
    return std::optional(fs::path(data) / file.database);
  }
  const fs::path path = folder_ / (format == tickit::Format::Sqlite ? "tickit.sqlite" : "tickit.duckdb");
  if (!fs::exists(path)) SAYQUEL_CHECK(tickit::generate(path, {}));
  return std::optional(path);
}

std::vector<fs::path> question_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(SAYQUEL_SOURCE_DIR) / "examples/tickit/questions")) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace sayquel::questions

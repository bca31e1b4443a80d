#include <duckdb.h>
#include <fmt/format.h>

#include <cassert>
#include <vector>

#include "tickit/writer.h"

namespace sayquel::tickit {
namespace {

// One column of the chunk being filled.
struct Column {
  duckdb_type type = DUCKDB_TYPE_INVALID;
  duckdb_vector vector = nullptr;
  void* data = nullptr;

  template <typename T>
  void set(idx_t row, T value) const {
    static_cast<T*>(data)[row] = value;
  }
};

struct CellWriter {
  const Column& column;
  idx_t row;

  void operator()(Null) const {
    duckdb_vector_ensure_validity_writable(column.vector);
    duckdb_validity_set_row_invalid(duckdb_vector_get_validity(column.vector), row);
  }
  void operator()(bool value) const { column.set(row, value); }
  void operator()(std::int64_t value) const {
    if (column.type == DUCKDB_TYPE_SMALLINT) {
      column.set(row, static_cast<std::int16_t>(value));
    } else {
      assert(column.type == DUCKDB_TYPE_INTEGER);
      column.set(row, static_cast<std::int32_t>(value));
    }
  }
  void operator()(Money value) const {
    assert(column.type == DUCKDB_TYPE_DECIMAL);  // of 8 digits, 2 of them after the point: held as 32 bits
    column.set(row, static_cast<std::int32_t>(value.cents));
  }
  void operator()(std::string_view value) const {
    assert(column.type == DUCKDB_TYPE_VARCHAR);
    duckdb_vector_assign_string_element_len(column.vector, row, value.data(), value.size());
  }
  void operator()(Date value) const { column.set(row, duckdb_date{value.days}); }
  void operator()(Timestamp value) const { column.set(row, duckdb_timestamp{value.microseconds}); }
};

}  // namespace

struct DuckDbWriter::State {
  std::filesystem::path file;
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  duckdb_appender appender = nullptr;
  duckdb_data_chunk chunk = nullptr;
  std::vector<Column> columns;
  idx_t rows = 0;  // in the chunk

  explicit State(std::filesystem::path path) : file(std::move(path)) {}
  Status run(const std::string& sql) {
    duckdb_result result;
    const bool failed = duckdb_query(connection, sql.c_str(), &result) == DuckDBError;
    std::string said = failed ? duckdb_result_error(&result) : "";
    duckdb_destroy_result(&result);
    if (failed) return tl::unexpected(write_error(file, said));
    return {};
  }
  tl::unexpected<Error> appender_error() { return tl::unexpected(write_error(file, duckdb_appender_error(appender))); }
  void make_chunk();
  void point_at_chunk();
  Status flush();
  void drop_table() {
    if (chunk) duckdb_destroy_data_chunk(&chunk);
    if (appender) duckdb_appender_destroy(&appender);
    columns.clear();
    rows = 0;
  }
  ~State() {
    drop_table();
    if (connection) duckdb_disconnect(&connection);
    if (database) duckdb_close(&database);
  }
};

void DuckDbWriter::Closer::operator()(State* state) const { delete state; }

// The chunk takes the column types of the table that the appender is open on.
void DuckDbWriter::State::make_chunk() {
  std::vector<duckdb_logical_type> types(duckdb_appender_column_count(appender));
  columns.resize(types.size());
  for (idx_t i = 0; i < types.size(); ++i) {
    types[i] = duckdb_appender_column_type(appender, i);
    columns[i].type = duckdb_get_type_id(types[i]);
  }
  chunk = duckdb_create_data_chunk(types.data(), types.size());
  for (auto& type : types) duckdb_destroy_logical_type(&type);
  point_at_chunk();
}

void DuckDbWriter::State::point_at_chunk() {
  for (idx_t i = 0; i < columns.size(); ++i) {
    columns[i].vector = duckdb_data_chunk_get_vector(chunk, i);
    columns[i].data = duckdb_vector_get_data(columns[i].vector);
  }
}

Status DuckDbWriter::State::flush() {
  if (rows == 0) return {};
  duckdb_data_chunk_set_size(chunk, rows);
  if (duckdb_append_data_chunk(appender, chunk) == DuckDBError) return appender_error();
  duckdb_data_chunk_reset(chunk);
  point_at_chunk();
  rows = 0;
  return {};
}

Result<DuckDbWriter> DuckDbWriter::create(const std::filesystem::path& file, std::string_view schema) {
  DuckDbWriter writer;
  writer.state_.reset(new State(file));
  char* said = nullptr;
  if (duckdb_open_ext(file.c_str(), &writer.state_->database, nullptr, &said) == DuckDBError) {
    const std::string text = said ? said : "DuckDB gives no reason";
    duckdb_free(said);
    return tl::unexpected(write_error(file, text));
  }
  if (duckdb_connect(writer.state_->database, &writer.state_->connection) == DuckDBError) {
    return tl::unexpected(write_error(file, "DuckDB opens no connection"));
  }
  SAYQUEL_CHECK(writer.state_->run("BEGIN; " + std::string(schema)));
  return writer;
}

Status DuckDbWriter::begin(std::string_view table) {
  const std::string name(table);
  if (duckdb_appender_create(state_->connection, nullptr, name.c_str(), &state_->appender) == DuckDBError) {
    return state_->appender_error();
  }
  state_->make_chunk();
  return {};
}

Status DuckDbWriter::append(Cells row) {
  assert(row.size() == state_->columns.size());
  for (std::size_t i = 0; i < row.size(); ++i) std::visit(CellWriter{state_->columns[i], state_->rows}, row[i]);
  if (++state_->rows == duckdb_vector_size()) return state_->flush();
  return {};
}

Status DuckDbWriter::end() {
  SAYQUEL_CHECK(state_->flush());
  if (duckdb_appender_close(state_->appender) == DuckDBError) return state_->appender_error();
  state_->drop_table();
  return {};
}

Status DuckDbWriter::finish() {
  SAYQUEL_CHECK(state_->run("COMMIT"));
  SAYQUEL_CHECK(state_->run("CHECKPOINT"));
  state_.reset();
  return {};
}

}  // namespace sayquel::tickit

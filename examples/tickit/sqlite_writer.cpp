#include <fmt/format.h>
#include <sqlite3.h>

#include <cassert>
#include <cerrno>
#include <cstring>

#include "tickit/writer.h"

namespace sayquel::tickit {

struct SqliteWriter::State {
  std::filesystem::path file;
  sqlite3* database = nullptr;
  sqlite3_stmt* insert = nullptr;

  explicit State(std::filesystem::path path) : file(std::move(path)) {}
  tl::unexpected<Error> error() const {
    const int system = sqlite3_system_errno(database);
    std::string said = sqlite3_errmsg(database);
    if (system != 0) said += fmt::format(": {}", std::strerror(system));
    return tl::unexpected(write_error(file, said));
  }
  Status run(const std::string& sql) {
    if (sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return error();
    return {};
  }
  ~State() {
    sqlite3_finalize(insert);
    sqlite3_close(database);
  }
};

void SqliteWriter::Closer::operator()(State* state) const { delete state; }

namespace {

struct Binder {
  sqlite3_stmt* insert;
  int position;  // from 1

  int operator()(Null) const { return sqlite3_bind_null(insert, position); }
  int operator()(bool value) const { return sqlite3_bind_int(insert, position, value); }
  int operator()(std::int64_t value) const { return sqlite3_bind_int64(insert, position, value); }
  int operator()(Money value) const {
    if (value.cents % 100 == 0) return sqlite3_bind_int64(insert, position, value.cents / 100);
    return sqlite3_bind_double(insert, position, static_cast<double>(value.cents) / 100);
  }
  int operator()(std::string_view value) const {
    return sqlite3_bind_text(insert, position, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
  }
  int operator()(Date value) const { return (*this)(std::string_view(to_text(value))); }
  int operator()(Timestamp value) const { return (*this)(std::string_view(to_text(value))); }
};

}  // namespace

// Without a journal and without syncing: the file is thrown away if anything fails, and flushed when it is whole.
Result<SqliteWriter> SqliteWriter::create(const std::filesystem::path& file, std::string_view schema) {
  SqliteWriter writer;
  writer.state_.reset(new State(file));
  constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(file.c_str(), &writer.state_->database, kFlags, nullptr) != SQLITE_OK) {
    return writer.state_->error();
  }
  SAYQUEL_CHECK(writer.state_->run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"));
  SAYQUEL_CHECK(writer.state_->run(std::string(schema)));
  return writer;
}

Status SqliteWriter::begin(std::string_view table) {
  sqlite3_stmt* columns = nullptr;
  const std::string pragma = fmt::format("PRAGMA table_info({})", table);
  if (sqlite3_prepare_v2(state_->database, pragma.c_str(), -1, &columns, nullptr) != SQLITE_OK) return state_->error();
  std::string marks;
  while (sqlite3_step(columns) == SQLITE_ROW) marks += marks.empty() ? "?" : ", ?";
  sqlite3_finalize(columns);
  const std::string sql = fmt::format("INSERT INTO {} VALUES ({})", table, marks);
  if (sqlite3_prepare_v2(state_->database, sql.c_str(), -1, &state_->insert, nullptr) != SQLITE_OK) {
    return state_->error();
  }
  return {};
}

Status SqliteWriter::append(Cells row) {
  assert(static_cast<int>(row.size()) == sqlite3_bind_parameter_count(state_->insert));
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (std::visit(Binder{state_->insert, static_cast<int>(i) + 1}, row[i]) != SQLITE_OK) return state_->error();
  }
  const bool stored = sqlite3_step(state_->insert) == SQLITE_DONE;
  if (!stored || sqlite3_reset(state_->insert) != SQLITE_OK) return state_->error();
  return {};
}

Status SqliteWriter::end() {
  sqlite3_finalize(state_->insert);
  state_->insert = nullptr;
  return {};
}

Status SqliteWriter::finish() {
  SAYQUEL_CHECK(state_->run("COMMIT"));
  const int closed = sqlite3_close(state_->database);
  if (closed != SQLITE_OK) return state_->error();
  state_->database = nullptr;
  state_.reset();
  return {};
}

}  // namespace sayquel::tickit

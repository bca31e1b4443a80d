#include "database/duckdb/session.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "base/text.h"
#include "database/sql_text.h"

namespace sayquel::database::duckdb {
namespace {

// Half of the machine's memory at the most, in MB: others live here too. Past it, DuckDB spills to disk.
std::int64_t memory_limit() {
  constexpr std::int64_t kLeast = 256;
  const std::int64_t pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGE_SIZE);
  return std::max(kLeast, pages / 2 * page / 1'000'000);
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// The first paragraph on one line: DuckDB adds advice on its own settings, and a picture of the query.
std::string first_paragraph(std::string_view said) {
  std::string text(base::trim(said.substr(0, said.find("\n\n"))));
  std::replace(text.begin(), text.end(), '\n', ' ');
  if (!text.empty() && (text.back() == '.' || text.back() == '!')) text.pop_back();
  return text;
}

}  // namespace

Result<std::shared_ptr<Session>> Session::open(const std::string& path) {
  std::shared_ptr<Session> session(new Session(path));
  SAYQUEL_CHECK(session->connect(path.c_str(), false));
  return session;
}

Result<std::shared_ptr<Session>> Session::open_memory(const std::string& path) {
  std::shared_ptr<Session> session(new Session(path));
  session->memory_ = true;
  SAYQUEL_CHECK(session->connect(nullptr, true));
  return session;
}

Status Session::connect(const char* database, bool external) {
  Config config;
  if (duckdb_create_config(config.out()) != DuckDBSuccess)
    return fail(ErrorCode::Internal, "DuckDB could not be configured.");
  const auto set = [&](const char* name, const std::string& value) {
    return duckdb_set_config(config.get(), name, value.c_str()) == DuckDBSuccess;
  };
  const bool ready = set("access_mode", external ? "AUTOMATIC" : "READ_ONLY") &&
                     set("autoinstall_known_extensions", "false") && set("autoload_known_extensions", "false") &&
                     set("allow_community_extensions", "false") && set("allow_persistent_secrets", "false") &&
                     set("temp_directory", spill_.path()) && set("memory_limit", fmt::format("{}MB", memory_limit())) &&
                     (external || (set("enable_external_access", "false") && set("lock_configuration", "true")));
  if (!ready) return fail(ErrorCode::Internal, "This DuckDB does not know a setting that keeps the database safe.");
  char* said = nullptr;
  if (duckdb_open_ext(database, database_.out(), config.get(), &said) != DuckDBSuccess)
    return tl::unexpected(error(take_text(said), {}, "opening it"));
  if (duckdb_connect(database_.get(), handle_.out()) != DuckDBSuccess)
    return fail(ErrorCode::Database, fmt::format("DuckDB gave no connection to {}.", path_));
  watchdog_ = std::make_unique<Watchdog>([handle = handle_.get()] { duckdb_interrupt(handle); });
  return {};
}

Status Session::lock() {
  SAYQUEL_CHECK(execute("SET enable_external_access = false", {}, "opening it"));
  return execute("SET lock_configuration = true", {}, "opening it");
}

Status Session::start(std::string_view sql, const Stop& stop, std::string_view what, QueryResult& result) {
  // A database in memory cannot be opened read-only, but a transaction can: DuckDB then refuses every write in it.
  if (memory_) {
    duckdb_query(handle_.get(), "ROLLBACK", nullptr);  // of the use before; fails where there was none
    SAYQUEL_CHECK(execute("BEGIN TRANSACTION READ ONLY", stop, what));
  }
  Prepared statement;
  if (duckdb_prepare(handle_.get(), std::string(sql).c_str(), statement.out()) != DuckDBSuccess)
    return tl::unexpected(error(duckdb_prepare_error(statement.get()), stop, what));
  if (duckdb_prepared_statement_type(statement.get()) != DUCKDB_STATEMENT_TYPE_SELECT)
    return fail(ErrorCode::PermissionDenied,
                "DuckDB: the statement does more than read, and the database is open for reading only.");
  Pending pending;
  if (duckdb_pending_prepared_streaming(statement.get(), pending.out()) != DuckDBSuccess)
    return tl::unexpected(error(duckdb_pending_error(pending.get()), stop, what));
  for (;;) {
    const duckdb_pending_state state = duckdb_pending_execute_task(pending.get());
    if (state == DUCKDB_PENDING_ERROR) return tl::unexpected(error(duckdb_pending_error(pending.get()), stop, what));
    if (watchdog_->fired()) SAYQUEL_CHECK(stop.check(what));
    if (duckdb_pending_execution_is_finished(state)) break;
    // Every task is with another thread: wait for it without burning this one's core.
    if (state == DUCKDB_PENDING_NO_TASKS_AVAILABLE) std::this_thread::sleep_for(std::chrono::microseconds(50));
  }
  if (duckdb_execute_pending(pending.get(), result.out()) != DuckDBSuccess)
    return tl::unexpected(error(duckdb_result_error(result.out()), stop, what));
  return {};
}

Status Session::execute(const std::string& sql, const Stop& stop, std::string_view what) {
  QueryResult result;
  if (duckdb_query(handle_.get(), sql.c_str(), result.out()) == DuckDBSuccess) return {};
  return tl::unexpected(error(duckdb_result_error(result.out()), stop, what));
}

Result<std::uint64_t> Session::count(const std::string& table) {
  QueryResult result;
  const std::string sql = "SELECT count(*) FROM " + quote_name(table);
  if (duckdb_query(handle_.get(), sql.c_str(), result.out()) != DuckDBSuccess)
    return tl::unexpected(error(duckdb_result_error(result.out()), {}, "counting rows"));
  const Chunk chunk(duckdb_fetch_chunk(*result.out()));
  if (!chunk) return fail(ErrorCode::Internal, "DuckDB gave no count.");
  const auto* rows =
      static_cast<const std::int64_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk.get(), 0)));
  return static_cast<std::uint64_t>(rows[0]);
}

Error Session::error(std::string_view said, const Stop& stop, std::string_view what) const {
  if (const Status stopped = stop.check(what); !stopped) return stopped.error();
  const std::string brief = first_paragraph(said);
  if (contains(said, "Could not set lock on file"))
    return {ErrorCode::Busy, fmt::format("{} is open for writing in another program.", path_),
            "Close that program (DuckDB lets one program write, or several read), or ask a copy of the file."};
  if (contains(said, "Permission denied"))
    return {ErrorCode::PermissionDenied, fmt::format("No permission to read {}.", path_),
            "Ask its owner for read access, or copy it to where you may read it."};
  if (contains(said, "not a valid DuckDB database file"))
    return {ErrorCode::Corrupt, fmt::format("{} is not a DuckDB database.", path_),
            "Check that this is the right file."};
  if (contains(said, "Corrupt database file") || contains(said, "checksum") ||
      contains(said, "Could not read enough bytes") || contains(said, "Failed to load metadata") ||
      said.starts_with("Serialization Error"))
    return {ErrorCode::Corrupt, fmt::format("{} is damaged or cut off: {}.", path_, brief),
            "Restore it from a backup."};
  if (contains(said, "No space left on device"))
    return {ErrorCode::DiskFull, fmt::format("The disk for temporary files is full: {}.", brief),
            "Free some space, or name another folder in the environment's TMPDIR."};
  if (said.starts_with("INTERRUPT")) return {ErrorCode::Cancelled, fmt::format("Cancelled while {}.", what), {}};
  if (said.starts_with("Out of Memory"))
    return {ErrorCode::TooLarge, fmt::format("DuckDB: {}.", brief), "Ask for less at once."};
  if (said.starts_with("Permission Error") || contains(said, "read-only"))
    return {ErrorCode::PermissionDenied, fmt::format("DuckDB refused what is more than reading: {}.", brief), {}};
  return {ErrorCode::Database, fmt::format("DuckDB: {}.", brief), {}};
}

}  // namespace sayquel::database::duckdb

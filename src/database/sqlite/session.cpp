#include "database/sqlite/session.h"

#include <fmt/format.h>

#include <array>
#include <cctype>

namespace sayquel::database::sqlite {
namespace {

// How long somebody else's lock is waited for before it is an error.
constexpr int kLockPollMilliseconds = 10;
constexpr int kLockPolls = 150;

// The longest value, in bytes: more than any sensible cell, less than what one hostile zeroblob() could take.
constexpr int kLongestValue = 256 << 20;

// What PRAGMA describe() asks.
constexpr std::array<std::string_view, 5> kIntrospection = {"table_list", "table_xinfo", "index_list", "index_xinfo",
                                                            "foreign_key_list"};
// What full-text tables ask of themselves while they are read; both only read.
constexpr std::array<std::string_view, 2> kFullText = {"data_version", "page_size"};

// Writes that SQLite only prepares, to itself, when a query touches a virtual table: a table that declares its columns
// "updates" the schema, an R-tree gets its statements ready. No query can do these: a defensive handle refuses to write
// the schema and the tables behind virtual ones, prepare() refuses statements that write, and the file is read-only.
bool of_virtual_table(std::string_view table) {
  return table == "sqlite_master" || table.ends_with("_node") || table.ends_with("_rowid") ||
         table.ends_with("_parent");
}

template <std::size_t Size>
bool among(const std::array<std::string_view, Size>& names, std::string_view name) {
  for (const auto& known : names)
    if (known == name) return true;
  return false;
}

// "file:/a%20b?immutable=1": SQLite's URI form, needed for its immutable flag.
std::string immutable_uri(const std::string& path) {
  std::string uri = "file:";
  for (const unsigned char letter : path) {
    if (std::isalnum(letter) || letter == '/' || letter == '.' || letter == '-' || letter == '_')
      uri += static_cast<char>(letter);
    else
      uri += fmt::format("%{:02X}", letter);
  }
  return uri + "?immutable=1";
}

// Bytes 18 and 19 of the header are 2 in a database whose journal is a write-ahead log
// (https://sqlite.org/fileformat.html).
bool uses_log(const std::string& header) { return header.size() >= 20 && header[18] == 2 && header[19] == 2; }

}  // namespace

Result<std::shared_ptr<Session>> Session::open(const std::string& path) {
  std::shared_ptr<Session> session(new Session(path));
  SAYQUEL_CHECK(session->connect());
  return session;
}

// A database in WAL mode that nobody has open is read as immutable: SQLite would otherwise leave a -wal and a -shm
// file beside it, or fail where the folder cannot be written. Immutable means that SQLite takes no locks and looks for
// no changes, so we do (refresh() before, steady() after).
Status Session::connect() {
  SAYQUEL_TRY(const std::string header, first_bytes(path_, 100));
  stamp_ = file_stamp(path_);
  immutable_ = uses_log(header) && file_stamp(path_ + "-wal").size <= 0;
  const std::string name = immutable_ ? immutable_uri(path_) : path_;
  const int flags =
      SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | (immutable_ ? SQLITE_OPEN_URI : 0);
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &opened, flags, nullptr);
  watchdog_.reset();
  active_ = nullptr;
  handle_.reset(opened);
  if (code != SQLITE_OK) return tl::unexpected(error(code, {}, "opening it"));
  watchdog_ = std::make_unique<Watchdog>([opened] { sqlite3_interrupt(opened); });
  SAYQUEL_CHECK(harden());
  SAYQUEL_TRY(const Statement probe, prepare("SELECT count(*) FROM sqlite_schema", {}, "opening it"));
  SAYQUEL_CHECK(step(probe.get(), {}, "opening it"));
  return {};
}

Status Session::harden() {
  sqlite3* handle = handle_.get();
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0, nullptr);
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, kLongestValue);
  sqlite3_limit(handle, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000);
  sqlite3_busy_handler(handle, &Session::wait_for_lock, this);
  // Before the authorizer, which refuses every PRAGMA that sets something. Cache in KiB; sorts spill to unlinked files.
  for (const char* setting : {"PRAGMA query_only = 1", "PRAGMA cache_size = -16384", "PRAGMA cell_size_check = 1"}) {
    const int code = sqlite3_exec(handle, setting, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return tl::unexpected(error(code, {}, "opening it"));
  }
  sqlite3_set_authorizer(handle, &Session::authorize, this);
  return {};
}

int Session::authorize(void* self, int action, const char* first, const char* second, const char*, const char*) {
  const std::string_view name = first ? first : "";
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_FUNCTION:
      return second && std::string_view(second) == "load_extension" ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_PRAGMA:
      if (among(kFullText, name) && !second) return SQLITE_OK;
      return static_cast<Session*>(self)->introspecting_ && among(kIntrospection, name) ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
      return of_virtual_table(name) ? SQLITE_OK : SQLITE_DENY;
    default:
      return SQLITE_DENY;
  }
}

int Session::wait_for_lock(void* self, int times) {
  const auto* session = static_cast<Session*>(self);
  if (times >= kLockPolls || (session->watchdog_ && session->watchdog_->fired())) return 0;
  sqlite3_sleep(kLockPollMilliseconds);
  return 1;
}

Status Session::refresh() {
  if (!immutable_ || (file_stamp(path_) == stamp_ && file_stamp(path_ + "-wal").size <= 0)) return {};
  return connect();
}

std::uint64_t Session::begin_use() {
  if (active_) sqlite3_reset(active_);
  active_ = nullptr;
  return ++use_;
}

Result<Statement> Session::prepare(std::string_view sql, const Stop& stop, std::string_view what) {
  sqlite3_stmt* prepared = nullptr;
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()), 0, &prepared, &rest);
  Statement statement(prepared);
  if (code != SQLITE_OK) return tl::unexpected(error(code, stop, what));
  if (!statement) return fail(ErrorCode::Database, "SQLite: there is no statement to run.");
  for (const char* end = sql.data() + sql.size(); rest < end; ++rest)
    if (!std::isspace(static_cast<unsigned char>(*rest)) && *rest != ';')
      return fail(ErrorCode::Database, "SQLite: more than one statement at once.", "Ask with one SELECT.");
  if (!sqlite3_stmt_readonly(statement.get()))
    return fail(ErrorCode::PermissionDenied,
                "SQLite: the statement would write, and the database is open for reading only.");
  return statement;
}

Result<bool> Session::step(sqlite3_stmt* statement, const Stop& stop, std::string_view what) {
  const int code = sqlite3_step(statement);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return tl::unexpected(error(code, stop, what));
}

Error Session::error(int code, const Stop& stop, std::string_view what) const {
  if (const Status stopped = stop.check(what); !stopped) return stopped.error();
  const std::string said = handle_ ? sqlite3_errmsg(handle_.get()) : sqlite3_errstr(code);
  switch (code & 0xff) {
    case SQLITE_INTERRUPT:
      return {ErrorCode::Cancelled, fmt::format("Cancelled while {}.", what), {}};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::Busy, fmt::format("{} is locked by another program that writes to it.", path_),
              "Try again when that program has finished, or close it."};
    case SQLITE_NOTADB:
      return {ErrorCode::Corrupt, fmt::format("{} is not a SQLite database (or it is encrypted).", path_),
              "Check that this is the right file."};
    case SQLITE_CORRUPT:
      return {ErrorCode::Corrupt, fmt::format("{} is damaged: {}.", path_, said),
              "Restore it from a backup, or save what can be read with: sqlite3 FILE .recover"};
    case SQLITE_IOERR:
      return {code == SQLITE_IOERR_SHORT_READ ? ErrorCode::Corrupt : ErrorCode::Database,
              fmt::format("{} could not be read: {}.", path_, said), "Check the disk, and that the file is complete."};
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
      return {ErrorCode::PermissionDenied,
              fmt::format("{} has changes in a journal beside it that cannot be read without write access: {}.", path_,
                          said),
              "Copy the database with the files beside it (-wal, -journal) to a folder that you can write to, open it "
              "there once with sqlite3, and ask the copy."};
    case SQLITE_AUTH:
    case SQLITE_PERM:
      return {ErrorCode::PermissionDenied, fmt::format("SQLite refused what is more than reading: {}.", said), {}};
    case SQLITE_FULL:
      return {ErrorCode::DiskFull, fmt::format("The disk for temporary files is full: {}.", said),
              "Free some space, or name another folder in the environment's SQLITE_TMPDIR."};
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
      return {ErrorCode::TooLarge, fmt::format("SQLite: {}.", said), "Ask for less at once."};
    default:
      if (said.find("may not be modified") != std::string::npos || said.find("unsafe use of") != std::string::npos)
        return {ErrorCode::PermissionDenied, fmt::format("SQLite refused what is more than reading: {}.", said), {}};
      return {ErrorCode::Database, fmt::format("SQLite: {}.", said), {}};
  }
}

}  // namespace sayquel::database::sqlite

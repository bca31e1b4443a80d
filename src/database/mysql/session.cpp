#include "database/mysql/session.h"

#include <errmsg.h>
#include <fmt/format.h>
#include <mysqld_error.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "database/mysql/killer.h"
#include "database/mysql/parameters.h"

namespace sayquel::database::mysql {
namespace {

using std::chrono::milliseconds;

constexpr unsigned kConnecting = 10;           // seconds to make a connection
constexpr milliseconds kPatience{150};         // for a KILL that is under way
constexpr milliseconds kCleaningUp{2'000};     // to end a transaction
constexpr milliseconds kTimeoutMargin{1'000};  // the server's own limit comes after ours
constexpr int kLockTimeout = 5;                // seconds that somebody else's lock is waited for

// Privileges that only read; whoever has another can do more.
constexpr std::array<std::string_view, 10> kReading = {
    "USAGE",          "SELECT",        "SHOW VIEW", "SHOW DATABASES",     "PROCESS", "REPLICATION CLIENT",
    "BINLOG MONITOR", "SLAVE MONITOR", "EXECUTE",   "SHOW CREATE ROUTINE"};

Error lost(std::string_view what) {
  return {ErrorCode::Network, fmt::format("The connection to the database server broke off while {}.", what),
          "Ask again: a new connection is made. If it happens again, look into the server's log."};
}

Error connect_error(MYSQL* handle, const std::string& where) {
  const std::string said = mysql_error(handle);
  const auto message = [&](std::string_view what) { return fmt::format("{}: {} ({})", where, what, said); };
  switch (mysql_errno(handle)) {
    case ER_ACCESS_DENIED_ERROR:
    case ER_DBACCESS_DENIED_ERROR:
    case ER_ACCESS_DENIED_NO_PASSWORD_ERROR:
    case ER_HOST_NOT_PRIVILEGED:
      return {ErrorCode::PermissionDenied, message("the server does not let this role in"),
              "Check the role; set its password in SAYQUEL_DATABASE_PASSWORD, or name a file: ?password_file=FILE"};
    case ER_BAD_DB_ERROR:
      return {ErrorCode::NotFound, message("there is no such database"), "Check the name after the URL's last slash."};
    case ER_CON_COUNT_ERROR:
    case ER_TOO_MANY_USER_CONNECTIONS:
      return {ErrorCode::Busy, message("the server has no connection left"), "Try again in a moment."};
    case CR_SSL_CONNECTION_ERROR:
      return {ErrorCode::Network, message("the connection is not safe"),
              "The server's certificate is checked unless the server is on this machine. Name what signed it with "
              "?ssl_ca=FILE; only where the network is safe by itself, ?ssl=off"};
    default:
      return {ErrorCode::Network, message("the server cannot be reached"),
              "Check host and port, and that the server is running."};
  }
}

// The privileges of a line of SHOW GRANTS that do more than read: "GRANT SELECT, INSERT (a, b) ON ...".
std::string more_than_reading(std::string line) {
  constexpr std::string_view kGrant = "GRANT ";
  const auto on = line.find(" ON ");
  if (!line.starts_with(kGrant) || on == std::string::npos) return "";  // a role's name
  line = line.substr(kGrant.size(), on - kGrant.size());
  for (auto open = line.find('('); open != std::string::npos; open = line.find('('))
    line.erase(open, std::max(line.find(')', open), open) - open + 1);
  for (const auto& part : base::split(line, ',')) {
    const auto privilege = base::trim(part);
    if (std::ranges::find(kReading, privilege) == kReading.end()) return std::string(privilege);
  }
  return "";
}

}  // namespace

Result<std::shared_ptr<Session>> Session::open(const ServerUrl& url, const Stop& stop) {
  SAYQUEL_CHECK(check_options(url, {"include", "exclude", "writable_role", "password_file", "ssl", "ssl_ca"}));
  if (url.database.empty())
    return fail(ErrorCode::Usage, fmt::format("{} names no database.", url.text()),
                "Write it after the last slash: mysql://USER@HOST/DATABASE");
  std::shared_ptr<Session> session(new Session(url));
  SAYQUEL_CHECK(session->begin(stop, "connecting"));
  session->finish(session->use());
  return session;
}

Session::~Session() { finish(use_); }

void Session::abandon() {
  watchdog_.reset();
  killer_.reset();
  handle_.reset();
}

Status Session::connect(const Stop& stop) {
  SAYQUEL_TRY(const auto password, password_of(url_));
  unsigned seconds = kConnecting;
  if (const auto deadline = stop.deadline())
    seconds = static_cast<unsigned>(std::clamp<std::int64_t>(
        std::chrono::ceil<std::chrono::seconds>(*deadline - Clock::now()).count(), 1, seconds));
  handle_.reset(mysql_init(nullptr));
  if (!handle_) return fail(ErrorCode::Internal, "There is no memory for a connection.");
  if (!mysql::connect(handle_.get(), url_, password.value_or(""), seconds)) {
    Error failed = connect_error(handle_.get(), url_.text());
    abandon();
    SAYQUEL_CHECK(stop.check("connecting to " + url_.text()));
    return tl::unexpected(std::move(failed));
  }
  mariadb_ = mariadb_connection(handle_.get());
  const std::string version = mysql_get_server_info(handle_.get());
  server_ = (mariadb_ ? "MariaDB " : "MySQL ") + version.substr(0, version.find('-'));
  killer_ = std::make_shared<Killer>(url_, password.value_or(""), mysql_thread_id(handle_.get()),
                                     static_cast<int>(mysql_get_socket(handle_.get())));
  watchdog_ = std::make_unique<Watchdog>([killer = killer_] { killer->interrupt(); });
  return {};
}

std::string Session::settings(const Stop& stop) const {
  std::string sql = fmt::format(
      "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', time_zone = "
      "'+00:00', lock_wait_timeout = {0}, innodb_lock_wait_timeout = {0}, group_concat_max_len = 1048576",
      kLockTimeout);
  if (const auto deadline = stop.deadline()) {
    const auto limit =
        std::max(milliseconds(1), std::chrono::ceil<milliseconds>(*deadline - Clock::now())) + kTimeoutMargin;
    sql += mariadb_ ? fmt::format(", max_statement_time = {:.3f}", static_cast<double>(limit.count()) / 1000)
                    : fmt::format(", max_execution_time = {}", limit.count());
  }
  return sql;
}

Status Session::run(const std::string& sql, const Stop& stop, std::string_view what) {
  if (!handle_) return tl::unexpected(lost(what));
  if (mysql_real_query(handle_.get(), sql.data(), sql.size()) == 0) return {};
  return tl::unexpected(error(nullptr, stop, what));
}

Status Session::begin(const Stop& stop, std::string_view what) {
  SAYQUEL_CHECK(stop.check(what));
  finish(use_);
  ++use_;
  in_use_ = true;
  Status begun = begin_new(stop, what);
  if (!begun) finish(use_);
  return begun;
}

Status Session::begin_new(const Stop& stop, std::string_view what) {
  const auto open_transaction = [&]() -> Status {
    watchdog_->watch(stop);
    SAYQUEL_CHECK(run(settings(stop), stop, what));
    SAYQUEL_CHECK(run("SET SESSION TRANSACTION READ ONLY", stop, what));
    return run("START TRANSACTION READ ONLY", stop, what);
  };
  if (handle_) {
    if (const Status opened = open_transaction(); opened || handle_) return opened;
    SAYQUEL_CHECK(stop.check(what));  // else the server had closed it since: once more with a new one
  }
  SAYQUEL_CHECK(connect(stop));
  SAYQUEL_CHECK(open_transaction());
  if (url_.option("writable_role")) return {};
  Status role = check_role(stop);
  if (!role) abandon();
  return role;
}

Status Session::check_role(const Stop& stop) {
  SAYQUEL_CHECK(run("SHOW GRANTS", stop, "looking at what the role may do"));
  std::string more;
  const std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)> rows(mysql_store_result(handle_.get()),
                                                                      mysql_free_result);
  if (!rows) return tl::unexpected(error(nullptr, stop, "looking at what the role may do"));
  while (const MYSQL_ROW row = mysql_fetch_row(rows.get()))
    if (more.empty() && row[0]) more = more_than_reading(row[0]);
  if (more.empty()) return {};
  return fail(
      ErrorCode::PermissionDenied,
      fmt::format("The role {} has the privilege {}; Sayquel wants one that can only read.", url_.user, more),
      fmt::format("Make one: CREATE USER reader IDENTIFIED BY '...'; GRANT SELECT, SHOW VIEW ON {}.* TO reader; "
                  "To use this role all the same, add ?writable_role=accept to the URL: the transaction is "
                  "read-only in any case.",
                  quote_name(url_.database)));
}

void Session::finish(std::uint64_t use) {
  if (use != use_ || !in_use_) return;
  in_use_ = false;
  if (handle_ && rows_left_) give_up();
  statement_.reset();
  rows_left_ = false;
  if (!handle_) return;
  watchdog_->rest();
  if (!killer_->settled(kPatience)) return abandon();
  watchdog_->watch(Stop::after(kCleaningUp));
  const auto clean = [&] {
    return mysql_real_query(handle_.get(), "ROLLBACK", 8) == 0 && mysql_reset_connection(handle_.get()) == 0;
  };
  // The first may still meet a KILL that came after its query had ended.
  const bool cleaned = clean() || clean();
  watchdog_->rest();
  if (!cleaned || !killer_->settled(kPatience)) abandon();
}

Result<Statement> Session::parse(const std::string& sql, const Stop& stop, std::string_view what) {
  if (!handle_) return tl::unexpected(lost(what));
  Statement statement(mysql_stmt_init(handle_.get()));
  if (!statement) return fail(ErrorCode::Internal, "There is no memory for a statement.");
  if (mysql_stmt_prepare(statement.get(), sql.data(), sql.size()) == 0) return statement;
  return tl::unexpected(error(statement.get(), stop, what));
}

Result<MYSQL_STMT*> Session::prepare(const std::string& sql, const Stop& stop, std::string_view what) {
  if (base::trim(sql).empty()) return fail(ErrorCode::Database, "There is no statement to run.");
  SAYQUEL_TRY(statement_, parse(sql, stop, what));
  // Whatever is more than a SELECT, a second statement, INTO OUTFILE: none of it can stand there.
  const bool select = parse("SELECT EXISTS (\n" + sql + "\n)", stop, what).has_value();
  SAYQUEL_CHECK(stop.check(what));
  if (!handle_) return tl::unexpected(lost(what));
  if (select && mysql_stmt_field_count(statement_.get()) > 0) return statement_.get();
  return fail(ErrorCode::PermissionDenied, "The database refused what is more than one SELECT that only reads.",
              "Ask with one SELECT.");
}

Status Session::execute(const Stop& stop, std::string_view what) {
  SAYQUEL_CHECK(stop.check(what));
  rows_left_ = true;
  if (mysql_stmt_execute(statement_.get()) == 0) return {};
  rows_left_ = false;
  return tl::unexpected(error(statement_.get(), stop, what));
}

// What is still to come has to be read: better that the server stops sending.
void Session::give_up() {
  const CancelToken token;
  token.cancel();
  watchdog_->watch(Stop(token));
  statement_.reset();
}

unsigned Session::failure() const { return handle_ ? mysql_errno(handle_.get()) : CR_SERVER_LOST; }

Error Session::error(MYSQL_STMT* statement, const Stop& stop, std::string_view what) {
  // What the server says in the middle of the rows stands with the connection, not with the statement.
  const bool of_statement = statement && mysql_stmt_errno(statement) != 0;
  const unsigned code = of_statement ? mysql_stmt_errno(statement) : failure();
  const std::string said =
      of_statement ? mysql_stmt_error(statement) : std::string(handle_ ? mysql_error(handle_.get()) : "");
  const Status stopped = stop.check(what);
  switch (code) {
    case CR_SERVER_GONE_ERROR:
    case CR_SERVER_LOST:
    case ER_SERVER_SHUTDOWN:
    case ER_CONNECTION_KILLED:
      abandon();
      return stopped ? lost(what) : stopped.error();
    case ER_QUERY_INTERRUPTED:
      if (!stopped) return stopped.error();
      return {ErrorCode::Cancelled, "Somebody killed the query on the server.", "Ask again."};
    case ER_STATEMENT_TIMEOUT:
    case 3024:  // MySQL's own number for it
      return stopped ? Error{ErrorCode::Deadline, "The query took longer than the server allows.", {}}
                     : stopped.error();
    case ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION:
    case ER_OPTION_PREVENTS_STATEMENT:
      return {
          ErrorCode::PermissionDenied, fmt::format("The database refused what is more than reading: {}.", said), {}};
    case ER_TABLEACCESS_DENIED_ERROR:
    case ER_COLUMNACCESS_DENIED_ERROR:
    case ER_SPECIFIC_ACCESS_DENIED_ERROR:
    case ER_DBACCESS_DENIED_ERROR:
    case ER_ACCESS_DENIED_ERROR:
      return {ErrorCode::PermissionDenied, fmt::format("The database: {}.", said),
              "Let the role read it: GRANT SELECT ON ... TO ROLE; or leave it out with the URL's exclude."};
    case ER_LOCK_WAIT_TIMEOUT:
    case ER_LOCK_DEADLOCK:
      return {ErrorCode::Busy, "A table that the query reads is locked by somebody who changes it.",
              "Try again when that has finished."};
    case ER_DISK_FULL:
    case ER_RECORD_FILE_FULL:
      return {ErrorCode::DiskFull, fmt::format("The database: {}.", said), "Ask for less at once."};
    default:
      return {ErrorCode::Database, fmt::format("The database: {}.", said), {}};
  }
}

}  // namespace sayquel::database::mysql

// One connection to a MariaDB or MySQL server, which only ever reads.
//
// Each use of it is one transaction:
//
//   SET SESSION ... (UTC, a fixed sql_mode, read-only, a time limit); START TRANSACTION READ ONLY      begin()
//   the query, prepared by the server twice: as it is, and inside EXISTS(...), where only one SELECT can stand
//   ROLLBACK, and the session is reset as if it were new                                               finish()
//
// Several statements at once and LOCAL INFILE are never switched on. A query that has to stop is killed over a
// connection of its own (KILL QUERY); where the server does not answer that, the socket is shut. The next use makes a
// new connection.
#pragma once

#include <mysql.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "database/server_url.h"
#include "database/watchdog.h"
#include "sayquel/result.h"
#include "sayquel/stop.h"

namespace sayquel::database::mysql {

struct CloseHandle {
  void operator()(MYSQL* handle) const { mysql_close(handle); }
};
struct CloseStatement {
  void operator()(MYSQL_STMT* statement) const { mysql_stmt_close(statement); }
};
using Handle = std::unique_ptr<MYSQL, CloseHandle>;
using Statement = std::unique_ptr<MYSQL_STMT, CloseStatement>;

class Killer;

class Session {
 public:
  // Connects, and refuses a role that can write. The URL's options: include, exclude, writable_role=accept,
  // password_file; ssl=off, where the network is safe by itself; ssl_ca=FILE. The server's certificate is checked
  // unless it is on this machine.
  static Result<std::shared_ptr<Session>> open(const ServerUrl& url, const Stop& stop);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  const ServerUrl& url() const { return url_; }
  const std::string& server() const { return server_; }  // "MariaDB 10.11.6" or "MySQL 8.0.36"

  // Begins a new use, which ends the one before; the stop is watched until finish().
  Status begin(const Stop& stop, std::string_view what);
  void finish(std::uint64_t use);
  std::uint64_t use() const { return use_; }

  // Inside a use: its one statement, prepared, which the session keeps; refused where it is not one SELECT.
  Result<MYSQL_STMT*> prepare(const std::string& sql, const Stop& stop, std::string_view what);
  Status execute(const Stop& stop, std::string_view what);
  // All rows of the statement have been read.
  void drained() { rows_left_ = false; }
  // What failed: the stop's error, where that was the reason. `statement` may be null.
  Error error(MYSQL_STMT* statement, const Stop& stop, std::string_view what);
  // The number of the connection's last error; 0: none.
  unsigned failure() const;
  // Whether the stop was asked for: then what came back is no result, whatever it looks like.
  bool interrupted() const { return watchdog_ && watchdog_->fired(); }

 private:
  explicit Session(ServerUrl url) : url_(std::move(url)) {}
  Status connect(const Stop& stop);
  Status begin_new(const Stop& stop, std::string_view what);
  Status run(const std::string& sql, const Stop& stop, std::string_view what);
  Result<Statement> parse(const std::string& sql, const Stop& stop, std::string_view what);
  Status check_role(const Stop& stop);
  std::string settings(const Stop& stop) const;
  void give_up();
  void abandon();

  ServerUrl url_;
  Handle handle_;
  std::shared_ptr<Killer> killer_;
  std::unique_ptr<Watchdog> watchdog_;  // ends before the handle that it shuts
  std::string server_;
  bool mariadb_ = true;
  std::uint64_t use_ = 0;
  bool in_use_ = false;
  Statement statement_;     // of the present use
  bool rows_left_ = false;  // which have to be read before anything else can be asked
};

}  // namespace sayquel::database::mysql

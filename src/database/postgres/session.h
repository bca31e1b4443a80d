// One connection to a PostgreSQL server, which only ever reads.
//
// Each use of it is one transaction, and what is left of it when it ends is taken away:
//
//   BEGIN READ ONLY; settings of this transaction (time limits, UTC)     begin()
//   the query, parsed by the server twice: as it is, and as a cursor's,
//     which nothing but one SELECT can be                                prepare(), then the stream
//   ROLLBACK; DISCARD ALL                                                finish()
//
// All waiting is done on the socket with a limit, so that a stop is honoured also where the server does not answer:
// then the connection is closed, and the next use makes a new one. So does the next use after the server has closed it.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "database/postgres/canceller.h"
#include "database/postgres/handles.h"
#include "database/server_url.h"
#include "sayquel/result.h"
#include "sayquel/stop.h"
#include "sayquel/value.h"

namespace sayquel::database::postgres {

// What a column of a result is, asked of the server once for each type.
struct TypeAbout {
  std::string name;     // as the server writes it: "numeric", "ticket_state", "integer[]"
  char form = 'b';      // pg_type.typtype: b(ase), e(num), c(omposite), d(omain), r(ange), m(ultirange)
  char category = 'U';  // pg_type.typcategory
};

class Session {
 public:
  // Connects, and refuses a role that can write (roles.h).
  static Result<std::shared_ptr<Session>> open(const ServerUrl& url, const Stop& stop);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  const ServerUrl& url() const { return url_; }
  // The server's version, as 150018.
  int version() const { return version_; }

  // Begins a new use, which ends the one before: connects where there is no connection, and opens the transaction.
  Status begin(const Stop& stop, std::string_view what);
  // Ends a use: nothing of it is left on the server. Does nothing where `use` is not the present one.
  void finish(std::uint64_t use);
  std::uint64_t use() const { return use_; }

  // Inside a use: a fixed command of ours with parameters; all rows, as text.
  Result<Answer> ask(const std::string& sql, const std::vector<std::string>& parameters, const Stop& stop,
                     std::string_view what);
  // Inside a use: has the server parse a query, and refuses what is not one SELECT. Gives its columns as described.
  Result<Answer> prepare(const std::string& sql, const Stop& stop, std::string_view what);
  // Runs what prepare() prepared, row by row; `binary` for all columns.
  Status start(bool binary, const Stop& stop, std::string_view what);
  // The next of the running query's results: a row, the end (null), or its error.
  Result<Answer> next(const Stop& stop, std::string_view what);
  // Types that are not built in, by their numbers.
  Result<std::map<Oid, TypeAbout>> types(const std::vector<Oid>& numbers, const Stop& stop, std::string_view what);

 private:
  explicit Session(ServerUrl url) : url_(std::move(url)) {}
  Status connect(const Stop& stop);
  Status begin_new(const Stop& stop, std::string_view what);
  Status open_transaction(const Stop& stop, std::string_view what);
  std::string settings(const Stop& stop) const;
  // Waits until a result can be had without waiting.
  Status wait(const Stop& stop, std::string_view what);
  Result<Answer> last_result(const Stop& stop, std::string_view what);
  Result<Answer> checked(Answer answer, const Stop& stop, std::string_view what);
  Status drain(const Stop& stop, std::string_view what);
  bool restore();
  void abandon();

  ServerUrl url_;
  Handle handle_;
  Canceller canceller_;
  int version_ = 0;
  std::uint64_t use_ = 0;
  bool in_use_ = false;   // a transaction is open
  bool running_ = false;  // results of a query are still to come
  std::map<Oid, TypeAbout> types_;
};

}  // namespace sayquel::database::postgres

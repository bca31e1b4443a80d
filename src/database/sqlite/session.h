// One open SQLite database: the handle, what watches over it, and its errors in our words.
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>

#include "database/file.h"
#include "database/watchdog.h"
#include "sayquel/result.h"
#include "sayquel/stop.h"

namespace sayquel::database::sqlite {

struct CloseHandle {
  void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};
struct CloseStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Handle = std::unique_ptr<sqlite3, CloseHandle>;
using Statement = std::unique_ptr<sqlite3_stmt, CloseStatement>;

// Shared by the connection and its stream, so that neither outlives the handle.
class Session {
 public:
  // Opens read-only and hardened. Never creates a file.
  static Result<std::shared_ptr<Session>> open(const std::string& path);

  sqlite3* handle() const { return handle_.get(); }
  const std::string& path() const { return path_; }
  Watchdog& watchdog() { return *watchdog_; }

  // To be called before the first statement of a call: where the file was opened as one that nobody writes to and
  // has been written since, opens it again.
  Status refresh();
  // False where such a file changed while it was read: what was read may be torn.
  bool steady() const { return !immutable_ || file_stamp(path_) == stamp_; }

  // One SELECT, and nothing behind it. `what` names what is under way, for messages: "running the query".
  Result<Statement> prepare(std::string_view sql, const Stop& stop, std::string_view what);
  // True for a row, false at the end. Watch the stop before: the watchdog is what interrupts a long step.
  Result<bool> step(sqlite3_stmt* statement, const Stop& stop, std::string_view what);
  // A failed call's error: the stop's where that was the reason.
  Error error(int code, const Stop& stop, std::string_view what) const;

  // While true, the catalog may be asked with PRAGMA. Only describe() sets it.
  void introspecting(bool on) { introspecting_ = on; }
  // A new use of the handle, which ends the one before: gives its number. What holds an older number has ended.
  std::uint64_t begin_use();
  std::uint64_t use() const { return use_; }
  // The statement of the present use, to be reset by the next; null when it is gone.
  void active(sqlite3_stmt* statement) { active_ = statement; }

 private:
  explicit Session(std::string path) : path_(std::move(path)) {}
  Status connect();
  Status harden();
  static int authorize(void* self, int action, const char* first, const char* second, const char* schema,
                       const char* trigger);
  static int wait_for_lock(void* self, int times);

  std::string path_;
  Handle handle_;
  std::unique_ptr<Watchdog> watchdog_;
  FileStamp stamp_;
  bool immutable_ = false;
  bool introspecting_ = false;
  std::uint64_t use_ = 0;
  sqlite3_stmt* active_ = nullptr;
};

}  // namespace sayquel::database::sqlite

// The little of SQLite's C interface that the store needs: bind, step, read.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "sayquel/result.h"

namespace sayquel::store::sqlite {

struct CloseHandle {
  void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};
using Handle = std::unique_ptr<sqlite3, CloseHandle>;

// The handle's last error in our words.
Error last_error(sqlite3* handle);

// One statement, run once: Statement(handle, "...").bind(...).bind(...), then next() for each row, or run() for none.
// An error of any call is kept, and given by next() or run().
class Statement {
 public:
  Statement(sqlite3* handle, std::string_view sql);

  Statement& bind(std::string_view text);
  Statement& bind(std::int64_t number);
  Statement& bind(std::uint64_t number) { return bind(static_cast<std::int64_t>(number)); }

  // True where there is a row to read.
  Result<bool> next();
  Status run();

  // Of the current row; columns count from 0.
  std::string text(int column) const;
  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  sqlite3* handle_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int bound_ = 0;
  bool failed_ = false;
};

}  // namespace sayquel::store::sqlite

#include "database/sqlite/rows.h"

#include <fmt/format.h>

#include "database/sqlite/values.h"

namespace sayquel::database::sqlite {
namespace {

class Rows final : public RowStream {
 public:
  Rows(std::shared_ptr<Session> session, const Stop& stop, std::string_view what)
      : session_(std::move(session)), stop_(stop), what_(what), number_(session_->begin_use()) {}
  ~Rows() override {
    if (!current()) return;
    session_->watchdog().rest();
    session_->active(nullptr);
  }

  Status begin(std::string_view sql) {
    SAYQUEL_CHECK(session_->refresh());  // may replace the handle, and with it the watchdog
    session_->watchdog().watch(stop_);
    SAYQUEL_TRY(statement_, session_->prepare(sql, stop_, what_));
    session_->active(statement_.get());
    SAYQUEL_TRY(waiting_, step());
    const int count = sqlite3_column_count(statement_.get());
    for (int column = 0; column < count; ++column) columns_.push_back(describe(column));
    return {};
  }

  const std::vector<ResultColumn>& columns() const override { return columns_; }

  Result<bool> next(Row& row) override {
    if (!current())
      return fail(ErrorCode::Database, "These rows ended when another query started on the same connection.");
    if (waiting_) {
      waiting_ = false;
    } else if (!done_) {
      SAYQUEL_CHECK(step());
    }
    if (done_) {
      session_->watchdog().rest();
      return false;
    }
    row.resize(columns_.size());
    for (std::size_t column = 0; column < columns_.size(); ++column)
      read_value(statement_.get(), static_cast<int>(column), columns_[column].type.kind, row[column]);
    return true;
  }

 private:
  bool current() const { return session_->use() == number_; }

  // One row further, or Deadline or Cancelled also where the rows come too fast to be interrupted.
  Result<bool> step() {
    if (session_->watchdog().fired()) SAYQUEL_CHECK(stop_.check(what_));
    SAYQUEL_TRY(const bool more, session_->step(statement_.get(), stop_, what_));
    if (!more && !session_->steady())
      return fail(ErrorCode::Busy, fmt::format("{} was changed by somebody else while it was read.", session_->path()),
                  "Ask again.");
    done_ = !more;
    return more;
  }

  ResultColumn describe(int column) const {
    ResultColumn result;
    if (const char* name = sqlite3_column_name(statement_.get(), column)) result.name = name;
    if (const char* declared = sqlite3_column_decltype(statement_.get(), column)) {
      result.type = {kind_of(declared), declared};
    } else if (waiting_) {
      result.type.kind = kind_of_storage(sqlite3_column_type(statement_.get(), column));
    }
    return result;
  }

  std::shared_ptr<Session> session_;
  Statement statement_;
  Stop stop_;
  std::string what_;
  std::uint64_t number_;
  std::vector<ResultColumn> columns_;
  bool waiting_ = false;  // the first row is fetched and not yet given
  bool done_ = false;
};

}  // namespace

Result<std::unique_ptr<RowStream>> start(std::shared_ptr<Session> session, std::string_view sql, const Stop& stop,
                                         std::string_view what) {
  SAYQUEL_CHECK(stop.check(what));
  auto rows = std::make_unique<Rows>(std::move(session), stop, what);
  SAYQUEL_CHECK(rows->begin(sql));
  return rows;
}

}  // namespace sayquel::database::sqlite

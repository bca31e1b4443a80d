#include "database/mysql/rows.h"

#include "database/mysql/values.h"

namespace sayquel::database::mysql {
namespace {

class Rows final : public RowStream {
 public:
  Rows(std::shared_ptr<Session> session, const Stop& stop, std::string_view what)
      : session_(std::move(session)), stop_(stop), what_(what), number_(session_->use()) {}
  ~Rows() override { session_->finish(number_); }

  Status begin(const std::string& sql) {
    SAYQUEL_TRY(statement_, session_->prepare(sql, stop_, what_));
    const std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)> described(mysql_stmt_result_metadata(statement_),
                                                                             mysql_free_result);
    if (!described) return tl::unexpected(session_->error(statement_, stop_, what_));
    std::vector<MYSQL_FIELD> fields;
    for (unsigned at = 0; at < mysql_num_fields(described.get()); ++at) {
      fields.push_back(*mysql_fetch_field_direct(described.get(), at));
      columns_.push_back({fields.back().name, type_of(fields.back())});
    }
    SAYQUEL_CHECK(session_->execute(stop_, what_));
    if (!cells_.bind(statement_, fields)) return tl::unexpected(session_->error(statement_, stop_, what_));
    return fetch();
  }

  const std::vector<ResultColumn>& columns() const override { return columns_; }

  Result<bool> next(Row& row) override {
    if (session_->use() != number_)
      return fail(ErrorCode::Database, "These rows ended when another query started on the same connection.");
    if (done_) {
      session_->finish(number_);
      return false;
    }
    row.resize(columns_.size());
    for (std::size_t column = 0; column < columns_.size(); ++column)
      if (!cells_.read(column, row[column])) return tl::unexpected(session_->error(statement_, stop_, what_));
    SAYQUEL_CHECK(fetch());
    return true;
  }

 private:
  // The next row, or done_. What comes back after a KILL is no result, whatever it looks like: SLEEP() gives 1, and a
  // query may end early without an error.
  Status fetch() {
    const int status = mysql_stmt_fetch(statement_);
    const bool failed =
        status == 1 || (status == MYSQL_NO_DATA && (mysql_stmt_errno(statement_) != 0 || session_->failure() != 0));
    if (failed) return tl::unexpected(session_->error(statement_, stop_, what_));
    if (session_->interrupted()) SAYQUEL_CHECK(stop_.check(what_));
    done_ = status == MYSQL_NO_DATA;
    if (done_) session_->drained();
    return {};
  }

  std::shared_ptr<Session> session_;
  Stop stop_;
  std::string what_;
  std::uint64_t number_;
  MYSQL_STMT* statement_ = nullptr;  // the session's, as long as the use is ours
  Cells cells_;
  std::vector<ResultColumn> columns_;
  bool done_ = false;
};

}  // namespace

Result<std::unique_ptr<RowStream>> start(std::shared_ptr<Session> session, const std::string& sql, const Stop& stop,
                                         std::string_view what) {
  SAYQUEL_CHECK(session->begin(stop, what));
  auto rows = std::make_unique<Rows>(std::move(session), stop, what);
  SAYQUEL_CHECK(rows->begin(sql));
  return rows;
}

Result<std::vector<Row>> all_rows(const std::shared_ptr<Session>& session, const std::string& sql, const Stop& stop,
                                  std::string_view what) {
  SAYQUEL_TRY(const auto stream, start(session, sql, stop, what));
  std::vector<Row> rows;
  Row row;
  for (;;) {
    SAYQUEL_TRY(const bool more, stream->next(row));
    if (!more) return rows;
    rows.push_back(row);
  }
}

}  // namespace sayquel::database::mysql

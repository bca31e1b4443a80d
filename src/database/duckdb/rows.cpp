#include "database/duckdb/rows.h"

#include "database/duckdb/types.h"
#include "database/duckdb/values.h"

namespace sayquel::database::duckdb {
namespace {

class Rows final : public RowStream {
 public:
  Rows(std::shared_ptr<Session> session, const Stop& stop, std::string_view what)
      : session_(std::move(session)), stop_(stop), what_(what), number_(session_->begin_use()) {
    session_->watchdog().watch(stop_);
  }
  ~Rows() override {
    if (current()) session_->watchdog().rest();
  }

  Status begin(std::string_view sql) {
    SAYQUEL_CHECK(session_->start(sql, stop_, what_, result_));
    const idx_t count = duckdb_column_count(result_.out());
    for (idx_t column = 0; column < count; ++column) {
      const LogicalType type(duckdb_column_logical_type(result_.out(), column));
      columns_.push_back({duckdb_column_name(result_.out(), column),
                          {kind_of(duckdb_get_type_id(type.get())), type_name(type.get())}});
      readers_.emplace_back(type.get());
    }
    return {};
  }

  const std::vector<ResultColumn>& columns() const override { return columns_; }

  Result<bool> next(Row& row) override {
    if (!current())
      return fail(ErrorCode::Database, "These rows ended when another query started on the same connection.");
    if (session_->watchdog().fired()) SAYQUEL_CHECK(stop_.check(what_));
    while (at_ == size_) {
      SAYQUEL_TRY(const bool more, fetch());
      if (more) continue;
      session_->watchdog().rest();
      return false;
    }
    row.resize(columns_.size());
    for (std::size_t column = 0; column < readers_.size(); ++column) readers_[column].read(at_, row[column]);
    ++at_;
    return true;
  }

 private:
  bool current() const { return session_->use() == number_; }

  Result<bool> fetch() {
    at_ = size_ = 0;
    if (done_) return false;
    chunk_ = Chunk(duckdb_fetch_chunk(*result_.out()));
    if (!chunk_) {
      const char* said = duckdb_result_error(result_.out());
      if (said && *said) return tl::unexpected(session_->error(said, stop_, what_));
      // An interrupted stream may end without an error: a short result is never a whole one.
      SAYQUEL_CHECK(stop_.check(what_));
      done_ = true;
      return false;
    }
    size_ = duckdb_data_chunk_get_size(chunk_.get());
    for (std::size_t column = 0; column < readers_.size(); ++column)
      readers_[column].bind(duckdb_data_chunk_get_vector(chunk_.get(), column));
    return true;
  }

  std::shared_ptr<Session> session_;
  Stop stop_;
  std::string what_;
  std::uint64_t number_;
  QueryResult result_;
  Chunk chunk_;
  std::vector<ResultColumn> columns_;
  std::vector<VectorReader> readers_;
  idx_t at_ = 0, size_ = 0;  // in the chunk
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

}  // namespace sayquel::database::duckdb

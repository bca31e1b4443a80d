#include "database/postgres/rows.h"

#include "database/postgres/types.h"
#include "database/postgres/values.h"

namespace sayquel::database::postgres {
namespace {

class Rows final : public RowStream {
 public:
  Rows(std::shared_ptr<Session> session, const Stop& stop, std::string_view what)
      : session_(std::move(session)), stop_(stop), what_(what), number_(session_->use()) {}
  ~Rows() override { session_->finish(number_); }

  Status begin(const std::string& sql) {
    SAYQUEL_TRY(Answer described, session_->prepare(sql, stop_, what_));
    SAYQUEL_TRY(const bool asked, read_columns(described.get()));
    if (asked) SAYQUEL_CHECK(session_->prepare(sql, stop_, what_));  // asking has taken its place
    SAYQUEL_CHECK(session_->start(binary_, stop_, what_));
    return fetch();
  }

  const std::vector<ResultColumn>& columns() const override { return columns_; }

  Result<bool> next(Row& row) override {
    if (session_->use() != number_)
      return fail(ErrorCode::Database, "These rows ended when another query started on the same connection.");
    if (!answer_) {
      session_->finish(number_);
      return false;
    }
    row.resize(columns_.size());
    for (std::size_t column = 0; column < columns_.size(); ++column)
      SAYQUEL_CHECK(read(static_cast<int>(column), row[column]));
    SAYQUEL_CHECK(fetch());
    return true;
  }

 private:
  // Names and types; true where the server had to be asked for some.
  Result<bool> read_columns(const PGresult* described) {
    const int count = PQnfields(described);
    std::vector<Oid> unknown;
    for (int column = 0; column < count; ++column) {
      const Oid number = PQftype(described, column);
      const auto type = built_in_type(number, PQfmod(described, column));
      if (!type) unknown.push_back(number);
      types_.push_back(number);
      columns_.push_back({PQfname(described, column), type.value_or(ColumnType{})});
    }
    std::map<Oid, TypeAbout> about;
    if (!unknown.empty()) {
      SAYQUEL_TRY(about, session_->types(unknown, stop_, what_));
    }
    for (std::size_t column = 0; column < types_.size(); ++column) {
      const auto found = about.find(types_[column]);
      if (found != about.end()) columns_[column].type = other_type(found->first, found->second);
      binary_ = binary_ && binary_is_read(types_[column], found == about.end() ? nullptr : &found->second);
    }
    return !unknown.empty();
  }

  Status fetch() {
    SAYQUEL_TRY(answer_, session_->next(stop_, what_));
    return {};
  }

  Status read(int column, Value& value) const {
    if (PQgetisnull(answer_.get(), 0, column)) {
      value = Null{};
      return {};
    }
    const std::string_view bytes(PQgetvalue(answer_.get(), 0, column),
                                 static_cast<std::size_t>(PQgetlength(answer_.get(), 0, column)));
    const Oid type = types_[static_cast<std::size_t>(column)];
    return binary_ ? read_binary(type, bytes, value) : read_text(type, bytes, value);
  }

  std::shared_ptr<Session> session_;
  Stop stop_;
  std::string what_;
  std::uint64_t number_;
  std::vector<ResultColumn> columns_;
  std::vector<Oid> types_;
  Answer answer_;  // the row to be given next; null at the end
  bool binary_ = true;
};

}  // namespace

Result<std::unique_ptr<RowStream>> start_within(std::shared_ptr<Session> session, const std::string& sql,
                                                const Stop& stop, std::string_view what) {
  auto rows = std::make_unique<Rows>(std::move(session), stop, what);
  SAYQUEL_CHECK(rows->begin(sql));
  return rows;
}

Result<std::unique_ptr<RowStream>> start(std::shared_ptr<Session> session, const std::string& sql, const Stop& stop,
                                         std::string_view what) {
  SAYQUEL_CHECK(session->begin(stop, what));
  return start_within(std::move(session), sql, stop, what);
}

}  // namespace sayquel::database::postgres

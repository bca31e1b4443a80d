#include "execute/execute.h"

#include <gtest/gtest.h>

#include "guard/guard.h"

namespace sayquel::execute {
namespace {

// Rows 0, 1, 2, ... of one text column, as wide as asked; what the other calls give does not matter here.
class CountingConnection : public database::Connection {
 public:
  struct Plan {
    std::int64_t rows = 10;
    std::size_t width = 1;
    std::int64_t fails_at = -1;
    std::function<void(std::int64_t)> before_row = {};
  };
  explicit CountingConnection(Plan plan) : plan_(std::move(plan)) {}

  sql::Dialect dialect() const override { return sql::Dialect::SQLite; }
  std::string server() const override { return "counting"; }
  Result<std::unique_ptr<database::RowStream>> run(const sql::ApprovedQuery&, const Stop&) override {
    return std::make_unique<Stream>(plan_, read_);
  }
  Result<std::vector<database::TableDescription>> describe(const Stop&) override { return none(); }
  Result<std::vector<database::ColumnMeasure>> measure(const std::string&, const std::string&,
                                                       const std::vector<std::string>&, const Stop&) override {
    return none();
  }
  Result<bool> unique(const std::string&, const std::string&, const std::vector<std::string>&, const Stop&) override {
    return none();
  }
  Result<std::unique_ptr<database::RowStream>> distinct_values(const database::ColumnName&, std::size_t,
                                                               const Stop&) override {
    return none();
  }
  Result<Containment> contained(const database::ColumnName&, const database::ColumnName&, std::int64_t,
                                const Stop&) override {
    return none();
  }
  Result<std::string> fingerprint(const Stop&) override { return none(); }

  std::int64_t read() const { return read_; }

 private:
  class Stream : public database::RowStream {
   public:
    Stream(const Plan& plan, std::int64_t& read) : plan_(plan), read_(read) {}
    const std::vector<ResultColumn>& columns() const override { return columns_; }
    Result<bool> next(Row& row) override {
      if (plan_.before_row) plan_.before_row(read_);
      if (read_ == plan_.fails_at) return fail(ErrorCode::Database, "broken page");
      if (read_ == plan_.rows) return false;
      row.assign(1, std::string(plan_.width, static_cast<char>('a' + read_ % 26)));
      ++read_;
      return true;
    }

   private:
    const Plan& plan_;
    std::int64_t& read_;
    std::vector<ResultColumn> columns_ = {{"letters", {TypeKind::Text, "TEXT"}}};
  };

  static tl::unexpected<Error> none() { return fail(ErrorCode::Unsupported, "not in this test"); }

  Plan plan_;
  std::int64_t read_ = 0;
};

class Execute : public ::testing::Test {
 protected:
  sql::ApprovedQuery query() const {
    auto approval = guard_.approve("SELECT 1");
    EXPECT_TRUE(approval) << (approval ? "" : approval.error().message);
    return approval->query;
  }
  catalog::Catalog catalog_;
  guard::Guard guard_{catalog_};
};

TEST_F(Execute, ReadsOneRowMoreThanTheLimitToKnowWhetherItCut) {
  const struct {
    std::int64_t rows;
    std::uint64_t limit;
    std::size_t held;
    bool truncated;
    std::int64_t read;
  } cases[] = {{10, 100, 10, false, 10}, {10, 10, 10, false, 10}, {10, 9, 9, true, 10}, {1000, 3, 3, true, 4},
               {5, 0, 0, true, 1},       {0, 0, 0, false, 0},     {0, 5, 0, false, 0}};
  for (const auto& c : cases) {
    CountingConnection connection({.rows = c.rows});
    const auto rows = run(connection, query(), {.rows = c.limit}, {});
    ASSERT_TRUE(rows);
    EXPECT_EQ(rows->rows.size(), c.held);
    EXPECT_EQ(rows->truncated, c.truncated);
    EXPECT_FALSE(rows->cut_by_bytes);
    EXPECT_EQ(connection.read(), c.read);
    EXPECT_EQ(rows->columns.size(), 1u);
  }
}

TEST_F(Execute, HoldsNoMoreBytesThanAllowed) {
  CountingConnection connection({.rows = 1000, .width = 1000});
  const auto rows = run(connection, query(), {.rows = 1000, .bytes = 10'500}, {});
  ASSERT_TRUE(rows);
  EXPECT_TRUE(rows->truncated);
  EXPECT_TRUE(rows->cut_by_bytes);
  EXPECT_GT(rows->rows.size(), 5u);
  EXPECT_LE(rows->rows.size(), 10u);
}

TEST_F(Execute, ARowThatNoLimitHoldsIsAnErrorAndNoEmptyResult) {
  CountingConnection connection({.rows = 2, .width = 1000});
  const auto rows = run(connection, query(), {.rows = 10, .bytes = 100}, {});
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().code, ErrorCode::TooLarge);
}

TEST_F(Execute, PassesTheDatabasesErrorOn) {
  CountingConnection connection({.rows = 10, .fails_at = 5});
  const auto rows = run(connection, query(), {}, {});
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().message, "broken page");
}

TEST_F(Execute, StopsWhenAskedAndGivesNoShortResult) {
  const CancelToken token;
  CountingConnection connection({.rows = 1'000'000, .before_row = [&](std::int64_t read) {
                                   if (read == 1'000) token.cancel();
                                 }});
  const auto rows = run(connection, query(), {.rows = 2'000'000}, Stop(token));
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().code, ErrorCode::Cancelled);
  EXPECT_LT(connection.read(), 2'000);
  CountingConnection late({});
  const auto nothing = run(late, query(), {}, Stop(CancelToken(), Clock::now()));
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().code, ErrorCode::Deadline);
  EXPECT_EQ(late.read(), 0);
}

TEST_F(Execute, StreamsUntilTheSinkHasEnough) {
  CountingConnection connection({.rows = 100});
  std::vector<std::string> seen;
  const auto status = stream(connection, query(),
                             [&](const auto& columns, const Row& row) {
                               EXPECT_EQ(columns[0].name, "letters");
                               seen.push_back(to_text(row[0]));
                               return seen.size() < 3;
                             },
                             {});
  EXPECT_TRUE(status);
  EXPECT_EQ(seen, (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(connection.read(), 3);
}

}  // namespace
}  // namespace sayquel::execute

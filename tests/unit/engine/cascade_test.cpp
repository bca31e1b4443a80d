#include "engine/cascade.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "unit/engine/shop.h"

namespace sayquel::engine {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kCount = "SELECT COUNT(*) FROM orders";
constexpr const char* kCountIds = "SELECT COUNT(id) FROM orders";
constexpr const char* kSum = "SELECT SUM(amount) FROM orders";
constexpr const char* kCities = "SELECT city FROM customer";
constexpr const char* kWrite = "DELETE FROM orders";
// The customers' ids stand once an order: a total over rows that the join multiplies.
constexpr const char* kMultiplied =
    "SELECT SUM(customer.id) FROM customer JOIN orders ON orders.customer_id = customer.id";

// Gives the scripted value for the query whose printed form holds the key, and remembers what ran.
struct FakeDatabase {
  std::map<std::string, Result<execute::Rows>> results;
  std::vector<std::string> ran;

  Result<execute::Rows> operator()(const sql::ApprovedQuery& query) {
    ran.push_back(query.text());
    for (const auto& [key, rows] : results)
      if (query.text().find(key) != std::string::npos) return rows;
    return fail(ErrorCode::Internal, "no such script: " + query.text());
  }
};

execute::Rows one(Value value) {
  execute::Rows rows;
  rows.columns.resize(1);
  rows.rows = {{std::move(value)}};
  return rows;
}

class CascadeTest : public testing::Test {
 protected:
  Choice choose_among(std::vector<draft::Candidate> candidates, CascadePolicy policy = {}, const Stop& stop = {}) {
    draft_.candidates = std::move(candidates);
    return choose(
        draft_, guard_, [this](const sql::ApprovedQuery& query) { return database_(query); }, policy, timings_, stop);
  }

  std::shared_ptr<catalog::Catalog> catalog_ = shop_catalog();
  guard::Guard guard_{*catalog_};
  FakeDatabase database_{{{"COUNT(*)", one(std::int64_t{4})},
                          {"COUNT(id)", one(std::int64_t{4})},
                          {"SUM(amount)", one(std::int64_t{35})},
                          {"city", one(std::string("Rome"))}},
                         {}};
  draft::Draft draft_;
  Timings timings_;
};

TEST_F(CascadeTest, TheSurestRuns) {
  const Choice choice = choose_among({candidate(kCount, 0.9, "how many orders"), candidate(kSum, 0.4)});
  EXPECT_EQ(choice.status, AnswerStatus::Answered);
  EXPECT_EQ(choice.candidate->reading, "how many orders");
  EXPECT_EQ(choice.confidence, 0.9);
  ASSERT_TRUE(choice.rows);
  EXPECT_EQ(choice.rows->rows[0][0], Value(std::int64_t{4}));
  EXPECT_EQ(database_.ran.size(), 1u) << "a reading that is far less sure is not run";
  ASSERT_EQ(choice.alternatives.size(), 1u);
  EXPECT_THAT(choice.alternatives[0].sql, HasSubstr("SUM"));
  EXPECT_FALSE(choice.error);
}

TEST_F(CascadeTest, CloseReadingsThatDifferAreAmbiguous) {
  const Choice choice = choose_among({candidate(kCount, 0.6, "count"), candidate(kSum, 0.595, "total")});
  EXPECT_EQ(choice.status, AnswerStatus::Ambiguous);
  EXPECT_EQ(choice.candidate->reading, "count");
  ASSERT_TRUE(choice.rows) << "ambiguous carries the rows of the best reading";
  ASSERT_EQ(choice.alternatives.size(), 1u);
  EXPECT_EQ(choice.alternatives[0].reading, "total");
}

TEST_F(CascadeTest, CloseReadingsThatAgreeStrengthenEachOther) {
  const Choice choice = choose_among({candidate(kCount, 0.6), candidate(kCountIds, 0.595)});
  EXPECT_EQ(choice.status, AnswerStatus::Answered);
  EXPECT_NEAR(choice.confidence, 1 - 0.4 * (1 - 0.2975), 1e-9);
  EXPECT_THAT(choice.alternatives, IsEmpty());
}

TEST_F(CascadeTest, EmptyAndZeroResultsProveNothing) {
  database_.results.insert_or_assign("COUNT(*)", one(std::int64_t{0}));
  database_.results.insert_or_assign("COUNT(id)", one(std::int64_t{0}));
  const Choice choice = choose_among({candidate(kCount, 0.6), candidate(kCountIds, 0.595)});
  EXPECT_EQ(choice.status, AnswerStatus::Answered);
  EXPECT_EQ(choice.confidence, 0.6);
}

TEST_F(CascadeTest, TheDraftersOrderStands) {
  const Choice choice = choose_among({candidate(kSum, 0.6), candidate(kCount, 0.595), candidate(kCountIds, 0.59)});
  EXPECT_EQ(choice.status, AnswerStatus::Ambiguous);
  EXPECT_THAT(choice.sql, HasSubstr("SUM")) << "readings of one drafter that agree are no majority";
  EXPECT_EQ(choice.confidence, 0.6);
  EXPECT_EQ(choice.alternatives.size(), 2u);
}

TEST_F(CascadeTest, WithoutProbingOnlyTheBestRuns) {
  const Choice close = choose_among({candidate(kCount, 0.6), candidate(kSum, 0.55)}, {.probe = false});
  EXPECT_EQ(close.status, AnswerStatus::Answered);
  EXPECT_EQ(database_.ran.size(), 1u);
  const Choice tied = choose_among({candidate(kCount, 0.6), candidate(kSum, 0.6)}, {.probe = false});
  EXPECT_EQ(tied.status, AnswerStatus::Ambiguous) << "nothing told the two apart";
}

TEST_F(CascadeTest, ADryRunRunsNothing) {
  const Choice choice = choose_among({candidate(kCount, 0.6), candidate(kSum, 0.55)}, {.run = false});
  EXPECT_EQ(choice.status, AnswerStatus::Answered);
  EXPECT_THAT(choice.sql, HasSubstr("COUNT"));
  EXPECT_FALSE(choice.rows);
  EXPECT_THAT(database_.ran, IsEmpty());
}

TEST_F(CascadeTest, BelowTheThresholdIsDeclinedWithItsSql) {
  draft_.doubt = "'big' could mean the amount or the number of orders.";
  const Choice choice = choose_among({candidate(kSum, 0.3), candidate(kCount, 0.29)});
  EXPECT_EQ(choice.status, AnswerStatus::Declined);
  EXPECT_THAT(choice.sql, HasSubstr("SUM"));
  EXPECT_EQ(choice.confidence, 0.3);
  ASSERT_TRUE(choice.error);
  EXPECT_EQ(choice.error->code, ErrorCode::Declined);
  EXPECT_EQ(choice.error->message, draft_.doubt);
  EXPECT_EQ(choice.alternatives.size(), 1u);
  EXPECT_THAT(database_.ran, IsEmpty());
}

TEST_F(CascadeTest, NoCandidateIsDeclined) {
  const Choice choice = choose_among({});
  EXPECT_EQ(choice.status, AnswerStatus::Declined);
  EXPECT_EQ(choice.sql, "");
  EXPECT_EQ(choice.candidate, nullptr);
  EXPECT_EQ(choice.error->code, ErrorCode::Declined);
}

TEST_F(CascadeTest, WhatTheGuardRefusesIsPassedOver) {
  const Choice choice =
      choose_among({candidate(kWrite, 0.9), candidate("SELECT nope FROM orders", 0.8), candidate(kCount, 0.7)});
  EXPECT_EQ(choice.status, AnswerStatus::Answered);
  EXPECT_THAT(choice.sql, HasSubstr("COUNT"));
  EXPECT_EQ(choice.confidence, 0.7);
  EXPECT_THAT(choice.notes, ElementsAre(HasSubstr("Another reading was passed over.")));
  EXPECT_EQ(database_.ran.size(), 1u);
}

TEST_F(CascadeTest, ATotalThatAJoinMultipliesIsPassedOver) {
  const Choice choice = choose_among({candidate(kMultiplied, 0.9), candidate(kCount, 0.7)});
  EXPECT_EQ(choice.status, AnswerStatus::Answered);
  EXPECT_THAT(choice.sql, HasSubstr("COUNT"));
  const Choice alone = choose_among({candidate(kMultiplied, 0.9)});
  EXPECT_EQ(alone.status, AnswerStatus::Declined);
  EXPECT_EQ(alone.sql, kMultiplied);
}

TEST_F(CascadeTest, NothingThatMayRunIsDeclinedWithTheReason) {
  const Choice choice = choose_among({candidate(kWrite, 0.9)});
  EXPECT_EQ(choice.status, AnswerStatus::Declined);
  EXPECT_EQ(choice.sql, kWrite);
  EXPECT_THAT(choice.error->message, HasSubstr("No reading of the question may be run."));
}

TEST_F(CascadeTest, WhatTheDatabaseCannotRunIsPassedOver) {
  database_.results.insert_or_assign("SUM(amount)", fail(ErrorCode::Database, "overflow"));
  const Choice choice = choose_among({candidate(kSum, 0.9), candidate(kCount, 0.7)});
  EXPECT_EQ(choice.status, AnswerStatus::Answered);
  EXPECT_THAT(choice.sql, HasSubstr("COUNT"));
  EXPECT_THAT(choice.notes, ElementsAre(HasSubstr("could not run it")));
}

TEST_F(CascadeTest, ADatabaseThatRunsNoneFails) {
  database_.results.insert_or_assign("SUM(amount)", fail(ErrorCode::Database, "overflow"));
  const Choice choice = choose_among({candidate(kSum, 0.9), candidate(kCount, 0.1)});
  EXPECT_EQ(choice.status, AnswerStatus::Failed);
  EXPECT_EQ(choice.error->message, "overflow");
  EXPECT_EQ(choice.sql, kSum);
}

TEST_F(CascadeTest, ADeadlineIsNoReasonToTryTheNext) {
  database_.results.insert_or_assign("SUM(amount)", fail(ErrorCode::Deadline, "late"));
  const Choice choice = choose_among({candidate(kSum, 0.9), candidate(kCount, 0.8)});
  EXPECT_EQ(choice.status, AnswerStatus::Failed);
  EXPECT_EQ(choice.error->code, ErrorCode::Deadline);
  EXPECT_EQ(database_.ran.size(), 1u);
}

TEST_F(CascadeTest, ACancelledQuestionEnds) {
  const CancelToken token;
  token.cancel();
  const Choice choice = choose_among({candidate(kCount, 0.9)}, {}, Stop(token));
  EXPECT_EQ(choice.status, AnswerStatus::Failed);
  EXPECT_EQ(choice.error->code, ErrorCode::Cancelled);
  EXPECT_THAT(database_.ran, IsEmpty());
}

TEST_F(CascadeTest, TheSameQueryTwiceIsOne) {
  const Choice choice = choose_among({candidate(kCount, 0.6), candidate("SELECT  COUNT( * )  FROM orders;", 0.6)});
  EXPECT_EQ(choice.status, AnswerStatus::Answered);
  EXPECT_EQ(choice.confidence, 0.6);
  EXPECT_EQ(database_.ran.size(), 1u);
}

TEST_F(CascadeTest, AssumptionsAreNotes) {
  auto assumed = candidate(kCities, 0.9);
  assumed.notes = {"'place' is read as city"};
  EXPECT_THAT(choose_among({assumed}).notes, ElementsAre("'place' is read as city"));
}

}  // namespace
}  // namespace sayquel::engine

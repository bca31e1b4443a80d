#include "sayquel/engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "database/open.h"
#include "engine/parts.h"
#include "unit/engine/shop.h"

namespace sayquel::engine {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

// Drafts what the test wrote down, whatever is asked, and remembers the question.
class ScriptedDrafter final : public draft::Drafter {
 public:
  struct Script {
    Result<draft::Draft> draft;
    grounding::Question asked;
  };
  explicit ScriptedDrafter(Script& script) : script_(script) {}
  std::string name() const override { return "parser"; }
  Result<draft::Draft> draft(const grounding::Question& question, const grounding::Grounding&,
                             const Stop&) const override {
    script_.asked = question;
    return script_.draft;
  }

 private:
  Script& script_;
};

class EngineTest : public testing::Test {
 protected:
  std::unique_ptr<Engine> engine(EngineOptions options = {}) {
    Parts parts;
    parts.name = "shop.sqlite";
    parts.catalog = shop_catalog();
    parts.values = std::make_shared<NoValues>();
    parts.connect = [this]() -> Result<std::unique_ptr<database::Connection>> {
      ++opened_;
      SAYQUEL_TRY(const auto location, database::locate(shop_.path()));
      return database::open(location);
    };
    parts.ground = [catalog = parts.catalog](const grounding::Question& question, const Stop&) {
      grounding::Grounding grounding;
      grounding.catalog = catalog.get();
      grounding.question = question.text;
      return Result<grounding::Grounding>(std::move(grounding));
    };
    parts.drafter = std::make_unique<ScriptedDrafter>(script_);
    return make_engine(std::move(parts), std::move(options));
  }

  void script(std::vector<draft::Candidate> candidates, std::string completed = "") {
    draft::Draft draft;
    draft.candidates = std::move(candidates);
    draft.drafted_by = "parser";
    draft.question = std::move(completed);
    script_.draft = std::move(draft);
  }

  ShopFile shop_;
  int opened_ = 0;
  ScriptedDrafter::Script script_{draft::Draft(), {}};
};

TEST_F(EngineTest, TheWholeWay) {
  script({candidate("SELECT SUM(amount) AS total FROM orders", 0.9, "the total amount of orders")});
  const Answer answer = engine()->ask({.id = "7", .text = "total amount?"});
  EXPECT_EQ(answer.status, AnswerStatus::Answered) << (answer.error ? answer.error->message : "");
  EXPECT_EQ(answer.id, "7");
  EXPECT_EQ(answer.question, "total amount?");
  EXPECT_EQ(answer.drafted_by, "parser");
  EXPECT_EQ(answer.reading, "the total amount of orders");
  EXPECT_EQ(answer.confidence, 0.9);
  EXPECT_THAT(answer.sql, HasSubstr("SUM"));
  ASSERT_EQ(answer.row_count, 1u);
  EXPECT_EQ(answer.rows[0][0], Value(std::int64_t{35}));
  EXPECT_EQ(answer.columns[0].name, "total");
  EXPECT_THAT(answer.answer, HasSubstr("35"));
  EXPECT_GT(answer.timings.execute, 0);
}

TEST_F(EngineTest, ADryRunOpensNoDatabase) {
  script({candidate("SELECT COUNT(*) FROM orders", 0.9)});
  const Answer answer = engine()->ask({.text = "how many orders?", .dry_run = true});
  EXPECT_EQ(answer.status, AnswerStatus::Answered);
  EXPECT_THAT(answer.sql, HasSubstr("COUNT"));
  EXPECT_THAT(answer.rows, IsEmpty());
  EXPECT_EQ(answer.answer, "");
  EXPECT_EQ(opened_, 0);
}

TEST_F(EngineTest, TheDatabaseIsOpenedOnce) {
  script({candidate("SELECT COUNT(*) FROM orders", 0.9)});
  const auto shop = engine();
  shop->ask({.text = "how many orders?"});
  shop->ask({.text = "how many orders?"});
  EXPECT_EQ(opened_, 1);
}

TEST_F(EngineTest, ADeclinedQuestionKeepsItsDraftAndSaysWhatToDo) {
  script({candidate("SELECT COUNT(*) FROM orders", 0.2)});
  const Answer answer = engine()->ask({.text = "how many?"});
  EXPECT_EQ(answer.status, AnswerStatus::Declined);
  EXPECT_THAT(answer.sql, HasSubstr("COUNT"));
  ASSERT_TRUE(answer.error);
  EXPECT_EQ(answer.error->code, ErrorCode::Declined);
  EXPECT_THAT(answer.error->hint, HasSubstr("orders, customer"));
  EXPECT_EQ(opened_, 0);
}

TEST_F(EngineTest, ABadQuestionReachesNoDrafter) {
  const Answer answer = engine()->ask({.id = "1", .text = "  "});
  EXPECT_EQ(answer.status, AnswerStatus::Failed);
  EXPECT_EQ(answer.error->code, ErrorCode::BadInput);
  EXPECT_EQ(answer.id, "1");
  EXPECT_EQ(script_.asked.text, "");
}

TEST_F(EngineTest, ADrafterThatCannotTryFails) {
  script_.draft = fail(ErrorCode::Network, "no route");
  const Answer answer = engine()->ask({.text = "how many orders?"});
  EXPECT_EQ(answer.status, AnswerStatus::Failed);
  EXPECT_EQ(answer.error->code, ErrorCode::Network);
}

TEST_F(EngineTest, AFollowUpIsGivenWhatWasSaidAndCompleted) {
  script({candidate("SELECT COUNT(*) FROM customer", 0.9)}, "how many customers are in Oslo?");
  std::string completed;
  const Answer answer =
      engine({.today = Date{14'000}})
          ->ask({.text = "and in Oslo?", .before = {{"how many customers are in Rome?", "SELECT 1"}}}, {}, &completed);
  EXPECT_EQ(completed, "how many customers are in Oslo?");
  EXPECT_EQ(answer.question, "and in Oslo?");
  ASSERT_EQ(script_.asked.before.size(), 1u);
  EXPECT_EQ(script_.asked.before[0].text, "how many customers are in Rome?");
  EXPECT_EQ(script_.asked.today, Date{14'000});
}

TEST_F(EngineTest, RowsAreLimited) {
  script({candidate("SELECT id FROM orders ORDER BY id", 0.9)});
  const Answer answer = engine({.row_limit = 2})->ask({.text = "ids of orders"});
  EXPECT_EQ(answer.row_count, 2u);
  EXPECT_TRUE(answer.truncated);
}

TEST_F(EngineTest, ACancelledQuestionFails) {
  script({candidate("SELECT COUNT(*) FROM orders", 0.9)});
  const CancelToken token;
  token.cancel();
  const Answer answer = engine()->ask({.text = "how many orders?"}, Stop(token));
  EXPECT_EQ(answer.status, AnswerStatus::Failed);
  EXPECT_EQ(answer.error->code, ErrorCode::Cancelled);
}

TEST_F(EngineTest, TypedSqlIsGuardedAndRun) {
  const auto shop = engine();
  const Answer answer = shop->sql("SELECT name FROM customer ORDER BY name");
  EXPECT_EQ(answer.status, AnswerStatus::Answered) << (answer.error ? answer.error->message : "");
  EXPECT_EQ(answer.row_count, 3u);
  EXPECT_EQ(answer.drafted_by, "");
  const Answer refused = shop->sql("DROP TABLE customer");
  EXPECT_EQ(refused.status, AnswerStatus::Failed);
  EXPECT_EQ(refused.sql, "DROP TABLE customer");
  EXPECT_EQ(shop->sql("SELECT name FROM customer").row_count, 3u);
}

TEST_F(EngineTest, RefusedTablesAreRefused) {
  const auto shop = engine({.refused_tables = {"customer"}});
  EXPECT_EQ(shop->sql("SELECT name FROM customer").error->code, ErrorCode::Refused);
  EXPECT_EQ(shop->sql("SELECT COUNT(*) FROM orders").status, AnswerStatus::Answered);
}

TEST_F(EngineTest, ADatabaseThatWentAwayFailsTheQuestion) {
  script({candidate("SELECT COUNT(*) FROM orders", 0.9)});
  const auto shop = engine();
  std::filesystem::remove(shop_.path());
  const Answer answer = shop->ask({.text = "how many orders?"});
  EXPECT_EQ(answer.status, AnswerStatus::Failed);
  EXPECT_EQ(answer.error->code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace sayquel::engine

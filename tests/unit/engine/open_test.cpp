// The engine with its real parts: a SQLite file, its catalog, the grounding and the embedded parser.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "sayquel/engine.h"
#include "unit/engine/shop.h"

namespace sayquel::engine {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class OpenTest : public testing::Test {
 protected:
  Result<std::unique_ptr<Engine>> open() {
    return Engine::open({.database = shop_.path(), .cache_folder = shop_.folder() + "/cache"});
  }
  ShopFile shop_;
};

TEST_F(OpenTest, AnswersAQuestion) {
  const auto engine = open();
  ASSERT_TRUE(engine) << engine.error().message;
  const Answer answer = (*engine)->ask({.text = "How many customers are there?"});
  EXPECT_EQ(answer.status, AnswerStatus::Answered) << (answer.error ? answer.error->message : answer.sql);
  EXPECT_EQ(answer.drafted_by, "parser");
  EXPECT_THAT(answer.answer, HasSubstr("3"));
  EXPECT_EQ((*engine)->database_name(), "shop.sqlite");
  EXPECT_THAT((*engine)->notes(), IsEmpty());
}

// With the catalog on disk a dry run does not so much as open the database: a file of the same size and time that
// holds nothing would do.
TEST_F(OpenTest, ADryRunNeedsOnlyTheCatalog) {
  ASSERT_TRUE(open());
  const auto time = std::filesystem::last_write_time(shop_.path());
  {
    std::fstream file(shop_.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(shop_.path()) / 2));
    for (auto left = std::filesystem::file_size(shop_.path()) / 2; left > 0; --left) file.put('x');
  }
  std::filesystem::last_write_time(shop_.path(), time);
  const auto engine = open();
  ASSERT_TRUE(engine) << engine.error().message;
  const Answer answer = (*engine)->ask({.text = "How many customers are there?", .dry_run = true});
  EXPECT_EQ(answer.status, AnswerStatus::Answered);
  EXPECT_THAT(answer.sql, HasSubstr("customer"));
}

TEST_F(OpenTest, SuggestionsAreAnswered) {
  const auto engine = open();
  ASSERT_TRUE(engine) << engine.error().message;
  const auto questions = (*engine)->suggestions(4);
  EXPECT_THAT(questions, Not(IsEmpty()));
  for (const std::string& question : questions) {
    const Answer answer = (*engine)->ask({.text = question});
    EXPECT_THAT(answer.sql, Not(IsEmpty())) << question;
    EXPECT_NE(answer.status, AnswerStatus::Declined) << question;
    EXPECT_NE(answer.status, AnswerStatus::Failed) << question << ": " << answer.error->message;
  }
}

TEST_F(OpenTest, WhatCannotBeOpenedIsSaid) {
  const auto missing = Engine::open({.database = shop_.folder() + "/nowhere.sqlite"});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
  const auto foreign = Engine::open({.database = "oracle://host/db"});
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().code, ErrorCode::Unsupported);
  EXPECT_FALSE(Engine::open({}));
}

TEST_F(OpenTest, OpeningIsCancelled) {
  const CancelToken token;
  token.cancel();
  const auto engine =
      Engine::open({.database = shop_.path(), .cache_folder = shop_.folder() + "/cache", .stop = Stop(token)});
  ASSERT_FALSE(engine);
  EXPECT_EQ(engine.error().code, ErrorCode::Cancelled);
}

}  // namespace
}  // namespace sayquel::engine

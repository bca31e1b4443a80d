#include "evaluation/question_set.h"

#include <gtest/gtest.h>

#include "evaluation/foreign.h"

namespace sayquel::evaluation {
namespace {

TEST(QuestionSet, ReadsJsonLines) {
  const auto set = parse_question_set(
      "{\"id\": \"q1\", \"database\": \"a/a.sqlite\", \"question\": \"How many?\", \"synonyms\": \"What number?\", "
      "\"gold\": [\"SELECT 1\", \"SELECT 2\"]}\n\n"
      "{\"id\": 7, \"database\": \"b.sqlite\", \"question\": \"Which?\", \"gold\": []}\n",
      "set.jsonl");
  ASSERT_TRUE(set) << set.error().message;
  ASSERT_EQ(set->cases.size(), 2u);
  EXPECT_EQ(set->cases[0].id, "\"q1\"");
  EXPECT_EQ(set->cases[0].question, "How many?");
  EXPECT_EQ(set->cases[0].gold.size(), 2u);
  EXPECT_EQ(set->cases[1].id, "7");
  EXPECT_TRUE(set->cases[1].gold.empty());
}

TEST(QuestionSet, ReadsAnotherWording) {
  const char* text =
      "{\"question\": \"How many?\", \"synonyms\": \"What number?\", \"gold\": [\"SELECT 1\"]}\n"
      "{\"question\": \"Which?\", \"gold\": [\"SELECT 2\"]}\n";
  const auto set = parse_question_set(text, "set.jsonl", "synonyms");
  ASSERT_TRUE(set);
  EXPECT_EQ(set->cases[0].question, "What number?");
  EXPECT_EQ(set->cases[1].question, "Which?");
  EXPECT_EQ(set->without_wording, 1u);
  const auto none = parse_question_set(text, "set.jsonl", "dutch");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::Usage);
}

TEST(QuestionSet, ReadsSpiderAndBird) {
  const auto spider = parse_question_set(
      "[{\"db_id\": \"pets\", \"question\": \"How many pets?\", \"query\": \"SELECT COUNT(*) FROM pets\", \"sql\": "
      "{}}]",
      "dev.json");
  ASSERT_TRUE(spider) << spider.error().message;
  EXPECT_EQ(spider->cases[0].id, "1");
  EXPECT_EQ(spider->cases[0].database, "pets");
  EXPECT_EQ(spider->cases[0].gold[0].sql, "SELECT COUNT(*) FROM pets");
  const auto bird = parse_question_set(
      "[{\"question_id\": 31, \"db_id\": \"pets\", \"question\": \"How many are heavy?\", \"evidence\": \"heavy refers "
      "to weight > 80\", \"SQL\": \"SELECT 1\", \"difficulty\": \"moderate\"}]",
      "dev.json");
  ASSERT_TRUE(bird) << bird.error().message;
  EXPECT_EQ(bird->cases[0].id, "31");
  EXPECT_EQ(bird->cases[0].evidence, "heavy refers to weight > 80");
  EXPECT_EQ(bird->cases[0].difficulty, "moderate");
}

TEST(QuestionSet, SaysWhatIsWrong) {
  for (const auto& [text, message] :
       {std::pair{"", "set holds no questions."},
        std::pair{"{\"gold\": [\"SELECT 1\"]}", "set, line 1 has no \"question\"."},
        std::pair{"{\"question\": \"a\", \"gold\": [\"SELECT 1\"]}\n{broken\n", "set, line 2 is no JSON object."},
        std::pair{"{\"question\": \"a\"}", "set, line 1 has neither \"gold\" nor \"query\" nor \"SQL\"."},
        std::pair{"[{\"question\": \"a\"", "set is no JSON that can be read to its end."},
        std::pair{"[1]", "set, element 1 is no JSON object."}}) {
    const auto set = parse_question_set(text, "set");
    ASSERT_FALSE(set) << text;
    EXPECT_EQ(set.error().message, message);
  }
  EXPECT_EQ(read_question_set("/nowhere/at/all").error().code, ErrorCode::NotFound);
  EXPECT_EQ(read_question_set("/").error().code, ErrorCode::NotFound);
}

TEST(Foreign, AsksEachQuestionOfAnotherDatabase) {
  QuestionSet set;
  for (const char* name : {"a", "b", "a", "c"}) {
    QuestionCase one;
    one.database = name;
    one.gold = {{"SELECT 1", {}}};
    set.cases.push_back(one);
  }
  const auto moved = foreign(set);
  ASSERT_TRUE(moved);
  std::string partners;
  for (const QuestionCase& one : moved->cases) {
    partners += one.database;
    EXPECT_TRUE(one.gold.empty());
  }
  EXPECT_EQ(partners, "bcba");
  set.cases.resize(1);
  EXPECT_EQ(foreign(set).error().code, ErrorCode::Usage);
}

}  // namespace
}  // namespace sayquel::evaluation

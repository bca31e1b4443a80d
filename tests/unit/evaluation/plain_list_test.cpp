#include "evaluation/plain_list.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace sayquel::evaluation {
namespace {

// "id|database|question|gold / gold" for each case.
std::string printed(const QuestionSet& set) {
  std::string text;
  for (const QuestionCase& one : set.cases) {
    text += fmt::format("{}|{}|{}|", one.id, one.database, one.question);
    for (std::size_t i = 0; i < one.gold.size(); ++i)
      text += (i ? " / " : "") + one.gold[i].sql + (one.gold[i].sqlite.empty() ? "" : " ~ " + one.gold[i].sqlite);
    text += '\n';
  }
  return text;
}

TEST(PlainList, ReadsWhatAPersonWritesDown) {
  const auto set = parse_plain_list(
      "# my questions\n"
      "database: shop.sqlite\n"
      "today: 1970-01-02\n"
      "\n"
      "? how many orders\n"
      "? order count\n"
      "SELECT COUNT(*)\n"
      "FROM orders\n"
      "\n"
      "== cities\n"
      "? which cities\n"
      "sql:\n"
      "SELECT city FROM shops\n"
      "or: SELECT DISTINCT city FROM shops\n"
      "sqlite:\n"
      "SELECT city FROM shop\n"
      "? what next year\n"
      "expect: declined\n"
      "options: may ask\n",
      "mine.txt");
  ASSERT_TRUE(set) << set.error().message;
  EXPECT_EQ(printed(*set),
            "1|shop.sqlite|how many orders|SELECT COUNT(*)\nFROM orders\n"
            "2|shop.sqlite|order count|SELECT COUNT(*)\nFROM orders\n"
            "\"cities-1\"|shop.sqlite|which cities|SELECT city FROM shops / SELECT DISTINCT city FROM shops ~ SELECT "
            "city FROM shop\n"
            "4|shop.sqlite|what next year|\n");
  ASSERT_TRUE(set->today);
  EXPECT_EQ(set->today->days, 1);
}

TEST(PlainList, LeavesOutTheLaterTurnsOfAConversation) {
  const auto set = parse_plain_list(
      "? first\nSELECT 1\n> and then\nsql:\nSELECT 2\n> and then again\nSELECT 3\n== next\n? second\nSELECT 4\n",
      "mine.txt");
  ASSERT_TRUE(set) << set.error().message;
  EXPECT_EQ(printed(*set), "1||first|SELECT 1\n\"next-1\"||second|SELECT 4\n");
  EXPECT_EQ(set->follow_ups, 2u);
}

TEST(PlainList, SaysWhichLineIsWrong) {
  for (const auto& [text, message] : {
           std::pair{"SELECT 1\n", "mine.txt, line 1: `SELECT 1` belongs to no question: write `? QUESTION` above it."},
           std::pair{"? a\n\n== b\n",
                     "mine.txt, line 3: the question of line 1 has neither SQL nor `expect: declined`."},
           std::pair{"? a\n", "mine.txt, line 2: the question of line 1 has neither SQL nor `expect: declined`."},
           std::pair{"? a\nexpect: much\n", "mine.txt, line 2: `expect: much` is not known."},
           std::pair{"? a\nsqlite:\n", "mine.txt, line 2: `sqlite:` stands under the query that it replaces."},
           std::pair{"? a\nsql:\n? b\nSELECT 1\n", "mine.txt, line 3: the question of line 1 has an empty query."},
           std::pair{"today: soon\n? a\nSELECT 1\n", "`soon` is no day"},
       }) {
    const auto set = parse_plain_list(text, "mine.txt");
    ASSERT_FALSE(set) << text;
    EXPECT_EQ(set.error().message.find(message), 0u) << set.error().message;
  }
}

// The example's own question files are in this format.
TEST(PlainList, ReadsTheExamplesQuestions) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(SAYQUEL_SOURCE_DIR "/examples/tickit/questions")) {
    if (entry.path().extension() != ".txt") continue;
    ++files;
    const auto set = read_question_set(entry.path().string());
    ASSERT_TRUE(set) << set.error().message;
    EXPECT_GE(set->cases.size(), 10u) << entry.path();
    for (const QuestionCase& one : set->cases) EXPECT_FALSE(one.question.empty());
  }
  EXPECT_GE(files, 5u);
}

}  // namespace
}  // namespace sayquel::evaluation

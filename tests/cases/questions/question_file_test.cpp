#include "cases/questions/question_file.h"

#include <gtest/gtest.h>

namespace sayquel::questions {
namespace {

constexpr const char* kHead = "database: tickit\nrequire: 1 of 1\n";

TEST(QuestionFile, ReadsWordingsQueriesAndOptions) {
  const auto file = parse_question_file("sample", R"(# a comment
database: tickit
today: 2008-11-15
require: 3 of 4
require first: 2 of 2

== buyers
? who buys most
? top buyer
options: ordered by bought; may ask
sql:
SELECT 1
FROM sales
sqlite:
SELECT 2
or:
SELECT 3

== weather
? is it raining
expect: declined
> and tomorrow?
sql:
SELECT 4
)");
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(to_text(*file->today), "2008-11-15");
  EXPECT_EQ(file->wordings.right, 3u);
  EXPECT_EQ(file->first_ones->of, 2u);
  ASSERT_EQ(file->cases.size(), 2u);
  const Turn& buyers = file->cases[0].turns[0];
  EXPECT_EQ(buyers.wordings, (std::vector<std::string>{"who buys most", "top buyer"}));
  EXPECT_EQ(buyers.line, 8u);
  EXPECT_EQ(buyers.ordered_by, "bought");
  EXPECT_TRUE(buyers.may_ask);
  EXPECT_FALSE(buyers.fraction);
  ASSERT_EQ(buyers.accepted.size(), 2u);
  EXPECT_EQ(buyers.accepted[0].sql, "SELECT 1\nFROM sales");
  EXPECT_EQ(buyers.accepted[0].sqlite, "SELECT 2");
  EXPECT_EQ(buyers.accepted[1].sql, "SELECT 3");
  ASSERT_EQ(file->cases[1].turns.size(), 2u);
  EXPECT_TRUE(file->cases[1].turns[0].accepted.empty());
  EXPECT_EQ(file->cases[1].turns[1].accepted[0].sql, "SELECT 4");
}

struct Broken {
  const char* text;
  const char* told;
};

TEST(QuestionFile, TellsWhatDoesNotFollowTheFormatAndWhere) {
  const Broken cases[] = {
      {"== a\n? one\nsql:\nSELECT 1\n== a\n? two\nsql:\nSELECT 1\n", "sample.txt:7: a second block named a"},
      {"== a\n? one\n", "a needs either sql: or expect: declined"},
      {"== a\n? one\nexpect: declined\nsql:\nSELECT 1\n", "a needs either sql: or expect: declined"},
      {"== a\n? one\nsql:\n", "a has an empty query"},
      {"== a\n", "a has no wording"},
      {"== a\n? one\nsql:\nSELECT 1\n? two\n", "sample.txt:7: a wording after its answer"},
      {"== a\n? one\nsql:\nSELECT 1\n> two\n> three\n", "sample.txt:8: a follow-up has one wording"},
      {"== a\n> one\nsql:\nSELECT 1\n", "sample.txt:4: a block begins with '?'"},
      {"== a\n? one\noptions: sorted\nsql:\nSELECT 1\n", "sample.txt:5: the option 'sorted' is not known"},
      {"== a\n? one\nexpect: maybe\n", "sample.txt:5: expect: maybe is not known"},
      {"== a\n? one\nsqlite:\nSELECT 1\n", "sqlite: without the query"},
      {"? one\n", "sample.txt:3: a wording before the first block"},
      {"== a\n? one\nSELECT 1\n", "'SELECT 1' belongs to nothing"},
      {"== a\n? one\n? two\nsql:\nSELECT 1\n", "2 wordings in 1 blocks, which is not what its head says"},
  };
  for (const Broken& broken : cases) {
    const auto file = parse_question_file("sample", std::string(kHead) + broken.text);
    ASSERT_FALSE(file) << broken.text;
    EXPECT_NE(file.error().message.find(broken.told), std::string::npos) << file.error().message;
    EXPECT_EQ(file.error().code, ErrorCode::BadInput);
  }
}

}  // namespace
}  // namespace sayquel::questions

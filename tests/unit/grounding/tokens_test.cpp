#include "grounding/tokens.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace sayquel::grounding {
namespace {

std::string shown(const char* question) {
  std::vector<std::string> parts;
  for (const Token& token : tokenize(question).list) {
    std::string text = token.kind == TokenKind::Quoted   ? "'" + token.text + "'"
                       : token.kind == TokenKind::Number ? "#" + token.digits
                                                         : token.lower;
    if (token.possessive) text += "'s";
    if (token.ordinal) text += "th";
    if (token.percent) text += "%";
    if (token.money) text += "$";
    parts.push_back(text);
  }
  return base::join(parts, " ");
}

TEST(Tokenize, CutsQuestionsIntoWordsNumbersAndQuotedText) {
  const struct {
    const char *question, *tokens;
  } cases[] = {
      {"How many heads are older than 56 ?", "how many heads are older than #56 ?"},
      {"What's the students' average age?", "what is the students's average age ?"},
      {"Show O'Brien's orders", "show obrien's orders"},
      {"who don't have pets", "who do not have pets"},
      {"clients who can't, won't", "clients who can not , will not"},
      {"named \"San Diego\"", "named 'San Diego'"},
      {"named 'O'Neill'", "named 'O'Neill'"},
      {"the name is \xE2\x80\x9CRock \xE2\x80\x93 n\xE2\x80\x9D", "the name is 'Rock \xE2\x80\x93 n'"},
      {"over $1,000.50", "over #1000.50$"},
      {"more than two hundred and fifty people", "more than #250 people"},
      {"twenty-five sellers", "#25 sellers"},
      {"1.5 million rows", "#1500000 rows"},
      {"10k users", "#10000 users"},
      {"the third and 2nd", "the #3th and #2th"},
      {"grew 12% or five percent", "grew #12% or #5%"},
      {"on 2008-01-05 or 1/5/2008", "on 2008 01 05 or 1 5 2008"},
      {"-5 degrees", "#-5 degrees"},
      {"from 1-5", "from 1 5"},
      {"id >= 3", "id >= #3"},
      {"jane@example.com", "jane example com"},
  };
  for (const auto& c : cases) EXPECT_EQ(shown(c.question), c.tokens) << c.question;
}

TEST(Tokenize, StopsAtItsLimitAndSaysSo) {
  std::string many;
  for (int i = 0; i < 300; ++i) many += "word ";
  const Tokens tokens = tokenize(many, 200);
  EXPECT_EQ(tokens.list.size(), 200u);
  EXPECT_TRUE(tokens.cut);
}

TEST(Tokenize, KeepsWhereEachTokenStood) {
  const std::string question = "Total  sales, 'Royce Hall'";
  for (const Token& token : tokenize(question).list) {
    ASSERT_LE(token.end, question.size());
    EXPECT_LT(token.begin, token.end);
  }
  EXPECT_EQ(tokenize(question).list.back().text, "Royce Hall");
}

TEST(Stem, JoinsTheFormsOfAWord) {
  EXPECT_EQ(stem("sellers"), stem("seller"));
  EXPECT_EQ(stem("cities"), stem("city"));
}

}  // namespace
}  // namespace sayquel::grounding

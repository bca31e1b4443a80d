#include "answer/verify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sayquel::answer {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

execute::Rows buyers() {
  execute::Rows rows;
  rows.columns = {{"buyer", {TypeKind::Text, "TEXT"}},
                  {"total_paid", {TypeKind::Decimal, "DECIMAL(10,2)"}},
                  {"last_sale", {TypeKind::Date, "DATE"}},
                  {"share", {TypeKind::Float, "DOUBLE"}}};
  rows.rows = {{std::string("Jane Doe"), Decimal{"12345.60"}, Date{13883}, 0.125},
               {std::string("Blink 182"), Decimal{"1000.00"}, Date{13914}, 2.0 / 3},
               {std::string("Zo\xC3\xAB O'Neil"), Decimal{"-7"}, Null{}, 1234.1000000000001}};
  return rows;
}

TEST(CheckSentence, LetsPassWhatTheRowsSay) {
  const char* sentences[] = {"Jane Doe spent 12,345.60.",
                             "Jane Doe spent $12,345.60 (12.5%).",
                             "Jane spent about 12,346 on January 5, 2008.",
                             "The 3 buyers are Jane Doe, Blink 182 and Zo\xC3\xAB O'Neil.",
                             "There are three buyers.",
                             "Jane Doe spent about 12.3 thousand.",
                             "Jane Doe spent roughly 12,000.",
                             "The sum is -7.",
                             "On 5 January 2008, Doe paid 12345.6.",
                             "In January 2008 it was 1,000.",
                             "In 2008, two of the top 2 paid.",
                             "It was 1,234.10.",
                             "It happened in Q1 2008 and on 2008-02-05.",
                             "Blink 182 paid about 66.67%.",
                             "The one who paid most is Jane Doe.",
                             "Which one of them paid is unknown.",
                             "Total paid by buyer: Jane Doe (12,345.60)."};
  for (const char* sentence : sentences)
    EXPECT_THAT(check_sentence(sentence, buyers(), "Who are the top 2 buyers?"), IsEmpty()) << sentence;
}

TEST(CheckSentence, NamesWhatTheRowsDoNotSay) {
  const struct {
    const char* sentence;
    std::vector<std::string> unsupported;
  } cases[] = {
      {"Jane Doe spent 12,345.", {"12,345"}},
      {"Jane Doe spent 12,345.61.", {"12,345.61"}},
      {"Jane Doe spent about 12,400.", {"12,400"}},
      {"There are five buyers.", {"five"}},
      {"There are twenty-three buyers and two hundred more.", {"twenty-three", "two hundred"}},
      {"She paid on January 6, 2008.", {"January 6 2008"}},
      {"She paid on January 5, 2009.", {"January 5 2009"}},
      {"She paid in March.", {"March"}},
      {"She paid at 14:30.", {"14:30"}},
      {"She paid 1.2 million.", {"1.2 million"}},
      {"The buyer is John Doe.", {"John"}},
      {"The sum is 7.", {"7"}},
      {"It was in Q2 2008.", {"Q2 2008"}},
      {"The share is 13%.", {"13"}},
  };
  for (const auto& c : cases)
    EXPECT_THAT(check_sentence(c.sentence, buyers(), "Who are the top 2 buyers?"),
                ::testing::ElementsAreArray(c.unsupported))
        << c.sentence;
}

TEST(CheckSentence, TakesWhatCodeComputed) {
  EXPECT_THAT(check_sentence("The average is 42.5.", buyers(), "", {Decimal{"42.50"}}), IsEmpty());
  EXPECT_THAT(check_sentence("The average is 42.5.", buyers(), ""), ElementsAre("42.5"));
}

TEST(CheckSentence, ANumberInsideAStoredNameIsNoClaim) {
  EXPECT_THAT(check_sentence("Blink 182 played.", buyers(), ""), IsEmpty());
  EXPECT_THAT(check_sentence("182 people came.", {}, ""), ElementsAre("182"));
}

}  // namespace
}  // namespace sayquel::answer

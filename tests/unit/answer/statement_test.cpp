#include "answer/wording/statement.h"

#include <gtest/gtest.h>

#include <string>

namespace sayquel::answer {
namespace {

TEST(CountStatement, MovesTheQuestionsOwnWords) {
  const struct {
    const char* question;
    std::uint64_t count;
    const char* statement;
  } cases[] = {{"How many venues hosted Macbeth?", 41, "41 venues hosted Macbeth."},
               {"how many venues hosted Macbeth", 1, "1 venue hosted Macbeth."},
               {"How many venues hosted Macbeth?", 0, "No venues hosted Macbeth."},
               {"How many venues are there in California?", 1234, "There are 1,234 venues in California."},
               {"How many venues are there in California?", 1, "There is 1 venue in California."},
               {"How many events were there in 2008?", 0, "There were no events in 2008."},
               {"How many venues are in California?", 1, "1 venue is in California."},
               {"How many users have bought tickets?", 1, "1 user has bought tickets."},
               {"How many venues in California?", 3, "There are 3 venues in California."},
               {"How many tickets were sold in 2008?", 345349, "345,349 tickets were sold in 2008."},
               {"Please, how many users never bought a ticket?", 5, ""},
               {"How many users that live in CA bought tickets?", 7, "7 users that live in CA bought tickets."},
               {"How many tickets did Jane buy?", 5, ""},
               {"How many times was Macbeth held?", 5, ""},
               {"How many tickets has Jane bought?", 5, ""},
               {"How many seats does Royce Hall have?", 5, ""},
               {"How many venues are there and how many events?", 5, ""},
               {"How much is it?", 5, ""},
               {"", 5, ""}};
  for (const auto& c : cases) EXPECT_EQ(count_statement(c.question, c.count).value_or(""), c.statement) << c.question;
}

std::string framed(const std::optional<StatementFrame>& frame) {
  return frame ? frame->before + "X" + frame->after : "";
}

TEST(ValueFrame, PutsTheValueWhereTheQuestionAsksForIt) {
  const struct {
    const char *question, *sentence;
  } cases[] = {{"What were the total sales on January 5, 2008?", "The total sales on January 5, 2008 were X."},
               {"What is the average price of a ticket?", "The average price of a ticket is X."},
               {"What's the highest price?", "The highest price is X."},
               {"Total commissions generated for Macbeth at Royce Hall",
                "The total commissions generated for Macbeth at Royce Hall are X."},
               {"Number of venues where the show Macbeth was held",
                "The number of venues where the show Macbeth was held is X."},
               {"How much was spent on Macbeth?", "X was spent on Macbeth."},
               {"How much did Jane spend?", ""},
               {"What is the price and what is the commission?", ""},
               {"Sales?", ""}};
  for (const auto& c : cases) EXPECT_EQ(framed(value_frame(c.question)), c.sentence) << c.question;
}

TEST(NamesFrame, AgreesWithTheNumberOfRows) {
  const struct {
    const char* question;
    std::size_t rows;
    const char* sentence;
  } cases[] = {{"Which state has the most venues?", 1, "X has the most venues."},
               {"Which state has the most venues?", 3, ""},
               {"Which venues are in California?", 3, "X are in California."},
               {"Which venues are in California?", 1, "X is in California."},
               {"Who are the top 5 buyers?", 5, "The top 5 buyers are X."},
               {"Who are the top 5 buyers?", 3, ""},
               {"Who are the 5 people who spent the most on tickets for events?", 5,
                "The 5 people who spent the most on tickets for events are X."},
               {"Who bought the most tickets?", 1, "X bought the most tickets."},
               {"What were the 10 events for which tickets took the longest to sell?", 10,
                "The 10 events for which tickets took the longest to sell were X."},
               {"What is the most popular state?", 1, "The most popular state is X."},
               {"What is the most popular state?", 2, ""},
               {"the top five sellers names in San Diego, based on the number of tickets sold in 2008?", 5,
                "The top five sellers names in San Diego, based on the number of tickets sold in 2008: X."},
               {"Which venue did Macbeth play at?", 1, ""},
               {"the most popular state to host events", 1, "The most popular state to host events is X."},
               {"the most popular states", 2, ""},
               {"Show me the venues", 3, ""}};
  for (const auto& c : cases) EXPECT_EQ(framed(names_frame(c.question, c.rows)), c.sentence) << c.question;
}

TEST(Covers, WantsEveryNumberNameAndNegationInTheQuery) {
  const struct {
    const char *sql, *question;
    bool covered;
  } cases[] = {
      {"SELECT COUNT(*) FROM event WHERE eventname = 'Macbeth'", "How many venues hosted Macbeth?", true},
      {"SELECT COUNT(*) FROM event", "How many venues hosted Macbeth?", false},
      {"SELECT name FROM users ORDER BY n DESC LIMIT 5", "Who are the top five buyers?", true},
      {"SELECT name FROM users ORDER BY n DESC LIMIT 10", "Who are the top five buyers?", false},
      {"SELECT SUM(x) FROM sales WHERE d >= '2008-01-05' AND d < '2008-01-06'",
       "What were the total sales on January 5, 2008?", true},
      {"SELECT SUM(x) FROM sales WHERE d >= '2008-02-05'", "What were the total sales on January 5, 2008?", false},
      {"SELECT SUM(x) FROM sales WHERE month = 'JAN' AND year = 2008", "What were the total sales in January 2008?",
       true},
      {"SELECT COUNT(*) FROM venue WHERE state = 'CA'", "How many venues are in California?", false},
      {"SELECT COUNT(*) FROM users", "How many users never bought a ticket?", false},
      {"SELECT COUNT(*) FROM users WHERE NOT EXISTS (SELECT 1)", "How many users never bought a ticket?", true}};
  for (const auto& c : cases) EXPECT_EQ(covers(c.sql, c.question), c.covered) << c.question << " " << c.sql;
}

TEST(YesNo, KnowsWhatYesAnswers) {
  EXPECT_TRUE(yes_no("Are there any venues in Texas?").any);
  EXPECT_TRUE(yes_no("Did anyone buy tickets in 2008?").any);
  EXPECT_TRUE(yes_no("Did more than 100 people buy tickets?").asked);
  EXPECT_FALSE(yes_no("Did more than 100 people buy tickets?").any);
  EXPECT_FALSE(yes_no("How many venues are there?").asked);
}

}  // namespace
}  // namespace sayquel::answer

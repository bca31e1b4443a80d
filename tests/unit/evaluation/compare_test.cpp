#include "evaluation/compare.h"

#include <gtest/gtest.h>

namespace sayquel::evaluation {
namespace {

using Rows = std::vector<Row>;

Value text(const char* words) { return std::string(words); }
Value whole(std::int64_t number) { return number; }

struct Case {
  const char* name;
  Rows expected, actual;
  bool ordered, same_rows, same_sets;
};

const Value kOne = whole(1), kTwo = whole(2), kA = text("a"), kB = text("b");

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {"the same", {{kOne, kA}, {kTwo, kB}}, {{kOne, kA}, {kTwo, kB}}, true, true, true},
      {"rows in another order", {{kOne}, {kTwo}}, {{kTwo}, {kOne}}, false, true, true},
      {"rows in another order, where it counts", {{kOne}, {kTwo}}, {{kTwo}, {kOne}}, true, false, true},
      {"columns in another order", {{kOne, kA}, {kTwo, kB}}, {{kA, kOne}, {kB, kTwo}}, true, true, false},
      {"values of one row in another", {{kOne, kA}, {kTwo, kB}}, {{kOne, kB}, {kTwo, kA}}, false, false, false},
      {"a row twice", {{kOne}, {kOne}, {kTwo}}, {{kOne}, {kTwo}, {kTwo}}, false, false, true},
      {"a row fewer", {{kOne}, {kOne}}, {{kOne}}, false, false, true},
      {"a column more", {{kOne}}, {{kOne, kA}}, false, false, false},
      {"nothing, whatever the columns", {}, {}, true, true, true},
      {"nothing against something", {}, {{kOne}}, false, false, false},
      {"a whole number, a fraction and a truth", {{kOne, kOne}}, {{Value(1.0), Value(true)}}, false, true, true},
      {"a number and its text", {{kOne}}, {{text("1")}}, false, false, false},
      {"NULL and NULL", {{Value(Null{})}}, {{Value(Null{})}}, false, true, true},
      {"NULL and nothing in it", {{Value(Null{})}}, {{text("")}}, false, false, false},
      {"a date and its text", {{Value(Date{0})}}, {{text("1970-01-01")}}, false, true, true},
      {"a decimal and a number", {{Value(Decimal{"1.50"})}}, {{Value(1.5)}}, false, true, true},
      {"bytes and text", {{Value(Blob{"a"})}}, {{kA}}, false, false, false},
      {"case counts", {{kA}}, {{text("A")}}, false, false, false},
      {"bytes that are no UTF-8 are left out", {{text("a\xff")}}, {{kA}}, false, true, true},
      {"integers past what a double holds",
       {{whole(9007199254740993)}},
       {{whole(9007199254740992)}},
       false,
       false,
       false},
      {"columns of equal values, one order fits",
       {{kOne, kTwo, kA}, {kTwo, kOne, kB}},
       {{kTwo, kOne, kA}, {kOne, kTwo, kB}},
       true,
       true,
       false},
  };
  return all;
}

TEST(Compare, FollowsTheTwoDefinitions) {
  for (const Case& one : cases()) {
    EXPECT_EQ(same_rows(one.expected, one.actual, one.ordered), one.same_rows) << one.name;
    EXPECT_EQ(same_sets(one.expected, one.actual), one.same_sets) << one.name;
  }
}

// Six equal columns have 6^6 choices to try, of which the 1,866th is an order; of eight, the first order comes after
// more than are tried: it gives up, as the definition's own program does.
TEST(Compare, GivesUpAfterManyOrdersOfColumns) {
  EXPECT_TRUE(same_rows({Row(6, kOne), Row(6, kTwo)}, {Row(6, kTwo), Row(6, kOne)}, false));
  EXPECT_FALSE(same_rows({Row(8, kOne), Row(8, kTwo)}, {Row(8, kTwo), Row(8, kOne)}, false));
}

}  // namespace
}  // namespace sayquel::evaluation

#include "cases/questions/compare.h"

#include <gtest/gtest.h>

namespace sayquel::questions {
namespace {

const Value kNull = Null{};
Value whole(std::int64_t value) { return value; }
Value text(const char* value) { return std::string(value); }

struct Example {
  const char* name;
  Table expected, actual;
  Comparison comparison;
  bool right;
};

TEST(Compare, KnowsWhatIsTheSame) {
  const Example examples[] = {
      {"one number", {{"n"}, {{whole(3)}}}, {{"count"}, {{3.0}}}, {}, true},
      {"another number", {{"n"}, {{whole(3)}}}, {{"count"}, {{whole(4)}}}, {}, false},
      {"an exact decimal", {{"n"}, {{0.15}}}, {{"n"}, {{Decimal{"0.15"}}}}, {}, true},
      {"rounded to cents", {{"n"}, {{2.3456}}}, {{"n"}, {{2.35}}}, {}, true},
      {"rounded to tenths", {{"n"}, {{2.3456}}}, {{"n"}, {{2.3}}}, {}, false},
      {"a large sum in floating point", {{"n"}, {{57177356.1}}}, {{"n"}, {{57177356.100000001}}}, {}, true},
      {"percent as a fraction", {{"n"}, {{25.5}}}, {{"n"}, {{0.255}}}, {.ordered_by = {}, .fraction = true}, true},
      {"percent as a fraction, not allowed", {{"n"}, {{25.5}}}, {{"n"}, {{0.255}}}, {}, false},
      {"NULL is no zero", {{"n"}, {{kNull}}}, {{"n"}, {{whole(0)}}}, {}, false},
      {"a Boolean of SQLite", {{"n"}, {{true}}}, {{"n"}, {{whole(1)}}}, {}, true},
      {"a day as text", {{"d"}, {{text("2008-01-05")}}}, {{"d"}, {{Date{13883}}}}, {}, true},
      {"a day as its midnight", {{"d"}, {{text("2008-01-05 00:00:00")}}}, {{"d"}, {{Date{13883}}}}, {}, true},
      {"rows in any order", {{"a"}, {{whole(1)}, {whole(2)}}}, {{"a"}, {{whole(2)}, {whole(1)}}}, {}, true},
      {"rows in order", {{"a"}, {{whole(2)}, {whole(1)}}}, {{"a"}, {{whole(1)}, {whole(2)}}}, {"a"}, false},
      {"equal keys change places",
       {{"a", "k?"}, {{whole(1), whole(9)}, {whole(2), whole(9)}, {whole(3), whole(8)}}},
       {{"a"}, {{whole(2)}, {whole(1)}, {whole(3)}}},
       {"k"},
       true},
      {"columns in any order, and one more",
       {{"a", "b"}, {{whole(1), text("x")}, {whole(2), text("y")}}},
       {{"id", "b", "a"}, {{whole(7), text("x"), whole(1)}, {whole(8), text("y"), whole(2)}}},
       {},
       true},
      {"a column is missing", {{"a", "b"}, {{whole(1), text("x")}}}, {{"a"}, {{whole(1)}}}, {}, false},
      {"an optional column is missing", {{"a?", "b"}, {{whole(1), text("x")}}}, {{"b"}, {{text("x")}}}, {}, true},
      {"values in the wrong rows",
       {{"a", "b"}, {{whole(1), text("x")}, {whole(2), text("y")}}},
       {{"a", "b"}, {{whole(1), text("y")}, {whole(2), text("x")}}},
       {},
       false},
      {"one column cannot stand for two", {{"a", "b"}, {{whole(1), whole(1)}}}, {{"a"}, {{whole(1)}}}, {}, false},
      {"a row too many", {{"a"}, {{whole(1)}}}, {{"a"}, {{whole(1)}, {whole(1)}}}, {}, false},
      {"a row twice instead of another",
       {{"a"}, {{whole(1)}, {whole(1)}, {whole(2)}}},
       {{"a"}, {{whole(1)}, {whole(2)}, {whole(2)}}},
       {},
       false},
      {"names in one column",
       {{"first", "last"}, {{text("Jane"), text("Doe")}}},
       {{"name"}, {{text("Jane Doe")}}},
       {},
       true},
      {"only half of the name",
       {{"first", "last"}, {{text("Jane"), text("Doe")}}},
       {{"n"}, {{text("Jane")}}},
       {},
       false},
      {"no rows", {{"a"}, {}}, {{"a"}, {}}, {}, true},
  };
  for (const Example& example : examples) {
    const auto why = difference(example.expected, example.actual, example.comparison);
    EXPECT_EQ(!why, example.right) << example.name << ": " << why.value_or("the same");
  }
}

TEST(Compare, ReadsLabelsHoweverTheyAreWritten) {
  struct Written {
    const char* column;
    Value expected, actual;
    bool right;
  };
  const Written cases[] = {
      {":month", text("JAN"), text("January"), true},   {":month", text("JAN"), whole(1), true},
      {":month", text("DEC"), text("2008-12"), true},   {":month", text("JAN"), Date{13879}, true},
      {":month", text("JAN"), text("JUN"), false},      {":month", text("JAN"), whole(2), false},
      {":quarter", text("2"), whole(2), true},          {":quarter", text("2"), text("Q2"), true},
      {":quarter", text("2"), text("2008-Q2"), true},   {":quarter", text("2"), text("2008-04-01"), true},
      {":quarter", text("2"), text("2008-07"), false},  {":weekday", text("SU"), text("Sunday"), true},
      {":weekday", text("SU"), whole(0), true},         {":weekday", text("MO"), whole(1), true},
      {":weekday", text("MO"), text("Tuesday"), false},
  };
  for (const Written& written : cases) {
    const auto why = difference({{written.column}, {{written.expected}}}, {{"x"}, {{written.actual}}}, {});
    EXPECT_EQ(!why, written.right) << written.column << " " << to_text(written.expected) << " "
                                   << to_text(written.actual);
  }
}

TEST(Compare, SaysWhy) {
  EXPECT_EQ(difference({{"a"}, {{whole(1)}}}, {{"a"}, {}}, {}), "0 rows instead of 1");
  EXPECT_EQ(difference({{"a"}, {{whole(1)}}}, {{"a"}, {{whole(2)}}}, {}), "no column has the values of 'a'");
  EXPECT_EQ(difference({{"a"}, {{whole(1)}}}, {{"a"}, {{whole(1)}}}, {"b"}),
            "the query has no column 'b' to be ordered by");
}

}  // namespace
}  // namespace sayquel::questions

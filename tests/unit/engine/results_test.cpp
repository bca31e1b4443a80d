#include "engine/results.h"

#include <gtest/gtest.h>

namespace sayquel::engine {
namespace {

execute::Rows rows(std::vector<Row> values, bool truncated = false) {
  execute::Rows out;
  out.columns.resize(values.empty() ? 1 : values[0].size());
  out.rows = std::move(values);
  out.truncated = truncated;
  return out;
}

Value integer(std::int64_t value) { return value; }
Value text(const char* value) { return std::string(value); }

TEST(Agree, NumbersCompareByWorth) {
  const std::pair<Value, Value> equal[] = {
      {integer(5), Decimal{"5.00"}},
      {integer(5), 5.0},
      {Decimal{"0.50"}, 0.5},
      {Decimal{"-0.0"}, integer(0)},
      {0.1 + 0.2, 0.3},
      {true, integer(1)},
      {Decimal{"100"}, integer(100)},
      {Null{}, Null{}},
      {text("a"), text("a")},
      {Date{5}, Date{5}},
      {-0.0, integer(0)},
      {1e14, integer(100'000'000'000'000)},
  };
  for (const auto& [left, right] : equal)
    EXPECT_TRUE(agree(rows({{left}}), rows({{right}}), false)) << to_text(left) << " " << to_text(right);
  const std::pair<Value, Value> different[] = {
      {integer(5), integer(6)}, {integer(5), text("5")}, {Null{}, integer(0)}, {Null{}, text("")},
      {Decimal{"5.01"}, 5.0},   {text("a"), text("A")},  {Date{5}, Date{6}},
  };
  for (const auto& [left, right] : different)
    EXPECT_FALSE(agree(rows({{left}}), rows({{right}}), false)) << to_text(left) << " " << to_text(right);
}

TEST(Agree, OrderCountsOnlyWhereItIsAskedFor) {
  const auto up = rows({{integer(1)}, {integer(2)}}), down = rows({{integer(2)}, {integer(1)}});
  EXPECT_TRUE(agree(up, down, false));
  EXPECT_FALSE(agree(up, down, true));
  EXPECT_TRUE(agree(up, up, true));
}

TEST(Agree, RowsAreABagAndCellsDoNotRunTogether) {
  EXPECT_FALSE(agree(rows({{integer(1)}, {integer(1)}}), rows({{integer(1)}}), false));
  EXPECT_FALSE(agree(rows({{text("ab"), text("c")}}), rows({{text("a"), text("bc")}}), false));
  EXPECT_FALSE(agree(rows({{integer(1), integer(2)}}), rows({{integer(1)}}), false));
}

TEST(Agree, WhatALimitCutComparesAsItStands) {
  EXPECT_TRUE(agree(rows({{integer(1)}}, true), rows({{integer(1)}}, true), false));
  EXPECT_FALSE(agree(rows({{integer(1)}}, true), rows({{integer(1)}}, false), false));
}

}  // namespace
}  // namespace sayquel::engine

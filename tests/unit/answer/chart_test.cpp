#include "answer/chart.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace sayquel::answer {
namespace {

using Json = nlohmann::json;

ShapedColumn column(Role role, std::string words) {
  ShapedColumn out;
  out.role = role;
  out.words = std::move(words);
  return out;
}

// A shape as shape_of() makes it for these columns: the first label names the rows, the last measure measures them.
ResultShape shape_with(std::vector<ShapedColumn> columns, bool grouped = true) {
  ResultShape shape;
  shape.columns = std::move(columns);
  shape.grouped = grouped;
  for (const Role role : {Role::Label, Role::Time})
    if (shape.label.empty() && !shape.columns_of(role).empty()) shape.label = {shape.columns_of(role).front()};
  if (const auto measures = shape.columns_of(Role::Measure); !measures.empty()) shape.measure = measures.back();
  return shape;
}

std::vector<Row> numbered(std::size_t count, const std::string& name = "State ") {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < count; ++i) rows.push_back({name + std::to_string(i), static_cast<std::int64_t>(i + 1)});
  return rows;
}

TEST(Chart, DrawsBarsForOneCategoryAndOneNumberAsTheRowsAreSorted) {
  const auto chart = make_chart(shape_with({column(Role::Label, "state"), column(Role::Measure, "number of venues")}),
                                numbered(5, "S"), "Venues by state");
  ASSERT_TRUE(chart);
  const Json spec = Json::parse(*chart);
  EXPECT_EQ(spec["$schema"], "https://vega.github.io/schema/vega-lite/v5.json");
  EXPECT_EQ(spec["mark"]["type"], "bar");
  EXPECT_EQ(spec["encoding"]["x"]["field"], "state");
  EXPECT_TRUE(spec["encoding"]["x"]["sort"].is_null());
  EXPECT_EQ(spec["encoding"]["y"]["title"], "Number of venues");
  EXPECT_EQ(spec["data"]["values"].size(), 5u);
  EXPECT_EQ(spec["data"]["values"][4]["state"], "S4");
  EXPECT_EQ(spec["data"]["values"][4]["number of venues"], 5);
  EXPECT_FALSE(spec["data"].contains("url"));
  EXPECT_EQ(chart_columns(chart).kind, ChartKind::Bar);
  EXPECT_EQ(chart_columns(chart).number, 1u);
}

TEST(Chart, LaysLongNamesDown) {
  const auto chart = make_chart(shape_with({column(Role::Label, "event"), column(Role::Measure, "sales")}),
                                numbered(3, "A rather long event name "), "");
  ASSERT_TRUE(chart);
  EXPECT_EQ(Json::parse(*chart)["encoding"]["y"]["field"], "event");
}

TEST(Chart, DrawsALineOverTime) {
  const std::vector<Row> rows = {{Date{13879}, Decimal{"10.50"}}, {Date{13910}, Null{}}, {Date{13939}, Decimal{"12"}}};
  const auto chart =
      make_chart(shape_with({column(Role::Time, "month"), column(Role::Measure, "sales")}), rows, "Sales by month");
  ASSERT_TRUE(chart);
  const Json spec = Json::parse(*chart);
  EXPECT_EQ(spec["mark"]["type"], "line");
  EXPECT_EQ(spec["encoding"]["x"]["type"], "temporal");
  EXPECT_EQ(spec["data"]["values"][0]["month"], "2008-01-01T00:00:00");
  EXPECT_EQ(spec["data"]["values"][0]["sales"], 10.5);
  EXPECT_TRUE(spec["data"]["values"][1]["sales"].is_null());
}

TEST(Chart, DrawsPointsForTwoNumbersAndGroupsForTwoCategories) {
  const std::vector<Row> pairs = {{std::int64_t{1}, 2.5}, {std::int64_t{2}, 3.5}};
  const auto points =
      make_chart(shape_with({column(Role::Measure, "seats"), column(Role::Measure, "price")}, false), pairs, "");
  ASSERT_TRUE(points);
  EXPECT_EQ(Json::parse(*points)["mark"]["type"], "point");
  const std::vector<Row> groups = {{std::string("CA"), std::string("Opera"), std::int64_t{3}},
                                   {std::string("NY"), std::string("Pop"), std::int64_t{4}}};
  const auto grouped = make_chart(
      shape_with({column(Role::Label, "state"), column(Role::Label, "kind"), column(Role::Measure, "events")}), groups,
      "");
  ASSERT_TRUE(grouped);
  const Json spec = Json::parse(*grouped);
  EXPECT_EQ(spec["encoding"]["xOffset"]["field"], "kind");
  EXPECT_EQ(spec["encoding"]["color"]["field"], "kind");
}

TEST(Chart, DrawsNothingWhereNothingSuits) {
  const auto bars = shape_with({column(Role::Label, "state"), column(Role::Measure, "venues")});
  EXPECT_FALSE(make_chart(bars, numbered(1), ""));
  EXPECT_FALSE(make_chart(bars, numbered(31), ""));
  EXPECT_FALSE(make_chart(bars, {}, ""));
  const std::vector<Row> same = {{std::string("A"), std::int64_t{1}}, {std::string("A"), std::int64_t{2}}};
  EXPECT_FALSE(make_chart(bars, same, ""));
  EXPECT_FALSE(make_chart(shape_with({column(Role::Label, "name")}), {{std::string("A")}, {std::string("B")}}, ""));
  EXPECT_FALSE(make_chart(shape_with({column(Role::Identifier, "id"), column(Role::Measure, "n")}),
                          {{std::int64_t{1}, std::int64_t{2}}, {std::int64_t{2}, std::int64_t{2}}}, ""));
}

TEST(Chart, EscapesFieldNamesAsVegaLitePathsNeed) {
  const struct {
    const char *name, *field;
  } cases[] = {{"a.b", "a\\.b"},
               {"a[0]", "a\\[0\\]"},
               {"it's \"x\"", "it\\'s \\\"x\\\""},
               {"a\\b", "a\\\\b"},
               {"plain name", "plain name"}};
  for (const auto& c : cases) EXPECT_EQ(escaped_field(c.name), c.field);
  const auto chart =
      make_chart(shape_with({column(Role::Label, "a.b[\"c\"]"), column(Role::Measure, "n")}), numbered(3), "");
  ASSERT_TRUE(chart);
  const Json spec = Json::parse(*chart);
  EXPECT_EQ(spec["encoding"]["x"]["field"], "a\\.b\\[\\\"c\\\"\\]");
  EXPECT_TRUE(spec["data"]["values"][0].contains("a.b[\"c\"]"));
}

TEST(Chart, KeepsColumnsOfOneNameApart) {
  const auto chart =
      make_chart(shape_with({column(Role::Label, "name"), column(Role::Measure, "name")}), numbered(3), "");
  ASSERT_TRUE(chart);
  EXPECT_EQ(Json::parse(*chart)["data"]["values"][0].size(), 2u);
}

TEST(Chart, OthersSpecificationsDrawNothingInATerminal) {
  EXPECT_EQ(chart_columns(std::nullopt).kind, ChartKind::None);
  EXPECT_EQ(chart_columns("not json").kind, ChartKind::None);
  EXPECT_EQ(chart_columns(R"({"usermeta": {"sayquel": {"kind": 5}}})").kind, ChartKind::None);
  EXPECT_EQ(chart_columns(R"([1])").kind, ChartKind::None);
}

TEST(Sparkline, RisesWithItsNumbers) {
  EXPECT_EQ(sparkline(numbered(8), 1, 40),
            "\xE2\x96\x81\xE2\x96\x82\xE2\x96\x83\xE2\x96\x84\xE2\x96\x85\xE2\x96\x86\xE2\x96\x87\xE2\x96\x88");
  EXPECT_EQ(sparkline(numbered(2), 1, 40), "");
  EXPECT_EQ(sparkline({{1.0}, {1.0}, {1.0}}, 0, 40), "");
  EXPECT_EQ(sparkline(numbered(1000), 1, 10).size(), 30u);
}

}  // namespace
}  // namespace sayquel::answer

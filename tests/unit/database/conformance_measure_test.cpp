// What every adapter promises of its fixed introspection calls.
#include <algorithm>

#include "unit/database/conformance.h"

namespace sayquel::database {
namespace {

class Introspection : public Conformance {
 protected:
  std::string written(const std::string& declared) const {
    for (const auto& [standard, own] : GetParam().types)
      if (own == declared) return standard;
    return declared;
  }
  // Types as they were written, where that is what the engine makes of them.
  std::string shape(const TableDescription& table) const {
    std::string text = table.name + (table.view ? " view" : "") + ":";
    for (const auto& column : table.columns)
      text += " " + column.name + (column.nullable ? "" : "!") + "=" + written(column.type.declared);
    const auto list = [](const std::vector<std::string>& names) {
      std::string all;
      for (const auto& name : names) all += (all.empty() ? "" : ",") + name;
      return "(" + all + ")";
    };
    if (!table.primary_key.empty()) text += " pk" + list(table.primary_key);
    for (const auto& key : table.unique_keys) text += " unique" + list(key.columns);
    for (const auto& key : table.foreign_keys)
      text += " fk" + list(key.columns) + "->" + key.referenced_table + list(key.referenced_columns);
    return text;
  }
};

INSTANTIATE_TEST_SUITE_P(Adapters, Introspection, testing::ValuesIn(tested_engines()), engine_name);

TEST_P(Introspection, DescribesTablesKeysAndViews) {
  const auto connection = made(
      "CREATE TABLE parent (id INTEGER PRIMARY KEY, code VARCHAR NOT NULL UNIQUE, price DECIMAL(8,2));"
      "CREATE TABLE child (a INTEGER, b DATE, parent_id INTEGER REFERENCES parent(id), UNIQUE (b, a), PRIMARY KEY (b, "
      "a));"
      "CREATE TABLE \"odd \"\"name\" (\"a column\" INTEGER, \"select\" VARCHAR);"
      "CREATE VIEW dear AS SELECT code FROM parent WHERE price > 10;"
      "CREATE VIEW broken AS SELECT code FROM parent;"
      "DROP VIEW broken");
  auto tables = connection->describe({});
  ASSERT_TRUE(tables) << tables.error().message;
  std::ranges::sort(*tables, {}, &TableDescription::name);  // the order is stable, and each engine's own
  std::vector<std::string> names;
  for (const auto& table : *tables) {
    names.push_back(table.name);
    EXPECT_EQ(table.schema, "");
  }
  EXPECT_EQ(names, (std::vector<std::string>{"child", "dear", "odd \"name", "parent"}));
  EXPECT_EQ(shape((*tables)[3]), "parent: id!=INTEGER code!=VARCHAR price=DECIMAL(8,2) pk(id) unique(code)");
  EXPECT_NE(shape((*tables)[0]).find(" pk(b,a)"), std::string::npos) << shape((*tables)[0]);
  EXPECT_NE(shape((*tables)[0]).find(" fk(parent_id)->parent(id)"), std::string::npos) << shape((*tables)[0]);
  EXPECT_EQ(shape((*tables)[2]), "odd \"name: a column=INTEGER select=VARCHAR");
  std::string dear = shape((*tables)[1]);
  std::erase(dear, '!');  // whether a view's column may be NULL, not every engine knows
  EXPECT_EQ(dear, "dear view: code=VARCHAR");
  EXPECT_EQ((*tables)[3].columns[2].type.kind, TypeKind::Decimal);
  EXPECT_EQ((*tables)[0].columns[1].type.kind, TypeKind::Date);
}

TEST_P(Introspection, EstimatesRows) {
  const auto connection = made("CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1), (2), (3)");
  const auto tables = connection->describe({});
  ASSERT_TRUE(tables);
  EXPECT_EQ(tables->front().estimated_rows, 3);
}

TEST_P(Introspection, MeasuresColumns) {
  const auto connection = made(
      "CREATE TABLE t (i INTEGER, s VARCHAR, d DATE, none_here INTEGER);"
      "INSERT INTO t VALUES (3, 'b', '2008-01-05', NULL), (1, 'a', NULL, NULL), (3, 'B', '2007-12-31', NULL), (NULL, "
      "'a', NULL, NULL)");
  const auto measured = connection->measure("", "t", {"d", "i", "s", "none_here"}, {});
  ASSERT_TRUE(measured) << measured.error().message;
  const auto expect = [&](std::size_t at, std::int64_t nulls, std::int64_t distinct, const Value& least,
                          const Value& most) {
    const ColumnMeasure& measure = (*measured)[at];
    EXPECT_EQ(measure.rows, 4) << at;
    EXPECT_EQ(measure.nulls, nulls) << at;
    EXPECT_EQ(measure.distinct, distinct) << at;
    EXPECT_EQ(measure.minimum, least) << at;
    EXPECT_EQ(measure.maximum, most) << at;
  };
  ASSERT_EQ(measured->size(), 4u);
  expect(0, 2, 2, Date{13878}, Date{13883});
  expect(1, 1, 2, std::int64_t{1}, std::int64_t{3});
  expect(2, 0, 3, std::string("B"), std::string("b"));
  expect(3, 4, 0, Null{}, Null{});
  const auto none = connection->measure("", "t", {}, {});
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->empty());
  EXPECT_FALSE(connection->measure("", "missing", {"i"}, {}));
}

TEST_P(Introspection, MeasuresAnEmptyTable) {
  const auto connection = made("CREATE TABLE t (i INTEGER)");
  const auto measured = connection->measure("", "t", {"i"}, {});
  ASSERT_TRUE(measured) << measured.error().message;
  EXPECT_EQ(measured->front().rows, 0);
  EXPECT_EQ(measured->front().distinct, 0);
  EXPECT_EQ(measured->front().minimum, Value(Null{}));
}

TEST_P(Introspection, TellsUniqueColumns) {
  const auto connection = made(
      "CREATE TABLE t (a INTEGER, b INTEGER, c INTEGER); INSERT INTO t VALUES (1, 1, NULL), (1, 2, NULL), (2, 1, 5)");
  EXPECT_EQ(connection->unique("", "t", {"a"}, {}).value(), false);
  EXPECT_EQ(connection->unique("", "t", {"a", "b"}, {}).value(), true);
  EXPECT_EQ(connection->unique("", "t", {"c"}, {}).value(), true) << "rows with NULL are left out";
  EXPECT_FALSE(connection->unique("", "t", {"missing"}, {}));
}

TEST_P(Introspection, StreamsDistinctValues) {
  const auto connection = made(
      "CREATE TABLE t (s VARCHAR, d DATE); INSERT INTO t VALUES ('a', '2008-01-05'), ('bb', '2008-01-05'), ('a', "
      "NULL), (NULL, NULL), ('ccccc', NULL), ('éé', NULL)");
  const auto values = [&](const std::string& column, std::size_t longest) {
    std::vector<Row> all;
    const auto stream = connection->distinct_values({"", "t", column}, longest, {});
    EXPECT_TRUE(stream);
    Row row;
    while (stream && (*stream)->next(row).value()) all.push_back(row);
    std::ranges::sort(all, {}, [](const Row& one) { return to_text(one[0]); });
    return all;
  };
  EXPECT_EQ(text(values("s", 4)), "a|2|\nbb|1|\néé|1|\n") << "longest is in bytes";
  EXPECT_EQ(text(values("s", 3)), "a|2|\nbb|1|\n");
  EXPECT_EQ(values("d", 100), (std::vector<Row>{{Date{13883}, std::int64_t{2}}}));
}

TEST_P(Introspection, TellsWhatIsContained) {
  const auto connection = made(
      "CREATE TABLE parent (id INTEGER, s VARCHAR); INSERT INTO parent VALUES (1, 'x'), (2, 'y'), (NULL, NULL);"
      "CREATE TABLE child (parent_id INTEGER); INSERT INTO child VALUES (1), (1), (2), (7), (NULL)");
  const auto inside = connection->contained({"", "child", "parent_id"}, {"", "parent", "id"}, 0, {});
  ASSERT_TRUE(inside) << inside.error().message;
  EXPECT_EQ(inside->looked_at, 3);
  EXPECT_EQ(inside->missing, 1);
  const auto sample = connection->contained({"", "child", "parent_id"}, {"", "parent", "id"}, 2, {});
  ASSERT_TRUE(sample);
  EXPECT_EQ(sample->looked_at, 2);
  EXPECT_LE(sample->missing, 1);
  const auto other_type = connection->contained({"", "child", "parent_id"}, {"", "parent", "s"}, 0, {});
  ASSERT_TRUE(other_type) << other_type.error().message;
  EXPECT_EQ(other_type->missing, 3) << "values of another type are never contained";
}

}  // namespace
}  // namespace sayquel::database

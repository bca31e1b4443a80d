#include "sql/rewrite.h"

#include <gtest/gtest.h>

#include "sql/build.h"
#include "sql/parser.h"
#include "sql/printer.h"

namespace sayquel::sql {
namespace {

// One column for each place where an expression may stand; every one must be met, once, in the order of the text.
TEST(Walk, MeetsEveryColumnInOrder) {
  const auto tree = parse(
      "WITH x AS (SELECT c1 FROM t) SELECT DISTINCT ON (c2) c3 + c4, f(c5 ORDER BY c6) FILTER (WHERE c7) OVER "
      "(PARTITION BY c8 ORDER BY c9 ROWS BETWEEN c10 PRECEDING AND c11 FOLLOWING), CASE c12 WHEN c13 THEN c14 ELSE c15 "
      "END, CAST(c16 AS TEXT), c17 COLLATE x, c18[c19:c20], EXTRACT(YEAR FROM c21), (SELECT c22), ARRAY[c23], (c24, "
      "c25) "
      "FROM t JOIN u ON c26 JOIN LATERAL (SELECT c27) AS v ON TRUE, g(c28) WHERE c29 IN (c30) AND c31 IN (SELECT c32) "
      "AND "
      "c33 BETWEEN c34 AND c35 AND c36 LIKE c37 ESCAPE c38 AND c39 IS NULL AND EXISTS (SELECT c40) AND c41 = ANY (c42) "
      "GROUP BY c43, ROLLUP (c44, (c45, c46)) HAVING c47 WINDOW w AS (ORDER BY c48) UNION VALUES (c49) "
      "ORDER BY c50 LIMIT c51 OFFSET c52",
      Dialect::PostgreSQL);
  ASSERT_TRUE(tree) << tree.error().message;
  int next = 1;
  walk(**tree, {.expression = [&](const Expression& node) {
    const auto* column = node.as<ColumnReference>();
    EXPECT_TRUE(!column || column->name.name == "c" + std::to_string(next++)) << column->name.name;
    return true;
  }});
  EXPECT_EQ(next, 53);
}

TEST(Walk, StopsWhereTheVisitorSaysSo) {
  const auto tree = parse("SELECT a, (SELECT b FROM u) FROM (SELECT c FROM v) AS x", Dialect::SQLite);
  ASSERT_TRUE(tree);
  std::string columns, tables;
  bool top = true;
  walk(**tree, {.expression =
                    [&](const Expression& node) {
                      if (const auto* column = node.as<ColumnReference>()) columns += column->name.name;
                      return !node.as<ScalarSubquery>();
                    },
                .query = [&](const Query&) { return std::exchange(top, false); },
                .from = [&](const FromItem&) { return true; }});
  EXPECT_EQ(columns, "a");
}

TEST(Rewrite, SharesWhatDidNotChange) {
  const auto tree = parse("SELECT a FROM t WHERE a = 1 AND b IN (SELECT c FROM u)", Dialect::SQLite);
  ASSERT_TRUE(tree);
  EXPECT_EQ(rewrite(*tree, {}), *tree);
  const auto renamed = rewrite(*tree, {.expression = [](const ExpressionPtr& node) {
    const auto* column = node->as<ColumnReference>();
    return column && column->name.name == "c" ? build::column("u", "d") : node;
  }});
  EXPECT_EQ(print(*renamed, Dialect::SQLite), "SELECT a FROM t WHERE a = 1 AND b IN (SELECT u.d FROM u)");
  EXPECT_EQ(print(**tree, Dialect::SQLite), "SELECT a FROM t WHERE a = 1 AND b IN (SELECT c FROM u)");
  EXPECT_EQ(renamed->as<Select>()->from, (*tree)->as<Select>()->from);
  EXPECT_EQ(renamed->as<Select>()->where->as<Binary>()->left, (*tree)->as<Select>()->where->as<Binary>()->left);
}

TEST(Rewrite, ReachesTablesAndQueries) {
  const auto tree = parse("WITH x AS (SELECT 1 FROM t) SELECT 1 FROM x JOIN t ON TRUE", Dialect::SQLite);
  ASSERT_TRUE(tree);
  const auto changed = rewrite(*tree, {.query =
                                           [](const QueryPtr& query) {
                                             Query limited = *query;
                                             limited.limit = Limit{build::number("5"), nullptr};
                                             return build::query(limited);
                                           },
                                       .from =
                                           [](const FromPtr& item) {
                                             const auto* table = item->as<TableReference>();
                                             return table && table->name.name == "t" ? build::table("s", "t") : item;
                                           }});
  EXPECT_EQ(print(*changed, Dialect::SQLite),
            "WITH x AS (SELECT 1 FROM s AS t LIMIT 5) SELECT 1 FROM x JOIN s AS t ON TRUE LIMIT 5");
}

}  // namespace
}  // namespace sayquel::sql

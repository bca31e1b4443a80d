#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/binding.h"
#include "sql/parser.h"
#include "sql/rewrite.h"
#include "unit/analysis/make_catalog.h"

namespace sayquel::analysis {
namespace {

using sql::Dialect;

constexpr const char* kShop =
    "customer(id!, name, city, birth_year) orders(id!, customer_id, amount, day) item(id!, order_id, product_id, "
    "quantity) "
    "product(id!, name, price, revenue) reporting.totals(day!, total)";

// Every column that the query names, in its order, as table.column, "-" for one that is computed; an outer one with ^.
// Or the error's message.
std::string bound(const std::string& text, Dialect dialect, const std::string& tables = kShop) {
  const auto catalog = sayquel::testing::make_catalog(dialect, tables);
  const auto query = sql::parse(text, dialect);
  if (!query) return "does not parse: " + query.error().message;
  const auto binding = bind(**query, catalog);
  if (!binding) return binding.error().message;
  std::string names;
  sql::walk(**query, {.expression = [&](const sql::Expression& expression) {
    if (expression.as<sql::ColumnReference>() == nullptr && expression.as<sql::Star>() == nullptr) return true;
    const auto show = [&](const BoundColumn& column) {
      const auto id = column.column;
      names += names.empty() ? "" : " ";
      names += id.table < 0 ? "-" : catalog.table(id).name + "." + (id.column < 0 ? "rowid" : catalog.column(id).name);
      names += column.outer ? "^" : "";
    };
    const auto found = binding->columns.find(&expression);
    if (found != binding->columns.end()) show(found->second);
    const auto star = binding->stars.find(&expression);
    if (star != binding->stars.end()) std::for_each(star->second.begin(), star->second.end(), show);
    const auto& strings = binding->strings;
    if (std::find(strings.begin(), strings.end(), &expression) != strings.end()) {
      names += (names.empty() ? "'" : " '") + expression.as<sql::ColumnReference>()->name.name + "'";
    }
    return true;
  }});
  return names;
}

struct Case {
  const char *sql, *expected;
};

TEST(Bind, FindsColumnsInEveryClause) {
  const Case cases[] = {
      {"SELECT name FROM customer", "customer.name"},
      {"SELECT c.name, C.CITY FROM customer AS c", "customer.name customer.city"},
      {"SELECT customer.name FROM customer", "customer.name"},
      {"SELECT main.customer.name FROM customer", "customer.name"},
      {"SELECT name FROM main.customer", "customer.name"},
      {"SELECT total FROM reporting.totals", "totals.total"},
      {"SELECT * FROM orders", "orders.id orders.customer_id orders.amount orders.day"},
      {"SELECT o.*, c.name FROM customer c JOIN orders o ON o.customer_id = c.id",
       "orders.id orders.customer_id orders.amount orders.day customer.name orders.customer_id customer.id"},
      {"SELECT COUNT(*) FROM customer", ""},
      {"SELECT city, COUNT(*) FROM customer WHERE birth_year > 1980 GROUP BY city HAVING COUNT(*) > 2 ORDER BY city",
       "customer.city customer.birth_year customer.city customer.city"},
      {"SELECT SUM(amount) OVER (PARTITION BY customer_id ORDER BY day) FROM orders",
       "orders.amount orders.customer_id orders.day"},
      {"SELECT SUM(amount) OVER w FROM orders WINDOW w AS (PARTITION BY customer_id)",
       "orders.amount orders.customer_id"},
      {"SELECT SUM(amount) FILTER (WHERE day > 3) FROM orders", "orders.amount orders.day"},
      {"SELECT CASE WHEN amount > 3 THEN day END FROM orders", "orders.amount orders.day"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(bound(c.sql, Dialect::SQLite), c.expected) << c.sql;
    EXPECT_EQ(bound(c.sql, Dialect::DuckDB), c.expected) << c.sql;
  }
}

TEST(Bind, LooksThroughSubqueriesAndCommonTables) {
  const Case cases[] = {
      {"SELECT t.n FROM (SELECT name AS n FROM customer) AS t", "- customer.name"},
      {"WITH big AS (SELECT * FROM orders WHERE amount > 10) SELECT day FROM big",
       "orders.id orders.customer_id orders.amount orders.day orders.amount -"},
      {"WITH big(a, b) AS (SELECT id, day FROM orders) SELECT b FROM big", "orders.id orders.day -"},
      {"WITH a AS (SELECT id FROM orders), b AS (SELECT id FROM a) SELECT id FROM b", "orders.id - -"},
      {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i FROM n", "- - -"},
      {"SELECT name FROM customer c WHERE EXISTS (SELECT 1 FROM orders WHERE customer_id = c.id)",
       "customer.name orders.customer_id customer.id^"},
      {"SELECT name, (SELECT MAX(amount) FROM orders WHERE customer_id = customer.id) FROM customer",
       "customer.name orders.amount orders.customer_id customer.id^"},
      {"SELECT name FROM customer WHERE id IN (SELECT customer_id FROM orders)",
       "customer.name customer.id orders.customer_id"},
      {"SELECT id FROM customer UNION SELECT id FROM orders ORDER BY id", "customer.id orders.id -"},
      {"SELECT customer.id FROM customer WHERE id = (SELECT MIN(id) FROM customer)",
       "customer.id customer.id customer.id"},
      // An inner name hides an outer one.
      {"SELECT name FROM customer WHERE id IN (SELECT id FROM product)", "customer.name customer.id product.id"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(bound(c.sql, Dialect::SQLite), c.expected) << c.sql;
    EXPECT_EQ(bound(c.sql, Dialect::DuckDB), c.expected) << c.sql;
  }
}

TEST(Bind, MergesTheColumnsOfUsingAndNatural) {
  const char* tables = "a(id!, x, y) b(id!, x, z)";
  const Case cases[] = {
      {"SELECT id FROM a JOIN b USING (id)", "a.id"},
      {"SELECT b.id FROM a JOIN b USING (id)", "b.id"},
      {"SELECT id FROM a RIGHT JOIN b USING (id)", "b.id"},
      {"SELECT * FROM a JOIN b USING (id)", "a.id a.x a.y b.x b.z"},
      {"SELECT * FROM a NATURAL JOIN b", "a.id a.x a.y b.z"},
      {"SELECT x FROM a NATURAL JOIN b", "a.x"},
      {"SELECT x FROM a JOIN b USING (id)", "`x` is ambiguous (line 1, column 8): it is a column of `a` and of `b`."},
      {"SELECT 1 FROM a JOIN b USING (y)",
       "USING (`y`): the right side of the join has no such column (line 1, column 15)."},
  };
  for (const auto& c : cases) EXPECT_EQ(bound(c.sql, Dialect::DuckDB, tables), c.expected) << c.sql;
}

TEST(Bind, LetsAliasesBeUsedWhereTheDialectDoes) {
  const struct {
    const char* sql;
    bool sqlite, duckdb, postgresql, mysql;
  } cases[] = {
      {"SELECT amount * 2 AS d FROM orders ORDER BY d", true, true, true, true},
      {"SELECT amount * 2 AS d FROM orders ORDER BY d + 1", true, true, false, true},
      {"SELECT amount * 2 AS d FROM orders GROUP BY d", true, true, true, true},
      {"SELECT amount * 2 AS d FROM orders GROUP BY d + 1", true, true, false, true},
      {"SELECT SUM(amount) AS d FROM orders GROUP BY day HAVING d > 5", true, true, false, true},
      {"SELECT amount * 2 AS d FROM orders WHERE d > 5", true, true, false, false},
      {"SELECT amount * 2 AS d, d + 1 FROM orders", false, true, false, false},
  };
  for (const auto& c : cases) {
    const auto works = [&](Dialect dialect) {
      return bound(c.sql, dialect).find("There is no column") == std::string::npos;
    };
    EXPECT_EQ(works(Dialect::SQLite), c.sqlite) << c.sql;
    EXPECT_EQ(works(Dialect::DuckDB), c.duckdb) << c.sql;
    EXPECT_EQ(works(Dialect::PostgreSQL), c.postgresql) << c.sql;
    EXPECT_EQ(works(Dialect::MySQL), c.mysql) << c.sql;
  }
}

TEST(Bind, PrefersTheAliasInOrderByAndTheColumnInGroupBy) {
  const std::string sql = "SELECT day AS amount FROM orders GROUP BY amount ORDER BY amount";
  EXPECT_EQ(bound(sql, Dialect::SQLite), "orders.day orders.amount -");
  EXPECT_EQ(bound(sql, Dialect::PostgreSQL), "orders.day orders.amount -");
}

TEST(Bind, NamesWhatIsNotThereAndWhatIsNear) {
  const Case cases[] = {
      {"SELECT revnue FROM product",
       "There is no column `revnue` in `product` (line 1, column 8). Did you mean `revenue`?"},
      {"SELECT p.revnue FROM product p",
       "There is no column `revnue` in `p` (line 1, column 8). Did you mean `revenue`?"},
      {"SELECT 1 FROM custmer", "There is no table `custmer` (line 1, column 15). Did you mean `customer`?"},
      {"SELECT x.name FROM customer", "There is no table `x` in FROM (line 1, column 8)."},
      {"SELECT c.name FROM customer", "There is no table `c` in FROM (line 1, column 8)."},
      {"SELECT customer.name FROM customer c", "There is no table `customer` in FROM (line 1, column 8)."},
      {"SELECT name\nFROM customer\nWHERE sity = 3",
       "There is no column `sity` in `customer` (line 3, column 7). Did you mean `city`?"},
      {"SELECT id FROM customer, orders",
       "`id` is ambiguous (line 1, column 8): it is a column of `customer` and of `orders`."},
      {"SELECT 1 FROM totals", "There is no table `totals` (line 1, column 15). Did you mean `reporting.totals`?"},
      {"SELECT 1 FROM other.customer",
       "There is no table `other.customer` (line 1, column 15). Did you mean `customer`?"},
      {"SELECT 1 FROM sqlite_master", "There is no table `sqlite_master` (line 1, column 15)."},
      {"SELECT SUM(amount) OVER w FROM orders", "There is no window `w`."},
      {"SELECT id FROM customer UNION SELECT id, name FROM customer",
       "The two sides of the set operation have 1 and 2 columns (line 1, column 31)."},
      {"WITH a AS (SELECT 1 AS x), a AS (SELECT 2 AS x) SELECT x FROM a", "WITH defines `a` twice."},
      {"SELECT nobody.* FROM customer", "There is no table `nobody` in this FROM (line 1, column 8)."},
      {"SELECT *", "* stands for no column: the query has no FROM (line 1, column 8)."},
      {"SELECT name FROM customer LIMIT id", "There is no column `id` (line 1, column 33)."},
  };
  for (const auto& c : cases) EXPECT_EQ(bound(c.sql, Dialect::SQLite), c.expected) << c.sql;
}

TEST(Bind, HintsAtTheTableThatHasTheColumn) {
  const auto catalog = sayquel::testing::make_catalog(Dialect::DuckDB, kShop);
  const auto query = sql::parse("SELECT quantity FROM customer", Dialect::DuckDB);
  const auto binding = bind(**query, catalog);
  ASSERT_FALSE(binding);
  EXPECT_EQ(binding.error().code, ErrorCode::NotFound);
  EXPECT_EQ(binding.error().hint, "The table `item` has a column of that name.");
}

TEST(Bind, ReadsSqliteStringsInDoubleQuotesAsSqliteDoes) {
  const Case cases[] = {
      {"SELECT name FROM customer WHERE city = \"Rome\"", "customer.name customer.city 'Rome'"},
      {"SELECT \"name\" FROM customer", "customer.name"},
      {"SELECT name FROM customer WHERE city = \"name\"", "customer.name customer.city customer.name"},
      {"SELECT c.\"Rome\" FROM customer c", "There is no column `Rome` in `c` (line 1, column 8)."},
      {"SELECT id FROM customer WHERE EXISTS (SELECT 1 FROM orders WHERE day = \"city\")",
       "customer.id orders.day customer.city^"},
      // SQLite calls the column "count(*)": whether this is it cannot be told.
      {"SELECT \"count(*)\" FROM (SELECT COUNT(*) FROM customer)", "There is no column `count(*)` (line 1, column 8)."},
  };
  for (const auto& c : cases) EXPECT_EQ(bound(c.sql, Dialect::SQLite), c.expected) << c.sql;
  EXPECT_EQ(bound("SELECT name FROM customer WHERE city = \"Rome\"", Dialect::DuckDB),
            "There is no column `Rome` in `customer` (line 1, column 40).");
}

TEST(Bind, KnowsSqlitesRowid) {
  EXPECT_EQ(bound("SELECT rowid, c.oid FROM customer c", Dialect::SQLite), "customer.id customer.id");
  EXPECT_EQ(bound("SELECT _rowid_ FROM pair", Dialect::SQLite, "pair(a!, b!)"), "pair.rowid");
  EXPECT_EQ(bound("SELECT rowid FROM customer", Dialect::DuckDB),
            "There is no column `rowid` in `customer` (line 1, column 8).");
}

TEST(Bind, ComparesNamesAsTheDialectDoes) {
  const char* tables = "Person(Id!, \xC3\x84lter) person_old(id!)";
  EXPECT_EQ(bound("SELECT ID FROM PERSON", Dialect::SQLite, tables), "Person.Id");
  EXPECT_EQ(bound("SELECT ID FROM PERSON", Dialect::MySQL, tables), "Person.Id");
  EXPECT_EQ(bound("SELECT \"Id\" FROM \"Person\"", Dialect::PostgreSQL, tables), "Person.Id");
  EXPECT_EQ(bound("SELECT Id FROM \"Person\"", Dialect::PostgreSQL, tables),
            "There is no column `id` in `Person` (line 1, column 8). Did you mean `Id`?");
  EXPECT_EQ(bound("SELECT ID FROM PERSON_OLD", Dialect::PostgreSQL, tables), "person_old.id");
}

TEST(Bind, SeesTheLeftSideWhereItIsLateral) {
  const char* sql =
      "SELECT c.name, t.total FROM customer c, LATERAL (SELECT SUM(amount) AS total FROM orders WHERE customer_id = "
      "c.id) t";
  EXPECT_EQ(bound(sql, Dialect::PostgreSQL), "customer.name - orders.amount orders.customer_id customer.id^");
  const char* without =
      "SELECT t.total FROM customer c, (SELECT SUM(amount) AS total FROM orders WHERE customer_id = c.id) t";
  EXPECT_EQ(bound(without, Dialect::PostgreSQL), "There is no table `c` in FROM (line 1, column 94).");
  EXPECT_EQ(bound("SELECT j.value FROM customer, json_each(customer.name) AS j", Dialect::SQLite), "- customer.name");
  EXPECT_EQ(bound("SELECT generate_series FROM generate_series(1, 3)", Dialect::DuckDB), "-");
  EXPECT_EQ(bound("SELECT day FROM generate_series(1, 3) AS day", Dialect::PostgreSQL), "-");
  EXPECT_EQ(bound("SELECT 1 FROM read_csv('x.csv')", Dialect::DuckDB),
            "There is no table function `read_csv` (line 1, column 15).");
}

TEST(Bind, OrdersAUnionByWhatItsArmsHave) {
  EXPECT_EQ(
      bound("SELECT name FROM customer UNION ALL SELECT name FROM product ORDER BY customer.name", Dialect::SQLite),
      "customer.name product.name customer.name");
  EXPECT_EQ(
      bound("SELECT name AS n FROM customer UNION ALL SELECT name AS m FROM product ORDER BY n", Dialect::PostgreSQL),
      "customer.name product.name -");
  EXPECT_EQ(bound("SELECT name FROM customer UNION ALL SELECT name FROM product ORDER BY city", Dialect::PostgreSQL),
            "There is no column `city` (line 1, column 71).");
}

TEST(Bind, ReadsACommonTableThatIsNamedLaterOnlyInSqlite) {
  const char* sql = "WITH a AS (SELECT id FROM b), b AS (SELECT id FROM orders) SELECT id FROM a";
  EXPECT_EQ(bound(sql, Dialect::SQLite), "- orders.id -");
  EXPECT_EQ(bound(sql, Dialect::DuckDB), "There is no table `b` (line 1, column 27).");
  EXPECT_EQ(
      bound("WITH orders AS (SELECT * FROM orders WHERE amount > 3) SELECT amount FROM orders", Dialect::PostgreSQL),
      "orders.id orders.customer_id orders.amount orders.day orders.amount -");
  EXPECT_EQ(bound("WITH a AS (SELECT * FROM a) SELECT 1 FROM a", Dialect::SQLite),
            "The common table `a` is defined by itself.");
}

TEST(Reads, NamesEveryTableAndColumnOnce) {
  const auto catalog = sayquel::testing::make_catalog(Dialect::SQLite, kShop);
  const auto query = sql::parse(
      "WITH t AS (SELECT o.* FROM orders o JOIN customer c ON c.id = o.customer_id) SELECT COUNT(*), SUM(amount) FROM "
      "t",
      Dialect::SQLite);
  const auto binding = bind(**query, catalog);
  ASSERT_TRUE(binding) << binding.error().message;
  const Reads read = reads(*binding);
  EXPECT_EQ(read.tables, (std::vector<int>{0, 1}));
  EXPECT_EQ(read.columns, (std::vector<catalog::ColumnId>{{0, 0}, {1, 0}, {1, 1}, {1, 2}, {1, 3}}));
}

TEST(Bind, FollowsAColumnToItsOrigin) {
  const auto catalog = sayquel::testing::make_catalog(Dialect::SQLite, kShop);
  const auto query =
      sql::parse("WITH t AS (SELECT name AS n FROM customer) SELECT u.n FROM (SELECT n FROM t) u", Dialect::SQLite);
  const auto binding = bind(**query, catalog);
  ASSERT_TRUE(binding) << binding.error().message;
  const auto& outputs = binding->outputs.at(query->get());
  ASSERT_EQ(outputs.size(), 1u);
  EXPECT_EQ(outputs[0].name, "n");
  EXPECT_EQ(outputs[0].meaning.origin, (catalog::ColumnId{0, 1}));
}

}  // namespace
}  // namespace sayquel::analysis

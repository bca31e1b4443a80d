#include "analysis/multiplication.h"

#include <gtest/gtest.h>

#include <string>

#include "sql/parser.h"
#include "unit/analysis/make_catalog.h"

namespace sayquel::analysis {
namespace {

using sql::Dialect;

// Venues hold events, events have sales and tags; a receipt belongs to one sale; nothing is known of `loose`.
constexpr const char* kTickets =
    "venue(id!, name, city, seats) event(id!, venue_id, name, price) sales(id!, event_id, buyer_id, quantity, paid) "
    "users(id!, name, city) tag(id!, label) event_tag(event_id!, tag_id!, weight) receipt(id!, sale_id^, total) "
    "loose(a?, b?, n) review(id!, event_id, stars) price_history(event_id!, day!, price)";

// "event<sales" for each aggregate over rows of event that sales multiplies, with ? where that is not certain.
std::string found(const std::string& text, Dialect dialect = Dialect::DuckDB) {
  const auto catalog = sayquel::testing::make_catalog(dialect, kTickets);
  const auto query = sql::parse(text, dialect);
  if (!query) return "does not parse: " + query.error().message;
  const auto binding = bind(**query, catalog);
  if (!binding) return binding.error().message;
  std::string names;
  for (const auto& one : find_multiplied(**query, *binding, catalog)) {
    names += names.empty() ? "" : " ";
    names += (one.certain == catalog::Certainty::Unknown ? "?" : "") + one.summed_table + "<" + one.multiplying_table;
  }
  return names;
}

struct Case {
  const char *sql, *expected;
};

template <std::size_t N>
void check(const Case (&cases)[N]) {
  for (const auto& c : cases) EXPECT_EQ(found(c.sql), c.expected) << c.sql;
}

TEST(FindMultiplied, SumsOfTheOneSideAndOfTheManySide) {
  check({
      {"SELECT SUM(price) FROM event", ""},
      {"SELECT SUM(e.price) FROM event e JOIN sales s ON s.event_id = e.id", "event<sales"},
      {"SELECT SUM(s.paid) FROM event e JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT SUM(e.price) FROM sales s JOIN event e ON s.event_id = e.id", "event<sales"},
      {"SELECT AVG(e.price) FROM event e JOIN sales s ON s.event_id = e.id", "event<sales"},
      {"SELECT COUNT(e.id) FROM event e JOIN sales s ON s.event_id = e.id", "event<sales"},
      {"SELECT COUNT(s.id) FROM event e JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT COUNT(s.event_id) FROM event e JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT SUM(v.seats) FROM venue v JOIN event e ON e.venue_id = v.id JOIN sales s ON s.event_id = e.id",
       "venue<event"},
      {"SELECT SUM(e.price) FROM venue v JOIN event e ON e.venue_id = v.id", ""},
      {"SELECT SUM(s.paid) FROM venue v JOIN event e ON e.venue_id = v.id JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT SUM(s.paid) FROM sales s JOIN receipt r ON r.sale_id = s.id", ""},
      {"SELECT SUM(r.total), SUM(s.paid) FROM sales s JOIN receipt r ON r.sale_id = s.id", ""},
      {"SELECT SUM(s.paid), SUM(e.price) FROM event e JOIN sales s ON s.event_id = e.id", "event<sales"},
      {"SELECT MEDIAN(e.price) FROM event e JOIN sales s ON s.event_id = e.id", "event<sales"},
      {"SELECT STRING_AGG(e.name, ', ') FROM event e JOIN sales s ON s.event_id = e.id", "event<sales"},
  });
}

TEST(FindMultiplied, NeverWhatRowsThatStandTwiceDoNotChange) {
  check({
      {"SELECT MAX(e.price), MIN(e.price) FROM event e JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT COUNT(DISTINCT e.id) FROM event e JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT SUM(DISTINCT e.price) FROM event e JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT BOOL_OR(e.price > 3) FROM event e JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT ANY_VALUE(e.price) FROM event e JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT e.price FROM event e JOIN sales s ON s.event_id = e.id", ""},
  });
}

TEST(FindMultiplied, CountsOfRowsCountTheFinestTable) {
  check({
      {"SELECT COUNT(*) FROM event", ""},
      {"SELECT COUNT(*) FROM event e JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT COUNT(1) FROM event e JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT COUNT(*) FROM venue v JOIN event e ON e.venue_id = v.id JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT COUNT(*) FROM event e JOIN event_tag x ON x.event_id = e.id JOIN tag t ON t.id = x.tag_id", ""},
      {"SELECT COUNT(*) FROM event e JOIN sales s ON s.event_id = e.id JOIN review r ON r.event_id = e.id",
       "sales<review"},
      {"SELECT e.id, COUNT(*) FROM event e JOIN sales s ON s.event_id = e.id JOIN review r ON r.event_id = e.id GROUP "
       "BY e.id",
       "sales<review"},
      {"SELECT COUNT(*) FROM users, venue", "users<venue"},
      {"SELECT COUNT(*) FROM users a JOIN users b ON a.city = b.city AND a.id < b.id", ""},
      {"SELECT SUM(CASE WHEN e.price > 10 THEN 1 ELSE 0 END) FROM event e JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT COUNT(CASE WHEN e.price > 10 THEN 1 END) FROM event e JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT COUNT(CASE WHEN s.paid > 10 THEN e.id END) FROM event e JOIN sales s ON s.event_id = e.id",
       "event<sales"},
      {"SELECT COUNT(*) FROM event e CROSS JOIN (SELECT AVG(price) AS mean FROM event) m WHERE e.price > m.mean", ""},
  });
}

TEST(FindMultiplied, BothSidesOfAChasm) {
  check({
      {"SELECT SUM(s.paid) FROM event e JOIN sales s ON s.event_id = e.id JOIN review r ON r.event_id = e.id",
       "sales<review"},
      {"SELECT SUM(s.paid), AVG(r.stars) FROM event e LEFT JOIN sales s ON s.event_id = e.id LEFT JOIN review r ON "
       "r.event_id = e.id",
       "sales<review review<sales"},
      {"SELECT SUM(s.paid) FROM sales s JOIN review r ON r.event_id = s.event_id", "sales<review"},
      {"SELECT SUM(e.price) FROM event e JOIN event_tag x ON x.event_id = e.id", "event<event_tag"},
      {"SELECT SUM(x.weight) FROM event e JOIN event_tag x ON x.event_id = e.id JOIN tag t ON t.id = x.tag_id", ""},
      {"SELECT SUM(s.paid) FROM sales s JOIN event_tag x ON x.event_id = s.event_id", "sales<event_tag"},
  });
}

TEST(FindMultiplied, OuterJoins) {
  check({
      {"SELECT SUM(e.price) FROM event e LEFT JOIN sales s ON s.event_id = e.id", "event<sales"},
      {"SELECT SUM(s.paid) FROM event e LEFT JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT COUNT(s.id) FROM event e LEFT JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT SUM(s.paid) FROM sales s LEFT JOIN event e ON s.event_id = e.id", ""},
      {"SELECT SUM(s.paid) FROM event e RIGHT JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT SUM(e.price) FROM event e FULL JOIN sales s ON s.event_id = e.id", "event<sales"},
      {"SELECT SUM(s.paid) FROM event e FULL JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT SUM(r.total) FROM event e LEFT JOIN sales s ON s.event_id = e.id JOIN receipt r ON r.sale_id = s.id",
       ""},
      // The condition of an outer join fixes nothing on the side that it keeps.
      {"SELECT SUM(u.id) FROM users u CROSS JOIN event e LEFT JOIN sales s ON s.event_id = e.id AND e.id = 5",
       "users<event"},
      {"SELECT SUM(e.price) FROM event e LEFT JOIN sales s ON s.event_id = e.id AND s.id = 5", ""},
  });
}

TEST(FindMultiplied, EqualitiesThatMakeAJoinUnique) {
  check({
      {"SELECT SUM(e.price) FROM event e JOIN event_tag x ON x.event_id = e.id AND x.tag_id = 5", ""},
      {"SELECT SUM(e.price) FROM event e JOIN event_tag x ON x.event_id = e.id WHERE x.tag_id = 5", ""},
      {"SELECT SUM(e.price) FROM event e JOIN event_tag x ON x.event_id = e.id WHERE 5 = x.tag_id AND e.price > 2", ""},
      {"SELECT SUM(e.price) FROM event e JOIN event_tag x ON x.event_id = e.id WHERE x.tag_id IN (5)", ""},
      {"SELECT SUM(e.price) FROM event e JOIN event_tag x ON x.event_id = e.id WHERE x.tag_id IN (5, 6)",
       "event<event_tag"},
      {"SELECT SUM(e.price) FROM event e JOIN event_tag x ON x.event_id = e.id WHERE x.tag_id > 5", "event<event_tag"},
      {"SELECT SUM(e.price) FROM event e JOIN event_tag x ON x.event_id = e.id WHERE x.tag_id = 5 OR e.id = 3",
       "event<event_tag"},
      {"SELECT SUM(e.price) FROM event e JOIN event_tag x USING (id)",
       "USING (`id`): the right side of the join has no such column (line 1, column 26)."},
      {"SELECT SUM(x.weight) FROM event_tag x JOIN price_history USING (event_id)", "event_tag<price_history"},
      {"SELECT SUM(p.price) FROM price_history p JOIN event_tag x USING (event_id) WHERE x.tag_id = 1", ""},
      {"SELECT SUM(e.price) FROM event e JOIN price_history p ON p.event_id = e.id AND p.day = (SELECT MAX(day) FROM "
       "price_history)",
       ""},
      {"SELECT SUM(e.price) FROM event e, sales s WHERE s.event_id = e.id AND s.id = 7", ""},
      {"SELECT SUM(e.price) FROM event e JOIN sales s ON s.event_id + 1 = e.id", "event<sales"},
      {"SELECT SUM(s.paid) FROM event e JOIN sales s ON s.event_id + 1 = e.id", ""},
      {"SELECT SUM(s.paid) FROM sales s JOIN event e ON (e.id, e.name) = (s.event_id, s.quantity)", ""},
      {"SELECT SUM(s.paid) FROM event e NATURAL JOIN sales s", ""},
  });
}

TEST(FindMultiplied, SubqueriesInConditionsMultiplyNothing) {
  check({
      {"SELECT SUM(e.price) FROM event e WHERE EXISTS (SELECT 1 FROM sales s WHERE s.event_id = e.id)", ""},
      {"SELECT SUM(e.price) FROM event e WHERE e.id IN (SELECT event_id FROM sales)", ""},
      {"SELECT SUM(e.price) FROM event e SEMI JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT SUM(e.price) FROM event e ANTI JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT e.name, (SELECT SUM(s.paid) FROM sales s WHERE s.event_id = e.id) FROM event e", ""},
      {"SELECT (SELECT SUM(e.price) FROM event e JOIN sales s ON s.event_id = e.id) FROM users", "event<sales"},
      {"SELECT name FROM venue v WHERE 3 < (SELECT SUM(e.price) FROM event e JOIN sales s ON s.event_id = e.id WHERE "
       "e.venue_id = v.id)",
       "event<sales"},
  });
}

TEST(FindMultiplied, GroupsCureWhatFixesTheOtherSide) {
  check({
      {"SELECT e.id, SUM(e.price) FROM event e JOIN sales s ON s.event_id = e.id GROUP BY e.id", "event<sales"},
      {"SELECT s.id, SUM(e.price) FROM event e JOIN sales s ON s.event_id = e.id GROUP BY s.id", ""},
      {"SELECT t.id, SUM(e.price) FROM event e JOIN event_tag x ON x.event_id = e.id JOIN tag t ON t.id = x.tag_id "
       "GROUP BY t.id",
       ""},
      {"SELECT t.label, SUM(e.price) FROM event e JOIN event_tag x ON x.event_id = e.id JOIN tag t ON t.id = x.tag_id "
       "GROUP BY "
       "t.label",
       "event<event_tag"},
      {"SELECT x.tag_id AS t, SUM(e.price) FROM event e JOIN event_tag x ON x.event_id = e.id GROUP BY 1", ""},
      {"SELECT x.tag_id AS t, SUM(e.price) FROM event e JOIN event_tag x ON x.event_id = e.id GROUP BY t", ""},
      {"SELECT x.tag_id, SUM(e.price) FROM event e JOIN event_tag x ON x.event_id = e.id GROUP BY ALL", ""},
      {"SELECT x.tag_id, SUM(e.price) FROM event e JOIN event_tag x ON x.event_id = e.id GROUP BY ROLLUP (x.tag_id)",
       "event<event_tag"},
      {"SELECT v.id, COUNT(*) FROM venue v JOIN event e ON e.venue_id = v.id GROUP BY v.id HAVING SUM(v.seats) > 3",
       "venue<event"},
      {"SELECT v.id FROM venue v JOIN event e ON e.venue_id = v.id GROUP BY v.id ORDER BY SUM(v.seats)", "venue<event"},
      {"SELECT SUM(e.price) FILTER (WHERE x.tag_id = 3) FROM event e JOIN event_tag x ON x.event_id = e.id", ""},
  });
}

TEST(FindMultiplied, ValuesOfSeveralTables) {
  check({
      {"SELECT SUM(s.quantity * e.price) FROM event e JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT SUM(s.paid - e.price) FROM event e JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT SUM(s.quantity * e.price) FROM event e JOIN sales s ON s.event_id = e.id JOIN review r ON r.event_id = "
       "e.id",
       "sales<review"},
      {"SELECT SUM(COALESCE(e.price, 0)) FROM event e JOIN sales s ON s.event_id = e.id", "event<sales"},
      {"SELECT SUM(CASE WHEN s.paid > 1 THEN e.price END) FROM event e JOIN sales s ON s.event_id = e.id",
       "event<sales"},
      {"SELECT SUM(CASE WHEN e.price > 1 THEN s.paid END) FROM event e JOIN sales s ON s.event_id = e.id", ""},
  });
}

TEST(FindMultiplied, LooksThroughDerivedTablesAndCommonTables) {
  check({
      {"SELECT SUM(e.price) FROM event e JOIN (SELECT event_id, SUM(paid) AS p FROM sales GROUP BY event_id) s ON "
       "s.event_id = "
       "e.id",
       ""},
      {"SELECT SUM(e.price), SUM(s.p) FROM event e JOIN (SELECT event_id, SUM(paid) AS p FROM sales GROUP BY 1) s ON "
       "s.event_id "
       "= e.id",
       ""},
      {"SELECT SUM(e.price) FROM event e JOIN (SELECT event_id, buyer_id, SUM(paid) AS p FROM sales GROUP BY event_id, "
       "buyer_id) "
       "s ON s.event_id = e.id",
       "event<s"},
      {"SELECT SUM(e.price) FROM event e JOIN (SELECT DISTINCT event_id FROM sales) s ON s.event_id = e.id", ""},
      {"SELECT SUM(e.price) FROM event e JOIN (SELECT event_id FROM sales) s ON s.event_id = e.id", "event<sales"},
      {"SELECT SUM(e.price) FROM event e JOIN (SELECT event_id FROM sales UNION SELECT event_id FROM review) s ON "
       "s.event_id = "
       "e.id",
       ""},
      {"SELECT SUM(e.price) FROM event e JOIN (SELECT event_id FROM sales UNION ALL SELECT event_id FROM review) s ON "
       "s.event_id = e.id",
       "?event<s"},
      {"SELECT SUM(d.price) FROM (SELECT e.price, s.paid FROM event e JOIN sales s ON s.event_id = e.id) d",
       "event<sales"},
      {"SELECT SUM(d.paid) FROM (SELECT e.price, s.paid FROM event e JOIN sales s ON s.event_id = e.id) d", ""},
      {"SELECT SUM(d.price) FROM (SELECT DISTINCT e.id, e.price FROM event e JOIN sales s ON s.event_id = e.id) d", ""},
      {"SELECT SUM(d.price) FROM (SELECT DISTINCT e.id, e.price, s.paid FROM event e JOIN sales s ON s.event_id = "
       "e.id) d",
       "event<sales"},
      {"SELECT SUM(d.price) FROM (SELECT e.id, e.price, COUNT(*) AS n FROM event e JOIN sales s ON s.event_id = e.id "
       "GROUP BY "
       "e.id, e.price) d",
       ""},
      {"SELECT SUM(d.price) FROM (SELECT e.price, s.buyer_id FROM event e JOIN sales s ON s.event_id = e.id GROUP BY "
       "e.id, "
       "e.price, s.buyer_id) d",
       "event<sales"},
      {"WITH p AS (SELECT event_id, SUM(paid) AS paid FROM sales GROUP BY event_id) SELECT SUM(e.price) FROM event e "
       "JOIN p ON "
       "p.event_id = e.id",
       ""},
      {"WITH p AS (SELECT e.id, e.price, s.paid FROM event e JOIN sales s ON s.event_id = e.id) SELECT SUM(price), "
       "SUM(paid) "
       "FROM p",
       "event<sales"},
      {"WITH p AS (SELECT * FROM event e JOIN sales s ON s.event_id = e.id) SELECT SUM(price) FROM p", "event<sales"},
      {"WITH a AS (SELECT event_id, SUM(paid) AS x FROM sales GROUP BY event_id), b AS (SELECT event_id, AVG(stars) AS "
       "y FROM "
       "review GROUP BY event_id) SELECT SUM(a.x), AVG(b.y) FROM a JOIN b ON a.event_id = b.event_id",
       ""},
      {"SELECT SUM(e.price) FROM event e JOIN (SELECT * FROM sales LIMIT 1) s ON TRUE", ""},
      {"SELECT SUM(e.price) FROM event e JOIN (SELECT event_id, ROW_NUMBER() OVER (PARTITION BY event_id ORDER BY "
       "paid) AS n "
       "FROM sales) s ON s.event_id = e.id AND s.n = 1",
       ""},
      {"SELECT SUM(e.price) FROM event e JOIN (SELECT event_id, ROW_NUMBER() OVER (PARTITION BY event_id ORDER BY "
       "paid) AS n "
       "FROM sales) s ON s.event_id = e.id",
       "event<s"},
      {"WITH RECURSIVE days(d) AS (SELECT 1 UNION ALL SELECT d + 1 FROM days WHERE d < 9) SELECT SUM(p.price) FROM "
       "price_history p JOIN days ON days.d = p.day",
       "?price_history<days"},
      {"SELECT SUM(c.n) FROM event e, LATERAL (SELECT COUNT(*) AS n FROM sales s WHERE s.event_id = e.id) c", ""},
      {"SELECT SUM(p.price) FROM price_history p JOIN generate_series(1, 9) g(d) ON g.d = p.day", ""},
  });
}

TEST(FindMultiplied, WindowsOverJoinedRows) {
  check({
      {"SELECT SUM(e.price) OVER () FROM event e JOIN sales s ON s.event_id = e.id", "event<sales"},
      {"SELECT SUM(s.paid) OVER (PARTITION BY e.id) FROM event e JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT SUM(e.price) OVER (PARTITION BY s.id) FROM event e JOIN sales s ON s.event_id = e.id", ""},
      {"SELECT e.id, SUM(SUM(s.paid)) OVER (ORDER BY e.id) FROM event e JOIN sales s ON s.event_id = e.id GROUP BY "
       "e.id",
       ""},
      {"SELECT RANK() OVER (ORDER BY e.price) FROM event e JOIN sales s ON s.event_id = e.id", ""},
  });
}

TEST(FindMultiplied, SaysWhereUniquenessWasNotMeasured) {
  check({
      {"SELECT SUM(e.price) FROM event e JOIN loose l ON l.a = e.id", "?event<loose"},
      {"SELECT SUM(e.price) FROM event e JOIN loose l ON l.a = e.id AND l.b = e.venue_id", "?event<loose"},
      {"SELECT SUM(l.n) FROM event e JOIN loose l ON l.a = e.id", ""},
      {"SELECT SUM(e.price) FROM event e CROSS JOIN loose l", "event<loose"},
      {"SELECT COUNT(*) FROM loose a JOIN sales s ON s.event_id = a.a", "?loose<sales"},
  });
}

TEST(FindMultiplied, TellsAReaderWhichTablesAndWhy) {
  const auto catalog = sayquel::testing::make_catalog(Dialect::SQLite, kTickets);
  const auto query = sql::parse("SELECT SUM(e.price) FROM event e JOIN sales s ON s.event_id = e.id", Dialect::SQLite);
  const auto binding = bind(**query, catalog);
  const auto multiplied = find_multiplied(**query, *binding, catalog);
  ASSERT_EQ(multiplied.size(), 1u);
  EXPECT_EQ(multiplied[0].message,
            "SUM(e.price) takes a row of `event` more than once: it is joined to `sales`, of which several rows can "
            "belong to "
            "one row of `event`.");
}

TEST(FindMultiplied, GivesUpOnTooManyTablesAndSaysSo) {
  std::string text = "WITH t0 AS (SELECT id FROM event)";
  for (int i = 1; i < 40; ++i) {  // each doubles the sources of the one before
    const std::string before = "t" + std::to_string(i - 1);
    text += ", t" + std::to_string(i) + " AS (SELECT a.id FROM " + before + " a JOIN " + before + " b ON a.id = b.id)";
  }
  EXPECT_EQ(found(text + " SELECT SUM(id) FROM t39"), "?<");
}

}  // namespace
}  // namespace sayquel::analysis

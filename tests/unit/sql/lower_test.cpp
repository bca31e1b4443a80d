// Neutral trees, lowered, run in SQLite and DuckDB over the same values, must give the same.
#include "sql/lower.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "sql/parser.h"
#include "sql/printer.h"
#include "unit/sql/engines.h"

namespace sayquel::sql {
namespace {

// Neutral trees are written here as DuckDB's parser reads them.
QueryPtr neutral(const std::string& text) {
  const auto tree = parse(text, Dialect::DuckDB);
  EXPECT_TRUE(tree) << tree.error().message << "\n  " << text;
  return tree ? *tree : nullptr;
}

std::string lowered(const std::string& text, Dialect dialect) {
  const QueryPtr tree = neutral(text);
  return tree ? print(*lower(tree, dialect), dialect) : "";
}

// Days around years' ends, leap days and months' ends; with times and without.
const std::vector<std::string> kDates = {"2008-01-05", "2008-02-29", "2007-12-31", "2009-01-01", "2010-01-03",
                                         "2008-12-29", "2005-01-01", "2000-02-29", "2008-03-31", "2008-08-30",
                                         "2021-01-03", "2026-12-31", "2024-01-01", "1999-12-31"};
const std::vector<std::string> kTimes = {"2008-01-05 00:00:00", "2008-02-29 23:59:59", "2007-12-31 12:30:15",
                                         "2009-01-01 01:00:00", "2008-03-31 06:07:08", "2008-10-31 18:00:01",
                                         "2008-03-01 00:00:00", "2007-01-31 06:07:07"};

class Lowered : public testing::Test {
 protected:
  void SetUp() override {
    fill("d", "DATE", kDates);
    fill("m", "TIMESTAMP", kTimes);
  }

  void fill(const std::string& table, const std::string& type, const std::vector<std::string>& values) {
    std::string rows;
    for (std::size_t i = 0; i < values.size(); ++i)
      rows += (i ? ", (" : "(") + std::to_string(i) + ", '" + values[i] + "')";
    const std::string insert = "INSERT INTO " + table + " VALUES " + rows;
    ASSERT_TRUE(sqlite_.run("CREATE TABLE " + table + " (id INTEGER, x TEXT)").ok());
    ASSERT_TRUE(sqlite_.run(insert).ok());
    ASSERT_TRUE(duckdb_.run("CREATE TABLE " + table + " (id INTEGER, x " + type + ")").ok());
    ASSERT_TRUE(duckdb_.run(insert).ok());
  }

  static std::string normal(std::string value) {
    if (value.size() == 19 && value.ends_with(" 00:00:00")) value.resize(10);  // DuckDB: a date plus an interval
    char* end = nullptr;
    const double number = std::strtod(value.c_str(), &end);
    if (!value.empty() && *end == '\0') return std::to_string(number);
    return value;
  }

  void expect_same(const std::string& text) {
    const std::string in_sqlite = lowered(text, Dialect::SQLite);
    const std::string in_duckdb = lowered(text, Dialect::DuckDB);
    const Outcome left = sqlite_.run(in_sqlite);
    const Outcome right = duckdb_.run(in_duckdb);
    ASSERT_TRUE(left.ok()) << left.error << "\n  " << in_sqlite;
    ASSERT_TRUE(right.ok()) << right.error << "\n  " << in_duckdb;
    ASSERT_EQ(left.rows.size(), right.rows.size()) << in_sqlite;
    for (std::size_t i = 0; i < left.rows.size(); ++i)
      for (std::size_t j = 0; j < left.rows[i].size(); ++j)
        EXPECT_EQ(normal(left.rows[i][j]), normal(right.rows[i][j]))
            << "row " << i << ", column " << j << "\n  " << in_sqlite << "\n  " << in_duckdb;
  }

  SqliteEngine sqlite_;
  DuckdbEngine duckdb_;
};

TEST_F(Lowered, PartsOfDatesAgree) {
  for (const char* field :
       {"YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "DOW", "ISODOW", "HOUR", "MINUTE", "SECOND", "EPOCH", "DOY"})
    for (const char* table : {"d", "m"})
      expect_same("SELECT EXTRACT(" + std::string(field) + " FROM x) FROM " + table + " ORDER BY id");
}

TEST_F(Lowered, TruncationsAgree) {
  for (const char* unit : {"year", "quarter", "month", "week", "day"})
    for (const char* table : {"d", "m"})
      expect_same("SELECT DATE_TRUNC('" + std::string(unit) + "', x) FROM " + table + " ORDER BY id");
  for (const char* unit : {"hour", "minute", "second"})
    expect_same("SELECT DATE_TRUNC('" + std::string(unit) + "', x) FROM m ORDER BY id");
}

TEST_F(Lowered, IntervalsAgree) {
  for (const char* sign : {"+", "-"})
    for (const char* interval : {"INTERVAL '1' DAY", "INTERVAL '45' DAY", "INTERVAL '1' WEEK", "INTERVAL '1' MONTH",
                                 "INTERVAL '6' MONTH", "INTERVAL '1' QUARTER", "INTERVAL '1' YEAR", "INTERVAL '3 days'",
                                 "INTERVAL '1 month 2 days'", "INTERVAL (id) DAY", "INTERVAL (id + 1) MONTH",
                                 "INTERVAL '36' HOUR", "INTERVAL '90' MINUTE", "INTERVAL '1' SECOND"})
      for (const char* table : {"d", "m"})
        expect_same("SELECT x " + std::string(sign) + " " + interval + " FROM " + table + " ORDER BY id");
}

TEST_F(Lowered, LiteralDatesWithIntervalsAgree) {
  expect_same(
      "SELECT id FROM d WHERE x >= DATE '2008-01-31' + INTERVAL '1' MONTH AND x < DATE '2009-01-01' + INTERVAL '1' DAY "
      "ORDER BY id");
  expect_same("SELECT id FROM m WHERE x > TIMESTAMP '2008-02-29 12:00:00' - INTERVAL '2' HOUR ORDER BY id");
  expect_same("SELECT id FROM d WHERE x BETWEEN DATE '2008-01-01' AND DATE '2008-12-31' ORDER BY id");
}

TEST_F(Lowered, DifferencesAgree) {
  for (const char* unit : {"second", "minute", "hour", "day", "week", "month", "quarter", "year"}) {
    const std::string difference = "DATE_DIFF('" + std::string(unit) + "', a.x, b.x)";
    expect_same("SELECT a.x, b.x, " + difference + " FROM m AS a CROSS JOIN m AS b ORDER BY a.id, b.id");
    expect_same("SELECT a.x, b.x, " + difference + " FROM d AS a CROSS JOIN d AS b ORDER BY a.id, b.id");
  }
}

TEST_F(Lowered, DivisionIsExactAndNested) {
  expect_same("SELECT id / 2, (id + 1) / 4, id / 2 / 2, (id + 1) / (id + 2) FROM d ORDER BY id");
  expect_same("SELECT COUNT(*) / 3, SUM(id) / COUNT(*), AVG(id) / 2, 100.0 * SUM(id) / COUNT(*) FROM d");
  expect_same("SELECT EXTRACT(QUARTER FROM x) / 2, DATE_DIFF('day', x, DATE '2010-01-01') / 7 FROM d ORDER BY id");
}

TEST_F(Lowered, TextAgrees) {
  expect_same("SELECT id, 'a' || id || 'b' FROM d WHERE 'MacBeth' ILIKE 'macb%' ORDER BY id");
  expect_same("SELECT y.b FROM (VALUES (1, 2), (3, 4)) AS y(a, b) ORDER BY y.a");
  expect_same("SELECT y.b FROM (SELECT id, id + 1 FROM d) AS y(a, b) ORDER BY y.a");
  expect_same("SELECT CAST(x AS DATE) FROM m ORDER BY id");
}

TEST(Lower, LeavesWhatNeedsNothing) {
  const QueryPtr tree = neutral("SELECT a, COUNT(*) FROM t WHERE b = 'x' AND c LIKE 'y%' GROUP BY a");
  for (const Dialect dialect :
       {Dialect::SQLite, Dialect::DuckDB, Dialect::PostgreSQL, Dialect::Redshift, Dialect::MySQL})
    EXPECT_EQ(lower(tree, dialect), tree);
}

TEST(Lower, WritesEachDialect) {
  const struct {
    const char* text;
    Dialect dialect;
    const char* expected;
  } cases[] = {
      {"SELECT EXTRACT(YEAR FROM x)", Dialect::SQLite, "SELECT CAST(STRFTIME('%Y', x) AS INTEGER)"},
      {"SELECT a / b", Dialect::SQLite, "SELECT 1.0 * a / b"},
      {"SELECT a / b", Dialect::DuckDB, "SELECT a / b"},
      {"SELECT a / b", Dialect::PostgreSQL, "SELECT 1.0 * a / b"},
      {"SELECT a / b", Dialect::Redshift, "SELECT CAST(a AS DOUBLE PRECISION) / b"},
      {"SELECT a / b", Dialect::MySQL, "SELECT a / b"},
      {"SELECT a || b || c", Dialect::MySQL, "SELECT CONCAT(a, b, c)"},
      {"SELECT a ILIKE 'x'", Dialect::MySQL, "SELECT a LIKE 'x'"},
      {"SELECT EXTRACT(DOW FROM x)", Dialect::MySQL, "SELECT DAYOFWEEK(x) - 1"},
      {"SELECT EXTRACT(WEEK FROM x)", Dialect::MySQL, "SELECT WEEK(x, 3)"},
      {"SELECT EXTRACT(ISODOW FROM x)", Dialect::Redshift, "SELECT (EXTRACT(DOW FROM x) + 6) % 7 + 1"},
      {"SELECT DATE_TRUNC('month', x)", Dialect::MySQL, "SELECT CAST(DATE_FORMAT(x, '%Y-%m-01') AS DATE)"},
      {"SELECT DATE_TRUNC('month', x)", Dialect::Redshift, "SELECT DATE_TRUNC('month', x)"},
      {"SELECT DATE_DIFF('day', a, b)", Dialect::DuckDB, "SELECT DATE_SUB('day', a, b)"},
      {"SELECT DATE_DIFF('day', a, b)", Dialect::MySQL, "SELECT TIMESTAMPDIFF(DAY, a, b)"},
      {"SELECT DATE_DIFF('hour', a, b)", Dialect::Redshift, "SELECT DATEDIFF(second, a, b) / 3600"},
      {"SELECT DATE_DIFF('month', a, b)", Dialect::Redshift, "SELECT CAST(TRUNC(MONTHS_BETWEEN(b, a)) AS BIGINT)"},
      {"SELECT DATE_DIFF('day', a, b)", Dialect::PostgreSQL,
       "SELECT CAST(TRUNC(EXTRACT(EPOCH FROM CAST(b AS TIMESTAMP) - CAST(a AS TIMESTAMP)) / 86400) AS BIGINT)"},
      {"SELECT x + INTERVAL '3 days 2 hours'", Dialect::MySQL, "SELECT x + INTERVAL 3 DAY + INTERVAL 2 HOUR"},
      {"SELECT x + INTERVAL '3' DAY", Dialect::MySQL, "SELECT x + INTERVAL 3 DAY"},
      {"SELECT x - INTERVAL 3 DAY", Dialect::PostgreSQL, "SELECT x - INTERVAL '3' DAY"},
      {"SELECT x + INTERVAL (n) DAY", Dialect::PostgreSQL, "SELECT x + n * INTERVAL '1' DAY"},
      {"SELECT SUM(a) FILTER (WHERE b)", Dialect::Redshift, "SELECT SUM(CASE WHEN b THEN a END)"},
      {"SELECT COUNT(*) FILTER (WHERE b)", Dialect::MySQL, "SELECT COUNT(CASE WHEN b THEN 1 END)"},
      {"SELECT a FROM t ORDER BY a NULLS LAST", Dialect::MySQL, "SELECT a FROM t ORDER BY a IS NULL, a"},
      {"SELECT a FROM t ORDER BY a DESC, b", Dialect::PostgreSQL, "SELECT a FROM t ORDER BY a DESC NULLS LAST, b"},
      {"SELECT a FROM t ORDER BY a DESC NULLS FIRST", Dialect::Redshift, "SELECT a FROM t ORDER BY a DESC NULLS FIRST"},
      {"SELECT a FROM t ORDER BY a DESC NULLS FIRST", Dialect::MySQL,
       "SELECT a FROM t ORDER BY a IS NULL DESC, a DESC"},
      {"SELECT a FROM t ORDER BY a DESC NULLS LAST", Dialect::MySQL, "SELECT a FROM t ORDER BY a DESC"},
  };
  for (const auto& c : cases) EXPECT_EQ(lowered(c.text, c.dialect), c.expected) << dialect_name(c.dialect);
}

}  // namespace
}  // namespace sayquel::sql

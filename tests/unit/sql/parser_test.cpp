#include "sql/parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sql/printer.h"
#include "sql/rewrite.h"

namespace sayquel::sql {
namespace {

using testing::HasSubstr;

TEST(Parse, TellsWhereAndWhatItDidNotExpect) {
  const struct {
    const char *text, *message;
  } cases[] = {
      {"", "line 1, column 1: there is no query"},
      {"  -- nothing\n", "line 2, column 1: there is no query"},
      {"SELECT", "line 1, column 7: expected an expression, found the end of the text"},
      {"SELECT a,\n  FROM t", "line 2, column 3: expected an expression, found \"FROM\""},
      {"SELECT a FROM", "line 1, column 14: expected a table, found the end of the text"},
      {"SELECT a FROM t WHERE", "line 1, column 22: expected an expression, found the end of the text"},
      {"SELECT a FROM t GROUP a", "line 1, column 23: expected BY, found \"a\""},
      {"SELECT (a FROM t", "line 1, column 11: expected \")\", found \"FROM\""},
      {"SELECT a FROM t)", "line 1, column 16: expected the end of the query, found \")\""},
      {"SELECT 'abc", "line 1, column 8: a string begins here and does not end"},
      {"SELECT a /* b", "line 1, column 10: a comment begins here and does not end"},
      {"SELECT CASE a ELSE b END", "line 1, column 15: expected WHEN, found \"ELSE\""},
      {"SELECT 12abc", "line 1, column 8: \"12abc\" is neither a number nor a name"},
      {"SELECT a \x01 b", "line 1, column 10: the character 0x01 belongs to no SQL"},
      {"what is this", "line 1, column 1: expected a query, found \"what\""},
      {"VALUES (1, 2), (3)", "line 1, column 1: the rows of VALUES differ in length"},
      {"SELECT a FROM t LIMIT 1 LIMIT 2", "line 1, column 25: LIMIT may not stand here"},
  };
  for (const auto& c : cases) {
    const auto result = parse(c.text, Dialect::SQLite);
    ASSERT_FALSE(result) << c.text;
    EXPECT_EQ(result.error().code, ErrorCode::Syntax) << c.text;
    EXPECT_EQ(result.error().message, c.message) << c.text;
  }
}

TEST(Parse, RefusesWhatIsNoQueryByName) {
  const struct {
    const char *text, *what;
  } cases[] = {
      {"DELETE FROM t", "DELETE statement"},
      {"  insert into t values (1)", "line 1, column 3: INSERT statement"},
      {"DROP TABLE t", "DROP statement"},
      {"PRAGMA table_info(t)", "PRAGMA statement"},
      {"ATTACH 'x' AS y", "ATTACH statement"},
      {"COPY t TO 'file'", "COPY statement"},
      {"EXPLAIN SELECT 1", "EXPLAIN statement"},
      {"SET x = 1", "SET statement"},
      {"WITH x AS (SELECT 1) DELETE FROM t", "DELETE statement"},
      {"WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x", "DELETE statement"},
      {"SELECT * FROM (UPDATE t SET a = 1)", "UPDATE statement"},
      {"SELECT 1; DROP TABLE t", "\"DROP\" after the end of the query: only one statement"},
      {"SELECT 1; SELECT 2", "only one statement"},
      {"SELECT a INTO x FROM t", "SELECT INTO"},
      {"SELECT a FROM t INTO OUTFILE 'x'", "INTO"},
      {"SELECT a FROM t FOR UPDATE", "FOR UPDATE locks rows"},
      {"SELECT /*!50000 1 */", "/*! comment"},
      {"SELECT /*+ hint */ 1", "optimizer hint"},
  };
  for (const auto& c : cases)
    for (const Dialect dialect : {Dialect::SQLite, Dialect::DuckDB, Dialect::PostgreSQL, Dialect::MySQL}) {
      const auto result = parse(c.text, dialect);
      ASSERT_FALSE(result) << c.text;
      EXPECT_EQ(result.error().code, ErrorCode::Refused) << c.text << ": " << result.error().message;
      EXPECT_THAT(result.error().message, HasSubstr(c.what));
      EXPECT_THAT(result.error().message, HasSubstr("line 1, column "));
    }
}

TEST(Parse, TakesOneTrailingSemicolonAndComments) {
  for (const char* text : {"SELECT 1;", "SELECT 1 ; ", ";SELECT 1;;", "/* a */ SELECT -- b\n 1 -- c"})
    EXPECT_TRUE(parse(text, Dialect::PostgreSQL)) << text;
}

TEST(Parse, KeepsItsLimits) {
  EXPECT_EQ(parse(std::string(2000, ' '), Dialect::SQLite, {.bytes = 1000}).error().code, ErrorCode::TooLarge);
  for (const char* unit : {"(", "SELECT (", "NOT ", "-", "CASE WHEN ", "f(", "SELECT * FROM (", "a IN (", "CAST("}) {
    std::string text = "SELECT ";
    while (text.size() < 1'000'000) text += unit;
    if (std::string_view(unit) == "-") text = "SELECT " + std::string(100'000, '~') + "1";
    for (const Dialect dialect : {Dialect::SQLite, Dialect::MySQL, Dialect::DuckDB}) {
      const auto result = parse(text, dialect);
      ASSERT_FALSE(result) << unit;
      EXPECT_TRUE(result.error().code == ErrorCode::TooLarge || result.error().code == ErrorCode::Syntax)
          << unit << ": " << result.error().message;
    }
  }
  EXPECT_EQ(parse("SELECT " + std::string(900'000, '('), Dialect::SQLite).error().code, ErrorCode::TooLarge);
}

// Chains nest to the left without nesting in the text: they are read up to a bound, and refused beyond it.
TEST(Parse, BoundsLongChains) {
  const struct {
    const char *first, *next;
  } chains[] = {{"SELECT a", " AND a"},
                {"SELECT a", " OR a"},
                {"SELECT a", " + a"},
                {"SELECT a", " || a"},
                {"SELECT 1", " UNION SELECT 1"},
                {"SELECT a FROM t", ", t"},
                {"SELECT a", " IS NULL"},
                {"SELECT a FROM t", " NATURAL JOIN t"}};
  for (const auto& chain : chains) {
    const auto text = [&](int terms) {
      std::string result = chain.first;
      for (int i = 1; i < terms; ++i) result += chain.next;
      return result;
    };
    EXPECT_TRUE(parse(text(900), Dialect::SQLite)) << chain.next;
    const auto refused = parse(text(10'000), Dialect::SQLite);
    ASSERT_FALSE(refused) << chain.next;
    EXPECT_EQ(refused.error().code, ErrorCode::TooLarge) << chain.next;
  }
  std::string list = "SELECT a FROM t WHERE a IN (0";
  for (int i = 1; i < 10'000; ++i) list += ", " + std::to_string(i);
  EXPECT_TRUE(parse(list + ")", Dialect::SQLite));
}

}  // namespace
}  // namespace sayquel::sql

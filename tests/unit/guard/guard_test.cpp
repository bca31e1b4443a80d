#include "guard/guard.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "unit/analysis/make_catalog.h"
#include "unit/guard/cases.h"

namespace sayquel::guard {
namespace {

using sayquel::testing::GuardCase;
using sql::Dialect;

catalog::Catalog tables(Dialect dialect) {
  return sayquel::testing::make_catalog(dialect, sayquel::testing::kCaseTables);
}

// The text that may run, or "code: message".
std::string approved(const std::string& text, Dialect dialect, Policy policy = {}) {
  const auto catalog = tables(dialect);
  const auto approval = Guard(catalog, std::move(policy)).approve(text);
  if (approval) return approval->query.text();
  return std::string(code_name(approval.error().code)) + ": " + approval.error().message;
}

TEST(Guard, RefusesEveryAttackOfTheFile) {
  const auto cases = sayquel::testing::read_guard_cases("attacks.txt", 3);
  EXPECT_GE(cases.size(), 200u);
  for (const auto& c : cases) {
    ASSERT_FALSE(c.dialects.empty()) << "attacks.txt:" << c.line;
    const std::size_t colon = c.expected.find(':');
    const std::string code = c.expected.substr(0, colon);
    const std::string word = colon == std::string::npos ? "" : std::string(base::trim(c.expected.substr(colon + 1)));
    for (const auto dialect : c.dialects) {
      const auto catalog = tables(dialect);
      const auto approval = Guard(catalog).approve(c.sql);
      const std::string where =
          "attacks.txt:" + std::to_string(c.line) + " in " + std::string(sql::dialect_name(dialect)) + ": " + c.sql;
      if (approval) {
        ADD_FAILURE() << where << "\n  was approved as " << approval->query.text();
        continue;
      }
      EXPECT_EQ(code_name(approval.error().code), code) << where << "\n  " << approval.error().message;
      EXPECT_NE(approval.error().message.find(word), std::string::npos) << where << "\n  " << approval.error().message;
    }
  }
}

TEST(Guard, ApprovesEveryAnalystsQueryOfTheFile) {
  const auto cases = sayquel::testing::read_guard_cases("allowed.txt", 2);
  EXPECT_GE(cases.size(), 150u);
  for (const auto& c : cases) {
    ASSERT_FALSE(c.dialects.empty()) << "allowed.txt:" << c.line;
    for (const auto dialect : c.dialects) {
      const auto catalog = tables(dialect);
      const auto approval = Guard(catalog).approve(c.sql);
      EXPECT_TRUE(approval) << "allowed.txt:" << c.line << " in " << sql::dialect_name(dialect) << ": " << c.sql
                            << "\n  " << approval.error().message;
      if (!approval) continue;
      // What was approved is approved again, as it is.
      const auto again = Guard(catalog).approve(approval->query.text());
      ASSERT_TRUE(again) << approval->query.text() << "\n  " << again.error().message;
      EXPECT_EQ(again->query.text(), approval->query.text());
    }
  }
}

TEST(Guard, PrintsTheTreeAndNeverTheTextThatCame) {
  EXPECT_EQ(approved("select /* a */ username -- b\n from users ;", Dialect::SQLite), "SELECT username FROM users");
  EXPECT_EQ(approved("SELECT username FROM users WHERE city = \"Rome\"", Dialect::SQLite),
            "SELECT username FROM users WHERE city = 'Rome'");
  EXPECT_EQ(approved("SELECT username FROM users WHERE city = \"O'Hara\"", Dialect::SQLite),
            "SELECT username FROM users WHERE city = 'O''Hara'");
}

TEST(Guard, ReadsOnlyDoubleQuotesAsSqliteStrings) {
  EXPECT_EQ(approved("SELECT username FROM users WHERE city = [Rome]", Dialect::SQLite),
            "not_found: There is no column `Rome` in `users` (line 1, column 41).");
  EXPECT_EQ(approved("SELECT username FROM users WHERE city = `Rome`", Dialect::SQLite),
            "not_found: There is no column `Rome` in `users` (line 1, column 41).");
}

TEST(Guard, NotesAStringThatIsNearlyAColumn) {
  const auto catalog = tables(Dialect::SQLite);
  const auto approval = Guard(catalog).approve("SELECT \"usernam\" FROM users");
  ASSERT_TRUE(approval);
  ASSERT_EQ(approval->notes.size(), 1u);
  EXPECT_EQ(approval->notes[0],
            "\"usernam\" is read as a text, because no column has that name. Did you mean `username`?");
}

TEST(Guard, NotesATotalThatAJoinMultipliesAndDoesNotRefuseIt) {
  const auto catalog = tables(Dialect::DuckDB);
  const auto approval =
      Guard(catalog).approve("SELECT SUM(l.totalprice) FROM listing l JOIN sales s ON s.listid = l.listid");
  ASSERT_TRUE(approval) << approval.error().message;
  EXPECT_TRUE(approval->multiplied);
  ASSERT_EQ(approval->notes.size(), 1u);
  EXPECT_NE(approval->notes[0].find("`listing` more than once"), std::string::npos) << approval->notes[0];
  const auto once =
      Guard(catalog).approve("SELECT SUM(s.pricepaid) FROM listing l JOIN sales s ON s.listid = l.listid");
  ASSERT_TRUE(once);
  EXPECT_FALSE(once->multiplied);
  EXPECT_TRUE(once->notes.empty());
}

TEST(Guard, HonoursThePolicy) {
  Policy policy;
  policy.refused_tables = {"secret"};
  EXPECT_EQ(approved("SELECT * FROM SECRET", Dialect::SQLite, policy),
            "refused: The table `SECRET` may not be read (line 1, column 15).");
  EXPECT_EQ(approved("SELECT (SELECT token FROM main.secret)", Dialect::SQLite, policy),
            "refused: The table `secret` may not be read (line 1, column 27).");
  EXPECT_EQ(approved("WITH secret AS (SELECT * FROM users) SELECT * FROM secret", Dialect::SQLite, policy).substr(0, 8),
            "refused:");
  policy.allowed_functions = {"RANDOM"};
  EXPECT_EQ(approved("SELECT random() FROM users", Dialect::SQLite, policy), "SELECT random() FROM users");
  policy.longest_sql = 10;
  EXPECT_EQ(approved("SELECT userid FROM users", Dialect::SQLite, policy),
            "too_large: The SQL has 24 bytes; at most 10 are allowed.");
}

TEST(Guard, HintsAtWhatToDo) {
  for (const char* text : {"SELECT load_extension('x') FROM users", "SELECT 1; SELECT 2", "DROP TABLE users",
                           "SELECT $1", "SELECT CAST(1 AS REGCLASS)", "SELECT * FROM sqlite_master"}) {
    const auto catalog = tables(Dialect::DuckDB);
    const auto approval = Guard(catalog).approve(text);
    ASSERT_FALSE(approval) << text;
    EXPECT_FALSE(approval.error().hint.empty()) << text << ": " << approval.error().message;
  }
}

TEST(Guard, RefusesDeepAndLongTextInLittleTime) {
  const auto catalog = tables(Dialect::SQLite);
  Policy policy;
  policy.longest_sql = 2'000'000;
  const std::string parentheses = "SELECT " + std::string(500'000, '(') + "1" + std::string(500'000, ')');
  std::string sums = "SELECT 1", unions = "SELECT 1", joins = "SELECT 1 FROM users a0", nots = "SELECT ";
  for (int i = 0; i < 50'000; ++i) sums += "+1";
  for (int i = 0; i < 30'000; ++i) unions += " UNION ALL SELECT 1";
  for (int i = 1; i < 30'000; ++i) joins += ", users a" + std::to_string(i);
  for (int i = 0; i < 100'000; ++i) nots += "NOT ";
  for (const auto& text : {parentheses, sums, unions, joins, nots + "1"}) {
    const auto approval = Guard(catalog, policy).approve(text);
    ASSERT_FALSE(approval) << text.substr(0, 40);
    EXPECT_EQ(approval.error().code, ErrorCode::TooLarge) << approval.error().message;
  }
}

// Every place of a query where an expression can stand: none is left out of sight.
TEST(Guard, SeesAFunctionWhereverItStands) {
  const struct {
    const char *dialects, *sql;
  } corners[] = {
      {"all", "SELECT @"},
      {"all", "SELECT userid FROM users WHERE @ = 1"},
      {"all", "SELECT 1 FROM users GROUP BY @"},
      {"all", "SELECT 1 FROM users GROUP BY userid HAVING @ > 1"},
      {"all", "SELECT 1 FROM users ORDER BY 1, @"},
      {"all", "SELECT CASE @ WHEN 1 THEN 2 END"},
      {"all", "SELECT CASE WHEN @ THEN 2 END"},
      {"all", "SELECT CASE WHEN 1 = 1 THEN @ END"},
      {"all", "SELECT CASE WHEN 1 = 1 THEN 1 ELSE @ END"},
      {"all", "SELECT CAST(@ AS DATE)"},
      {"all", "SELECT 1 IN (2, @)"},
      {"all", "SELECT @ IN (SELECT 1)"},
      {"all", "SELECT 1 IN (SELECT @)"},
      {"all", "SELECT 1 BETWEEN 0 AND @"},
      {"all", "SELECT 'a' LIKE @"},
      {"all", "SELECT @ IS NULL"},
      {"all", "SELECT EXISTS (SELECT @)"},
      {"all", "SELECT (SELECT @)"},
      {"all", "SELECT -@"},
      {"all", "SELECT NOT @"},
      {"all", "SELECT 1 + (2 * (3 - @))"},
      {"all", "SELECT COALESCE(1, UPPER(LOWER(@)))"},
      {"all", "SELECT COUNT(DISTINCT @) FROM users"},
      {"all", "SELECT SUM(userid) OVER (PARTITION BY @) FROM users"},
      {"all", "SELECT SUM(userid) OVER (ORDER BY @) FROM users"},
      {"sqlite,duckdb,postgresql,mysql", "SELECT SUM(userid) OVER w FROM users WINDOW w AS (PARTITION BY @)"},
      {"sqlite,duckdb,postgresql", "SELECT SUM(userid) OVER (ORDER BY userid ROWS @ PRECEDING) FROM users"},
      {"sqlite,duckdb,postgresql",
       "SELECT SUM(userid) OVER (ORDER BY userid ROWS BETWEEN 1 PRECEDING AND @ FOLLOWING) FROM users"},
      {"sqlite,duckdb,postgresql", "SELECT COUNT(*) FILTER (WHERE @ > 1) FROM users"},
      {"duckdb,postgresql", "SELECT ARRAY_AGG(userid ORDER BY @) FROM users"},
      {"postgresql,redshift", "SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY @) FROM users"},
      {"all", "SELECT 1 FROM users JOIN venue ON @ = 1"},
      {"all", "SELECT 1 FROM (SELECT @ AS x) t"},
      {"all", "SELECT 1 FROM users JOIN (SELECT @ AS x) t ON t.x = users.userid"},
      {"postgresql,mysql", "SELECT 1 FROM users CROSS JOIN LATERAL (SELECT @ AS x) t"},
      {"all", "WITH t AS (SELECT @ AS x) SELECT 1 FROM t"},
      {"all", "WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT @ FROM t) SELECT x FROM t"},
      {"all", "SELECT 1 UNION SELECT @"},
      {"all", "SELECT 1 EXCEPT SELECT 2 INTERSECT SELECT @"},
      {"sqlite,duckdb,postgresql", "VALUES (1), (@)"},
      {"duckdb,postgresql", "SELECT * FROM (VALUES (@)) t(x)"},
      {"sqlite,duckdb,postgresql", "SELECT 1 FROM users LIMIT @"},
      {"sqlite,duckdb,postgresql", "SELECT 1 FROM users LIMIT 1 OFFSET @"},
      {"duckdb,postgresql", "SELECT DISTINCT ON (@) userid FROM users"},
      {"duckdb,redshift", "SELECT userid FROM users QUALIFY @ = 1"},
      {"duckdb,postgresql,redshift", "SELECT 1 FROM users GROUP BY ROLLUP (@)"},
      {"duckdb,postgresql,redshift", "SELECT 1 FROM users GROUP BY GROUPING SETS ((userid), (userid, @))"},
      {"duckdb,postgresql", "SELECT ARRAY[1, @]"},
      {"duckdb,postgresql", "SELECT (ARRAY[1])[@]"},
      {"duckdb,postgresql", "SELECT (ARRAY[1])[1:@]"},
      {"duckdb,postgresql", "SELECT NOW() AT TIME ZONE @"},
      {"duckdb,postgresql,redshift,mysql", "SELECT EXTRACT(YEAR FROM @)"},
      {"duckdb,postgresql,mysql,redshift", "SELECT 1 = ANY (SELECT @)"},
      {"postgresql", "SELECT 1 = ANY (@)"},
      {"mysql", "SELECT NOW() + INTERVAL @ DAY"},
      {"sqlite", "SELECT @ COLLATE NOCASE"},
      {"sqlite,duckdb,postgresql", "SELECT 'a' LIKE 'b' ESCAPE @"},
      {"sqlite", "SELECT 1 FROM json_each(@)"},
      {"duckdb,postgresql", "SELECT 1 FROM generate_series(1, @)"},
      {"duckdb,postgresql", "SELECT 1 FROM users, unnest(@)"},
      {"all", "SELECT (1, @) = (1, 2)"},
      {"sqlite,postgresql,mysql", "SELECT body -> @ FROM note"},
      {"redshift", "SELECT DATEADD(day, @, GETDATE())"},
  };
  int seen = 0;
  for (const auto& corner : corners) {
    std::string text = corner.sql;
    text.replace(text.find('@'), 1, "no_such_function(1)");
    for (const auto dialect : sayquel::testing::dialects_named(corner.dialects)) {
      const std::string answer = approved(text, dialect);
      EXPECT_NE(answer.find("refused: The function `no_such_function`"), std::string::npos)
          << sql::dialect_name(dialect) << ": " << text << "\n  " << answer;
      ++seen;
    }
  }
  EXPECT_GT(seen, 200);
}

// Queries of a few kilobytes whose names double at every step: answered or refused, in little memory.
TEST(Guard, StaysSmallWhereNamesDouble) {
  std::string stars = "WITH t0 AS (SELECT * FROM users)", sums = "WITH t0 AS (SELECT userid AS x FROM users)",
              groups = sums;
  for (int i = 1; i < 60; ++i) {
    const std::string name = "t" + std::to_string(i), before = "t" + std::to_string(i - 1);
    stars += ", " + name + " AS (SELECT a.*, b.* FROM " + before + " a, " + before + " b)";
    sums += ", " + name + " AS (SELECT x + x AS x FROM " + before + ")";
    groups += ", " + name + " AS (SELECT x + x + COUNT(*) AS y, x + x AS x FROM " + before + " GROUP BY x)";
  }
  const auto catalog = tables(Dialect::DuckDB);
  const auto starred = Guard(catalog).approve(stars + " SELECT 1 FROM t59");
  ASSERT_FALSE(starred);
  EXPECT_EQ(starred.error().code, ErrorCode::TooLarge) << starred.error().message;
  EXPECT_TRUE(Guard(catalog).approve(sums + " SELECT SUM(x) FROM t59"));
  EXPECT_TRUE(Guard(catalog).approve(groups + " SELECT SUM(x) FROM t59"));
  std::string aliases = "SELECT userid AS a0";
  for (int i = 1; i < 60; ++i) {
    aliases += ", a" + std::to_string(i - 1) + " + a" + std::to_string(i - 1) + " AS a" + std::to_string(i);
  }
  EXPECT_TRUE(Guard(catalog).approve(aliases + ", SUM(a59) OVER () FROM users"));
}

}  // namespace
}  // namespace sayquel::guard

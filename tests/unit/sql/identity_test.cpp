// What comes back as it went in: tests/cases/sql/identity_*.sql, one file a dialect and one for all.
#include <gtest/gtest.h>

#include <algorithm>

#include "sql/parser.h"
#include "sql/printer.h"
#include "unit/sql/statements.h"

namespace sayquel::sql {
namespace {

void expect_identity(const Statement& statement, Dialect dialect) {
  SCOPED_TRACE(std::string(dialect_name(dialect)) + ", line " + std::to_string(statement.line));
  const auto tree = parse(statement.text, dialect);
  ASSERT_TRUE(tree) << tree.error().message << "\n  " << statement.text;
  EXPECT_EQ(print(**tree, dialect), statement.text);
  for (const Layout layout : {Layout::OneLine, Layout::Indented}) {
    const std::string text = print(**tree, dialect, layout);
    const auto again = parse(text, dialect);
    ASSERT_TRUE(again) << again.error().message << "\n  " << text;
    EXPECT_TRUE(equal(**tree, **again)) << text;
  }
}

TEST(Identity, OfWhatEveryDialectReads) {
  for (const Statement& statement : read_statements("identity_all.sql"))
    for (const Dialect dialect : kDialects) expect_identity(statement, dialect);
}

TEST(Spellings, ComeOutAsTheDialectUsuallyWritesThem) {
  for (const Statement& line : read_statements("spellings.txt")) {
    const std::size_t colon = line.text.find(": ");
    const std::size_t arrow = line.text.rfind(" => ");
    ASSERT_TRUE(colon != std::string::npos && arrow != std::string::npos) << line.line;
    const std::string name = line.text.substr(0, colon);
    const auto* dialect = std::find_if(std::begin(kDialects), std::end(kDialects),
                                       [&](Dialect one) { return dialect_name(one) == name; });
    ASSERT_NE(dialect, std::end(kDialects)) << name;
    const std::string text = line.text.substr(colon + 2, arrow - colon - 2);
    const std::string expected = line.text.substr(arrow + 4);
    const auto tree = parse(text, *dialect);
    ASSERT_TRUE(tree) << tree.error().message << "\n  " << text;
    EXPECT_EQ(print(**tree, *dialect), expected) << "line " << line.line;
    expect_identity({line.line, expected}, *dialect);
  }
}

// The two layouts are the same text but for white space, and no line is longer than it must be.
TEST(Indented, PutsAClauseOnALine) {
  const auto tree = parse(
      "WITH x AS (SELECT a, COUNT(*) AS n FROM t GROUP BY a), y AS (SELECT x.a, x.n, CASE WHEN x.n > 100 THEN 'very "
      "many' "
      "WHEN x.n > 10 THEN 'many' ELSE 'few' END AS how_many FROM x JOIN names ON names.id = x.a AND names.kind = "
      "'person' "
      "WHERE x.n > 1) SELECT y.a, y.how_many FROM y LEFT JOIN z ON z.a = y.a WHERE y.n > (SELECT AVG(n) FROM x) AND "
      "y.a IN "
      "('Amsterdam', 'Berlin', 'Copenhagen', 'Dublin', 'Edinburgh', 'Florence', 'Geneva', 'Helsinki', 'Istanbul') "
      "ORDER BY "
      "y.n DESC LIMIT 5",
      Dialect::SQLite);
  ASSERT_TRUE(tree) << tree.error().message;
  EXPECT_EQ(print(**tree, Dialect::SQLite, Layout::Indented), R"(WITH x AS (SELECT a, COUNT(*) AS n FROM t GROUP BY a),
y AS (
  SELECT
    x.a,
    x.n,
    CASE WHEN x.n > 100 THEN 'very many' WHEN x.n > 10 THEN 'many' ELSE 'few' END AS how_many
  FROM x
  JOIN names ON names.id = x.a AND names.kind = 'person'
  WHERE x.n > 1
)
SELECT y.a, y.how_many
FROM y
LEFT JOIN z ON z.a = y.a
WHERE y.n > (SELECT AVG(n) FROM x)
  AND y.a IN (
    'Amsterdam', 'Berlin', 'Copenhagen', 'Dublin', 'Edinburgh', 'Florence', 'Geneva', 'Helsinki',
    'Istanbul'
  )
ORDER BY y.n DESC
LIMIT 5)");
}

class IdentityOf : public testing::TestWithParam<Dialect> {};

TEST_P(IdentityOf, Dialect) {
  const std::string file = "identity_" + std::string(dialect_name(GetParam())) + ".sql";
  const auto statements = read_statements(file);
  EXPECT_GT(statements.size(), 30u);
  for (const Statement& statement : statements) expect_identity(statement, GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, IdentityOf, testing::ValuesIn(kDialects),
                         [](const auto& parameter) { return std::string(dialect_name(parameter.param)); });

}  // namespace
}  // namespace sayquel::sql

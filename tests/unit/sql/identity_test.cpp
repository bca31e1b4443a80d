// What comes back as it went in: tests/cases/sql/identity_*.sql, one file a dialect and one for all.
#include <gtest/gtest.h>

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

class IdentityOf : public testing::TestWithParam<Dialect> {};

TEST_P(IdentityOf, Dialect) {
  const std::string file = "identity_" + std::string(dialect_name(GetParam())) + ".sql";
  const auto statements = read_statements(file);
  EXPECT_FALSE(statements.empty());
  for (const Statement& statement : statements) expect_identity(statement, GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, IdentityOf, testing::ValuesIn(kDialects),
                         [](const auto& parameter) { return std::string(dialect_name(parameter.param)); });

}  // namespace
}  // namespace sayquel::sql

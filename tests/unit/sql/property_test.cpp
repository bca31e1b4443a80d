// For any tree that a dialect can write: what is printed, in both layouts, reads back as the same tree.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "sql/fields.h"
#include "sql/parser.h"
#include "sql/printer.h"
#include "sql/rewrite.h"
#include "unit/sql/random_tree.h"
#include "unit/sql/statements.h"

namespace sayquel::sql {
namespace {

class Property : public testing::TestWithParam<Dialect> {};

TEST_P(Property, PrintedTreesReadBackTheSame) {
  const Dialect dialect = GetParam();
  const bool holds = rc::check([dialect] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const int depth = *rc::gen::inRange(0, 4);
    const QueryPtr tree = RandomTree(seed, dialect).query(depth);
    for (const Layout layout : {Layout::OneLine, Layout::Indented}) {
      const std::string text = print(*tree, dialect, layout);
      RC_LOG(text);
      const auto again = parse(text, dialect);
      if (!again) RC_LOG(again.error().message);
      RC_ASSERT(again.has_value());
      RC_LOG(print(**again, dialect));
      RC_ASSERT(equal(*tree, **again));
    }
  });
  EXPECT_TRUE(holds);
}

TEST_P(Property, RewritingNothingKeepsThePointerAndRewritingAllKeepsTheTree) {
  const Dialect dialect = GetParam();
  const bool holds = rc::check([dialect] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const int depth = *rc::gen::inRange(0, 4);
    const QueryPtr tree = RandomTree(seed, dialect).query(depth);
    RC_ASSERT(rewrite(tree, {}) == tree);
    const QueryPtr copy = rewrite(
        tree, {.expression = [](const ExpressionPtr& node) { return std::make_shared<const Expression>(*node); },
               .query = [](const QueryPtr& node) { return std::make_shared<const Query>(*node); },
               .from = [](const FromPtr& node) { return std::make_shared<const FromItem>(*node); }});
    RC_ASSERT(copy != tree);
    RC_ASSERT(equal(*copy, *tree));
    int nodes = 0, copies = 0;
    walk(*tree, {.expression = [&](const Expression&) { return ++nodes; }});
    walk(*copy, {.expression = [&](const Expression&) { return ++copies; }});
    RC_ASSERT(nodes == copies);
  });
  EXPECT_TRUE(holds);
}

INSTANTIATE_TEST_SUITE_P(All, Property, testing::ValuesIn(kDialects),
                         [](const auto& parameter) { return std::string(dialect_name(parameter.param)); });

}  // namespace

// A field of a node that the list in fields.h forgot would not be compared, walked or rewritten.
struct Anything {
  template <typename T>
  operator T() const;  // never defined: only asked whether it would do
};

namespace {

template <typename T, typename... Given>
constexpr std::size_t count_fields() {
  if constexpr (requires { T{Given{}..., Anything{}}; })
    return count_fields<T, Given..., Anything>();
  else
    return sizeof...(Given);
}

template <typename T, std::size_t unlisted = 0>
constexpr bool complete = std::tuple_size_v<decltype(fields(std::declval<T&>()))> + unlisted == count_fields<T>();

static_assert(complete<Literal> && complete<Star> && complete<Unary> && complete<Binary> && complete<OrderItem>);
static_assert(complete<FrameBound> && complete<Frame> && complete<Window> && complete<FunctionCall>);
static_assert(complete<Case> && complete<Cast> && complete<TypeName> && complete<InList> && complete<InQuery>);
static_assert(complete<Between> && complete<Like> && complete<Is> && complete<Quantified> && complete<Subscript>);
static_assert(complete<IntervalLiteral> && complete<Extract> && complete<Collate> && complete<AtTimeZone>);
static_assert(complete<TableAlias> && complete<TableReference> && complete<DerivedTable> && complete<TableFunction>);
static_assert(complete<Join> && complete<SelectItem> && complete<GroupingElement> && complete<Select>);
static_assert(complete<SetOperation> && complete<CommonTable> && complete<With> && complete<Limit>);
static_assert(complete<Expression, 1> && complete<FromItem, 1> && complete<Query, 1>);  // their positions

}  // namespace
}  // namespace sayquel::sql

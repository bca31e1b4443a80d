// Random trees that a dialect can write, for the property that what is printed reads back the same.
#pragma once

#include <random>
#include <string>

#include "sql/ast.h"
#include "sql/dialects/traits.h"

namespace sayquel::sql {

class RandomTree {
 public:
  RandomTree(std::uint64_t seed, Dialect dialect) : random_(seed), traits_(traits(dialect)) {}

  QueryPtr query(int depth);
  ExpressionPtr expression(int depth);

 private:
  int below(int bound) { return static_cast<int>(random_() % static_cast<std::uint64_t>(bound)); }
  bool chance(int percent) { return below(100) < percent; }

  Identifier identifier();
  ExpressionPtr literal();
  ExpressionPtr column();
  ExpressionPtr binary(int depth);
  ExpressionPtr predicate(int depth);
  ExpressionPtr call(int depth);
  ExpressionPtr compound(int depth);
  Window window(int depth);
  Frame frame(int depth);
  std::vector<ExpressionPtr> expressions(int depth, int most);
  std::vector<OrderItem> order(int depth);

  Select select(int depth);
  FromPtr from(int depth);
  FromPtr table(int depth);
  std::vector<GroupingElement> grouping(int depth);
  With with(int depth);
  SetOperation set_operation(int depth);

  std::mt19937_64 random_;
  const Traits& traits_;
};

}  // namespace sayquel::sql

// Short hands for making trees in code.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sql/ast.h"

namespace sayquel::sql::build {

template <typename Node>
ExpressionPtr make(Node node) {
  return std::make_shared<const Expression>(Expression{std::move(node), {}});
}

inline ExpressionPtr null() { return make(Literal{LiteralKind::Null, ""}); }
inline ExpressionPtr number(std::string digits) { return make(Literal{LiteralKind::Number, std::move(digits)}); }
inline ExpressionPtr string(std::string text) { return make(Literal{LiteralKind::String, std::move(text)}); }
inline ExpressionPtr date(std::string iso) { return make(Literal{LiteralKind::Date, std::move(iso)}); }
inline ExpressionPtr timestamp(std::string iso) { return make(Literal{LiteralKind::Timestamp, std::move(iso)}); }
inline ExpressionPtr column(std::string table, std::string name) {
  ColumnReference reference;
  if (!table.empty()) reference.qualifiers.emplace_back(std::move(table));
  reference.name = Identifier(std::move(name));
  return make(std::move(reference));
}
inline ExpressionPtr star() { return make(Star{}); }
inline ExpressionPtr binary(BinaryOperator op, ExpressionPtr left, ExpressionPtr right) {
  return make(Binary{op, std::move(left), std::move(right)});
}
inline ExpressionPtr negate(ExpressionPtr operand) { return make(Unary{UnaryOperator::Not, std::move(operand)}); }
inline ExpressionPtr call(std::string name, std::vector<ExpressionPtr> arguments, bool distinct = false) {
  FunctionCall function;
  function.name.emplace_back(std::move(name));
  function.arguments = std::move(arguments);
  function.distinct = distinct;
  return make(std::move(function));
}
inline ExpressionPtr subquery(QueryPtr query) { return make(ScalarSubquery{std::move(query)}); }
// a AND b; either may be null.
inline ExpressionPtr conjunction(ExpressionPtr left, ExpressionPtr right) {
  if (!left) return right;
  if (!right) return left;
  return binary(BinaryOperator::And, std::move(left), std::move(right));
}
inline FromPtr table(std::string name, std::string alias = {}) {
  TableReference reference;
  reference.name = Identifier(std::move(name));
  if (!alias.empty()) reference.alias = TableAlias{Identifier(std::move(alias)), {}};
  return std::make_shared<const FromItem>(FromItem{std::move(reference), {}});
}
inline FromPtr join(FromPtr left, FromPtr right, ExpressionPtr on, JoinKind kind = JoinKind::Inner) {
  Join node;
  node.kind = kind;
  node.left = std::move(left);
  node.right = std::move(right);
  node.on = std::move(on);
  return std::make_shared<const FromItem>(FromItem{std::move(node), {}});
}
inline QueryPtr query(Query value) { return std::make_shared<const Query>(std::move(value)); }

}  // namespace sayquel::sql::build

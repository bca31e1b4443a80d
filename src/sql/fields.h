// The fields of every node, listed once, in the order in which they stand in the text. Equality, walking and rewriting
// are all written over these lists (a test proves that none lacks a field). Positions are not listed: they are never
// compared and hold no children.
#pragma once

#include <concepts>
#include <tuple>
#include <type_traits>

#include "sql/ast.h"

namespace sayquel::sql {

// N is T or const T: one list serves reading and changing.
template <typename N, typename T>
concept NodeOf = std::same_as<std::remove_const_t<N>, T>;

template <NodeOf<Identifier> N>
auto fields(N& n) {
  return std::tie(n.name);
}  // quotes are not structure
template <NodeOf<Literal> N>
auto fields(N& n) {
  return std::tie(n.kind, n.text);
}
template <NodeOf<Parameter> N>
auto fields(N& n) {
  return std::tie(n.text);
}
template <NodeOf<ColumnReference> N>
auto fields(N& n) {
  return std::tie(n.qualifiers, n.name);
}
template <NodeOf<Star> N>
auto fields(N& n) {
  return std::tie(n.qualifiers);
}
template <NodeOf<Unary> N>
auto fields(N& n) {
  return std::tie(n.op, n.operand);
}
template <NodeOf<Binary> N>
auto fields(N& n) {
  return std::tie(n.left, n.op, n.right);
}
template <NodeOf<OrderItem> N>
auto fields(N& n) {
  return std::tie(n.expression, n.descending, n.nulls);
}
template <NodeOf<FrameBound> N>
auto fields(N& n) {
  return std::tie(n.kind, n.offset);
}
template <NodeOf<Frame> N>
auto fields(N& n) {
  return std::tie(n.unit, n.start, n.end, n.exclusion);
}
template <NodeOf<Window> N>
auto fields(N& n) {
  return std::tie(n.base, n.by_name, n.partition_by, n.order_by, n.frame);
}
template <NodeOf<FunctionCall> N>
auto fields(N& n) {
  return std::tie(n.name, n.distinct, n.bare, n.arguments, n.order_by, n.separator, n.within_group, n.filter, n.nulls,
                  n.over);
}
template <NodeOf<WhenClause> N>
auto fields(N& n) {
  return std::tie(n.condition, n.result);
}
template <NodeOf<Case> N>
auto fields(N& n) {
  return std::tie(n.operand, n.whens, n.otherwise);
}
template <NodeOf<TypeName> N>
auto fields(N& n) {
  return std::tie(n.name, n.arguments, n.array_dimensions);
}
template <NodeOf<Cast> N>
auto fields(N& n) {
  return std::tie(n.operand, n.type, n.try_cast);
}
template <NodeOf<InList> N>
auto fields(N& n) {
  return std::tie(n.operand, n.items, n.negated);
}
template <NodeOf<InQuery> N>
auto fields(N& n) {
  return std::tie(n.operand, n.query, n.negated);
}
template <NodeOf<Between> N>
auto fields(N& n) {
  return std::tie(n.operand, n.low, n.high, n.negated, n.symmetric);
}
template <NodeOf<Like> N>
auto fields(N& n) {
  return std::tie(n.kind, n.operand, n.pattern, n.escape, n.negated);
}
template <NodeOf<Is> N>
auto fields(N& n) {
  return std::tie(n.kind, n.operand, n.negated);
}
template <NodeOf<Exists> N>
auto fields(N& n) {
  return std::tie(n.query);
}
template <NodeOf<ScalarSubquery> N>
auto fields(N& n) {
  return std::tie(n.query);
}
template <NodeOf<Quantified> N>
auto fields(N& n) {
  return std::tie(n.operand, n.op, n.quantifier, n.query, n.array);
}
template <NodeOf<RowExpression> N>
auto fields(N& n) {
  return std::tie(n.items);
}
template <NodeOf<ArrayExpression> N>
auto fields(N& n) {
  return std::tie(n.items);
}
template <NodeOf<Subscript> N>
auto fields(N& n) {
  return std::tie(n.operand, n.index, n.upper, n.slice);
}
template <NodeOf<IntervalLiteral> N>
auto fields(N& n) {
  return std::tie(n.amount, n.unit);
}
template <NodeOf<Extract> N>
auto fields(N& n) {
  return std::tie(n.field, n.operand);
}
template <NodeOf<Collate> N>
auto fields(N& n) {
  return std::tie(n.operand, n.collation);
}
template <NodeOf<AtTimeZone> N>
auto fields(N& n) {
  return std::tie(n.operand, n.zone);
}
template <NodeOf<Expression> N>
auto fields(N& n) {
  return std::tie(n.node);
}

template <NodeOf<TableAlias> N>
auto fields(N& n) {
  return std::tie(n.name, n.columns);
}
template <NodeOf<TableReference> N>
auto fields(N& n) {
  return std::tie(n.schema, n.name, n.alias);
}
template <NodeOf<DerivedTable> N>
auto fields(N& n) {
  return std::tie(n.query, n.alias, n.lateral);
}
template <NodeOf<TableFunction> N>
auto fields(N& n) {
  return std::tie(n.call, n.alias, n.lateral, n.with_ordinality);
}
template <NodeOf<Join> N>
auto fields(N& n) {
  return std::tie(n.kind, n.natural, n.comma, n.left, n.right, n.on, n.using_columns);
}
template <NodeOf<FromItem> N>
auto fields(N& n) {
  return std::tie(n.node);
}

template <NodeOf<SelectItem> N>
auto fields(N& n) {
  return std::tie(n.expression, n.alias);
}
template <NodeOf<GroupingElement> N>
auto fields(N& n) {
  return std::tie(n.kind, n.expression, n.elements);
}
template <NodeOf<NamedWindow> N>
auto fields(N& n) {
  return std::tie(n.name, n.window);
}
template <NodeOf<Select> N>
auto fields(N& n) {
  return std::tie(n.distinct, n.distinct_on, n.items, n.from, n.where, n.group_by, n.group_by_all, n.having, n.windows,
                  n.qualify);
}
template <NodeOf<SetOperation> N>
auto fields(N& n) {
  return std::tie(n.left, n.op, n.all, n.right);
}
template <NodeOf<Values> N>
auto fields(N& n) {
  return std::tie(n.rows);
}
template <NodeOf<CommonTable> N>
auto fields(N& n) {
  return std::tie(n.name, n.columns, n.query, n.materialization);
}
template <NodeOf<With> N>
auto fields(N& n) {
  return std::tie(n.recursive, n.tables);
}
template <NodeOf<Limit> N>
auto fields(N& n) {
  return std::tie(n.count, n.offset, n.with_ties, n.percent);
}
template <NodeOf<Query> N>
auto fields(N& n) {
  return std::tie(n.with, n.body, n.order_by, n.order_by_all, n.limit);
}

template <typename N>
concept HasFields = requires(N& node) {
  fields(node);
};

// Calls `visit` with a reference to every child pointer (ExpressionPtr, QueryPtr, FromPtr; null ones left out) that
// hangs below `value` without another pointer between, in the order of the text.
template <typename N, typename Visit>
void for_each_child(N& value, Visit&& visit);

namespace detail {
template <typename T>
struct IsPointer : std::false_type {};
template <typename T>
struct IsPointer<std::shared_ptr<T>> : std::true_type {};
template <typename T>
struct IsVector : std::false_type {};
template <typename T>
struct IsVector<std::vector<T>> : std::true_type {};
template <typename T>
struct IsOptional : std::false_type {};
template <typename T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <typename T>
struct IsVariant : std::false_type {};
template <typename... T>
struct IsVariant<std::variant<T...>> : std::true_type {};
}  // namespace detail

template <typename N, typename Visit>
void for_each_child(N& value, Visit&& visit) {
  using T = std::remove_const_t<N>;
  if constexpr (detail::IsPointer<T>::value) {
    if (value) visit(value);
  } else if constexpr (detail::IsVector<T>::value) {
    for (auto& element : value) for_each_child(element, visit);
  } else if constexpr (detail::IsOptional<T>::value) {
    if (value) for_each_child(*value, visit);
  } else if constexpr (detail::IsVariant<T>::value) {
    std::visit([&](auto& alternative) { for_each_child(alternative, visit); }, value);
  } else if constexpr (HasFields<N>) {
    std::apply([&](auto&... field) { (for_each_child(field, visit), ...); }, fields(value));
  }
}

}  // namespace sayquel::sql

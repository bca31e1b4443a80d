#include "base/text.h"
#include "sql/fields.h"
#include "sql/printer.h"

namespace sayquel::sql {
namespace {

template <typename T>
bool same(const T& left, const T& right);

// -5 may be one literal (made by code) or a minus before a literal (read): the same number.
bool same_negative_number(const Expression& left, const Expression& right) {
  const auto* literal = left.as<Literal>();
  const auto* minus = right.as<Unary>();
  if (!literal || literal->kind != LiteralKind::Number || !literal->text.starts_with('-')) return false;
  if (!minus || minus->op != UnaryOperator::Minus || !minus->operand) return false;
  const auto* digits = minus->operand->as<Literal>();
  return digits && digits->kind == LiteralKind::Number && digits->text == std::string_view(literal->text).substr(1);
}

bool same_expression(const Expression& left, const Expression& right) {
  if (&left == &right) return true;
  if (left.node.index() != right.node.index())
    return same_negative_number(left, right) || same_negative_number(right, left);
  return same(left.node, right.node);
}

bool same_literal(const Literal& left, const Literal& right) {
  if (left.kind != right.kind) return false;
  if (left.kind == LiteralKind::Null) return true;
  if (left.kind == LiteralKind::Boolean || left.kind == LiteralKind::Blob)
    return base::equal_ignoring_case(left.text, right.text);
  return left.text == right.text;
}

// Function names are words of the dialect: COUNT and count are one.
bool same_call(const FunctionCall& left, const FunctionCall& right) {
  if (left.name.size() != right.name.size()) return false;
  for (std::size_t i = 0; i < left.name.size(); ++i)
    if (!base::equal_ignoring_case(left.name[i].name, right.name[i].name)) return false;
  const auto rest = [](const FunctionCall& call) {
    return std::tie(call.distinct, call.bare, call.arguments, call.order_by, call.separator, call.within_group,
                    call.filter, call.nulls, call.over);
  };
  return same(rest(left), rest(right));
}

// JOIN without a condition is CROSS JOIN.
bool same_join(const Join& left, const Join& right) {
  const auto kind = [](const Join& join) {
    const bool bare = !join.on && join.using_columns.empty() && !join.natural;
    return bare && join.kind == JoinKind::Inner ? JoinKind::Cross : join.kind;
  };
  return kind(left) == kind(right) && left.natural == right.natural && left.comma == right.comma &&
         same(left.left, right.left) && same(left.right, right.right) && same(left.on, right.on) &&
         same(left.using_columns, right.using_columns);
}

template <typename T>
bool same_pointed(const std::shared_ptr<T>& left, const std::shared_ptr<T>& right) {
  if (left == right) return true;
  return left && right && same(*left, *right);
}

template <typename T>
bool same_elements(const std::vector<T>& left, const std::vector<T>& right) {
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i)
    if (!same(left[i], right[i])) return false;
  return true;
}

template <typename T>
struct IsTuple : std::false_type {};
template <typename... T>
struct IsTuple<std::tuple<T...>> : std::true_type {};

template <typename T>
bool same_fields(const T& left, const T& right) {
  return std::apply(
      [&](const auto&... ours) {
        return std::apply([&](const auto&... theirs) { return (same(ours, theirs) && ...); }, right);
      },
      left);
}

template <typename T>
bool same(const T& left, const T& right) {
  if constexpr (std::same_as<T, Expression>) {
    return same_expression(left, right);
  } else if constexpr (std::same_as<T, Literal>) {
    return same_literal(left, right);
  } else if constexpr (std::same_as<T, FunctionCall>) {
    return same_call(left, right);
  } else if constexpr (std::same_as<T, Join>) {
    return same_join(left, right);
  } else if constexpr (detail::IsPointer<T>::value) {
    return same_pointed(left, right);
  } else if constexpr (detail::IsVector<T>::value) {
    return same_elements(left, right);
  } else if constexpr (detail::IsOptional<T>::value) {
    return left.has_value() == right.has_value() && (!left || same(*left, *right));
  } else if constexpr (detail::IsVariant<T>::value) {
    if (left.index() != right.index()) return false;
    return std::visit([&](const auto& ours) { return same(ours, std::get<std::decay_t<decltype(ours)>>(right)); },
                      left);
  } else if constexpr (IsTuple<T>::value) {
    return same_fields(left, right);
  } else if constexpr (HasFields<const T>) {
    return same_fields(fields(left), fields(right));
  } else {
    return left == right;
  }
}

}  // namespace

bool equal(const Query& left, const Query& right) { return same(left, right); }
bool equal(const Expression& left, const Expression& right) { return same(left, right); }

}  // namespace sayquel::sql

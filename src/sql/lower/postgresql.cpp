// PostgreSQL and Redshift: EXTRACT, DATE_TRUNC and intervals are theirs; division of integers and DATE_DIFF are not.
#include <algorithm>

#include "sql/lower/lowering.h"

namespace sayquel::sql {
namespace {

using build::binary;
using build::call;
using build::number;

int seconds_of(std::string_view unit) {
  if (unit == "SECOND") return 1;
  if (unit == "MINUTE") return 60;
  if (unit == "HOUR") return 3600;
  if (unit == "DAY") return 86400;
  return unit == "WEEK" ? 604800 : 0;
}

int months_of(std::string_view unit) {
  if (unit == "MONTH") return 1;
  if (unit == "QUARTER") return 3;
  return unit == "YEAR" ? 12 : 0;
}

ExpressionPtr lower_difference(const UnitCall& node) {
  const ExpressionPtr& from = node.arguments[0];
  const ExpressionPtr& to = node.arguments[1];
  if (const int seconds = seconds_of(node.unit)) {
    auto elapsed = extract("EPOCH", binary(BinaryOperator::Subtract, cast(to, "TIMESTAMP"), cast(from, "TIMESTAMP")));
    if (seconds > 1) elapsed = arithmetic(std::move(elapsed), BinaryOperator::Divide, seconds);
    return cast(call("TRUNC", {std::move(elapsed)}), "BIGINT");
  }
  if (const int months = months_of(node.unit)) {
    const auto age = call("AGE", {cast(to, "TIMESTAMP"), cast(from, "TIMESTAMP")});
    auto total = binary(BinaryOperator::Add, arithmetic(extract("YEAR", age), BinaryOperator::Multiply, 12),
                        extract("MONTH", age));
    if (months > 1) total = call("TRUNC", {arithmetic(std::move(total), BinaryOperator::Divide, months)});
    return cast(std::move(total), "BIGINT");
  }
  return nullptr;
}

// Redshift's DATEDIFF counts boundaries: seconds are exact, and MONTHS_BETWEEN is.
ExpressionPtr lower_difference_for_redshift(const UnitCall& node) {
  const ExpressionPtr& from = node.arguments[0];
  const ExpressionPtr& to = node.arguments[1];
  if (const int seconds = seconds_of(node.unit)) {
    auto elapsed = call("DATEDIFF", {build::string("second"), from, to});
    return seconds == 1 ? elapsed : arithmetic(std::move(elapsed), BinaryOperator::Divide, seconds);
  }
  if (const int months = months_of(node.unit)) {
    auto total = call("MONTHS_BETWEEN", {to, from});
    if (months > 1) total = arithmetic(std::move(total), BinaryOperator::Divide, months);
    return cast(call("TRUNC", {std::move(total)}), "BIGINT");
  }
  return nullptr;
}

// INTERVAL takes a literal only: n days are n times one day.
ExpressionPtr lower_interval(const ExpressionPtr& node) {
  const auto* literal = node->as<IntervalLiteral>();
  if (!literal || literal->amount->as<Literal>()) return nullptr;
  return binary(BinaryOperator::Multiply, literal->amount, interval(number("1"), literal->unit));
}

bool divides_integers(const ExpressionPtr& node) {
  const auto* division = node->as<Binary>();
  return division && division->op == BinaryOperator::Divide && !visibly_fractional(*division->left) &&
         !visibly_fractional(*division->right);
}

}  // namespace

ExpressionPtr lower_for_postgresql(const ExpressionPtr& node) {
  if (const auto difference = unit_call(*node, "DATE_DIFF", 2)) {
    auto result = lower_difference(*difference);
    return result ? result : node;
  }
  if (auto product = lower_interval(node)) return product;
  if (!divides_integers(node)) return node;
  const auto* division = node->as<Binary>();
  return binary(BinaryOperator::Divide, binary(BinaryOperator::Multiply, number("1.0"), division->left),
                division->right);
}

ExpressionPtr lower_for_redshift(const ExpressionPtr& node) {
  if (const auto difference = unit_call(*node, "DATE_DIFF", 2)) {
    auto result = lower_difference_for_redshift(*difference);
    return result ? result : node;
  }
  if (const auto* part = node->as<Extract>(); part && part->field == "ISODOW") {
    using enum BinaryOperator;
    return arithmetic(arithmetic(arithmetic(extract("DOW", part->operand), Add, 6), Modulo, 7), Add, 1);
  }
  if (const auto* call = node->as<FunctionCall>(); call && call->filter) return without_filter(node);
  if (auto product = lower_interval(node)) return product;
  if (!divides_integers(node)) return node;
  const auto* division = node->as<Binary>();
  // 1.0 * a / b would keep four decimal places.
  return binary(BinaryOperator::Divide, cast(division->left, "DOUBLE PRECISION"), division->right);
}

// Descending, these two put NULLs first, where no other database does: the venue with the most seats would be the one
// whose seats nobody has counted.
QueryPtr lower_query_for_postgresql(const QueryPtr& query) {
  const auto unplaced = [](const OrderItem& item) { return item.descending && item.nulls == NullsOrder::Default; };
  if (std::ranges::none_of(query->order_by, unplaced)) return query;
  Query result = *query;
  for (OrderItem& item : result.order_by)
    if (unplaced(item)) item.nulls = NullsOrder::Last;
  return build::query(std::move(result));
}

}  // namespace sayquel::sql

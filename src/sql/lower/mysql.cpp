// MySQL divides exactly and has EXTRACT and intervals; it has no DATE_TRUNC, ILIKE, FILTER or NULLS FIRST.
#include "sql/lower/lowering.h"

namespace sayquel::sql {
namespace {

using build::binary;
using build::call;
using build::number;
using build::string;

ExpressionPtr lower_truncation(const UnitCall& node) {
  const ExpressionPtr& x = node.arguments.front();
  const auto formatted = [&](const char* format, const char* type) {
    return cast(call("DATE_FORMAT", {x, string(format)}), type);
  };
  if (node.unit == "YEAR") return formatted("%Y-01-01", "DATE");
  if (node.unit == "MONTH") return formatted("%Y-%m-01", "DATE");
  if (node.unit == "DAY") return call("DATE", {x});
  if (node.unit == "HOUR") return formatted("%Y-%m-%d %H:00:00", "DATETIME");
  if (node.unit == "MINUTE") return formatted("%Y-%m-%d %H:%i:00", "DATETIME");
  if (node.unit == "WEEK")
    return binary(BinaryOperator::Subtract, call("DATE", {x}), interval(call("WEEKDAY", {x}), "DAY"));
  if (node.unit == "QUARTER")
    return binary(BinaryOperator::Add, call("MAKEDATE", {call("YEAR", {x}), number("1")}),
                  interval(arithmetic(call("QUARTER", {x}), BinaryOperator::Subtract, 1), "QUARTER"));
  return nullptr;
}

ExpressionPtr lower_extract(const Extract& node) {
  const ExpressionPtr& x = node.operand;
  if (node.field == "WEEK") return call("WEEK", {x, number("3")});  // mode 3: ISO
  if (node.field == "DOW") return arithmetic(call("DAYOFWEEK", {x}), BinaryOperator::Subtract, 1);
  if (node.field == "ISODOW") return arithmetic(call("WEEKDAY", {x}), BinaryOperator::Add, 1);
  if (node.field == "DOY") return call("DAYOFYEAR", {x});
  if (node.field == "EPOCH") return call("TIMESTAMPDIFF", {string("SECOND"), string("1970-01-01 00:00:00"), x});
  return nullptr;
}

// CAST knows few types, by names of its own.
ExpressionPtr lower_cast(const Cast& node) {
  Cast result = node;
  const std::string& type = node.type.name;
  if (type == "INTEGER" || type == "INT" || type == "BIGINT" || type == "SMALLINT")
    result.type.name = "SIGNED";
  else if (type == "VARCHAR" || type == "TEXT")
    result.type.name = "CHAR";
  else if (type == "DOUBLE PRECISION" || type == "REAL")
    result.type.name = "DOUBLE";
  else if (type.starts_with("TIMESTAMP"))
    result.type.name = "DATETIME";
  else if (!node.try_cast)
    return nullptr;
  result.try_cast = false;
  return build::make(std::move(result));
}

// INTERVAL '3 days 2 hours' has no unit of its own there.
ExpressionPtr lower_interval_sum(const ExpressionPtr& node, const IntervalSum& sum) {
  const auto* plain = node->as<Binary>()->right->as<IntervalLiteral>();
  if (plain && !plain->unit.empty()) return nullptr;
  ExpressionPtr result = sum.base;
  for (const IntervalPart& part : sum.parts)
    result = binary(sum.subtracted ? BinaryOperator::Subtract : BinaryOperator::Add, result,
                    interval(part.amount, part.unit));
  return result;
}

// NULLs stand first in ascending order and last in descending; where another place is asked for, an item before does
// it.
std::vector<OrderItem> with_nulls_placed(const std::vector<OrderItem>& items) {
  std::vector<OrderItem> result;
  for (OrderItem item : items) {
    const bool wanted_first = item.nulls == NullsOrder::First;
    if (item.nulls != NullsOrder::Default && wanted_first == item.descending)
      result.push_back({build::make(Is{IsKind::Null, item.expression, false}), wanted_first, NullsOrder::Default});
    item.nulls = NullsOrder::Default;
    result.push_back(std::move(item));
  }
  return result;
}

bool places_nulls(const std::vector<OrderItem>& items) {
  for (const OrderItem& item : items)
    if (item.nulls != NullsOrder::Default) return true;
  return false;
}

ExpressionPtr lower_call(const ExpressionPtr& node, const FunctionCall& call_node) {
  if (const auto truncation = unit_call(*node, "DATE_TRUNC", 1)) return lower_truncation(*truncation);
  if (const auto difference = unit_call(*node, "DATE_DIFF", 2))
    return call("TIMESTAMPDIFF", {string(difference->unit), difference->arguments[0], difference->arguments[1]});
  ExpressionPtr result = without_filter(node);
  if (call_node.over && places_nulls(call_node.over->order_by)) {
    FunctionCall placed = *result->as<FunctionCall>();
    placed.over->order_by = with_nulls_placed(placed.over->order_by);
    result = build::make(std::move(placed));
  }
  return result;
}

ExpressionPtr lowered(const ExpressionPtr& node) {
  if (const auto* call_node = node->as<FunctionCall>()) return lower_call(node, *call_node);
  if (const auto* part = node->as<Extract>()) return lower_extract(*part);
  if (const auto* type = node->as<Cast>()) return lower_cast(*type);
  if (const auto sum = interval_sum(*node)) return lower_interval_sum(node, *sum);
  if (const auto* like = node->as<Like>(); like && like->kind == LikeKind::ILike) {
    Like plain = *like;
    plain.kind = LikeKind::Like;
    return build::make(std::move(plain));
  }
  return nullptr;
}

}  // namespace

ExpressionPtr lower_for_mysql(const ExpressionPtr& node) {
  ExpressionPtr result = lowered(node);
  return result ? result : node;
}

QueryPtr lower_query_for_mysql(const QueryPtr& query) {
  if (!places_nulls(query->order_by)) return query;
  Query result = *query;
  result.order_by = with_nulls_placed(query->order_by);
  return build::query(std::move(result));
}

}  // namespace sayquel::sql

// What the dialects' files share: how the constructs of a neutral tree are recognised, and short hands to make others.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/ast.h"
#include "sql/build.h"

namespace sayquel::sql {

// One dialect's rule for one expression whose children are lowered already: the expression in its place, or the same.
ExpressionPtr lower_for_sqlite(const ExpressionPtr& node);
ExpressionPtr lower_for_duckdb(const ExpressionPtr& node);
ExpressionPtr lower_for_postgresql(const ExpressionPtr& node);
ExpressionPtr lower_for_redshift(const ExpressionPtr& node);
ExpressionPtr lower_for_mysql(const ExpressionPtr& node);

// A query of a dialect: what is no matter of one expression.
QueryPtr lower_query_for_mysql(const QueryPtr& query);
// Redshift's too.
QueryPtr lower_query_for_postgresql(const QueryPtr& query);
FromPtr lower_from_for_sqlite(const FromPtr& item);

// DATE_TRUNC('month', x) gives {"MONTH", x}; DATE_DIFF('day', from, to) gives {"DAY", from, to}. The unit is in upper
// case. Nothing where the node is no such call with a literal unit.
struct UnitCall {
  std::string unit;
  std::vector<ExpressionPtr> arguments;  // without the unit
};
std::optional<UnitCall> unit_call(const Expression& node, std::string_view name, std::size_t arguments);

// x + INTERVAL '3' DAY, INTERVAL '3' DAY + x and x - INTERVAL '3 days 2 hours', taken apart.
struct IntervalPart {
  ExpressionPtr amount;
  std::string unit;  // DAY
};
struct IntervalSum {
  ExpressionPtr base;
  std::vector<IntervalPart> parts;
  bool subtracted = false;
};
std::optional<IntervalSum> interval_sum(const Expression& node);

// Whether the expression shows by itself that it is no integer: 100.0, AVG(x), CAST(x AS REAL), and products of them.
bool visibly_fractional(const Expression& node);

// f(x) FILTER (WHERE c) becomes f(CASE WHEN c THEN x END), for the dialects without FILTER.
ExpressionPtr without_filter(const ExpressionPtr& node);

std::string upper_case(std::string_view text);
bool calls(const Expression& node, std::string_view name);
ExpressionPtr cast(ExpressionPtr operand, std::string type);
ExpressionPtr extract(std::string field, ExpressionPtr operand);
ExpressionPtr interval(ExpressionPtr amount, std::string unit);
ExpressionPtr arithmetic(ExpressionPtr left, BinaryOperator op, int right);

}  // namespace sayquel::sql

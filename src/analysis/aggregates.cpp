#include "analysis/aggregates.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "sql/rewrite.h"

namespace sayquel::analysis {
namespace {

// Sorted, for binary search.
constexpr std::array kTwice = std::to_array<std::string_view>({"approx_quantile",
                                                               "array_agg",
                                                               "avg",
                                                               "avgint",
                                                               "bit_xor",
                                                               "corr",
                                                               "count",
                                                               "count_if",
                                                               "countif",
                                                               "covar_pop",
                                                               "covar_samp",
                                                               "entropy",
                                                               "favg",
                                                               "fsum",
                                                               "geomean",
                                                               "geometric_mean",
                                                               "group_concat",
                                                               "histogram",
                                                               "json_agg",
                                                               "json_arrayagg",
                                                               "json_group_array",
                                                               "json_group_object",
                                                               "json_objectagg",
                                                               "json_object_agg",
                                                               "jsonb_agg",
                                                               "jsonb_object_agg",
                                                               "kahan_sum",
                                                               "kurtosis",
                                                               "kurtosis_pop",
                                                               "list",
                                                               "listagg",
                                                               "mad",
                                                               "mean",
                                                               "median",
                                                               "mode",
                                                               "percentile_cont",
                                                               "percentile_disc",
                                                               "product",
                                                               "quantile",
                                                               "quantile_cont",
                                                               "quantile_disc",
                                                               "regr_avgx",
                                                               "regr_avgy",
                                                               "regr_count",
                                                               "regr_intercept",
                                                               "regr_r2",
                                                               "regr_slope",
                                                               "regr_sxx",
                                                               "regr_sxy",
                                                               "regr_syy",
                                                               "reservoir_quantile",
                                                               "sem",
                                                               "skewness",
                                                               "std",
                                                               "stddev",
                                                               "stddev_pop",
                                                               "stddev_samp",
                                                               "string_agg",
                                                               "sum",
                                                               "sum_no_overflow",
                                                               "sumkahan",
                                                               "total",
                                                               "var_pop",
                                                               "var_samp",
                                                               "variance"});
constexpr std::array kOnce = std::to_array<std::string_view>(
    {"any_value", "approx_count_distinct", "arbitrary", "arg_max", "arg_min", "argmax", "argmin", "bit_and", "bit_or",
     "bool_and", "bool_or", "every", "first", "last", "max", "max_by", "min", "min_by"});

template <std::size_t N>
bool listed(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), base::lower_ascii(name)) != names.end();
}

bool decides(const sql::Expression& expression) {
  using Op = sql::BinaryOperator;
  if (const auto* binary = expression.as<sql::Binary>()) {
    switch (binary->op) {
      case Op::Or:
      case Op::And:
      case Op::Xor:
      case Op::Equal:
      case Op::NotEqual:
      case Op::Less:
      case Op::LessEqual:
      case Op::Greater:
      case Op::GreaterEqual:
      case Op::IsDistinctFrom:
      case Op::IsNotDistinctFrom:
      case Op::RegexMatch:
      case Op::RegexMatchInsensitive:
      case Op::RegexNotMatch:
      case Op::RegexNotMatchInsensitive:
      case Op::Contains:
      case Op::ContainedBy:
      case Op::Overlaps:
        return true;
      default:
        return false;
    }
  }
  if (const auto* unary = expression.as<sql::Unary>()) return unary->op == sql::UnaryOperator::Not;
  return expression.as<sql::InList>() != nullptr || expression.as<sql::InQuery>() != nullptr ||
         expression.as<sql::Between>() != nullptr || expression.as<sql::Like>() != nullptr ||
         expression.as<sql::Is>() != nullptr || expression.as<sql::Exists>() != nullptr ||
         expression.as<sql::Quantified>() != nullptr;
}

void collect_values(const sql::Expression& expression, std::vector<const sql::Expression*>& columns) {
  if (expression.as<sql::ColumnReference>() != nullptr) columns.push_back(&expression);
  if (decides(expression)) return;
  if (const auto* branches = expression.as<sql::Case>()) {
    for (const auto& when : branches->whens) collect_values(*when.result, columns);
    if (branches->otherwise) collect_values(*branches->otherwise, columns);
    return;
  }
  if (const auto* call = expression.as<sql::FunctionCall>();
      call != nullptr && call->name.size() == 1 && call->arguments.size() >= 2 &&
      (base::equal_ignoring_case(call->name[0].name, "iif") || base::equal_ignoring_case(call->name[0].name, "if"))) {
    for (std::size_t i = 1; i < call->arguments.size(); ++i) collect_values(*call->arguments[i], columns);
    return;
  }
  sql::walk_children(expression, {.expression =
                                      [&](const sql::Expression& child) {
                                        collect_values(child, columns);
                                        return false;
                                      },
                                  .query =
                                      [&](const sql::Query& query) {
                                        sql::walk(query, {.expression = [&](const sql::Expression& inner) {
                                                    if (inner.as<sql::ColumnReference>() != nullptr)
                                                      columns.push_back(&inner);
                                                    return true;
                                                  }});
                                        return false;
                                      }});
}

}  // namespace

bool counts_rows_twice(std::string_view function) { return listed(kTwice, function); }
bool is_aggregate(std::string_view function) { return listed(kTwice, function) || listed(kOnce, function); }

bool is_aggregate_call(const sql::FunctionCall& call) {
  if (call.over || call.name.empty() || !is_aggregate(call.name.back().name)) return false;
  // SQLite's MIN(a, b) and MAX(a, b) compare within a row.
  const std::string name = base::lower_ascii(call.name.back().name);
  return !((name == "min" || name == "max") && call.arguments.size() > 1);
}

std::vector<const sql::Expression*> aggregate_calls(const sql::Expression& expression) {
  std::vector<const sql::Expression*> calls;
  sql::walk(expression, {.expression =
                             [&](const sql::Expression& node) {
                               const auto* call = node.as<sql::FunctionCall>();
                               if (call != nullptr && is_aggregate_call(*call)) calls.push_back(&node);
                               return true;
                             },
                         .query = [](const sql::Query&) { return false; }});
  return calls;
}

bool makes_groups(const sql::Query& query, const sql::Select& select) {
  if (!select.group_by.empty() || select.group_by_all) return true;
  const auto aggregates = [](const sql::ExpressionPtr& expression) {
    return expression && !aggregate_calls(*expression).empty();
  };
  for (const auto& item : select.items) {
    if (aggregates(item.expression)) return true;
  }
  for (const auto& item : query.order_by) {
    if (aggregates(item.expression)) return true;
  }
  return aggregates(select.having) || aggregates(select.qualify);
}

std::vector<const sql::Expression*> value_columns(const sql::Expression& argument) {
  std::vector<const sql::Expression*> columns;
  collect_values(argument, columns);
  return columns;
}

bool is_row_number(const sql::Expression& expression) {
  const auto* call = expression.as<sql::FunctionCall>();
  return call != nullptr && call->over && !call->over->base && call->name.size() == 1 &&
         base::equal_ignoring_case(call->name.front().name, "row_number");
}

}  // namespace sayquel::analysis

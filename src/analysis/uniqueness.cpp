// Which columns of a query's result are unique.
#include <algorithm>

#include "analysis/aggregates.h"
#include "analysis/row_space.h"
#include "sql/printer.h"

namespace sayquel::analysis {
namespace {

using catalog::Certainty;

bool is_one(const sql::ExpressionPtr& expression) {
  const auto* literal = expression ? expression->as<sql::Literal>() : nullptr;
  return literal != nullptr && literal->kind == sql::LiteralKind::Number &&
         (literal->text == "1" || literal->text == "0");
}

bool covers_all(const std::vector<int>& positions, std::size_t columns) {
  for (std::size_t i = 0; i < columns; ++i) {
    if (std::find(positions.begin(), positions.end(), static_cast<int>(i)) == positions.end()) return false;
  }
  return true;
}

// An item by its place in GROUP BY 2; null: no such item, or a *.
const sql::Expression* item_at(const sql::Select& select, const std::string& digits) {
  if (digits.empty() || digits.size() > 4 ||
      !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return nullptr;
  }
  const std::size_t place = static_cast<std::size_t>(std::stoi(digits));
  if (place == 0 || place > select.items.size()) return nullptr;
  for (std::size_t i = 0; i < place; ++i) {
    if (select.items[i].expression->as<sql::Star>() != nullptr) return nullptr;
  }
  return select.items[place - 1].expression.get();
}

void add_group_key(const sql::Expression& key, const sql::Select& select, const Binding& binding, GroupKeys& keys) {
  if (const auto* row = key.as<sql::RowExpression>()) {
    for (const auto& item : row->items) add_group_key(*item, select, binding, keys);
    return;
  }
  const sql::Expression* expression = &key;
  if (const auto* literal = key.as<sql::Literal>(); literal != nullptr && literal->kind == sql::LiteralKind::Number) {
    if (const auto* item = item_at(select, literal->text)) expression = item;
  }
  const auto bound = binding.columns.find(expression);
  if (bound != binding.columns.end() && bound->second.source == nullptr && bound->second.computed != nullptr) {
    expression = bound->second.computed;
  }
  keys.expressions.push_back(expression);
}

// ROW_NUMBER() that is known numbers a row within its partition: where that is known too, so is the row.
bool numbered_row_known(const Binding& binding, const sql::Query& query, RowSpace& rows, const RowSpace::Known& known,
                        const std::vector<int>& positions) {
  const auto& outputs = binding.outputs.at(&query);
  for (const int position : positions) {
    const auto* expression = outputs[static_cast<std::size_t>(position)].expression;
    if (expression == nullptr || !is_row_number(*expression)) continue;
    const auto& partition = expression->as<sql::FunctionCall>()->over->partition_by;
    if (std::all_of(partition.begin(), partition.end(),
                    [&](const sql::ExpressionPtr& part) { return rows.all_known(known, rows.nodes(*part)); })) {
      return true;
    }
  }
  return false;
}

// QUALIFY ROW_NUMBER() OVER (PARTITION BY a) = 1: the rows are unique on a.
const sql::FunctionCall* qualified_first(const sql::Select& select) {
  const auto* binary = select.qualify ? select.qualify->as<sql::Binary>() : nullptr;
  if (binary == nullptr || binary->op != sql::BinaryOperator::Equal) return nullptr;
  return is_row_number(*binary->left) && binary->right->as<sql::Literal>() != nullptr
             ? binary->left->as<sql::FunctionCall>()
             : nullptr;
}

}  // namespace

GroupKeys group_keys(const sql::Select& select, const Binding& binding) {
  GroupKeys keys;
  for (const auto& element : select.group_by) {
    if (element.kind == sql::GroupingKind::Expression) {
      add_group_key(*element.expression, select, binding, keys);
    } else {
      keys.sets = true;
    }
  }
  if (!select.group_by_all) return keys;
  for (const auto& item : select.items) {
    if (aggregate_calls(*item.expression).empty()) keys.expressions.push_back(item.expression.get());
  }
  return keys;
}

std::vector<RowSpace::Node> result_nodes(const sql::Query& query, const Binding& binding, RowSpace& rows,
                                         const std::vector<int>& positions) {
  std::vector<RowSpace::Node> nodes;
  const auto& outputs = binding.outputs.at(&query);
  for (const int position : positions) {
    const auto& output = outputs.at(static_cast<std::size_t>(position));
    const auto node =
        output.expression != nullptr ? rows.plain_node(*output.expression) : rows.plain_node(output.meaning);
    if (node >= 0) nodes.push_back(node);
  }
  return nodes;
}

bool result_row_known(const sql::Query& query, const sql::Select& select, const Binding& binding, RowSpace& rows,
                      const RowSpace::Known& known, const std::vector<int>& positions) {
  const auto& outputs = binding.outputs.at(&query);
  const auto given = [&](const sql::Expression& expression) {
    return std::any_of(positions.begin(), positions.end(), [&](int position) {
      const auto* output = outputs[static_cast<std::size_t>(position)].expression;
      return output != nullptr && (output == &expression || sql::equal(*output, expression));
    });
  };
  const auto expression_known = [&](const sql::Expression& expression) {
    return given(expression) || rows.all_known(known, rows.nodes(expression));
  };
  if (makes_groups(query, select)) {
    const GroupKeys keys = group_keys(select, binding);
    return !keys.sets && std::all_of(keys.expressions.begin(), keys.expressions.end(),
                                     [&](const sql::Expression* key) { return expression_known(*key); });
  }
  if (known.all() || numbered_row_known(binding, query, rows, known, positions)) return true;
  if (const auto* first = qualified_first(select)) {
    const auto& partition = first->over->partition_by;
    if (std::all_of(partition.begin(), partition.end(), [&](const auto& part) { return expression_known(*part); }))
      return true;
  }
  if (!select.distinct_on.empty()) {
    return std::all_of(select.distinct_on.begin(), select.distinct_on.end(),
                       [&](const auto& on) { return expression_known(*on); });
  }
  if (!select.distinct) return false;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (std::find(positions.begin(), positions.end(), static_cast<int>(i)) != positions.end()) continue;
    const auto& output = outputs[i];
    const auto nodes = output.expression != nullptr ? rows.nodes(*output.expression) : rows.nodes(output.meaning);
    if (!rows.all_known(known, nodes)) return false;
  }
  return true;
}

RowSpace& UniquenessCache::rows(const sql::Query& query, const sql::Select& select) {
  auto& space = spaces_[&query];
  if (!space) {
    auto made = std::make_unique<RowSpace>(select, binding_, *this);
    spaces_[&query] = std::move(made);
  }
  return *spaces_[&query];
}

Certainty UniquenessCache::unique(const sql::Query& query, std::vector<int> positions) {
  std::sort(positions.begin(), positions.end());
  positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
  // A recursive CTE asks for itself: nothing is known of it meanwhile.
  const auto [found, added] = found_.try_emplace({&query, positions}, Certainty::Unknown);
  if (!added) return found->second;
  return found_[{&query, positions}] = unique_uncached(query, positions);
}

Certainty UniquenessCache::unique_uncached(const sql::Query& query, const std::vector<int>& positions) {
  if (query.limit && is_one(query.limit->count) && !query.limit->with_ties && !query.limit->percent)
    return Certainty::Yes;
  if (const auto* operation = query.as<sql::SetOperation>()) return unique_set(query, *operation, positions);
  if (const auto* values = query.as<sql::Values>())
    return values->rows.size() <= 1 ? Certainty::Yes : Certainty::Unknown;
  const auto& select = std::get<sql::Select>(query.body);
  RowSpace& space = rows(query, select);
  if (space.too_large()) return Certainty::Unknown;
  const auto start = result_nodes(query, binding_, space, positions);
  for (const bool lenient : {false, true}) {
    const auto known = space.closure({}, start, lenient);
    if (result_row_known(query, select, binding_, space, known, positions))
      return lenient ? Certainty::Unknown : Certainty::Yes;
  }
  return Certainty::No;
}

Certainty UniquenessCache::unique_set(const sql::Query& query, const sql::SetOperation& operation,
                                      const std::vector<int>& positions) {
  const std::size_t columns = binding_.outputs.at(&query).size();
  if (!operation.all && covers_all(positions, columns)) return Certainty::Yes;
  // What INTERSECT and EXCEPT leave over are rows of the left side.
  if (operation.op != sql::SetOperator::Union) return unique(*operation.left, positions);
  return Certainty::Unknown;  // the two sides may or may not overlap
}

}  // namespace sayquel::analysis

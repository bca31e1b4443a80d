#include "analysis/row_space.h"

#include <algorithm>

#include "analysis/aggregates.h"
#include "base/text.h"
#include "sql/rewrite.h"

namespace sayquel::analysis {
namespace {

using catalog::Certainty;

// A derived table whose rows are the joined rows of its FROM, one for one.
bool can_be_written_out(const sql::Query& query) {
  const auto* select = query.as<sql::Select>();
  if (select == nullptr || query.limit || select->distinct || !select->distinct_on.empty() || select->having ||
      select->qualify || makes_groups(query, *select)) {
    return false;
  }
  return std::none_of(select->items.begin(), select->items.end(),
                      [](const sql::SelectItem& item) { return is_row_number(*item.expression); });
}

bool contains(const std::vector<int>& list, int value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::string source_name(const std::optional<sql::TableAlias>& alias, std::string otherwise) {
  return alias && !alias->name.name.empty() ? alias->name.name : std::move(otherwise);
}

}  // namespace

bool RowSpace::Known::all() const {
  return std::all_of(instances.begin(), instances.end(), [](bool known) { return known; });
}

RowSpace::RowSpace(const sql::Select& select, const Binding& binding, UniquenessCache& cache)
    : binding_(binding), cache_(cache) {
  contexts_.push_back(std::make_unique<Context>());
  Context& context = *contexts_.front();
  if (select.from) add_from(*select.from, context, true);
  if (select.where) add_condition(*select.where, context, {}, true);
}

RowSpace::Node RowSpace::node(int instance, int position) {
  const auto [found, added] = node_ids_.try_emplace({instance, position}, static_cast<Node>(nodes_.size()));
  if (added) {
    nodes_.emplace_back(instance, position);
    instances_[static_cast<std::size_t>(instance)].nodes.push_back(found->second);
  }
  return found->second;
}

// ---- building ----

RowSpace::Side RowSpace::add_from(const sql::FromItem& item, Context& context, bool certain) {
  if (too_large_) return {};
  if (const auto* join = item.as<sql::Join>()) return add_join(item, *join, context, certain);
  if (const auto* derived = item.as<sql::DerivedTable>()) {
    return add_query(item, *derived->query, source_name(derived->alias, "the subquery"), context, certain);
  }
  if (const auto* table = item.as<sql::TableReference>()) {
    const auto common = binding_.common_tables.find(&item);
    if (common != binding_.common_tables.end()) {
      return add_query(item, *common->second->query, table->name.name, context, certain);
    }
    const auto stored = binding_.tables.find(&item);
    Instance instance;
    instance.table = stored != binding_.tables.end() ? stored->second : -1;
    instance.name = table->name.name;
    return add_instance(item, std::move(instance), context, certain);
  }
  const auto& function = std::get<sql::TableFunction>(item.node);
  Instance instance;
  const std::string name = function.call.name.empty() ? "" : base::lower_ascii(function.call.name.back().name);
  instance.series = name == "generate_series" || name == "range";
  instance.name = source_name(function.alias, name);
  for (const auto& argument : function.call.arguments) collect(*argument, context, instance.needs);
  return add_instance(item, std::move(instance), context, certain);
}

RowSpace::Side RowSpace::add_instance(const sql::FromItem& item, Instance instance, Context& context, bool certain) {
  if (instances_.size() >= kMostInstances) {
    too_large_ = true;
    return {};
  }
  const int id = static_cast<int>(instances_.size());
  instance.item = &item;
  instances_.push_back(std::move(instance));
  there_.push_back(certain);
  context.instances[&item] = id;
  return {id};
}

RowSpace::Side RowSpace::add_query(const sql::FromItem& item, const sql::Query& query, std::string name,
                                   Context& context, bool certain) {
  if (!can_be_written_out(query)) {
    Instance instance;
    instance.query = &query;
    instance.name = std::move(name);
    instance.needs = correlated_nodes(query, context);
    return add_instance(item, std::move(instance), context, certain);
  }
  const auto& select = std::get<sql::Select>(query.body);
  contexts_.push_back(std::make_unique<Context>());
  Context& inner = *contexts_.back();
  inner.parent = &context;
  Side side;
  if (select.from) side = add_from(*select.from, inner, certain);
  if (select.where) add_condition(*select.where, inner, {}, certain);
  context.written_out[&item] = {&query, &inner};
  return side;
}

std::vector<RowSpace::Node> RowSpace::correlated_nodes(const sql::Query& query, const Context& context) {
  std::vector<Node> found;
  sql::walk(query, {.expression = [&](const sql::Expression& expression) {
              const auto bound = binding_.columns.find(&expression);
              if (bound != binding_.columns.end() && bound->second.outer && bound->second.source != nullptr) {
                collect(bound->second, context, found);
              }
              return true;
            }});
  return found;
}

RowSpace::Side RowSpace::add_join(const sql::FromItem& item, const sql::Join& join, Context& context, bool certain) {
  using sql::JoinKind;
  const bool keeps_left = join.kind == JoinKind::Left || join.kind == JoinKind::Full;
  const bool keeps_right = join.kind == JoinKind::Right || join.kind == JoinKind::Full;
  Side left = add_from(*join.left, context, certain && !keeps_right);
  if (join.kind == JoinKind::Semi || join.kind == JoinKind::Anti) return left;
  Side right = add_from(*join.right, context, certain && !keeps_left);
  Outer outer;
  if (keeps_left || keeps_right) {
    outer.kept = keeps_left ? &left : &right;
    outer.other = keeps_left ? &right : &left;
    outer.full = keeps_left && keeps_right;
  }
  if (join.on) add_condition(*join.on, context, outer, certain);
  add_merged(item, context, outer);
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

void RowSpace::add_merged(const sql::FromItem& item, const Context& context, const Outer& outer) {
  const auto merged = binding_.merged.find(&item);
  if (merged == binding_.merged.end()) return;
  for (const auto& column : merged->second) {
    std::vector<Node> left, right;
    collect(column.left, context, left);
    collect(column.right, context, right);
    const Node to_left = plain(column.left, context), to_right = plain(column.right, context);
    if (to_left >= 0) add_equation(right, to_left, outer);
    if (to_right >= 0) add_equation(left, to_right, outer);
    if (outer.kept != nullptr) continue;
    if (to_left >= 0) there_[static_cast<std::size_t>(instance_of(to_left))] = true;
    if (to_right >= 0) there_[static_cast<std::size_t>(instance_of(to_right))] = true;
  }
}

void RowSpace::add_condition(const sql::Expression& condition, const Context& context, const Outer& outer,
                             bool certain) {
  const bool filters = certain && outer.kept == nullptr;  // what it rejects is gone for good
  if (const auto* binary = condition.as<sql::Binary>()) {
    using Op = sql::BinaryOperator;
    if (binary->op == Op::And) {
      add_condition(*binary->left, context, outer, certain);
      add_condition(*binary->right, context, outer, certain);
      return;
    }
    if (binary->op == Op::Equal) add_equality(*binary->left, *binary->right, context, outer);
    const bool compares = binary->op == Op::Equal || binary->op == Op::NotEqual || binary->op == Op::Less ||
                          binary->op == Op::LessEqual || binary->op == Op::Greater || binary->op == Op::GreaterEqual;
    if (filters && compares) {
      reject_missing(*binary->left, context);
      reject_missing(*binary->right, context);
    }
    return;
  }
  if (const auto* list = condition.as<sql::InList>()) {
    if (!list->negated && list->items.size() == 1) add_equality(*list->operand, *list->items.front(), context, outer);
    if (filters) reject_missing(*list->operand, context);
  } else if (const auto* between = condition.as<sql::Between>()) {
    if (filters) reject_missing(*between->operand, context);
  } else if (const auto* like = condition.as<sql::Like>()) {
    if (filters) reject_missing(*like->operand, context);
  } else if (const auto* in = condition.as<sql::InQuery>()) {
    if (filters) reject_missing(*in->operand, context);
  } else if (const auto* is = condition.as<sql::Is>()) {
    if (filters && is->kind == sql::IsKind::Null && is->negated) reject_missing(*is->operand, context);
  }
}

// A comparison is never true of NULL, so that the row that the operand comes from is there where it holds.
void RowSpace::reject_missing(const sql::Expression& operand, const Context& context) {
  const Node column = plain(operand, context);
  if (column >= 0) there_[static_cast<std::size_t>(instance_of(column))] = true;
}

void RowSpace::add_equality(const sql::Expression& left, const sql::Expression& right, const Context& context,
                            const Outer& outer) {
  const auto* left_row = left.as<sql::RowExpression>();
  const auto* right_row = right.as<sql::RowExpression>();
  if (left_row != nullptr && right_row != nullptr && left_row->items.size() == right_row->items.size()) {
    for (std::size_t i = 0; i < left_row->items.size(); ++i) {
      add_equality(*left_row->items[i], *right_row->items[i], context, outer);
    }
    return;
  }
  std::vector<Node> from_left, from_right;
  collect(left, context, from_left);
  collect(right, context, from_right);
  const Node to_left = plain(left, context), to_right = plain(right, context);
  if (to_left >= 0) add_equation(std::move(from_right), to_left, outer);
  if (to_right >= 0) add_equation(std::move(from_left), to_right, outer);
}

void RowSpace::add_equation(std::vector<Node> from, Node to, const Outer& outer) {
  Equation equation{std::move(from), to, {}};
  if (outer.kept != nullptr) {
    const int instance = instance_of(to);
    if (contains(*outer.kept, instance)) {
      equation.unless_missing = *outer.other;
    } else if (outer.full) {
      equation.unless_missing = *outer.kept;
    }
  }
  equations_.push_back(std::move(equation));
}

// ---- what an expression is computed from ----

void RowSpace::collect(const sql::Expression& expression, const Context& context, std::vector<Node>& found) {
  sql::walk(expression, {.expression = [&](const sql::Expression& part) {
              const auto bound = binding_.columns.find(&part);
              if (bound != binding_.columns.end()) collect(bound->second, context, found);
              return true;
            }});
}

void RowSpace::collect(const BoundColumn& bound, const Context& context, std::vector<Node>& found) {
  if (bound.source == nullptr) {
    if (bound.computed == nullptr || bound.outer) return;
    const auto& nodes = collect_named(*bound.computed, context);
    found.insert(found.end(), nodes.begin(), nodes.end());
    return;
  }
  for (const Context* at = &context; at != nullptr; at = at->parent) {
    const auto instance = at->instances.find(bound.source);
    if (instance != at->instances.end()) {
      found.push_back(node(instance->second, bound.position));
      return;
    }
    const auto written = at->written_out.find(bound.source);
    if (written == at->written_out.end()) continue;
    const auto& [query, inner] = written->second;
    const auto& output = binding_.outputs.at(query).at(static_cast<std::size_t>(bound.position));
    if (output.expression != nullptr) {
      const auto& nodes = collect_named(*output.expression, *inner);
      found.insert(found.end(), nodes.begin(), nodes.end());
    } else {
      collect(output.meaning, *inner, found);
    }
    return;
  }
}

const std::vector<RowSpace::Node>& RowSpace::collect_named(const sql::Expression& expression, const Context& context) {
  const auto key = std::pair(&expression, &context);
  const auto known = named_.find(key);
  if (known != named_.end()) return known->second;
  std::vector<Node> nodes;
  collect(expression, context, nodes);
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return named_[key] = std::move(nodes);
}

RowSpace::Node RowSpace::plain(const sql::Expression& expression, const Context& context) {
  if (const auto* collated = expression.as<sql::Collate>()) return plain(*collated->operand, context);
  const auto bound = binding_.columns.find(&expression);
  return bound != binding_.columns.end() ? plain(bound->second, context) : -1;
}

RowSpace::Node RowSpace::plain(const BoundColumn& bound, const Context& context) {
  if (bound.source == nullptr) return bound.computed != nullptr && !bound.outer ? plain(*bound.computed, context) : -1;
  for (const Context* at = &context; at != nullptr; at = at->parent) {
    const auto instance = at->instances.find(bound.source);
    if (instance != at->instances.end()) return node(instance->second, bound.position);
    const auto written = at->written_out.find(bound.source);
    if (written == at->written_out.end()) continue;
    const auto& [query, inner] = written->second;
    const auto& output = binding_.outputs.at(query).at(static_cast<std::size_t>(bound.position));
    return output.expression != nullptr ? plain(*output.expression, *inner) : plain(output.meaning, *inner);
  }
  return -1;
}

std::vector<RowSpace::Node> RowSpace::nodes(const sql::Expression& expression) {
  std::vector<Node> found;
  collect(expression, *contexts_.front(), found);
  return found;
}

std::vector<RowSpace::Node> RowSpace::nodes(const BoundColumn& bound) {
  std::vector<Node> found;
  collect(bound, *contexts_.front(), found);
  return found;
}

RowSpace::Node RowSpace::plain_node(const sql::Expression& expression) { return plain(expression, *contexts_.front()); }
RowSpace::Node RowSpace::plain_node(const BoundColumn& bound) { return plain(bound, *contexts_.front()); }

std::vector<RowSpace::Node> RowSpace::fixed_by(const sql::Expression& condition) {
  const auto* binary = condition.as<sql::Binary>();
  if (binary == nullptr) return {};
  std::vector<Node> fixed;
  if (binary->op == sql::BinaryOperator::And) {
    fixed = fixed_by(*binary->left);
    const auto right = fixed_by(*binary->right);
    fixed.insert(fixed.end(), right.begin(), right.end());
  } else if (binary->op == sql::BinaryOperator::Equal) {
    const Node left = plain_node(*binary->left), right = plain_node(*binary->right);
    if (left >= 0 && nodes(*binary->right).empty()) fixed.push_back(left);
    if (right >= 0 && nodes(*binary->left).empty()) fixed.push_back(right);
  }
  return fixed;
}

// ---- what determines what ----

bool RowSpace::all_known(const Known& known, const std::vector<Node>& nodes) const {
  return std::all_of(nodes.begin(), nodes.end(), [&](Node one) { return is_known(known, one); });
}

std::vector<int> RowSpace::known_positions(const Known& known, int instance) const {
  std::vector<int> positions;
  for (const Node one : instances_[static_cast<std::size_t>(instance)].nodes) {
    if (is_known(known, one)) positions.push_back(position_of(one));
  }
  return positions;
}

RowSpace::Known RowSpace::closure(const std::vector<int>& instances, const std::vector<Node>& nodes,
                                  bool unmeasured_is_unique) const {
  Known known{std::vector<bool>(instances_.size()), std::vector<bool>(nodes_.size())};
  std::vector<bool> there = there_;
  std::vector<int> given = instances;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const auto instance = static_cast<std::size_t>(given[i]);
    known.instances[instance] = true;
    there[instance] = true;
    for (const Node need : instances_[instance].needs) {  // a row of a LATERAL source is one of a row on its left
      if (!known.instances[static_cast<std::size_t>(instance_of(need))]) given.push_back(instance_of(need));
    }
  }
  for (const Node one : nodes) {
    known.nodes[static_cast<std::size_t>(one)] = true;
    there[static_cast<std::size_t>(instance_of(one))] = true;
  }
  const auto holds = [&](const Equation& equation) {
    const auto& side = equation.unless_missing;
    return all_known(known, equation.from) && (side.empty() || std::any_of(side.begin(), side.end(), [&](int i) {
                                                 return there[static_cast<std::size_t>(i)];
                                               }));
  };
  bool changed = true;
  while (changed && !cache_.exhausted()) {
    cache_.spend(equations_.size() + instances_.size());
    changed = false;
    for (const auto& equation : equations_) {
      if (is_known(known, equation.to) || !holds(equation)) continue;
      known.nodes[static_cast<std::size_t>(equation.to)] = true;
      changed = true;
    }
    for (std::size_t i = 0; i < instances_.size(); ++i) {
      if (known.instances[i] || !all_known(known, instances_[i].needs)) continue;
      const Certainty certainty = unique(instances_[i], known_positions(known, static_cast<int>(i)));
      if (certainty == Certainty::No || (certainty == Certainty::Unknown && !unmeasured_is_unique)) continue;
      known.instances[i] = true;
      changed = true;
    }
  }
  return known;
}

Certainty RowSpace::unique(const Instance& instance, const std::vector<int>& positions) const {
  if (instance.query != nullptr) return cache_.unique(*instance.query, positions);
  if (instance.table < 0) return instance.series && contains(positions, 0) ? Certainty::Yes : Certainty::No;
  if (contains(positions, kRowid)) return Certainty::Yes;
  const Certainty certainty = cache_.catalog().unique(instance.table, positions);
  // Nothing is known of the row: it is one of many, unless there is but one.
  return positions.empty() && certainty == Certainty::Unknown ? Certainty::No : certainty;
}

}  // namespace sayquel::analysis

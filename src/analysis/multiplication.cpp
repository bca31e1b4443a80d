#include "analysis/multiplication.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "analysis/aggregates.h"
#include "analysis/row_space.h"
#include "base/text.h"
#include "sql/printer.h"
#include "sql/rewrite.h"

namespace sayquel::analysis {
namespace {

using catalog::Certainty;
using Node = RowSpace::Node;

constexpr std::size_t kLongestAggregateShown = 80;  // bytes
constexpr int kDeepestFollowed = 20;                // derived tables within derived tables
constexpr int kMostAggregates = 500;                // that are looked at: more are no reader's query

// What multiplies, where something does.
struct Finding {
  Certainty certain = Certainty::No;  // No: not multiplied
  std::string summed, multiplying;
};

void keep_surer(Finding& kept, Finding found) {
  if (found.certain == Certainty::No) return;
  if (kept.certain == Certainty::No || (kept.certain == Certainty::Unknown && found.certain == Certainty::Yes)) {
    kept = std::move(found);
  }
}

class Finder {
 public:
  Finder(const Binding& binding, const catalog::Catalog& catalog) : binding_(binding), cache_(binding, catalog) {}

  void look_at(const sql::Query& query, std::vector<Multiplication>& found);

 private:
  // A SELECT under examination.
  struct Place {
    const sql::Query& query;
    const sql::Select& select;
    RowSpace& rows;
  };

  void check(const sql::Expression& aggregate, const Place& place, std::vector<Multiplication>& found);
  std::vector<Node> fixed_nodes(const sql::FunctionCall& call, const Place& place) const;
  Finding check_values(const std::vector<Node>& values, const std::vector<Node>& fixed, const Place& place);
  Finding check_rows(const std::vector<Node>& fixed, const Place& place) const;
  // Rows that were multiplied inside a derived table: of the column at `position` of its result, where those at `fixed`
  // are the same in all rows that are looked at.
  Finding check_inside(const sql::Query& query, int position, const std::vector<int>& fixed, int depth);
  Finding check_select(const sql::Query& query, const sql::Select& select, int position, const std::vector<int>& fixed,
                       int depth);
  Finding check_derived(const std::vector<Node>& values, const std::vector<Node>& fixed, RowSpace& rows, int depth);
  std::string name_of(const RowSpace& rows, int instance) const;
  std::string undetermined(const RowSpace& rows, const RowSpace::Known& known) const;

  const Binding& binding_;
  UniquenessCache cache_;
  int looked_at_ = 0;
  // What was found of the sources (first) and fixed columns (second) of a SELECT, and of a derived table's columns.
  std::map<std::tuple<const sql::Query*, std::vector<Node>, std::vector<Node>>, Finding> checked_;
  std::map<std::tuple<const sql::Query*, int, std::vector<int>>, Finding> checked_inside_;
};

std::vector<Node> without_repeats(std::vector<Node> nodes) {
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

std::vector<int> instances_of(const RowSpace& rows, const std::vector<Node>& nodes) {
  std::vector<int> instances;
  for (const Node node : nodes) {
    if (std::find(instances.begin(), instances.end(), rows.instance_of(node)) == instances.end()) {
      instances.push_back(rows.instance_of(node));
    }
  }
  return instances;
}

// Aggregates of a SELECT's own clauses, and its window aggregates where it makes no groups.
std::vector<const sql::Expression*> candidates(const sql::Query& query, const sql::Select& select) {
  const bool groups = makes_groups(query, select);
  std::vector<const sql::Expression*> calls;
  const auto collect = [&](const sql::ExpressionPtr& root) {
    if (!root) return;
    sql::walk(*root, {.expression =
                          [&](const sql::Expression& node) {
                            const auto* call = node.as<sql::FunctionCall>();
                            if (call == nullptr || call->name.size() != 1) return true;
                            if (call->over ? !groups : is_aggregate_call(*call)) {
                              const bool counts = counts_rows_twice(call->name.front().name) && !call->distinct;
                              if (counts) calls.push_back(&node);
                            }
                            return true;
                          },
                      .query = [](const sql::Query&) { return false; }});
  };
  for (const auto& item : select.items) collect(item.expression);
  collect(select.having);
  collect(select.qualify);
  for (const auto& item : query.order_by) collect(item.expression);
  return calls;
}

void Finder::look_at(const sql::Query& query, std::vector<Multiplication>& found) {
  const auto* select = query.as<sql::Select>();
  if (select == nullptr || !select->from) return;
  const auto calls = candidates(query, *select);
  if (calls.empty()) return;
  const Place place{query, *select, cache_.rows(query, *select)};
  for (const auto* call : calls) check(*call, place, found);
}

std::string shown(const sql::Expression& aggregate, sql::Dialect dialect) {
  std::string text = sql::print(aggregate, dialect);
  if (text.size() <= kLongestAggregateShown) return text;
  return aggregate.as<sql::FunctionCall>()->name.front().name + "(...)";
}

std::string message(const sql::Expression& aggregate, const Finding& finding, bool counts_rows, sql::Dialect dialect) {
  const std::string text = base::printable(shown(aggregate, dialect));
  if (finding.multiplying.empty()) {
    return fmt::format("{} was not checked for rows that stand twice: the query is too large for that.", text);
  }
  if (counts_rows) {
    return finding.certain == Certainty::Yes
               ? fmt::format(
                     "{} counts combinations: several rows of `{}` meet several rows of `{}`, so that no table's rows "
                     "are counted once.",
                     text, finding.summed, finding.multiplying)
               : fmt::format(
                     "{} may count combinations: whether one row of `{}` meets several rows of `{}` was not measured.",
                     text, finding.summed, finding.multiplying);
  }
  return finding.certain == Certainty::Yes
             ? fmt::format(
                   "{} takes a row of `{}` more than once: it is joined to `{}`, of which several rows can belong "
                   "to one row of `{}`.",
                   text, finding.summed, finding.multiplying, finding.summed)
             : fmt::format(
                   "{} may take a row of `{}` more than once: whether several rows of `{}` belong to one row of "
                   "`{}` was not measured.",
                   text, finding.summed, finding.multiplying, finding.summed);
}

void Finder::check(const sql::Expression& aggregate, const Place& place, std::vector<Multiplication>& found) {
  const auto& call = *aggregate.as<sql::FunctionCall>();
  Finding finding;
  bool counts_rows = false;
  if (place.rows.too_large() || ++looked_at_ > kMostAggregates || cache_.exhausted()) {
    finding.certain = Certainty::Unknown;
  } else {
    std::vector<Node> values;
    for (const auto& argument : call.arguments) {
      for (const auto* column : value_columns(*argument)) {
        const auto nodes = place.rows.nodes(*column);
        values.insert(values.end(), nodes.begin(), nodes.end());
      }
    }
    for (const auto& item : call.within_group) {
      const auto nodes = place.rows.nodes(*item.expression);
      values.insert(values.end(), nodes.begin(), nodes.end());
    }
    const auto fixed = without_repeats(fixed_nodes(call, place));
    values = without_repeats(std::move(values));
    counts_rows = values.empty();
    const auto key = std::tuple(&place.query, values, fixed);
    const auto known = checked_.find(key);
    if (known != checked_.end()) {
      finding = known->second;
    } else {
      finding = counts_rows ? check_rows(fixed, place) : check_values(values, fixed, place);
      checked_[key] = finding;
    }
  }
  if (cache_.exhausted()) finding = {Certainty::Unknown, {}, {}};
  if (finding.certain == Certainty::No) return;
  Multiplication multiplication;
  multiplication.aggregate = &aggregate;
  multiplication.certain = finding.certain;
  multiplication.message = message(aggregate, finding, counts_rows, cache_.catalog().dialect);
  multiplication.summed_table = std::move(finding.summed);
  multiplication.multiplying_table = std::move(finding.multiplying);
  found.push_back(std::move(multiplication));
}

// Columns that are the same in all rows of a group, or of a window's partition.
std::vector<Node> Finder::fixed_nodes(const sql::FunctionCall& call, const Place& place) const {
  std::vector<Node> fixed;
  const auto fix = [&](const sql::Expression& expression) {
    const Node node = place.rows.plain_node(expression);
    if (node >= 0) fixed.push_back(node);
  };
  if (call.over) {
    for (const auto& part : call.over->partition_by) fix(*part);
  } else {
    const GroupKeys keys = group_keys(place.select, binding_);
    if (!keys.sets) {
      for (const auto* key : keys.expressions) fix(*key);
    }
  }
  if (call.filter) {
    const auto filtered = place.rows.fixed_by(*call.filter);
    fixed.insert(fixed.end(), filtered.begin(), filtered.end());
  }
  return fixed;
}

std::string Finder::name_of(const RowSpace& rows, int instance) const {
  const auto& one = rows.instances()[static_cast<std::size_t>(instance)];
  if (one.table < 0) return base::printable(one.name);
  return base::printable(cache_.catalog().tables[static_cast<std::size_t>(one.table)].name);
}

// The source that multiplies: the first that stays undetermined.
std::string Finder::undetermined(const RowSpace& rows, const RowSpace::Known& known) const {
  for (std::size_t i = 0; i < known.instances.size(); ++i) {
    if (!known.instances[i]) return name_of(rows, static_cast<int>(i));
  }
  return {};
}

Finding Finder::check_values(const std::vector<Node>& values, const std::vector<Node>& fixed, const Place& place) {
  RowSpace& rows = place.rows;
  const auto sources = instances_of(rows, values);
  Finding finding;
  const auto strict = rows.closure(sources, fixed, false);
  if (!strict.all()) {
    const auto lenient = rows.closure(sources, fixed, true);
    finding.certain = lenient.all() ? Certainty::Unknown : Certainty::Yes;
    finding.summed = name_of(rows, sources.front());
    finding.multiplying = undetermined(rows, lenient.all() ? strict : lenient);
  }
  keep_surer(finding, check_derived(values, fixed, rows, 0));
  return finding;
}

Finding Finder::check_derived(const std::vector<Node>& values, const std::vector<Node>& fixed, RowSpace& rows,
                              int depth) {
  Finding finding;
  const auto constant = rows.closure({}, fixed, false);
  for (const Node node : values) {
    const auto* query = rows.instances()[static_cast<std::size_t>(rows.instance_of(node))].query;
    if (query == nullptr || depth >= kDeepestFollowed) continue;
    keep_surer(finding, check_inside(*query, rows.position_of(node),
                                     rows.known_positions(constant, rows.instance_of(node)), depth + 1));
  }
  return finding;
}

Finding Finder::check_inside(const sql::Query& query, int position, const std::vector<int>& fixed, int depth) {
  const auto key = std::tuple(&query, position, fixed);
  const auto known = checked_inside_.find(key);
  if (known != checked_inside_.end() || depth > kDeepestFollowed)
    return known == checked_inside_.end() ? Finding{} : known->second;
  checked_inside_[key] = {};  // a recursive CTE asks for itself
  Finding finding;
  if (const auto* operation = query.as<sql::SetOperation>(); operation != nullptr && operation->all) {
    finding = check_inside(*operation->left, position, {}, depth + 1);
    keep_surer(finding, check_inside(*operation->right, position, {}, depth + 1));
  } else if (const auto* select = query.as<sql::Select>(); select != nullptr && select->from) {
    finding = check_select(query, *select, position, fixed, depth);
  }
  checked_inside_[key] = finding;
  return finding;
}

Finding Finder::check_select(const sql::Query& query, const sql::Select& select, int position,
                             const std::vector<int>& fixed, int depth) {
  const auto& outputs = binding_.outputs.at(&query);
  if (position < 0 || static_cast<std::size_t>(position) >= outputs.size()) return {};
  const auto& output = outputs[static_cast<std::size_t>(position)];
  RowSpace& rows = cache_.rows(query, select);
  if (rows.too_large()) return {};
  std::vector<Node> values;
  if (output.expression == nullptr) {
    values = rows.nodes(output.meaning);
  } else {
    if (!aggregate_calls(*output.expression).empty()) return {};  // a new fact of the derived table's own rows
    for (const auto* column : value_columns(*output.expression)) {
      const auto nodes = rows.nodes(*column);
      values.insert(values.end(), nodes.begin(), nodes.end());
    }
  }
  values = without_repeats(std::move(values));
  if (values.empty()) return {};
  const auto sources = instances_of(rows, values);
  const auto start = result_nodes(query, binding_, rows, fixed);
  Finding finding;
  const auto strict = rows.closure(sources, start, false);
  if (!result_row_known(query, select, binding_, rows, strict, fixed)) {
    const auto lenient = rows.closure(sources, start, true);
    const bool perhaps = result_row_known(query, select, binding_, rows, lenient, fixed);
    finding.certain = perhaps ? Certainty::Unknown : Certainty::Yes;
    finding.summed = name_of(rows, sources.front());
    finding.multiplying = undetermined(rows, perhaps ? strict : lenient);
    if (finding.multiplying.empty()) finding = {};
  }
  keep_surer(finding, check_derived(values, start, rows, depth));
  return finding;
}

Finding Finder::check_rows(const std::vector<Node>& fixed, const Place& place) const {
  const RowSpace& rows = place.rows;
  const int count = static_cast<int>(rows.instances().size());
  if (count <= 1) return {};
  Finding best;
  std::size_t least = rows.instances().size() + 1;
  bool pairs = false;
  for (const bool lenient : {false, true}) {
    for (int finest = 0; finest < count; ++finest) {
      const auto known = rows.closure({finest}, fixed, lenient);
      if (known.all() && !lenient) return {};
      if (known.all()) {
        best.certain = Certainty::Unknown;
        return best;
      }
      std::size_t open = 0;
      bool same_table = true;
      const int table = rows.instances()[static_cast<std::size_t>(finest)].table;
      for (int other = 0; other < count; ++other) {
        if (known.instances[static_cast<std::size_t>(other)]) continue;
        ++open;
        same_table = same_table && table >= 0 && rows.instances()[static_cast<std::size_t>(other)].table == table;
      }
      pairs = pairs || same_table;
      if (open >= least) continue;
      least = open;
      best = {Certainty::Yes, name_of(rows, finest), undetermined(rows, known)};
    }
  }
  return pairs ? Finding{} : best;
}

}  // namespace

std::vector<Multiplication> find_multiplied(const sql::Query& query, const Binding& binding,
                                            const catalog::Catalog& catalog) {
  std::vector<Multiplication> found;
  Finder finder(binding, catalog);
  sql::walk(query, {.query = [&](const sql::Query& inner) {
              finder.look_at(inner, found);
              return true;
            }});
  return found;
}

}  // namespace sayquel::analysis

#include "draft/parser/compose.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "draft/parser/network.h"
#include "draft/parser/plan_parts.h"
#include "grounding/lexicon/lexicon.h"
#include "sql/build.h"
#include "sql/printer.h"

namespace sayquel::draft::parser {
namespace {

using sql::BinaryOperator;
using sql::ExpressionPtr;
namespace build = sql::build;

// One way to connect the plan's parts, made into a query.
class Composer {
 public:
  Composer(const Plan& plan, const Sense& sense, const std::vector<std::string>& hints, Network network)
      : plan_(plan), sense_(sense), hints_(hints), network_(std::move(network)) {}

  std::optional<ComposedQuery> compose() {
    if (!network_.connected()) return std::nullopt;
    find_core();
    network_.prune(needed());
    if (!place_filters()) return std::nullopt;
    names_ = network_.names(main_);
    sql::Query query;
    sql::Select select;
    if (!fill_where(select) || !fill_items(select)) return std::nullopt;
    select.from = network_.from(main_, root(), names_);
    fill_groups(select);
    for (const AnyOf& any : plan_.having) {
      const ExpressionPtr condition = any_of(any, names_);
      if (!condition) return std::nullopt;
      select.having = build::conjunction(select.having, condition);
    }
    fill_order(query, select);
    select.distinct = distinct_ && !grouped() && !aggregated_;
    if (select.distinct && !ordered_by_items(query, select)) select.distinct = false;
    if (plan_.limit_per_group) {
      query = within_groups(std::move(select), query.order_by);
    } else {
      query.body = std::move(select);
    }
    if (plan_.limit && !plan_.limit_per_group) {
      sql::Limit limit;
      limit.count = build::number(std::to_string(*plan_.limit));
      if (plan_.offset > 0) limit.offset = build::number(std::to_string(plan_.offset));
      query.limit = std::move(limit);
    }
    ComposedQuery composed;
    composed.tree = build::query(std::move(query));
    composed.notes = notes_;
    return composed;
  }

 private:
  bool grouped() const { return !plan_.groups.empty() || !plan_.group_entities.empty(); }

  std::size_t node(const Part& part) const {
    const int found = network_.find(part);
    return found < 0 ? 0 : static_cast<std::size_t>(found);
  }

  // The parts whose columns are shown, grouped or ordered by, and the one whose rows are counted or added up.
  void find_core() {
    std::set<Part> core;
    std::optional<Part> measure;
    const auto add = [&](const Term& term) {
      parts_of(term, core);
      if (term.aggregated()) {
        aggregated_ = true;
        const bool multiplies =
            term.aggregate != Aggregate::Minimum && term.aggregate != Aggregate::Maximum && !term.distinct;
        if (multiplies && !measure) measure = term.column.part();
        if (multiplies && term.kind != TermKind::Rows &&
            !(term.kind == TermKind::Share && term.column.column.column < 0))
          adds_ = true;
        if (multiplies && measure && term.column.part().table != measure->table) several_measures_ = true;
      }
    };
    for (const Term& term : plan_.outputs) add(term);
    for (const Term& term : plan_.groups) parts_of(term, core);
    for (const Part& part : plan_.group_entities) core.insert(part);
    for (const Order& order : plan_.order) add(order.term);
    for (const AnyOf& any : plan_.having)
      for (const Condition& condition : any) add(condition.left);
    if (core.empty() && plan_.entity >= 0) core.insert({plan_.entity, plan_.entity_key});
    for (const Part& part : core) core_.insert(node(part));
    anchor_ = measure ? node(*measure)
              : plan_.entity >= 0 && network_.find({plan_.entity, plan_.entity_key}) >= 0
                  ? node({plan_.entity, plan_.entity_key})
                  : *core_.begin();
  }

  std::set<std::size_t> needed() const {
    std::set<std::size_t> nodes = core_;
    std::set<Part> parts;
    for (const AnyOf& any : plan_.where) parts_of(any, parts);
    for (const Part& part : parts) nodes.insert(node(part));
    for (const Related& related : plan_.related) nodes.insert(node({entity_of(related), -1}));
    if (plan_.entity >= 0 && network_.find({plan_.entity, plan_.entity_key}) >= 0 && !aggregated_)
      nodes.insert(node({plan_.entity, plan_.entity_key}));
    nodes.insert(anchor_);
    return nodes;
  }
  int entity_of(const Related& related) const { return related.of_table >= 0 ? related.of_table : plan_.entity; }

  // Which nodes are joined, and which become "IN (SELECT ...)" so that no row is counted twice.
  bool place_filters() {
    std::set<std::size_t> all{anchor_};
    for (const NetworkEdge& edge : network_.edges()) all.insert(edge.child), all.insert(edge.parent);
    main_ = all;
    const std::map<std::size_t, std::size_t> many = network_.fanned(anchor_);
    if (many.empty()) return true;
    std::set<std::size_t> cuts;
    for (const auto& [n, edge] : many) cuts.insert(edge);
    bool left_over = false;
    for (std::size_t cut : cuts) {
      const std::set<std::size_t> far = network_.beyond(cut, anchor_);
      const bool core = std::any_of(far.begin(), far.end(), [&](std::size_t n) { return core_.contains(n); });
      const bool split = std::any_of(plan_.where.begin(), plan_.where.end(), [&](const AnyOf& any) {
        std::set<Part> parts;
        parts_of(any, parts);
        bool in = false, out = false;
        for (const Part& part : parts) (far.contains(node(part)) ? in : out) = true;
        return in && out;
      });
      // A join that only repeats rows is undone by DISTINCT where rows are listed; where they are counted or cut off,
      // it is not made.
      const bool lists = !aggregated_ && !grouped() && plan_.order.empty() && !plan_.limit;
      if (core || split) {
        left_over = true;
        continue;
      }
      if (lists) {
        distinct_ = true;
        continue;
      }
      semi_.push_back(cut);
      for (std::size_t n : far) main_.erase(n);
    }
    if (!left_over) return true;
    if (aggregated_) {
      // Rows can be counted by their key; sums cannot be mended. A second measure on the other side is beyond repair.
      if (adds_ && measured_multiplied(many)) return false;
      rows_distinct_ = true;
      if (several_measures_ && adds_) return false;
    } else if (plan_.order.empty() && !plan_.limit) {
      distinct_ = distinct_ || !core_beyond(many);
    }
    return true;
  }
  bool core_beyond(const std::map<std::size_t, std::size_t>& many) const {
    return std::any_of(core_.begin(), core_.end(), [&](std::size_t n) { return many.contains(n); });
  }
  bool measured_multiplied(const std::map<std::size_t, std::size_t>& many) const {
    return std::any_of(many.begin(), many.end(), [&](const auto& it) { return main_.contains(it.first); });
  }

  std::size_t root() const {
    if (plan_.entity >= 0)
      if (const int found = network_.find({plan_.entity, plan_.entity_key});
          found >= 0 && main_.contains(static_cast<std::size_t>(found)))
        return static_cast<std::size_t>(found);
    return anchor_;
  }

  bool inside(const AnyOf& any, const std::set<std::size_t>& nodes) const {
    std::set<Part> parts;
    parts_of(any, parts);
    return std::all_of(parts.begin(), parts.end(), [&](const Part& part) { return nodes.contains(node(part)); });
  }

  ExpressionPtr any_of(const AnyOf& any, const Names& names) {
    ExpressionPtr all;
    for (const Condition& condition : any) {
      sql::QueryPtr than;
      if (condition.than) {
        const std::vector<ComposedQuery> inner = parser::compose(*condition.than, sense_, hints_, 1);
        if (inner.empty()) return nullptr;
        than = inner.front().tree;
      }
      const ExpressionPtr one = condition_expression(condition, names, sense_, rows_distinct_, than);
      if (!one) return nullptr;
      all = all ? build::binary(BinaryOperator::Or, all, one) : one;
    }
    return all;
  }

  bool fill_where(sql::Select& select) {
    for (const AnyOf& any : plan_.where) {
      if (!inside(any, main_)) continue;
      const ExpressionPtr condition = any_of(any, names_);
      if (!condition) return false;
      select.where = build::conjunction(select.where, condition);
    }
    for (std::size_t cut : semi_) {
      const ExpressionPtr condition = semi_join(cut);
      if (!condition) return false;
      select.where = build::conjunction(select.where, condition);
    }
    for (const Related& related : plan_.related) {
      const ExpressionPtr condition = related_condition(related);
      if (!condition) return false;
      select.where = build::conjunction(select.where, condition);
    }
    // The least of a column with gaps is not a gap.
    if (plan_.limit)
      for (const Order& order : plan_.order)
        if (!order.descending && order.term.kind == TermKind::Column && !order.term.aggregated() &&
            sense_.catalog().column(order.term.column.column).profile.nulls > 0)
          select.where = build::conjunction(
              select.where,
              build::make(sql::Is{sql::IsKind::Null, column_expression(order.term.column, names_, sense_), true}));
    return true;
  }

  // parent.key IN (SELECT child.key FROM what lies beyond WHERE its conditions)
  ExpressionPtr semi_join(std::size_t cut) {
    const NetworkEdge& edge = network_.edges()[cut];
    const std::set<std::size_t> far = network_.beyond(cut, anchor_);
    const Names inner = network_.names(far);
    sql::Select select;
    const catalog::ForeignKey& key = sense_.catalog().foreign_keys[static_cast<std::size_t>(edge.key)];
    if (key.from_columns.size() != 1) return nullptr;
    select.items.push_back(
        {column_expression({{key.from_table, key.from_columns[0]}, network_.nodes()[edge.child].key}, inner, sense_),
         {}});
    select.from = network_.from(far, edge.child, inner);
    for (const AnyOf& any : plan_.where) {
      if (!inside(any, far)) continue;
      const ExpressionPtr condition = any_of(any, inner);
      if (!condition) return nullptr;
      select.where = build::conjunction(select.where, condition);
    }
    sql::Query query;
    query.body = std::move(select);
    const Part parent = network_.nodes()[edge.parent];
    return build::make(sql::InQuery{column_expression({{key.to_table, key.to_columns[0]}, parent.key}, names_, sense_),
                                    build::query(std::move(query)), false});
  }

  // entity.key [NOT] IN (SELECT ...): a path of its own from the entity to the related table.
  ExpressionPtr related_condition(const Related& related) {
    const int entity = entity_of(related);
    if (entity < 0 || network_.find({entity, -1}) < 0 || related.part.table == entity) return nullptr;
    std::set<Part> parts{{related.part.table, -1}};
    for (const AnyOf& any : related.where) parts_of(any, parts);
    std::vector<int> tables{entity};
    for (const Part& part : parts)
      if (std::find(tables.begin(), tables.end(), part.table) == tables.end()) tables.push_back(part.table);
    std::vector<catalog::JoinTree> trees = sense_.graph().connect(tables, 4);
    // A part that a key gives ("never bought") is reached by that key.
    int forced = related.part.key;
    if (forced >= 0 && sense_.catalog().foreign_keys[static_cast<std::size_t>(forced)].from_table != related.part.table)
      forced = -1;
    if (forced < 0 && plan_.entity_key >= 0 &&
        sense_.catalog().foreign_keys[static_cast<std::size_t>(plan_.entity_key)].from_table == related.part.table)
      forced = plan_.entity_key;
    if (forced < 0) forced = hinted_key(related.part.table, entity);
    for (const catalog::JoinTree& tree : trees) {
      if (forced >= 0 && std::none_of(tree.steps.begin(), tree.steps.end(),
                                      [&](const catalog::JoinStep& s) { return s.key == forced; }))
        continue;
      std::set<Part> plain;
      for (int table : tables) plain.insert({table, -1});
      const Network path(sense_, tree, plain);
      if (!path.connected()) continue;
      const std::size_t at = static_cast<std::size_t>(path.find({entity, -1}));
      int first = -1, edges = 0;
      for (std::size_t e = 0; e < path.edges().size(); ++e)
        if (path.edges()[e].child == at || path.edges()[e].parent == at) first = static_cast<int>(e), ++edges;
      if (edges != 1) continue;
      const NetworkEdge& edge = path.edges()[static_cast<std::size_t>(first)];
      const catalog::ForeignKey& key = sense_.catalog().foreign_keys[static_cast<std::size_t>(edge.key)];
      if (key.from_columns.size() != 1) continue;
      const bool down = edge.parent == at;  // the other side refers to the entity
      const std::size_t start = down ? edge.child : edge.parent;
      const std::set<std::size_t> far = path.beyond(static_cast<std::size_t>(first), at);
      const Names inner = path.names(far);
      const ColumnId there =
          down ? ColumnId{key.from_table, key.from_columns[0]} : ColumnId{key.to_table, key.to_columns[0]};
      const ColumnId here =
          down ? ColumnId{key.to_table, key.to_columns[0]} : ColumnId{key.from_table, key.from_columns[0]};
      sql::Select select;
      select.items.push_back({column_expression({there, -1}, inner, sense_), {}});
      select.from = path.from(far, start, inner);
      for (const AnyOf& any : related.where) {
        const ExpressionPtr condition = any_of(any, inner);
        if (!condition) return nullptr;
        select.where = build::conjunction(select.where, condition);
      }
      // NOT IN over a list with a NULL is never true: the gaps are left out.
      const catalog::Column& listed = sense_.catalog().column(there);
      if (related.absent && listed.nullable && !(listed.profile.measured && listed.profile.nulls == 0))
        select.where = build::conjunction(
            select.where, build::make(sql::Is{sql::IsKind::Null, column_expression({there, -1}, inner, sense_), true}));
      sql::Query query;
      query.body = std::move(select);
      const Part whose = network_.nodes()[node({entity, plan_.entity_key})];
      return build::make(sql::InQuery{column_expression({here, whose.key}, names_, sense_),
                                      build::query(std::move(query)), related.absent});
    }
    return nullptr;
  }

  int hinted_key(int child, int parent) const {
    int best = -1;
    double top = 0.3;
    for (const grounding::Role& role : sense_.words().roles()) {
      const catalog::ForeignKey& key = sense_.catalog().foreign_keys[static_cast<std::size_t>(role.key)];
      if (key.from_table != child || key.to_table != parent) continue;
      for (const grounding::NameWord& word : role.words) {
        // The table's own name says nothing of the part.
        const auto& own = sense_.words().table(child);
        if (std::any_of(own.begin(), own.end(), [&](const grounding::NameWord& w) { return w.stem == word.stem; }))
          continue;
        for (const std::string& hint : hints_)
          if (const double related = lexicon::relatedness(hint, word.word); related > top + 1e-9)
            top = related, best = role.key;
      }
    }
    return best;
  }

  bool fill_items(sql::Select& select) {
    for (const Term& term : plan_.outputs) {
      const ExpressionPtr expression = share_of(term, select);
      if (!expression) return false;
      sql::SelectItem item{expression, {}};
      const std::string alias = alias_of(term, sense_);
      if (plain_name(alias)) item.alias = sql::Identifier(alias);
      select.items.push_back(std::move(item));
    }
    distinct_ = distinct_ || plan_.distinct;
    return !select.items.empty();
  }

  // Without groups a share is that of the rows that meet the conditions among all: the conditions move into a CASE.
  ExpressionPtr share_of(const Term& term, sql::Select& select) {
    if (term.kind != TermKind::Share || grouped()) return term_expression(term, names_, sense_, rows_distinct_);
    if (!select.where) return nullptr;
    const ExpressionPtr value =
        term.column.column.column < 0 ? build::number("1") : column_expression(term.column, names_, sense_);
    sql::Case choose;
    choose.whens.push_back({select.where, value});
    choose.otherwise = build::number("0");
    const ExpressionPtr part = build::call("SUM", {build::make(std::move(choose))});
    const ExpressionPtr whole =
        term.column.column.column < 0 ? build::call("COUNT", {build::star()}) : build::call("SUM", {value});
    select.where = nullptr;
    return build::binary(BinaryOperator::Divide, build::binary(BinaryOperator::Multiply, build::number("100.0"), part),
                         whole);
  }

  void fill_groups(sql::Select& select) {
    std::vector<ExpressionPtr> list;
    const auto add = [&](const ExpressionPtr& expression) {
      for (const ExpressionPtr& other : list)
        if (sql::equal(*other, *expression)) return;
      list.push_back(expression);
    };
    for (const Part& part : plan_.group_entities)
      for (int column : sense_.key_columns(part.table))
        add(column_expression({{part.table, column}, part.key}, names_, sense_));
    for (const Term& term : plan_.groups) add(term_expression(term, names_, sense_, false));
    if (!grouped()) {
      // "the last order of each customer, newest first": one row for each, by its newest.
      const bool turned = !aggregated_ && per_entity_order();
      if (!turned) return;
      for (int column : sense_.key_columns(plan_.entity))
        add(column_expression({{plan_.entity, column}, plan_.entity_key}, names_, sense_));
      order_extreme_ = true;
    }
    for (const Term& term : plan_.outputs)
      if (!term.aggregated()) add(term_expression(term, names_, sense_, false));
    for (const Order& order : plan_.order)
      if (!order.term.aggregated() && !order_extreme_) add(term_expression(order.term, names_, sense_, false));
    for (ExpressionPtr& expression : list) {
      sql::GroupingElement element;
      element.expression = std::move(expression);
      select.group_by.push_back(std::move(element));
    }
  }
  // SELECT items FROM (SELECT items, ROW_NUMBER() OVER (PARTITION BY groups ORDER BY order) AS place ...) WHERE place
  // <= n
  sql::Query within_groups(sql::Select select, const std::vector<sql::OrderItem>& order) const {
    sql::FunctionCall number;
    number.name.emplace_back("ROW_NUMBER");
    number.over.emplace();
    for (const Term& term : plan_.groups)
      number.over->partition_by.push_back(term_expression(term, names_, sense_, false));
    for (const Part& part : plan_.group_entities)
      for (int column : sense_.key_columns(part.table))
        number.over->partition_by.push_back(column_expression({{part.table, column}, part.key}, names_, sense_));
    number.over->order_by = order;
    for (sql::OrderItem& item : number.over->order_by)  // an alias is not known inside OVER
      if (const auto* reference = item.expression->as<sql::ColumnReference>();
          reference && reference->qualifiers.empty())
        for (const sql::SelectItem& output : select.items)
          if (output.alias && output.alias->name == reference->name.name) item.expression = output.expression;
    sql::Select outer;
    for (std::size_t i = 0; i < select.items.size(); ++i) {
      sql::SelectItem& item = select.items[i];
      if (!item.alias) {
        const auto* reference = item.expression->as<sql::ColumnReference>();
        item.alias = sql::Identifier(reference ? reference->name.name : "item_" + std::to_string(i + 1));
      }
      for (std::size_t j = 0; j < i; ++j)
        if (select.items[j].alias->name == item.alias->name) item.alias->name += "_" + std::to_string(i + 1);
      outer.items.push_back({build::column("", item.alias->name), {}});
    }
    select.items.push_back({build::make(std::move(number)), sql::Identifier("place")});
    sql::Query inner;
    inner.body = std::move(select);
    sql::DerivedTable table;
    table.query = build::query(std::move(inner));
    table.alias = sql::TableAlias{sql::Identifier("ranked"), {}};
    outer.from = std::make_shared<const sql::FromItem>(sql::FromItem{std::move(table), {}});
    outer.where = build::binary(BinaryOperator::LessEqual, build::column("", "place"),
                                build::number(std::to_string(*plan_.limit)));
    sql::Query query;
    query.body = std::move(outer);
    return query;
  }

  // Listed by a column of rows that are many for each one listed.
  bool per_entity_order() const {
    if (plan_.order.empty() || plan_.entity < 0 || sense_.key_columns(plan_.entity).empty()) return false;
    const std::map<std::size_t, std::size_t> many = network_.fanned(root());
    const auto is_many = [&](const Term& term) {
      const std::size_t n = node(term.column.part());
      return many.contains(n) && main_.contains(n);
    };
    for (const Term& term : plan_.outputs)
      if (is_many(term)) return false;
    return std::any_of(plan_.order.begin(), plan_.order.end(), [&](const Order& order) { return is_many(order.term); });
  }

  void fill_order(sql::Query& query, const sql::Select& select) {
    for (const Order& order : plan_.order) {
      Term term = order.term;
      if (order_extreme_ && !term.aggregated())
        term.aggregate = order.descending ? Aggregate::Maximum : Aggregate::Minimum;
      ExpressionPtr expression = term_expression(term, names_, sense_, rows_distinct_);
      for (const sql::SelectItem& item : select.items)
        if (item.alias && sql::equal(*item.expression, *expression)) {
          expression = build::column("", item.alias->name);
          break;
        }
      query.order_by.push_back({expression, order.descending, sql::NullsOrder::Default});
    }
  }
  static bool ordered_by_items(const sql::Query& query, const sql::Select& select) {
    return std::all_of(query.order_by.begin(), query.order_by.end(), [&](const sql::OrderItem& order) {
      return std::any_of(select.items.begin(), select.items.end(), [&](const sql::SelectItem& item) {
        const auto* reference = order.expression->as<sql::ColumnReference>();
        return sql::equal(*item.expression, *order.expression) ||
               (item.alias && reference && reference->name.name == item.alias->name);
      });
    });
  }

  const Plan& plan_;
  const Sense& sense_;
  const std::vector<std::string>& hints_;
  Network network_;
  std::set<std::size_t> core_, main_;
  std::vector<std::size_t> semi_;
  std::size_t anchor_ = 0;
  Names names_;
  bool aggregated_ = false, adds_ = false, several_measures_ = false, distinct_ = false, rows_distinct_ = false,
       order_extreme_ = false;
  std::vector<std::string> notes_;
};

std::vector<ComposedQuery> compose_one(const Plan& plan, const Sense& sense, const std::vector<std::string>& hints,
                                       std::size_t limit) {
  const std::set<Part> parts = all_parts(plan);
  std::vector<int> tables;
  const auto add = [&](int table) {
    if (std::find(tables.begin(), tables.end(), table) == tables.end()) tables.push_back(table);
  };
  for (const Part& part : parts) {
    if (part.key < 0)
      add(part.table);
    else
      add(sense.catalog().foreign_keys[static_cast<std::size_t>(part.key)].from_table);
  }
  std::vector<ComposedQuery> composed;
  for (const catalog::JoinTree& tree : sense.graph().connect(tables, limit + 3)) {
    std::optional<ComposedQuery> one = Composer(plan, sense, hints, Network(sense, tree, parts)).compose();
    if (!one) continue;
    one->cost = 0.06 * std::max(0.0, tree.cost - static_cast<double>(tables.size()) + 1);
    // A part that no word names: which key is a guess, unless a verb hints at it ("spent": the buyer).
    for (const catalog::JoinStep& step : tree.steps) {
      const catalog::ForeignKey& key = sense.catalog().foreign_keys[static_cast<std::size_t>(step.key)];
      const std::vector<int> rivals = sense.graph().keys_between(key.from_table, key.to_table);
      std::size_t same_way = 0;
      for (int rival : rivals)
        same_way += sense.catalog().foreign_keys[static_cast<std::size_t>(rival)].from_table == key.from_table;
      const catalog::Column& column = sense.catalog().column({key.from_table, key.from_columns.front()});
      if (same_way < 2) continue;
      double related = 0;
      for (const grounding::Role& role : sense.words().roles())
        if (role.key == step.key)
          for (const grounding::NameWord& word : role.words)
            for (const std::string& hint : hints) related = std::max(related, lexicon::relatedness(hint, word.word));
      one->cost += 0.25 - 0.25 * related;
      if (related < 0.25) ++one->guessed_parts;
      one->path.push_back(sense.catalog().tables[static_cast<std::size_t>(key.from_table)].name + " by " + column.name);
    }
    composed.push_back(std::move(*one));
  }
  std::stable_sort(composed.begin(), composed.end(),
                   [](const ComposedQuery& a, const ComposedQuery& b) { return a.cost < b.cost - 1e-9; });
  if (composed.size() > limit) composed.resize(limit);
  return composed;
}

// Two conditions that one row cannot meet both, on the table that is asked about itself: INTERSECT, or EXCEPT.
bool splits(const Plan& plan, const Sense& sense) {
  return std::any_of(plan.related.begin(), plan.related.end(), [&](const Related& related) {
    return !related.absent &&
           (related.part.table == plan.entity || sense.key_columns(plan.entity).size() != 1 || plan.entity < 0);
  });
}

}  // namespace

std::vector<ComposedQuery> compose(const Plan& plan, const Sense& sense, const std::vector<std::string>& role_hints,
                                   std::size_t limit) {
  if (plan.set == SetKind::None && !splits(plan, sense)) return compose_one(plan, sense, role_hints, limit);
  std::vector<Plan> sides;
  sql::SetOperator op = sql::SetOperator::Intersect;
  if (plan.set == SetKind::None) {
    Plan rest = plan;
    rest.related.clear();
    for (const Related& related : plan.related) {
      if (related.absent) {
        rest.related.push_back(related);
        continue;
      }
      sides.push_back(plan);
      sides.back().where.insert(sides.back().where.end(), related.where.begin(), related.where.end());
    }
    for (Plan& side : sides) side.related = rest.related;
  } else {
    op = plan.set == SetKind::Union    ? sql::SetOperator::Union
         : plan.set == SetKind::Except ? sql::SetOperator::Except
                                       : sql::SetOperator::Intersect;
    sides = {plan, *plan.other};
    sides[0].set = SetKind::None;
    sides[0].other = nullptr;
  }
  // One order and limit for the whole is beyond what people ask.
  sql::QueryPtr all;
  double cost = 0;
  for (Plan& side : sides) {
    side.order.clear();
    side.limit.reset();
    const std::vector<ComposedQuery> one = compose_one(side, sense, role_hints, 1);
    if (one.empty()) return {};
    cost += one.front().cost;
    if (!all) {
      all = one.front().tree;
      continue;
    }
    sql::Query query;
    query.body = sql::SetOperation{op, false, all, one.front().tree};
    all = sql::build::query(std::move(query));
  }
  if (!all) return {};
  ComposedQuery composed;
  composed.tree = all;
  composed.cost = cost;
  return {composed};
}

}  // namespace sayquel::draft::parser

#include "analysis/binder.h"

#include <fmt/format.h>

#include "analysis/names.h"
#include "base/text.h"

namespace sayquel::analysis {
namespace {

using sql::Dialect;

constexpr std::size_t kMostColumns = 100'000;    // visible ones, added up over all FROM clauses; about 20 MB
constexpr std::size_t kColumnsOfAnAttempt = 50;  // what trying a name in one arm of a UNION counts for

bool aliases_in_where(Dialect dialect) { return dialect == Dialect::SQLite || dialect == Dialect::DuckDB; }

AliasUse aliases_in_grouping(Dialect dialect) {
  return dialect == Dialect::PostgreSQL ? AliasUse::BareAfterColumns : AliasUse::AfterColumns;
}

bool aliases_in_having(Dialect dialect) { return dialect != Dialect::PostgreSQL && dialect != Dialect::Redshift; }

// SELECT price * 2 AS double_price, double_price + 1.
bool aliases_in_items(Dialect dialect) { return dialect == Dialect::DuckDB || dialect == Dialect::Redshift; }

AliasUse aliases_in_order(Dialect dialect) {
  return dialect == Dialect::PostgreSQL ? AliasUse::BareOnly : AliasUse::BareBeforeColumns;
}

std::vector<SourceColumn> source_columns(const std::vector<OutputColumn>& outputs, bool mixed) {
  std::vector<SourceColumn> columns;
  for (const auto& output : outputs) {
    BoundColumn meaning;
    meaning.computed = mixed ? nullptr : output.expression;
    if (!mixed) meaning.origin = output.meaning.origin;
    columns.push_back({output.name, meaning});
  }
  return columns;
}

const sql::Query& first_arm(const sql::Query& query) {
  const sql::Query* arm = &query;
  while (const auto* operation = arm->as<sql::SetOperation>()) arm = operation->left.get();
  return *arm;
}

}  // namespace

Status Binder::spend(std::size_t columns) {
  spent_ += columns;
  if (spent_ <= kMostColumns) return {};
  return fail(ErrorCode::TooLarge,
              fmt::format("The query names more than {} columns through its subqueries.", kMostColumns),
              "Name the columns that are needed instead of *.");
}

Result<Binding> bind(const sql::Query& query, const catalog::Catalog& catalog) { return Binder(catalog).bind(query); }

Result<Binding> Binder::bind(const sql::Query& query) && {
  SAYQUEL_TRY(const auto outputs, bind_query(query, nullptr));
  return std::move(binding_);
}

Result<Binder::Outputs> Binder::bind_query(const sql::Query& query, const Scope* outer) {
  Scope scope;
  scope.parent = outer;
  scope.common_tables = outer != nullptr ? outer->common_tables : nullptr;
  CommonTableFrame frame;
  if (query.with) SAYQUEL_CHECK(bind_with(*query.with, frame, scope));
  SAYQUEL_TRY(auto outputs, bind_body(query, scope));
  SAYQUEL_CHECK(bind_limit(query, scope));
  const auto recursive = first_arms_.find(&query);
  if (recursive != first_arms_.end()) SAYQUEL_CHECK(name_columns(*recursive->second, outputs, true));
  binding_.outputs[&query] = outputs;
  return outputs;
}

Status Binder::bind_with(const sql::With& with, CommonTableFrame& frame, Scope& scope) {
  frame.parent = scope.common_tables;
  frame.scope = scope.parent;
  frame.recursive = with.recursive || catalog_.dialect == Dialect::SQLite;  // SQLite asks for no RECURSIVE
  for (const auto& table : with.tables) {
    if (!frame.by_key.try_emplace(name_key(table.name.name, catalog_.dialect), frame.entries.size()).second)
      return fail(ErrorCode::NotFound, fmt::format("WITH defines `{}` twice.", base::printable(table.name.name)),
                  "Give each common table a name of its own.");
    auto entry = std::make_unique<CommonTableFrame::Entry>();
    entry->table = &table;
    frame.entries.push_back(std::move(entry));
  }
  scope.common_tables = &frame;
  for (std::size_t i = 0; i < frame.entries.size(); ++i) {
    frame.visible = i + (frame.recursive ? 1 : 0);
    SAYQUEL_CHECK(bind_common_table(*frame.entries[i], frame));
  }
  frame.visible = frame.entries.size();
  return {};
}

Status Binder::bind_common_table(CommonTableFrame::Entry& entry, const CommonTableFrame& frame) {
  using State = CommonTableFrame::State;
  if (entry.state == State::Bound || (entry.state == State::Underway && entry.columns_known)) return {};
  const auto& table = *entry.table;
  const std::string name = base::printable(table.name.name);
  if (entry.state == State::Underway) {
    return fail(ErrorCode::NotFound, fmt::format("The common table `{}` is defined by itself.", name),
                "Start a recursive common table with a SELECT that does not name it, then UNION ALL one that does.");
  }
  entry.state = State::Underway;
  Scope around;
  if (frame.scope != nullptr) around = *frame.scope;
  around.common_tables = &frame;
  const bool set_operation = table.query->as<sql::SetOperation>() != nullptr;
  if (frame.recursive && set_operation) first_arms_[&first_arm(*table.query)] = &entry;
  SAYQUEL_TRY(const auto outputs, bind_query(*table.query, &around));
  SAYQUEL_CHECK(name_columns(entry, outputs, set_operation));
  entry.state = State::Bound;
  return {};
}

Status Binder::name_columns(CommonTableFrame::Entry& entry, const Outputs& outputs, bool mixed) {
  entry.columns = source_columns(outputs, mixed);
  entry.columns_known = true;
  const auto& names = entry.table->columns;
  if (names.empty()) return {};
  if (names.size() != entry.columns.size()) {
    return fail(ErrorCode::NotFound,
                fmt::format("The common table `{}` names {} columns, but its query has {}.",
                            base::printable(entry.table->name.name), names.size(), outputs.size()));
  }
  for (std::size_t i = 0; i < names.size(); ++i) entry.columns[i].name = names[i].name;
  return {};
}

Result<Binder::Outputs> Binder::bind_body(const sql::Query& query, Scope& scope) {
  if (const auto* select = query.as<sql::Select>()) return bind_select(query, *select, scope);
  if (const auto* operation = query.as<sql::SetOperation>()) return bind_set_operation(query, *operation, scope);
  SAYQUEL_TRY(auto outputs, bind_values(std::get<sql::Values>(query.body), scope));
  SAYQUEL_CHECK(bind_set_order(query, outputs, scope));
  return outputs;
}

Result<Binder::Outputs> Binder::bind_select(const sql::Query& query, const sql::Select& select, Scope& scope) {
  FromScope from;
  if (select.from) {
    SAYQUEL_TRY(from, bind_from(*select.from, scope, nullptr));
  }
  scope.from = &from;
  scope.windows = &select.windows;
  if (select.from && catalog_.dialect == Dialect::SQLite) SAYQUEL_CHECK(bind_join_conditions(*select.from, scope));
  SAYQUEL_TRY(auto outputs, bind_select_items(select, scope));
  SAYQUEL_CHECK(bind_select_clauses(query, select, scope));
  scope.from = nullptr;  // it ends with this call
  selects_[&query] = std::move(from);
  return outputs;
}

Result<Binder::Outputs> Binder::bind_select_items(const sql::Select& select, Scope& scope) {
  Outputs outputs;
  scope.items = &select.items;
  for (std::size_t i = 0; i < select.items.size(); ++i) {
    const auto& item = select.items[i];
    if (const auto* star = item.expression->as<sql::Star>()) {
      SAYQUEL_CHECK(bind_star(item, *star, scope, outputs));
      continue;
    }
    scope.items_bound = i;
    scope.aliases = aliases_in_items(catalog_.dialect) ? AliasUse::AfterColumns : AliasUse::Never;
    SAYQUEL_CHECK(bind_expression(*item.expression, scope));
    OutputColumn output;
    output.expression = item.expression.get();
    output.meaning.computed = item.expression.get();
    const auto found = binding_.columns.find(item.expression.get());
    if (found != binding_.columns.end()) output.meaning = found->second;
    output.name = item.alias ? item.alias->name : output_name(*item.expression, catalog_.dialect);
    outputs.push_back(std::move(output));
  }
  scope.items_bound = select.items.size();
  return outputs;
}

Status Binder::bind_star(const sql::SelectItem& item, const sql::Star& star, const Scope& scope, Outputs& outputs) {
  std::vector<BoundColumn>& expansion = binding_.stars[item.expression.get()];
  expansion.clear();
  const auto add = [&](const SourcePtr& source, int position) {
    const auto& column = source->columns[static_cast<std::size_t>(position)];
    BoundColumn bound = column.meaning;
    bound.source = source->item;
    bound.position = position;
    expansion.push_back(bound);
    outputs.push_back({column.name, nullptr, bound});
  };
  if (star.qualifiers.empty()) {
    SAYQUEL_CHECK(spend(scope.from->visible.size()));
    for (const auto& visible : scope.from->visible) add(visible.source, visible.column);
    if (!scope.from->visible.empty()) return {};
    return fail(ErrorCode::NotFound,
                fmt::format("* stands for no column: the query has no FROM{}.", place(item.expression->position)));
  }
  for (const auto& source : scope.from->sources) {
    if (!names_source(*source, star.qualifiers, catalog_.dialect)) continue;
    SAYQUEL_CHECK(spend(source->columns.size()));
    for (std::size_t i = 0; i < source->columns.size(); ++i) add(source, static_cast<int>(i));
    return {};
  }
  std::vector<std::string> names;
  for (const auto& source : scope.from->sources) names.push_back(source->name);
  const std::string written = star.qualifiers.back().name;
  return fail(ErrorCode::NotFound,
              fmt::format("There is no table `{}` in this FROM{}.{}", base::printable(written),
                          place(item.expression->position), did_you_mean(nearest_names(written, names))));
}

Status Binder::bind_grouping(const sql::GroupingElement& element, Scope& scope) {
  SAYQUEL_CHECK(bind_expression(element.expression, scope));
  for (const auto& inner : element.elements) SAYQUEL_CHECK(bind_grouping(inner, scope));
  return {};
}

Status Binder::bind_select_clauses(const sql::Query& query, const sql::Select& select, Scope& scope) {
  const auto dialect = catalog_.dialect;
  scope.aliases = aliases_in_where(dialect) ? AliasUse::AfterColumns : AliasUse::Never;
  SAYQUEL_CHECK(bind_expression(select.where, scope));
  scope.aliases = aliases_in_grouping(dialect);
  for (const auto& element : select.group_by) SAYQUEL_CHECK(bind_grouping(element, scope));
  scope.aliases = aliases_in_having(dialect) ? AliasUse::AfterColumns : AliasUse::Never;
  SAYQUEL_CHECK(bind_expression(select.having, scope));
  scope.aliases = aliases_in_items(dialect) ? AliasUse::AfterColumns : AliasUse::Never;
  for (const auto& window : select.windows) SAYQUEL_CHECK(bind_window(window.window, scope));
  SAYQUEL_CHECK(bind_expression(select.qualify, scope));
  scope.aliases = aliases_in_order(dialect);
  SAYQUEL_CHECK(bind_expressions(select.distinct_on, scope));
  return bind_order(query.order_by, scope);
}

Result<Binder::Outputs> Binder::bind_set_operation(const sql::Query& query, const sql::SetOperation& operation,
                                                   Scope& scope) {
  SAYQUEL_TRY(auto outputs, bind_query(*operation.left, &scope));
  SAYQUEL_TRY(const auto right, bind_query(*operation.right, &scope));
  if (outputs.size() != right.size()) {
    return fail(ErrorCode::NotFound,
                fmt::format("The two sides of the set operation have {} and {} columns{}.", outputs.size(),
                            right.size(), place(operation.right->position)),
                "Select the same number of columns on both sides.");
  }
  SAYQUEL_CHECK(bind_set_order(query, outputs, scope));
  for (auto& output : outputs) output.meaning = {};
  return outputs;
}

// ORDER BY after UNION, INTERSECT, EXCEPT or VALUES: a result column by name, of the first arm, or in SQLite and DuckDB
// of any arm, or what an arm itself could order by.
Status Binder::bind_set_order(const sql::Query& query, const Outputs& outputs, Scope& scope) {
  for (const auto& item : query.order_by) {
    const auto* reference = item.expression->as<sql::ColumnReference>();
    const OutputColumn* found = nullptr;
    if (reference != nullptr && reference->qualifiers.empty()) {
      for (const auto& output : outputs) {
        if (found == nullptr && !output.name.empty() &&
            same_name(reference->name.name, output.name, catalog_.dialect)) {
          found = &output;
        }
      }
    }
    if (found != nullptr) {
      BoundColumn bound;
      bound.computed = found->expression;
      record(*item.expression, bound);
      continue;
    }
    if (item.expression->as<sql::Literal>() != nullptr) continue;  // by position
    const bool lenient = catalog_.dialect != Dialect::PostgreSQL && catalog_.dialect != Dialect::Redshift;
    bool bound_in_arm = false;
    if (lenient && query.as<sql::SetOperation>() != nullptr) {
      SAYQUEL_TRY(bound_in_arm, bind_in_an_arm(*item.expression, query, scope));
    }
    if (bound_in_arm) continue;
    FromScope names;  // the result's columns, as though they were a table's
    Source result;
    result.columns = source_columns(outputs, true);
    for (auto& column : result.columns) column.key = name_key(column.name, catalog_.dialect);
    const auto source = std::make_shared<const Source>(std::move(result));
    names.sources.push_back(source);
    for (std::size_t i = 0; i < outputs.size(); ++i) names.visible.push_back({source, static_cast<int>(i)});
    scope.from = &names;
    auto status = bind_expression(*item.expression, scope);
    scope.from = nullptr;
    if (!status) return status;
  }
  return {};
}

Result<bool> Binder::bind_in_an_arm(const sql::Expression& expression, const sql::Query& query, const Scope& scope) {
  if (const auto* operation = query.as<sql::SetOperation>()) {
    SAYQUEL_TRY(const bool left, bind_in_an_arm(expression, *operation->left, scope));
    return left ? Result<bool>(true) : bind_in_an_arm(expression, *operation->right, scope);
  }
  const auto* select = query.as<sql::Select>();
  if (select == nullptr || query.with) return false;
  SAYQUEL_CHECK(spend(kColumnsOfAnAttempt));
  Scope arm = scope;
  arm.from = &selects_[&query];
  arm.items = &select->items;
  arm.items_bound = select->items.size();
  arm.aliases = AliasUse::BareBeforeColumns;
  const std::size_t strings = binding_.strings.size();
  const bool bound = bind_expression(expression, arm).has_value();
  // A string in double quotes is no name of this arm: let the next one try.
  const bool guessed = binding_.strings.size() != strings;
  if (guessed) binding_.strings.resize(strings);
  return bound && !guessed;
}

Result<Binder::Outputs> Binder::bind_values(const sql::Values& values, Scope& scope) {
  const FromScope nothing;
  scope.from = &nothing;
  Outputs outputs;
  for (const auto& row : values.rows) {
    SAYQUEL_CHECK(bind_expressions(row, scope));
    if (!outputs.empty() && row.size() != outputs.size()) {
      return fail(ErrorCode::NotFound, "The rows of VALUES differ in length.",
                  "Give every row the same number of values.");
    }
    while (outputs.size() < row.size()) {
      const auto position = outputs.size();
      OutputColumn output;
      switch (catalog_.dialect) {
        case Dialect::MySQL:
          output.name = fmt::format("column_{}", position);
          break;
        case Dialect::DuckDB:
          output.name = fmt::format("col{}", position);
          break;
        default:
          output.name = fmt::format("column{}", position + 1);
          break;
      }
      output.expression = row[position].get();
      outputs.push_back(std::move(output));
    }
  }
  scope.from = nullptr;
  return outputs;
}

Status Binder::bind_limit(const sql::Query& query, const Scope& scope) {
  if (!query.limit) return {};
  const FromScope nothing;
  Scope limit = scope;  // no column of the query can be named in it
  limit.from = &nothing;
  limit.aliases = AliasUse::Never;
  SAYQUEL_CHECK(bind_expression(query.limit->count, limit));
  return bind_expression(query.limit->offset, limit);
}

}  // namespace sayquel::analysis

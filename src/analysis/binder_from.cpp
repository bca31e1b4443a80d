#include <fmt/format.h>

#include <algorithm>

#include "analysis/binder.h"
#include "analysis/names.h"
#include "base/text.h"

namespace sayquel::analysis {
namespace {

using sql::Dialect;

void collect_common_tables(const CommonTableFrame* frame, std::vector<std::string>& names) {
  for (; frame != nullptr; frame = frame->parent) {
    for (const auto& entry : frame->entries) names.push_back(entry->table->name.name);
  }
}

// DuckDB lets every derived table see what stands to its left; table functions are lateral everywhere.
bool implicitly_lateral(Dialect dialect) { return dialect == Dialect::DuckDB; }

FromScope joined_scope(const FromScope& left, const FromScope& right) {
  FromScope joined = left;
  joined.sources.insert(joined.sources.end(), right.sources.begin(), right.sources.end());
  joined.visible.insert(joined.visible.end(), right.visible.begin(), right.visible.end());
  return joined;
}

const SourceColumn& column_of(const FromScope::Visible& visible) {
  return visible.source->columns[static_cast<std::size_t>(visible.column)];
}

BoundColumn meaning_of(const FromScope::Visible& visible) {
  BoundColumn bound = column_of(visible).meaning;
  bound.source = visible.source->item;
  bound.position = visible.column;
  return bound;
}

// The place in `visible` of the one column of that name; -1: none, -2: several.
int position_of(const FromScope& scope, const sql::Identifier& name, Dialect dialect) {
  int found = -1;
  for (std::size_t i = 0; i < scope.visible.size(); ++i) {
    const auto& column = column_of(scope.visible[i]);
    if (column.name.empty() || !same_name(name.name, column.name, dialect)) continue;
    if (found >= 0) return -2;
    found = static_cast<int>(i);
  }
  return found;
}

}  // namespace

Result<FromScope> Binder::bind_from(const sql::FromItem& item, const Scope& scope, const FromScope* left) {
  if (const auto* table = item.as<sql::TableReference>()) return bind_table(item, *table, scope);
  if (const auto* derived = item.as<sql::DerivedTable>()) return bind_derived(item, *derived, scope, left);
  if (const auto* function = item.as<sql::TableFunction>()) return bind_function(item, *function, scope, left);
  return bind_join(item, std::get<sql::Join>(item.node), scope, left);
}

int Binder::find_table(const sql::TableReference& table) const {
  const auto dialect = catalog_.dialect;
  if (table.schema.size() > 1) return -1;
  int found = -1;
  for (std::size_t i = 0; i < catalog_.tables.size(); ++i) {
    const auto& candidate = catalog_.tables[i];
    const std::string_view schema = candidate.schema.empty() ? default_schema(dialect) : candidate.schema;
    if (!same_name(table.name.name, candidate.name, dialect)) continue;
    if (table.schema.empty() ? !candidate.schema.empty() && !same_name(schema, default_schema(dialect), dialect)
                             : !same_name(table.schema.front().name, schema, dialect)) {
      continue;
    }
    if (found < 0 || candidate.name == table.name.name) found = static_cast<int>(i);
  }
  return found;
}

Result<FromScope> Binder::bind_table(const sql::FromItem& item, const sql::TableReference& table, const Scope& scope) {
  if (table.schema.empty()) {
    const auto found = find_common_table(scope.common_tables, table.name, catalog_.dialect);
    if (found.entry != nullptr) return bind_common_reference(item, table, found);
  }
  const int id = find_table(table);
  if (id < 0) return no_such_table(table, item.position, scope);
  const auto& stored = catalog_.tables[static_cast<std::size_t>(id)];
  binding_.tables[&item] = id;
  Source source;
  source.item = &item;
  source.name = stored.name;
  source.schema = stored.schema.empty() ? std::string(default_schema(catalog_.dialect)) : stored.schema;
  source.table = id;
  source.rowid = catalog_.dialect == Dialect::SQLite && !stored.view;
  for (std::size_t i = 0; i < stored.columns.size(); ++i) {
    BoundColumn meaning;
    meaning.column = {id, static_cast<int>(i)};
    meaning.origin = meaning.column;
    source.columns.push_back({stored.columns[i].name, meaning});
  }
  return single_source(std::move(source), table.alias, item.position);
}

tl::unexpected<Error> Binder::no_such_table(const sql::TableReference& table, sql::Position position,
                                            const Scope& scope) const {
  std::string written;
  for (const auto& part : table.schema) written += part.name + ".";
  written += table.name.name;
  std::vector<std::string> names;
  for (const auto& stored : catalog_.tables) {
    const bool in_default =
        stored.schema.empty() || same_name(stored.schema, default_schema(catalog_.dialect), catalog_.dialect);
    names.push_back(in_default ? stored.name : stored.schema + "." + stored.name);
  }
  collect_common_tables(scope.common_tables, names);
  if (table.schema.empty()) std::erase(names, table.name.name);  // a common table that cannot be seen from here
  auto near = nearest_names(table.name.name, names);
  for (const auto& name : names) {  // sales, where only reporting.sales is there
    const bool offered = std::find(near.begin(), near.end(), name) != near.end();
    if (!offered && near.size() < 3 && name.ends_with("." + table.name.name)) near.push_back(name);
  }
  return fail(ErrorCode::NotFound,
              fmt::format("There is no table `{}`{}.{}", base::printable(written), place(position), did_you_mean(near)),
              table.schema.size() > 1 ? "Write the table without the database's name."
                                      : "Only tables and views that the database's schema lists can be read.");
}

Result<FromScope> Binder::bind_common_reference(const sql::FromItem& item, const sql::TableReference& table,
                                                const FoundCommonTable& found) {
  SAYQUEL_CHECK(bind_common_table(*found.entry, *found.frame));
  binding_.common_tables[&item] = found.entry->table;
  Source source;
  source.item = &item;
  source.name = found.entry->table->name.name;
  source.columns = found.entry->columns;
  return single_source(std::move(source), table.alias, item.position);
}

Result<FromScope> Binder::bind_derived(const sql::FromItem& item, const sql::DerivedTable& table, const Scope& scope,
                                       const FromScope* left) {
  Scope around = scope;
  if (left != nullptr && (table.lateral || implicitly_lateral(catalog_.dialect))) around.from = left;
  SAYQUEL_TRY(const auto outputs, bind_query(*table.query, &around));
  const bool mixed = table.query->as<sql::Select>() == nullptr;
  Source source;
  source.item = &item;
  for (const auto& output : outputs) {
    BoundColumn meaning;
    meaning.computed = mixed ? nullptr : output.expression;
    if (!mixed) meaning.origin = output.meaning.origin;
    source.columns.push_back({output.name, meaning});
  }
  return single_source(std::move(source), table.alias, item.position);
}

Result<FromScope> Binder::bind_function(const sql::FromItem& item, const sql::TableFunction& function,
                                        const Scope& scope, const FromScope* left) {
  Scope around = scope;
  if (left != nullptr) around.from = left;
  SAYQUEL_CHECK(bind_call(function.call, around));
  auto names = table_function_columns(function.call, catalog_.dialect);
  if (names.empty()) {
    const std::string name = function.call.name.empty() ? "" : function.call.name.back().name;
    return fail(ErrorCode::NotFound,
                fmt::format("There is no table function `{}`{}.", base::printable(name), place(item.position)));
  }
  // PostgreSQL and DuckDB: FROM generate_series(1, 3) AS day names the one column too.
  const bool alias_names_column =
      function.alias && function.alias->columns.empty() && names.size() == 1 && catalog_.dialect == Dialect::PostgreSQL;
  if (alias_names_column) names.front() = function.alias->name.name;
  if (function.with_ordinality) names.emplace_back("ordinality");
  Source source;
  source.item = &item;
  source.name = base::lower_ascii(function.call.name.back().name);
  for (auto& name : names) source.columns.push_back({std::move(name), {}});
  return single_source(std::move(source), function.alias, item.position);
}

Result<FromScope> Binder::single_source(Source source, const std::optional<sql::TableAlias>& alias,
                                        sql::Position position) {
  if (alias) {
    if (!alias->name.name.empty()) {
      source.name = alias->name.name;
      source.schema.clear();
    }
    if (alias->columns.size() > source.columns.size()) {
      return fail(ErrorCode::NotFound,
                  fmt::format("`{}` is given {} column names, but has {} columns{}.", base::printable(source.name),
                              alias->columns.size(), source.columns.size(), place(position)));
    }
    for (std::size_t i = 0; i < alias->columns.size(); ++i) {
      source.columns[i].name = alias->columns[i].name;
    }
  }
  SAYQUEL_CHECK(spend(source.columns.size()));
  for (auto& column : source.columns) column.key = name_key(column.name, catalog_.dialect);
  FromScope scope;
  const auto shared = std::make_shared<const Source>(std::move(source));
  scope.sources.push_back(shared);
  for (std::size_t i = 0; i < shared->columns.size(); ++i) scope.visible.push_back({shared, static_cast<int>(i)});
  return scope;
}

Result<FromScope> Binder::bind_join(const sql::FromItem& item, const sql::Join& join, const Scope& scope,
                                    const FromScope* left_of_it) {
  SAYQUEL_TRY(const FromScope left, bind_from(*join.left, scope, left_of_it));
  const FromScope seen_by_right = left_of_it != nullptr ? joined_scope(*left_of_it, left) : left;
  SAYQUEL_TRY(const FromScope right, bind_from(*join.right, scope, &seen_by_right));
  SAYQUEL_CHECK(spend(left.visible.size() + right.visible.size()));
  FromScope joined = joined_scope(left, right);
  SAYQUEL_CHECK(merge_columns(item, join, left, right, joined));
  if (join.on && catalog_.dialect != Dialect::SQLite) {
    Scope on = scope;
    on.from = &joined;
    SAYQUEL_CHECK(bind_expression(*join.on, on));
  }
  const bool left_only = join.kind == sql::JoinKind::Semi || join.kind == sql::JoinKind::Anti;
  return left_only ? left : joined;
}

Status Binder::merge_columns(const sql::FromItem& item, const sql::Join& join, const FromScope& left,
                             const FromScope& right, FromScope& joined) {
  const auto dialect = catalog_.dialect;
  std::vector<sql::Identifier> names = join.using_columns;
  if (join.natural) {
    for (const auto& visible : left.visible) {
      const std::string& name = column_of(visible).name;
      const sql::Identifier identifier(name, true);
      if (!name.empty() && position_of(right, identifier, dialect) != -1) names.push_back(identifier);
    }
  }
  std::vector<FromScope::Visible> merged, rest;
  std::vector<std::size_t> taken_left, taken_right;
  auto& recorded = binding_.merged[&item];
  recorded.clear();
  for (const auto& name : names) {
    const int from_left = position_of(left, name, dialect), from_right = position_of(right, name, dialect);
    if (from_left < 0 || from_right < 0) {
      const bool several = from_left == -2 || from_right == -2;
      return fail(ErrorCode::NotFound, fmt::format("USING (`{}`): {} side of the join has {} column{}.",
                                                   base::printable(name.name), from_left < 0 ? "the left" : "the right",
                                                   several ? "more than one such" : "no such", place(item.position)));
    }
    const auto& on_left = left.visible[static_cast<std::size_t>(from_left)];
    const auto& on_right = right.visible[static_cast<std::size_t>(from_right)];
    recorded.push_back({column_of(on_left).name, meaning_of(on_left), meaning_of(on_right)});
    merged.push_back(join.kind == sql::JoinKind::Right ? on_right : on_left);
    taken_left.push_back(static_cast<std::size_t>(from_left));
    taken_right.push_back(static_cast<std::size_t>(from_right));
  }
  const auto keep = [&rest](const FromScope& side, const std::vector<std::size_t>& taken) {
    for (std::size_t i = 0; i < side.visible.size(); ++i) {
      if (std::find(taken.begin(), taken.end(), i) == taken.end()) rest.push_back(side.visible[i]);
    }
  };
  keep(left, taken_left);
  keep(right, taken_right);
  merged.insert(merged.end(), rest.begin(), rest.end());
  joined.visible = std::move(merged);
  return {};
}

Status Binder::bind_join_conditions(const sql::FromItem& item, const Scope& scope) {
  const auto* join = item.as<sql::Join>();
  if (join == nullptr) return {};
  SAYQUEL_CHECK(bind_join_conditions(*join->left, scope));
  SAYQUEL_CHECK(bind_join_conditions(*join->right, scope));
  return bind_expression(join->on, scope);
}

}  // namespace sayquel::analysis

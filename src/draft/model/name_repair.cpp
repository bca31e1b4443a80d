#include "draft/model/name_repair.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "analysis/binding.h"
#include "analysis/names.h"
#include "base/text.h"
#include "catalog/names.h"
#include "sql/parser.h"
#include "sql/printer.h"
#include "sql/rewrite.h"

namespace sayquel::model {
namespace {

using catalog::Catalog;

constexpr std::size_t kTablesListed = 40, kColumnsListed = 60;

// Names that say the same: event_name, eventName and EventNames.
std::string same_words(const std::string& name) {
  std::string out;
  std::vector<std::string> words = catalog::name_words(name);
  if (!words.empty()) words.back() = catalog::singular(words.back());
  for (const std::string& word : words) out += word;
  return out;
}

// The one that was meant; nothing where there is none, or more than one.
std::optional<std::string> meant(const std::string& written, const std::vector<std::string>& names) {
  std::vector<std::string> same;
  for (const std::string& name : names)
    if (same_words(name) == same_words(written)) same.push_back(name);
  if (same.size() == 1) return same[0];
  if (!same.empty()) return std::nullopt;
  const std::vector<std::string> near = analysis::nearest_names(written, names);
  const int allowed = written.size() < 5 ? 1 : 2;
  if (near.size() == 1 &&
      base::edit_distance(base::lower_ascii(written), base::lower_ascii(near[0]), allowed) <= allowed)
    return near[0];
  return std::nullopt;
}

std::vector<std::string> column_names(const catalog::Table& table) {
  std::vector<std::string> names;
  for (const catalog::Column& column : table.columns) names.push_back(column.name);
  return names;
}

class Repair {
 public:
  Repair(const Catalog& catalog, const sql::QueryPtr& tree) : catalog_(catalog), tree_(tree) {}

  sql::QueryPtr run() {
    list_common_tables();
    tree_ = sql::rewrite(tree_, {.from = [this](const sql::FromPtr& item) { return table(item); }});
    list_scope();
    return sql::rewrite(tree_, {.expression = [this](const sql::ExpressionPtr& node) { return column(node); }});
  }

  std::vector<std::string> notes() const { return {notes_.begin(), notes_.end()}; }

 private:
  void list_common_tables() {
    sql::walk(*tree_, {.query = [this](const sql::Query& query) {
      if (query.with)
        for (const sql::CommonTable& common : query.with->tables) {
          made_.insert(base::lower_ascii(common.name.name));
          for (const sql::Identifier& column : common.columns) made_.insert(base::lower_ascii(column.name));
        }
      if (const auto* select = query.as<sql::Select>())
        for (const sql::SelectItem& item : select->items)
          if (item.alias) made_.insert(base::lower_ascii(item.alias->name));
      return true;
    }});
  }

  sql::FromPtr table(const sql::FromPtr& item) {
    const auto* reference = item->as<sql::TableReference>();
    if (!reference || made_.count(base::lower_ascii(reference->name.name)) ||
        catalog_.find_table(reference->name.name) >= 0)
      return item;
    std::vector<std::string> names;
    for (const catalog::Table& one : catalog_.tables) names.push_back(one.name);
    const auto found = meant(reference->name.name, names);
    if (!found) return item;
    note(reference->name.name, *found);
    sql::TableReference changed = *reference;
    // Columns may be asked of the table by its old name.
    if (!changed.alias) changed.alias = sql::TableAlias{changed.name, {}};
    changed.name = sql::Identifier(*found);
    changed.schema.clear();
    return std::make_shared<const sql::FromItem>(sql::FromItem{std::move(changed), item->position});
  }

  // Every name that a table of the query goes by; -1 for those that the query makes itself.
  void list_scope() {
    sql::walk(*tree_, {.from = [this](const sql::FromItem& item) {
      if (const auto* reference = item.as<sql::TableReference>()) {
        const bool made = made_.count(base::lower_ascii(reference->name.name)) > 0;
        const int index = made ? -1 : catalog_.find_table(reference->name.name);
        const sql::Identifier& name = reference->alias ? reference->alias->name : reference->name;
        scope_[base::lower_ascii(name.name)] = index;
      } else if (const auto* derived = item.as<sql::DerivedTable>(); derived && derived->alias) {
        scope_[base::lower_ascii(derived->alias->name.name)] = -1;
      }
      return true;
    }});
  }

  sql::ExpressionPtr column(const sql::ExpressionPtr& node) {
    const auto* reference = node->as<sql::ColumnReference>();
    if (!reference || made_.count(base::lower_ascii(reference->name.name))) return node;
    return reference->qualifiers.empty() ? bare(node, *reference) : qualified(node, *reference);
  }

  sql::ExpressionPtr bare(const sql::ExpressionPtr& node, const sql::ColumnReference& reference) {
    if (!owners(reference.name.name).empty()) return node;
    std::vector<std::string> names;
    for (const auto& [name, index] : scope_)
      if (index >= 0)
        for (std::string& column : column_names(catalog_.tables[static_cast<std::size_t>(index)]))
          if (std::find(names.begin(), names.end(), column) == names.end()) names.push_back(std::move(column));
    const auto found = meant(reference.name.name, names);
    if (!found) return node;
    note(reference.name.name, *found);
    return changed(node, reference, reference.qualifiers, *found);
  }

  sql::ExpressionPtr qualified(const sql::ExpressionPtr& node, const sql::ColumnReference& reference) {
    const auto scope = scope_.find(base::lower_ascii(reference.qualifiers.back().name));
    if (scope != scope_.end() && scope->second < 0) return node;
    if (scope != scope_.end()) {
      const catalog::Table& table = catalog_.tables[static_cast<std::size_t>(scope->second)];
      if (catalog_.find_column(scope->second, reference.name.name) >= 0) return node;
      if (const auto found = meant(reference.name.name, column_names(table))) {
        note(reference.name.name, *found);
        return changed(node, reference, reference.qualifiers, *found);
      }
    }
    const std::vector<std::string> others = owners(reference.name.name);
    if (others.size() != 1) return node;
    note(reference.qualifiers.back().name + "." + reference.name.name, others[0] + "." + reference.name.name);
    return changed(node, reference, {sql::Identifier(others[0])}, reference.name.name);
  }

  // The names in scope whose table has the column.
  std::vector<std::string> owners(const std::string& column) const {
    std::vector<std::string> found;
    for (const auto& [name, index] : scope_)
      if (index >= 0 && catalog_.find_column(index, column) >= 0) found.push_back(name);
    return found;
  }

  static sql::ExpressionPtr changed(const sql::ExpressionPtr& node, const sql::ColumnReference& reference,
                                    std::vector<sql::Identifier> qualifiers, const std::string& name) {
    sql::ColumnReference made = reference;
    made.qualifiers = std::move(qualifiers);
    made.name = sql::Identifier(name);
    return std::make_shared<const sql::Expression>(sql::Expression{std::move(made), node->position});
  }

  void note(const std::string& from, const std::string& to) {
    notes_.insert(fmt::format("`{}`, which does not exist, is read as `{}`.", base::printable(from), to));
  }

  const Catalog& catalog_;
  sql::QueryPtr tree_;
  std::set<std::string> made_;        // names of the query's own making, lower case
  std::map<std::string, int> scope_;  // by lower case name: position in the catalog, -1: the query's own
  std::set<std::string> notes_;
};

std::string listed(std::vector<std::string> names, std::size_t most) {
  const bool cut = names.size() > most;
  names.resize(std::min(names.size(), most));
  return base::printable(base::join(names, ", ")) + (cut ? ", ..." : "");
}

}  // namespace

NameRepair repair_names(const std::string& sql, const Catalog& catalog) {
  const auto tree = sql::parse(sql, catalog.dialect);
  if (!tree || analysis::bind(**tree, catalog)) return {sql, {}};
  Repair repair(catalog, *tree);
  const sql::QueryPtr repaired = repair.run();
  if (repair.notes().empty() || !analysis::bind(*repaired, catalog)) return {sql, {}};
  return {sql::print(*repaired, catalog.dialect), repair.notes()};
}

std::string existing_names(const std::string& sql, const Catalog& catalog) {
  const auto tree = sql::parse(sql, catalog.dialect);
  if (!tree) return {};
  std::set<int> tables;
  bool unknown = false;
  sql::walk(**tree, {.from = [&](const sql::FromItem& item) {
    if (const auto* reference = item.as<sql::TableReference>()) {
      const int index = catalog.find_table(reference->name.name);
      if (index >= 0)
        tables.insert(index);
      else
        unknown = true;
    }
    return true;
  }});
  std::string out;
  if (unknown || tables.empty()) {
    std::vector<std::string> names;
    for (const catalog::Table& table : catalog.tables) names.push_back(table.name);
    out += "Tables: " + listed(std::move(names), kTablesListed) + "\n";
  }
  for (int index : tables) {
    const catalog::Table& table = catalog.tables[static_cast<std::size_t>(index)];
    out += fmt::format("Columns of {}: {}\n", base::printable(table.name), listed(column_names(table), kColumnsListed));
  }
  return out;
}

}  // namespace sayquel::model

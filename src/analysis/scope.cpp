#include "analysis/scope.h"

#include <algorithm>

#include "analysis/names.h"
#include "base/text.h"

namespace sayquel::analysis {
namespace {

BoundColumn column_of(const SourcePtr& source, int position) {
  BoundColumn bound = source->columns[static_cast<std::size_t>(position)].meaning;
  bound.source = source->item;
  bound.position = position;
  return bound;
}

void add(Found& found, const SourcePtr& source, int position) {
  if (found.count++ == 0) found.column = column_of(source, position);
  found.sources.push_back(source->name);
}

// The table's INTEGER PRIMARY KEY, which is its rowid; -1: it has none of its own.
int rowid_column(const Source& source, const catalog::Catalog& catalog) {
  const auto& table = catalog.tables[static_cast<std::size_t>(source.table)];
  if (table.primary_key_inferred || table.primary_key.size() != 1) return -1;
  const int column = table.primary_key.front();
  const auto& declared = table.columns[static_cast<std::size_t>(column)].type.declared;
  return base::equal_ignoring_case(declared, "INTEGER") ? column : -1;
}

}  // namespace

std::string_view default_schema(sql::Dialect dialect) {
  switch (dialect) {
    case sql::Dialect::SQLite:
    case sql::Dialect::DuckDB:
      return "main";
    case sql::Dialect::PostgreSQL:
    case sql::Dialect::Redshift:
      return "public";
    case sql::Dialect::MySQL:
      return "";
  }
  return "";
}

bool names_source(const Source& source, const std::vector<sql::Identifier>& qualifiers, sql::Dialect dialect) {
  if (source.name.empty() || qualifiers.empty() || qualifiers.size() > 2) return false;
  if (!same_name(qualifiers.back().name, source.name, dialect)) return false;
  return qualifiers.size() == 1 ||
         (!source.schema.empty() && same_name(qualifiers.front().name, source.schema, dialect));
}

Found find_column(const FromScope& from, const sql::ColumnReference& reference, sql::Dialect dialect) {
  Found found;
  const std::string key = name_key(reference.name.name, dialect);
  const Source* last = nullptr;
  if (reference.qualifiers.empty()) {
    for (const auto& visible : from.visible) {
      const auto& column = visible.source->columns[static_cast<std::size_t>(visible.column)];
      if (column.name.empty() || column.key != key) continue;
      // SQLite takes the first of two columns of the same name in one derived table.
      if (visible.source.get() == last && dialect == sql::Dialect::SQLite) continue;
      last = visible.source.get();
      add(found, visible.source, visible.column);
    }
    return found;
  }
  for (const auto& source : from.sources) {
    if (!names_source(*source, reference.qualifiers, dialect)) continue;
    for (std::size_t i = 0; i < source->columns.size(); ++i) {
      const auto& column = source->columns[i];
      if (column.name.empty() || column.key != key) continue;
      if (source.get() == last && dialect == sql::Dialect::SQLite) continue;
      last = source.get();
      add(found, source, static_cast<int>(i));
    }
  }
  return found;
}

Found find_rowid(const FromScope& from, const sql::ColumnReference& reference, const catalog::Catalog& catalog) {
  Found found;
  const std::string name = base::lower_ascii(reference.name.name);
  if (name != "rowid" && name != "oid" && name != "_rowid_") return found;
  for (const auto& source : from.sources) {
    if (!source->rowid) continue;
    if (!reference.qualifiers.empty() && !names_source(*source, reference.qualifiers, catalog.dialect)) continue;
    const int key = rowid_column(*source, catalog);
    if (found.count++ == 0) {
      found.column.source = source->item;
      found.column.column = {source->table, key};
      found.column.position = key;
      if (key >= 0) found.column.origin = found.column.column;
    }
    found.sources.push_back(source->name);
  }
  return found;
}

std::optional<BoundColumn> find_struct_column(const FromScope& from, const sql::ColumnReference& reference,
                                              const catalog::Catalog& catalog) {
  if (catalog.dialect != sql::Dialect::DuckDB || reference.qualifiers.empty()) return std::nullopt;
  // From the left: column.field..., or table.column.field...
  for (std::size_t taken = 1; taken <= std::min<std::size_t>(2, reference.qualifiers.size()); ++taken) {
    sql::ColumnReference column;
    column.qualifiers.assign(reference.qualifiers.begin(), reference.qualifiers.begin() + static_cast<long>(taken) - 1);
    column.name = reference.qualifiers[taken - 1];
    const Found found = find_column(from, column, catalog.dialect);
    if (found.count != 1) continue;
    const auto& id = found.column.column;
    const bool stored = id.table >= 0 && id.column >= 0;
    if (stored && catalog.column(id).type.kind != TypeKind::Nested) continue;
    BoundColumn bound = found.column;
    bound.origin = {};  // a field of it, not the column's own value
    return bound;
  }
  return std::nullopt;
}

FoundCommonTable find_common_table(const CommonTableFrame* frame, const sql::Identifier& name, sql::Dialect dialect) {
  const std::string key = name_key(name.name, dialect);
  for (; frame != nullptr; frame = frame->parent) {
    const std::size_t count = dialect == sql::Dialect::SQLite ? frame->entries.size() : frame->visible;
    const auto found = frame->by_key.find(key);
    if (found != frame->by_key.end() && found->second < count) return {frame->entries[found->second].get(), frame};
  }
  return {};
}

}  // namespace sayquel::analysis

#include "catalog/catalog.h"

#include <algorithm>

#include "base/text.h"

namespace sayquel::catalog {
namespace {

bool within(const std::vector<int>& key, const std::vector<int>& columns) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [&](int column) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  });
}

// More rows than there are different combinations: two of them must agree.
bool must_repeat(const Table& table, const std::vector<int>& columns) {
  double combinations = 1;
  for (int column : columns) {
    const ColumnProfile& profile = table.columns[static_cast<std::size_t>(column)].profile;
    if (!profile.measured || profile.nulls > 0) return false;
    combinations *= static_cast<double>(std::max<std::int64_t>(profile.distinct, 1));
  }
  return static_cast<double>(table.rows) > combinations;
}

}  // namespace

int Catalog::find_table(std::string_view name, std::string_view schema) const {
  int loose = -1;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const Table& table = tables[i];
    if (!schema.empty() && !base::equal_ignoring_case(table.schema, schema)) continue;
    if (table.name == name && (schema.empty() || table.schema == schema)) return static_cast<int>(i);
    if (loose < 0 && base::equal_ignoring_case(table.name, name)) loose = static_cast<int>(i);
  }
  return loose;
}

int Catalog::find_column(int table, std::string_view name) const {
  const auto& columns = tables[static_cast<std::size_t>(table)].columns;
  int loose = -1;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].name == name) return static_cast<int>(i);
    if (loose < 0 && base::equal_ignoring_case(columns[i].name, name)) loose = static_cast<int>(i);
  }
  return loose;
}

Certainty Catalog::unique(int id, const std::vector<int>& columns) const {
  const Table& table = tables[static_cast<std::size_t>(id)];
  if (table.rows == 0 || table.rows == 1) return Certainty::Yes;
  if (within(table.primary_key, columns)) return Certainty::Yes;
  for (const auto& key : table.unique_keys)
    if (within(key, columns)) return Certainty::Yes;
  for (int column : columns)
    if (table.columns[static_cast<std::size_t>(column)].profile.unique) return Certainty::Yes;
  if (columns.empty()) return table.rows > 1 ? Certainty::No : Certainty::Unknown;
  if (columns.size() == 1)
    return table.columns[static_cast<std::size_t>(columns[0])].profile.measured ? Certainty::No : Certainty::Unknown;
  return must_repeat(table, columns) ? Certainty::No : Certainty::Unknown;
}

}  // namespace sayquel::catalog

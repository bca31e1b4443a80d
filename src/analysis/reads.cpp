#include <set>

#include "analysis/binding.h"

namespace sayquel::analysis {

Reads reads(const Binding& binding) {
  std::set<int> tables;
  std::set<catalog::ColumnId> columns;
  const auto read = [&columns](const BoundColumn& bound) {
    if (bound.column.table >= 0 && bound.column.column >= 0) columns.insert(bound.column);
  };
  for (const auto& [item, table] : binding.tables) tables.insert(table);
  for (const auto& [expression, bound] : binding.columns) read(bound);
  for (const auto& [expression, expansion] : binding.stars) {
    for (const auto& bound : expansion) read(bound);
  }
  for (const auto& [join, merged] : binding.merged) {
    for (const auto& column : merged) {
      read(column.left);
      read(column.right);
    }
  }
  return {{tables.begin(), tables.end()}, {columns.begin(), columns.end()}};
}

}  // namespace sayquel::analysis

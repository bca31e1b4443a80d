// Which table and column every name of a query means.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "catalog/catalog.h"
#include "sayquel/result.h"
#include "sql/ast.h"

namespace sayquel::analysis {

// What a ColumnReference means: a catalog column, or a column that a subquery, CTE, VALUES or table function makes.
struct BoundColumn {
  catalog::ColumnId column;          // table -1: not a stored column
  const sql::FromItem* source = nullptr;  // the FROM item it comes from (a SELECT alias: null)
  const sql::Expression* computed = nullptr;  // the expression behind a derived column or alias, where there is one
  bool outer = false;                // from an enclosing query: correlated
};

struct Binding {
  std::unordered_map<const sql::Expression*, BoundColumn> columns;  // every ColumnReference of the tree
  std::unordered_map<const sql::FromItem*, int> tables;             // every TableReference of a stored table
  // SQLite's strings in double quotes: references that SQLite reads as text because no such column is in scope.
  std::vector<const sql::Expression*> strings;
};

// NotFound, naming what is not there, the place, and the nearest names that are.
Result<Binding> bind(const sql::Query& query, const catalog::Catalog& catalog);

}  // namespace sayquel::analysis

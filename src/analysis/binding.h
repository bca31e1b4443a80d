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
  catalog::ColumnId column;                   // table -1: not a stored column; column -1 of a table: SQLite's rowid
  const sql::FromItem* source = nullptr;      // the FROM item it comes from (a SELECT alias: null)
  const sql::Expression* computed = nullptr;  // the expression behind a derived column or alias, where there is one
  bool outer = false;                         // from an enclosing query: correlated
  int position = -1;                          // in the source's columns, from 0; -1: a SELECT alias, or rowid
  catalog::ColumnId origin;  // the stored column whose values it carries unchanged, through derived tables too
};

// A column of a query's result.
struct OutputColumn {
  std::string name;                             // as the dialect resolves it; empty where the database makes up a name
  const sql::Expression* expression = nullptr;  // null: by way of a * or t.*
  BoundColumn meaning;  // of a plain column, starred ones too: what it is bound to; else only `computed` is set
};

// A column that USING or NATURAL merges: equal on both sides.
struct MergedColumn {
  std::string name;
  BoundColumn left, right;
};

struct Binding {
  std::unordered_map<const sql::Expression*, BoundColumn> columns;  // every ColumnReference of the tree
  std::unordered_map<const sql::FromItem*, int> tables;             // every TableReference of a stored table
  // SQLite's strings in double quotes: references that SQLite reads as text because no such column is in scope.
  std::vector<const sql::Expression*> strings;

  std::unordered_map<const sql::FromItem*, const sql::CommonTable*> common_tables;  // every reference to a CTE
  std::unordered_map<const sql::Expression*, std::vector<BoundColumn>> stars;       // what a select item * or t.* is
  std::unordered_map<const sql::FromItem*, std::vector<MergedColumn>> merged;       // by join
  std::unordered_map<const sql::Query*, std::vector<OutputColumn>> outputs;         // of every query of the tree
};

// Binds every name as the catalog's dialect does: its case rules, its scopes, and the places where it lets a SELECT
// alias be used (ORDER BY everywhere; GROUP BY and HAVING in SQLite, DuckDB and MySQL; WHERE in SQLite and DuckDB).
// NotFound, naming what is not there, the place, and the nearest names that are; the same for a name that several
// tables have. Recursion is as deep as the tree: a tree of unknown depth must be measured first (the guard does).
// The binding points into the tree and must not outlive it.
Result<Binding> bind(const sql::Query& query, const catalog::Catalog& catalog);

// The stored tables and columns that a query reads, each once, in order. A * counts as the columns that it stands for;
// COUNT(*) reads no column.
struct Reads {
  std::vector<int> tables;
  std::vector<catalog::ColumnId> columns;
};
Reads reads(const Binding& binding);

}  // namespace sayquel::analysis

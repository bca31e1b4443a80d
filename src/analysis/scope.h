// What names can be seen from a place in a query.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "analysis/binding.h"
#include "catalog/catalog.h"
#include "sql/ast.h"
#include "sql/dialect.h"

namespace sayquel::analysis {

struct SourceColumn {
  std::string name;  // empty: the database makes up a name, so it cannot be named
  BoundColumn meaning;
  std::string key = {};  // the name as it is compared; set once the source is complete
};

// One table, derived table, CTE reference or table function of a FROM clause.
struct Source {
  const sql::FromItem* item = nullptr;
  std::string name;    // the alias, else the table's name; may be empty
  std::string schema;  // by which it may be qualified too: of a stored table without alias
  int table = -1;      // of the catalog; -1: not a stored table
  bool rowid = false;  // SQLite's rowid, oid and _rowid_ can be named
  std::vector<SourceColumn> columns;
};
using SourcePtr = std::shared_ptr<const Source>;

// What a FROM clause, or a part of one, makes visible.
struct FromScope {
  struct Visible {
    SourcePtr source;
    int column = 0;
  };
  std::vector<SourcePtr> sources;  // by which columns may be qualified
  std::vector<Visible> visible;    // without qualifier, and in the order of *; a column of USING once
};

// A query's WITH, seen from inside it. Bound on the first reference, because SQLite lets a CTE name a later one.
struct CommonTableFrame {
  enum class State { Unbound, Underway, Bound };
  struct Entry {
    const sql::CommonTable* table = nullptr;
    State state = State::Unbound;
    bool columns_known = false;         // of a recursive CTE, once its first arm is bound
    std::vector<SourceColumn> columns;  // without `source` and `position`, which differ by reference
  };
  const CommonTableFrame* parent = nullptr;
  const struct Scope* scope = nullptr;  // around the query
  bool recursive = false;
  std::size_t visible = 0;  // how many are declared before the place that is looked at
  std::vector<std::unique_ptr<Entry>> entries;
  std::unordered_map<std::string, std::size_t> by_key;  // name_key() of each, and its place
};

enum class AliasUse {
  Never,
  AfterColumns,       // a column of that name wins
  BareAfterColumns,   // the same, but only as a whole expression (PostgreSQL's GROUP BY)
  BareBeforeColumns,  // as a whole expression the alias wins, inside of one only after columns
  BareOnly,           // as a whole expression only (PostgreSQL's ORDER BY)
};

// A query, from inside. Lives on the stack while its clauses are bound.
struct Scope {
  const Scope* parent = nullptr;  // of the query around it, or null
  const FromScope* from = nullptr;
  const CommonTableFrame* common_tables = nullptr;
  const std::vector<sql::SelectItem>* items = nullptr;  // whose aliases can be named
  std::size_t items_bound = 0;                          // only those before this one (aliases named in SELECT)
  AliasUse aliases = AliasUse::Never;
  const std::vector<sql::NamedWindow>* windows = nullptr;
};

// The result of looking a name up in one FROM clause: how many columns have that name, and the first of them.
struct Found {
  int count = 0;
  BoundColumn column;
  std::vector<std::string> sources;  // that have it, for the message
};

// A column in one FROM clause, qualified or not; not in the queries around it.
Found find_column(const FromScope& from, const sql::ColumnReference& reference, sql::Dialect dialect);

// SQLite's rowid, oid or _rowid_, where exactly one source has one; a count of 0 where it is none of these.
Found find_rowid(const FromScope& from, const sql::ColumnReference& reference, const catalog::Catalog& catalog);

// DuckDB's column.field of a struct column.
std::optional<BoundColumn> find_struct_column(const FromScope& from, const sql::ColumnReference& reference,
                                              const catalog::Catalog& catalog);

// Does t, or s.t, name this source?
bool names_source(const Source& source, const std::vector<sql::Identifier>& qualifiers, sql::Dialect dialect);

// A CTE by name, from the inside out; null: no such CTE in sight.
struct FoundCommonTable {
  CommonTableFrame::Entry* entry = nullptr;
  const CommonTableFrame* frame = nullptr;
};
FoundCommonTable find_common_table(const CommonTableFrame* frame, const sql::Identifier& name, sql::Dialect dialect);

// "main" in SQLite and DuckDB, "public" in PostgreSQL and Redshift, empty in MySQL: how the default schema is called.
std::string_view default_schema(sql::Dialect dialect);

}  // namespace sayquel::analysis

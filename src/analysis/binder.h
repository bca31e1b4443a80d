// Binds a tree, clause by clause. Used through bind() alone.
//
//   binder.cpp              queries: WITH, set operations, the clauses of a SELECT and the order they see names in
//   binder_from.cpp         FROM: tables, derived tables, CTE references, joins
//   binder_expression.cpp   expressions, and what a column's name means
#pragma once

#include <string>
#include <vector>

#include "analysis/binding.h"
#include "analysis/scope.h"

namespace sayquel::analysis {

class Binder {
 public:
  explicit Binder(const catalog::Catalog& catalog) : catalog_(catalog) {}
  Result<Binding> bind(const sql::Query& query) &&;

 private:
  using Outputs = std::vector<OutputColumn>;

  // ---- queries ----
  // Binds a query inside `outer` (null: the whole query) and gives its result columns.
  Result<Outputs> bind_query(const sql::Query& query, const Scope* outer);
  Status bind_with(const sql::With& with, CommonTableFrame& frame, Scope& scope);
  Status bind_common_table(CommonTableFrame::Entry& entry, const CommonTableFrame& frame);
  Status name_columns(CommonTableFrame::Entry& entry, const Outputs& outputs, bool mixed);
  // The query's own body, and its ORDER BY; `scope` sees the enclosing query and the CTEs.
  Result<Outputs> bind_body(const sql::Query& query, Scope& scope);
  Result<Outputs> bind_select(const sql::Query& query, const sql::Select& select, Scope& scope);
  Result<Outputs> bind_select_items(const sql::Select& select, Scope& scope);
  Status bind_star(const sql::SelectItem& item, const sql::Star& star, const Scope& scope, Outputs& outputs);
  Status bind_grouping(const sql::GroupingElement& element, Scope& scope);
  Status bind_select_clauses(const sql::Query& query, const sql::Select& select, Scope& scope);
  Result<Outputs> bind_set_operation(const sql::Query& query, const sql::SetOperation& operation, Scope& scope);
  Status bind_set_order(const sql::Query& query, const Outputs& outputs, Scope& scope);
  Result<bool> bind_in_an_arm(const sql::Expression& expression, const sql::Query& query, const Scope& scope);
  Result<Outputs> bind_values(const sql::Values& values, Scope& scope);
  Status bind_limit(const sql::Query& query, const Scope& scope);

  // ---- FROM ----
  // `left`: what stands to the left in the same FROM, for LATERAL; null: nothing.
  Result<FromScope> bind_from(const sql::FromItem& item, const Scope& scope, const FromScope* left);
  Result<FromScope> bind_table(const sql::FromItem& item, const sql::TableReference& table, const Scope& scope);
  Result<FromScope> bind_common_reference(const sql::FromItem& item, const sql::TableReference& table,
                                          const FoundCommonTable& found);
  Result<FromScope> bind_derived(const sql::FromItem& item, const sql::DerivedTable& table, const Scope& scope,
                                 const FromScope* left);
  Result<FromScope> bind_function(const sql::FromItem& item, const sql::TableFunction& function, const Scope& scope,
                                  const FromScope* left);
  Result<FromScope> bind_join(const sql::FromItem& item, const sql::Join& join, const Scope& scope,
                              const FromScope* left);
  Status merge_columns(const sql::FromItem& item, const sql::Join& join, const FromScope& left, const FromScope& right,
                       FromScope& joined);
  Status bind_join_conditions(const sql::FromItem& item, const Scope& scope);  // SQLite: they see all of FROM
  Result<FromScope> single_source(Source source, const std::optional<sql::TableAlias>& alias, sql::Position position);
  tl::unexpected<Error> no_such_table(const sql::TableReference& table, sql::Position position,
                                      const Scope& scope) const;
  int find_table(const sql::TableReference& table) const;

  // ---- expressions ----
  Status bind_expression(const sql::Expression& expression, const Scope& scope);
  Status bind_expression(const sql::ExpressionPtr& expression, const Scope& scope);  // null is nothing to bind
  Status bind_expressions(const std::vector<sql::ExpressionPtr>& expressions, const Scope& scope);
  Status bind_order(const std::vector<sql::OrderItem>& items, const Scope& scope);
  Status bind_call(const sql::FunctionCall& call, const Scope& scope);
  Status bind_window(const sql::Window& window, const Scope& scope);
  Status bind_subquery(const sql::Query& query, const Scope& scope);
  // `whole`: the reference is the whole expression of its clause, so that an alias may win.
  Status bind_column(const sql::Expression& expression, const sql::ColumnReference& reference, const Scope& scope,
                     bool whole);
  bool bind_alias(const sql::Expression& expression, const sql::ColumnReference& reference, const Scope& scope);
  // The name in this scope alone: true where it was found, an error where several have it.
  Result<bool> bind_in_scope(const sql::Expression& expression, const sql::ColumnReference& reference,
                             const Scope& scope, bool outer, bool whole);
  bool bind_string(const sql::Expression& expression, const sql::ColumnReference& reference, const Scope& scope);
  tl::unexpected<Error> no_such_column(const sql::Expression& expression, const sql::ColumnReference& reference,
                                       const Scope& scope) const;

  // A query of a few lines can name more columns than fit into memory, where each * doubles the one before.
  Status spend(std::size_t columns);

  void record(const sql::Expression& expression, BoundColumn column) { binding_.columns[&expression] = column; }

  const catalog::Catalog& catalog_;
  Binding binding_;
  std::size_t spent_ = 0;
  std::unordered_map<const sql::Query*, CommonTableFrame::Entry*> first_arms_;  // of recursive CTEs
  std::unordered_map<const sql::Query*, FromScope> selects_;                    // what each SELECT's FROM makes visible
};

// The name that the database gives to a result column without AS; empty where it makes one up.
std::string output_name(const sql::Expression& expression, sql::Dialect dialect);

// The columns of a table function, or empty where it is not known: generate_series, range, unnest, json_each, ...
std::vector<std::string> table_function_columns(const sql::FunctionCall& call, sql::Dialect dialect);

}  // namespace sayquel::analysis

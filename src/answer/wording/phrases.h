// What the parts of a query are called in English: its columns, aggregates and conditions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/binding.h"
#include "catalog/catalog.h"
#include "sql/ast.h"
#include "sql/dialect.h"

namespace sayquel::answer {

enum class Aggregate { None, Count, CountDistinct, Sum, Average, Minimum, Maximum, Other };

// The aggregate that an expression is at its top, casts and ROUND looked through; a window function is none.
Aggregate aggregate_of(const sql::Expression& expression);
// The function call behind aggregate_of(); null: none.
const sql::FunctionCall* aggregate_call(const sql::Expression& expression);

// One condition of a query, as a reader thinks of it: two bounds on one column are one condition.
struct Condition {
  std::vector<sql::ExpressionPtr> parts;    // ANDed conjuncts
  bool of_groups = false;                   // from HAVING
  bool joins = false;                       // column = column: ties tables together, filters nothing by a value
  std::string words;                        // "the venue state is CA"
  const sql::Expression* column = nullptr;  // of column = text: the column reference
  std::string text;                         // of column = text: the text
};

class Phrases {
 public:
  // Keeps references to both; a query that does not bind (it always does after the guard) is named by its own words.
  Phrases(const sql::QueryPtr& query, sql::Dialect dialect, const catalog::Catalog* catalog);

  // "venue state", "number of venues", "total commission", "month of start time"; empty: no short words for it.
  std::string expression(const sql::Expression& expression) const;
  // "the state is CA"; SQL in its own words where there is no short English for it.
  std::string condition(const sql::Expression& expression) const;
  std::vector<Condition> conditions(const sql::Select& select) const;

  // The stored column that a reference means, derived tables and aliases looked through; table -1: none.
  catalog::ColumnId stored(const sql::Expression& expression) const;
  // The expression behind a derived column; the expression itself otherwise.
  const sql::Expression& behind(const sql::Expression& expression) const;
  // What one row of FROM is, in the singular: the table that references the others; empty: not clear.
  std::string row_noun(const sql::Select& select) const;
  // The stored tables in FROM, derived ones not entered.
  std::vector<int> tables(const sql::Select& select) const;

  const catalog::Catalog* catalog() const { return catalog_; }
  sql::Dialect dialect() const { return dialect_; }

 private:
  std::string call(const sql::FunctionCall& call) const;
  std::string count(const sql::FunctionCall& call) const;
  std::string comparison(const sql::Binary& binary) const;
  std::string like(const sql::Like& like) const;
  // How a range ends: before its last day, with that day, or at its first instant.
  enum class End { Before, WithDay, AtInstant };
  std::string range(const sql::Expression& low, const sql::Expression& high, const std::string& subject, End end) const;
  bool holds_days(const sql::Expression& column) const;
  std::string value(const sql::Expression& expression) const;
  std::string as_written(const sql::Expression& expression) const;
  void collect_tables(const sql::FromPtr& from, std::vector<int>& tables) const;

  const sql::QueryPtr& query_;
  sql::Dialect dialect_;
  const catalog::Catalog* catalog_;
  std::optional<analysis::Binding> binding_;
};

// The conjuncts of a AND b AND c, in order.
std::vector<sql::ExpressionPtr> conjuncts(const sql::ExpressionPtr& expression);

}  // namespace sayquel::answer

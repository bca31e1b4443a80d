// Aggregate functions, as the analysis of a query needs to know them.
#pragma once

#include <string_view>
#include <vector>

#include "sql/ast.h"

namespace sayquel::analysis {

// SUM, COUNT, STRING_AGG and their kind, in any dialect; without regard to case.
bool is_aggregate(std::string_view function);

// Does the result change where rows stand twice? Not of MIN, MAX, BOOL_AND, ANY_VALUE and their kind.
bool counts_rows_twice(std::string_view function);

// SUM(x), COUNT(*), ... that is no window function: OVER turns rows into no groups.
bool is_aggregate_call(const sql::FunctionCall& call);

// Every aggregate call of an expression; not those of its subqueries.
std::vector<const sql::Expression*> aggregate_calls(const sql::Expression& expression);

// Does the SELECT make groups (GROUP BY, or an aggregate in its items, HAVING or ORDER BY)?
bool makes_groups(const sql::Query& query, const sql::Select& select);

// The columns whose values make an aggregate's argument, not those that only decide: of SUM(CASE WHEN a THEN b END)
// b alone, of COUNT(CASE WHEN a THEN 1 END) and SUM(a > 3) none.
std::vector<const sql::Expression*> value_columns(const sql::Expression& argument);

// Row numbers within a partition, from 1: ROW_NUMBER() OVER (PARTITION BY ...).
bool is_row_number(const sql::Expression& expression);

}  // namespace sayquel::analysis

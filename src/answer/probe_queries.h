// The queries that notes are found with, made from the answer's own tree. None changes what the answer shows.
#pragma once

#include <string>
#include <vector>

#include "sql/ast.h"
#include "sql/dialect.h"

namespace sayquel::answer {

// The query with LIMIT `count` (its OFFSET kept) and these expressions as further columns, in its dialect's SQL.
std::string with_limit(const sql::Query& query, std::uint64_t count, const std::vector<sql::ExpressionPtr>& further,
                       sql::Dialect dialect);

// SELECT these FROM ... WHERE ... of the query's SELECT (which must be `query`'s body): no GROUP BY, HAVING or LIMIT.
std::string over_rows(const sql::Query& query, const std::vector<sql::ExpressionPtr>& items,
                      const sql::ExpressionPtr& where, sql::Dialect dialect);

// How many groups there are before HAVING.
std::string count_groups(const sql::Query& query, sql::Dialect dialect);

// Up to `limit` different values of a table's column that begin with the letter, in either case.
std::string values_beginning(const std::string& schema, const std::string& table, const std::string& column,
                             char letter, std::uint64_t limit, sql::Dialect dialect);

// COUNT(*), COUNT(x), COUNT(CASE WHEN condition THEN 1 END).
sql::ExpressionPtr count_all();
sql::ExpressionPtr count_of_values(sql::ExpressionPtr expression);
sql::ExpressionPtr count_where(sql::ExpressionPtr condition);

}  // namespace sayquel::answer

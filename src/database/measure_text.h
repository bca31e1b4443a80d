// The measuring calls as SQL: one text for the dialects that agree.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "database/connection.h"

namespace sayquel::database {

// SELECT that gives one row: count(*), then for each column count(c), count(DISTINCT c), min(c), max(c). Where
// `ordered` is false for a column, its minimum and maximum are NULL.
std::string measure_text(const std::string& schema, const std::string& table, const std::vector<std::string>& columns,
                         const std::vector<bool>& ordered);
// Unpacks that row.
std::vector<ColumnMeasure> read_measures(const Row& row, std::size_t columns);

// SELECT that gives one row with 1 or 0.
std::string unique_text(const std::string& schema, const std::string& table, const std::vector<std::string>& columns);

// SELECT that gives one row: how many distinct values of child were looked at, how many of them parent has not.
std::string contained_text(const ColumnName& child, const ColumnName& parent, std::int64_t sample);

// SELECT of the distinct non-NULL values of a column and how often each stands there. `short_enough` is a condition
// with {0} for the column.
std::string values_text(const ColumnName& column, std::string_view short_enough);

// SELECT of no row, of NULL and then these columns: to learn their types.
std::string columns_text(const std::string& schema, const std::string& table, const std::vector<std::string>& columns);

}  // namespace sayquel::database

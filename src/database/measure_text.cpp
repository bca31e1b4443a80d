#include "database/measure_text.h"

#include <fmt/format.h>

#include "base/text.h"
#include "database/sql_text.h"

namespace sayquel::database {
namespace {

constexpr std::size_t kCellsAColumn = 4;

// Always with the table before it: SQLite reads a lone "name" that is no column as text.
std::string of_table(const std::string& column) { return "t." + quote_name(column); }

std::int64_t integer(const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  return number ? *number : 0;
}

}  // namespace

std::string measure_text(const std::string& schema, const std::string& table, const std::vector<std::string>& columns,
                         const std::vector<bool>& ordered) {
  std::string sql = "SELECT count(*)";
  for (std::size_t at = 0; at < columns.size(); ++at) {
    const std::string name = of_table(columns[at]);
    sql += fmt::format(", count({0}), count(DISTINCT {0})", name);
    sql += ordered[at] ? fmt::format(", min({0}), max({0})", name) : ", NULL, NULL";
  }
  return sql + " FROM " + quote_table(schema, table) + " AS t";
}

std::vector<ColumnMeasure> read_measures(const Row& row, std::size_t columns) {
  std::vector<ColumnMeasure> measures(columns);
  const std::int64_t rows = integer(row[0]);
  for (std::size_t at = 0; at < columns; ++at) {
    const std::size_t cell = 1 + at * kCellsAColumn;
    measures[at] = {rows, rows - integer(row[cell]), integer(row[cell + 1]), row[cell + 2], row[cell + 3]};
  }
  return measures;
}

std::string unique_text(const std::string& schema, const std::string& table, const std::vector<std::string>& columns) {
  std::vector<std::string> names, present;
  for (const auto& column : columns) {
    names.push_back(of_table(column));
    present.push_back(names.back() + " IS NOT NULL");
  }
  return fmt::format("SELECT NOT EXISTS (SELECT 1 FROM {} AS t WHERE {} GROUP BY {} HAVING count(*) > 1)",
                     quote_table(schema, table), base::join(present, " AND "), base::join(names, ", "));
}

std::string contained_text(const ColumnName& child, const ColumnName& parent, std::int64_t sample) {
  const std::string limit = sample > 0 ? fmt::format(" LIMIT {}", sample) : "";
  return fmt::format(
      "SELECT count(*), count(CASE WHEN v NOT IN (SELECT {0} FROM {1} AS t WHERE {0} IS NOT NULL) THEN 1 END) "
      "FROM (SELECT DISTINCT {2} AS v FROM {3} AS t WHERE {2} IS NOT NULL{4}) AS child",
      of_table(parent.column), quote_table(parent.schema, parent.table), of_table(child.column),
      quote_table(child.schema, child.table), limit);
}

std::string values_text(const ColumnName& column, std::string_view short_enough) {
  const std::string name = of_table(column.column);
  return fmt::format("SELECT {0}, count(*) FROM {1} AS t WHERE {0} IS NOT NULL AND {2} GROUP BY {0}", name,
                     quote_table(column.schema, column.table), fmt::format(fmt::runtime(short_enough), name));
}

std::string columns_text(const std::string& schema, const std::string& table, const std::vector<std::string>& columns) {
  std::string sql = "SELECT NULL";
  for (const auto& column : columns) sql += ", " + of_table(column);
  return sql + " FROM " + quote_table(schema, table) + " AS t LIMIT 0";
}

}  // namespace sayquel::database

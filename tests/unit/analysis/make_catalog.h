// Catalogs for tests, written on a line or two:
//   "customer(id!, name, email^) orders(id!, customer_id, amount, note?) shop.stock(item!, place!)"
// ! part of the primary key, ^ measured unique, ? not measured; other columns are measured, with values that repeat.
// Every table has 100 rows.
#pragma once

#include <string_view>

#include "base/text.h"
#include "catalog/catalog.h"

namespace sayquel::testing {

inline catalog::Column make_column(std::string_view text, int position, catalog::Table& table) {
  catalog::Column column;
  column.profile.measured = true;
  column.profile.distinct = 10;
  while (!text.empty() && std::string_view("!^?").find(text.back()) != std::string_view::npos) {
    if (text.back() == '!') table.primary_key.push_back(position);
    if (text.back() == '^') column.profile.unique = true;
    if (text.back() == '?') column.profile.measured = false;
    text.remove_suffix(1);
  }
  column.name = std::string(text);
  column.type.declared = "INTEGER";
  column.type.kind = TypeKind::Integer;
  return column;
}

inline catalog::Catalog make_catalog(sql::Dialect dialect, std::string_view text) {
  catalog::Catalog result;
  result.dialect = dialect;
  while (!(text = base::trim(text)).empty()) {
    const std::size_t open = text.find('('), close = text.find(')');
    catalog::Table table;
    std::string_view name = text.substr(0, open);
    if (const std::size_t dot = name.find('.'); dot != std::string_view::npos) {
      table.schema = std::string(name.substr(0, dot));
      name = name.substr(dot + 1);
    }
    table.name = std::string(name);
    table.rows = 100;
    for (const auto& column : base::split(text.substr(open + 1, close - open - 1), ',')) {
      table.columns.push_back(make_column(base::trim(column), static_cast<int>(table.columns.size()), table));
    }
    result.tables.push_back(std::move(table));
    text.remove_prefix(close + 1);
  }
  return result;
}

}  // namespace sayquel::testing

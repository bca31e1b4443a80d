#include "guard/functions/functions.h"

#include <algorithm>

#include "base/text.h"

namespace sayquel::guard {
namespace {

// Is `name` one of the words?
bool among(std::string_view words, std::string_view name) {
  for (std::size_t begin = 0; begin < words.size();) {
    const std::size_t end = std::min(words.find(' ', begin), words.size());
    if (words.substr(begin, end - begin) == name) return true;
    begin = end + 1;
  }
  return false;
}

bool is_word(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace

FunctionLists functions_of(sql::Dialect dialect) {
  switch (dialect) {
    case sql::Dialect::SQLite:
      return sqlite_functions();
    case sql::Dialect::DuckDB:
      return duckdb_functions();
    case sql::Dialect::PostgreSQL:
      return postgresql_functions();
    case sql::Dialect::Redshift:
      return redshift_functions();
    case sql::Dialect::MySQL:
      return mysql_functions();
  }
  return {};
}

bool lists_function(sql::Dialect dialect, std::string_view name) {
  const std::string lower = base::lower_ascii(name);
  const auto groups = functions_of(dialect).functions;
  return is_word(lower) && std::any_of(groups.begin(), groups.end(),
                                       [&](const FunctionGroup& group) { return among(group.names, lower); });
}

bool lists_table_function(sql::Dialect dialect, std::string_view name) {
  const std::string lower = base::lower_ascii(name);
  return is_word(lower) && among(functions_of(dialect).table_functions, lower);
}

}  // namespace sayquel::guard

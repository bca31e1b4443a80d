#include <algorithm>

#include "sql/dialects/traits.h"

namespace sayquel::sql {

const Traits& sqlite_traits();
const Traits& duckdb_traits();
const Traits& postgresql_traits();
const Traits& redshift_traits();
const Traits& mysql_traits();

const Traits& traits(Dialect dialect) {
  switch (dialect) {
    case Dialect::SQLite:
      return sqlite_traits();
    case Dialect::DuckDB:
      return duckdb_traits();
    case Dialect::PostgreSQL:
      return postgresql_traits();
    case Dialect::Redshift:
      return redshift_traits();
    case Dialect::MySQL:
      return mysql_traits();
  }
  return sqlite_traits();
}

std::string_view dialect_name(Dialect dialect) { return traits(dialect).name; }

bool contains_word(std::span<const std::string_view> sorted_words, std::string_view word) {
  return std::binary_search(sorted_words.begin(), sorted_words.end(), word);
}

}  // namespace sayquel::sql

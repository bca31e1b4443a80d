// The dialects that are read and written, by name. What each does differently stands in sql/dialects/.
#pragma once

#include <string_view>

namespace sayquel::sql {

enum class Dialect { SQLite, DuckDB, PostgreSQL, Redshift, MySQL };

std::string_view dialect_name(Dialect dialect);  // "sqlite", "duckdb", "postgresql", "redshift", "mysql"

}  // namespace sayquel::sql

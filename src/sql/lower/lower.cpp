#include "sql/lower.h"

#include "sql/lower/lowering.h"
#include "sql/rewrite.h"

namespace sayquel::sql {

QueryPtr lower(const QueryPtr& query, Dialect dialect) {
  switch (dialect) {
    case Dialect::SQLite:
      return rewrite(query, {.expression = lower_for_sqlite, .from = lower_from_for_sqlite});
    case Dialect::DuckDB:
      return rewrite(query, {.expression = lower_for_duckdb});
    case Dialect::PostgreSQL:
      return rewrite(query, {.expression = lower_for_postgresql, .query = lower_query_for_postgresql});
    case Dialect::Redshift:
      return rewrite(query, {.expression = lower_for_redshift, .query = lower_query_for_postgresql});
    case Dialect::MySQL:
      return rewrite(query, {.expression = lower_for_mysql, .query = lower_query_for_mysql});
  }
  return query;
}

}  // namespace sayquel::sql

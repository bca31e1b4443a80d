#include "answer/render/pretty_sql.h"

#include "base/text.h"
#include "sql/parser.h"
#include "sql/printer.h"

namespace sayquel::answer {

std::string pretty_sql(const std::string& sql) {
  using sql::Dialect;
  for (const Dialect dialect :
       {Dialect::DuckDB, Dialect::SQLite, Dialect::PostgreSQL, Dialect::Redshift, Dialect::MySQL}) {
    const auto tree = sql::parse(sql, dialect);
    if (!tree) continue;
    std::string text = sql::print(**tree, dialect, sql::Layout::Indented);
    const auto again = sql::parse(text, dialect);
    if (again && sql::equal(**again, **tree)) return text;
  }
  return std::string(base::trim(sql));
}

}  // namespace sayquel::answer

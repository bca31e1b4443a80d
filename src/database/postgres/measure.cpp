#include "database/postgres/measure.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "database/postgres/types.h"
#include "database/sql_text.h"

namespace sayquel::database::postgres {
namespace {

// A row for each column of the table $1: name, type as written, the number, form and category of the type (of what a
// domain is made of), whether it has an equality and min(), its collation.
constexpr const char* kFacts = R"(
SELECT a.attname, pg_catalog.format_type(a.atttypid, NULL), b.oid, b.typtype, b.typcategory,
  b.typtype = 'e' OR b.typcategory = 'S' OR EXISTS (SELECT FROM pg_catalog.pg_opclass AS o
    JOIN pg_catalog.pg_am AS m ON m.oid = o.opcmethod
    WHERE m.amname = 'btree' AND o.opcdefault AND o.opcintype = b.oid),
  b.typtype = 'e' OR b.typcategory = 'S' OR EXISTS (SELECT FROM pg_catalog.pg_proc AS p
    WHERE p.proname = 'min' AND p.prokind = 'a' AND p.pronargs = 1 AND p.proargtypes[0] = b.oid),
  b.typcollation <> 0
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
JOIN pg_catalog.pg_type AS b ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
WHERE a.attrelid = pg_catalog.to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped
)";

std::string of_table(const std::string& column) { return "t." + quote_name(column); }

// The column as what its values can be compared by.
std::string compared(const Measurable& about) {
  const std::string name = of_table(about.name);
  if (!about.comparable) return fmt::format("{}::text COLLATE \"C\"", name);
  return about.collated ? name + " COLLATE \"C\"" : name;
}

bool comparable(const Measurable& one, const Measurable& other) {
  const auto numeric = [](TypeKind kind) { return ColumnType{kind, {}}.numeric(); };
  const auto dated = [](TypeKind kind) { return kind == TypeKind::Date || kind == TypeKind::Timestamp; };
  if (!one.comparable || !other.comparable) return false;
  if (one.type == other.type || (one.collated && other.collated)) return true;
  return (numeric(one.kind) && numeric(other.kind)) || (dated(one.kind) && dated(other.kind));
}

}  // namespace

Result<std::vector<Measurable>> measurable(Session& session, const std::string& schema, const std::string& table,
                                           const std::vector<std::string>& columns, const Stop& stop) {
  SAYQUEL_TRY(const Answer answer, session.ask(kFacts, {quote_table(schema, table)}, stop, "measuring " + table));
  std::vector<Measurable> known, asked;
  for (int row = 0; row < PQntuples(answer.get()); ++row) {
    const auto cell = [&](int column) { return PQgetvalue(answer.get(), row, column); };
    const auto flag = [&](int column) { return *cell(column) == 't'; };
    known.push_back({cell(0), cell(1), kind_of(static_cast<Oid>(std::stoul(cell(2))), *cell(3), *cell(4)), flag(5),
                     flag(6), flag(7)});
  }
  for (const auto& column : columns) {
    const auto found = std::ranges::find(known, column, &Measurable::name);
    if (found == known.end())
      return fail(ErrorCode::Database, fmt::format("PostgreSQL has no column {} in {}.", column, table),
                  "Has the schema changed since it was read? Read it again.");
    asked.push_back(*found);
  }
  return asked;
}

std::string measure_text(const std::string& schema, const std::string& table, const std::vector<Measurable>& columns) {
  const std::string from = quote_table(schema, table);
  std::string sql = "SELECT count(*)";
  for (const auto& about : columns) {
    const std::string name = of_table(about.name), value = compared(about);
    sql += fmt::format(
        ", count({0}), (SELECT count(*) FROM (SELECT DISTINCT {1} FROM {2} AS t WHERE {0} IS NOT NULL) AS d)", name,
        value, from);
    if (about.kind == TypeKind::Boolean)
      sql += fmt::format(", bool_and({0}), bool_or({0})", name);
    else
      sql += about.ordered ? fmt::format(", min({0}), max({0})", value) : ", NULL, NULL";
  }
  return sql + " FROM " + from + " AS t";
}

std::string unique_text(const std::string& schema, const std::string& table, const std::vector<Measurable>& columns) {
  std::vector<std::string> values, present;
  for (const auto& about : columns) {
    values.push_back(compared(about));
    present.push_back(of_table(about.name) + " IS NOT NULL");
  }
  return fmt::format("SELECT NOT EXISTS (SELECT 1 FROM {} AS t WHERE {} GROUP BY {} HAVING count(*) > 1)",
                     quote_table(schema, table), base::join(present, " AND "), base::join(values, ", "));
}

std::string values_text(const ColumnName& column, const Measurable& about, std::size_t longest) {
  const std::string name = of_table(column.column);
  const std::string short_enough =
      about.kind == TypeKind::Text ? fmt::format(" AND octet_length({}::text) <= {}", name, longest) : "";
  return fmt::format("SELECT {0}, count(*) FROM {1} AS t WHERE {2} IS NOT NULL{3} GROUP BY 1", compared(about),
                     quote_table(column.schema, column.table), name, short_enough);
}

std::string contained_text(const ColumnName& child, const Measurable& child_about, const ColumnName& parent,
                           const Measurable& parent_about, std::int64_t sample) {
  const std::string distinct = fmt::format("SELECT DISTINCT {} AS v FROM {} AS t WHERE {} IS NOT NULL{}",
                                           compared(child_about), quote_table(child.schema, child.table),
                                           of_table(child.column), sample > 0 ? fmt::format(" LIMIT {}", sample) : "");
  // Values of another type are never contained.
  if (!comparable(child_about, parent_about))
    return fmt::format("SELECT count(*), count(*) FROM ({}) AS child", distinct);
  return fmt::format(
      "WITH child AS MATERIALIZED ({}) SELECT (SELECT count(*) FROM child), (SELECT count(*) FROM child WHERE NOT "
      "EXISTS "
      "(SELECT 1 FROM {} AS t WHERE {} = child.v))",
      distinct, quote_table(parent.schema, parent.table), compared(parent_about));
}

}  // namespace sayquel::database::postgres

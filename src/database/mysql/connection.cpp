#include "database/mysql/connection.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "database/measure_text.h"
#include "database/mysql/describe.h"
#include "database/mysql/parameters.h"
#include "database/mysql/rows.h"
#include "database/mysql/session.h"
#include "database/mysql/values.h"

namespace sayquel::database::mysql {
namespace {

struct Measured {
  std::string name;
  TypeKind kind = TypeKind::Unknown;
};

std::string of_table(const std::string& column) { return "t." + quote_name(column); }

// The column as what its values can be compared by: text by its letters, not by what a collation takes for the same.
std::string compared(const Measured& column) {
  const std::string name = of_table(column.name);
  return column.kind == TypeKind::Text || column.kind == TypeKind::Nested
             ? fmt::format("CONVERT({} USING utf8mb4) COLLATE utf8mb4_bin", name)
             : name;
}

bool comparable(TypeKind one, TypeKind other) {
  const auto numeric = [](TypeKind kind) { return ColumnType{kind, {}}.numeric(); };
  const auto dated = [](TypeKind kind) { return kind == TypeKind::Date || kind == TypeKind::Timestamp; };
  return one == other || (numeric(one) && numeric(other)) || (dated(one) && dated(other));
}

class MysqlConnection final : public Connection {
 public:
  explicit MysqlConnection(std::shared_ptr<Session> session) : session_(std::move(session)) {}

  sql::Dialect dialect() const override { return sql::Dialect::MySQL; }
  std::string server() const override { return session_->server(); }

  Result<std::unique_ptr<RowStream>> run(const sql::ApprovedQuery& query, const Stop& stop) override {
    return start(session_, query.text(), stop, "running the query");
  }

  Result<std::vector<TableDescription>> describe(const Stop& stop) override { return mysql::describe(session_, stop); }

  Result<std::vector<ColumnMeasure>> measure(const std::string& schema, const std::string& table,
                                             const std::vector<std::string>& columns, const Stop& stop) override {
    SAYQUEL_TRY(const auto measured, kinds(schema, table, columns, stop));
    std::string sql = "SELECT count(*)";
    for (const Measured& one : measured)
      sql += fmt::format(", count({0}), count(DISTINCT {1}), min({1}), max({1})", of_table(one.name), compared(one));
    SAYQUEL_TRY(const auto rows, all_rows(session_, sql + from(schema, table), stop, "measuring " + table));
    auto measures = read_measures(rows.at(0), columns.size());
    // min() of a BOOLEAN is a number.
    for (std::size_t at = 0; at < columns.size(); ++at)
      for (Value* end : {&measures[at].minimum, &measures[at].maximum})
        if (const auto* number = std::get_if<std::int64_t>(end);
            number && measured[at].kind == TypeKind::Boolean && (*number == 0 || *number == 1))
          *end = *number == 1;
    return measures;
  }

  Result<bool> unique(const std::string& schema, const std::string& table, const std::vector<std::string>& columns,
                      const Stop& stop) override {
    SAYQUEL_TRY(const auto measured, kinds(schema, table, columns, stop));
    std::vector<std::string> values, present;
    for (const Measured& one : measured) {
      values.push_back(compared(one));
      present.push_back(of_table(one.name) + " IS NOT NULL");
    }
    const std::string sql = fmt::format("SELECT NOT EXISTS (SELECT 1{} WHERE {} GROUP BY {} HAVING count(*) > 1)",
                                        from(schema, table), base::join(present, " AND "), base::join(values, ", "));
    SAYQUEL_TRY(const auto rows, all_rows(session_, sql, stop, "measuring " + table));
    return rows.at(0)[0] == Value(std::int64_t{1});
  }

  Result<std::unique_ptr<RowStream>> distinct_values(const ColumnName& column, std::size_t longest,
                                                     const Stop& stop) override {
    SAYQUEL_TRY(const auto measured, kinds(column.schema, column.table, {column.column}, stop));
    const std::string name = of_table(column.column);
    const std::string short_enough =
        measured[0].kind == TypeKind::Text ? fmt::format(" AND LENGTH({}) <= {}", name, longest) : "";
    const std::string sql = fmt::format("SELECT {0}, count(*){1} WHERE {2} IS NOT NULL{3} GROUP BY {0}",
                                        compared(measured[0]), from(column.schema, column.table), name, short_enough);
    return start(session_, sql, stop, "reading the values of " + column.table + "." + column.column);
  }

  Result<Containment> contained(const ColumnName& child, const ColumnName& parent, std::int64_t sample,
                                const Stop& stop) override {
    SAYQUEL_TRY(const auto inner, kinds(child.schema, child.table, {child.column}, stop));
    SAYQUEL_TRY(const auto outer, kinds(parent.schema, parent.table, {parent.column}, stop));
    const std::string limit = sample > 0 ? fmt::format(" LIMIT {}", sample) : "";
    const std::string distinct =
        fmt::format("(SELECT DISTINCT {} AS v{} WHERE {} IS NOT NULL{}) AS child", compared(inner[0]),
                    from(child.schema, child.table), of_table(child.column), limit);
    // Values of another type are never contained.
    const std::string missing =
        comparable(inner[0].kind, outer[0].kind)
            ? fmt::format("count(CASE WHEN v NOT IN (SELECT {}{} WHERE {} IS NOT NULL) THEN 1 END)", compared(outer[0]),
                          from(parent.schema, parent.table), of_table(parent.column))
            : "count(*)";
    SAYQUEL_TRY(const auto rows, all_rows(session_, fmt::format("SELECT count(*), {} FROM {}", missing, distinct), stop,
                                          "comparing keys"));
    return Containment{std::get<std::int64_t>(rows.at(0)[0]), std::get<std::int64_t>(rows.at(0)[1])};
  }

  Result<std::string> fingerprint(const Stop& stop) override { return mysql::fingerprint(session_, stop); }

 private:
  static std::string from(const std::string& schema, const std::string& table) {
    return " FROM " + quote_table(schema, table) + " AS t";
  }

  // The kinds of a table's columns; Database where one is not there.
  Result<std::vector<Measured>> kinds(const std::string& schema, const std::string& table,
                                      const std::vector<std::string>& columns, const Stop& stop) {
    const std::string sql = fmt::format(
        "SELECT column_name, column_type FROM information_schema.columns WHERE table_schema = {} AND table_name = {}",
        schema.empty() ? "DATABASE()" : quote_text(schema), quote_text(table));
    SAYQUEL_TRY(const auto rows, all_rows(session_, sql, stop, "measuring " + table));
    std::vector<Measured> measured;
    for (const auto& column : columns) {
      const auto found = std::ranges::find_if(rows, [&](const Row& row) { return to_text(row[0]) == column; });
      if (found == rows.end())
        return fail(ErrorCode::Database, fmt::format("The database has no column {} in {}.", column, table),
                    "Has the schema changed since it was read? Read it again.");
      measured.push_back({column, kind_of(to_text((*found)[1]))});
    }
    return measured;
  }

  std::shared_ptr<Session> session_;
};

}  // namespace

Result<std::unique_ptr<Connection>> open(const ServerUrl& url, const Stop& stop) {
  SAYQUEL_TRY(auto session, Session::open(url, stop));
  return std::make_unique<MysqlConnection>(std::move(session));
}

}  // namespace sayquel::database::mysql

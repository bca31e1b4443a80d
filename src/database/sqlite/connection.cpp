#include "database/sqlite/connection.h"

#include <fmt/format.h>

#include <iterator>

#include "database/fingerprint.h"
#include "database/measure_text.h"
#include "database/sqlite/describe.h"
#include "database/sqlite/rows.h"
#include "database/sqlite/session.h"
#include "database/sqlite/values.h"

namespace sayquel::database::sqlite {
namespace {

// SQLite gives at most 2,000 columns, and a measure takes four of them.
constexpr std::ptrdiff_t kColumnsAtOnce = 400;

class SqliteConnection final : public Connection {
 public:
  explicit SqliteConnection(std::shared_ptr<Session> session) : session_(std::move(session)) {}

  sql::Dialect dialect() const override { return sql::Dialect::SQLite; }
  std::string server() const override { return fmt::format("SQLite {}", sqlite3_libversion()); }

  Result<std::unique_ptr<RowStream>> run(const sql::ApprovedQuery& query, const Stop& stop) override {
    return start(session_, query.text(), stop, "running the query");
  }

  Result<std::vector<TableDescription>> describe(const Stop& stop) override {
    return sqlite::describe(*session_, stop);
  }

  Result<std::vector<ColumnMeasure>> measure(const std::string& schema, const std::string& table,
                                             const std::vector<std::string>& columns, const Stop& stop) override {
    std::vector<ColumnMeasure> measures;
    for (std::size_t from = 0; from == 0 || from < columns.size(); from += kColumnsAtOnce) {
      const auto first = columns.begin() + static_cast<std::ptrdiff_t>(from);
      const std::vector<std::string> some(
          first, columns.end() - first > kColumnsAtOnce ? first + kColumnsAtOnce : columns.end());
      SAYQUEL_TRY(auto measured, measure_some(schema, table, some, stop));
      std::move(measured.begin(), measured.end(), std::back_inserter(measures));
    }
    return measures;
  }

  Result<bool> unique(const std::string& schema, const std::string& table, const std::vector<std::string>& columns,
                      const Stop& stop) override {
    SAYQUEL_TRY(const Row row, only_row(unique_text(schema, table, columns), stop, "measuring " + table));
    return row[0] == Value(std::int64_t{1});
  }

  Result<std::unique_ptr<RowStream>> distinct_values(const ColumnName& column, std::size_t longest,
                                                     const Stop& stop) override {
    const std::string sql =
        values_text(column, fmt::format("(typeof({{0}}) <> 'text' OR length(CAST({{0}} AS BLOB)) <= {})", longest));
    return start(session_, sql, stop, "reading the values of " + column.table + "." + column.column);
  }

  Result<Containment> contained(const ColumnName& child, const ColumnName& parent, std::int64_t sample,
                                const Stop& stop) override {
    SAYQUEL_TRY(const Row row, only_row(contained_text(child, parent, sample), stop, "comparing keys"));
    return Containment{std::get<std::int64_t>(row[0]), std::get<std::int64_t>(row[1])};
  }

  Result<std::string> fingerprint(const Stop&) override { return stamp_text(session_->path(), "-wal"); }

 private:
  // The one row of a query that gives one.
  Result<Row> only_row(const std::string& sql, const Stop& stop, const std::string& what) {
    SAYQUEL_TRY(const auto rows, start(session_, sql, stop, what));
    Row row;
    SAYQUEL_TRY(const bool found, rows->next(row));
    if (!found) return fail(ErrorCode::Internal, "SQLite gave no row while " + what + ".");
    return row;
  }

  Result<std::vector<ColumnMeasure>> measure_some(const std::string& schema, const std::string& table,
                                                  const std::vector<std::string>& columns, const Stop& stop) {
    const std::vector<bool> ordered(columns.size(), true);  // every SQLite value has a place in its order
    SAYQUEL_TRY(const Row row, only_row(measure_text(schema, table, columns, ordered), stop, "measuring " + table));
    auto measures = read_measures(row, columns.size());
    SAYQUEL_CHECK(refine_measures(schema, table, columns, measures, stop));
    return measures;
  }

  // min() and max() have no declaration, so that a DATE column's come as text: reads them as the column's values are.
  Status refine_measures(const std::string& schema, const std::string& table, const std::vector<std::string>& columns,
                         std::vector<ColumnMeasure>& measures, const Stop& stop) {
    SAYQUEL_TRY(const auto rows, start(session_, columns_text(schema, table, columns), stop, "measuring " + table));
    for (std::size_t at = 0; at < columns.size(); ++at) {
      const TypeKind kind = rows->columns()[at + 1].type.kind;
      refine(kind, measures[at].minimum);
      refine(kind, measures[at].maximum);
    }
    return {};
  }

  std::shared_ptr<Session> session_;
};

}  // namespace

Result<std::unique_ptr<Connection>> open(const std::string& path) {
  SAYQUEL_TRY(auto session, Session::open(path));
  return std::make_unique<SqliteConnection>(std::move(session));
}

}  // namespace sayquel::database::sqlite

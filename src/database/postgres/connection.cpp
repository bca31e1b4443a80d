#include "database/postgres/connection.h"

#include <fmt/format.h>

#include "database/measure_text.h"
#include "database/postgres/describe.h"
#include "database/postgres/measure.h"
#include "database/postgres/rows.h"
#include "database/postgres/session.h"

namespace sayquel::database::postgres {
namespace {

constexpr int kOldest = 120000;  // PostgreSQL 12: WITH ... AS MATERIALIZED, and what the introspection asks

class PostgresConnection final : public Connection {
 public:
  explicit PostgresConnection(std::shared_ptr<Session> session) : session_(std::move(session)) {}

  sql::Dialect dialect() const override { return sql::Dialect::PostgreSQL; }
  std::string server() const override {
    return fmt::format("PostgreSQL {}.{}", session_->version() / 10000, session_->version() % 10000);
  }

  Result<std::unique_ptr<RowStream>> run(const sql::ApprovedQuery& query, const Stop& stop) override {
    return start(session_, query.text(), stop, "running the query");
  }

  Result<std::vector<TableDescription>> describe(const Stop& stop) override {
    return postgres::describe(*session_, stop);
  }

  Result<std::vector<ColumnMeasure>> measure(const std::string& schema, const std::string& table,
                                             const std::vector<std::string>& columns, const Stop& stop) override {
    const std::string what = "measuring " + table;
    SAYQUEL_TRY(const auto abouts, begin(schema, table, columns, stop, what));
    SAYQUEL_TRY(const Row row, only_row(measure_text(schema, table, abouts), stop, what));
    return read_measures(row, columns.size());
  }

  Result<bool> unique(const std::string& schema, const std::string& table, const std::vector<std::string>& columns,
                      const Stop& stop) override {
    const std::string what = "measuring " + table;
    SAYQUEL_TRY(const auto abouts, begin(schema, table, columns, stop, what));
    SAYQUEL_TRY(const Row row, only_row(unique_text(schema, table, abouts), stop, what));
    return row[0] == Value(true);
  }

  Result<std::unique_ptr<RowStream>> distinct_values(const ColumnName& column, std::size_t longest,
                                                     const Stop& stop) override {
    const std::string what = "reading the values of " + column.table + "." + column.column;
    SAYQUEL_TRY(const auto abouts, begin(column.schema, column.table, {column.column}, stop, what));
    return start_within(session_, values_text(column, abouts.front(), longest), stop, what);
  }

  Result<Containment> contained(const ColumnName& child, const ColumnName& parent, std::int64_t sample,
                                const Stop& stop) override {
    constexpr std::string_view kWhat = "comparing keys";
    SAYQUEL_TRY(const auto child_about, begin(child.schema, child.table, {child.column}, stop, kWhat));
    SAYQUEL_TRY(const auto parent_about, measurable(*session_, parent.schema, parent.table, {parent.column}, stop));
    const std::string sql = contained_text(child, child_about.front(), parent, parent_about.front(), sample);
    SAYQUEL_TRY(const Row row, only_row(sql, stop, kWhat));
    return Containment{std::get<std::int64_t>(row[0]), std::get<std::int64_t>(row[1])};
  }

  Result<std::string> fingerprint(const Stop& stop) override { return postgres::fingerprint(*session_, stop); }

 private:
  // Begins a use of the session, and learns what the columns can be asked.
  Result<std::vector<Measurable>> begin(const std::string& schema, const std::string& table,
                                        const std::vector<std::string>& columns, const Stop& stop,
                                        std::string_view what) {
    SAYQUEL_CHECK(session_->begin(stop, what));
    return measurable(*session_, schema, table, columns, stop);
  }

  // The one row of a query that gives one, inside a use that ends with it.
  Result<Row> only_row(const std::string& sql, const Stop& stop, std::string_view what) {
    SAYQUEL_TRY(const auto rows, start_within(session_, sql, stop, what));
    Row row;
    SAYQUEL_TRY(const bool found, rows->next(row));
    if (!found) return fail(ErrorCode::Internal, fmt::format("PostgreSQL gave no row while {}.", what));
    return row;
  }

  std::shared_ptr<Session> session_;
};

}  // namespace

Result<std::unique_ptr<Connection>> open(const ServerUrl& url, const Stop& stop) {
  SAYQUEL_TRY(auto session, Session::open(url, stop));
  if (session->version() < kOldest)
    return fail(ErrorCode::Unsupported,
                fmt::format("{}: this server is version {}, and PostgreSQL 12 is the oldest that is read.", url.text(),
                            session->version() / 10000));
  return std::make_unique<PostgresConnection>(std::move(session));
}

}  // namespace sayquel::database::postgres

#include "database/duckdb/connection.h"

#include <fmt/format.h>

#include "database/duckdb/data_file.h"
#include "database/duckdb/describe.h"
#include "database/duckdb/rows.h"
#include "database/duckdb/session.h"
#include "database/fingerprint.h"
#include "database/measure_text.h"

namespace sayquel::database::duckdb {
namespace {

class DuckdbConnection final : public Connection {
 public:
  DuckdbConnection(std::shared_ptr<Session> session, std::string log_suffix)
      : session_(std::move(session)), log_suffix_(std::move(log_suffix)) {}

  sql::Dialect dialect() const override { return sql::Dialect::DuckDB; }
  std::string server() const override {
    std::string_view version = duckdb_library_version();  // "v1.4.4"
    if (version.starts_with('v')) version.remove_prefix(1);
    return fmt::format("DuckDB {}", version);
  }

  Result<std::unique_ptr<RowStream>> run(const sql::ApprovedQuery& query, const Stop& stop) override {
    return start(session_, query.text(), stop, "running the query");
  }

  Result<std::vector<TableDescription>> describe(const Stop& stop) override { return duckdb::describe(session_, stop); }

  Result<std::vector<ColumnMeasure>> measure(const std::string& schema, const std::string& table,
                                             const std::vector<std::string>& columns, const Stop& stop) override {
    SAYQUEL_TRY(const std::vector<bool> ordered, have_order(schema, table, columns, stop));
    SAYQUEL_TRY(const Row row, only_row(measure_text(schema, table, columns, ordered), stop, "measuring " + table));
    return read_measures(row, columns.size());
  }

  Result<bool> unique(const std::string& schema, const std::string& table, const std::vector<std::string>& columns,
                      const Stop& stop) override {
    SAYQUEL_TRY(const Row row, only_row(unique_text(schema, table, columns), stop, "measuring " + table));
    return row[0] == Value(true);
  }

  Result<std::unique_ptr<RowStream>> distinct_values(const ColumnName& column, std::size_t longest,
                                                     const Stop& stop) override {
    const std::string sql = values_text(column, fmt::format("strlen(CAST({{0}} AS VARCHAR)) <= {}", longest));
    return start(session_, sql, stop, "reading the values of " + column.table + "." + column.column);
  }

  Result<Containment> contained(const ColumnName& child, const ColumnName& parent, std::int64_t sample,
                                const Stop& stop) override {
    const auto compared = only_row(contained_text(child, parent, sample), stop, "comparing keys");
    if (compared) return Containment{std::get<std::int64_t>((*compared)[0]), std::get<std::int64_t>((*compared)[1])};
    if (compared.error().message.find("Cannot compare values of type") == std::string::npos)
      return tl::unexpected(compared.error());
    // No value is among values of a type that it cannot be compared with.
    SAYQUEL_TRY(const Row row, only_row(contained_text(child, child, sample), stop, "comparing keys"));
    return Containment{std::get<std::int64_t>(row[0]), std::get<std::int64_t>(row[0])};
  }

  Result<std::string> fingerprint(const Stop&) override { return stamp_text(session_->path(), log_suffix_); }

 private:
  // The one row of a query that gives one.
  Result<Row> only_row(const std::string& sql, const Stop& stop, const std::string& what) {
    SAYQUEL_TRY(const auto rows, start(session_, sql, stop, what));
    Row row;
    SAYQUEL_TRY(const bool found, rows->next(row));
    if (!found) return fail(ErrorCode::Internal, "DuckDB gave no row while " + what + ".");
    return row;
  }

  // Which columns have a smallest and a largest value that mean something.
  Result<std::vector<bool>> have_order(const std::string& schema, const std::string& table,
                                       const std::vector<std::string>& columns, const Stop& stop) {
    SAYQUEL_TRY(const auto rows, start(session_, columns_text(schema, table, columns), stop, "measuring " + table));
    std::vector<bool> ordered;
    for (std::size_t at = 0; at < columns.size(); ++at) {
      const TypeKind kind = rows->columns()[at + 1].type.kind;
      ordered.push_back(kind != TypeKind::Nested && kind != TypeKind::Unknown);
    }
    return ordered;
  }

  std::shared_ptr<Session> session_;
  std::string log_suffix_;
};

}  // namespace

Result<std::unique_ptr<Connection>> open(const std::string& path) {
  SAYQUEL_TRY(auto session, Session::open(path));
  return std::make_unique<DuckdbConnection>(std::move(session), ".wal");
}

Result<std::unique_ptr<Connection>> open_data_file(const std::string& path) {
  SAYQUEL_TRY(auto session, Session::open_memory(path));
  SAYQUEL_CHECK(load_data_file(*session, path));
  SAYQUEL_CHECK(session->lock());
  return std::make_unique<DuckdbConnection>(std::move(session), "");
}

}  // namespace sayquel::database::duckdb

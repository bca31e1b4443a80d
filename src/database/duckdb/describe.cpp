#include "database/duckdb/describe.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.h"
#include "database/duckdb/rows.h"
#include "database/duckdb/types.h"
#include "database/sql_text.h"

namespace sayquel::database::duckdb {
namespace {

constexpr std::string_view kWhat = "reading the schema";

// Of this database alone, and not DuckDB's own.
constexpr std::string_view kOurs = "database_name = current_database() AND NOT internal";

class Describer {
 public:
  Describer(const std::shared_ptr<Session>& session, const Stop& stop) : session_(session), stop_(stop) {}

  Result<std::vector<TableDescription>> run() {
    SAYQUEL_CHECK(tables());
    SAYQUEL_CHECK(columns());
    SAYQUEL_CHECK(constraints());
    SAYQUEL_CHECK(unique_indexes());
    SAYQUEL_CHECK(leave_out_broken_views());
    return std::move(tables_);
  }

 private:
  using Name = std::pair<std::string, std::string>;  // schema, table

  Result<std::vector<Row>> rows(const std::string& sql) {
    SAYQUEL_TRY(const auto stream, start(session_, sql, stop_, kWhat));
    std::vector<Row> all;
    for (Row row;;) {
      SAYQUEL_TRY(const bool more, stream->next(row));
      if (!more) return all;
      all.push_back(row);
    }
  }

  static std::string schema(const Value& value) {
    std::string name = to_text(value);
    return name == "main" ? "" : name;
  }
  TableDescription* find(const Row& row) {
    const auto found = by_name_.find({schema(row[0]), to_text(row[1])});
    return found == by_name_.end() ? nullptr : &tables_[found->second];
  }

  Status tables() {
    SAYQUEL_TRY(
        const auto found,
        rows(fmt::format(
            "SELECT schema_name, table_name, comment, estimated_size, false AS view, schema_name <> 'main' AS other "
            "FROM duckdb_tables() WHERE {0} AND NOT temporary UNION ALL "
            "SELECT schema_name, view_name, comment, NULL, true, schema_name <> 'main' "
            "FROM duckdb_views() WHERE {0} AND NOT temporary ORDER BY view, other, schema_name, table_name",
            kOurs)));
    for (const Row& row : found) {
      TableDescription table;
      table.schema = schema(row[0]);
      table.name = to_text(row[1]);
      table.comment = to_text(row[2]);
      if (const auto* size = std::get_if<std::int64_t>(&row[3])) table.estimated_rows = *size;
      table.view = std::get<bool>(row[4]);
      by_name_[{table.schema, table.name}] = tables_.size();
      tables_.push_back(std::move(table));
    }
    return {};
  }

  Status columns() {
    SAYQUEL_TRY(const auto found,
                rows(fmt::format("SELECT schema_name, table_name, column_name, data_type, is_nullable, comment "
                                 "FROM duckdb_columns() WHERE {} ORDER BY table_oid, column_index",
                                 kOurs)));
    for (const Row& row : found) {
      TableDescription* table = find(row);
      if (!table) continue;
      ColumnDescription column;
      column.name = to_text(row[2]);
      column.type.declared = to_text(row[3]);
      column.type.kind = kind_of(column.type.declared);
      column.nullable = row[4] != Value(false);
      column.comment = to_text(row[5]);
      table->columns.push_back(std::move(column));
    }
    return {};
  }

  // One row for each column of each key, in the key's order.
  Status constraints() {
    SAYQUEL_TRY(
        const auto found,
        rows("SELECT schema_name, table_name, constraint_index, constraint_type, referenced_table, "
             "unnest(constraint_column_names) AS own, unnest(referenced_column_names) AS referenced "
             "FROM (SELECT * FROM duckdb_constraints() WHERE database_name = current_database() "
             "AND constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY') ORDER BY table_oid, constraint_index)"));
    Value last;
    for (const Row& row : found) {
      TableDescription* table = find(row);
      if (!table) continue;
      const bool first = row[2] != last;
      last = row[2];
      const std::string type = to_text(row[3]), column = to_text(row[5]);
      if (type == "PRIMARY KEY") {
        table->primary_key.push_back(column);
      } else if (type == "UNIQUE") {
        if (first) table->unique_keys.emplace_back();
        table->unique_keys.back().columns.push_back(column);
      } else {
        // DuckDB's foreign keys stay within a schema.
        if (first) table->foreign_keys.push_back({{}, table->schema, to_text(row[4]), {}});
        table->foreign_keys.back().columns.push_back(column);
        table->foreign_keys.back().referenced_columns.push_back(to_text(row[6]));
      }
    }
    return {};
  }

  // DuckDB gives an index's expressions as text: "[x, 'odd name']". One that is not made of column names is none.
  Status unique_indexes() {
    SAYQUEL_TRY(const auto found, rows("SELECT schema_name, table_name, expressions FROM duckdb_indexes() "
                                       "WHERE database_name = current_database() AND is_unique AND NOT is_primary "
                                       "ORDER BY index_oid"));
    for (const Row& row : found) {
      TableDescription* table = find(row);
      const std::string text = to_text(row[2]);
      if (!table || text.size() < 2) continue;
      KeyDescription key;
      bool plain = true;
      for (const auto& part : base::split(std::string_view(text).substr(1, text.size() - 2), ',')) {
        std::string name;
        for (const char letter : base::trim(part))
          if (letter != '\'' && letter != '"' && letter != '\\') name += letter;
        plain = plain && std::ranges::any_of(table->columns, [&](const auto& column) { return column.name == name; });
        key.columns.push_back(std::move(name));
      }
      if (plain && key.columns != table->primary_key) table->unique_keys.push_back(std::move(key));
    }
    return {};
  }

  Status leave_out_broken_views() {
    std::vector<TableDescription> readable;
    for (auto& table : tables_) {
      bool works = !table.columns.empty();
      if (works && table.view) {
        works = rows(fmt::format("SELECT * FROM {} LIMIT 0", quote_table(table.schema, table.name))).has_value();
        SAYQUEL_CHECK(stop_.check(kWhat));
      }
      if (works) readable.push_back(std::move(table));
    }
    tables_ = std::move(readable);
    return {};
  }

  const std::shared_ptr<Session>& session_;
  const Stop& stop_;
  std::vector<TableDescription> tables_;
  std::map<Name, std::size_t> by_name_;
};

}  // namespace

Result<std::vector<TableDescription>> describe(const std::shared_ptr<Session>& session, const Stop& stop) {
  return Describer(session, stop).run();
}

}  // namespace sayquel::database::duckdb

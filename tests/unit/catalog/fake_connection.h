// A database of a few tables in memory, for tests of what stands on Connection.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "database/connection.h"

namespace sayquel::catalog {

class FakeRows final : public database::RowStream {
 public:
  explicit FakeRows(std::vector<Row> rows) : rows_(std::move(rows)) {}
  const std::vector<ResultColumn>& columns() const override { return columns_; }
  Result<bool> next(Row& row) override {
    if (at_ == rows_.size()) return false;
    row = rows_[at_++];
    return true;
  }

 private:
  std::vector<ResultColumn> columns_{{"value", {}}, {"count", {TypeKind::Integer, "INTEGER"}}};
  std::vector<Row> rows_;
  std::size_t at_ = 0;
};

// Add tables (descriptions and rows) and use it.
class FakeConnection final : public database::Connection {
 public:
  // `columns`: "id INTEGER", "name VARCHAR(20)", ...
  void add_table(const std::string& name, const std::vector<std::string>& columns, std::vector<Row> rows) {
    database::TableDescription table;
    table.name = name;
    for (const auto& column : columns) {
      const auto space = column.find(' ');
      const std::string type = column.substr(space + 1);
      const TypeKind kind = type.starts_with("INT")      ? TypeKind::Integer
                            : type.starts_with("DATE")   ? TypeKind::Date
                            : type.starts_with("DOUBLE") ? TypeKind::Float
                                                         : TypeKind::Text;
      table.columns.push_back({column.substr(0, space), {kind, type}, true, {}});
    }
    tables.push_back(std::move(table));
    rows_[name] = std::move(rows);
  }

  std::vector<database::TableDescription> tables;
  std::string print = "1";
  std::set<std::string> broken;  // tables that cannot be read
  int contained_calls = 0;

  sql::Dialect dialect() const override { return sql::Dialect::SQLite; }
  std::string server() const override { return "Fake 1"; }
  Result<std::unique_ptr<database::RowStream>> run(const sql::ApprovedQuery&, const Stop&) override {
    return fail(ErrorCode::Unsupported, "a fake runs no queries");
  }
  Result<std::vector<database::TableDescription>> describe(const Stop&) override { return tables; }
  Result<std::vector<database::ColumnMeasure>> measure(const std::string&, const std::string& table,
                                                       const std::vector<std::string>& columns, const Stop&) override {
    if (broken.count(table)) return fail(ErrorCode::Database, "no such column: x");
    std::vector<database::ColumnMeasure> measures;
    for (const auto& column : columns) {
      database::ColumnMeasure measure;
      measure.rows = static_cast<std::int64_t>(rows_[table].size());
      const auto values = counts({{}, table, column});
      std::int64_t held = 0;
      for (const auto& [value, count] : values) held += count;
      measure.nulls = measure.rows - held;
      measure.distinct = static_cast<std::int64_t>(values.size());
      if (!values.empty()) measure.minimum = values.begin()->first, measure.maximum = values.rbegin()->first;
      measures.push_back(measure);
    }
    return measures;
  }
  Result<bool> unique(const std::string&, const std::string& table, const std::vector<std::string>& columns,
                      const Stop&) override {
    std::set<std::string> seen;
    for (const Row& row : rows_[table]) {
      std::string key;
      for (const auto& column : columns) key += to_text(row[position(table, column)]) + '\n';
      if (!seen.insert(key).second) return false;
    }
    return true;
  }
  Result<std::unique_ptr<database::RowStream>> distinct_values(const database::ColumnName& column, std::size_t longest,
                                                               const Stop&) override {
    std::vector<Row> rows;
    for (const auto& [value, count] : counts(column)) {
      const auto* text = std::get_if<std::string>(&value);
      if (!text || text->size() <= longest) rows.push_back({value, count});
    }
    return std::make_unique<FakeRows>(std::move(rows));
  }
  Result<Containment> contained(const database::ColumnName& child, const database::ColumnName& parent, std::int64_t,
                                const Stop&) override {
    ++contained_calls;
    const auto from = counts(child), to = counts(parent);
    Containment contained;
    for (const auto& [value, _] : from) {
      ++contained.looked_at;
      contained.missing += !to.count(value);
    }
    return contained;
  }
  Result<std::string> fingerprint(const Stop&) override { return print; }

 private:
  std::size_t position(const std::string& table, const std::string& column) const {
    for (const auto& one : tables)
      for (std::size_t i = 0; one.name == table && i < one.columns.size(); ++i)
        if (one.columns[i].name == column) return i;
    return 0;
  }
  struct Less {
    bool operator()(const Value& left, const Value& right) const {
      if (left.index() != right.index()) return left.index() < right.index();
      if (const auto* number = std::get_if<std::int64_t>(&left)) return *number < std::get<std::int64_t>(right);
      return to_text(left) < to_text(right);
    }
  };
  std::map<Value, std::int64_t, Less> counts(const database::ColumnName& column) {
    std::map<Value, std::int64_t, Less> values;
    const std::size_t at = position(column.table, column.column);
    for (const Row& row : rows_[column.table])
      if (!is_null(row[at])) ++values[row[at]];
    return values;
  }
  std::map<std::string, std::vector<Row>> rows_;
};

}  // namespace sayquel::catalog

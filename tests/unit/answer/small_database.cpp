#include "unit/answer/small_database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>

#include "answer/wording/numbers.h"

namespace sayquel::test {
namespace {

[[noreturn]] void give_up(const std::string& what) {
  std::fprintf(stderr, "small database: %s\n", what.c_str());
  std::abort();
}

ColumnType type_of(const std::string& declared) {
  const auto begins = [&](const char* word) { return declared.starts_with(word); };
  TypeKind kind = TypeKind::Unknown;
  if (begins("INT") || begins("BIGINT"))
    kind = TypeKind::Integer;
  else if (begins("DECIMAL"))
    kind = TypeKind::Decimal;
  else if (begins("REAL") || begins("DOUBLE"))
    kind = TypeKind::Float;
  else if (begins("TEXT") || begins("VARCHAR"))
    kind = TypeKind::Text;
  else if (begins("TIMESTAMP"))
    kind = TypeKind::Timestamp;
  else if (begins("DATE"))
    kind = TypeKind::Date;
  else if (begins("BOOL"))
    kind = TypeKind::Boolean;
  return {kind, declared};
}

Value value_of(sqlite3_stmt* statement, int column, TypeKind kind) {
  const auto text = [&] { return std::string(reinterpret_cast<const char*>(sqlite3_column_text(statement, column))); };
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
      return Null{};
    case SQLITE_INTEGER:
      if (kind == TypeKind::Boolean) return sqlite3_column_int(statement, column) != 0;
      if (kind == TypeKind::Decimal) return Decimal{fmt::format("{}.00", sqlite3_column_int64(statement, column))};
      return static_cast<std::int64_t>(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT:
      if (kind == TypeKind::Decimal) return Decimal{fmt::format("{:.2f}", sqlite3_column_double(statement, column))};
      return sqlite3_column_double(statement, column);
    default:
      break;
  }
  const auto moment = answer::as_moment(Value{text()});
  if (!moment || (kind != TypeKind::Date && kind != TypeKind::Timestamp)) return text();
  const std::int64_t days = std::chrono::sys_days(moment->day).time_since_epoch().count();
  if (kind == TypeKind::Date) return Date{static_cast<std::int32_t>(days)};
  return Timestamp{days * 86'400'000'000 + moment->microseconds.value_or(0)};
}

}  // namespace

SmallDatabase::SmallDatabase(const std::string& script) {
  char* message = nullptr;
  if (sqlite3_open(":memory:", &handle_) != SQLITE_OK) give_up("does not open");
  if (sqlite3_exec(handle_, script.c_str(), nullptr, nullptr, &message) != SQLITE_OK) give_up(message);
  catalog_.dialect = sql::Dialect::SQLite;
  const auto names = rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid");
  for (const Row& row : names->rows) describe(std::get<std::string>(row[0]));
  for (std::size_t from = 0; from < catalog_.tables.size(); ++from) {
    const auto keys = rows(fmt::format("SELECT \"from\", \"table\", \"to\" FROM pragma_foreign_key_list('{}')",
                                       catalog_.tables[from].name));
    for (const Row& row : keys->rows) {
      const int to = catalog_.find_table(to_text(row[1]));
      catalog_.foreign_keys.push_back({static_cast<int>(from),
                                       {catalog_.find_column(static_cast<int>(from), to_text(row[0]))},
                                       to,
                                       {catalog_.find_column(to, to_text(row[2]))},
                                       true,
                                       1});
    }
  }
}

SmallDatabase::~SmallDatabase() { sqlite3_close(handle_); }

void SmallDatabase::describe(const std::string& name) {
  catalog::Table table;
  table.name = name;
  const auto columns = rows(fmt::format("SELECT name, type, \"notnull\", pk FROM pragma_table_info('{}')", name));
  for (const Row& row : columns->rows) {
    catalog::Column column;
    column.name = to_text(row[0]);
    column.type = type_of(to_text(row[1]));
    column.nullable = to_text(row[2]) == "0";
    if (to_text(row[3]) != "0") table.primary_key.push_back(static_cast<int>(table.columns.size()));
    table.columns.push_back(std::move(column));
  }
  measure(table);
  catalog_.tables.push_back(std::move(table));
}

void SmallDatabase::measure(catalog::Table& table) {
  for (catalog::Column& column : table.columns) {
    const auto counts = rows(
        fmt::format("SELECT COUNT(*), COUNT(*) - COUNT({0}), COUNT(DISTINCT {0}) FROM {1}", column.name, table.name));
    const auto count = [&](std::size_t i) { return std::get<std::int64_t>(counts->rows[0][i]); };
    table.rows = count(0);
    column.profile.measured = true;
    column.profile.nulls = count(1);
    column.profile.distinct = count(2);
  }
}

Result<execute::Rows> SmallDatabase::rows(const std::string& sql) const {
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(handle_, sql.c_str(), -1, &raw, nullptr) != SQLITE_OK)
    return fail(ErrorCode::Database, sqlite3_errmsg(handle_), sql);
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(raw, sqlite3_finalize);
  execute::Rows out;
  for (int i = 0; i < sqlite3_column_count(raw); ++i) {
    const char* declared = sqlite3_column_decltype(raw, i);
    out.columns.push_back({sqlite3_column_name(raw, i), type_of(declared ? declared : "")});
  }
  int state;
  while ((state = sqlite3_step(raw)) == SQLITE_ROW) {
    Row& row = out.rows.emplace_back();
    for (int i = 0; i < sqlite3_column_count(raw); ++i)
      row.push_back(value_of(raw, i, out.columns[static_cast<std::size_t>(i)].type.kind));
  }
  if (state != SQLITE_DONE) return fail(ErrorCode::Database, sqlite3_errmsg(handle_), sql);
  return out;
}

}  // namespace sayquel::test

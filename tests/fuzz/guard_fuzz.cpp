// Any text at all: the guard never crashes, and what it approves SQLite prepares as one statement that only reads, or
// refuses for a reason of its own.
#include <sqlite3.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "guard/guard.h"

namespace {

using namespace sayquel;

constexpr const char* kTables =
    "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT, n REAL); CREATE TABLE b (id INTEGER, a_id INTEGER, day TEXT)";

catalog::Table make_table(std::string name, const std::vector<std::string>& columns) {
  catalog::Table table;
  table.name = std::move(name);
  table.rows = 10;
  for (const auto& column : columns) {
    table.columns.emplace_back();
    table.columns.back().name = column;
  }
  return table;
}

const catalog::Catalog& catalog_of(sql::Dialect dialect) {
  static const auto catalogs = [] {
    std::vector<catalog::Catalog> made(5);
    for (int i = 0; i < 5; ++i) {
      auto& one = made[static_cast<std::size_t>(i)];
      one.dialect = static_cast<sql::Dialect>(i);
      one.tables.push_back(make_table("a", {"id", "name", "n"}));
      one.tables.push_back(make_table("b", {"id", "a_id", "day"}));
      one.tables.front().primary_key = {0};
    }
    return made;
  }();
  return catalogs[static_cast<std::size_t>(dialect)];
}

sqlite3* database() {
  static sqlite3* const opened = [] {
    sqlite3* made = nullptr;
    if (sqlite3_open(":memory:", &made) != SQLITE_OK ||
        sqlite3_exec(made, kTables, nullptr, nullptr, nullptr) != SQLITE_OK) {
      std::abort();
    }
    return made;
  }();
  return opened;
}

void check_sqlite(const std::string& text) {
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  if (sqlite3_prepare_v2(database(), text.c_str(), -1, &statement, &rest) != SQLITE_OK) return;
  if (statement == nullptr || sqlite3_stmt_readonly(statement) == 0 || *rest != '\0') std::abort();
  sqlite3_finalize(statement);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto dialect = static_cast<sql::Dialect>(data[0] % 5);
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto& catalog = catalog_of(dialect);
  const auto approval = guard::Guard(catalog).approve(text);
  if (!approval) return 0;
  // What was approved is approved again, unless its parentheses now nest too deep.
  const auto again = guard::Guard(catalog).approve(approval->query.text());
  if (!again && again.error().code != ErrorCode::TooLarge) std::abort();
  if (dialect == sql::Dialect::SQLite) check_sqlite(approval->query.text());
  return 0;
}

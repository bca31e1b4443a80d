// A SQLite file and its catalog, read by the shortest way: no profiles, keys as declared.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <string>

#include "catalog/catalog.h"

namespace sayquel::testing {

struct CloseSqlite {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
using Sqlite = std::unique_ptr<sqlite3, CloseSqlite>;

// Null: it cannot be opened.
inline Sqlite open_sqlite(const std::filesystem::path& file) {
  sqlite3* opened = nullptr;
  const int status = sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
  Sqlite database(opened);
  return status == SQLITE_OK ? std::move(database) : nullptr;
}

inline std::string cell(sqlite3_stmt* row, int column) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
  return text == nullptr ? "" : text;
}

template <typename Visit>
void for_each_row(sqlite3* database, const std::string& text, Visit visit) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, text.c_str(), -1, &statement, nullptr) != SQLITE_OK) return;
  while (sqlite3_step(statement) == SQLITE_ROW) visit(statement);
  sqlite3_finalize(statement);
}

inline catalog::Catalog read_catalog(sqlite3* database) {
  catalog::Catalog result;
  for_each_row(database, "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')",
               [&](sqlite3_stmt* row) {
                 catalog::Table table;
                 table.name = cell(row, 0);
                 table.view = cell(row, 1) == "view";
                 if (!table.name.starts_with("sqlite_")) result.tables.push_back(std::move(table));
               });
  for (auto& table : result.tables) {
    std::string quoted;
    for (const char c : table.name) quoted += c == '\'' ? "''" : std::string(1, c);
    for_each_row(database, "SELECT name, type, pk FROM pragma_table_info('" + quoted + "')", [&](sqlite3_stmt* row) {
      catalog::Column column;
      column.name = cell(row, 0);
      column.type.declared = cell(row, 1);
      if (sqlite3_column_int(row, 2) > 0) table.primary_key.push_back(static_cast<int>(table.columns.size()));
      table.columns.push_back(std::move(column));
    });
  }
  return result;
}

}  // namespace sayquel::testing

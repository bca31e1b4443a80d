#include "database/sqlite/describe.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <unordered_map>

#include "base/text.h"
#include "database/sql_text.h"
#include "database/sqlite/values.h"

namespace sayquel::database::sqlite {
namespace {

constexpr std::string_view kWhat = "reading the schema";

std::string text(sqlite3_stmt* row, int column) {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
  return data ? std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(row, column))) : std::string();
}

// PRAGMAs may be asked for while it lives.
class Introspection {
 public:
  explicit Introspection(Session& session) : session_(session) { session_.introspecting(true); }
  ~Introspection() { session_.introspecting(false); }
  Introspection(const Introspection&) = delete;
  Introspection& operator=(const Introspection&) = delete;

 private:
  Session& session_;
};

class Describer {
 public:
  Describer(Session& session, const Stop& stop) : session_(session), stop_(stop) {}

  Result<std::vector<TableDescription>> run() {
    SAYQUEL_CHECK(list());
    std::vector<TableDescription> readable;
    for (auto& table : tables_) {
      SAYQUEL_CHECK(stop_.check(kWhat));
      if (!columns(table)) {
        SAYQUEL_CHECK(stop_.check(kWhat));
        continue;
      }
      if (!table.view) {
        SAYQUEL_CHECK(unique_keys(table));
        SAYQUEL_CHECK(estimate(table));
      }
      readable.push_back(std::move(table));
    }
    tables_ = std::move(readable);
    for (std::size_t at = 0; at < tables_.size(); ++at) by_name_[base::lower_ascii(tables_[at].name)] = at;
    for (auto& table : tables_)
      if (!table.view) SAYQUEL_CHECK(foreign_keys(table));
    return std::move(tables_);
  }

 private:
  using Visit = std::function<void(sqlite3_stmt*)>;

  Status each(const std::string& sql, const Visit& visit) {
    SAYQUEL_TRY(const Statement statement, session_.prepare(sql, stop_, kWhat));
    for (;;) {
      SAYQUEL_TRY(const bool more, session_.step(statement.get(), stop_, kWhat));
      if (!more) return {};
      visit(statement.get());
    }
  }

  Status list() {
    return each(
        "SELECT l.name, l.type, l.wr FROM pragma_table_list AS l JOIN sqlite_schema AS s "
        "ON s.name = l.name AND s.type IN ('table', 'view') WHERE l.schema = 'main' "
        "AND l.type IN ('table', 'view', 'virtual') AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY s.rowid",
        [&](sqlite3_stmt* row) {
          TableDescription table;
          table.name = text(row, 0);
          table.view = text(row, 1) == "view";
          with_rowid_[table.name] = text(row, 1) == "table" && sqlite3_column_int(row, 2) == 0;
          tables_.push_back(std::move(table));
        });
  }

  // False where the table cannot be read.
  bool columns(TableDescription& table) {
    std::map<int, std::string> primary_key;  // by position in the key
    const Status read = each(
        fmt::format("SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo({}) WHERE hidden <> 1 ORDER BY cid",
                    quote_text(table.name)),
        [&](sqlite3_stmt* row) {
          ColumnDescription column;
          column.name = text(row, 0);
          column.type.declared = text(row, 1);
          column.type.kind = kind_of(column.type.declared);
          column.nullable = sqlite3_column_int(row, 2) == 0;
          if (const int position = sqlite3_column_int(row, 3); position > 0) primary_key[position] = column.name;
          table.columns.push_back(std::move(column));
        });
    if (!read || table.columns.empty()) return false;
    for (const auto& [position, name] : primary_key) table.primary_key.push_back(name);
    // Elsewhere SQLite lets NULL into a primary key, and what stands there counts.
    const bool never_null = !with_rowid_[table.name] || table.primary_key.size() == 1;
    for (auto& column : table.columns)
      if (never_null && std::ranges::count(table.primary_key, column.name) &&
          (!with_rowid_[table.name] || base::equal_ignoring_case(column.type.declared, "integer")))
        column.nullable = false;
    return true;
  }

  Status unique_keys(TableDescription& table) {
    std::vector<std::string> indexes;
    SAYQUEL_CHECK(each(fmt::format("SELECT name FROM pragma_index_list({}) WHERE \"unique\" AND NOT partial "
                                   "AND origin <> 'pk' ORDER BY seq DESC",
                                   quote_text(table.name)),
                       [&](sqlite3_stmt* row) { indexes.push_back(text(row, 0)); }));
    for (const auto& index : indexes) {
      KeyDescription key;
      bool plain = true;  // over columns, not expressions
      SAYQUEL_CHECK(
          each(fmt::format("SELECT name, cid FROM pragma_index_xinfo({}) WHERE key ORDER BY seqno", quote_text(index)),
               [&](sqlite3_stmt* row) {
                 if (sqlite3_column_int(row, 1) < 0) plain = false;
                 key.columns.push_back(text(row, 0));
               }));
      if (plain && !key.columns.empty() && key.columns != table.primary_key)
        table.unique_keys.push_back(std::move(key));
    }
    return {};
  }

  // The highest rowid: one step down the tree, and exact where nothing was ever deleted.
  Status estimate(TableDescription& table) {
    if (!with_rowid_[table.name]) return {};
    const auto named = [&](const ColumnDescription& column) { return base::lower_ascii(column.name) == "rowid"; };
    if (std::ranges::any_of(table.columns, named)) return {};
    return each(fmt::format("SELECT max(rowid) FROM {}", quote_name(table.name)), [&](sqlite3_stmt* row) {
      table.estimated_rows = std::max<std::int64_t>(0, sqlite3_column_int64(row, 0));
    });
  }

  Status foreign_keys(TableDescription& table) {
    std::map<int, ForeignKeyDescription, std::greater<>> keys;  // the last declared has number 0
    SAYQUEL_CHECK(
        each(fmt::format("SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list({}) ORDER BY id, seq",
                         quote_text(table.name)),
             [&](sqlite3_stmt* row) {
               auto& key = keys[sqlite3_column_int(row, 0)];
               key.referenced_table = text(row, 1);
               key.columns.push_back(text(row, 2));
               if (sqlite3_column_type(row, 3) != SQLITE_NULL) key.referenced_columns.push_back(text(row, 3));
             }));
    for (auto& [id, key] : keys)
      if (resolve(table, key)) table.foreign_keys.push_back(std::move(key));
    return {};
  }

  // Names as the tables have them: SQLite keeps a foreign key as it was typed.
  bool resolve(const TableDescription& table, ForeignKeyDescription& key) const {
    const auto found = by_name_.find(base::lower_ascii(key.referenced_table));
    if (found == by_name_.end() || tables_[found->second].view) return false;
    const TableDescription& referenced = tables_[found->second];
    key.referenced_table = referenced.name;
    if (key.referenced_columns.empty()) key.referenced_columns = referenced.primary_key;
    return key.columns.size() == key.referenced_columns.size() && rename(table, key.columns) &&
           rename(referenced, key.referenced_columns);
  }

  static bool rename(const TableDescription& table, std::vector<std::string>& names) {
    for (auto& name : names) {
      const auto same = [&](const ColumnDescription& column) { return base::equal_ignoring_case(column.name, name); };
      const auto column = std::ranges::find_if(table.columns, same);
      if (column == table.columns.end()) return false;
      name = column->name;
    }
    return true;
  }

  Session& session_;
  const Stop& stop_;
  std::vector<TableDescription> tables_;
  std::unordered_map<std::string, bool> with_rowid_;
  std::unordered_map<std::string, std::size_t> by_name_;  // lower case
};

}  // namespace

Result<std::vector<TableDescription>> describe(Session& session, const Stop& stop) {
  session.begin_use();
  SAYQUEL_CHECK(session.refresh());
  const Watch watch(session.watchdog(), stop);
  const Introspection introspection(session);
  return Describer(session, stop).run();
}

}  // namespace sayquel::database::sqlite

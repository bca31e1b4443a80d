// The databases' own word on what the guard approved: whatever became of the text on the way, they see one statement
// that only reads.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <cctype>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "duckdb.h"
#include "guard/functions/functions.h"
#include "guard/guard.h"
#include "unit/analysis/make_catalog.h"
#include "unit/guard/cases.h"
#include "unit/guard/sqlite_catalog.h"

namespace sayquel::guard {
namespace {

using sql::Dialect;

constexpr int kMutations = 20'000;

std::string create_statements(const catalog::Catalog& catalog) {
  std::string text;
  for (const auto& table : catalog.tables) {
    text += "CREATE TABLE \"" + table.name + "\" (";
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      text += (i > 0 ? ", \"" : "\"") + table.columns[i].name + "\" INTEGER";
    text += ");";
  }
  return text;
}

// Queries and attacks cut into pieces and put together anew, the same on every run.
class Mutations {
 public:
  explicit Mutations(Dialect dialect) {
    for (const auto& [file, fields] : {std::pair("attacks.txt", 3), std::pair("allowed.txt", 2)}) {
      const int copies = fields == 2 ? 8 : 1;  // of what passes, more than of what does not
      for (auto& one : sayquel::testing::read_guard_cases(file, fields)) {
        for (const auto named : one.dialects) {
          for (int i = 0; named == dialect && i < copies; ++i) texts_.push_back(one.sql);
        }
      }
    }
  }

  std::string next() {
    std::string text = any();
    const int changes = pick(1, 2);
    for (int i = 0; i < changes; ++i) change(text);
    return text;
  }

 private:
  int pick(int low, int high) { return low + static_cast<int>(random_() % static_cast<unsigned>(high - low + 1)); }
  const std::string& any() { return texts_[random_() % texts_.size()]; }

  // Where a word begins, and how long it is.
  std::pair<std::size_t, std::size_t> word_of(const std::string& text) {
    if (text.empty()) return {0, 0};
    const auto in_word = [&](std::size_t i) {
      return std::isalnum(static_cast<unsigned char>(text[i])) != 0 || text[i] == '_';
    };
    std::size_t begin = random_() % text.size();
    while (begin > 0 && in_word(begin - 1)) --begin;
    std::size_t end = begin + 1;
    while (end < text.size() && in_word(end)) ++end;
    return {begin, end - begin};
  }

  void change(std::string& text) {
    static constexpr const char* kPieces[] = {"'", "\"", ";", "--", "/*", "*/", "(",     ")", " UNION SELECT 1",
                                              "`", "[",  "]", "\\", "$$", ",",  " AS x "};
    const std::string& other = any();
    const auto [at, length] = word_of(text);
    const auto [from, taken] = word_of(other);
    switch (pick(0, 5)) {
      case 0:
        text.insert(at, kPieces[random_() % std::size(kPieces)]);
        break;
      case 1:
        text = text.substr(0, at) + other.substr(from);
        break;
      case 2:
        text.erase(at, length);
        break;
      default:
        text.replace(at, length, other.substr(from, taken));
        break;
    }
  }

  std::vector<std::string> texts_;
  std::mt19937 random_{20080105};  // NOLINT: the same on every run
};

// What SQLite asks leave for while it prepares a query.
struct Asked {
  int forbidden = 0;              // an action that does more than read
  std::set<std::string> tables;   // that are stored
  std::set<std::string> columns;  // table.column
};

int only_reading(void* asked, int action, const char* first, const char* second, const char*, const char*) {
  auto& all = *static_cast<Asked*>(asked);
  if (action == SQLITE_READ) {
    all.tables.insert(base::lower_ascii(first));
    if (*second != '\0') all.columns.insert(base::lower_ascii(std::string(first) + "." + second));
  }
  const bool reads =
      action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_FUNCTION || action == SQLITE_RECURSIVE;
  const bool loads = action == SQLITE_FUNCTION && std::string_view(second) == "load_extension";
  if (!reads || loads) all.forbidden = action;
  return SQLITE_OK;
}

// Nothing is read but what the binding says is read: a policy on tables can rely on it.
void expect_reads_known(const Asked& asked, const sql::Query& tree, const catalog::Catalog& catalog,
                        const std::string& text) {
  const auto binding = analysis::bind(tree, catalog);
  ASSERT_TRUE(binding) << text;
  const auto reads = analysis::reads(*binding);
  std::set<std::string> tables = {"json_each", "json_tree"}, columns;
  for (const int table : reads.tables) tables.insert(catalog.tables[static_cast<std::size_t>(table)].name);
  for (const auto id : reads.columns) columns.insert(catalog.table(id).name + "." + catalog.column(id).name);
  for (const auto& table : asked.tables) EXPECT_EQ(tables.count(table), 1u) << table << " is read by " << text;
  for (const auto& column : asked.columns) {
    const bool ours = !column.starts_with("json_") && !column.ends_with(".rowid");
    EXPECT_TRUE(!ours || columns.count(column) == 1) << column << " is read by " << text;
  }
}

TEST(Guard, ApprovesOnlyWhatSqliteSeesAsReading) {
  const auto catalog = sayquel::testing::make_catalog(Dialect::SQLite, sayquel::testing::kCaseTables);
  const Guard guard(catalog);
  sqlite3* opened = nullptr;
  ASSERT_EQ(sqlite3_open(":memory:", &opened), SQLITE_OK);
  const sayquel::testing::Sqlite database(opened);
  ASSERT_EQ(sqlite3_exec(opened, create_statements(catalog).c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  // Their first use declares them, which SQLite counts as a write to its schema in memory.
  ASSERT_EQ(sqlite3_exec(opened, "SELECT * FROM json_each('[]'), json_tree('[]')", nullptr, nullptr, nullptr),
            SQLITE_OK);
  Asked asked;
  int approved = 0, prepared = 0;
  sqlite3_set_authorizer(opened, only_reading, &asked);
  Mutations mutations(Dialect::SQLite);
  for (int i = 0; i < kMutations; ++i) {
    const std::string text = mutations.next();
    const auto approval = guard.approve(text);
    if (!approval) continue;
    ++approved;
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    asked = {};
    const int status = sqlite3_prepare_v2(opened, approval->query.text().c_str(), -1, &statement, &rest);
    EXPECT_EQ(asked.forbidden, 0) << text;
    if (status != SQLITE_OK) continue;
    ++prepared;
    expect_reads_known(asked, *approval->query.tree(), catalog, approval->query.text());
    EXPECT_TRUE(sqlite3_stmt_readonly(statement)) << text;
    EXPECT_STREQ(rest, "") << text;
    sqlite3_finalize(statement);
  }
  std::cerr << approved << " of " << kMutations << " mutations approved, " << prepared << " prepared\n";
  EXPECT_GT(prepared, kMutations / 50);
}

TEST(Guard, ApprovesOnlyWhatDuckDbSeesAsReading) {
  const auto catalog = sayquel::testing::make_catalog(Dialect::DuckDB, sayquel::testing::kCaseTables);
  const Guard guard(catalog);
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  ASSERT_EQ(duckdb_open(nullptr, &database), DuckDBSuccess);
  ASSERT_EQ(duckdb_connect(database, &connection), DuckDBSuccess);
  ASSERT_EQ(duckdb_query(connection, create_statements(catalog).c_str(), nullptr), DuckDBSuccess);
  ASSERT_EQ(duckdb_query(connection, "SET enable_external_access = false", nullptr), DuckDBSuccess);
  int approved = 0, prepared = 0;
  Mutations mutations(Dialect::DuckDB);
  for (int i = 0; i < kMutations / 4; ++i) {
    const std::string text = mutations.next();
    const auto approval = guard.approve(text);
    if (!approval) continue;
    ++approved;
    duckdb_extracted_statements statements = nullptr;
    const idx_t count = duckdb_extract_statements(connection, approval->query.text().c_str(), &statements);
    EXPECT_LE(count, 1u) << text;
    duckdb_prepared_statement statement = nullptr;
    if (count == 1 && duckdb_prepare_extracted_statement(connection, statements, 0, &statement) == DuckDBSuccess) {
      ++prepared;
      EXPECT_EQ(duckdb_prepared_statement_type(statement), DUCKDB_STATEMENT_TYPE_SELECT) << text;
    }
    duckdb_destroy_prepare(&statement);
    duckdb_destroy_extracted(&statements);
  }
  duckdb_disconnect(&connection);
  duckdb_close(&database);
  std::cerr << approved << " of " << kMutations / 4 << " mutations approved, " << prepared << " prepared\n";
  EXPECT_GT(prepared, kMutations / 200);
}

TEST(FunctionLists, NameOnlyWhatSqliteHas) {
  sqlite3* opened = nullptr;
  ASSERT_EQ(sqlite3_open(":memory:", &opened), SQLITE_OK);
  const sayquel::testing::Sqlite database(opened);
  std::vector<std::string> known = {"coalesce", "iif"};  // compiled into the query
  sayquel::testing::for_each_row(opened, "SELECT DISTINCT name FROM pragma_function_list",
                                 [&](sqlite3_stmt* row) { known.push_back(sayquel::testing::cell(row, 0)); });
  for (const auto& group : sqlite_functions().functions) {
    for (const auto& name : base::split(group.names, ' ')) {
      EXPECT_NE(std::find(known.begin(), known.end(), name), known.end()) << name;
    }
  }
}

// A function that the database does not have would be refused by it with a worse message than ours.
TEST(FunctionLists, NameOnlyWhatDuckDbHas) {
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  ASSERT_EQ(duckdb_open(nullptr, &database), DuckDBSuccess);
  ASSERT_EQ(duckdb_connect(database, &connection), DuckDBSuccess);
  duckdb_result result;
  ASSERT_EQ(duckdb_query(connection, "SELECT DISTINCT function_name FROM duckdb_functions()", &result), DuckDBSuccess);
  std::vector<std::string> known;
  for (idx_t row = 0; row < duckdb_row_count(&result); ++row) {
    char* name = duckdb_value_varchar(&result, 0, row);
    known.push_back(base::lower_ascii(name));
    duckdb_free(name);
  }
  duckdb_destroy_result(&result);
  duckdb_disconnect(&connection);
  duckdb_close(&database);
  // Built into its grammar.
  for (const char* name :
       {"coalesce", "if", "ifnull", "nullif", "grouping", "grouping_id", "percentile_cont", "percentile_disc", "unnest",
        "current_timestamp", "localtime", "localtimestamp", "ceiling", "struct_pack", "current_time"})
    known.emplace_back(name);
  for (const auto& group : duckdb_functions().functions) {
    if (group.about == "windows") continue;
    for (const auto& name : base::split(group.names, ' ')) {
      EXPECT_NE(std::find(known.begin(), known.end(), name), known.end()) << name;
    }
  }
}

TEST(FunctionLists, NeverNameWhatReadsFilesOrRunsSql) {
  for (const auto dialect :
       {Dialect::SQLite, Dialect::DuckDB, Dialect::PostgreSQL, Dialect::Redshift, Dialect::MySQL}) {
    for (const char* name :
         {"load_extension", "readfile",     "writefile", "edit",        "read_csv", "read_text",
          "read_blob",      "glob_files",   "query",     "query_table", "getenv",   "current_setting",
          "set_config",     "pg_read_file", "pg_sleep",  "lo_import",   "dblink",   "query_to_xml",
          "load_file",      "sleep",        "benchmark", "get_lock",    "nextval",  "setval",
          "random",         "rand",         "uuid"}) {
      EXPECT_FALSE(lists_function(dialect, name)) << name;
      EXPECT_FALSE(lists_table_function(dialect, name)) << name;
    }
  }
}

}  // namespace
}  // namespace sayquel::guard

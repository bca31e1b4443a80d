#include "database/mysql/describe.h"

#include <unordered_map>

#include "database/mysql/rows.h"
#include "database/mysql/values.h"

namespace sayquel::database::mysql {
namespace {

constexpr std::string_view kWhat = "reading the schema";

constexpr const char* kTables =
    "SELECT table_name, table_type LIKE '%VIEW', CAST(table_rows AS SIGNED), table_comment "
    "FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type IN ('BASE TABLE', 'VIEW', 'SYSTEM "
    "VERSIONED') ORDER BY table_name";
constexpr const char* kColumns =
    "SELECT table_name, column_name, column_type, is_nullable = 'YES', column_comment "
    "FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position";
constexpr const char* kKeys =
    "SELECT table_name, index_name, column_name FROM information_schema.statistics "
    "WHERE table_schema = DATABASE() AND non_unique = 0 AND sub_part IS NULL AND column_name IS NOT NULL "
    "ORDER BY table_name, index_name, seq_in_index";
constexpr const char* kForeignKeys =
    "SELECT table_name, constraint_name, column_name, referenced_table_name, referenced_column_name "
    "FROM information_schema.key_column_usage WHERE table_schema = DATABASE() AND referenced_table_schema = DATABASE() "
    "ORDER BY table_name, constraint_name, ordinal_position";
constexpr const char* kFingerprint =
    "SELECT (SELECT MD5(GROUP_CONCAT(CONCAT_WS(' ', table_name, column_name, column_type, is_nullable) ORDER BY "
    "table_name, ordinal_position SEPARATOR '|')) FROM information_schema.columns WHERE table_schema = DATABASE()), "
    "(SELECT MD5(GROUP_CONCAT(CONCAT_WS(' ', table_name, FLOOR(LN(1 + COALESCE(table_rows, 0)) / LN(1.1)), "
    "create_time) ORDER BY table_name SEPARATOR '|')) FROM information_schema.tables WHERE table_schema = DATABASE())";

std::string text(const Value& value) { return is_null(value) ? "" : to_text(value); }

bool truth(const Value& value) { return value == Value(std::int64_t{1}) || value == Value(true); }

class Describer {
 public:
  Describer(std::shared_ptr<Session> session, const Stop& stop) : session_(std::move(session)), stop_(stop) {}

  Result<std::vector<TableDescription>> run() {
    const TableChoice choice(session_->url());
    SAYQUEL_TRY(const auto rows, all_rows(session_, kTables, stop_, kWhat));
    for (const Row& row : rows) {
      if (!choice.takes(session_->url().database, text(row[0]))) continue;
      numbers_[text(row[0])] = tables_.size();
      TableDescription& table = tables_.emplace_back();
      table.name = text(row[0]);
      table.view = truth(row[1]);
      if (const auto* count = std::get_if<std::int64_t>(&row[2]); count && !table.view) table.estimated_rows = *count;
      if (!table.view) table.comment = text(row[3]);  // a view's says "VIEW"
    }
    SAYQUEL_CHECK(columns());
    SAYQUEL_CHECK(keys());
    SAYQUEL_CHECK(foreign_keys());
    return std::move(tables_);
  }

 private:
  TableDescription* table(const Value& name) {
    const auto found = numbers_.find(text(name));
    return found == numbers_.end() ? nullptr : &tables_[found->second];
  }

  Status columns() {
    SAYQUEL_TRY(const auto rows, all_rows(session_, kColumns, stop_, kWhat));
    for (const Row& row : rows)
      if (TableDescription* of = table(row[0]))
        of->columns.push_back({text(row[1]), {kind_of(text(row[2])), text(row[2])}, truth(row[3]), text(row[4])});
    return {};
  }

  Status keys() {
    SAYQUEL_TRY(const auto rows, all_rows(session_, kKeys, stop_, kWhat));
    std::string last;
    for (const Row& row : rows) {
      TableDescription* of = table(row[0]);
      if (!of) continue;
      if (text(row[1]) == "PRIMARY") {
        of->primary_key.push_back(text(row[2]));
        continue;
      }
      const std::string key = text(row[0]) + '\0' + text(row[1]);
      if (key != last) of->unique_keys.emplace_back();
      last = key;
      of->unique_keys.back().columns.push_back(text(row[2]));
    }
    return {};
  }

  Status foreign_keys() {
    SAYQUEL_TRY(const auto rows, all_rows(session_, kForeignKeys, stop_, kWhat));
    std::string last;
    for (const Row& row : rows) {
      TableDescription* of = table(row[0]);
      if (!of) continue;
      const std::string key = text(row[0]) + '\0' + text(row[1]);
      if (key != last) of->foreign_keys.emplace_back().referenced_table = text(row[3]);
      last = key;
      of->foreign_keys.back().columns.push_back(text(row[2]));
      of->foreign_keys.back().referenced_columns.push_back(text(row[4]));
    }
    return {};
  }

  std::shared_ptr<Session> session_;
  const Stop& stop_;
  std::vector<TableDescription> tables_;
  std::unordered_map<std::string, std::size_t> numbers_;
};

}  // namespace

Result<std::vector<TableDescription>> describe(const std::shared_ptr<Session>& session, const Stop& stop) {
  return Describer(session, stop).run();
}

Result<std::string> fingerprint(const std::shared_ptr<Session>& session, const Stop& stop) {
  SAYQUEL_TRY(const auto rows, all_rows(session, kFingerprint, stop, kWhat));
  return text(rows.at(0)[0]) + " " + text(rows.at(0)[1]) + " " + session->server();
}

}  // namespace sayquel::database::mysql

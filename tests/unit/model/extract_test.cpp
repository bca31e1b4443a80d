#include "draft/model/extract.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

namespace sayquel::model {
namespace {

struct Case {
  std::string name, reply, sql;
};

std::vector<Case> cases() {
  std::ifstream file(SAYQUEL_SOURCE_DIR "/tests/cases/model/replies.txt");
  std::vector<Case> found;
  bool sql = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("== ")) {
      found.push_back({line.substr(3), "", ""});
      sql = false;
    } else if (line == "-- sql") {
      sql = true;
    } else if (!found.empty()) {
      std::string& text = sql ? found.back().sql : found.back().reply;
      text += (text.empty() ? "" : "\n") + line;
    }
  }
  for (Case& one : found) {
    while (one.sql.ends_with('\n')) one.sql.pop_back();
    if (one.sql == "(none)") one.sql.clear();
  }
  return found;
}

TEST(ExtractSql, TakesTheQueryOutOfEveryReply) {
  const auto all = cases();
  ASSERT_GE(all.size(), 30u);
  for (const Case& one : all) EXPECT_EQ(extract_sql(one.reply, sql::Dialect::SQLite).sql, one.sql) << one.name;
}

TEST(ExtractSql, KnowsWhetherItIsComplete) {
  EXPECT_TRUE(extract_sql("SELECT 1", sql::Dialect::SQLite).complete);
  EXPECT_FALSE(extract_sql("SELECT a FROM t WHERE", sql::Dialect::SQLite).complete);
  EXPECT_EQ(extract_sql("```sql\nSELECT 1; SELECT 2\n```", sql::Dialect::SQLite).statements, 2);
}

TEST(ExtractSql, LongAndStrangeRepliesEnd) {
  EXPECT_EQ(extract_sql(std::string(1 << 21, '`'), sql::Dialect::SQLite).sql, "");
  EXPECT_EQ(extract_sql(std::string(100'000, '<'), sql::Dialect::SQLite).sql, "");
  std::string lines;
  for (int i = 0; i < 3000; ++i) lines += "SELECT (\n";
  EXPECT_FALSE(extract_sql(lines, sql::Dialect::SQLite).complete);
}

}  // namespace
}  // namespace sayquel::model

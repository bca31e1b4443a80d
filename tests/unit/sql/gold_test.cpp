// Every gold query of the question sets parses, comes back as the same tree, and its printed text gives the same rows.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "sql/parser.h"
#include "sql/printer.h"
#include "unit/sql/engines.h"

namespace sayquel::sql {
namespace {

struct Gold {
  std::string id, database, text;
};

std::vector<Gold> read_gold(const std::string& folder, const std::string& file) {
  std::ifstream stream(folder + file);
  std::vector<Gold> result;
  std::set<std::pair<std::string, std::string>> seen;
  for (std::string line; std::getline(stream, line);) {
    const auto question = nlohmann::json::parse(line);
    for (const std::string text : question.at("gold"))
      if (seen.emplace(question.at("database"), text).second)
        result.push_back({question.at("id"), question.at("database"), text});
  }
  return result;
}

struct Set {
  const char *name, *file, *databases;
};

class GoldQueries : public testing::TestWithParam<Set> {};

// Failures name the question's id only: the validation questions are not to be read.
TEST_P(GoldQueries, ParseAndMeanTheSamePrinted) {
  const char* data = std::getenv("SAYQUEL_DATA");
  if (!data) GTEST_SKIP() << "SAYQUEL_DATA is not set";
  const std::string folder = std::string(data) + "/";
  const auto queries = read_gold(folder, GetParam().file);
  ASSERT_GT(queries.size(), 100u);
  std::map<std::string, std::unique_ptr<SqliteEngine>> engines;
  for (const Gold& gold : queries) {
    const auto tree = parse(gold.text, Dialect::SQLite);
    ASSERT_TRUE(tree) << gold.id;
    const std::string text = print(**tree, Dialect::SQLite);
    const auto again = parse(text, Dialect::SQLite);
    ASSERT_TRUE(again) << gold.id;
    EXPECT_TRUE(equal(**tree, **again)) << gold.id;
    auto& engine = engines[gold.database];
    if (!engine) engine = std::make_unique<SqliteEngine>(folder + GetParam().databases + gold.database);
    // The same program of SQLite's virtual machine gives the same rows; where it differs, the rows must not.
    if (engine->run("EXPLAIN " + gold.text).rows == engine->run("EXPLAIN " + text).rows) continue;
    const Outcome expected = engine->run(gold.text, 1000);
    const Outcome actual = engine->run(text, 1000);
    EXPECT_EQ(actual.error, expected.error) << gold.id;
    EXPECT_EQ(actual.rows, expected.rows) << gold.id;
  }
}

INSTANTIATE_TEST_SUITE_P(Of, GoldQueries,
                         testing::Values(Set{"spider_train", "spider/train.jsonl", "spider/database/"},
                                         Set{"spider_validation", "spider/validation.jsonl", "spider/database/"},
                                         Set{"geoquery", "geoquery/train.jsonl", "geoquery/"}),
                         [](const auto& parameter) { return std::string(parameter.param.name); });

}  // namespace
}  // namespace sayquel::sql

// The gold queries of a public question set: what runs must pass the guard, and what the guard printed must answer the
// same.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "guard/guard.h"
#include "unit/guard/sqlite_catalog.h"

namespace sayquel::guard {
namespace {

constexpr int kMostSteps = 3000;  // times a thousand instructions: more is no query to compare results of

// A result as one text, its rows in the order in which they came; nothing where it does not run, or too long.
std::optional<std::string> answer(sqlite3* database, const std::string& text) {
  sqlite3_stmt* prepared = nullptr;
  if (sqlite3_prepare_v2(database, text.c_str(), -1, &prepared, nullptr) != SQLITE_OK) return std::nullopt;
  const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement(prepared, sqlite3_finalize);
  int steps = 0;
  sqlite3_progress_handler(
      database, 1000, [](void* count) { return ++*static_cast<int*>(count) > kMostSteps ? 1 : 0; }, &steps);
  std::string rows;
  int status = sqlite3_step(prepared);
  for (; status == SQLITE_ROW; status = sqlite3_step(prepared)) {
    for (int i = 0; i < sqlite3_column_count(prepared); ++i) {
      const auto* cell = reinterpret_cast<const char*>(sqlite3_column_text(prepared, i));
      rows += cell == nullptr ? "NULL" : cell;
      rows += '\x1f';
    }
    rows += '\n';
  }
  sqlite3_progress_handler(database, 0, nullptr, nullptr);
  return status == SQLITE_DONE ? std::optional(rows) : std::nullopt;
}

struct Tally {
  int ran = 0, refused = 0, compared = 0, changed = 0;
};

void judge(const std::string& gold, sqlite3* database, const catalog::Catalog& catalog, Tally& tally) {
  const auto expected = answer(database, gold);
  if (!expected) return;
  ++tally.ran;
  const auto approval = Guard(catalog).approve(gold);
  if (!approval) {
    ++tally.refused;
    std::cerr << "refused: " << gold << "\n  " << approval.error().message << "\n";
    return;
  }
  ++tally.compared;
  const auto found = answer(database, approval->query.text());
  if (found == expected) return;
  ++tally.changed;
  std::cerr << "changed: " << gold << "\n  to " << approval->query.text() << "\n";
}

TEST(Guard, PassesTheGoldQueriesOfAPublicQuestionSet) {
  const char* data = std::getenv("SAYQUEL_DATA");
  if (data == nullptr) GTEST_SKIP() << "SAYQUEL_DATA is not set";
  const std::filesystem::path folder = std::filesystem::path(data) / "spider";
  std::ifstream questions(folder / "train.jsonl");
  if (!questions) GTEST_SKIP() << folder << " has no train.jsonl";
  std::map<std::string, std::pair<sayquel::testing::Sqlite, catalog::Catalog>> databases;
  Tally tally;
  for (std::string line; std::getline(questions, line);) {
    const auto question = nlohmann::json::parse(line);
    const std::string name = question.at("database");
    auto found = databases.find(name);
    if (found == databases.end()) {
      auto opened = sayquel::testing::open_sqlite(folder / "database" / name);
      if (!opened) continue;
      auto catalog = sayquel::testing::read_catalog(opened.get());
      found = databases.emplace(name, std::pair(std::move(opened), std::move(catalog))).first;
    }
    for (const std::string gold : question.at("gold")) {
      judge(gold, found->second.first.get(), found->second.second, tally);
    }
  }
  RecordProperty("ran", tally.ran);
  std::cerr << tally.ran << " gold queries ran, " << tally.refused << " refused, " << tally.changed << " of "
            << tally.compared << " answer otherwise\n";
  EXPECT_GT(tally.ran, 1000);
  EXPECT_LE(tally.refused * 1000, tally.ran);
  EXPECT_EQ(tally.changed, 0);
}

}  // namespace
}  // namespace sayquel::guard

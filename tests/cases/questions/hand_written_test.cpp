// The hand-written queries themselves: each runs on both databases, gives the same there, and says something.
#include <gtest/gtest.h>

#include <regex>

#include "cases/questions/reference.h"

namespace sayquel::questions {
namespace {

using tickit::Format;

class HandWritten : public testing::TestWithParam<std::filesystem::path> {
 protected:
  // One copy of the databases for all the tests of this process.
  static void SetUpTestSuite() { databases_ = std::make_unique<Databases>(); }
  static void TearDownTestSuite() { databases_.reset(); }
  static std::unique_ptr<Databases> databases_;
};
std::unique_ptr<Databases> HandWritten::databases_;

bool says_something(const Table& table) {
  for (const Row& row : table.rows) {
    for (const Value& value : row) {
      const bool zero = value == Value(std::int64_t{0}) || value == Value(0.0);
      if (!is_null(value) && !zero) return true;
    }
  }
  return false;
}

// The query with one more row, where it ends in a LIMIT; empty where not.
std::string with_one_more(const std::string& sql) {
  static const std::regex kLimit(R"(LIMIT (\d+)( OFFSET \d+)?$)");
  std::smatch found;
  if (!std::regex_search(sql, found, kLimit)) return {};
  return found.prefix().str() + "LIMIT " + std::to_string(std::stoi(found[1]) + 1) + found[2].str();
}

// The place of the column that decides who is in: the one to be ordered by, else the last.
std::size_t key_column(const Table& table, const Turn& turn) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (!turn.ordered_by.empty() && table.columns[i].starts_with(turn.ordered_by)) return i;
  }
  return table.columns.size() - 1;
}

void check_cut_off(const Reference& reference, const std::string& sql, const Turn& turn, const std::string& where) {
  const std::string more = with_one_more(sql);
  if (more.empty() || turn.tied) return;
  const auto table = reference.run(more);
  ASSERT_TRUE(table) << where;
  const std::size_t limit = table->rows.size() - 1;
  const std::size_t key = key_column(*table, turn);
  if (limit > 0) {
    EXPECT_NE(table->rows[limit][key], table->rows[limit - 1][key]) << where << ": a tie at the cut-off";
  }
}

TEST_P(HandWritten, RunsAndSaysSomething) {
  const auto file = read_question_file(GetParam());
  ASSERT_TRUE(file) << file.error().message;
  std::vector<std::vector<Table>> tables;  // of each database
  for (const Format format : {Format::Sqlite, Format::DuckDb}) {
    if (format == Format::DuckDb && !file->generated()) continue;
    const auto path = databases_->find(*file, format);
    ASSERT_TRUE(path) << path.error().message;
    if (!*path) GTEST_SKIP() << "SAYQUEL_DATA is not set";
    const auto reference = Reference::open(**path, format);
    ASSERT_TRUE(reference) << reference.error().message;
    std::vector<Table>& answers = tables.emplace_back();
    for (const Case& one : file->cases) {
      for (const Turn& turn : one.turns) {
        for (const Accepted& accepted : turn.accepted) {
          const std::string where = file->name + " " + one.name;
          auto table = reference->run(reference->text(accepted));
          ASSERT_TRUE(table) << where << ": " << table.error().message;
          EXPECT_NE(says_something(*table), turn.empty) << where;
          check_cut_off(*reference, reference->text(accepted), turn, where);
          answers.push_back(std::move(*table));
        }
      }
    }
  }
  // SQLite's days and DuckDB's seconds of waiting are the only difference, and optional.
  for (std::size_t i = 0; tables.size() == 2 && i < tables[0].size(); ++i) {
    const auto why = difference(tables[0][i], tables[1][i], {});
    EXPECT_FALSE(why) << file->name << ", query " << i + 1 << ": " << why.value_or("");
  }
}

INSTANTIATE_TEST_SUITE_P(Files, HandWritten, testing::ValuesIn(question_files()), [](const auto& test) {
  std::string name = test.param.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace sayquel::questions

// Asks Sayquel every question of examples/tickit/questions/, on DuckDB and on SQLite.
//
//   test_questions                                  fails where a file's head requires more than is right
//   test_questions --report FILE                    also writes every question that is not right to FILE, and why
//   test_questions --gtest_filter='*seeds*' ...     one file
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>

#include "cases/questions/examiner.h"

namespace sayquel::questions {
namespace {

using tickit::Format;

// What the tests of a process share.
struct Session {
  Databases databases;
  std::ofstream report;
};

std::string format_name(Format format) { return format == Format::Sqlite ? "SQLite" : "DuckDB"; }

class QuestionsTest : public testing::Test {
 public:
  QuestionsTest(std::shared_ptr<Session> session, std::filesystem::path path, Format format)
      : session_(std::move(session)), path_(std::move(path)), format_(format) {}

  void TestBody() override {
    const auto file = read_question_file(path_);
    ASSERT_TRUE(file) << file.error().message;
    const auto database = session_->databases.find(*file, format_);
    ASSERT_TRUE(database) << database.error().message;
    if (!*database) GTEST_SKIP() << "SAYQUEL_DATA is not set";
    const auto outcomes = examine(*file, **database, format_, session_->databases.folder() / "cache");
    ASSERT_TRUE(outcomes) << outcomes.error().message;
    const Score result = score(*outcomes);
    const std::string heading = fmt::format("{} on {}: {}", file->name, format_name(format_), summary(result));
    std::cout << heading << "\n";
    const std::string explained = explain(*outcomes);
    if (session_->report.is_open()) session_->report << "==== " << heading << "\n\n" << explained << std::flush;
    EXPECT_GE(result.right, file->wordings.right) << explained;
    const std::size_t first_needed = file->first_ones ? file->first_ones->right : 0;
    EXPECT_GE(result.first_right, first_needed) << explained;
  }

 private:
  static std::string explain(const std::vector<Outcome>& outcomes) {
    std::string text;
    for (const Outcome& outcome : outcomes) {
      if (!outcome.counts) text += explanation(outcome) + "\n";
    }
    return text;
  }

  std::shared_ptr<Session> session_;
  std::filesystem::path path_;
  Format format_;
};

// A test for each file and database, named in GoogleTest's way: Questions.seeds_on_DuckDB.
void register_tests(const std::shared_ptr<Session>& session) {
  for (const std::filesystem::path& path : question_files()) {
    const auto file = read_question_file(path);
    for (const Format format : {Format::DuckDb, Format::Sqlite}) {
      if (file && !file->generated() && format == Format::DuckDb) continue;
      std::string name = fmt::format("{}_on_{}", path.stem().string(), format_name(format));
      std::replace(name.begin(), name.end(), '-', '_');
      testing::RegisterTest("Questions", name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                            [=]() -> QuestionsTest* { return new QuestionsTest(session, path, format); });
    }
  }
}

}  // namespace
}  // namespace sayquel::questions

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  const auto session = std::make_shared<sayquel::questions::Session>();
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) != "--report" || i + 1 == argc) {
      std::cerr << "usage: " << argv[0] << " [--report FILE] [GoogleTest's flags]\n";
      return 2;
    }
    session->report.open(argv[++i]);
    if (!session->report) {
      std::cerr << argv[i] << " cannot be written\n";
      return 2;
    }
  }
  sayquel::questions::register_tests(session);
  return RUN_ALL_TESTS();
}

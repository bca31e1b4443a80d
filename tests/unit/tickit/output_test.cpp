// What becomes of the file: whole under its name, or not there.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <sstream>

#include "inspect.h"
#include "tickit/tickit.h"

namespace sayquel::tickit {
namespace {

std::string content(const std::filesystem::path& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

class TickitOutput : public testing::TestWithParam<const char*> {
 protected:
  Scratch scratch_;
  // A database of a few rows, where the rows do not matter.
  Result<Summary> make_small(const std::filesystem::path& output) const {
    const Scratch source;
    write_files(source.folder(), small_files());
    return load(source.folder(), output, {.overwrite = true, .progress = {}, .stop = {}});
  }
  std::filesystem::path output_ = scratch_ / GetParam();
};
INSTANTIATE_TEST_SUITE_P(Formats, TickitOutput, testing::Values("t.duckdb", "t.sqlite"),
                         [](const auto& test) { return std::string(test.param).substr(2); });

TEST(TickitFormat, FollowsTheExtension) {
  EXPECT_EQ(*format_of("a/tickit.duckdb"), Format::DuckDb);
  EXPECT_EQ(*format_of("TICKIT.DuckDB"), Format::DuckDb);
  for (const char* name : {"t.sqlite", "t.sqlite3", "t.db", "t.DB"})
    EXPECT_EQ(*format_of(name), Format::Sqlite) << name;
  for (const char* name : {"tickit", "t.csv", "t.duckdb.bak", ".duckdb", ""}) {
    const auto format = format_of(name);
    ASSERT_FALSE(format) << name;
    EXPECT_EQ(format.error().code, ErrorCode::BadInput);
    EXPECT_FALSE(format.error().hint.empty());
  }
}

TEST_P(TickitOutput, IsNotOverwrittenUnasked) {
  std::ofstream(output_) << "mine";
  const auto refused = generate(output_, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::BadInput);
  EXPECT_NE(refused.error().message.find("exists already"), std::string::npos);
  EXPECT_EQ(content(output_), "mine");
  EXPECT_EQ(scratch_.files(), 1u);
}

TEST_P(TickitOutput, IsOverwrittenWhereAsked) {
  std::ofstream(output_) << "mine";
  const std::filesystem::path log = output_.string() + (output_.extension() == ".duckdb" ? ".wal" : "-wal");
  std::ofstream(log) << "a log that belongs to what was there";
  ASSERT_TRUE(make_small(output_));
  EXPECT_EQ(query(output_, "SELECT COUNT(*) FROM venue"), "2");
  EXPECT_EQ(scratch_.files(), 1u);
}

TEST_P(TickitOutput, IsNotThereAfterACancel) {
  const CancelToken token;
  Options options{.overwrite = true, .progress = {}, .stop = Stop(token)};
  std::uint64_t told = 0;
  options.progress = [&](const Progress& progress) {
    EXPECT_EQ(progress.total, 424'319u);
    EXPECT_GE(progress.done, told);
    told = progress.done;
    if (progress.done > 200'000) token.cancel();
  };
  std::ofstream(output_) << "mine";
  const auto cancelled = generate(output_, options);
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().code, ErrorCode::Cancelled);
  EXPECT_GT(told, 200'000u);
  EXPECT_LT(told, 250'000u);  // soon after
  EXPECT_EQ(content(output_), "mine");
  EXPECT_EQ(scratch_.files(), 1u);
}

TEST_P(TickitOutput, IsNotThereAfterADeadline) {
  Options options;
  options.stop = Stop::after(std::chrono::milliseconds(0));
  const auto late = generate(output_, options);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::Deadline);
  EXPECT_EQ(scratch_.files(), 0u);
}

// A limit on the size of files is met as a full disk is: in the middle of a write.
TEST_P(TickitOutput, IsNotThereAfterAFullDisk) {
  for (const rlim_t limit : {rlim_t{10'000}, rlim_t{4'000'000}}) {
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit tight{limit, before.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &tight), 0);
    const auto full = generate(output_, {});
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, handler);
    ASSERT_FALSE(full) << limit;
    EXPECT_EQ(full.error().code, ErrorCode::DiskFull) << full.error().message;
    EXPECT_FALSE(full.error().hint.empty());
    EXPECT_EQ(scratch_.files(), 0u) << limit;
  }
}

TEST_P(TickitOutput, NeedsAFolderThatExists) {
  const auto lost = generate(scratch_ / "no-such-folder" / GetParam(), {});
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, ErrorCode::NotFound);
  EXPECT_NE(lost.error().message.find("no-such-folder"), std::string::npos);
}

TEST_P(TickitOutput, IsNoFolder) {
  std::filesystem::create_directory(output_);
  const auto folder = generate(output_, {.overwrite = true, .progress = {}, .stop = {}});
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().code, ErrorCode::BadInput);
}

TEST_P(TickitOutput, NeedsAFolderThatMayBeWrittenTo) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  std::filesystem::permissions(scratch_.folder(),
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  const auto denied = generate(output_, {});
  std::filesystem::permissions(scratch_.folder(), std::filesystem::perms::owner_all);
  ASSERT_FALSE(denied);
  EXPECT_EQ(denied.error().code, ErrorCode::PermissionDenied);
}

TEST_P(TickitOutput, IsWrittenThroughALink) {
  const std::filesystem::path link = scratch_ / (std::string("link-") + GetParam());
  std::filesystem::create_symlink(output_, link);
  std::ofstream(output_) << "mine";
  ASSERT_TRUE(make_small(link));
  EXPECT_TRUE(std::filesystem::is_symlink(link));
  EXPECT_EQ(query(output_, "SELECT COUNT(*) FROM venue"), "2");
}

TEST(TickitSchema, IsTheFileBesideTheCode) {
  EXPECT_EQ(schema_sql(), content(std::filesystem::path(SAYQUEL_SOURCE_DIR) / "examples/tickit/schema.sql"));
}

}  // namespace
}  // namespace sayquel::tickit

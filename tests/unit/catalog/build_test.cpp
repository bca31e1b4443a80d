#include "catalog/build.h"

#include <gtest/gtest.h>

#include <fstream>

#include "database/open.h"
#include "fake_connection.h"

namespace sayquel::catalog {
namespace {

namespace fs = std::filesystem;

class Build : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "sayquel-cache-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    options_ = {.cache_folder = folder_, .database = "sqlite:///somewhere/shop.db"};
    fake_.add_table(
        "customer", {"id INTEGER", "name VARCHAR(20)", "state CHAR(4)", "password VARCHAR", "note VARCHAR"},
        {{std::int64_t{1}, std::string("Zoë Müller"), std::string("CA  "), std::string("hunter2"), Null{}},
         {std::int64_t{2}, std::string("Bob"), std::string("NY  "), std::string("secret"), std::string("private")},
         {std::int64_t{3}, std::string("Bob"), std::string("CA  "), std::string("x"), Null{}}});
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path cached() const {
    for (const auto& entry : fs::recursive_directory_iterator(folder_))
      if (entry.path().filename() == "catalog") return entry.path();
    return {};
  }

  fs::path folder_;
  BuildOptions options_;
  FakeConnection fake_;
};

TEST_F(Build, MeasuresSamplesAndIndexes) {
  const auto loaded = build(fake_, options_, {});
  ASSERT_TRUE(loaded) << loaded.error().message;
  const Table& table = loaded->catalog->tables[0];
  EXPECT_EQ(table.rows, 3);
  EXPECT_EQ(table.primary_key, std::vector<int>{0});
  const auto& name = table.columns[1].profile;
  EXPECT_EQ(name.distinct, 2);
  EXPECT_EQ(name.samples, (std::vector<Value>{std::string("Bob"), std::string("Zoë Müller")}));
  EXPECT_FALSE(name.unique);
  EXPECT_EQ(table.columns[4].profile.nulls, 2);
  EXPECT_TRUE(table.columns[2].profile.padded);
  EXPECT_EQ(table.columns[2].profile.samples[0], Value(std::string("CA")));
  const auto matches = loaded->values->find("zoe muller");
  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(matches[0].column, (ColumnId{0, 1}));
  EXPECT_EQ(loaded->values->find("ca").at(0).value, "CA");
  EXPECT_EQ(loaded->values->find("ca").at(0).rows, 2u);
  EXPECT_TRUE(loaded->notes.empty());
}

TEST_F(Build, SensitiveColumnsLeaveNoValueAnywhere) {
  options_.sensitive = {"Customer.NOTE"};
  const auto loaded = build(fake_, options_, {});
  for (int column : {3, 4}) {
    const auto& sensitive = loaded->catalog->tables[0].columns[static_cast<std::size_t>(column)];
    EXPECT_TRUE(sensitive.sensitive);
    EXPECT_TRUE(sensitive.profile.samples.empty());
    EXPECT_TRUE(is_null(sensitive.profile.minimum));
    EXPECT_TRUE(is_null(sensitive.profile.maximum));
  }
  EXPECT_TRUE(loaded->values->find("hunter2").empty());
  EXPECT_TRUE(loaded->values->find("private").empty());
  std::ifstream file(cached(), std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  EXPECT_GT(bytes.size(), 100u);
  EXPECT_EQ(bytes.find("hunter2"), std::string::npos);
  EXPECT_EQ(bytes.find("private"), std::string::npos);
}

TEST_F(Build, ComesBackFromTheCacheWhileNothingChanged) {
  EXPECT_FALSE(load_cached("1", options_));
  ASSERT_TRUE(build(fake_, options_, {}));
  const auto again = load_cached("1", options_);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->from_cache);
  EXPECT_EQ(again->catalog->tables[0].name, "customer");
  EXPECT_EQ(again->values->find("bob").at(0).rows, 2u);
  EXPECT_FALSE(load_cached("2", options_)) << "the data changed";
  auto other = options_;
  other.sensitive = {"name"};
  EXPECT_FALSE(load_cached("1", other)) << "another column is a secret now";
  other = options_;
  other.database += "2";
  EXPECT_FALSE(load_cached("1", other));
}

TEST_F(Build, TheCacheIsForItsOwnersEyesOnly) {
  ASSERT_TRUE(build(fake_, options_, {}));
  EXPECT_EQ(fs::status(cached()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(fs::status(cached().parent_path()).permissions(), fs::perms::owner_all);
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(cached().parent_path())) files += entry.is_regular_file();
  EXPECT_EQ(files, 1u) << "no temporary file is left";
}

TEST_F(Build, ADamagedCacheIsNoCache) {
  ASSERT_TRUE(build(fake_, options_, {}));
  const fs::path path = cached();
  std::ifstream file(path, std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(file)), {});
  for (std::size_t at = 0; at < whole.size(); at += 11) {
    std::string bytes = whole;
    bytes[at] ^= 0x10;
    std::ofstream(path, std::ios::binary) << bytes;
    const auto loaded = load_cached("1", options_);
    // Only the gaps between sections and the room before the values carry no checksum.
    if (!loaded) continue;
    EXPECT_EQ(loaded->values->find("bob").at(0).value, "Bob");
  }
  std::ofstream(path, std::ios::binary) << whole.substr(0, whole.size() / 2);
  EXPECT_FALSE(load_cached("1", options_));
  ASSERT_TRUE(build(fake_, options_, {}));
  EXPECT_TRUE(load_cached("1", options_));
}

TEST_F(Build, ACacheThatCannotBeKeptIsANote) {
  std::ofstream(folder_ / "catalogs") << "in the way";
  const auto loaded = build(fake_, options_, {});
  ASSERT_TRUE(loaded);
  ASSERT_EQ(loaded->notes.size(), 1u);
  EXPECT_NE(loaded->notes[0].find("held in memory"), std::string::npos);
  EXPECT_EQ(loaded->values->find("bob").size(), 1u);
}

TEST_F(Build, ATableThatCannotBeReadIsANote) {
  fake_.add_table("broken", {"a INTEGER"}, {});
  fake_.broken = {"broken"};
  const auto loaded = build(fake_, options_, {});
  ASSERT_TRUE(loaded);
  ASSERT_EQ(loaded->notes.size(), 1u);
  EXPECT_EQ(loaded->catalog->unique(1, {0}), Certainty::Unknown);
  EXPECT_TRUE(loaded->catalog->column({0, 0}).profile.measured);
}

TEST_F(Build, StopsWhenTold) {
  CancelToken token;
  token.cancel();
  const auto loaded = build(fake_, options_, Stop(token));
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, ErrorCode::Cancelled);
  EXPECT_TRUE(cached().empty());
}

TEST_F(Build, TellsItsProgress) {
  std::uint64_t last = 0, total = 0;
  options_.progress = [&](const Progress& progress) {
    if (progress.what.starts_with("reading")) last = progress.done, total = progress.total;
  };
  ASSERT_TRUE(build(fake_, options_, {}));
  EXPECT_EQ(total, 5u);
  EXPECT_EQ(last, 5u);
}

TEST_F(Build, CachesThatNobodyUsesGo) {
  const fs::path old = folder_ / "catalogs" / "old-0000";
  fs::create_directories(old);
  std::ofstream(old / "catalog") << "x";
  fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(24 * 200));
  ASSERT_TRUE(build(fake_, options_, {}));
  EXPECT_FALSE(fs::exists(old));
  EXPECT_TRUE(load_cached("1", options_));
}

TEST_F(Build, OfARealDatabaseFileIsTheSame) {
  const fs::path csv = folder_ / "pets.csv";
  std::ofstream(csv) << "pet_id,name,born,tame\n1,Rex,2001-05-06,Y\n2,Félix,2003-01-02,N\n3,Rex,2004-01-02,Y\n";
  const auto location = database::locate(csv.string());
  ASSERT_TRUE(location);
  const auto connection = database::open(*location);
  ASSERT_TRUE(connection) << connection.error().message;
  const auto loaded = build(**connection, options_, {});
  ASSERT_TRUE(loaded) << loaded.error().message;
  const Table& table = loaded->catalog->tables.at(0);
  EXPECT_EQ(table.rows, 3);
  EXPECT_EQ(table.primary_key, std::vector<int>{0});
  EXPECT_EQ(table.columns.at(1).profile.samples.at(0), Value(std::string("Rex")));
  EXPECT_EQ(loaded->values->find("felix").at(0).value, "Félix");
  const auto again = load_cached(*database::file_fingerprint(*location), options_);
  EXPECT_TRUE(again) << "the fingerprint is the same without opening the file";
  std::ofstream(csv, std::ios::app) << "4,Tom,2005-01-02,N\n";
  EXPECT_FALSE(load_cached(*database::file_fingerprint(*location), options_));
}

}  // namespace
}  // namespace sayquel::catalog

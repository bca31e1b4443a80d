#include "store/audit.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>

#include "store/secrets.h"

namespace sayquel::store {
namespace {

AuditEvent event(const std::string& question) {
  return {{5}, "ann", "ask", "shop", question, "SELECT 1", "answered", 1, ""};
}

// A chain of five in a file, into which somebody with the file in hand writes.
class AuditTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "sayquel-audit-XXXXXX").string();
    ASSERT_TRUE(mkdtemp(pattern.data()));
    folder_ = pattern;
    const auto store = open_sqlite(file());
    ASSERT_TRUE(store) << store.error().message;
    for (const char* question : {"one", "two", "three", "four", "five"})
      ASSERT_TRUE((*store)->append_audit(event(question)));
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string file() const { return folder_ + "/store.sqlite"; }

  // Runs the SQL on the file; false where SQLite refuses it.
  bool write(const std::string& sql) const {
    sqlite3* handle = nullptr;
    EXPECT_EQ(sqlite3_open(file().c_str(), &handle), SQLITE_OK);
    const bool done = sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(handle);
    return done;
  }

  // The same by somebody who knows of the triggers, which opening the store puts back.
  bool tamper(const std::string& sql) const {
    return write("DROP TRIGGER IF EXISTS audit_unchanged; DROP TRIGGER IF EXISTS audit_kept; " + sql);
  }

  AuditVerdict verdict() const {
    const auto store = open_sqlite(file());
    EXPECT_TRUE(store);
    const auto verified = verify_audit(**store);
    EXPECT_TRUE(verified);
    return *verified;
  }

  std::string folder_;
};

TEST_F(AuditTest, AnUntouchedChainFits) {
  EXPECT_EQ(verdict().records, 5u);
  EXPECT_EQ(verdict().problem, "");
}

TEST_F(AuditTest, TheFileRefusesChangesAndIsItsOwnersAlone) {
  EXPECT_FALSE(write("UPDATE audit SET question = 'other' WHERE number = 3"));
  EXPECT_FALSE(write("DELETE FROM audit WHERE number = 3"));
  struct stat status {};
  ASSERT_EQ(stat(file().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 077, 0u);
}

TEST_F(AuditTest, EveryChangeShows) {
  const struct {
    const char* change;
    const char* undo;
    std::uint64_t broken_at;
  } cases[] = {
      {"UPDATE audit SET question = 'x' WHERE number = 3", "UPDATE audit SET question = 'three' WHERE number = 3", 3},
      {"UPDATE audit SET row_count = 2 WHERE number = 1", "UPDATE audit SET row_count = 1 WHERE number = 1", 1},
      {"UPDATE audit SET who = 'annask', action = '' WHERE number = 5",
       "UPDATE audit SET who = 'ann', action = 'ask' WHERE number = 5", 5},
      {"UPDATE audit SET number = 9 WHERE number = 4", "UPDATE audit SET number = 4 WHERE number = 9", 5},
      {"DELETE FROM audit WHERE number = 2", "SELECT 1", 3},
  };
  for (const auto& each : cases) {
    ASSERT_TRUE(tamper(each.change));
    const AuditVerdict found = verdict();
    EXPECT_EQ(found.broken_at.value_or(0), each.broken_at) << each.change;
    EXPECT_NE(found.problem, "") << each.change;
    ASSERT_TRUE(tamper(each.undo));
  }
}

TEST_F(AuditTest, AFileThatIsNoStoreIsSaidToBeNone) {
  std::filesystem::resize_file(file(), 0);
  EXPECT_TRUE(open_sqlite(folder_ + "/new.sqlite"));
  EXPECT_EQ(open_sqlite(folder_ + "/no/folder.sqlite").error().code, ErrorCode::PermissionDenied);
}

// Published vectors (FIPS 180-4, "abc"; NIST's of the empty message).
TEST(Secrets, HashIsSha256) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Secrets, ComparesWholeTexts) {
  EXPECT_TRUE(same_secret("abc", "abc"));
  EXPECT_FALSE(same_secret("abc", "abd"));
  EXPECT_FALSE(same_secret("abc", "abcd"));
  EXPECT_TRUE(same_secret("", ""));
}

}  // namespace
}  // namespace sayquel::store

// What store/store.h promises, held against every implementation.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "store/audit.h"
#include "store/secrets.h"
#include "store/store.h"

namespace sayquel::store {
namespace {

class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "sayquel-store-XXXXXX").string();
    if (mkdtemp(pattern.data())) path_ = pattern;
    EXPECT_FALSE(path_.empty());
  }
  ~Folder() {
    std::error_code ignored;  // of a folder that nobody needs any more
    std::filesystem::remove_all(path_, ignored);
  }
  std::string file(const char* name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

struct Implementation {
  const char* name;
  Result<std::unique_ptr<Store>> (*open)(const Folder& folder);
};

const Implementation kImplementations[] = {
    {"sqlite", [](const Folder& folder) { return open_sqlite(folder.file("store.sqlite")); }},
};

class StoreTest : public testing::TestWithParam<Implementation> {
 protected:
  std::unique_ptr<Store> open() {
    auto store = GetParam().open(folder_);
    EXPECT_TRUE(store) << store.error().message;
    return std::move(*store);
  }
  Folder folder_;
};

HistoryEntry entry(const std::string& id, const std::string& question) {
  return {id, {1'000}, "ann", "shop", question, "SELECT 1", "answered", "One.", "The one.", 1};
}

std::vector<std::string> ids(const std::vector<HistoryEntry>& entries) {
  std::vector<std::string> out;
  for (const HistoryEntry& each : entries) out.push_back(each.id);
  return out;
}

TEST_P(StoreTest, KeepsHistoryByteForByteAndDurably) {
  constexpr char kOdd[] = "caf\xC3\xA9 \0 '; DROP TABLE history; --";
  const std::string odd(kOdd, sizeof kOdd - 1);  // with the NUL in its middle
  ASSERT_TRUE(open()->add_history(entry("a", odd)));
  const auto found = open()->history_entry("a");
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->question, odd);
  EXPECT_EQ((*found)->asked_at.microseconds, 1'000);
  EXPECT_EQ((*found)->row_count, 1u);
  EXPECT_EQ((*found)->reading, "The one.");
  EXPECT_FALSE(*open()->history_entry("b"));
}

TEST_P(StoreTest, RefusesAnIdThatIsTaken) {
  const auto store = open();
  ASSERT_TRUE(store->add_history(entry("a", "one")));
  const Status second = store->add_history(entry("a", "two"));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::BadInput);
  EXPECT_EQ((*store->history_entry("a"))->question, "one");
}

TEST_P(StoreTest, ListsHistoryNewestFirstAndPageByPage) {
  const auto store = open();
  for (const char* id : {"a", "b", "c", "d"}) ASSERT_TRUE(store->add_history(entry(id, std::string("about ") + id)));
  auto other = entry("e", "elsewhere");
  other.database = "other";
  other.asked_by = "bob";
  other.sql = "SELECT 'Rome'";
  ASSERT_TRUE(store->add_history(other));

  using testing::ElementsAre;
  EXPECT_THAT(ids(*store->history({})), ElementsAre("e", "d", "c", "b", "a"));
  EXPECT_THAT(ids(*store->history({.limit = 2})), ElementsAre("e", "d"));
  EXPECT_THAT(ids(*store->history({.before = "d", .limit = 2})), ElementsAre("c", "b"));
  EXPECT_THAT(ids(*store->history({.database = "shop", .before = "c"})), ElementsAre("b", "a"));
  EXPECT_THAT(ids(*store->history({.asked_by = "bob"})), ElementsAre("e"));
  EXPECT_THAT(ids(*store->history({.search = "rome"})), ElementsAre("e"));
  EXPECT_THAT(ids(*store->history({.search = "ABOUT B"})), ElementsAre("b"));
  EXPECT_THAT(ids(*store->history({.search = "%"})), ElementsAre());
  EXPECT_THAT(ids(*store->history({.before = "gone"})), ElementsAre());
}

TEST_P(StoreTest, TheLastVerdictOfAPersonCounts) {
  const auto store = open();
  ASSERT_TRUE(store->add_feedback({"a", {1}, "ann", Verdict::Up, ""}));
  ASSERT_TRUE(store->add_feedback({"a", {2}, "bob", Verdict::Up, ""}));
  ASSERT_TRUE(store->add_feedback({"a", {3}, "ann", Verdict::Down, "wrong year"}));
  const auto given = store->feedback("a");
  ASSERT_TRUE(given);
  ASSERT_EQ(given->size(), 2u);
  EXPECT_EQ((*given)[1].given_by, "ann");
  EXPECT_EQ((*given)[1].verdict, Verdict::Down);
  EXPECT_EQ((*given)[1].comment, "wrong year");
  EXPECT_TRUE(store->feedback("b")->empty());
}

TEST_P(StoreTest, KeepsOneSqlForAVerifiedQuestion) {
  const auto store = open();
  ASSERT_TRUE(store->keep_verified({"shop", "two?", "SELECT 2", "ann", {1}}));
  ASSERT_TRUE(store->keep_verified({"shop", "one?", "SELECT 0", "ann", {1}}));
  ASSERT_TRUE(store->keep_verified({"shop", "one?", "SELECT 1", "bob", {2}}));
  ASSERT_TRUE(store->keep_verified({"other", "one?", "SELECT 9", "bob", {2}}));
  const auto kept = store->verified("shop");
  ASSERT_TRUE(kept);
  ASSERT_EQ(kept->size(), 2u);
  EXPECT_EQ((*kept)[0].sql, "SELECT 1");
  EXPECT_EQ((*kept)[1].question, "two?");
  ASSERT_TRUE(store->forget_verified("shop", "one?"));
  EXPECT_EQ(store->verified("shop")->size(), 1u);
  EXPECT_EQ(store->verified("other")->size(), 1u);
}

TEST_P(StoreTest, KnowsATokenByItsTextAlone) {
  const auto store = open();
  NewToken made = new_token("dashboard", Role::Sql);
  made.token.databases = {"shop", "other"};
  made.token.quotas = {10, 1'000};
  ASSERT_TRUE(store->add_token(made.token));
  EXPECT_EQ(made.token.secret_hash.find(made.text.substr(made.text.size() - 40)), std::string::npos);

  const auto known = check_token(*store, made.text);
  ASSERT_TRUE(known) << known.error().message;
  EXPECT_EQ(known->name, "dashboard");
  EXPECT_EQ(known->role, Role::Sql);
  EXPECT_THAT(known->databases, testing::ElementsAre("shop", "other"));
  EXPECT_EQ(known->quotas.rows, 1'000u);

  std::string wrong = made.text;
  wrong.back() = wrong.back() == 'a' ? 'b' : 'a';
  for (const std::string& text : {wrong, std::string(), std::string("sayquel_"), made.text + "a", made.token.id,
                                  new_token("x", Role::Admin).text}) {
    const auto denied = check_token(*store, text);
    ASSERT_FALSE(denied) << text;
    EXPECT_EQ(denied.error().code, ErrorCode::PermissionDenied);
  }

  ASSERT_TRUE(store->revoke_token(made.token.id));
  EXPECT_FALSE(check_token(*store, made.text));
  EXPECT_TRUE(store->tokens()->front().revoked);
  EXPECT_EQ(store->revoke_token("none").error().code, ErrorCode::NotFound);
}

TEST_P(StoreTest, GivesOutAQuotaOnceAndAnewEachMinute) {
  const auto store = open();
  EXPECT_TRUE(*store->spend("t", Quota::Rows, 6, 10, 1));
  EXPECT_FALSE(*store->spend("t", Quota::Rows, 5, 10, 1));
  EXPECT_TRUE(*store->spend("t", Quota::Rows, 4, 10, 1));
  EXPECT_FALSE(*store->spend("t", Quota::Rows, 1, 10, 1));
  EXPECT_TRUE(*store->spend("t", Quota::Questions, 1, 1, 1));
  EXPECT_TRUE(*store->spend("u", Quota::Rows, 10, 10, 1));
  EXPECT_TRUE(*store->spend("t", Quota::Rows, 10, 10, 2));
  EXPECT_FALSE(*store->spend("t", Quota::Rows, 11, 10, 3));
}

TEST_P(StoreTest, TwoServersShareAQuotaAndAChain) {
  constexpr int kEach = 25;
  std::atomic<int> given = 0;
  std::vector<std::thread> servers;
  for (int server = 0; server < 2; ++server)
    servers.emplace_back([&] {
      const auto store = open();
      for (int call = 0; call < kEach; ++call) {
        const auto spent = store->spend("t", Quota::Questions, 1, kEach, 1);
        if (spent && *spent) ++given;
        EXPECT_TRUE(store->append_audit({{call}, "t", "ask", "shop", "q", "SELECT 1", "answered", 1, ""}));
      }
    });
  for (std::thread& server : servers) server.join();
  EXPECT_EQ(given, kEach);
  const auto verdict = verify_audit(*open());
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->problem, "");
  EXPECT_EQ(verdict->records, 2u * kEach);
}

INSTANTIATE_TEST_SUITE_P(All, StoreTest, testing::ValuesIn(kImplementations),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace sayquel::store

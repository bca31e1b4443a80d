#include "sayquel/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sayquel {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::optional<std::string> environment(const std::string& name) {
  if (name == "DATABASE_URL") return "postgresql://me:s3cret@host/db";
  return std::nullopt;
}

Result<Settings> parse(std::string_view text) { return parse_settings(text, "sayquel.toml", environment); }

TEST(Settings, EverythingThatCanBeSet) {
  const auto settings = parse(R"(
[database]
url = "duckdb:///data/tickit.duckdb"
cache = "/tmp/cache"
[limits]
rows = 500
bytes = 1000000
time = "1500ms"
[policy]
sensitive = ["users.phone", "email"]
allowed_functions = ["f"]
refused_tables = ["salaries"]
probe = "always"
threshold = 0.5
)");
  ASSERT_TRUE(settings) << settings.error().message;
  const EngineOptions& engine = settings->engine;
  EXPECT_EQ(engine.database, "duckdb:///data/tickit.duckdb");
  EXPECT_EQ(engine.cache_folder, "/tmp/cache");
  EXPECT_EQ(engine.row_limit, 500u);
  EXPECT_EQ(engine.byte_limit, 1'000'000u);
  EXPECT_EQ(engine.time_limit, std::chrono::milliseconds(1500));
  EXPECT_THAT(engine.sensitive, ElementsAre("users.phone", "email"));
  EXPECT_THAT(engine.allowed_functions, ElementsAre("f"));
  EXPECT_THAT(engine.refused_tables, ElementsAre("salaries"));
  EXPECT_EQ(engine.probe, Probe::Always);
  EXPECT_EQ(engine.answer_threshold, 0.5);
}

TEST(Settings, WhatIsNotNamedKeepsItsDefault) {
  const auto settings = parse("");
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->engine.row_limit, EngineOptions().row_limit);
  EXPECT_EQ(settings->engine.probe, Probe::LocalFiles);
}

TEST(Settings, ReadsTheEnvironment) {
  const auto settings = parse("[database]\nurl = \"${DATABASE_URL}?a=1\"\n");
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->engine.database, "postgresql://me:s3cret@host/db?a=1");
}

struct Wrong {
  const char* text;
  const char* message;
  const char* hint;
};
class WrongSettings : public testing::TestWithParam<Wrong> {};

TEST_P(WrongSettings, SaysWhereAndWhat) {
  const auto settings = parse(GetParam().text);
  ASSERT_FALSE(settings);
  EXPECT_EQ(settings.error().code, ErrorCode::Usage);
  EXPECT_THAT(settings.error().message, HasSubstr(GetParam().message));
  EXPECT_THAT(settings.error().hint, HasSubstr(GetParam().hint));
  EXPECT_EQ(settings.error().message.find("s3cret"), std::string::npos) << "a secret was printed";
}

INSTANTIATE_TEST_SUITE_P(
    Table, WrongSettings,
    testing::Values(
        Wrong{"[limits]\nrows = \"many\"", "sayquel.toml:2: `limits.rows` must be a whole number", ""},
        Wrong{"[limits]\nrows = 0", "sayquel.toml:2: `limits.rows` must be a whole number of at least 1", ""},
        Wrong{"[limits]\nrows = -1", "at least 1", ""},
        Wrong{"[limits]\n\ntime = 30", "sayquel.toml:3: `limits.time` must be a time in quotes", ""},
        Wrong{"[limits]\ntime = \"0s\"", "`limits.time` must be a time", ""},
        Wrong{"[limits]\nrow = 5", "sayquel.toml:2: there is no setting in [limits] named `row`.", "`rows`"},
        Wrong{"[limits]\nzzzzzzzz = 5", "no setting in [limits] named `zzzzzzzz`", "There are: rows, bytes, time."},
        Wrong{"[polcy]\n", "sayquel.toml:1: there is no section `polcy`.", "`policy`"},
        Wrong{"limits = 5", "`limits` must be a section", ""},
        Wrong{"[policy]\nsensitive = \"email\"", "`policy.sensitive` must be a list of texts", ""},
        Wrong{"[policy]\nsensitive = [\n\"email\",\n5]", "sayquel.toml:4: `policy.sensitive` must be", ""},
        Wrong{"[policy]\nprobe = \"sometimes\"", "`policy.probe` must be \"never\"", ""},
        Wrong{"[policy]\nprobe = true", "`policy.probe` must be \"never\"", ""},
        Wrong{"[policy]\nthreshold = 1.5", "`policy.threshold` must be a number from 0 to 1", ""},
        Wrong{"[policy]\nthreshold = nan", "`policy.threshold` must be a number from 0 to 1", ""},
        Wrong{"[database]\nurl = 5", "`database.url` must be text", ""},
        Wrong{"[database]\nurl = \"${NOT_SET}\"", "the environment variable NOT_SET, which is not set",
              "export NOT_SET"},
        Wrong{"[database]\nurl = \"${DATABASE_URL\"", "every `${` is closed", ""},
        Wrong{"[limits]\nrows = \"${DATABASE_URL}\"", "`limits.rows` must be a whole number", ""},
        Wrong{"[limits\n", "sayquel.toml:1:", "TOML"},
        Wrong{"[limits]\nrows = 1\nrows = 2", "sayquel.toml:3:", "TOML"}));

TEST(Settings, AFileThatCannotBeReadIsNotFound) {
  for (const char* path : {"/nowhere/sayquel.toml", "/tmp"}) {
    const auto settings = read_settings(path);
    ASSERT_FALSE(settings) << path;
    EXPECT_EQ(settings.error().code, ErrorCode::NotFound);
    EXPECT_THAT(settings.error().message, HasSubstr(path));
  }
}

TEST(Settings, AnEmptyFileSetsNothing) { EXPECT_TRUE(read_settings("/dev/null")); }

TEST(Duration, Table) {
  const std::pair<const char*, long> good[] = {{"500ms", 500},  {"30s", 30'000},   {"30", 30'000},
                                               {"2m", 120'000}, {"1h", 3'600'000}, {" 5 s ", 5000}};
  for (const auto& [text, milliseconds] : good) {
    const auto duration = parse_duration(text);
    ASSERT_TRUE(duration) << text;
    EXPECT_EQ(duration->count(), milliseconds) << text;
  }
  for (const char* text : {"", "s", "0s", "-5s", "5 days", "1.5s", "99999999999s", "9999h", "5ms5"})
    EXPECT_FALSE(parse_duration(text)) << text;
}

TEST(Day, Table) {
  const std::pair<const char*, int> good[] = {{"1970-01-01", 0}, {"2008-02-29", 13938}, {"1969-12-31", -1}};
  for (const auto& [text, days] : good) {
    const auto date = parse_date(text);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(date->days, days) << text;
  }
  for (const char* text : {"", "2008-02-30", "2007-02-29", "2008-13-01", "0000-01-01", "2008-1-5", "05/01/2008",
                           "2008-01-05x", "2008-01-0a"})
    EXPECT_FALSE(parse_date(text)) << text;
}

}  // namespace
}  // namespace sayquel

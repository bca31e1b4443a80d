#include "catalog/keys.h"

#include <gtest/gtest.h>

#include <set>

#include "catalog/build.h"
#include "fake_connection.h"

namespace sayquel::catalog {
namespace {

std::vector<Row> numbered(int count, const std::function<Row(std::int64_t)>& row) {
  std::vector<Row> rows;
  for (std::int64_t i = 1; i <= count; ++i) rows.push_back(row(i));
  return rows;
}

Value number(std::int64_t value) { return value; }
Value text(std::string value) { return value; }

// Amazon's TICKIT in small: no key is declared.
FakeConnection tickit() {
  FakeConnection fake;
  fake.add_table("users",
                 {"userid INTEGER", "username CHAR(8)", "firstname VARCHAR", "lastname VARCHAR", "email VARCHAR"},
                 numbered(60, [](auto i) {
                   return Row{number(i), text("u" + std::to_string(i)), text("F" + std::to_string(i % 9)), text("L"),
                              text("m@x.y")};
                 }));
  fake.add_table("venue", {"venueid INTEGER", "venuename VARCHAR", "venueseats INTEGER"}, numbered(40, [](auto i) {
                   return Row{number(i), text("Hall " + std::to_string(i)), number(i % 7)};
                 }));
  fake.add_table("category", {"catid INTEGER", "catgroup VARCHAR", "catname VARCHAR"}, numbered(11, [](auto i) {
                   return Row{number(i), text("Shows"), text("C" + std::to_string(i))};
                 }));
  fake.add_table("date", {"dateid INTEGER", "caldate DATE", "week INTEGER", "year INTEGER"}, numbered(50, [](auto i) {
                   return Row{number(1826 + i), Date{static_cast<int>(i)}, number(i / 7), number(2008)};
                 }));
  fake.add_table("event",
                 {"eventid INTEGER", "venueid INTEGER", "catid INTEGER", "dateid INTEGER", "eventname VARCHAR"},
                 numbered(80, [](auto i) {
                   return Row{number(i), number(i % 40 + 1), number(i % 11 + 1), number(1827 + i % 50),
                              text("E" + std::to_string(i % 30))};
                 }));
  fake.add_table(
      "listing", {"listid INTEGER", "sellerid INTEGER", "eventid INTEGER", "dateid INTEGER", "numtickets INTEGER"},
      numbered(200, [](auto i) {
        return Row{number(i), number(i % 60 + 1), number(i % 80 + 1), number(1827 + i % 50), number(i % 30 + 1)};
      }));
  fake.add_table("sales",
                 {"salesid INTEGER", "listid INTEGER", "sellerid INTEGER", "buyerid INTEGER", "eventid INTEGER",
                  "dateid INTEGER", "qtysold INTEGER"},
                 numbered(180, [](auto i) {
                   return Row{number(i),          number(i),
                              number(i % 60 + 1), number((i * 7) % 60 + 1),
                              number(i % 80 + 1), number(1827 + i % 50),
                              number(i % 8 + 1)};
                 }));
  return fake;
}

std::set<std::string> keys_found(FakeConnection& fake) {
  const auto loaded = build(fake, {.cache_folder = "/nonexistent/cache", .database = "fake"}, {});
  EXPECT_TRUE(loaded) << loaded.error().message;
  std::set<std::string> keys;
  const Catalog& catalog = *loaded->catalog;
  for (const auto& key : catalog.foreign_keys)
    keys.insert(catalog.table({key.from_table, 0}).name + "." +
                catalog.column({key.from_table, key.from_columns[0]}).name + " > " +
                catalog.table({key.to_table, 0}).name + "." + catalog.column({key.to_table, key.to_columns[0]}).name);
  return keys;
}

TEST(Keys, OfTickitAreFoundAndNoOthers) {
  FakeConnection fake = tickit();
  EXPECT_EQ(keys_found(fake),
            (std::set<std::string>{
                "event.venueid > venue.venueid", "event.catid > category.catid", "event.dateid > date.dateid",
                "listing.sellerid > users.userid", "listing.eventid > event.eventid", "listing.dateid > date.dateid",
                "sales.listid > listing.listid", "sales.sellerid > users.userid", "sales.buyerid > users.userid",
                "sales.eventid > event.eventid", "sales.dateid > date.dateid"}));
}

TEST(Keys, PrimaryKeysOfTickitAreFound) {
  FakeConnection fake = tickit();
  const auto loaded = build(fake, {.cache_folder = "/nonexistent/cache", .database = "fake"}, {});
  for (const auto& table : loaded->catalog->tables) {
    EXPECT_EQ(table.primary_key, std::vector<int>{0}) << table.name;
    EXPECT_TRUE(table.primary_key_inferred);
  }
}

struct Case {
  const char* what;
  std::vector<std::pair<std::string, std::vector<std::string>>> tables;  // every column holds 1 to 20
  std::set<std::string> keys;
};

TEST(Keys, FollowTheNames) {
  const Case cases[] = {
      {"<table>_id to id",
       {{"team", {"id INTEGER", "x INTEGER"}}, {"match", {"id INTEGER", "team_id INTEGER"}}},
       {"match.team_id > team.id"}},
      {"plural, a role before it",
       {{"teams", {"id INTEGER"}}, {"match", {"id INTEGER", "home_team_id INTEGER", "awayTeamId INTEGER"}}},
       {"match.home_team_id > teams.id", "match.awayTeamId > teams.id"}},
      {"the table's last word",
       {{"car_makers", {"id INTEGER"}}, {"models", {"id INTEGER", "maker_id INTEGER"}}},
       {"models.maker_id > car_makers.id"}},
      {"the table's name alone",
       {{"countries", {"id INTEGER"}}, {"city", {"id INTEGER", "country INTEGER"}}},
       {"city.country > countries.id"}},
      {"an abbreviation",
       {{"department", {"id INTEGER"}}, {"employee", {"id INTEGER", "dept_id INTEGER"}}},
       {"employee.dept_id > department.id"}},
      {"numbers that only happen to be contained",
       {{"team", {"id INTEGER"}}, {"match", {"id INTEGER", "goals INTEGER", "rank INTEGER"}}},
       {}},
      {"two tables of people: anybody's guess",
       {{"customers", {"id INTEGER"}}, {"employees", {"id INTEGER"}}, {"visit", {"id INTEGER", "greeterid INTEGER"}}},
       {}},
      {"a parent of the same kind",
       {{"category", {"category_id INTEGER", "parent_category_id INTEGER"}}},
       {"category.parent_category_id > category.category_id"}},
      {"one key to a part of the rows",
       {{"person", {"person_id INTEGER"}}, {"athlete", {"person_id INTEGER", "weight INTEGER"}}},
       {"athlete.person_id > person.person_id"}},
  };
  for (const Case& one : cases) {
    FakeConnection fake;
    for (const auto& [name, columns] : one.tables)
      fake.add_table(name, columns, numbered(20, [&](auto i) {
                       Row row;
                       for (std::size_t c = 0; c < columns.size(); ++c)
                         row.push_back(number(c == 0 ? i : (i * 7 + static_cast<int>(c)) % 10 + 1));
                       return row;
                     }));
    EXPECT_EQ(keys_found(fake), one.keys) << one.what;
  }
}

TEST(Keys, ValuesThatAreNotThereSpeakAgainstANames) {
  FakeConnection fake;
  fake.add_table("team", {"id INTEGER"}, numbered(5, [](auto i) { return Row{number(i)}; }));
  fake.add_table("match", {"id INTEGER", "team_id INTEGER"}, numbered(20, [](auto i) {
                   return Row{number(i), number(i + 100)};
                 }));
  EXPECT_TRUE(keys_found(fake).empty());
}

TEST(Keys, DeclaredOnesStay) {
  FakeConnection fake = tickit();
  fake.tables[4].foreign_keys = {{{"venueid"}, "", "category", {"catid"}}};
  const auto keys = keys_found(fake);
  EXPECT_TRUE(keys.count("event.venueid > category.catid")) << "what the database says is not put in doubt";
  EXPECT_FALSE(keys.count("event.venueid > venue.venueid"));
}

}  // namespace
}  // namespace sayquel::catalog

// What the question's words are taken for: flags, values, names in part, seasons.
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>

#include "catalog/build.h"
#include "database/open.h"
#include "draft/parser/parser.h"
#include "grounding/grounding.h"

namespace sayquel::draft {
namespace {

// Concerts and their records: listeners with what they like, bands in countries, albums, shows of a genre.
constexpr const char* kMusic = R"(
CREATE TABLE listener (listener_id INTEGER PRIMARY KEY, name TEXT, likes_jazz BOOLEAN, likes_opera BOOLEAN);
CREATE TABLE nation (nation_id TEXT PRIMARY KEY, nation_name TEXT);
CREATE TABLE band (band_id INTEGER PRIMARY KEY, name TEXT, nation_id TEXT REFERENCES nation(nation_id));
CREATE TABLE album (album_id INTEGER PRIMARY KEY, title TEXT, band_id INTEGER REFERENCES band(band_id));
CREATE TABLE show (show_id INTEGER PRIMARY KEY, title TEXT, genre TEXT, season TEXT, year INTEGER,
  album_id INTEGER REFERENCES album(album_id));
CREATE TABLE city (city_id INTEGER PRIMARY KEY, name TEXT, population INTEGER, lat REAL, gdp REAL);
CREATE TABLE driver (dID INTEGER PRIMARY KEY, FName TEXT, LName TEXT);
INSERT INTO city VALUES (1,'Bonn',330000,50.7,9),(2,'Ghent',260000,51.1,8);
INSERT INTO driver VALUES (1,'Kay','Moss'),(2,'Lou','Reed');
INSERT INTO listener VALUES (1,'Ann Lee',1,0),(2,'Bob Ray',0,1),(3,'Cid Fox',1,1);
INSERT INTO nation VALUES ('CA','Canada'),('DE','Germany');
INSERT INTO band VALUES (1,'Steel Anchor','CA'),(2,'The Quiet Sea','DE');
INSERT INTO album VALUES (1,'Steel Anchor',1),(2,'The Ghost of the Opera',2),(3,'Belong',2);
INSERT INTO show VALUES (1,'First Night','Jazz','Fall',2003,1),(2,'Last Night','Opera','Spring',2004,2),
  (3,'Late Night','Jazz','Fall',2004,3);
)";

class LinkingTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::filesystem::temp_directory_path() / ("sayquel-linking-test-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
    const std::string path = (folder_ / "music.sqlite").string();
    sqlite3* raw = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &raw), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(raw, kMusic, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(raw);
    const auto location = database::locate(path);
    ASSERT_TRUE(location);
    auto connection = database::open(*location);
    ASSERT_TRUE(connection);
    catalog::BuildOptions options;
    options.cache_folder = folder_ / "cache";
    options.database = path;
    auto built = catalog::build(**connection, options, Stop());
    ASSERT_TRUE(built);
    loaded_ = std::make_unique<catalog::Loaded>(std::move(*built));
    graph_ = std::make_unique<catalog::JoinGraph>(*loaded_->catalog);
    grounder_ = std::make_unique<grounding::Grounder>(*loaded_->catalog, *graph_, *loaded_->values);
  }
  static void TearDownTestSuite() {
    grounder_.reset();
    graph_.reset();
    loaded_.reset();
    std::filesystem::remove_all(folder_);
  }

  static std::string sql(const std::string& text, const std::string& before = {}) {
    grounding::Question question;
    question.text = text;
    question.today = grounding::make_date(2008, 6, 15);
    if (!before.empty()) question.before.push_back({before, ""});
    const auto grounding = grounder_->ground(question, Stop());
    if (!grounding) return grounding.error().message;
    const auto made = make_parser()->draft(question, *grounding, Stop());
    return made && !made->candidates.empty() ? made->candidates.front().sql : "";
  }

  static inline std::filesystem::path folder_;
  static inline std::unique_ptr<catalog::Loaded> loaded_;
  static inline std::unique_ptr<catalog::JoinGraph> graph_;
  static inline std::unique_ptr<grounding::Grounder> grounder_;
};

// What must stand in the query that is drafted first, and what must not.
struct Case {
  const char *question, *holds, *lacks;
};

TEST_F(LinkingTest, AFlagIsMeantWhereSomethingIsLikedAndAValueElsewhere) {
  const Case cases[] = {
      {"How many listeners enjoy jazz?", "likes_jazz", "'Jazz'"},
      {"Which listeners like both opera and jazz?", "likes_opera", "'Jazz'"},
      {"List the listeners who are fond of opera", "likes_opera", "'Opera'"},
      {"listeners who are into jazz", "likes_jazz", "'Jazz'"},
      {"How many jazz fans are there among the listeners?", "likes_jazz", "'Jazz'"},
      {"How many jazz shows are there?", "genre = 'Jazz'", "likes_"},
      {"Which shows are opera?", "genre = 'Opera'", "likes_"},
      {"I would like to see the opera shows", "genre = 'Opera'", "likes_"},
  };
  for (const Case& c : cases) {
    EXPECT_NE(sql(c.question).find(c.holds), std::string::npos) << c.question << "\n" << sql(c.question);
    EXPECT_EQ(sql(c.question).find(c.lacks), std::string::npos) << c.question << "\n" << sql(c.question);
  }
}

TEST_F(LinkingTest, AFollowUpSaysWhatElseIsLiked) {
  const std::string both = sql("and jazz too?", "How many listeners like opera?");
  EXPECT_NE(both.find("likes_jazz"), std::string::npos) << both;
  EXPECT_NE(both.find("likes_opera"), std::string::npos) << both;
  const std::string other = sql("what about jazz?", "How many listeners like opera?");
  EXPECT_NE(other.find("likes_jazz"), std::string::npos) << other;
  EXPECT_EQ(other.find("likes_opera"), std::string::npos) << other;
}

TEST_F(LinkingTest, ANameInPartIsTheLongerValueAndAVerbIsNone) {
  const Case cases[] = {
      {"Who made the Ghost of the Opera?", "'The Ghost of the Opera'", "genre"},
      {"Ghost of the Opera: which band is it?", "'The Ghost of the Opera'", "genre"},
      {"How many shows belong to the genre Jazz?", "genre = 'Jazz'", "'Belong'"},
      {"Which albums are by Steel Anchor?", "band.name = 'Steel Anchor'", "title = 'Steel Anchor'"},
      {"Which bands are from Canada?", "'Canada'", "'CA'"},
  };
  for (const Case& c : cases) {
    EXPECT_NE(sql(c.question).find(c.holds), std::string::npos) << c.question << "\n" << sql(c.question);
    EXPECT_EQ(sql(c.question).find(c.lacks), std::string::npos) << c.question << "\n" << sql(c.question);
  }
}

TEST_F(LinkingTest, AWordThatPeopleSayFindsTheOneThatTheSchemaHas) {
  const Case cases[] = {
      {"How many towns are there?", "FROM city", "band"},  // learned from questions
      {"What are the populace and latitude of Bonn?", "SELECT population, lat FROM city", "COUNT"},
      {"List the first names of the drivers", "SELECT FName FROM driver", "LName"},
      {"List the surnames of the drivers", "SELECT LName FROM driver", "FName"},
      {"List the family names of the drivers", "SELECT LName FROM driver", "FName"},
      {"Which city has the highest gross domestic product?", "ORDER BY gdp DESC", "population"},
      {"What is the id of the driver with last name Moss?", "SELECT dID FROM driver", "city"},
  };
  for (const Case& c : cases) {
    EXPECT_NE(sql(c.question).find(c.holds), std::string::npos) << c.question << "\n" << sql(c.question);
    EXPECT_EQ(sql(c.question).find(c.lacks), std::string::npos) << c.question << "\n" << sql(c.question);
  }
}

TEST_F(LinkingTest, ASeasonThatAColumnHoldsStandsBesideItsYear) {
  const std::string query = sql("How many shows were there in Fall 2003?");
  EXPECT_NE(query.find("season = 'Fall'"), std::string::npos) << query;
  EXPECT_NE(query.find("year = 2003"), std::string::npos) << query;
}

}  // namespace
}  // namespace sayquel::draft

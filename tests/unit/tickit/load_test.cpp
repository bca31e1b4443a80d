#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>

#include "inspect.h"
#include "tickit/tickit.h"

namespace sayquel::tickit {
namespace {

namespace fs = std::filesystem;

class TickitLoad : public testing::Test {
 protected:
  TickitLoad() { fs::create_directory(source_); }
  void write(const SmallFiles& files) const { write_files(source_, files); }
  Scratch scratch_;
  fs::path source_ = scratch_ / "source";
  fs::path output_ = scratch_ / "t.sqlite";
};

TEST_F(TickitLoad, ReadsWhatTheFilesSay) {
  write(small_files());
  const auto summary = load(source_, output_, {});
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->rows, 10u);
  EXPECT_EQ(query(output_, "SELECT * FROM users ORDER BY userid"),
            "1|ABC12DEF|Ada|Byron|San Diego|CA|ada@example.com|(619) 555-0100|1|0|NULL|1|NULL|0|1|NULL|0|1\n"
            "2|GHI34JKL|Max|M\xC3\xBCller|Boston|MA|max@example.com|(617) 555-0101|"
            "NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL");
  EXPECT_EQ(query(output_, "SELECT * FROM venue ORDER BY venueid"),
            "1|Royce Hall|Los Angeles|CA|1800\n2|Grand Hotel|Las Vegas|NV|NULL");
  EXPECT_EQ(query(output_, "SELECT * FROM sales"), "1|1|1|2|1|1875|4|728|109.2|2008-02-18 02:36:48");
}

TEST_F(TickitLoad, TakesPaddingForPadding) {
  write(small_files());
  ASSERT_TRUE(load(source_, output_, {}));
  EXPECT_EQ(query(output_, "SELECT day, LENGTH(day), month, LENGTH(month), qtr, LENGTH(qtr) FROM date ORDER BY dateid"),
            "TU|2|JAN|3|1|1\nMO|2|FEB|3|1|1");
}

TEST_F(TickitLoad, GivesBothFormatsTheSame) {
  write(small_files());
  ASSERT_TRUE(load(source_, output_, {}));
  ASSERT_TRUE(load(source_, scratch_ / "t.duckdb", {}));
  EXPECT_EQ(query(scratch_ / "t.duckdb", "SELECT * FROM listing"), "1|1|1|1827|10|182|1820|2008-01-01 06:43:29");
  EXPECT_EQ(query(scratch_ / "t.duckdb", "SELECT * FROM event"), query(output_, "SELECT * FROM event"));
}

TEST_F(TickitLoad, NamesEveryFileThatIsMissing) {
  auto files = small_files();
  files.erase("venue_pipe.txt");
  files.erase("sales_tab.txt");
  write(files);
  const auto lacking = load(source_, output_, {});
  ASSERT_FALSE(lacking);
  EXPECT_EQ(lacking.error().code, ErrorCode::NotFound);
  EXPECT_NE(lacking.error().message.find("venue_pipe.txt, sales_tab.txt"), std::string::npos)
      << lacking.error().message;
  EXPECT_FALSE(lacking.error().hint.empty());
  const auto nowhere = load(scratch_ / "nowhere", output_, {});
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().code, ErrorCode::NotFound);
}

TEST_F(TickitLoad, TellsEveryLineThatDoesNotFitAndLoadsNothing) {
  auto files = small_files();
  files["venue_pipe.txt"] = "1|Royce Hall|Los Angeles|CA|many\n2|Hall|LA\n3|Hall|Los Angeles|CAL|1\n";
  files["sales_tab.txt"] += "2\t1\t1\t2\t1\t1875\t4\t728.00\t109.20\t18/2/2008 02:36:48\n";
  write(files);
  const auto broken = load(source_, output_, {});
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, ErrorCode::BadInput);
  EXPECT_EQ(broken.error().message,
            "4 lines do not fit, and nothing was loaded:\n"
            "venue_pipe.txt:1: venueseats: 'many' is no whole number\n"
            "venue_pipe.txt:2: 3 fields, where 5 belong\n"
            "venue_pipe.txt:3: venuestate: 'CAL' has 3 characters, where 2 fit\n"
            "sales_tab.txt:2: saletime: '18/2/2008 02:36:48' is no date and time");
  EXPECT_EQ(scratch_.files(), 1u);  // the source alone
}

TEST_F(TickitLoad, TellsTheFirstTwentyOfMany) {
  auto files = small_files();
  for (int i = 0; i < 100; ++i) files["category_pipe.txt"] += "x|Shows|Opera|\n";
  files["venue_pipe.txt"] = "";
  write(files);
  const auto broken = load(source_, output_, {});
  ASSERT_FALSE(broken);
  const std::string& message = broken.error().message;
  EXPECT_EQ(message.find("101 lines do not fit"), 0u) << message;
  EXPECT_NE(message.find("venue_pipe.txt:1: the file is empty"), std::string::npos) << message;
  EXPECT_NE(message.find("category_pipe.txt:20:"), std::string::npos) << message;
  EXPECT_EQ(message.find("category_pipe.txt:21:"), std::string::npos) << message;
  EXPECT_NE(message.find("and 81 more"), std::string::npos) << message;
}

TEST_F(TickitLoad, StopsWhenAsked) {
  write(small_files());
  const CancelToken token;
  token.cancel();
  const auto cancelled = load(source_, output_, {.overwrite = false, .progress = {}, .stop = Stop(token)});
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().code, ErrorCode::Cancelled);
  EXPECT_EQ(scratch_.files(), 1u);
}

TEST_F(TickitLoad, ReadsTheGenuineFiles) {
  const char* data = std::getenv("SAYQUEL_DATA");
  if (!data) GTEST_SKIP() << "SAYQUEL_DATA is not set";
  write(small_files());
  for (const char* name : {"venue_pipe.txt", "category_pipe.txt", "date2008_pipe.txt", "allevents_pipe.txt"}) {
    fs::copy_file(fs::path(data) / "tickit" / name, source_ / name, fs::copy_options::overwrite_existing);
  }
  const auto summary = load(source_, output_, {});
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(query(output_,
                  "SELECT (SELECT COUNT(*) FROM venue), (SELECT COUNT(*) FROM category), "
                  "(SELECT COUNT(*) FROM date), (SELECT COUNT(*) FROM event)"),
            "202|11|365|8798");
  EXPECT_EQ(query(output_, "SELECT COUNT(*) FROM venue WHERE venueseats IS NULL"), "15");
  EXPECT_EQ(query(output_, "SELECT venuecity, venuestate FROM venue WHERE venuename = 'Royce Hall'"), "Los Angeles|CA");
  EXPECT_EQ(query(output_, "SELECT COUNT(DISTINCT venueid) FROM event WHERE eventname = 'Macbeth'"), "41");
  EXPECT_EQ(query(output_, "SELECT * FROM date WHERE caldate = '2008-12-25'"), "2185|2008-12-25|TH|52|DEC|4|2008|1");
}

}  // namespace
}  // namespace sayquel::tickit

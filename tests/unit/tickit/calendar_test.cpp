#include "tickit/calendar.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "base/text.h"

namespace sayquel::tickit {
namespace {

TEST(TickitCalendar, HasTheDaysOf2008WithoutThe29thOfFebruary) {
  const Calendar calendar;
  ASSERT_EQ(calendar.days().size(), 365u);
  EXPECT_EQ(to_text(calendar.days().front().date), "2008-01-01");
  EXPECT_EQ(to_text(calendar.days().back().date), "2008-12-31");
  EXPECT_EQ(calendar.days().front().dateid, 1827);
  EXPECT_EQ(calendar.days().back().dateid, 2191);
  EXPECT_FALSE(calendar.holds(Date{static_cast<std::int32_t>(leap_day_begin().microseconds / kDay)}));
  EXPECT_FALSE(calendar.holds(Date{calendar.days().front().date.days - 1}));
  EXPECT_FALSE(calendar.holds(Date{calendar.days().back().date.days + 1}));
  for (const Day& day : calendar.days()) {
    EXPECT_TRUE(calendar.holds(day.date));
    EXPECT_EQ(calendar.day(day.date).dateid, day.dateid);
  }
}

// The genuine table, but for the day codes of January and February and the weeks that go by them: those count as if the
// year began on a Wednesday. One Friday of October is in its table's next week already.
TEST(TickitCalendar, IsTheGenuineOneFromMarchOn) {
  const char* data = std::getenv("SAYQUEL_DATA");
  if (!data) GTEST_SKIP() << "SAYQUEL_DATA is not set";
  std::ifstream genuine(std::string(data) + "/tickit/date2008_pipe.txt");
  ASSERT_TRUE(genuine);
  const Calendar calendar;
  std::string line;
  for (const Day& day : calendar.days()) {
    ASSERT_TRUE(std::getline(genuine, line));
    const auto fields = base::split(base::trim(line), '|');
    ASSERT_EQ(fields.size(), 8u);
    EXPECT_EQ(fields[0], std::to_string(day.dateid));
    EXPECT_EQ(fields[1], to_text(day.date));
    EXPECT_EQ(fields[4], day.month) << line;
    EXPECT_EQ(fields[5], day.quarter) << line;
    EXPECT_EQ(fields[7], day.holiday ? "TRUE" : "FALSE") << line;
    if (day.month_number < 3) continue;
    EXPECT_EQ(fields[2], day.code) << line;
    if (fields[1] == "2008-10-31") continue;
    EXPECT_EQ(fields[3], std::to_string(day.week)) << line;
  }
}

}  // namespace
}  // namespace sayquel::tickit

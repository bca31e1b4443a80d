#include "grounding/periods.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/text.h"

namespace sayquel::grounding {
namespace {

// Sunday 2008-06-15 is today.
std::string shown(const char* question) {
  std::vector<std::string> parts;
  for (const PeriodMention& mention : find_periods(tokenize(question).list, make_date(2008, 6, 15))) {
    const Period& period = mention.period;
    std::string text;
    if (period.from || period.to)
      text = (period.from ? to_text(*period.from) : "") + ".." + (period.to ? to_text(*period.to) : "");
    if (period.month) text += fmt::format("m{}", period.month);
    if (period.month_to) text += fmt::format("-{}", period.month_to);
    if (period.day) text += fmt::format("d{}", period.day);
    if (period.quarter) text += fmt::format("q{}", period.quarter);
    for (int day : period.weekdays) text += fmt::format("w{}", day);
    if (period.hour_from >= 0) text += fmt::format("h{}-{}", period.hour_from, period.hour_to);
    parts.push_back(text);
  }
  return base::join(parts, " ");
}

TEST(FindPeriods, ReadsDatesAsPeopleSayThem) {
  const struct {
    const char *question, *periods;
  } cases[] = {
      {"sales on January 5, 2008", "2008-01-05..2008-01-06"},
      {"sales on 5 January 2008", "2008-01-05..2008-01-06"},
      {"on the 5th of January 2008", "2008-01-05..2008-01-06"},
      {"on 2008-01-05", "2008-01-05..2008-01-06"},
      {"on 1/5/2008", "2008-01-05..2008-01-06"},
      {"on 25/12/2008", "2008-12-25..2008-12-26"},
      {"in March 2008", "2008-03-01..2008-04-01"},
      {"in march", "m3"},
      {"the march to victory", ""},
      {"may I see it", ""},
      {"in May", "m5"},
      {"on July 4th", "m7d4"},
      {"in 2008", "2008-01-01..2009-01-01"},
      {"since 2008", "2008-01-01.."},
      {"after 2008", "2009-01-01.."},
      {"before 2008", "..2008-01-01"},
      {"until June 2008", "..2008-07-01"},
      {"between January and March 2008", "2008-01-01..2008-04-01"},
      {"from June to August", "m6-8"},
      {"between 2005 and 2007", "2005-01-01..2008-01-01"},
      {"between January 5, 2008 and February 1, 2008", "2008-01-05..2008-02-02"},
      {"in Q1 2008", "2008-01-01..2008-04-01"},
      {"in the second quarter of 2008", "2008-04-01..2008-07-01"},
      {"in the third quarter", "q3"},
      {"in the first half of 2008", "2008-01-01..2008-07-01"},
      {"in the summer of 2008", "2008-06-01..2008-09-01"},
      {"during the 1990s", "1990-01-01..2000-01-01"},
      {"on weekends", "w0w6"},
      {"on Mondays", "w1"},
      {"in the evening", "h17-21"},
      {"today", "2008-06-15..2008-06-16"},
      {"this month", "2008-06-01..2008-07-01"},
      {"last month", "2008-05-01..2008-06-01"},
      {"this month against the last month", "2008-06-01..2008-07-01 2008-05-01..2008-06-01"},
      {"last week", "2008-06-02..2008-06-09"},
      {"last quarter", "2008-01-01..2008-04-01"},
      {"last year", "2007-01-01..2008-01-01"},
      {"in the last 7 days", "2008-06-09..2008-06-16"},
      {"the past three months", "2008-03-16..2008-06-16"},
      {"in December of last year", "m12 2007-01-01..2008-01-01"},
  };
  for (const auto& c : cases) EXPECT_EQ(shown(c.question), c.periods) << c.question;
}

TEST(Calendar, CountsDaysBothWays) {
  for (int days = -200'000; days < 200'000; days += 137) {
    int year, month, day;
    split_date(Date{days}, year, month, day);
    EXPECT_EQ(make_date(year, month, day).days, days);
  }
  EXPECT_EQ(days_in_month(2008, 2), 29);
  EXPECT_EQ(days_in_month(1900, 2), 28);
}

}  // namespace
}  // namespace sayquel::grounding

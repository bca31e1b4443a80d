#include <gtest/gtest.h>

#include "base/text.h"
#include "grounding/knowledge/knowledge.h"
#include "grounding/knowledge/tables.h"

namespace sayquel::knowledge {
namespace {

TEST(Month, NamesAndAbbreviations) {
  EXPECT_EQ(month("january"), 1);
  EXPECT_EQ(month("jan"), 1);
  EXPECT_EQ(month("may"), 5);
  EXPECT_EQ(month("sep"), 9);
  EXPECT_EQ(month("sept"), 9);
  EXPECT_EQ(month("december"), 12);
  for (const std::string_view word : {"", "ja", "janu", "septe", "decembers", "ma", "jann"}) {
    EXPECT_EQ(month(word), std::nullopt) << word;
  }
  for (int number = 1; number <= 12; ++number) EXPECT_EQ(month(base::fold(month_name(number))), number);
}

TEST(Weekday, NamesAbbreviationsAndPlurals) {
  EXPECT_EQ(weekday("monday"), 1);
  EXPECT_EQ(weekday("mondays"), 1);
  EXPECT_EQ(weekday("tues"), 2);
  EXPECT_EQ(weekday("thurs"), 4);
  EXPECT_EQ(weekday("sun"), 7);
  for (const std::string_view word : {"", "day", "days", "mond", "weekday"}) {
    EXPECT_EQ(weekday(word), std::nullopt) << word;
  }
  for (int number = 1; number <= 7; ++number) EXPECT_EQ(weekday(base::fold(weekday_name(number))), number);
}

struct HolidayCase {
  std::string_view words;
  int year;
  std::string_view date;
};

TEST(Holiday, FallsOnItsDate) {
  constexpr HolidayCase kCases[] = {
      {"thanksgiving", 2008, "2008-11-27"},     {"thanksgiving day", 2023, "2023-11-23"},
      {"black friday", 2008, "2008-11-28"},     {"cyber monday", 2008, "2008-12-01"},
      {"christmas", 2008, "2008-12-25"},        {"christmas eve", 2008, "2008-12-24"},
      {"new years day", 2009, "2009-01-01"},    {"new years eve", 2008, "2008-12-31"},
      {"independence day", 2008, "2008-07-04"}, {"4th of july", 2024, "2024-07-04"},
      {"labor day", 2008, "2008-09-01"},        {"labor day", 2024, "2024-09-02"},
      {"memorial day", 2008, "2008-05-26"},     {"memorial day", 2021, "2021-05-31"},
      {"valentines day", 2008, "2008-02-14"},   {"halloween", 2008, "2008-10-31"},
      {"mlk day", 2008, "2008-01-21"},          {"presidents day", 2008, "2008-02-18"},
      {"veterans day", 2008, "2008-11-11"},     {"columbus day", 2008, "2008-10-13"},
      {"election day", 2008, "2008-11-04"},     {"election day", 2022, "2022-11-08"},
      {"mothers day", 2008, "2008-05-11"},      {"fathers day", 2008, "2008-06-15"},
      {"easter", 2008, "2008-03-23"},           {"easter sunday", 2024, "2024-03-31"},
      {"easter", 2038, "2038-04-25"},           {"easter", 1818, "1818-03-22"},
      {"good friday", 2024, "2024-03-29"},      {"mardi gras", 2024, "2024-02-13"},
  };
  for (const auto& [words, year, date] : kCases) {
    const auto found = holiday(words, year);
    ASSERT_TRUE(found) << words;
    EXPECT_EQ(to_text(*found), date) << words << " " << year;
  }
}

TEST(Holiday, NoneIsNone) {
  EXPECT_EQ(holiday("birthday", 2008), std::nullopt);
  EXPECT_EQ(holiday("", 2008), std::nullopt);
}

TEST(Holiday, EveryAliasIsFoldedAndItsOwn) {
  for (const Holiday& each : all_holidays()) {
    for_each_listed(each.aliases, [&](std::string_view alias) {
      EXPECT_EQ(base::fold(alias), alias);
      EXPECT_EQ(holiday(alias), &each) << alias;
    });
  }
}

TEST(NthWeekday, CountsFromEitherEnd) {
  EXPECT_EQ(to_text(nth_weekday(2024, 2, 4, 1)), "2024-02-01");
  EXPECT_EQ(to_text(nth_weekday(2024, 2, 4, 5)), "2024-02-29");
  EXPECT_EQ(to_text(nth_weekday(2024, 2, 4, -1)), "2024-02-29");
  EXPECT_EQ(to_text(nth_weekday(2024, 2, 5, -2)), "2024-02-16");
}

TEST(Easter, IsASundayBetweenItsBounds) {
  for (int year = 1600; year <= 2400; ++year) {
    const Date date = easter(year);
    EXPECT_EQ(weekday_of(date), 7) << year;
    EXPECT_GE(date.days, date_of(year, 3, 22).days);
    EXPECT_LE(date.days, date_of(year, 4, 25).days);
  }
}

}  // namespace
}  // namespace sayquel::knowledge

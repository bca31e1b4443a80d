#include "answer/wording/numbers.h"

#include <gtest/gtest.h>

#include <cmath>

namespace sayquel::answer {
namespace {

Value date(int year, unsigned month, unsigned day) {
  const std::chrono::sys_days days{std::chrono::year(year) / month / day};
  return Date{static_cast<std::int32_t>(days.time_since_epoch().count())};
}

TEST(Say, WritesValuesAsAReaderExpects) {
  const ValueFormat plain, money{Unit::Money, ""}, dollars{Unit::Money, "$"}, percent{Unit::Percent, ""},
      share{Unit::Share, ""};
  const struct {
    Value value;
    ValueFormat format;
    const char* text;
    bool rounded;
  } cases[] = {
      {std::int64_t{1234567}, plain, "1,234,567", false},
      {std::int64_t{-1000}, plain, "-1,000", false},
      {std::int64_t{999}, plain, "999", false},
      {std::int64_t{2008}, {Unit::Year, ""}, "2008", false},
      {std::int64_t{92101}, {Unit::Identifier, ""}, "92101", false},
      {std::int64_t{1}, {Unit::MonthNumber, ""}, "January", false},
      {std::int64_t{0}, {Unit::Weekday, ""}, "Sunday", false},
      {std::int64_t{7}, {Unit::IsoWeekday, ""}, "Sunday", false},
      {std::int64_t{13}, {Unit::MonthNumber, ""}, "13", false},
      {std::string("01"), {Unit::MonthNumber, ""}, "January", false},
      {Decimal{"12345.00"}, money, "12,345.00", false},
      {Decimal{"12345.00"}, dollars, "$12,345.00", false},
      {Decimal{"-5.5"}, dollars, "-$5.50", false},
      {Decimal{"27.4358974"}, money, "27.44", true},
      {Decimal{"12.50"}, plain, "12.5", false},
      {Decimal{"123456789012345678901234567890"}, plain, "123,456,789,012,345,678,901,234,567,890", false},
      {1234.1000000000001, money, "1,234.10", false},
      {2.0 / 3, plain, "0.667", true},
      {0.001234, plain, "0.00123", true},
      {1e300, plain, "1e+300", false},
      {3.0, plain, "3", false},
      {3.0, money, "3.00", false},
      {12.5, percent, "12.5%", false},
      {0.125, share, "12.5%", false},
      {Decimal{"1"}, share, "100%", false},
      {1.0 / 3, share, "33.33%", true},
      {true, plain, "yes", false},
      {Null{}, plain, "unknown", false},
      {std::string("San Diego   "), plain, "San Diego", false},
      {std::string(), plain, "(empty)", false},
      {std::string("2008-01-05"), plain, "January 5, 2008", false},
      {std::string("2008-13-05"), plain, "2008-13-05", false},
      {std::string("2008-01-05 14:30:00"), plain, "January 5, 2008 at 14:30", false},
      {date(2008, 1, 5), plain, "January 5, 2008", false},
      {date(2008, 1, 1), {Unit::MonthStart, ""}, "January 2008", false},
      {date(2008, 4, 1), {Unit::QuarterStart, ""}, "Q2 2008", false},
      {date(2008, 1, 1), {Unit::YearStart, ""}, "2008", false},
      {Timestamp{1'199'543'400'000'000}, plain, "January 5, 2008 at 14:30", false},
      {Timestamp{1'199'491'200'000'000}, plain, "January 5, 2008", false},
      {Time{52'200'000'000}, plain, "14:30:00", false},
  };
  for (const auto& c : cases) {
    const Said said = say(c.value, c.format);
    EXPECT_EQ(said.text, c.text);
    EXPECT_EQ(said.rounded, c.rounded) << c.text;
  }
}

TEST(Say, NeverLetsAValueControlTheTerminal) {
  EXPECT_EQ(say(Value{std::string("a\x1b[31mb\nc\td")}).text, "a\xEF\xBF\xBD[31mb c d");
  EXPECT_EQ(say(Value{std::string("abc\xE2\x80\xAE"
                                  "def")})
                .text,
            "abc\xEF\xBF\xBD"
            "def");
  EXPECT_EQ(say(Value{std::string(500, 'x')}).text, std::string(120, 'x') + "\xE2\x80\xA6");
}

TEST(RoundDecimal, RoundsHalfAwayFromZero) {
  const struct {
    const char* digits;
    int places;
    const char* rounded;
  } cases[] = {{"2.345", 2, "2.35"}, {"-2.345", 2, "-2.35"}, {"2.344", 2, "2.34"},  {"9.999", 2, "10.00"},
               {"0.5", 0, "1"},      {"5", 2, "5.00"},       {"-0.001", 2, "0.00"}, {"999.5", 0, "1000"},
               {".5", 1, "0.5"},     {"1e5", 2, "1e5"}};
  for (const auto& c : cases) EXPECT_EQ(round_decimal(c.digits, c.places), c.rounded) << c.digits;
}

TEST(NormalDecimal, IsTheSameForEqualNumbers) {
  const struct {
    const char *digits, *normal;
  } cases[] = {{"-012.50", "-12.5"}, {"-0.0", "0"}, {"5.", "5"}, {"+7", "7"}, {"0", "0"}, {"000", "0"}};
  for (const auto& c : cases) EXPECT_EQ(normal_decimal(c.digits), c.normal) << c.digits;
}

TEST(PlainDigits, HasNoExponent) {
  EXPECT_EQ(plain_digits(0.00001), "0.00001");
  EXPECT_EQ(plain_digits(1e16), "10000000000000000");
  EXPECT_EQ(plain_digits(std::nan("")), "");
}

TEST(Ordinal, KnowsTheTeens) {
  const struct {
    std::uint64_t number;
    const char* text;
  } cases[] = {{1, "1st"},   {2, "2nd"},   {3, "3rd"},     {4, "4th"},       {11, "11th"},
               {12, "12th"}, {21, "21st"}, {113, "113th"}, {1000, "1,000th"}};
  for (const auto& c : cases) EXPECT_EQ(ordinal(c.number), c.text);
}

}  // namespace
}  // namespace sayquel::answer

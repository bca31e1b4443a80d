// Values as an English reader expects them: thousands in groups, money with two decimals, dates with the month's name.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "sayquel/value.h"

namespace sayquel::answer {

// What a number or a date counts, found from its column's name, type and expression (naming.h, unit_of()).
enum class Unit {
  Plain,
  Money,       // two decimals; a currency sign only where the column says which
  Percent,     // 12.5 means 12.5%
  Share,       // 0.125 means 12.5%
  Identifier,  // digits as they are: keys, codes, postcodes
  Year,
  MonthNumber,  // 1 January
  Weekday,      // 0 Sunday
  IsoWeekday,   // 1 Monday, 7 Sunday
  MonthStart,   // a date that stands for its month, quarter or year
  QuarterStart,
  YearStart,
};

struct ValueFormat {
  Unit unit = Unit::Plain;
  std::string currency;  // "$"; empty: not known
};

struct Said {
  std::string text;
  bool rounded = false;  // digits were left out that change the value
};

// Never empty: NULL is "unknown", an empty text "(empty)". Text is made printable and put on one line.
Said say(const Value& value, const ValueFormat& format = {});

// "1,234,567.50": digits grouped; anything that is not a plain decimal number comes back unchanged.
std::string group_thousands(std::string_view digits);
// Rounds half away from zero: ("2.345", 2) gives "2.35"; fewer digits are filled with zeros.
std::string round_decimal(std::string_view digits, int places);
// Plain digits of a double without an exponent; empty where it is not finite or beyond 1e18.
std::string plain_digits(double value);
// The value as a double, where it is a number (text never is).
std::optional<double> as_number(const Value& value);
// A plain decimal in its shortest exact form, to compare: "-012.50" gives "-12.5", "-0.0" gives "0".
std::string normal_decimal(std::string_view digits);

// A point in the calendar, from a Date, a Timestamp or text in ISO form (what SQLite holds for a date).
struct Moment {
  std::chrono::year_month_day day;
  std::optional<std::int64_t> microseconds;  // since midnight, where there is a time of day
};
std::optional<Moment> as_moment(const Value& value);
std::string_view month_name(unsigned month);            // 1..12
std::string say_date(std::chrono::year_month_day day);  // "January 5, 2008"
std::string ordinal(std::uint64_t number);              // "5th"
std::string count_of(std::uint64_t number);             // "12,345"

// Text on one line, safe in a sentence: printable, no direction overrides, white space collapsed, trimmed, cut at
// `longest` code points with an ellipsis.
std::string one_line(std::string_view text, std::size_t longest = 120);

}  // namespace sayquel::answer

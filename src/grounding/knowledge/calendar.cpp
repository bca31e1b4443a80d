// Months, weekdays and dates of the Gregorian calendar (ISO 8601), with the abbreviations that American English uses.
#include <array>
#include <cassert>
#include <chrono>

#include "grounding/knowledge/knowledge.h"

namespace sayquel::knowledge {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> kWeekdays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                       "Friday", "Saturday", "Sunday"};

// The word is the folded name, or at least its first three letters: "sep", "sept", "tues", "thur". Fewer letters name
// nothing, and "janu" is nobody's abbreviation.
bool abbreviates(std::string_view word, std::string_view name) {
  if (word.size() < 3 || word.size() > name.size()) return false;
  if (word.size() > 5 && word.size() < name.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char lower = name[i] >= 'A' && name[i] <= 'Z' ? static_cast<char>(name[i] - 'A' + 'a') : name[i];
    if (word[i] != lower) return false;
  }
  if (word.size() == 3 || word.size() == name.size()) return true;
  return word == "sept" || word == "tues" || word == "thur" || word == "thurs";
}

}  // namespace

std::optional<int> month(std::string_view word) {
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (abbreviates(word, kMonths[i])) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

std::optional<int> weekday(std::string_view word) {
  const bool plural = word.ends_with("days");
  const std::string_view single = plural ? word.substr(0, word.size() - 1) : word;
  for (std::size_t i = 0; i < kWeekdays.size(); ++i) {
    if (abbreviates(single, kWeekdays[i])) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

std::string_view month_name(int month) {
  assert(month >= 1 && month <= 12);
  return kMonths[static_cast<std::size_t>(month - 1)];
}

std::string_view weekday_name(int weekday) {
  assert(weekday >= 1 && weekday <= 7);
  return kWeekdays[static_cast<std::size_t>(weekday - 1)];
}

Date date_of(int year, int month, int day) {
  const auto date = sys_days(std::chrono::year(year) / month / day);
  return {static_cast<std::int32_t>(date.time_since_epoch().count())};
}

int weekday_of(Date date) { return static_cast<int>(std::chrono::weekday(sys_days(days(date.days))).iso_encoding()); }

Date nth_weekday(int year, int month, int weekday, int n) {
  assert(n != 0);
  if (n > 0) {
    const Date first = date_of(year, month, 1);
    return {first.days + (weekday - weekday_of(first) + 7) % 7 + 7 * (n - 1)};
  }
  const auto end = sys_days(std::chrono::year(year) / month / std::chrono::last);
  const Date last = {static_cast<std::int32_t>(end.time_since_epoch().count())};
  return {last.days - (weekday_of(last) - weekday + 7) % 7 + 7 * (n + 1)};
}

// Anonymous Gregorian computus (Nature, 20 April 1876), as in Meeus, Astronomical Algorithms, chapter 8.
Date easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  return date_of(year, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
}

}  // namespace sayquel::knowledge

#include "tickit/calendar.h"

#include <algorithm>
#include <chrono>

namespace sayquel::tickit {
namespace {

using std::chrono::sys_days;

constexpr std::array<std::string_view, 7> kCodes{"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
constexpr std::array<std::string_view, 12> kMonths{"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                   "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr std::array<std::string_view, 4> kQuarters{"1", "2", "3", "4"};
constexpr std::int64_t kFirstDateId = 1827;

constexpr int days_since_epoch(unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year{2008}, std::chrono::month{month}, std::chrono::day{day}};
  return sys_days(date).time_since_epoch().count();
}
constexpr int kBegin = days_since_epoch(1, 1);
constexpr int kLeapDay = days_since_epoch(2, 29);
constexpr int kEnd = days_since_epoch(12, 31) + 1;

constexpr std::array kHolidays{days_since_epoch(1, 1),  days_since_epoch(5, 26),  days_since_epoch(7, 4),
                               days_since_epoch(9, 1),  days_since_epoch(11, 27), days_since_epoch(12, 25),
                               days_since_epoch(12, 26)};

}  // namespace

Calendar::Calendar() {
  for (int day = kBegin; day < kEnd; ++day) {
    if (day == kLeapDay) continue;
    const std::chrono::year_month_day civil{sys_days{std::chrono::days{day}}};
    const auto month = static_cast<unsigned>(civil.month());
    const int weekday = (day + 3) % 7;  // day 0, 1970-01-01, was a Thursday
    const std::int64_t week =
        (day - kBegin + 3) / 7 + 1;  // 2008 began on a Tuesday, three days into a week from Saturday
    days_.push_back({.dateid = kFirstDateId + static_cast<std::int64_t>(days_.size()),
                     .date = Date{day},
                     .weekday = weekday,
                     .code = kCodes[static_cast<std::size_t>(weekday)],
                     .week = week,
                     .month_number = static_cast<int>(month),
                     .month = kMonths[month - 1],
                     .quarter = kQuarters[(month - 1) / 3],
                     .holiday = std::find(kHolidays.begin(), kHolidays.end(), day) != kHolidays.end()});
  }
}

int Calendar::place(Date date) const {
  if (date.days < kBegin || date.days >= kEnd || date.days == kLeapDay) return -1;
  return date.days - kBegin - (date.days > kLeapDay);
}

Timestamp year_begin() { return {kBegin * kDay}; }
Timestamp year_end() { return {kEnd * kDay}; }
Timestamp leap_day_begin() { return {kLeapDay * kDay}; }

}  // namespace sayquel::tickit

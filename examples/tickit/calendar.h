// The days of TICKIT's year, as its date table lists them.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "sayquel/value.h"

namespace sayquel::tickit {

inline constexpr std::int64_t kMinute = 60'000'000;  // microseconds
inline constexpr std::int64_t kHour = 60 * kMinute;
inline constexpr std::int64_t kDay = 24 * kHour;

struct Day {
  std::int64_t dateid;
  Date date;
  int weekday;               // 0: Monday
  std::string_view code;     // "MO"
  std::int64_t week;         // from 1, begins on Saturday
  int month_number;          // from 1
  std::string_view month;    // "JAN"
  std::string_view quarter;  // "1"
  bool holiday;
};

// The 365 rows of 2008. The original leaves out 29 February, so nothing may happen on that day; its day codes of
// January and February are one day late for it (1 January, a Tuesday, is called WE), which is not repeated here. The
// seven holidays are the original's.
class Calendar {
 public:
  Calendar();
  std::span<const Day> days() const { return days_; }
  // False for 29 February and for days of other years.
  bool holds(Date date) const { return place(date) >= 0; }
  // The day must be held.
  const Day& day(Date date) const { return days_[static_cast<std::size_t>(place(date))]; }
  const Day& day(Timestamp time) const { return day(Date{static_cast<std::int32_t>(time.microseconds / kDay)}); }

 private:
  int place(Date date) const;
  std::vector<Day> days_;
};

// Midnight at which 2008 began, and 2009.
Timestamp year_begin();
Timestamp year_end();
Timestamp leap_day_begin();  // of 29 February

}  // namespace sayquel::tickit

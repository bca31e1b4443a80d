// Dates and periods as people say them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "grounding/tokens.h"
#include "sayquel/value.h"

namespace sayquel::grounding {

enum class Grain { Day, Week, Month, Quarter, Year };

// A stretch of days, or one that comes again. [from, to) where both are set; one of them alone is open to a side.
// Without a year only the recurring fields are set: "in March" is month 3 of any year.
struct Period {
  std::optional<Date> from, to;
  int month = 0;                     // 1..12, recurring
  int month_to = 0;                  // "June to August": the last month, recurring
  int quarter = 0;                   // 1..4, recurring
  int day = 0;                       // of the recurring month
  std::vector<int> weekdays;         // 0 Sunday..6
  int hour_from = -1, hour_to = -1;  // [from, to) on the clock; from > to passes midnight
  Grain grain = Grain::Day;
  bool relative = false;  // counted from today
  std::string text;       // in words, to say back: "in March 2008"
};

struct PeriodMention {
  std::size_t begin = 0, end = 0;  // tokens [begin, end), a preposition before it included ("in 2008", "since May")
  Period period;
  bool bare_year = false;  // four digits alone: may be a plain number as well
  bool preposition = false;
};

// All period mentions, longest first at each place, none overlapping. `latest`, where known, is the year that a month
// and day without a year belong to when the data holds one year only; 0: unknown.
std::vector<PeriodMention> find_periods(const std::vector<Token>& tokens, Date today);

Date make_date(int year, int month, int day);  // proleptic Gregorian; day may run over the month's end
void split_date(Date date, int& year, int& month, int& day);
int days_in_month(int year, int month);

}  // namespace sayquel::grounding

// Days that Americans know by name: the federal holidays by 5 U.S.C. 6103, and customary days by common usage.
#include "grounding/knowledge/knowledge.h"
#include "grounding/knowledge/tables.h"

namespace sayquel::knowledge {
namespace {

constexpr int kMonday = 1, kTuesday = 2, kThursday = 4, kSunday = 7;

template <int month, int day>
Date fixed(int year) {
  return date_of(year, month, day);
}

// The n-th weekday of a month, and so many days after it.
template <int month, int weekday, int n, int after = 0>
Date floating(int year) {
  return {nth_weekday(year, month, weekday, n).days + after};
}

template <int after>
Date from_easter(int year) {
  return {easter(year).days + after};
}

constexpr Holiday kHolidays[] = {
    {"New Year's Day", "new years day;new years;new year;new year day", fixed<1, 1>},
    {"Martin Luther King Day", "martin luther king day;martin luther king jr day;mlk day", floating<1, kMonday, 3>},
    {"Groundhog Day", "groundhog day", fixed<2, 2>},
    {"Valentine's Day", "valentines day;valentines;valentine day;st valentines day", fixed<2, 14>},
    {"Presidents' Day", "presidents day;president day;washingtons birthday", floating<2, kMonday, 3>},
    {"St. Patrick's Day", "st patricks day;saint patricks day", fixed<3, 17>},
    {"April Fools' Day", "april fools day;april fools", fixed<4, 1>},
    {"Mardi Gras", "mardi gras;fat tuesday;shrove tuesday", from_easter<-47>},
    {"Ash Wednesday", "ash wednesday", from_easter<-46>},
    {"Palm Sunday", "palm sunday", from_easter<-7>},
    {"Good Friday", "good friday", from_easter<-2>},
    {"Easter", "easter;easter sunday;easter day", from_easter<0>},
    {"Easter Monday", "easter monday", from_easter<1>},
    {"Earth Day", "earth day", fixed<4, 22>},
    {"Cinco de Mayo", "cinco de mayo", fixed<5, 5>},
    {"Mother's Day", "mothers day", floating<5, kSunday, 2>},
    {"Memorial Day", "memorial day", floating<5, kMonday, -1>},
    {"Flag Day", "flag day", fixed<6, 14>},
    {"Juneteenth", "juneteenth", fixed<6, 19>},
    {"Father's Day", "fathers day", floating<6, kSunday, 3>},
    {"Independence Day", "independence day;4th of july;fourth of july;july 4th;july fourth", fixed<7, 4>},
    {"Labor Day", "labor day;labour day", floating<9, kMonday, 1>},
    {"Columbus Day", "columbus day;indigenous peoples day", floating<10, kMonday, 2>},
    {"Halloween", "halloween;all hallows eve", fixed<10, 31>},
    {"Election Day", "election day", floating<11, kMonday, 1, kTuesday - kMonday>},
    {"Veterans Day", "veterans day;armistice day", fixed<11, 11>},
    {"Thanksgiving", "thanksgiving;thanksgiving day", floating<11, kThursday, 4>},
    {"Black Friday", "black friday", floating<11, kThursday, 4, 1>},
    {"Cyber Monday", "cyber monday", floating<11, kThursday, 4, 4>},
    {"Christmas Eve", "christmas eve", fixed<12, 24>},
    {"Christmas", "christmas;christmas day;xmas;xmas day", fixed<12, 25>},
    {"Boxing Day", "boxing day", fixed<12, 26>},
    {"New Year's Eve", "new years eve;new year eve", fixed<12, 31>},
};

}  // namespace

std::span<const Holiday> all_holidays() { return kHolidays; }

const Holiday* holiday(std::string_view words) {
  for (const Holiday& holiday : kHolidays) {
    bool called_so = false;
    for_each_listed(holiday.aliases, [&](std::string_view alias) { called_so = called_so || alias == words; });
    if (called_so) return &holiday;
  }
  return nullptr;
}

std::optional<Date> holiday(std::string_view words, int year) {
  const Holiday* found = holiday(words);
  if (found == nullptr) return std::nullopt;
  return found->date(year);
}

}  // namespace sayquel::knowledge

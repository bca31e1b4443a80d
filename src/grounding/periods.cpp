#include "grounding/periods.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

#include "base/text.h"

namespace sayquel::grounding {
namespace {

constexpr std::array<const char*, 12> kMonths{"january", "february", "march",     "april",   "may",      "june",
                                              "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<const char*, 7> kWeekdays{"sunday",   "monday", "tuesday", "wednesday",
                                               "thursday", "friday", "saturday"};

std::string capital(std::string word) {
  if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

Date plus_days(Date date, int days) { return {date.days + days}; }
Date plus_months(Date date, int months) {
  int year, month, day;
  split_date(date, year, month, day);
  const int index = year * 12 + month - 1 + months;
  year = index / 12;
  month = index % 12 + 1;
  return make_date(year, month, std::min(day, days_in_month(year, month)));
}
int weekday(Date date) { return ((date.days + 4) % 7 + 7) % 7; }

Period stretch(Date from, Date to, Grain grain, std::string text) {
  Period period;
  period.from = from;
  period.to = to;
  period.grain = grain;
  period.text = std::move(text);
  return period;
}
Period year_period(int year) {
  return stretch(make_date(year, 1, 1), make_date(year + 1, 1, 1), Grain::Year, fmt::format("in {}", year));
}
Period month_period(int year, int month) {
  const Date from = make_date(year, month, 1);
  return stretch(from, plus_months(from, 1), Grain::Month, fmt::format("in {} {}", capital(kMonths[month - 1]), year));
}
Period day_period(Date date) {
  int year, month, day;
  split_date(date, year, month, day);
  return stretch(date, plus_days(date, 1), Grain::Day,
                 fmt::format("on {} {}, {}", capital(kMonths[month - 1]), day, year));
}
Period quarter_period(int year, int quarter) {
  const Date from = make_date(year, quarter * 3 - 2, 1);
  return stretch(from, plus_months(from, 3), Grain::Quarter, fmt::format("in quarter {} of {}", quarter, year));
}

struct Match {
  std::size_t end = 0;  // one past the last token; 0: no match
  Period period;
  bool bare_year = false;
  explicit operator bool() const { return end > 0; }
};

class Reader {
 public:
  Reader(const std::vector<Token>& tokens, Date today) : tokens_(tokens), today_(today) {}

  std::vector<PeriodMention> find() const {
    std::vector<PeriodMention> found;
    for (std::size_t i = 0; i < tokens_.size();) {
      Match best = range(i);
      if (best) {
        PeriodMention mention{i, best.end, std::move(best.period), best.bare_year, preposition(i)};
        found.push_back(std::move(mention));
        i = best.end;
      } else {
        ++i;
      }
    }
    return found;
  }

 private:
  const std::string& lower(std::size_t i) const {
    static const std::string none;
    return i < tokens_.size() && tokens_[i].kind != TokenKind::Quoted ? tokens_[i].lower : none;
  }
  bool is(std::size_t i, std::initializer_list<const char*> words) const {
    const std::string& word = lower(i);
    return std::any_of(words.begin(), words.end(), [&](const char* w) { return word == w; });
  }
  bool preposition(std::size_t i) const {
    return is(i, {"in", "on", "during", "within", "since", "after", "before", "from", "between", "until", "till", "for",
                  "through", "throughout", "over"});
  }
  bool number(std::size_t i, double low, double high) const {
    return i < tokens_.size() && tokens_[i].kind == TokenKind::Number && !tokens_[i].money && !tokens_[i].percent &&
           tokens_[i].number >= low && tokens_[i].number <= high &&
           tokens_[i].number == static_cast<int>(tokens_[i].number);
  }
  int value(std::size_t i) const { return static_cast<int>(tokens_[i].number); }
  bool year(std::size_t i) const { return number(i, 1000, 2200) && !tokens_[i].spelled && tokens_[i].text.size() == 4; }

  // 1..12, or 0. "may", "march" and the abbreviations are other words too: those need a capital letter.
  int month(std::size_t i) const {
    const std::string& word = lower(i);
    if (word.size() < 3 || tokens_[i].kind != TokenKind::Word) return 0;
    for (int m = 0; m < 12; ++m) {
      const std::string_view name = kMonths[m];
      if (word == name) {
        if ((m == 2 || m == 4) && !tokens_[i].capitalised && !(i > 0 && preposition(i - 1))) return 0;
        if (m == 4 && i == 0) return 0;
        return m + 1;
      }
      if ((word == name.substr(0, 3) || (m == 8 && word == "sept")) && word != "may" && tokens_[i].capitalised)
        return m + 1;
    }
    return 0;
  }
  int day_of_week(std::size_t i) const {
    std::string word = lower(i);
    if (word.size() > 4 && word.back() == 's') word.pop_back();
    for (int d = 0; d < 7; ++d)
      if (word == kWeekdays[d]) return d;
    return -1;
  }

  // "between A and B", "from A to B", "since A", "before A", "A to B", or one period with or without a preposition.
  Match range(std::size_t i) const {
    if (is(i, {"between"}) || is(i, {"from"})) {
      const std::size_t first = skip_the(i + 1);
      Match a = period(first);
      if (!a && is(i, {"between"})) a = years_short(first);
      if (a) {
        if (is(a.end, {"and", "to", "through", "until", "till", "-", "thru"}))
          if (Match b = period(skip_the(a.end + 1))) return combined(a, b);
        if (is(i, {"from"}) && is(a.end, {"on", "onwards", "onward"})) return open(a, true, false, a.end + 1);
        if (is(i, {"from"})) return a;
      }
      return {};
    }
    if (is(i, {"since", "after", "before", "until", "till"})) {
      if (Match a = period(skip_the(i + 1))) {
        const std::string& word = lower(i);
        return open(a, word == "since" || word == "after", word == "after" || word == "until" || word == "till", a.end);
      }
      return {};
    }
    if (is(i, {"prior"}) && is(i + 1, {"to"}))
      if (Match a = period(skip_the(i + 2))) return open(a, false, false, a.end);
    const std::size_t start = is(i, {"in", "on", "during", "within", "throughout", "over", "for", "through"})
                                  ? skip_the(i + 1)
                              : is(i, {"the"}) || (is(i, {"year"}) && year(i + 1)) ? i + 1
                                                                                   : i;
    Match a = period(start);
    if (!a) return {};
    if (is(a.end, {"to", "through", "until", "till", "-", "thru"}) && !a.bare_year)
      if (Match b = period(skip_the(a.end + 1))) return combined(a, b);
    if (is(a.end, {"to", "through", "-"}) && a.bare_year && year(a.end + 1))
      if (Match b = period(a.end + 1)) return combined(a, b);
    if (is(a.end, {"or", "and"}) && is(a.end + 1, {"later", "after", "afterwards"}))
      return open(a, true, false, a.end + 2);
    if (is(a.end, {"or", "and"}) && is(a.end + 1, {"earlier", "before"})) return open(a, false, true, a.end + 2);
    if (start != i) a.bare_year = a.bare_year && !is(i, {"in", "during", "within", "throughout"});
    return a;
  }
  std::size_t skip_the(std::size_t i) const {
    while (is(i, {"the", "year", "of", "month", "a", "date"}) && i + 1 < tokens_.size()) {
      if (is(i, {"month", "date"}) && !is(i + 1, {"of"}) && !month(i + 1)) break;
      ++i;
    }
    return i;
  }
  Match years_short(std::size_t i) const {
    if (!year(i)) return {};
    return {i + 1, year_period(value(i)), false};
  }

  static Match combined(Match a, const Match& b) {
    Period& left = a.period;
    const Period& right = b.period;
    if (left.from && right.to)
      left.to = right.to;
    else if (right.from && right.to && left.month) {  // "from June to August 2008": the year stands once
      int year, month, day;
      split_date(*right.from, year, month, day);
      left.from = make_date(year, left.month, left.day ? left.day : 1);
      left.to = right.to;
      left.month = left.day = 0;
    } else if (left.weekdays.size() == 1 && right.weekdays.size() == 1) {
      for (int day = left.weekdays[0]; day != right.weekdays[0];) left.weekdays.push_back(day = (day + 1) % 7);
    } else if (left.month && right.month)
      left.month_to = right.month;
    else if (left.quarter && right.quarter)
      left.month = left.quarter * 3 - 2, left.month_to = right.quarter * 3, left.quarter = 0;
    left.grain = std::min(left.grain, right.grain);
    left.text = "from " + bare(left.text) + " to " + bare(right.text);
    a.end = b.end;
    a.bare_year = false;
    return a;
  }
  static Match open(Match a, bool later, bool past_its_end, std::size_t end) {
    Period& period = a.period;
    const std::string what = bare(period.text);
    if (period.from && period.to) {
      if (later)
        period.from = past_its_end ? period.to : period.from, period.to.reset();
      else
        period.to = past_its_end ? period.to : period.from, period.from.reset();
    } else if (period.month) {
      if (later)
        period.month += past_its_end, period.month_to = 12;
      else
        period.month_to = period.month - !past_its_end, period.month = 1;
    }
    period.text = (later ? (past_its_end ? "after " : "since ") : (past_its_end ? "until " : "before ")) + what;
    a.end = end;
    a.bare_year = false;
    return a;
  }
  static std::string bare(const std::string& text) {
    for (const char* word : {"in ", "on ", "from "})
      if (text.starts_with(word)) return text.substr(std::string(word).size());
    return text;
  }

  Match period(std::size_t i) const {
    if (i >= tokens_.size()) return {};
    for (auto read : {&Reader::written_date, &Reader::with_month, &Reader::quarter_or_half, &Reader::relative_period,
                      &Reader::decade, &Reader::season, &Reader::week_days, &Reader::plain_year, &Reader::part_of_day})
      if (Match match = (this->*read)(i)) return match;
    return {};
  }

  Match written_date(std::size_t i) const {
    const std::string& text = tokens_[i].text;
    int a = 0, b = 0, c = 0, read = 0;
    if (std::sscanf(text.c_str(), "%4d-%2d-%2d%n", &a, &b, &c, &read) == 3 && text.size() >= 8 &&
        static_cast<std::size_t>(read) == text.size() && valid(a, b, c))
      return {i + 1, day_period(make_date(a, b, c))};
    if (std::sscanf(text.c_str(), "%4d-%2d%n", &a, &b, &read) == 2 && static_cast<std::size_t>(read) == text.size() &&
        text.size() == 7 && valid(a, b, 1))
      return {i + 1, month_period(a, b)};
    if (std::sscanf(text.c_str(), "%2d/%2d/%4d%n", &a, &b, &c, &read) == 3 &&
        static_cast<std::size_t>(read) == text.size() && c > 1000) {
      if (a > 12) std::swap(a, b);  // day first where it cannot be a month; else as in the United States
      if (valid(c, a, b)) return {i + 1, day_period(make_date(c, a, b))};
    }
    return {};
  }
  static bool valid(int year, int month, int day) {
    return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
  }

  Match with_month(std::size_t i) const {
    // "5 January 2008", "the 5th of January"
    if (number(i, 1, 31)) {
      std::size_t j = i + 1;
      if (is(j, {"of"})) ++j;
      if (j < tokens_.size())
        if (const int m = month(j)) return month_day(m, value(i), j + 1);
      return {};
    }
    const int m = month(i);
    if (!m) return {};
    std::size_t j = i + 1;
    if (is(j, {"the"}) && number(j + 1, 1, 31)) ++j;
    if (number(j, 1, 31) && !(j + 1 < tokens_.size() && is(j + 1, {"percent"}))) return month_day(m, value(j), j + 1);
    if (is(j, {",", "of"}) && year(j + 1)) ++j;
    if (year(j)) return {j + 1, month_period(value(j), m)};
    if (is(j, {"this", "last", "next"}) && is(j + 1, {"year"})) {
      const int shift = is(j, {"last"}) ? -1 : is(j, {"next"}) ? 1 : 0;
      return {j + 2, month_period(this_year() + shift, m)};
    }
    Period period;
    period.month = m;
    period.grain = Grain::Month;
    period.text = "in " + capital(kMonths[m - 1]);
    return {i + 1, period};
  }
  Match month_day(int month, int day, std::size_t j) const {
    if (is(j, {",", "of", "in"}) && year(j + 1)) ++j;
    if (year(j)) {
      if (!valid(value(j), month, day)) return {};
      return {j + 1, day_period(make_date(value(j), month, day))};
    }
    if (!valid(2000, month, day)) return {};
    Period period;
    period.month = month;
    period.day = day;
    period.text = fmt::format("on {} {}", capital(kMonths[month - 1]), day);
    return {j, period};
  }
  int this_year() const {
    int year, month, day;
    split_date(today_, year, month, day);
    return year;
  }

  Match quarter_or_half(std::size_t i) const {
    int quarter = 0;
    std::size_t j = i;
    const std::string& word = lower(i);
    if (word.size() == 2 && word[0] == 'q' && word[1] >= '1' && word[1] <= '4')
      quarter = word[1] - '0', j = i + 1;
    else if (is(i, {"quarter"}) && number(i + 1, 1, 4))
      quarter = value(i + 1), j = i + 2;
    else if (number(i, 1, 4) && tokens_[i].ordinal && is(i + 1, {"quarter"}))
      quarter = value(i), j = i + 2;
    else if (is(i, {"last"}) && is(i + 1, {"quarter"}) && is(i + 2, {"of"}) && year(i + 3))
      quarter = 4, j = i + 2;
    if (quarter) {
      std::size_t k = is(j, {"of", "in", ","}) ? j + 1 : j;
      if (is(k, {"the"}) && is(k + 1, {"year"})) return recurring_quarter(quarter, k + 2);
      if (year(k)) return {k + 1, quarter_period(value(k), quarter)};
      return recurring_quarter(quarter, j);
    }
    // "the first six months of 2008", "the last 3 months of 2008"
    const bool leading = number(i, 1, 1) && tokens_[i].ordinal;
    if ((leading || is(i, {"last"})) && number(i + 1, 1, 12) && is(i + 2, {"months", "month"}) &&
        is(i + 3, {"of", "in"}) && year(i + 4)) {
      const int months = value(i + 1);
      const Date from = make_date(value(i + 4), leading ? 1 : 13 - months, 1);
      return {i + 5,
              stretch(from, plus_months(from, months), Grain::Month,
                      fmt::format("in the {} {} months of {}", leading ? "first" : "last", months, value(i + 4)))};
    }
    if (year(i) && lower(i + 1).size() == 2 && lower(i + 1)[0] == 'q' && lower(i + 1)[1] >= '1' &&
        lower(i + 1)[1] <= '4')
      return {i + 2, quarter_period(value(i), lower(i + 1)[1] - '0')};
    if (number(i, 1, 2) && tokens_[i].ordinal && is(i + 1, {"half"}) && is(i + 2, {"of"})) {
      j = is(i + 3, {"the"}) ? i + 4 : i + 3;
      const int first = value(i) == 1 ? 1 : 7;
      if (year(j)) {
        const Date from = make_date(value(j), first, 1);
        return {j + 1, stretch(from, plus_months(from, 6), Grain::Month,
                               fmt::format("in the {} half of {}", first == 1 ? "first" : "second", value(j)))};
      }
      if (is(j, {"year"})) {
        Period period;
        period.month = first, period.month_to = first + 5, period.grain = Grain::Month;
        period.text = fmt::format("in the {} half of the year", first == 1 ? "first" : "second");
        return {j + 1, period};
      }
    }
    return {};
  }
  static Match recurring_quarter(int quarter, std::size_t end) {
    Period period;
    period.quarter = quarter;
    period.grain = Grain::Quarter;
    period.text = fmt::format("in quarter {}", quarter);
    return {end, period};
  }

  Match relative_period(std::size_t i) const {
    if (is(i, {"today"})) return relative(day_period(today_), "today", i + 1);
    if (is(i, {"yesterday"})) return relative(day_period(plus_days(today_, -1)), "yesterday", i + 1);
    if (is(i, {"tomorrow"})) return relative(day_period(plus_days(today_, 1)), "tomorrow", i + 1);
    if (is(i, {"this", "last", "next", "previous", "past", "current"})) {
      const int shift = is(i, {"this", "current"}) ? 0 : is(i, {"next"}) ? 1 : -1;
      if (is(i + 1, {"week", "month", "quarter", "year", "day"}))
        return relative(unit_period(lower(i + 1), shift), lower(i) + " " + lower(i + 1), i + 2);
      if (shift != 0 && number(i + 1, 1, 10'000)) {
        std::string unit = lower(i + 2);
        if (unit.ends_with("s")) unit.pop_back();
        if (unit == "day" || unit == "week" || unit == "month" || unit == "quarter" || unit == "year") {
          const int count = value(i + 1);
          const Date other = unit == "day"    ? plus_days(today_, shift * count)
                             : unit == "week" ? plus_days(today_, shift * 7 * count)
                                              : plus_months(today_, shift * count *
                                                                        (unit == "month"     ? 1
                                                                         : unit == "quarter" ? 3
                                                                                             : 12));
          Period period = shift < 0 ? stretch(plus_days(other, 1), plus_days(today_, 1), Grain::Day, "")
                                    : stretch(plus_days(today_, 1), plus_days(other, 1), Grain::Day, "");
          return relative(period, fmt::format("in the {} {} {}s", lower(i), count, unit), i + 3);
        }
      }
    }
    return {};
  }
  static Match relative(Period period, std::string text, std::size_t end) {
    period.relative = true;
    period.text = std::move(text);
    return {end, std::move(period)};
  }
  Period unit_period(const std::string& unit, int shift) const {
    int year, month, day;
    split_date(today_, year, month, day);
    if (unit == "year") return year_period(year + shift);
    if (unit == "quarter") {
      const Date from = plus_months(make_date(year, (month - 1) / 3 * 3 + 1, 1), 3 * shift);
      return stretch(from, plus_months(from, 3), Grain::Quarter, "");
    }
    if (unit == "month") {
      const Date from = plus_months(make_date(year, month, 1), shift);
      return stretch(from, plus_months(from, 1), Grain::Month, "");
    }
    if (unit == "week") {
      const Date monday = plus_days(today_, -(weekday(today_) + 6) % 7 + 7 * shift);
      return stretch(monday, plus_days(monday, 7), Grain::Week, "");
    }
    return stretch(plus_days(today_, shift), plus_days(today_, shift + 1), Grain::Day, "");
  }

  Match decade(std::size_t i) const {
    const std::string& word = lower(i);
    if (word.size() != 5 || word[4] != 's' || word[3] != '0') return {};
    const int first = std::atoi(word.c_str());
    if (first < 1000) return {};
    return {i + 1, stretch(make_date(first, 1, 1), make_date(first + 10, 1, 1), Grain::Year,
                           fmt::format("in the {}s", first))};
  }

  // Meteorological seasons of the northern hemisphere: whole months.
  Match season(std::size_t i) const {
    static const std::map<std::string, std::pair<int, int>, std::less<>> seasons{
        {"spring", {3, 5}}, {"summer", {6, 8}}, {"autumn", {9, 11}}, {"fall", {9, 11}}, {"winter", {12, 2}}};
    const auto found = seasons.find(lower(i));
    if (found == seasons.end()) return {};
    std::size_t j = is(i + 1, {"of"}) ? i + 2 : i + 1;
    if (year(j)) {
      const Date from = make_date(value(j), found->second.first, 1);
      return {j + 1, stretch(from, plus_months(from, 3), Grain::Month,
                             fmt::format("in the {} of {} (whole months)", found->first, value(j)))};
    }
    if (!(i > 0 && (is(i - 1, {"in", "during"}) || (is(i - 1, {"the"}) && i > 1 && is(i - 2, {"in", "during"})))))
      return {};
    Period period;
    period.month = found->second.first, period.month_to = found->second.second, period.grain = Grain::Month;
    period.text = fmt::format("in {} (whole months)", found->first);
    return {i + 1, period};
  }

  Match week_days(std::size_t i) const {
    Period period;
    if (is(i, {"weekend", "weekends"}))
      period.weekdays = {0, 6}, period.text = "on weekends";
    else if (is(i, {"weekdays"}) || (is(i, {"weekday"}) && i > 0 && preposition(i - 1)))
      period.weekdays = {1, 2, 3, 4, 5}, period.text = "on weekdays";
    else if (const int day = day_of_week(i); day >= 0)
      period.weekdays = {day}, period.text = "on " + capital(kWeekdays[day]) + "s";
    if (period.weekdays.empty()) return {};
    return {i + 1, period};
  }

  Match plain_year(std::size_t i) const {
    if (!year(i)) return {};
    return {i + 1, year_period(value(i)), !(i > 0 && is(i - 1, {"year"}))};
  }

  // The clock's parts as dictionaries give them.
  Match part_of_day(std::size_t i) const {
    static const std::map<std::string, std::pair<int, int>, std::less<>> parts{
        {"morning", {5, 12}},  {"mornings", {5, 12}},  {"afternoon", {12, 17}}, {"afternoons", {12, 17}},
        {"evening", {17, 21}}, {"evenings", {17, 21}}, {"night", {21, 5}}};
    const auto found = parts.find(lower(i));
    if (found == parts.end() || !(i > 0 && (is(i - 1, {"the"}) || is(i - 1, {"in", "at"})))) return {};
    Period period;
    period.hour_from = found->second.first, period.hour_to = found->second.second;
    period.text = fmt::format("in the {} ({}:00 to {}:00)", found->first, period.hour_from, period.hour_to);
    return {i + 1, period};
  }

  const std::vector<Token>& tokens_;
  Date today_;
};

}  // namespace

// Days from civil: Howard Hinnant, "chrono-compatible low-level date algorithms" (public domain).
Date make_date(int year, int month, int day) {
  const int y = year - (month <= 2);
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return {era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468};
}

void split_date(Date date, int& year, int& month, int& day) {
  const int days = date.days + 719468;
  const int era = (days >= 0 ? days : days - 146096) / 146097;
  const int day_of_era = days - era * 146097;
  const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int shifted = (5 * day_of_year + 2) / 153;
  day = day_of_year - (153 * shifted + 2) / 5 + 1;
  month = shifted < 10 ? shifted + 3 : shifted - 9;
  year = year_of_era + era * 400 + (month <= 2);
}

int days_in_month(int year, int month) {
  static constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return kDays[month - 1] + (month == 2 && leap);
}

std::vector<PeriodMention> find_periods(const std::vector<Token>& tokens, Date today) {
  return Reader(tokens, today).find();
}

}  // namespace sayquel::grounding

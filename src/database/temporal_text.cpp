#include "database/temporal_text.h"

#include <chrono>

namespace sayquel::database {
namespace {

constexpr std::int64_t kMicrosecondsASecond = 1'000'000;
constexpr std::int64_t kSecondsADay = 86'400;

// Exactly these letters as a number, or nothing.
std::optional<int> digits(std::string_view text) {
  int number = 0;
  for (const char letter : text) {
    if (letter < '0' || letter > '9') return std::nullopt;
    number = number * 10 + (letter - '0');
  }
  return number;
}

}  // namespace

std::optional<Date> read_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4)), month = digits(text.substr(5, 2)), day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return Date{static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count())};
}

std::optional<Time> read_time(std::string_view text) {
  if ((text.size() != 8 && text.size() != 15) || text[2] != ':' || text[5] != ':') return std::nullopt;
  const auto hour = digits(text.substr(0, 2)), minute = digits(text.substr(3, 2)), second = digits(text.substr(6, 2));
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  std::int64_t microseconds = ((*hour * 60 + *minute) * 60 + *second) * kMicrosecondsASecond;
  if (text.size() == 15) {
    const auto fraction = digits(text.substr(9));
    if (text[8] != '.' || !fraction || *fraction == 0) return std::nullopt;
    microseconds += *fraction;
  }
  return Time{microseconds};
}

std::optional<Timestamp> read_timestamp(std::string_view text) {
  if (text.size() < 19 || text[10] != ' ') return std::nullopt;
  const auto date = read_date(text.substr(0, 10));
  const auto time = read_time(text.substr(11));
  if (!date || !time) return std::nullopt;
  return Timestamp{date->days * kSecondsADay * kMicrosecondsASecond + time->microseconds};
}

}  // namespace sayquel::database

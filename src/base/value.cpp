#include "sayquel/value.h"

#include <fmt/format.h>

namespace sayquel {
namespace {

constexpr std::int64_t kMicrosecondsADay = 86'400'000'000;

// Days to civil date: Howard Hinnant's algorithm (public domain), "chrono-compatible low-level date algorithms".
struct Civil {
  std::int64_t year;
  unsigned month, day;
};
Civil civil(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const auto day_of_era = static_cast<unsigned>(days - era * 146097);
  const unsigned year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned shifted = (5 * day_of_year + 2) / 153;
  const unsigned month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2), month,
          day_of_year - (153 * shifted + 2) / 5 + 1};
}

struct Printer {
  std::string operator()(Null) const { return ""; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
  std::string operator()(double value) const { return fmt::format("{}", value); }
  std::string operator()(const Decimal& value) const { return value.digits; }
  std::string operator()(const std::string& value) const { return value; }
  std::string operator()(const Blob& value) const {
    std::string hex;
    for (unsigned char byte : value.bytes) hex += fmt::format("{:02x}", byte);
    return hex;
  }
  template <typename Temporal>
  std::string operator()(Temporal value) const {
    return to_text(value);
  }
};

}  // namespace

std::string to_text(Date date) {
  const Civil day = civil(date.days);
  return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
}

std::string to_text(Time time) {
  const std::int64_t seconds = time.microseconds / 1'000'000, fraction = time.microseconds % 1'000'000;
  std::string text = fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (fraction) text += fmt::format(".{:06}", fraction);
  return text;
}

std::string to_text(Timestamp timestamp) {
  std::int64_t days = timestamp.microseconds / kMicrosecondsADay, rest = timestamp.microseconds % kMicrosecondsADay;
  if (rest < 0) rest += kMicrosecondsADay, --days;
  return to_text(Date{static_cast<std::int32_t>(days)}) + " " + to_text(Time{rest});
}

std::string to_text(const Value& value) { return std::visit(Printer{}, value); }

}  // namespace sayquel

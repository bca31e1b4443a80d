#include "answer/wording/numbers.h"

#include <fmt/format.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"

namespace sayquel::answer {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> kWeekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};

bool digit(char c) { return c >= '0' && c <= '9'; }

struct Parts {
  bool negative = false;
  std::string whole, fraction;
};

std::optional<Parts> parts_of(std::string_view text) {
  Parts parts;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) parts.negative = text[0] == '-', text.remove_prefix(1);
  const std::size_t point = text.find('.');
  parts.whole = std::string(text.substr(0, point));
  if (point != std::string_view::npos) parts.fraction = std::string(text.substr(point + 1));
  const bool digits = std::all_of(parts.whole.begin(), parts.whole.end(), digit) &&
                      std::all_of(parts.fraction.begin(), parts.fraction.end(), digit);
  if (!digits || (parts.whole.empty() && parts.fraction.empty())) return std::nullopt;
  if (parts.whole.empty()) parts.whole = "0";
  return parts;
}

void add_one(std::string& digits) {
  for (std::size_t i = digits.size(); i-- > 0;) {
    if (digits[i] != '9') {
      ++digits[i];
      return;
    }
    digits[i] = '0';
  }
  digits.insert(0, "1");
}

std::string without_trailing_zeros(std::string digits) {
  if (digits.find('.') == std::string::npos) return digits;
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return digits;
}

// Decimals that a reader wants: two, or three significant digits where the number is smaller than one.
int plain_places(std::string_view digits) {
  const auto parts = parts_of(digits);
  if (!parts || parts->whole.find_first_not_of('0') != std::string::npos) return 2;
  const std::size_t first = parts->fraction.find_first_not_of('0');
  return first == std::string::npos ? 2 : static_cast<int>(std::max<std::size_t>(first + 3, 2));
}

bool same_value(std::string_view rounded, std::string_view digits, bool inexact) {
  if (normal_decimal(rounded) == normal_decimal(digits)) return true;
  if (!inexact) return false;
  // The last digits of a double's sum are noise: 1234.1000000000001 is said as 1,234.10 without an "about".
  const double value = std::strtod(std::string(digits).c_str(), nullptr);
  const double said = std::strtod(std::string(rounded).c_str(), nullptr);
  return std::abs(value - said) <= 1e-9 * std::max(1.0, std::abs(value));
}

Said say_digits(const std::string& digits, const ValueFormat& format, bool inexact) {
  if (format.unit == Unit::Identifier || format.unit == Unit::Year) return {without_trailing_zeros(digits), false};
  const bool whole = digits.find('.') == std::string::npos;
  const bool money = format.unit == Unit::Money;
  std::string shown = digits;
  if (!whole) {
    shown = round_decimal(digits, money ? 2 : plain_places(digits));
    if (!money) shown = without_trailing_zeros(shown);
  } else if (money && inexact) {
    shown += ".00";
  }
  Said said{group_thousands(shown), !same_value(shown, digits, inexact)};
  if (format.unit == Unit::Percent) said.text += '%';
  if (!format.currency.empty()) said.text.insert(said.text[0] == '-' ? 1 : 0, format.currency);
  return said;
}

Said say_share(const std::string& digits, bool inexact) {
  auto parts = parts_of(digits);
  if (!parts) return {digits, false};
  parts->fraction.resize(std::max<std::size_t>(parts->fraction.size(), 2), '0');
  const std::string hundredfold =
      (parts->negative ? "-" : "") + parts->whole + parts->fraction.substr(0, 2) + "." + parts->fraction.substr(2);
  const std::string plain = normal_decimal(hundredfold);
  return say_digits(plain, {Unit::Percent, ""}, inexact);
}

Said say_numeral(const std::string& digits, const ValueFormat& format, bool inexact) {
  const std::string normal = normal_decimal(digits);
  const auto small = normal.size() <= 2 && std::all_of(normal.begin(), normal.end(), digit) ? std::stoi(normal) : -1;
  switch (format.unit) {
    case Unit::Share:
      return say_share(digits, inexact);
    case Unit::MonthNumber:
      if (small >= 1 && small <= 12) return {std::string(kMonths[static_cast<std::size_t>(small - 1)]), false};
      break;
    case Unit::Weekday:
    case Unit::IsoWeekday:
      if (small >= 0 && small <= 7) return {std::string(kWeekdays[static_cast<std::size_t>(small % 7)]), false};
      break;
    default:
      break;
  }
  return say_digits(digits, format, inexact);
}

std::string say_moment(const Moment& moment, Unit unit) {
  const int year = static_cast<int>(moment.day.year());
  const unsigned month = static_cast<unsigned>(moment.day.month());
  if (unit == Unit::MonthStart) return fmt::format("{} {}", kMonths[month - 1], year);
  if (unit == Unit::QuarterStart) return fmt::format("Q{} {}", (month + 2) / 3, year);
  if (unit == Unit::YearStart) return fmt::format("{}", year);
  std::string text = say_date(moment.day);
  if (!moment.microseconds || *moment.microseconds == 0) return text;
  const std::string time = to_text(Time{*moment.microseconds});
  return text + " at " + (time.size() == 8 && time.ends_with(":00") ? time.substr(0, 5) : time);
}

// "2008-01-05", "2008-01-05 14:30", "2008-01-05T14:30:00[.f]"; whatever else the text holds makes it no date.
std::optional<Moment> moment_of_text(std::string_view text) {
  const auto number = [&](std::size_t at, std::size_t length) -> int {
    int value = 0;
    for (std::size_t i = at; i < at + length; ++i) {
      if (i >= text.size() || !digit(text[i])) return -1;
      value = value * 10 + (text[i] - '0');
    }
    return value;
  };
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  Moment moment{std::chrono::year(year) / month / day, {}};
  if (!moment.day.ok()) return std::nullopt;
  if (text.size() == 10) return moment;
  if (text.size() < 16 || (text[10] != ' ' && text[10] != 'T') || text[13] != ':') return std::nullopt;
  const int hour = number(11, 2), minute = number(14, 2), second = text.size() >= 19 ? number(17, 2) : 0;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return std::nullopt;
  if (text.size() > 16 && (text.size() < 19 || text[16] != ':')) return std::nullopt;
  if (text.size() > 19 && (text[19] != '.' || text.find_first_not_of("0123456789", 20) != std::string_view::npos))
    return std::nullopt;
  moment.microseconds = ((hour * 60LL + minute) * 60 + second) * 1'000'000;
  return moment;
}

}  // namespace

std::string normal_decimal(std::string_view digits) {
  const auto parts = parts_of(digits);
  if (!parts) return std::string(digits);
  std::string whole = parts->whole.substr(std::min(parts->whole.find_first_not_of('0'), parts->whole.size() - 1));
  std::string fraction = parts->fraction.substr(0, parts->fraction.find_last_not_of('0') + 1);
  const bool zero = whole == "0" && fraction.empty();
  return (parts->negative && !zero ? "-" : "") + whole + (fraction.empty() ? "" : "." + fraction);
}

std::string group_thousands(std::string_view digits) {
  const auto parts = parts_of(digits);
  if (!parts) return std::string(digits);
  std::string out = parts->negative ? "-" : "";
  for (std::size_t i = 0; i < parts->whole.size(); ++i) {
    if (i && (parts->whole.size() - i) % 3 == 0) out += ',';
    out += parts->whole[i];
  }
  return parts->fraction.empty() ? out : out + "." + parts->fraction;
}

std::string round_decimal(std::string_view digits, int places) {
  auto parts = parts_of(digits);
  if (!parts) return std::string(digits);
  const auto keep = static_cast<std::size_t>(places);
  const bool up = parts->fraction.size() > keep && parts->fraction[keep] >= '5';
  parts->fraction.resize(keep, '0');
  std::string all = parts->whole + parts->fraction;
  if (up) add_one(all);
  const bool zero = all.find_first_not_of('0') == std::string::npos;
  std::string out = parts->negative && !zero ? "-" : "";
  out += all.substr(0, all.size() - keep);
  return places ? out + "." + all.substr(all.size() - keep) : out;
}

std::string plain_digits(double value) {
  if (!std::isfinite(value) || std::abs(value) >= 1e18) return {};
  const std::string shortest = fmt::format("{}", value);
  if (shortest.find('e') == std::string::npos) return without_trailing_zeros(shortest);
  return without_trailing_zeros(fmt::format("{:.20f}", value));
}

std::optional<double> as_number(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  if (const auto* decimal = std::get_if<Decimal>(&value)) return std::strtod(decimal->digits.c_str(), nullptr);
  return std::nullopt;
}

std::optional<Moment> as_moment(const Value& value) {
  using namespace std::chrono;
  if (const auto* date = std::get_if<Date>(&value)) return Moment{sys_days(days(date->days)), {}};
  if (const auto* stamp = std::get_if<Timestamp>(&value)) {
    const sys_time<microseconds> when{microseconds(stamp->microseconds)};
    const sys_days day = floor<days>(when);
    return Moment{day, (when - day).count()};
  }
  if (const auto* text = std::get_if<std::string>(&value)) return moment_of_text(base::trim(*text));
  return std::nullopt;
}

std::string_view month_name(unsigned month) { return month >= 1 && month <= 12 ? kMonths[month - 1] : ""; }

std::string say_date(std::chrono::year_month_day day) {
  const auto month = static_cast<unsigned>(day.month());
  if (!day.ok()) return "an impossible date";
  return fmt::format("{} {}, {}", kMonths[month - 1], static_cast<unsigned>(day.day()), static_cast<int>(day.year()));
}

std::string ordinal(std::uint64_t number) {
  const std::uint64_t two = number % 100, one = number % 10;
  const bool teen = two >= 11 && two <= 13;
  const char* suffix = teen ? "th" : one == 1 ? "st" : one == 2 ? "nd" : one == 3 ? "rd" : "th";
  return count_of(number) + suffix;
}

std::string count_of(std::uint64_t number) { return group_thousands(fmt::format("{}", number)); }

std::string one_line(std::string_view text, std::size_t longest) {
  const std::string clean = base::printable(text);
  const auto size = static_cast<std::int32_t>(clean.size());
  std::string out;
  std::size_t points = 0;
  bool gap = false;
  for (std::int32_t i = 0; i < size;) {
    const std::int32_t start = i;
    UChar32 c;
    U8_NEXT(clean.data(), i, size, c);
    if (c == ' ' || c == '\t' || c == '\n' || c == 0x2028 || c == 0x2029) {
      gap = !out.empty();
      continue;
    }
    if (points >= longest) return out + "\xE2\x80\xA6";
    if (gap) out += ' ', ++points;
    gap = false;
    const bool directional = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    out += directional ? std::string("\xEF\xBF\xBD")
                       : clean.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(i - start));
    ++points;
  }
  return out;
}

Said say(const Value& value, const ValueFormat& format) {
  if (is_null(value)) return {"unknown", false};
  if (const auto* flag = std::get_if<bool>(&value)) return {*flag ? "yes" : "no", false};
  if (const auto* integer = std::get_if<std::int64_t>(&value))
    return say_numeral(fmt::format("{}", *integer), format, false);
  if (const auto* decimal = std::get_if<Decimal>(&value)) return say_numeral(decimal->digits, format, false);
  if (const auto* real = std::get_if<double>(&value)) {
    if (std::isnan(*real)) return {"not a number", false};
    const std::string digits = plain_digits(*real);
    return digits.empty() ? Said{fmt::format("{}", *real), false} : say_numeral(digits, format, true);
  }
  if (const auto moment = as_moment(value)) return {say_moment(*moment, format.unit), false};
  if (std::holds_alternative<Blob>(value))
    return {fmt::format("{} bytes of binary data", count_of(std::get<Blob>(value).bytes.size())), false};
  const std::string text = one_line(to_text(value));
  // SQLite's STRFTIME gives months as text: "01".
  const bool calendar =
      format.unit == Unit::MonthNumber || format.unit == Unit::Weekday || format.unit == Unit::IsoWeekday;
  if (calendar && !text.empty() && text.size() <= 2 && std::all_of(text.begin(), text.end(), digit))
    return say_numeral(text, format, false);
  return {text.empty() ? "(empty)" : text, false};
}

}  // namespace sayquel::answer

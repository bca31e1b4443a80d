#include "catalog/content.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "catalog/names.h"

namespace sayquel::catalog {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool alphanumeric(char c) { return digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); }

// Takes `count` digits off the front; -1 where they are not there.
int take_number(std::string_view& text, std::size_t count) {
  if (text.size() < count) return -1;
  int number = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!digit(text[i])) return -1;
    number = number * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return number;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

bool take_date(std::string_view& text) {
  if (take_number(text, 4) < 0) return false;
  const char separator = text.empty() ? ' ' : text.front();
  if ((separator != '-' && separator != '/') || !take(text, separator)) return false;
  const int month = take_number(text, 2);
  if (month < 1 || month > 12 || !take(text, separator)) return false;
  const int day = take_number(text, 2);
  return day >= 1 && day <= 31;
}

bool take_time(std::string_view& text) {
  const std::size_t digits = text.size() > 1 && text[1] == ':' ? 1 : 2;
  const int hour = take_number(text, digits);
  if (hour < 0 || hour > 23 || !take(text, ':')) return false;
  const int minute = take_number(text, 2);
  if (minute < 0 || minute > 59) return false;
  if (!take(text, ':')) return true;
  const int second = take_number(text, 2);
  if (second < 0 || second > 60) return false;
  if (take(text, '.'))
    while (!text.empty() && digit(text.front())) text.remove_prefix(1);
  return true;
}

bool has_word(std::string_view name, std::initializer_list<std::string_view> wanted) {
  for (const auto& word : name_words(name))
    for (std::string_view one : wanted)
      if (word == one || (word.size() > one.size() + 1 && one.size() >= 4 && word.ends_with(one))) return true;
  return false;
}

bool names_year(std::string_view name) {
  return has_word(name,
                  {"year", "yr", "years", "season", "founded", "established", "built", "born", "opened", "since"});
}

}  // namespace

bool looks_like_date(std::string_view text) { return take_date(text) && text.empty(); }

bool looks_like_timestamp(std::string_view text) {
  if (!take_date(text) || (!take(text, ' ') && !take(text, 'T')) || !take_time(text)) return false;
  if (text.empty() || text == "Z") return true;
  if (!take(text, '+') && !take(text, '-')) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return digit(c) || c == ':'; });
}

bool looks_like_time(std::string_view text) { return take_time(text) && text.empty(); }

bool looks_like_month(std::string_view text) {
  static constexpr std::array months = {"january", "february", "march",     "april",   "may",      "june",
                                        "july",    "august",   "september", "october", "november", "december"};
  const std::string lower = base::lower_ascii(text);
  if (lower.size() < 3) return false;
  return std::any_of(months.begin(), months.end(), [&](std::string_view month) {
    return lower == month || (lower.size() == 3 && month.substr(0, 3) == lower) || (lower == "sept" && month[0] == 's');
  });
}

bool looks_like_email(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || text.find('@', at + 1) != std::string_view::npos) return false;
  const auto dot = text.rfind('.');
  if (dot == std::string_view::npos || dot < at + 2 || dot + 2 > text.size()) return false;
  return text.find_first_of(" \t,;") == std::string_view::npos;
}

bool looks_like_url(std::string_view text) {
  const std::string lower = base::lower_ascii(text.substr(0, 8));
  return lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("ftp://") ||
         (lower.starts_with("www.") && text.find(' ') == std::string_view::npos);
}

bool looks_like_phone(std::string_view text) {
  int digits = 0;
  bool separated = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (digit(c))
      ++digits;
    else if (c == '-' || c == '(' || c == ')' || c == ' ' || c == '.')
      separated = true;
    else if (c == '+' && i == 0)
      separated = true;
    else if (c == 'x' && digits >= 7)
      return true;  // an extension
    else
      return false;
  }
  return separated && digits >= 7 && digits <= 15 && !looks_like_date(text) && !looks_like_timestamp(text);
}

bool looks_like_flag(std::string_view text) {
  const std::string lower = base::lower_ascii(text);
  for (std::string_view flag : {"y", "n", "t", "f", "0", "1", "yes", "no", "true", "false"})
    if (lower == flag) return true;
  return false;
}

void ContentDetector::add(std::string_view raw) {
  const std::string_view text = base::trim(raw);
  if (text.empty()) return;
  ++seen_;
  flags_ += looks_like_flag(text);
  if (digit(text.front())) {
    dates_ += looks_like_date(text);
    timestamps_ += looks_like_timestamp(text);
    times_ += looks_like_time(text);
    years_ += text.size() == 4 && (text.starts_with("19") || text.starts_with("20") || text.starts_with("18")) &&
              std::all_of(text.begin(), text.end(), digit);
  } else if (alphanumeric(text.front())) {
    months_ += looks_like_month(text);
  }
  emails_ += looks_like_email(text);
  urls_ += looks_like_url(text);
  phones_ += looks_like_phone(text);
}

bool ContentDetector::nearly_all(std::int64_t matching) const { return matching > 0 && matching * 50 >= seen_ * 49; }

Content ContentDetector::text(std::string_view name) const {
  if (seen_ == 0) return Content::Unknown;
  if (seen_ <= 4 && flags_ == seen_ && seen_ >= 1) return Content::Flag;
  if (nearly_all(dates_)) return Content::Date;
  if (nearly_all(timestamps_ + dates_)) return Content::Timestamp;
  if (nearly_all(times_)) return Content::Time;
  if (nearly_all(years_) && (names_year(name) || seen_ >= 3)) return Content::Year;
  if (nearly_all(months_) && seen_ <= 24) return Content::Month;
  if (nearly_all(emails_)) return Content::Email;
  if (nearly_all(urls_)) return Content::Url;
  const bool named = has_word(name, {"phone", "fax", "mobile", "tel", "telephone", "cell"});
  if (named ? phones_ * 2 >= seen_ : nearly_all(phones_) && seen_ >= 3) return Content::Phone;
  return Content::Unknown;
}

Content number_content(const Column& column) {
  const ColumnProfile& profile = column.profile;
  const auto* least = std::get_if<std::int64_t>(&profile.minimum);
  const auto* most = std::get_if<std::int64_t>(&profile.maximum);
  if (!profile.measured || !least || !most) return Content::Unknown;
  if (*least == 0 && *most == 1) return Content::Flag;
  const auto words = name_words(column.name);
  const bool identifies =
      !words.empty() && (identifying_word(words.back()) || !without_key_ending(words.back()).empty());
  if (identifies) return Content::Unknown;
  if (*least >= 1000 && *most <= 2200 && names_year(column.name)) return Content::Year;
  if (*least >= 1900 && *most <= 2050 && profile.distinct > 1) return Content::Year;
  if (*least >= 1 && *most <= 12 && has_word(column.name, {"month", "mon"})) return Content::Month;
  return Content::Unknown;
}

}  // namespace sayquel::catalog

#include "tickit/source_file.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <chrono>
#include <limits>

#include "base/text.h"

namespace sayquel::tickit {
namespace {

constexpr std::int64_t kSmall = std::numeric_limits<std::int16_t>::max();
constexpr std::int64_t kLarge = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t kMostCents = 99'999'999;  // DECIMAL(8,2)

constexpr Field small(std::string_view name) { return {name, FieldKind::Integer, true, kSmall}; }
constexpr Field whole(std::string_view name) { return {name, FieldKind::Integer, true, kLarge}; }
constexpr Field text(std::string_view name, std::int64_t length) { return {name, FieldKind::Text, false, length}; }
constexpr Field padded(std::string_view name, std::int64_t length) {
  return {name, FieldKind::Text, false, length, true};
}
constexpr Field required(Field field) {
  field.required = true;
  return field;
}
constexpr Field flag(std::string_view name) { return {name, FieldKind::Boolean}; }
constexpr Field money(std::string_view name) { return {name, FieldKind::Money}; }
constexpr Field moment(std::string_view name) { return {name, FieldKind::Timestamp}; }

constexpr std::array kUsersFields{
    whole("userid"),      padded("username", 8), text("firstname", 30), text("lastname", 30), text("city", 30),
    padded("state", 2),   text("email", 100),    padded("phone", 14),   flag("likesports"),   flag("liketheatre"),
    flag("likeconcerts"), flag("likejazz"),      flag("likeclassical"), flag("likeopera"),    flag("likerock"),
    flag("likevegas"),    flag("likebroadway"),  flag("likemusicals")};
constexpr std::array kVenueFields{small("venueid"), text("venuename", 100), text("venuecity", 30),
                                  padded("venuestate", 2), Field{"venueseats", FieldKind::Integer, false, kLarge}};
constexpr std::array kCategoryFields{small("catid"), text("catgroup", 10), text("catname", 10), text("catdesc", 50)};
constexpr std::array kDateFields{small("dateid"),
                                 required({"caldate", FieldKind::Date}),
                                 required(padded("day", 3)),
                                 small("week"),
                                 required(padded("month", 5)),
                                 required(padded("qtr", 5)),
                                 small("year"),
                                 flag("holiday")};
constexpr std::array kEventFields{whole("eventid"), small("venueid"),       small("catid"),
                                  small("dateid"),  text("eventname", 200), moment("starttime")};
constexpr std::array kListingFields{whole("listid"),     whole("sellerid"),   whole("eventid"),
                                    small("dateid"),     small("numtickets"), money("priceperticket"),
                                    money("totalprice"), moment("listtime")};
constexpr std::array kSalesFields{whole("salesid"),    whole("listid"),   whole("sellerid"), whole("buyerid"),
                                  whole("eventid"),    small("dateid"),   small("qtysold"),  money("pricepaid"),
                                  money("commission"), moment("saletime")};

constexpr std::array kFiles{SourceFile{"allusers_pipe.txt", "users", '|', kUsersFields},
                            SourceFile{"venue_pipe.txt", "venue", '|', kVenueFields},
                            SourceFile{"category_pipe.txt", "category", '|', kCategoryFields},
                            SourceFile{"date2008_pipe.txt", "date", '|', kDateFields},
                            SourceFile{"allevents_pipe.txt", "event", '|', kEventFields},
                            SourceFile{"listings_pipe.txt", "listing", '|', kListingFields},
                            SourceFile{"sales_tab.txt", "sales", '\t', kSalesFields}};

using Reading = tl::expected<Cell, std::string>;

// What a message quotes of a field: a line of binary data is not a message.
std::string quoted(std::string_view text) {
  constexpr std::size_t kShown = 40;
  const std::string shown = base::printable(text.substr(0, kShown));
  return fmt::format("'{}{}'", shown, text.size() > kShown ? "..." : "");
}

tl::unexpected<std::string> misfit(std::string_view text, std::string_view expected) {
  return tl::unexpected(fmt::format("{} is no {}", quoted(text), expected));
}

// Takes a number without sign of at most `digits` digits off the front.
bool take_number(std::string_view& text, std::size_t digits, int& number) {
  std::size_t length = 0;
  number = 0;
  while (length < text.size() && length < digits && text[length] >= '0' && text[length] <= '9') {
    number = number * 10 + (text[length++] - '0');
  }
  text.remove_prefix(length);
  return length > 0;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

// 2008-02-18 or 2/18/2008.
bool take_date(std::string_view& text, Date& date) {
  int year = 0, month = 0, day = 0;
  const bool american = text.find('/') < 3;
  const bool read = american ? take_number(text, 2, month) && take(text, '/') && take_number(text, 2, day) &&
                                   take(text, '/') && take_number(text, 4, year)
                             : take_number(text, 4, year) && take(text, '-') && take_number(text, 2, month) &&
                                   take(text, '-') && take_number(text, 2, day);
  const std::chrono::year_month_day civil{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                          std::chrono::day{static_cast<unsigned>(day)}};
  if (!read || year < 1000 || !civil.ok()) return false;
  date.days = static_cast<std::int32_t>(std::chrono::sys_days(civil).time_since_epoch().count());
  return true;
}

// " 02:36:48", with one or two digits for the hour; seconds may be missing.
bool take_time(std::string_view& text, std::int64_t& microseconds) {
  int hour = 0, minute = 0, second = 0;
  if (!take(text, ' ') || !take_number(text, 2, hour) || !take(text, ':') || !take_number(text, 2, minute))
    return false;
  if (!text.empty() && (!take(text, ':') || !take_number(text, 2, second))) return false;
  if (hour > 23 || minute > 59 || second > 59) return false;
  microseconds = ((hour * 60LL + minute) * 60 + second) * 1'000'000;
  return true;
}

Reading read_integer(const Field& field, std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::invalid_argument || end != text.data() + text.size()) return misfit(text, "whole number");
  if (error != std::errc() || value > field.limit || value < -field.limit - 1) {
    return tl::unexpected(fmt::format("{} is out of range", quoted(text)));
  }
  return value;
}

// Up to two digits after the point, which DECIMAL(8,2) holds exactly; more are not rounded but refused.
Reading read_money(std::string_view text) {
  std::string_view rest = text;
  const bool negative = take(rest, '-');
  const std::size_t point = rest.find('.');
  std::string digits(rest.substr(0, point));
  std::string cents(point == std::string_view::npos ? "" : rest.substr(point + 1));
  if (digits.empty() || cents.size() > 2) return misfit(text, "amount with two decimals");
  cents.resize(2, '0');
  digits += cents;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error == std::errc::invalid_argument || end != digits.data() + digits.size() || digits.front() == '-') {
    return misfit(text, "amount with two decimals");
  }
  if (error != std::errc() || value > kMostCents)
    return tl::unexpected(fmt::format("{} is out of range", quoted(text)));
  return Money{negative ? -value : value};
}

Reading read_text(const Field& field, std::string_view text) {
  if (field.padded) text = text.substr(0, text.find_last_not_of(' ') + 1);
  if (!base::valid_utf8(text)) return tl::unexpected(fmt::format("{} is not UTF-8", quoted(text)));
  std::int64_t characters = 0;
  for (const unsigned char byte : text) characters += (byte & 0xC0) != 0x80;
  if (characters > field.limit) {
    return tl::unexpected(fmt::format("{} has {} characters, where {} fit", quoted(text), characters, field.limit));
  }
  return text;
}

// As Redshift's COPY reads them.
Reading read_boolean(std::string_view text) {
  const std::string word = base::lower_ascii(text);
  for (const char* yes : {"true", "t", "yes", "y", "1"}) {
    if (word == yes) return true;
  }
  for (const char* no : {"false", "f", "no", "n", "0"}) {
    if (word == no) return false;
  }
  return misfit(text, "TRUE or FALSE");
}

Reading read_date(std::string_view text) {
  std::string_view rest = text;
  Date date;
  if (!take_date(rest, date) || !rest.empty()) return misfit(text, "date");
  return date;
}

Reading read_timestamp(std::string_view text) {
  std::string_view rest = text;
  Date date;
  std::int64_t time = 0;
  if (!take_date(rest, date) || !take_time(rest, time) || !rest.empty()) return misfit(text, "date and time");
  return Timestamp{date.days * std::int64_t{86'400'000'000} + time};
}

}  // namespace

std::span<const SourceFile> source_files() { return kFiles; }

Reading read_field(const Field& field, std::string_view text) {
  if (text.empty() || text == "\\N") {
    if (field.required) return tl::unexpected(std::string("it may not be empty"));
    return Null{};
  }
  switch (field.kind) {
    case FieldKind::Integer:
      return read_integer(field, text);
    case FieldKind::Money:
      return read_money(text);
    case FieldKind::Text:
      return read_text(field, text);
    case FieldKind::Boolean:
      return read_boolean(text);
    case FieldKind::Date:
      return read_date(text);
    case FieldKind::Timestamp:
      return read_timestamp(text);
  }
  return Null{};
}

tl::expected<void, std::string> read_line(const SourceFile& file, std::string_view line, std::vector<Cell>& row) {
  row.clear();
  std::size_t found = 0;
  for (std::size_t from = 0; from <= line.size(); ++found) {
    const std::size_t end = std::min(line.find(file.separator, from), line.size());
    if (found < file.fields.size()) {
      const Field& field = file.fields[found];
      auto cell = read_field(field, line.substr(from, end - from));
      // A wrong count of fields explains a wrong field better than the field itself: it is told first.
      if (cell) {
        row.push_back(*cell);
      } else if (static_cast<std::size_t>(std::count(line.begin(), line.end(), file.separator)) + 1 ==
                 file.fields.size()) {
        return tl::unexpected(fmt::format("{}: {}", field.name, cell.error()));
      } else {
        row.push_back(Null{});
      }
    }
    from = end + 1;
  }
  if (found != file.fields.size()) {
    return tl::unexpected(fmt::format("{} fields, where {} belong", found, file.fields.size()));
  }
  return {};
}

}  // namespace sayquel::tickit

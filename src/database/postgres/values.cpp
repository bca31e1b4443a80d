#include "database/postgres/values.h"

#include <fmt/format.h>

#include <bit>
#include <charconv>
#include <limits>
#include <string>

#include "database/postgres/types.h"
#include "database/temporal_text.h"

namespace sayquel::database::postgres {
namespace {

constexpr std::int32_t kDaysTo2000 = 10'957;  // since 1970-01-01
constexpr std::int64_t kMicrosecondsADay = 86'400'000'000;

Status misread(Oid type) {
  return fail(ErrorCode::Database, fmt::format("PostgreSQL sent a value of type {} that cannot be read.", type),
              "Is there a program between that changes what the server sends?");
}

template <typename Integer>
Integer integer_at(std::string_view bytes, std::size_t at = 0) {
  std::make_unsigned_t<Integer> number = 0;
  for (std::size_t byte = 0; byte < sizeof(Integer); ++byte)
    number = static_cast<std::make_unsigned_t<Integer>>((number << 8) | static_cast<unsigned char>(bytes[at + byte]));
  return static_cast<Integer>(number);
}

// Without giving up the storage of a text that is there already.
void set_text(Value& value, std::string_view text) {
  if (auto* there = std::get_if<std::string>(&value))
    there->assign(text);
  else
    value.emplace<std::string>(text);
}

void set_digits(Value& value, std::string digits) {
  if (auto* there = std::get_if<Decimal>(&value))
    there->digits = std::move(digits);
  else
    value.emplace<Decimal>(Decimal{std::move(digits)});
}

double widen(float number) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof(digits), number).ptr;
  double wide = number;
  std::from_chars(digits, end, wide);
  return wide;
}

Status read_numeric(std::string_view bytes, Value& value) {
  constexpr std::size_t kHeader = 8;
  if (bytes.size() < kHeader) return misread(kNumeric);
  const auto count = integer_at<std::int16_t>(bytes, 0), weight = integer_at<std::int16_t>(bytes, 2);
  const auto sign = integer_at<std::uint16_t>(bytes, 4);
  const auto scale = integer_at<std::int16_t>(bytes, 6);
  if (sign == 0xC000) return set_text(value, "NaN"), Status();
  if (sign == 0xD000) return set_text(value, "Infinity"), Status();
  if (sign == 0xF000) return set_text(value, "-Infinity"), Status();
  if (count < 0 || scale < 0 || bytes.size() != kHeader + 2 * static_cast<std::size_t>(count)) return misread(kNumeric);
  // The four decimal digits at 10000^place, which may be before the first or behind the last that were sent.
  const auto group = [&](int place) -> int {
    const int at = weight - place;
    return at < 0 || at >= count ? 0 : integer_at<std::int16_t>(bytes, kHeader + 2 * static_cast<std::size_t>(at));
  };
  std::string digits = sign == 0x4000 ? "-" : "";
  digits += weight < 0 ? "0" : fmt::format("{}", group(weight));
  for (int place = weight - 1; place >= 0; --place) digits += fmt::format("{:04}", group(place));
  if (scale > 0) {
    std::string fraction;
    for (int place = -1; fraction.size() < static_cast<std::size_t>(scale); --place)
      fraction += fmt::format("{:04}", group(place));
    digits += "." + fraction.substr(0, static_cast<std::size_t>(scale));
  }
  set_digits(value, std::move(digits));
  return {};
}

template <typename Integer>
bool infinite(Integer number, Value& value) {
  if (number != std::numeric_limits<Integer>::max() && number != std::numeric_limits<Integer>::min()) return false;
  set_text(value, number > 0 ? "infinity" : "-infinity");
  return true;
}

void read_moment(std::int64_t since_2000, Value& value) {
  if (infinite(since_2000, value)) return;
  std::int64_t since_1970 = 0;
  if (!__builtin_add_overflow(since_2000, kDaysTo2000 * kMicrosecondsADay, &since_1970)) {
    value = Timestamp{since_1970};
    return;
  }
  // The last centuries of PostgreSQL's calendar, to the year 294276.
  const auto day = static_cast<std::int32_t>(since_2000 / kMicrosecondsADay);
  set_text(value, to_text(Date{day + kDaysTo2000}) + " " + to_text(Time{since_2000 % kMicrosecondsADay}));
}

std::string uuid_text(std::string_view bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (at == 4 || at == 6 || at == 8 || at == 10) text += '-';
    text += fmt::format("{:02x}", static_cast<unsigned char>(bytes[at]));
  }
  return text;
}

// How many bytes a value of the type has; 0: any number.
std::size_t width_of(Oid type) {
  switch (type) {
    case kBool:
      return 1;
    case kInt2:
      return 2;
    case kInt4:
    case kOid:
    case kFloat4:
    case kDate:
      return 4;
    case kInt8:
    case kFloat8:
    case kTime:
    case kTimestamp:
    case kTimestampTz:
      return 8;
    case kUuid:
      return 16;
    default:
      return 0;
  }
}

template <typename Number>
bool whole_number(std::string_view text, Number& number) {
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  return problem == std::errc() && end == text.data() + text.size();
}

bool read_hex(std::string_view text, std::string& bytes) {
  if (!text.starts_with("\\x") || text.size() % 2 != 0) return false;
  for (std::size_t at = 2; at < text.size(); at += 2) {
    unsigned byte = 0;
    const auto [end, problem] = std::from_chars(text.data() + at, text.data() + at + 2, byte, 16);
    if (problem != std::errc() || end != text.data() + at + 2) return false;
    bytes += static_cast<char>(byte);
  }
  return true;
}

// "14:30:00.25" as our six digits have it: "14:30:00.250000".
std::string with_six_digits(std::string_view text) {
  std::string full(text);
  if (const auto point = full.find('.'); point != std::string::npos && full.size() - point < 7)
    full.append(7 - (full.size() - point), '0');
  return full;
}

// As it is where this library cannot read it: another era, a year of five digits, infinity.
void read_temporal(Oid type, std::string_view text, Value& value) {
  if (type == kTimestampTz && text.ends_with("+00")) text.remove_suffix(3);
  if (type == kDate) {
    if (const auto date = read_date(text)) return void(value = *date);
  } else if (type == kTime) {
    if (const auto time = read_time(with_six_digits(text))) return void(value = *time);
  } else if (const auto moment = read_timestamp(with_six_digits(text))) {
    return void(value = *moment);
  }
  set_text(value, text);
}

}  // namespace

Status read_binary(Oid type, std::string_view bytes, Value& value) {
  if (const auto width = width_of(type); width && bytes.size() != width) return misread(type);
  switch (type) {
    case kBool:
      value = bytes[0] != 0;
      return {};
    case kInt2:
      value = std::int64_t{integer_at<std::int16_t>(bytes)};
      return {};
    case kInt4:
      value = std::int64_t{integer_at<std::int32_t>(bytes)};
      return {};
    case kOid:
      value = std::int64_t{integer_at<std::uint32_t>(bytes)};
      return {};
    case kInt8:
      value = integer_at<std::int64_t>(bytes);
      return {};
    case kFloat4:
      value = widen(std::bit_cast<float>(integer_at<std::uint32_t>(bytes)));
      return {};
    case kFloat8:
      value = std::bit_cast<double>(integer_at<std::uint64_t>(bytes));
      return {};
    case kNumeric:
      return read_numeric(bytes, value);
    case kDate:
      if (const auto days = integer_at<std::int32_t>(bytes); !infinite(days, value)) value = Date{days + kDaysTo2000};
      return {};
    case kTime:
      value = Time{integer_at<std::int64_t>(bytes)};
      return {};
    case kTimestamp:
    case kTimestampTz:
      read_moment(integer_at<std::int64_t>(bytes), value);
      return {};
    case kBytea:
      value = Blob{std::string(bytes)};
      return {};
    case kUuid:
      set_text(value, uuid_text(bytes));
      return {};
    default:
      set_text(value, bytes);
      return {};
  }
}

Status read_text(Oid type, std::string_view text, Value& value) {
  switch (type) {
    case kBool:
      value = text == "t";
      return {};
    case kInt2:
    case kInt4:
    case kInt8:
    case kOid:
      return whole_number(text, value.emplace<std::int64_t>()) ? Status() : misread(type);
    case kFloat4:
    case kFloat8: {
      double& number = value.emplace<double>();
      return whole_number(text, number) ? Status() : misread(type);
    }
    case kNumeric:
      if (text == "NaN" || text.ends_with("Infinity"))
        set_text(value, text);
      else
        set_digits(value, std::string(text));
      return {};
    case kDate:
    case kTime:
    case kTimestamp:
    case kTimestampTz:
      read_temporal(type, text, value);
      return {};
    case kBytea: {
      std::string& bytes = value.emplace<Blob>().bytes;
      return read_hex(text, bytes) ? Status() : misread(type);
    }
    default:
      set_text(value, text);
      return {};
  }
}

}  // namespace sayquel::database::postgres

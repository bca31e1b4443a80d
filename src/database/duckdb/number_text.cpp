#include "database/duckdb/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "sayquel/value.h"

namespace sayquel::database::duckdb {
namespace {

constexpr std::size_t kMostDigits = 40;  // of 128 bits

// The digits of a magnitude, at the end of the buffer, at least `least` of them.
std::size_t write_digits(Uint128 magnitude, std::size_t least, std::array<char, kMostDigits>& buffer) {
  std::size_t at = buffer.size();
  while (magnitude > 0 || buffer.size() - at < least) {
    // Division of 128 bits is slow: 64 bits do where they can.
    if (magnitude >> 64 == 0) {
      auto small = static_cast<std::uint64_t>(magnitude);
      while (small > 0 || buffer.size() - at < least) {
        buffer[--at] = static_cast<char>('0' + small % 10);
        small /= 10;
      }
      break;
    }
    buffer[--at] = static_cast<char>('0' + static_cast<int>(magnitude % 10));
    magnitude /= 10;
  }
  return at;
}

void append_unit(std::string& text, std::int64_t count, const char* unit) {
  if (count == 0) return;
  if (!text.empty()) text += ' ';
  text += fmt::format("{} {}{}", count, unit, count == 1 || count == -1 ? "" : "s");
}

}  // namespace

void write_decimal(Int128 number, int scale, std::string& digits) {
  std::array<char, kMostDigits> buffer;
  const bool negative = number < 0;
  const Uint128 magnitude = negative ? ~static_cast<Uint128>(number) + 1 : static_cast<Uint128>(number);
  const std::size_t at = write_digits(magnitude, static_cast<std::size_t>(scale) + 1, buffer);
  const std::size_t point = buffer.size() - static_cast<std::size_t>(scale);
  digits.clear();
  if (negative) digits += '-';
  digits.append(buffer.data() + at, point - at);
  if (scale > 0) digits.append(1, '.').append(buffer.data() + point, static_cast<std::size_t>(scale));
}

void write_unsigned(Uint128 number, std::string& digits) {
  std::array<char, kMostDigits> buffer;
  const std::size_t at = write_digits(number, 1, buffer);
  digits.assign(buffer.data() + at, buffer.size() - at);
}

std::string bignum_digits(const std::string& bytes) {
  constexpr std::size_t kHeader = 3;
  const bool negative = bytes.empty() || (static_cast<unsigned char>(bytes[0]) & 0x80) == 0;
  // Long division in base 10^9, digits kept lowest group first.
  constexpr std::uint64_t kGroup = 1'000'000'000;
  std::vector<std::uint32_t> groups{0};
  for (std::size_t at = kHeader; at < bytes.size(); ++at) {
    const auto byte = static_cast<unsigned char>(negative ? ~bytes[at] : bytes[at]);
    std::uint64_t carry = byte;
    for (auto& group : groups) {
      const std::uint64_t sum = std::uint64_t{group} * 256 + carry;
      group = static_cast<std::uint32_t>(sum % kGroup);
      carry = sum / kGroup;
    }
    if (carry) groups.push_back(static_cast<std::uint32_t>(carry));
  }
  std::string digits = fmt::format("{}{}", negative ? "-" : "", groups.back());
  for (auto group = groups.rbegin() + 1; group != groups.rend(); ++group) digits += fmt::format("{:09}", *group);
  return digits;
}

std::string bit_text(const std::string& bytes) {
  std::string text;
  const std::size_t padding = bytes.empty() ? 0 : static_cast<unsigned char>(bytes[0]);
  for (std::size_t bit = padding; bit < (bytes.empty() ? 0 : (bytes.size() - 1) * 8); ++bit)
    text += (static_cast<unsigned char>(bytes[1 + bit / 8]) >> (7 - bit % 8) & 1) ? '1' : '0';
  return text;
}

std::string interval_text(duckdb_interval interval) {
  std::string text;
  append_unit(text, interval.months / 12, "year");
  append_unit(text, interval.months % 12, "month");
  append_unit(text, interval.days, "day");
  if (interval.micros == 0) return text.empty() ? "00:00:00" : text;
  if (!text.empty()) text += ' ';
  if (interval.micros < 0) text += '-';
  // Unsigned, so that the lowest number has a magnitude too.
  const auto raw = static_cast<std::uint64_t>(interval.micros);
  const std::uint64_t micros = interval.micros < 0 ? ~raw + 1 : raw;
  const std::uint64_t seconds = micros / 1'000'000;
  text += fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (micros % 1'000'000) {
    text += fmt::format(".{:06}", micros % 1'000'000);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text;
}

std::string time_tz_text(duckdb_time_tz time) {
  const duckdb_time_tz_struct parts = duckdb_from_time_tz(time);
  const std::int64_t seconds = (parts.time.hour * 60 + parts.time.min) * 60 + parts.time.sec;
  const int offset = std::abs(parts.offset);
  std::string text = to_text(Time{seconds * 1'000'000 + parts.time.micros});
  text += fmt::format("{}{:02}", parts.offset < 0 ? '-' : '+', offset / 3600);
  if (offset % 3600) text += fmt::format(":{:02}", offset / 60 % 60);
  if (offset % 60) text += fmt::format(":{:02}", offset % 60);
  return text;
}

std::string uuid_text(duckdb_hugeint uuid) {
  // DuckDB flips the highest bit, so that UUIDs sort as signed numbers.
  const std::uint64_t upper = static_cast<std::uint64_t>(uuid.upper) ^ (std::uint64_t{1} << 63);
  return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", upper >> 32, upper >> 16 & 0xffff, upper & 0xffff,
                     uuid.lower >> 48, uuid.lower & 0xffff'ffff'ffff);
}

}  // namespace sayquel::database::duckdb

#include "engine/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace sayquel::engine {
namespace {

// "5.00" and "5." are "5", "-0" is "0".
std::string plain_digits(std::string digits) {
  if (digits.find('.') != std::string::npos) {
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
  }
  return digits == "-0" ? "0" : digits;
}

struct Key {
  std::string operator()(Null) const { return "-"; }
  std::string operator()(bool value) const { return value ? "1" : "0"; }  // SQLite has no other Booleans
  std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
  std::string operator()(double value) const {
    if (std::abs(value) < 1e15 && value == std::floor(value)) return plain_digits(fmt::format("{:.0f}", value));
    const std::string text = fmt::format("{:.12g}", value);
    return text.find('e') == std::string::npos ? plain_digits(text) : text;
  }
  std::string operator()(const Decimal& value) const { return plain_digits(value.digits); }
  template <typename T>
  std::string operator()(const T& value) const {
    return "'" + to_text(Value(value));
  }
};

// One text a row, such that equal rows and only they have equal ones: each cell with its length before it.
std::vector<std::string> keys(const execute::Rows& rows) {
  std::vector<std::string> out;
  out.reserve(rows.rows.size());
  for (const Row& row : rows.rows) {
    std::string& key = out.emplace_back();
    for (const Value& value : row) {
      const std::string cell = std::visit(Key(), value);
      key += fmt::format("{}:{}", cell.size(), cell);
    }
  }
  return out;
}

}  // namespace

bool agree(const execute::Rows& left, const execute::Rows& right, bool ordered) {
  if (left.truncated != right.truncated || left.rows.size() != right.rows.size() ||
      left.columns.size() != right.columns.size())
    return false;
  auto left_keys = keys(left), right_keys = keys(right);
  if (!ordered && !left.truncated) {
    std::sort(left_keys.begin(), left_keys.end());
    std::sort(right_keys.begin(), right_keys.end());
  }
  return left_keys == right_keys;
}

}  // namespace sayquel::engine

#include "evaluation/compare.h"

#include <fmt/format.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <unordered_map>

#include "base/text.h"

namespace sayquel::evaluation {
namespace {

using Code = std::uint32_t;

std::string without_broken_bytes(const std::string& text) {
  std::string out;
  for (std::int32_t at = 0, length = static_cast<std::int32_t>(text.size()); at < length;) {
    const std::int32_t begin = at;
    UChar32 c;
    U8_NEXT(text.data(), at, length, c);
    if (c >= 0) out.append(text, static_cast<std::size_t>(begin), static_cast<std::size_t>(at - begin));
  }
  return out;
}

// A whole number has one form, whatever type holds it.
std::string number_key(double number) {
  constexpr double kBeyond = 9223372036854775808.0;  // 2^63
  if (number == std::floor(number) && number >= -kBeyond && number < kBeyond)
    return fmt::format("n{}", static_cast<std::int64_t>(number));
  return fmt::format("n{}", number);  // the shortest form that reads back the same
}

std::string decimal_key(const std::string& digits) {
  double number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (digits.find('.') == std::string::npos || error != std::errc() || end != digits.data() + digits.size())
    return "n" + digits;
  return number_key(number);
}

std::string text_key(const std::string& text) {
  return "t" + (base::valid_utf8(text) ? text : without_broken_bytes(text));
}

struct KeyOf {
  std::string operator()(Null) const { return {}; }
  std::string operator()(bool value) const { return value ? "n1" : "n0"; }
  std::string operator()(std::int64_t value) const { return fmt::format("n{}", value); }
  std::string operator()(double value) const { return number_key(value); }
  std::string operator()(const Decimal& value) const { return decimal_key(value.digits); }
  std::string operator()(const std::string& value) const { return text_key(value); }
  std::string operator()(const Blob& value) const { return "b" + value.bytes; }
  std::string operator()(Date value) const { return "t" + to_text(value); }
  std::string operator()(Time value) const { return "t" + to_text(value); }
  std::string operator()(Timestamp value) const { return "t" + to_text(value); }
};

// Values as numbers that are equal exactly where the values are.
class Coder {
 public:
  std::vector<std::vector<Code>> rows(const std::vector<Row>& values) {
    std::vector<std::vector<Code>> out;
    out.reserve(values.size());
    for (const Row& row : values) {
      std::vector<Code>& codes = out.emplace_back();
      codes.reserve(row.size());
      for (const Value& value : row) codes.push_back(code(value));
    }
    return out;
  }

 private:
  Code code(const Value& value) {
    return codes_.try_emplace(std::visit(KeyOf{}, value), static_cast<Code>(codes_.size())).first->second;
  }
  std::unordered_map<std::string, Code> codes_;
};

using Codes = std::vector<std::vector<Code>>;

std::vector<Code> sorted_column(const Codes& rows, std::size_t column) {
  std::vector<Code> values;
  values.reserve(rows.size());
  for (const auto& row : rows) values.push_back(row[column]);
  std::sort(values.begin(), values.end());
  return values;
}

// For each column of `expected`, the columns of `actual` that hold the same bag of values.
std::vector<std::vector<std::size_t>> fitting_columns(const Codes& expected, const Codes& actual) {
  const std::size_t width = expected.front().size();
  std::vector<std::vector<Code>> there;
  for (std::size_t j = 0; j < width; ++j) there.push_back(sorted_column(actual, j));
  std::vector<std::vector<std::size_t>> fits(width);
  for (std::size_t i = 0; i < width; ++i) {
    const std::vector<Code> wanted = sorted_column(expected, i);
    for (std::size_t j = 0; j < width; ++j)
      if (there[j] == wanted) fits[i].push_back(j);
  }
  return fits;
}

bool all_different(const std::vector<std::size_t>& order) {
  for (std::size_t i = 0; i < order.size(); ++i)
    for (std::size_t j = i + 1; j < order.size(); ++j)
      if (order[i] == order[j]) return false;
  return true;
}

Codes reordered(const Codes& rows, const std::vector<std::size_t>& order, bool keep) {
  Codes out = rows;
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (std::size_t i = 0; i < order.size(); ++i) out[r][i] = rows[r][order[i]];
  if (!keep) std::sort(out.begin(), out.end());
  return out;
}

// The next combination of one element of each list, the last list fastest; false: that was the last one.
bool advance(std::vector<std::size_t>& at, const std::vector<std::vector<std::size_t>>& lists) {
  for (std::size_t i = at.size(); i-- > 0;) {
    if (++at[i] < lists[i].size()) return true;
    at[i] = 0;
  }
  return false;
}

}  // namespace

bool same_rows(const std::vector<Row>& expected, const std::vector<Row>& actual, bool ordered) {
  if (expected.size() != actual.size()) return false;
  if (expected.empty()) return true;
  if (expected.front().size() != actual.front().size()) return false;
  Coder coder;
  Codes goal = coder.rows(expected);
  const Codes rows = coder.rows(actual);
  const auto fits = fitting_columns(goal, rows);
  if (std::any_of(fits.begin(), fits.end(), [](const auto& list) { return list.empty(); })) return false;
  if (!ordered) std::sort(goal.begin(), goal.end());
  std::vector<std::size_t> at(fits.size(), 0), order(fits.size());
  for (std::size_t tried = 0; tried <= kMostOrders; ++tried) {
    for (std::size_t i = 0; i < at.size(); ++i) order[i] = fits[i][at[i]];
    if (all_different(order) && reordered(rows, order, ordered) == goal) return true;
    if (!advance(at, fits)) return false;
  }
  return false;
}

bool same_sets(const std::vector<Row>& expected, const std::vector<Row>& actual) {
  Coder coder;
  Codes goal = coder.rows(expected), rows = coder.rows(actual);
  for (Codes* one : {&goal, &rows}) {
    std::sort(one->begin(), one->end());
    one->erase(std::unique(one->begin(), one->end()), one->end());
  }
  return goal == rows;
}

}  // namespace sayquel::evaluation

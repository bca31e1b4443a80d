#include "cases/questions/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <variant>

#include "base/text.h"

namespace sayquel::questions {
namespace {

enum class Label { None, Month, Quarter, Weekday };

struct Column {
  std::string name;
  Label label = Label::None;
  bool required = true;
};

Column read_name(std::string name) {
  Column column;
  if (name.ends_with('?')) {
    column.required = false;
    name.pop_back();
  }
  for (const auto& [ending, label] : {std::pair{":month", Label::Month}, std::pair{":quarter", Label::Quarter},
                                      std::pair{":weekday", Label::Weekday}}) {
    if (name.ends_with(ending)) column.label = label;
  }
  column.name = name;
  return column;
}

// A value as it is compared: nothing, a number, or text (dates and times in their one form).
using Plain = std::variant<std::monostate, double, std::string>;

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return {};
  return number;
}

Plain plain(const Value& value) {
  if (is_null(value)) return {};
  if (const auto* yes = std::get_if<bool>(&value)) return *yes ? 1.0 : 0.0;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  std::string text(base::trim(to_text(value)));
  if (const auto number = number_in(text)) return *number;
  constexpr std::string_view kMidnight = " 00:00:00";
  if (text.size() == 19 && text.ends_with(kMidnight)) text.resize(10);
  return text;
}

std::optional<int> place_of(std::string_view text, const std::vector<std::string_view>& starts) {
  const std::string lower = base::lower_ascii(text);
  for (std::size_t i = 0; i < starts.size(); ++i) {
    if (lower.starts_with(starts[i])) return static_cast<int>(i) + 1;
  }
  return {};
}

// "2008-03", "2008-03-01", "2008-03-01 00:00:00": the month, or 0.
int month_of_date(std::string_view text) {
  if (text.size() < 7 || text[4] != '-') return 0;
  const auto month = number_in(text.substr(5, 2));
  return month ? static_cast<int>(*month) : 0;
}

// A label in the number it stands for, so that 'JAN', 'January' and 1 are the same.
Plain plain_label(const Value& value, Label label) {
  const Plain shown = plain(value);
  const auto* text = std::get_if<std::string>(&shown);
  if (label == Label::None || !text) return shown;
  if (label == Label::Month) {
    if (const int month = month_of_date(*text)) return static_cast<double>(month);
    const auto place =
        place_of(*text, {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"});
    return place ? Plain(static_cast<double>(*place)) : shown;
  }
  if (label == Label::Weekday) {
    const auto place = place_of(*text, {"mo", "tu", "we", "th", "fr", "sa", "su"});
    return place ? Plain(static_cast<double>(*place % 7)) : shown;  // Sunday is 0, as databases count
  }
  const std::size_t mark = base::lower_ascii(*text).find('q');
  if (mark != std::string::npos) {
    const std::string digits(base::trim(std::string_view(*text).substr(mark + 1)));
    if (const auto quarter = number_in(digits)) return *quarter;
  }
  const int month = month_of_date(*text);
  return month ? Plain(static_cast<double>((month + 2) / 3)) : shown;
}

bool same(const Plain& expected, const Plain& actual, bool fraction) {
  if (expected.index() != actual.index()) return false;
  const auto* number = std::get_if<double>(&expected);
  if (!number) return expected == actual;
  constexpr double kRounding = 0.00501;  // what rounding to two decimals moves
  const double other = std::get<double>(actual);
  const double allowed = std::max(kRounding, std::abs(*number) * 1e-9);
  return std::abs(*number - other) <= allowed || (fraction && std::abs(*number - other * 100) <= kRounding);
}

// One requirement: an expected column, or two that the answer may show as one ("Jane" and "Doe" as "Jane Doe").
struct Need {
  std::vector<std::size_t> expected;
  std::size_t actual = 0;
};

class Matcher {
 public:
  Matcher(const Table& expected, const Table& actual, const Comparison& comparison)
      : expected_(expected), actual_(actual), comparison_(comparison) {
    for (const std::string& name : expected.columns) columns_.push_back(read_name(name));
    used_.resize(actual.columns.size());
  }

  std::optional<std::string> run() {
    if (expected_.rows.size() != actual_.rows.size()) {
      return fmt::format("{} rows instead of {}", actual_.rows.size(), expected_.rows.size());
    }
    if (!find_runs()) return fmt::format("the query has no column '{}' to be ordered by", comparison_.ordered_by);
    if (assign(0)) return {};
    if (!missing_.empty()) return fmt::format("no column has the values of '{}'", missing_);
    return comparison_.ordered_by.empty() ? "the values do not belong together in rows"
                                          : "the rows come in another order";
  }

 private:
  bool find_runs();
  bool assign(std::size_t column);
  bool try_need(Need need, std::size_t next);
  Plain expected_value(std::size_t row, const Need& need) const;
  Plain actual_value(std::size_t row, const Need& need) const;
  bool column_fits(const Need& need) const;
  bool rows_fit() const;
  bool run_fits(std::size_t begin, std::size_t end) const;

  const Table& expected_;
  const Table& actual_;
  const Comparison& comparison_;
  std::vector<Column> columns_;
  std::vector<std::size_t> runs_;  // where runs of rows that may change places end
  std::vector<Need> needs_;
  std::vector<bool> used_;
  std::string missing_;
};

bool Matcher::find_runs() {
  const std::size_t rows = expected_.rows.size();
  if (!comparison_.ordered_by.empty()) {
    const auto key = std::find_if(columns_.begin(), columns_.end(),
                                  [&](const Column& column) { return column.name == comparison_.ordered_by; });
    if (key == columns_.end()) return false;
    const auto at = static_cast<std::size_t>(key - columns_.begin());
    for (std::size_t row = 1; row < rows; ++row) {
      if (!(plain(expected_.rows[row][at]) == plain(expected_.rows[row - 1][at]))) runs_.push_back(row);
    }
  }
  runs_.push_back(rows);
  return true;
}

Plain Matcher::expected_value(std::size_t row, const Need& need) const {
  const Row& values = expected_.rows[row];
  if (need.expected.size() == 1) return plain_label(values[need.expected[0]], columns_[need.expected[0]].label);
  return to_text(values[need.expected[0]]) + " " + to_text(values[need.expected[1]]);
}

Plain Matcher::actual_value(std::size_t row, const Need& need) const {
  return plain_label(actual_.rows[row][need.actual], columns_[need.expected[0]].label);
}

// The same values, whatever their rows.
bool Matcher::column_fits(const Need& need) const {
  std::vector<Plain> expected, actual;
  for (std::size_t row = 0; row < expected_.rows.size(); ++row) {
    expected.push_back(expected_value(row, need));
    actual.push_back(actual_value(row, need));
  }
  std::sort(expected.begin(), expected.end());
  std::sort(actual.begin(), actual.end());
  for (std::size_t row = 0; row < expected.size(); ++row) {
    if (!same(expected[row], actual[row], comparison_.fraction)) return false;
  }
  return true;
}

bool Matcher::try_need(Need need, std::size_t next) {
  for (need.actual = 0; need.actual < used_.size(); ++need.actual) {
    if (used_[need.actual] || !column_fits(need)) continue;
    used_[need.actual] = true;
    needs_.push_back(need);
    if (assign(next)) return true;
    needs_.pop_back();
    used_[need.actual] = false;
  }
  return false;
}

bool Matcher::assign(std::size_t column) {
  while (column < columns_.size() && !columns_[column].required) ++column;
  if (column == columns_.size()) {
    missing_.clear();
    return rows_fit();
  }
  if (try_need({{column}, 0}, column + 1)) return true;
  const bool pair = column + 1 < columns_.size() && columns_[column + 1].required;
  if (pair && try_need({{column, column + 1}, 0}, column + 2)) return true;
  if (missing_.empty() && needs_.size() == 0) missing_ = columns_[column].name;
  return false;
}

bool Matcher::rows_fit() const {
  std::size_t begin = 0;
  for (const std::size_t end : runs_) {
    if (!run_fits(begin, end)) return false;
    begin = end;
  }
  return true;
}

// Each expected row of the run finds an actual one of its own.
bool Matcher::run_fits(std::size_t begin, std::size_t end) const {
  std::vector<bool> taken(end - begin);
  for (std::size_t row = begin; row < end; ++row) {
    bool found = false;
    for (std::size_t other = begin; other < end && !found; ++other) {
      if (taken[other - begin]) continue;
      found = std::all_of(needs_.begin(), needs_.end(), [&](const Need& need) {
        return same(expected_value(row, need), actual_value(other, need), comparison_.fraction);
      });
      if (found) taken[other - begin] = true;
    }
    if (!found) return false;
  }
  return true;
}

}  // namespace

std::optional<std::string> difference(const Table& expected, const Table& actual, const Comparison& comparison) {
  return Matcher(expected, actual, comparison).run();
}

}  // namespace sayquel::questions

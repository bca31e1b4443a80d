#include "answer/render/table.h"

#include <fmt/format.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "answer/wording/naming.h"
#include "answer/wording/numbers.h"
#include "base/text.h"

namespace sayquel::answer {
namespace {

constexpr int kGap = 2;        // between columns
constexpr int kNarrowest = 6;  // a text column is not cut below this
constexpr int kWidestBar = 30, kNarrowestBar = 8;
constexpr std::size_t kLongestCell = 2'000;            // code points of a cell that are looked at
constexpr int kMostDecimals = 4;                       // of a double in a table; other formats have them all
constexpr std::string_view kNoValue = "\xE2\x80\x93";  // –

struct TableColumn {
  std::string name;
  bool right = false;
  int width = 0;
  std::vector<std::string> cells;
};

std::string repeated(std::string_view piece, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += piece;
  return out;
}

std::string padded(const std::string& text, int width, bool right) {
  const std::string gap(static_cast<std::size_t>(std::max(0, width - base::display_width(text))), ' ');
  return right ? gap + text : text + gap;
}

// Decimals that a column of doubles needs, so that its points stand under each other.
int decimals_of(const Answer& answer, std::size_t column, std::size_t rows, const ValueFormat& format) {
  if (format.unit == Unit::Money) return 2;
  int most = 0;
  for (std::size_t r = 0; r < rows; ++r) {
    const auto* value = std::get_if<double>(&answer.rows[r][column]);
    const std::string digits = value ? round_decimal(plain_digits(*value), kMostDecimals) : "";
    const std::string normal = normal_decimal(digits);
    const std::size_t point = normal.find('.');
    if (point != std::string::npos) most = std::max(most, static_cast<int>(normal.size() - point - 1));
  }
  return most;
}

std::string number_cell(const Value& value, const ValueFormat& format, int decimals) {
  if (format.unit == Unit::Identifier || format.unit == Unit::Year) return to_text(value);
  if (const auto* real = std::get_if<double>(&value)) {
    const std::string digits = plain_digits(*real);
    const bool tiny = *real != 0 && std::abs(*real) < 0.5 * std::pow(10.0, -decimals);
    return digits.empty() || tiny ? fmt::format("{}", *real) : group_thousands(round_decimal(digits, decimals));
  }
  return group_thousands(to_text(value));
}

std::string cell_text(const Value& value, const ValueFormat& format, int decimals) {
  if (is_null(value)) return std::string(kNoValue);
  if (as_number(value)) return number_cell(value, format, decimals);
  return one_line(to_text(value), kLongestCell);
}

bool midnight_only(const Answer& answer, std::size_t column) {
  constexpr std::int64_t kDay = 86'400'000'000;
  return std::all_of(answer.rows.begin(), answer.rows.end(), [&](const Row& row) {
    const auto* stamp = std::get_if<Timestamp>(&row[column]);
    return is_null(row[column]) || (stamp && stamp->microseconds % kDay == 0);
  });
}

TableColumn make_column(const Answer& answer, std::size_t index, std::size_t rows) {
  const ResultColumn& source = answer.columns[index];
  const ValueFormat format = format_of_name(source.name, source.type);
  TableColumn column;
  column.name = one_line(source.name);
  bool numbers = false, others = false;
  const int decimals = decimals_of(answer, index, rows, format);
  const bool days = source.type.kind == TypeKind::Timestamp && midnight_only(answer, index);
  column.width = base::display_width(column.name);
  for (std::size_t r = 0; r < rows; ++r) {
    const Value& value = answer.rows[r][index];
    column.cells.push_back(cell_text(value, format, decimals));
    if (days && column.cells.back().size() > 10) column.cells.back().resize(10);
    if (as_number(value))
      numbers = true;
    else if (!is_null(value))
      others = true;
    column.width = std::max(column.width, base::display_width(column.cells.back()));
  }
  column.right = numbers ? !others : source.type.numeric() && !others;
  return column;
}

int total_width(const std::vector<TableColumn>& columns) {
  int width = columns.empty() ? 0 : -kGap;
  for (const TableColumn& column : columns) width += column.width + kGap;
  return width;
}

// Takes from the widest text columns until the table fits; gives what did not fit even so.
std::vector<std::string> shrink(std::vector<TableColumn>& columns, int width) {
  std::vector<std::string> left_out;
  while (total_width(columns) > width) {
    TableColumn* widest = nullptr;
    for (TableColumn& column : columns)
      if (!column.right && column.width > kNarrowest && (!widest || column.width > widest->width)) widest = &column;
    if (widest) {
      --widest->width;
    } else if (columns.size() > 1) {
      left_out.insert(left_out.begin(), columns.back().name);
      columns.pop_back();
    } else {
      columns.front().width = std::max(1, width);
      break;
    }
  }
  return left_out;
}

// Eighths of a block: a bar as long as its number.
std::string bar_of(double share, int width) {
  static constexpr std::string_view kEighths[] = {"",
                                                  "\xE2\x96\x8F",
                                                  "\xE2\x96\x8E",
                                                  "\xE2\x96\x8D",
                                                  "\xE2\x96\x8C",
                                                  "\xE2\x96\x8B",
                                                  "\xE2\x96\x8A",
                                                  "\xE2\x96\x89"};
  const int eighths = static_cast<int>(std::lround(share * width * 8));
  return repeated("\xE2\x96\x88", eighths / 8) + std::string(kEighths[eighths % 8]);
}

// One bar a row, or none at all where a number is missing to compare with or below zero.
std::vector<std::string> bars_of(const Answer& answer, std::size_t column, std::size_t rows, int width) {
  if (width < kNarrowestBar) return {};
  double most = 0;
  for (std::size_t r = 0; r < rows; ++r) {
    const auto number = as_number(answer.rows[r][column]);
    if (number && (*number < 0 || !std::isfinite(*number))) return {};
    if (number) most = std::max(most, *number);
  }
  if (most <= 0) return {};
  std::vector<std::string> bars;
  for (std::size_t r = 0; r < rows; ++r) {
    const auto number = as_number(answer.rows[r][column]);
    bars.push_back(number ? bar_of(*number / most, std::min(width, kWidestBar)) : "");
  }
  return bars;
}

void trim_end(std::string& line) { line.erase(line.find_last_not_of(' ') + 1); }

}  // namespace

std::string cut_to_width(const std::string& text, int width) {
  if (base::display_width(text) <= width) return text;
  std::string out;
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    const std::int32_t start = i;
    UChar32 c;
    U8_NEXT(text.data(), i, size, c);
    const std::string next = out + text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(i - start));
    if (base::display_width(next) > width - 1) break;
    out = next;
  }
  return out + "\xE2\x80\xA6";
}

LaidOut lay_out(const Answer& answer, const TableLayout& layout) {
  const std::size_t rows = std::min(layout.rows, answer.rows.size());
  std::vector<TableColumn> columns;
  for (std::size_t i = 0; i < answer.columns.size(); ++i) columns.push_back(make_column(answer, i, rows));
  const int width = std::max(kNarrowest, layout.width - layout.indent);
  LaidOut out;
  out.columns_left_out = shrink(columns, width);
  std::vector<std::string> bars;
  if (layout.bars) bars = bars_of(answer, *layout.bars, rows, width - total_width(columns) - kGap);
  const std::string indent(static_cast<std::size_t>(layout.indent), ' '), gap(kGap, ' ');
  std::string head, rule;
  for (const TableColumn& column : columns) {
    head += (head.empty() ? "" : gap) + padded(cut_to_width(column.name, column.width), column.width, column.right);
    rule += (rule.empty() ? "" : gap) + repeated("\xE2\x94\x80", column.width);
  }
  trim_end(head);
  out.text = indent + layout.paint.bold(head) + "\n" + indent + layout.paint.dim(rule) + "\n";
  for (std::size_t r = 0; r < rows; ++r) {
    std::string line;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (c) line += gap;
      line += padded(cut_to_width(columns[c].cells[r], columns[c].width), columns[c].width, columns[c].right);
    }
    if (!bars.empty() && !bars[r].empty()) line += gap + layout.paint.bar(bars[r]);
    trim_end(line);
    out.text += indent + line + "\n";
  }
  return out;
}

std::string lay_out_record(const Answer& answer, const TableLayout& layout) {
  int names = 0;
  for (const ResultColumn& column : answer.columns) names = std::max(names, base::display_width(one_line(column.name)));
  names = std::min(names, layout.width / 2);
  const int values = std::max(kNarrowest, layout.width - layout.indent - names - kGap);
  std::string out;
  for (std::size_t i = 0; i < answer.columns.size(); ++i) {
    const TableColumn column = make_column(answer, i, 1);
    out += std::string(static_cast<std::size_t>(layout.indent), ' ') +
           layout.paint.dim(padded(cut_to_width(column.name, names), names, false)) + std::string(kGap, ' ') +
           cut_to_width(column.cells.front(), values) + "\n";
  }
  return out;
}

}  // namespace sayquel::answer

// A chart of the rows as Vega-Lite 5, where one suits.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "answer/result_shape.h"
#include "sayquel/value.h"

namespace sayquel::answer {

enum class ChartKind { None, Bar, Line, Point, GroupedBar };

// What a chart draws: positions in the result's columns.
struct ChartColumns {
  ChartKind kind = ChartKind::None;
  std::size_t category = 0, number = 0;
};

// One category and one number over 2 to 30 rows: bars, as the rows are sorted. A time and a number: a line. Two
// categories and a number: grouped bars. Two numbers: points. Nothing for one row, keys, or text alone. The data stand
// inline (at most 1,000 rows), strings as data only; nothing outside is referred to. `title`: the sentence's subject.
std::optional<std::string> make_chart(const ResultShape& shape, const std::vector<Row>& rows, const std::string& title);

// What a chart made above draws; None for any other text.
ChartColumns chart_columns(const std::optional<std::string>& chart);

// A Vega-Lite field name for data under `name`: dots, brackets, quotes and backslashes escaped, which are path syntax
// there.
std::string escaped_field(const std::string& name);

// Block characters, one a row, or averages of neighbouring rows where there are more than `width`; empty where there
// is nothing to see.
std::string sparkline(const std::vector<Row>& rows, std::size_t column, std::size_t width);

}  // namespace sayquel::answer

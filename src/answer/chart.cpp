#include "answer/chart.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "answer/render/formats.h"
#include "answer/wording/naming.h"
#include "base/text.h"

namespace sayquel::answer {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostRows = 1'000, kMostBars = 30, kMostGroups = 12;
constexpr std::size_t kLongName = 10;  // characters of a name from which bars lie down

constexpr std::string_view kSchema = "https://vega.github.io/schema/vega-lite/v5.json";

// JSON numbers that a chart can draw; what JavaScript would bend in the last digit looks the same.
Json datum(const Value& value, bool number) {
  if (is_null(value)) return nullptr;
  if (number) {
    const auto real = as_number(value);
    if (real && std::isfinite(*real)) {
      if (const auto* integer = std::get_if<std::int64_t>(&value)) return *integer;
      return *real;
    }
    return nullptr;
  }
  return one_line(to_text(value), 80);
}

// Time as ISO text, which Vega reads the same in every time zone where it has a "T" and no zone.
Json time_datum(const Value& value) {
  const auto moment = as_moment(value);
  if (!moment) return nullptr;
  const auto days = std::chrono::sys_days(moment->day).time_since_epoch().count();
  std::string text =
      to_text(Timestamp{static_cast<std::int64_t>(days) * 86'400'000'000 + moment->microseconds.value_or(0)});
  text[text.find(' ')] = 'T';
  return text;
}

struct Axis {
  std::size_t column = 0;
  std::string field, type, title;
};

class ChartMaker {
 public:
  ChartMaker(const ResultShape& shape, const std::vector<Row>& rows, const std::string& title)
      : shape_(shape), rows_(rows), title_(title) {}

  std::optional<std::string> make() {
    if (rows_.size() < 2 || rows_.size() > kMostRows) return std::nullopt;
    const auto labels = shape_.columns_of(Role::Label), times = shape_.columns_of(Role::Time),
               numbers = shape_.columns_of(Role::Measure);
    if (numbers.empty()) return std::nullopt;
    const std::size_t number = shape_.measure.value_or(numbers.front());
    if (!varies_or_any(number)) return std::nullopt;
    if (times.size() == 1 && labels.empty()) return over_time(times[0], number);
    if (labels.size() == 2 && !shape_.columns[labels[0]].words.starts_with("first") && shape_.grouped && times.empty())
      return grouped(labels[0], labels[1], number);
    if (!shape_.label.empty() && shape_.columns[shape_.label[0]].role == Role::Label && rows_.size() <= kMostBars)
      return bars(number);
    if (labels.empty() && times.empty() && numbers.size() == 2 && shape_.columns_of(Role::Identifier).empty())
      return points(numbers[0], numbers[1]);
    return std::nullopt;
  }

 private:
  bool varies_or_any(std::size_t column) const {
    return std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) {
      const auto number = as_number(row[column]);
      return number && std::isfinite(*number);
    });
  }

  // A field name of its own: two columns of one name must not share it, nor may it be a name that JavaScript keeps.
  Axis axis(std::size_t column, std::string type) {
    std::string name = shape_.columns[column].words;
    if (name.empty() || name == "__proto__" || name == "constructor") name = "column";
    std::string unique = name;
    for (int copy = 2; !fields_.insert(unique).second; ++copy) unique = name + " " + std::to_string(copy);
    return {column, unique, std::move(type), capitalized(one_line(shape_.columns[column].words, 60))};
  }

  static Json channel(const Axis& axis) {
    return {{"field", escaped_field(axis.field)}, {"type", axis.type}, {"title", axis.title}};
  }

  Json start(std::string_view kind, std::size_t category, std::size_t number) const {
    Json spec;
    spec["$schema"] = kSchema;
    if (!title_.empty()) spec["title"] = one_line(title_, 120);
    // Where the drawing finds its data among the answer's columns, for those that draw it themselves.
    spec["usermeta"] = {{"sayquel", {{"kind", kind}, {"category", category}, {"number", number}}}};
    return spec;
  }

  std::optional<std::string> finish(Json& spec, const std::vector<Axis>& axes,
                                    const std::vector<std::size_t>& name_columns) const {
    Json values = Json::array();
    for (const Row& row : rows_) {
      Json entry = Json::object();
      for (const Axis& axis : axes) {
        if (axis.type == "temporal")
          entry[axis.field] = time_datum(row[axis.column]);
        else if (axis.type == "quantitative")
          entry[axis.field] = datum(row[axis.column], true);
        else
          entry[axis.field] = category(row, axis, name_columns);
      }
      values.push_back(std::move(entry));
    }
    Json ordered;
    for (auto& [key, value] : spec.items()) {
      if (key == "mark") ordered["data"] = {{"values", values}};
      ordered[key] = value;
    }
    return ordered.dump(-1, ' ', false, Json::error_handler_t::replace);
  }

  std::string category(const Row& row, const Axis& axis, const std::vector<std::size_t>& name_columns) const {
    const bool name = !name_columns.empty() && axis.column == name_columns.front();
    const std::string text = name ? shape_.name_of(row)
                             : is_null(row[axis.column])
                                 ? ""
                                 : say(row[axis.column], shape_.columns[axis.column].format).text;
    return text.empty() ? "unknown" : text;
  }

  std::optional<std::string> bars(std::size_t number) {
    const Axis name = axis(shape_.label[0], "nominal"), amount = axis(number, "quantitative");
    std::size_t longest = 0;
    std::set<std::string> names;
    for (const Row& row : rows_) {
      const std::string text = category(row, name, shape_.label);
      longest = std::max(longest, static_cast<std::size_t>(base::display_width(text)));
      names.insert(text);
    }
    if (names.size() != rows_.size()) return std::nullopt;  // bars of one name would be drawn into one another
    Json spec = start("bar", shape_.label[0], number);
    spec["mark"] = {{"type", "bar"}, {"tooltip", true}};
    Json category_channel = channel(name);
    category_channel["sort"] = nullptr;  // as the rows are sorted
    const bool lying = longest > kLongName || rows_.size() > 12;
    spec["encoding"] = {{lying ? "y" : "x", category_channel}, {lying ? "x" : "y", channel(amount)}};
    return finish(spec, {name, amount}, shape_.label);
  }

  std::optional<std::string> over_time(std::size_t time, std::size_t number) {
    const bool moments = std::all_of(rows_.begin(), rows_.end(),
                                     [&](const Row& row) { return is_null(row[time]) || as_moment(row[time]); });
    const Axis when = axis(time, moments ? "temporal" : "ordinal"), amount = axis(number, "quantitative");
    Json spec = start("line", time, number);
    spec["mark"] = {{"type", "line"}, {"point", true}, {"tooltip", true}};
    Json time_channel = channel(when);
    if (!moments) time_channel["sort"] = nullptr;
    spec["encoding"] = {{"x", time_channel}, {"y", channel(amount)}};
    return finish(spec, {when, amount}, {});
  }

  std::optional<std::string> points(std::size_t first, std::size_t second) {
    const Axis across = axis(first, "quantitative"), up = axis(second, "quantitative");
    Json spec = start("point", first, second);
    spec["mark"] = {{"type", "point"}, {"tooltip", true}};
    spec["encoding"] = {{"x", channel(across)}, {"y", channel(up)}};
    return finish(spec, {across, up}, {});
  }

  std::optional<std::string> grouped(std::size_t outer, std::size_t inner, std::size_t number) {
    std::set<std::string> inner_names;
    for (const Row& row : rows_) inner_names.insert(to_text(row[inner]));
    if (inner_names.size() > kMostGroups || rows_.size() > kMostBars * kMostGroups) return std::nullopt;
    const Axis across = axis(outer, "nominal"), colour = axis(inner, "nominal"), amount = axis(number, "quantitative");
    Json spec = start("grouped bar", outer, number);
    spec["mark"] = {{"type", "bar"}, {"tooltip", true}};
    Json outer_channel = channel(across), colour_channel = channel(colour);
    outer_channel["sort"] = nullptr;
    colour_channel["sort"] = nullptr;
    Json offset = {{"field", escaped_field(colour.field)}, {"sort", nullptr}};
    spec["encoding"] = {{"x", outer_channel}, {"xOffset", offset}, {"y", channel(amount)}, {"color", colour_channel}};
    return finish(spec, {across, colour, amount}, {});
  }

  const ResultShape& shape_;
  const std::vector<Row>& rows_;
  const std::string& title_;
  std::set<std::string> fields_;
};

}  // namespace

std::string escaped_field(const std::string& name) {
  std::string out;
  for (char c : name) {
    if (std::string_view(".[]'\"\\").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::optional<std::string> make_chart(const ResultShape& shape, const std::vector<Row>& rows,
                                      const std::string& title) {
  return ChartMaker(shape, rows, title).make();
}

ChartColumns chart_columns(const std::optional<std::string>& chart) {
  if (!chart) return {};
  const Json spec = Json::parse(*chart, nullptr, false);
  const Json::json_pointer place("/usermeta/sayquel");
  if (spec.is_discarded() || !spec.contains(place)) return {};
  const Json& drawn = spec[place];
  if (!drawn.is_object() || !drawn.contains("kind") || !drawn["kind"].is_string()) return {};
  const std::string kind = drawn["kind"];
  const auto position = [&](const char* name) {
    return drawn.contains(name) && drawn[name].is_number_unsigned() ? drawn[name].get<std::size_t>() : 0;
  };
  ChartColumns out;
  out.kind = kind == "bar"           ? ChartKind::Bar
             : kind == "line"        ? ChartKind::Line
             : kind == "point"       ? ChartKind::Point
             : kind == "grouped bar" ? ChartKind::GroupedBar
                                     : ChartKind::None;
  out.category = position("category");
  out.number = position("number");
  return out;
}

std::string sparkline(const std::vector<Row>& rows, std::size_t column, std::size_t width) {
  static constexpr std::string_view kBlocks[] = {"\xE2\x96\x81", "\xE2\x96\x82", "\xE2\x96\x83", "\xE2\x96\x84",
                                                 "\xE2\x96\x85", "\xE2\x96\x86", "\xE2\x96\x87", "\xE2\x96\x88"};
  std::vector<double> values;
  for (const Row& row : rows) {
    const auto number = column < row.size() ? as_number(row[column]) : std::nullopt;
    if (!number || !std::isfinite(*number)) return {};
    values.push_back(*number);
  }
  if (values.size() < 3 || width == 0) return {};
  const std::size_t cells = std::min(values.size(), width);
  std::vector<double> means(cells, 0);
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const std::size_t first = cell * values.size() / cells, end = (cell + 1) * values.size() / cells;
    for (std::size_t i = first; i < end; ++i) means[cell] += values[i] / static_cast<double>(end - first);
  }
  const auto [least, most] = std::minmax_element(means.begin(), means.end());
  if (*most <= *least) return {};
  std::string out;
  for (double mean : means)
    out += kBlocks[static_cast<std::size_t>(std::clamp((mean - *least) / (*most - *least) * 7.999, 0.0, 7.0))];
  return out;
}

}  // namespace sayquel::answer

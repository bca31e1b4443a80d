// The answer for a person at a terminal:
//
//   sentence
//   table, with bars or a sparkline where the chart says so
//   notes, how the question was read, how sure, the SQL
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "answer/chart.h"
#include "answer/render/formats.h"
#include "answer/render/pretty_sql.h"
#include "answer/render/table.h"
#include "answer/wording/naming.h"

namespace sayquel::answer {
namespace {

constexpr std::string_view kDot = " \xC2\xB7 ";
constexpr std::size_t kRecordColumns = 4;  // a single row of more columns stands as a record
constexpr int kWidestParagraph = 100;

// Words on lines that end before column `width`; the first line goes on where `indent` columns are taken, the others
// begin with so many blanks.
std::string wrapped(const std::string& text, int width, int indent) {
  std::string out;
  int column = indent;
  bool fresh = true;  // nothing stands on the line yet
  for (const std::string& word : base::split(text, ' ')) {
    const int wide = base::display_width(word);
    if (!fresh && column + 1 + wide > width) {
      out += "\n" + std::string(static_cast<std::size_t>(indent), ' ');
      column = indent;
    } else if (!fresh) {
      out += ' ';
      ++column;
    }
    out += word;
    column += wide;
    fresh = false;
  }
  return out;
}

class TextWriter {
 public:
  TextWriter(const Answer& answer, const TextStyle& style) : answer_(answer), style_(style) {
    paint_.on = style.colour;
  }

  std::string write() {
    if (answer_.status == AnswerStatus::Answered || answer_.status == AnswerStatus::Ambiguous)
      result();
    else
      failure();
    alternatives();
    notes();
    reading();
    query();
    return std::move(out_);
  }

 private:
  int paragraph_width() const { return std::clamp(style_.width, 20, kWidestParagraph); }

  void paragraph(const std::string& text) { out_ += wrapped(base::printable(text), paragraph_width(), 0) + "\n"; }

  void blank() {
    if (!out_.empty() && !out_.ends_with("\n\n")) out_ += "\n";
  }

  void result() {
    if (answer_.status == AnswerStatus::Ambiguous)
      out_ += paint_.warning("This question can be read in more than one way; here is the likeliest.") + "\n";
    if (!answer_.answer.empty())
      out_ += paint_.bold(wrapped(base::printable(answer_.answer), paragraph_width(), 0)) + "\n";
    if (answer_.error) failure();
    // One value stands in the sentence already.
    if (answer_.columns.empty() || answer_.rows.empty()) return;
    if (answer_.rows.size() == 1 && answer_.columns.size() == 1 && !answer_.answer.empty()) return;
    blank();
    table();
  }

  void table() {
    const ChartColumns chart = chart_columns(answer_.chart);
    TableLayout layout{style_.width, 2, style_.rows_shown, {}, paint_};
    if (chart.kind == ChartKind::Bar && chart.number < answer_.columns.size()) layout.bars = chart.number;
    if (answer_.rows.size() == 1 && answer_.columns.size() > kRecordColumns) {
      out_ += lay_out_record(answer_, layout);
      return;
    }
    const LaidOut laid_out = lay_out(answer_, layout);
    out_ += laid_out.text;
    remarks(laid_out);
    if (chart.kind == ChartKind::Line && chart.number < answer_.columns.size()) {
      const std::string line =
          sparkline(answer_.rows, chart.number, static_cast<std::size_t>(std::max(10, style_.width - 30)));
      if (!line.empty()) out_ += "\n  " + paint_.bar(line) + sparkline_range(chart) + "\n";
    }
  }

  // What the table leaves out, so that nothing is cut in silence.
  void remarks(const LaidOut& laid_out) {
    const std::size_t held = answer_.rows.size(), shown = std::min(held, style_.rows_shown);
    if (held > shown)
      out_ += "  " +
              paint_.dim(fmt::format("\xE2\x80\xA6 {} more {} not shown here.", count_of(held - shown),
                                     counted("row", held - shown))) +
              "\n";
    if (laid_out.columns_left_out.empty()) return;
    const std::string names = wrapped(base::join(laid_out.columns_left_out, ", "), paragraph_width(), 4);
    out_ += "  " + paint_.dim("Too narrow for " + names + ".") + "\n";
  }

  // Every date the first of its month: the column stands for months.
  bool months_only(std::size_t column) const {
    return std::all_of(answer_.rows.begin(), answer_.rows.end(), [&](const Row& row) {
      const auto moment = as_moment(row[column]);
      return moment && moment->day.day() == std::chrono::day(1) && moment->microseconds.value_or(0) == 0;
    });
  }

  std::string sparkline_range(const ChartColumns& chart) const {
    const Row &first = answer_.rows.front(), &last = answer_.rows.back();
    if (chart.category >= first.size()) return {};
    const ValueFormat format{months_only(chart.category) ? Unit::MonthStart : Unit::Plain, ""};
    return paint_.dim(
        fmt::format("  {} to {}", say(first[chart.category], format).text, say(last[chart.category], format).text));
  }

  void failure() {
    if (answer_.error && !style_.error_shown) return;
    const bool declined = answer_.status == AnswerStatus::Declined;
    if (!answer_.answer.empty() && !answer_.error) return paragraph(answer_.answer);
    const std::string message = answer_.error ? answer_.error->message
                                : declined    ? "This question could not be read with enough certainty."
                                              : "This question could not be answered.";
    const std::string line = wrapped(base::printable(message), paragraph_width(), 0);
    out_ += (declined ? paint_.warning(line) : paint_.error(line)) + "\n";
    if (answer_.error && !answer_.error->hint.empty()) paragraph(answer_.error->hint);
  }

  void alternatives() {
    if (answer_.alternatives.empty() || answer_.status == AnswerStatus::Answered) return;
    blank();
    out_ +=
        (answer_.status == AnswerStatus::Ambiguous ? "It could also mean:" : "Perhaps it means:") + std::string("\n");
    for (const Alternative& other : answer_.alternatives)
      out_ += "  - " + wrapped(one_line(other.reading.empty() ? other.sql : other.reading, 300), paragraph_width(), 4) +
              "\n";
  }

  void notes() {
    if (answer_.notes.empty() && !answer_.truncated) return;
    blank();
    for (const std::string& note : answer_.notes)
      out_ += paint_.warning("Note:") + " " + wrapped(one_line(note, 600), paragraph_width(), 6) + "\n";
  }

  void reading() {
    std::vector<std::string> how;
    if (answer_.confidence > 0) how.push_back(fmt::format("{:.0f}% sure", std::floor(answer_.confidence * 100)));
    if (answer_.drafted_by == "parser")
      how.emplace_back("drafted by the built-in parser");
    else if (answer_.drafted_by.starts_with("model:"))
      how.push_back("drafted by " + one_line(answer_.drafted_by.substr(6)));
    const Timings& t = answer_.timings;
    const double milliseconds = t.ground + t.draft + t.guard + t.execute + t.answer;
    if (milliseconds > 0)
      how.push_back(milliseconds < 1'000 ? fmt::format("{:.0f} ms", std::max(1.0, milliseconds))
                                         : fmt::format("{:.1f} s", milliseconds / 1'000));
    if (answer_.reading.empty() && answer_.sql.empty()) return;
    blank();
    if (!answer_.reading.empty())
      out_ += paint_.dim("Read as:") + " " + wrapped(one_line(answer_.reading, 600), paragraph_width(), 9) + "\n";
    if (!how.empty()) out_ += paint_.dim(base::join(how, kDot)) + "\n";
  }

  void query() {
    if (answer_.sql.empty()) return;
    blank();
    if (answer_.status == AnswerStatus::Declined) out_ += paint_.dim("A draft, not run:") + "\n";
    for (const std::string& line : base::split(pretty_sql(answer_.sql), '\n'))
      out_ += "  " + paint_.dim(base::printable(line)) + "\n";
  }

  const Answer& answer_;
  const TextStyle& style_;
  Paint paint_;
  std::string out_;
};

}  // namespace

std::string render_text(const Answer& answer, const TextStyle& style) { return TextWriter(answer, style).write(); }

std::string render_table(const Answer& answer, const TextStyle& style) {
  if (answer.columns.empty()) return {};
  TableLayout layout{style.width, 0, answer.rows.size(), {}, Paint{style.colour}};
  const LaidOut laid_out = lay_out(answer, layout);
  std::string out = laid_out.text;
  if (!laid_out.columns_left_out.empty())
    out += fmt::format("Too narrow for {}.\n", base::join(laid_out.columns_left_out, ", "));
  if (answer.truncated) out += fmt::format("Only the first {} rows; there are more.\n", count_of(answer.rows.size()));
  return out;
}

}  // namespace sayquel::answer

// The answer as Markdown: sentence, table, notes, SQL in a fence. What comes from outside is escaped, so that it can
// neither format, link nor open HTML.
#include <fmt/format.h>

#include <algorithm>

#include "answer/render/formats.h"
#include "base/text.h"

namespace sayquel::answer {
namespace {

std::string escaped(std::string_view raw) {
  std::string out;
  for (char c : base::printable(raw)) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '\n')
      out += "<br>";
    else if (c == '\t')
      out += ' ';
    else if (std::string_view("\\`*_[]|~#!$").find(c) != std::string_view::npos)
      out += '\\', out += c;
    else
      out += c;
  }
  return out;
}

// A sentence or a heading of one paragraph: what would begin a list or a quote is only dangerous at its front.
std::string paragraph(std::string_view raw) {
  std::string out = escaped(raw);
  if (!out.empty() && (out[0] == '-' || out[0] == '+' || out[0] == '=')) out.insert(0, "\\");
  return out;
}

bool right_aligned(const ResultColumn& column) { return column.type.numeric(); }

std::string table(const Answer& answer) {
  std::string head = "|", rule = "|", body;
  for (const ResultColumn& column : answer.columns) {
    head += " " + escaped(column.name) + " |";
    rule += right_aligned(column) ? " ---: |" : " --- |";
  }
  for (const Row& row : answer.rows) {
    body += "|";
    for (const Value& value : row) body += " " + escaped(to_text(value)) + " |";
    body += "\n";
  }
  return head + "\n" + rule + "\n" + body;
}

// A fence longer than any run of backticks in what it holds.
std::string fenced(const std::string& text, std::string_view language) {
  std::size_t longest = 2, run = 0;
  for (char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  return fmt::format("{}{}\n{}\n{}\n", fence, language, base::printable(text), fence);
}

}  // namespace

std::string render_markdown(const Answer& answer) {
  std::string out;
  if (!answer.answer.empty()) out += paragraph(answer.answer) + "\n";
  if (answer.error) {
    out += fmt::format("**{}**\n", paragraph(answer.error->message));
    if (!answer.error->hint.empty()) out += "\n" + paragraph(answer.error->hint) + "\n";
  }
  if (!answer.columns.empty() && !answer.rows.empty()) out += "\n" + table(answer);
  if (answer.truncated) out += fmt::format("\nOnly the first {} rows are here; there are more.\n", answer.rows.size());
  if (!answer.notes.empty()) out += "\n";
  for (const std::string& note : answer.notes) out += "- " + paragraph(note) + "\n";
  if (!answer.reading.empty()) out += "\n*Read as:* " + paragraph(answer.reading) + "\n";
  if (!answer.sql.empty()) out += "\n" + fenced(answer.sql, "sql");
  return out;
}

}  // namespace sayquel::answer

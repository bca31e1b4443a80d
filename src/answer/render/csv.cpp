// Comma-separated values as RFC 4180 has them:
//
//   header CRLF {record CRLF};  a field with a comma, a quote or a line break stands in quotes, quotes doubled
//
// NULL is an empty field, an empty text two quotes: a reader that cares can tell them apart. A value is written as it
// is, also where a spreadsheet would read it as a formula: what is opened in one is for its user to trust.
#include "answer/render/formats.h"

namespace sayquel::answer {
namespace {

std::string field(const std::string& text) {
  if (!text.empty() && text.find_first_of(",\"\r\n") == std::string::npos && text.front() != ' ' && text.back() != ' ')
    return text;
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace

std::string render_csv(const Answer& answer) {
  std::string out;
  for (std::size_t i = 0; i < answer.columns.size(); ++i) {
    if (i) out += ',';
    out += field(repair_utf8(answer.columns[i].name));
  }
  if (!answer.columns.empty()) out += "\r\n";
  for (const Row& row : answer.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i) out += ',';
      if (!is_null(row[i])) out += field(repair_utf8(to_text(row[i])));
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace sayquel::answer

// The answer as JSON: the contract that the command, the service and MCP share. Fields in this order:
//
//   id question status sql columns rows row_count truncated answer reading confidence drafted_by alternatives notes
//   chart error timings_ms
//
// Values: NULL null; integers beyond 2^53 and all decimals strings, because a reader's doubles would bend them; doubles
// the shortest digits that read back the same, NaN and infinities null; dates and times as to_text() writes them; blobs
// lower-case hex. Text that is not UTF-8 is repaired with U+FFFD.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "answer/render/formats.h"

namespace sayquel::answer {
namespace {

constexpr std::int64_t kExactInDouble = std::int64_t{1} << 53;

std::string_view status_name(AnswerStatus status) {
  switch (status) {
    case AnswerStatus::Answered:
      return "answered";
    case AnswerStatus::Ambiguous:
      return "ambiguous";
    case AnswerStatus::Declined:
      return "declined";
    case AnswerStatus::Failed:
      return "failed";
  }
  return "failed";
}

std::string_view type_name(TypeKind kind) {
  switch (kind) {
    case TypeKind::Unknown:
      return "unknown";
    case TypeKind::Boolean:
      return "boolean";
    case TypeKind::Integer:
      return "integer";
    case TypeKind::Float:
      return "float";
    case TypeKind::Decimal:
      return "decimal";
    case TypeKind::Text:
      return "text";
    case TypeKind::Blob:
      return "blob";
    case TypeKind::Date:
      return "date";
    case TypeKind::Time:
      return "time";
    case TypeKind::Timestamp:
      return "timestamp";
    case TypeKind::Interval:
      return "interval";
    case TypeKind::Nested:
      return "nested";
  }
  return "unknown";
}

void append_string(std::string& out, std::string_view raw) {
  out += '"';
  for (char c : repair_utf8(raw)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      out += '\\', out += c;
    else if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else if (c == '\t')
      out += "\\t";
    else if (byte < 0x20 || byte == 0x7F)
      out += fmt::format("\\u{:04x}", byte);
    else
      out += c;
  }
  out += '"';
}

std::string json_text(std::string_view raw) {
  std::string out;
  append_string(out, raw);
  return out;
}

std::string number(double value) { return std::isfinite(value) ? fmt::format("{}", value) : "null"; }

void append_value(std::string& out, const Value& value) {
  if (is_null(value))
    out += "null";
  else if (const auto* flag = std::get_if<bool>(&value))
    out += *flag ? "true" : "false";
  else if (const auto* real = std::get_if<double>(&value))
    out += number(*real);
  else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    const bool exact = *integer >= -kExactInDouble && *integer <= kExactInDouble;
    out += exact ? fmt::format("{}", *integer) : fmt::format("\"{}\"", *integer);
  } else {
    append_string(out, to_text(value));
  }
}

// Text that claims to be JSON, on one line; otherwise null, so that the whole always parses.
std::string embedded(const std::string& text) {
  const auto parsed = nlohmann::ordered_json::parse(text, nullptr, false);
  return parsed.is_discarded() ? "null" : parsed.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

// The id as it came: its own JSON text where it is that, else a string.
std::string id_text(const std::string& id) {
  if (id.empty()) return "null";
  return nlohmann::json::accept(id) && id.find_first_of("\r\n") == std::string::npos ? id : json_text(id);
}

template <typename Items, typename Print>
std::string list(const Items& items, std::string_view separator, Print print) {
  std::string out;
  for (const auto& item : items) {
    if (!out.empty()) out += separator;
    out += print(item);
  }
  return "[" + out + "]";
}

std::string rows_text(const std::vector<Row>& rows, bool one_line) {
  std::string out = "[";
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (r) out += ',';
    out += one_line ? (r ? " [" : "[") : "\n    [";
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      if (c) out += ", ";
      append_value(out, rows[r][c]);
    }
    out += ']';
  }
  if (!one_line && !rows.empty()) out += "\n  ";
  return out + "]";
}

std::string error_text(const std::optional<Error>& error) {
  if (!error) return "null";
  return fmt::format(R"({{"code": {}, "message": {}, "hint": {}}})", json_text(code_name(error->code)),
                     json_text(error->message), json_text(error->hint));
}

std::string timings_text(const Timings& t) {
  return fmt::format(R"({{"ground": {}, "draft": {}, "guard": {}, "execute": {}, "answer": {}}})", number(t.ground),
                     number(t.draft), number(t.guard), number(t.execute), number(t.answer));
}

std::string column_text(const ResultColumn& column) {
  return fmt::format(R"({{"name": {}, "type": "{}"}})", json_text(column.name), type_name(column.type.kind));
}

std::string alternative_text(const Alternative& other) {
  return fmt::format(R"({{"sql": {}, "reading": {}, "confidence": {}}})", json_text(other.sql),
                     json_text(other.reading), number(other.confidence));
}

}  // namespace

std::string render_json(const Answer& answer, bool one_line) {
  std::string out = "{";
  const auto field = [&](std::string_view name, const std::string& value) {
    if (out.size() > 1) out += one_line ? ", " : ",";
    if (!one_line) out += "\n  ";
    fmt::format_to(std::back_inserter(out), "\"{}\": ", name);
    out += value;
  };
  const auto text_list = [](const std::vector<std::string>& items) {
    return list(items, ", ", [](const std::string& item) { return json_text(item); });
  };
  field("id", id_text(answer.id));
  field("question", json_text(answer.question));
  field("status", json_text(status_name(answer.status)));
  field("sql", json_text(answer.sql));
  field("columns", list(answer.columns, ", ", column_text));
  field("rows", rows_text(answer.rows, one_line));
  field("row_count", fmt::format("{}", answer.row_count));
  field("truncated", answer.truncated ? "true" : "false");
  field("answer", json_text(answer.answer));
  field("reading", json_text(answer.reading));
  field("confidence", number(answer.confidence));
  field("drafted_by", json_text(answer.drafted_by));
  field("alternatives", list(answer.alternatives, ", ", alternative_text));
  field("notes", text_list(answer.notes));
  field("chart", answer.chart ? embedded(*answer.chart) : "null");
  field("error", error_text(answer.error));
  field("timings_ms", timings_text(answer.timings));
  return out + (one_line ? "}" : "\n}") + "\n";
}

}  // namespace sayquel::answer

#include <fmt/format.h>

#include "answer/render/formats.h"
#include "base/text.h"

namespace sayquel {

std::string render(const Answer& answer, OutputFormat format, const TextStyle& style) {
  switch (format) {
    case OutputFormat::Text:
      return answer::render_text(answer, style);
    case OutputFormat::Table:
      return answer::render_table(answer, style);
    case OutputFormat::Csv:
      return answer::render_csv(answer);
    case OutputFormat::Json:
      return answer::render_json(answer, false);
    case OutputFormat::JsonLines:
      return answer::render_json(answer, true);
    case OutputFormat::Markdown:
      return answer::render_markdown(answer);
  }
  return {};
}

namespace answer {

// Bytes of the well-formed UTF-8 sequence that begins `text`; 0: none does. (Unicode 15, table 3-7.)
static std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const auto tail = [&](std::size_t i) { return byte(i) >= 0x80 && byte(i) <= 0xBF; };
  const unsigned first = byte(0), second = byte(1);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned low = first == 0xE0 ? 0xA0 : 0x80, high = first == 0xED ? 0x9F : 0xBF;
    return second >= low && second <= high && tail(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned low = first == 0xF0 ? 0x90 : 0x80, high = first == 0xF4 ? 0x8F : 0xBF;
    return second >= low && second <= high && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

std::string repair_utf8(std::string_view text) {
  if (base::valid_utf8(text)) return std::string(text);
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = sequence_length(text.substr(i));
    if (length == 0)
      out += "\xEF\xBF\xBD", ++i;
    else
      out += text.substr(i, length), i += length;
  }
  return out;
}

}  // namespace answer
}  // namespace sayquel

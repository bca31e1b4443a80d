// The formats behind sayquel::render(), one file each.
#pragma once

#include <string>

#include "sayquel/answer.h"

namespace sayquel::answer {

std::string render_text(const Answer& answer, const TextStyle& style);
std::string render_table(const Answer& answer, const TextStyle& style);  // the rows alone, aligned
std::string render_csv(const Answer& answer);
std::string render_json(const Answer& answer, bool one_line);
std::string render_markdown(const Answer& answer);

// UTF-8 with what is not replaced by U+FFFD; control characters stay.
std::string repair_utf8(std::string_view text);

}  // namespace sayquel::answer

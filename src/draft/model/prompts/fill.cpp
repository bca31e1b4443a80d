#include <algorithm>
#include <cassert>

#include "draft/model/prompts/texts.h"

namespace sayquel::model {

std::string fill(std::string_view text, const std::vector<std::pair<std::string_view, std::string>>& values) {
  std::string out;
  for (;;) {
    const std::size_t start = text.find("{{"), end = text.find("}}", start);
    if (start == std::string_view::npos || end == std::string_view::npos) break;
    const std::string_view name = text.substr(start + 2, end - start - 2);
    const auto found =
        std::find_if(values.begin(), values.end(), [&](const auto& value) { return value.first == name; });
    assert(found != values.end());
    out += text.substr(0, start);
    if (found != values.end()) out += found->second;
    text.remove_prefix(end + 2);
  }
  return out += text;
}

}  // namespace sayquel::model

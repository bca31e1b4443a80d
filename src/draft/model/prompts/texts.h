// The prompts, as they stand in the .txt files beside this header. {{name}} is where a text goes.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sayquel::model {

std::string_view draft_system_text();
std::string_view draft_text();
std::string_view repair_text();
std::string_view narrate_system_text();
std::string_view narrate_text();

// Each {{name}} replaced in one pass: what a text that goes in says of {{...}} stays as it is. A name that is not given
// is an assertion's matter.
std::string fill(std::string_view text, const std::vector<std::pair<std::string_view, std::string>>& values);

}  // namespace sayquel::model

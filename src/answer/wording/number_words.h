// Numbers and months written as words.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sayquel::answer {

// "5", "1,000", "five", "5th", "fifth", "2008," give their number; anything else nothing.
std::optional<std::uint64_t> number_of_word(std::string_view word);

// 0..20, the tens, "dozen": the cardinal alone, lower case; "hundred", "thousand" and the like are no cardinals here.
std::optional<std::uint64_t> cardinal(std::string_view word);
// 100, 1,000, 1,000,000, ... for "hundred", "thousand", "million", "billion", "trillion"; 0: none.
std::uint64_t multiplier(std::string_view word);

// 1..12 for "january", "jan", "sept" (folded); 0: no month.
unsigned month_of_word(std::string_view folded);

}  // namespace sayquel::answer

#include "answer/wording/number_words.h"

#include <array>
#include <string>
#include <utility>

#include "answer/wording/numbers.h"
#include "base/text.h"

namespace sayquel::answer {
namespace {

using Named = std::pair<std::string_view, std::uint64_t>;

constexpr std::array<Named, 30> kCardinals = {
    {{"zero", 0},      {"one", 1},       {"two", 2},       {"three", 3},    {"four", 4},     {"five", 5},
     {"six", 6},       {"seven", 7},     {"eight", 8},     {"nine", 9},     {"ten", 10},     {"eleven", 11},
     {"twelve", 12},   {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17},
     {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},  {"forty", 40},   {"fifty", 50},
     {"sixty", 60},    {"seventy", 70},  {"eighty", 80},   {"ninety", 90},  {"dozen", 12},   {"once", 1}}};
constexpr std::array<Named, 10> kOrdinals = {{{"first", 1},
                                              {"second", 2},
                                              {"third", 3},
                                              {"fourth", 4},
                                              {"fifth", 5},
                                              {"sixth", 6},
                                              {"seventh", 7},
                                              {"eighth", 8},
                                              {"ninth", 9},
                                              {"tenth", 10}}};
constexpr std::array<Named, 5> kMultipliers = {{{"hundred", 100},
                                                {"thousand", 1'000},
                                                {"million", 1'000'000},
                                                {"billion", 1'000'000'000},
                                                {"trillion", 1'000'000'000'000}}};

bool digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<std::uint64_t> cardinal(std::string_view word) {
  for (const auto& [name, value] : kCardinals)
    if (name == word) return value;
  return std::nullopt;
}

std::uint64_t multiplier(std::string_view word) {
  for (const auto& [name, value] : kMultipliers)
    if (name == word) return value;
  return 0;
}

std::optional<std::uint64_t> number_of_word(std::string_view raw) {
  std::string word;
  for (char c : base::lower_ascii(raw))
    if (c != ',') word += c;
  while (!word.empty() && (word.back() == '.' || word.back() == '?' || word.back() == '!')) word.pop_back();
  if (word.size() > 2 && digit(word[0]))
    for (const char* ending : {"st", "nd", "rd", "th"})
      if (word.ends_with(ending)) word.resize(word.size() - 2);
  if (!word.empty() && word.size() < 18 && word.find_first_not_of("0123456789") == std::string::npos)
    return std::stoull(word);
  if (const auto value = cardinal(word)) return value;
  for (const auto& [name, value] : kOrdinals)
    if (name == word) return value;
  return std::nullopt;
}

unsigned month_of_word(std::string_view folded) {
  for (unsigned month = 1; month <= 12; ++month) {
    const std::string name = base::lower_ascii(month_name(month));
    if (folded == name || (folded == std::string_view(name).substr(0, 3)) || (month == 9 && folded == "sept"))
      return month;
  }
  return 0;
}

}  // namespace sayquel::answer

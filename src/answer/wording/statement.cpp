#include "answer/wording/statement.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "answer/wording/naming.h"
#include "answer/wording/number_words.h"
#include "answer/wording/numbers.h"
#include "base/text.h"

namespace sayquel::answer {
namespace {

using Words = std::vector<std::string>;
using Set = std::set<std::string_view>;

constexpr std::size_t kLongestFrame = 22;  // words; a longer question reads badly as a statement

const Set kInverting = {"did",   "do",    "does",   "can", "could", "will",
                        "would", "shall", "should", "may", "might", "must"};
const Set kBe = {"is", "are", "was", "were"};
const Set kHave = {"has", "have", "had"};
const Set kPrepositions = {"in",  "at",      "of",      "for",    "with",  "on",    "from",   "by",
                           "per", "without", "between", "during", "under", "over",  "within", "about",
                           "to",  "into",    "near",    "not",    "among", "after", "before", "since"};
// Past forms and participles of verbs that questions to databases have and that do not end in -ed.
const Set kPastForms = {"sold",    "bought", "held",  "won",   "lost",   "took",   "made",  "got",   "spent",
                        "ran",     "came",   "went",  "gave",  "met",    "led",    "paid",  "began", "wrote",
                        "written", "taken",  "given", "run",   "been",   "done",   "seen",  "put",   "set",
                        "left",    "sent",   "born",  "known", "grown",  "taught", "built", "had",   "drew",
                        "drawn",   "sung",   "flown", "flew",  "driven", "drove",  "hit",   "cost",  "found"};
const Set kAdverbial = {"times", "days", "hours", "minutes", "weeks", "months", "years", "seconds"};

std::string lower(const std::string& word) { return base::lower_ascii(word); }
bool is(const Words& words, std::size_t i, const Set& set) { return i < words.size() && set.contains(lower(words[i])); }
bool is(const Words& words, std::size_t i, std::string_view word) {
  return i < words.size() && lower(words[i]) == word;
}

bool past_form(const std::string& word) {
  const std::string small = lower(word);
  return kPastForms.contains(small) || (small.size() > 3 && small.ends_with("ed"));
}

std::string from(const Words& words, std::size_t first, std::size_t end) {
  return base::join(Words(words.begin() + static_cast<std::ptrdiff_t>(std::min(first, words.size())),
                          words.begin() + static_cast<std::ptrdiff_t>(std::min(end, words.size()))),
                    " ");
}
std::string from(const Words& words, std::size_t first) { return from(words, first, words.size()); }

void drop_front(Words& words, std::size_t count) {
  words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(count));
}

// The question's words, politeness and the final mark dropped; nothing where it is more than one plain sentence.
Words words_of(std::string_view question) {
  std::string text = one_line(question, 400);
  while (!text.empty() && (text.back() == '?' || text.back() == '.' || text.back() == '!' || text.back() == ' '))
    text.pop_back();
  if (text.find_first_of("?;:!\"") != std::string::npos || text.find(". ") != std::string::npos) return {};
  Words words;
  for (std::string& word : base::split(text, ' '))
    if (!word.empty()) words.push_back(std::move(word));
  static const std::vector<Words> kPolite = {{"please"},
                                             {"can", "you", "tell", "me"},
                                             {"could", "you", "tell", "me"},
                                             {"tell", "me"},
                                             {"show", "me"},
                                             {"give", "me"},
                                             {"i", "want", "to", "know"},
                                             {"and"},
                                             {"so"},
                                             {"show"},
                                             {"find"},
                                             {"list"},
                                             {"get"},
                                             {"return"},
                                             {"display"}};
  for (const Words& polite : kPolite) {
    bool begins = words.size() > polite.size();
    for (std::size_t i = 0; begins && i < polite.size(); ++i) begins = is(words, i, polite[i]);
    if (begins) drop_front(words, polite.size());
  }
  if (is(words, 0, "what's")) words[0] = "What", words.insert(words.begin() + 1, "is");
  if (is(words, 0, "who's")) words[0] = "Who", words.insert(words.begin() + 1, "is");
  if (words.size() > kLongestFrame || (!words.empty() && is(words, words.size() - 1, "please"))) return {};
  return words;
}

// A second clause ("…, and what …") or a second question inside cannot be moved along with the first.
bool one_clause(const Words& words, std::size_t first) {
  for (std::size_t i = first; i < words.size(); ++i)
    if (is(words, i, Set{"what", "how", "why", "respectively"}) ||
        (i > first && is(words, i, "and") && (kInverting.contains(i + 1 < words.size() ? lower(words[i + 1]) : ""))))
      return false;
  return true;
}

std::string sentence(const std::string& text) { return capitalized(text) + "."; }

// The stated number of things in "the top 5 buyers", "the 10 events", "the five people"; 0: none.
std::size_t stated_count(const Words& words, std::size_t first) {
  for (std::size_t i = first; i < std::min(words.size(), first + 3); ++i)
    if (const auto number = number_of_word(words[i]); number && *number >= 1 && *number <= 1'000) return *number;
  return 0;
}

std::string one_of(const Words& rest, std::size_t noun_end) {
  Words words = rest;
  words[noun_end - 1] = singular(words[noun_end - 1]);
  for (std::size_t i = noun_end; i < words.size(); ++i) {
    const std::string small = lower(words[i]);
    if (small == "are") return words[i] = "is", from(words, 0);
    if (small == "were") return words[i] = "was", from(words, 0);
    if (small == "have") return words[i] = "has", from(words, 0);
    if (past_form(words[i])) return from(words, 0);
  }
  return {};
}

}  // namespace

std::optional<std::string> count_statement(std::string_view question, std::uint64_t count) {
  Words words = words_of(question);
  if (!is(words, 0, "how") || !is(words, 1, "many") || words.size() < 4) return std::nullopt;
  drop_front(words, 2);
  if (kAdverbial.contains(lower(words[0])) || !one_clause(words, 0) ||
      is(words, 0, Set{"of", "more", "fewer", "other"}))
    return std::nullopt;
  const auto noun = std::find_if(
      words.begin(), words.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(words.size(), 4)), looks_plural);
  const std::size_t noun_end = static_cast<std::size_t>(noun - words.begin()) + 1;
  if (noun_end >= words.size()) return std::nullopt;
  for (std::size_t i = noun_end; i < words.size(); ++i)
    if (is(words, i, kInverting) && !is(words, i - 1, Set{"that", "which", "who"})) return std::nullopt;
  const std::string number = count == 0 ? "no" : count_of(count);
  const bool be = is(words, noun_end, kBe), have = is(words, noun_end, kHave);
  if (be && is(words, noun_end + 1, "there")) {
    const std::string verb = count == 1 ? (is(words, noun_end, "were") ? "was" : "is") : lower(words[noun_end]);
    const std::string rest = from(words, noun_end + 2), noun_words = from(words, 0, noun_end);
    return sentence(fmt::format("there {} {} {}{}{}", verb, number, count == 1 ? singular(noun_words) : noun_words,
                                rest.empty() ? "" : " ", rest));
  }
  if (be && noun_end + 1 < words.size() && !is(words, noun_end + 1, kPrepositions) && !past_form(words[noun_end + 1]))
    return std::nullopt;
  if (have && (noun_end + 1 >= words.size() || !past_form(words[noun_end + 1]))) return std::nullopt;
  const bool no_verb =
      is(words, noun_end, kPrepositions) && std::none_of(words.begin(), words.end(), [](const auto& word) {
        return past_form(word) || kBe.contains(lower(word)) || kHave.contains(lower(word));
      });
  if (no_verb) {
    if (words.size() > 7) return std::nullopt;
    const std::string rest = from(words, noun_end), noun_words = from(words, 0, noun_end);
    return sentence(fmt::format("there {} {} {} {}", count == 1 ? "is" : "are", number,
                                count == 1 ? singular(noun_words) : noun_words, rest));
  }
  if (count != 1) return sentence(number + " " + from(words, 0));
  const std::string one = one_of(words, noun_end);
  return one.empty() ? std::nullopt : std::optional(sentence("1 " + one));
}

std::optional<StatementFrame> value_frame(std::string_view question) {
  Words words = words_of(question);
  if (words.size() < 2) return std::nullopt;
  if (is(words, 0, "how") && is(words, 1, "much") && is(words, 2, kBe) && words.size() > 4 && past_form(words[3])) {
    return StatementFrame{"", " " + from(words, 2) + "."};
  }
  const bool asks = is(words, 0, Set{"what", "which"});
  if (asks && is(words, 1, kBe) && is(words, 2, "the") && words.size() > 3 && one_clause(words, 2))
    return StatementFrame{capitalized(from(words, 2)) + " " + lower(words[1]) + " ", "."};
  if (is(words, 0, "the")) drop_front(words, 1);
  if (!is(words, 0,
          Set{"number", "total", "average", "highest", "lowest", "maximum", "minimum", "share", "percentage",
              "median"}) ||
      words.size() < 2 || !one_clause(words, 0))
    return std::nullopt;
  words[0] = lower(words[0]);
  const bool of = is(words, 1, "of");
  if ((words[0] == "number" || words[0] == "share" || words[0] == "percentage") && !of) return std::nullopt;
  const bool many = !of && looks_plural(lower(words[1]));
  return StatementFrame{"The " + from(words, 0) + (many ? " are " : " is "), "."};
}

std::optional<StatementFrame> names_frame(std::string_view question, std::size_t rows) {
  Words words = words_of(question);
  if (words.size() < 3 || rows == 0) return std::nullopt;
  const bool who = is(words, 0, "who"), which = is(words, 0, Set{"which", "what"});
  if ((who || which) && is(words, 1, kBe) && is(words, 2, "the") && words.size() > 3 && one_clause(words, 2)) {
    const std::size_t stated = stated_count(words, 3);
    const bool one = is(words, 1, Set{"is", "was"});
    if (one ? rows != 1 : stated != 0 && stated != rows) return std::nullopt;
    if (!one && rows == 1) return std::nullopt;
    return StatementFrame{capitalized(from(words, 2)) + " " + lower(words[1]) + " ", "."};
  }
  if (!who && !which) {
    if (is(words, 0, "the")) drop_front(words, 1);
    static const Set kSuperlatives = {"most",     "least",   "best",     "worst",    "biggest", "largest",
                                      "smallest", "highest", "lowest",   "cheapest", "oldest",  "youngest",
                                      "newest",   "latest",  "earliest", "longest",  "shortest"};
    if (rows == 1 && is(words, 0, kSuperlatives) && stated_count(words, 1) == 0 && one_clause(words, 0)) {
      words[0] = lower(words[0]);
      return StatementFrame{"The " + from(words, 0) + " is ", "."};
    }
    const bool ranked =
        is(words, 0, Set{"top", "first", "last", "best", "worst"}) && stated_count(words, 1) == rows && rows > 1;
    if (!ranked || !one_clause(words, 0)) return std::nullopt;
    words[0] = lower(words[0]);
    return StatementFrame{"The " + from(words, 0) + ": ", "."};
  }
  // "Which state has …", "Who bought …": the verb follows the noun, and what comes before it gives way to the names.
  for (std::size_t i = 1; i < std::min<std::size_t>(words.size() - 1, 5); ++i) {
    if (is(words, i, kInverting)) return std::nullopt;
    const std::string verb = lower(words[i]);
    const bool singular_verb = verb == "is" || verb == "has" || verb == "was",
               plural_verb = verb == "are" || verb == "have" || verb == "were";
    if (!singular_verb && !plural_verb && !past_form(words[i])) continue;
    if (which && i == 1) return std::nullopt;
    if ((kHave.contains(verb) || kBe.contains(verb)) && !one_clause(words, i)) return std::nullopt;
    const bool relative = i > 1 && is(words, i - 1, Set{"that", "who", "which"});
    if (relative || is(words, i - 1, kPrepositions)) return std::nullopt;
    if (singular_verb && rows > 1) return std::nullopt;
    std::string rest = from(words, i);
    if (plural_verb && rows == 1)
      rest = (verb == "are" ? "is" : verb == "have" ? "has" : "was") + (" " + from(words, i + 1));
    return one_clause(words, i) ? std::optional(StatementFrame{"", " " + rest + "."}) : std::nullopt;
  }
  return std::nullopt;
}

YesNo yes_no(std::string_view question) {
  const Words words = words_of(question);
  YesNo out;
  out.asked = words.size() > 2 && (is(words, 0, kBe) || is(words, 0, kHave) || is(words, 0, kInverting));
  if (!out.asked) return out;
  const bool there = is(words, 0, kBe) && is(words, 1, "there"),
             any = std::any_of(words.begin(), words.end(), [](const auto&word) {
               return lower(word) == "any" || lower(word) == "anyone" || lower(word) == "anybody";
             });
  const bool compares = std::any_of(words.begin(), words.end(), [](const auto& word) {
    return Set{"more",  "less", "fewer",   "than", "least", "most",  "all",
               "every", "only", "exactly", "no",   "not",   "never", "or"}
        .contains(lower(word));
  });
  out.any = (there || any) && !compares;
  return out;
}

bool asks_for_people(std::string_view question) {
  const Words words = words_of(question);
  for (std::size_t i = 0; i < std::min<std::size_t>(words.size(), 6); ++i)
    if (is(words, i, Set{"people", "persons", "person"})) return true;
  return is(words, 0, "who");
}

bool covers(std::string_view sql, std::string_view question) {
  const std::string folded_sql = " " + base::fold(sql) + " ";
  std::set<std::uint64_t> numbers;
  for (const std::string& word : base::split(folded_sql, ' '))
    if (!word.empty() && word.size() < 18 && word.find_first_not_of("0123456789") == std::string::npos)
      numbers.insert(std::stoull(word));
  const Words words = base::split(one_line(question, 400), ' ');
  const bool negates = std::any_of(words.begin(), words.end(), [](const auto& word) {
    return Set{"not", "never", "no", "without", "except", "excluding", "neither", "nor"}.contains(base::fold(word)) ||
           word.ends_with("n't");
  });
  const bool negated = sql.find("<>") != std::string_view::npos || sql.find("!=") != std::string_view::npos ||
                       folded_sql.find(" not ") != std::string::npos ||
                       folded_sql.find(" is null ") != std::string::npos ||
                       folded_sql.find(" except ") != std::string::npos ||
                       folded_sql.find(" anti ") != std::string::npos || numbers.contains(0);
  if (negates && !negated) return false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string folded = base::fold(words[i]);
    if (folded.empty()) continue;
    if (const auto number = number_of_word(words[i])) {
      if (*number != 1 && !numbers.contains(*number)) return false;
      continue;
    }
    if (const unsigned month = month_of_word(folded); month != 0) {
      if (words[i][0] < 'a' && !numbers.contains(month) &&
          folded_sql.find(" " + folded.substr(0, 3)) == std::string::npos)
        return false;
      continue;
    }
    const bool named = i > 0 && words[i][0] >= 'A' && words[i][0] <= 'Z';
    if (named && folded_sql.find(folded) == std::string::npos) return false;
    if (words[i].find_first_of("'\"") == 0 && folded_sql.find(folded) == std::string::npos) return false;
  }
  return true;
}

}  // namespace sayquel::answer

// Dictionary forms, by WordNet's method: morphy(7WN), the lists of exceptions first, then rules of detachment.
#include <algorithm>
#include <array>
#include <span>

#include "grounding/lexicon/lexicon.h"
#include "grounding/lexicon/view.h"

namespace sayquel::lexicon {
namespace {

struct Rule {
  std::string_view ending;
  std::string_view replacement;
};
constexpr std::array<Rule, 8> kNounRules = {{{"s", ""},
                                             {"ses", "s"},
                                             {"xes", "x"},
                                             {"zes", "z"},
                                             {"ches", "ch"},
                                             {"shes", "sh"},
                                             {"men", "man"},
                                             {"ies", "y"}}};
constexpr std::array<Rule, 8> kVerbRules = {
    {{"s", ""}, {"ies", "y"}, {"es", "e"}, {"es", ""}, {"ed", "e"}, {"ed", ""}, {"ing", "e"}, {"ing", ""}}};
constexpr std::array<Rule, 4> kAdjectiveRules = {{{"er", ""}, {"est", ""}, {"er", "e"}, {"est", "e"}}};

constexpr std::array kParts = {PartOfSpeech::Noun, PartOfSpeech::Verb, PartOfSpeech::Adjective, PartOfSpeech::Adverb};

std::span<const Rule> rules_of(PartOfSpeech part) {
  switch (part) {
    case PartOfSpeech::Noun:
      return kNounRules;
    case PartOfSpeech::Verb:
      return kVerbRules;
    case PartOfSpeech::Adjective:
      return kAdjectiveRules;
    case PartOfSpeech::Adverb:
      return {};
  }
  return {};
}

struct Candidate {
  std::string text;
  double frequency = 0;
};

class Candidates {
 public:
  explicit Candidates(const View& view) : view_(view) {}

  void add(std::uint32_t word, PartOfSpeech part) {
    const double frequency = view_.share(word, part) * view_.entry(word).frequency;
    const std::string text(view_.text(word));
    const auto known = std::find_if(found_.begin(), found_.end(), [&](const Candidate& c) { return c.text == text; });
    if (known == found_.end()) {
      found_.push_back({text, frequency});
    } else {
      known->frequency = std::max(known->frequency, frequency);
    }
  }

  std::vector<std::string> by_frequency() {
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Candidate& a, const Candidate& b) { return a.frequency > b.frequency; });
    std::vector<std::string> texts;
    for (Candidate& candidate : found_) texts.push_back(std::move(candidate.text));
    return texts;
  }

  bool empty() const { return found_.empty(); }

 private:
  const View& view_;
  std::vector<Candidate> found_;
};

void collect(const View& view, const std::string& word, PartOfSpeech part, Candidates& candidates) {
  const auto itself = view.find(word);
  if (itself && view.share(*itself, part) > 0) candidates.add(*itself, part);
  bool irregular = false;
  view.exceptions(word, part, [&](std::uint32_t base) {
    irregular = true;
    if (view.share(base, part) > 0) candidates.add(base, part);
  });
  if (irregular) return;
  // "bus" and "species" are no plurals, although a "bu" might be found.
  if (part == PartOfSpeech::Noun && (word.ends_with("ss") || word.size() <= 3)) return;
  for (const Rule& rule : rules_of(part)) {
    if (!word.ends_with(rule.ending) || word.size() <= rule.ending.size() + 1) continue;
    const auto base = view.find(word.substr(0, word.size() - rule.ending.size()).append(rule.replacement));
    if (base && view.share(*base, part) > 0) candidates.add(*base, part);
  }
}

std::vector<std::string> reduce(std::string_view word, std::span<const PartOfSpeech> parts) {
  const View view;
  const std::string key = key_of(word);
  Candidates candidates(view);
  for (const PartOfSpeech part : parts) collect(view, key, part, candidates);
  if (!candidates.empty()) return candidates.by_frequency();
  // A compound that the lexicon does not have: its last word carries the ending.
  const auto space = key.rfind(' ');
  if (space == std::string::npos) return {key};
  std::vector<std::string> reduced = reduce(std::string_view(key).substr(space + 1), parts);
  for (std::string& last : reduced) last.insert(0, key, 0, space + 1);
  return reduced;
}

}  // namespace

std::vector<std::string> lemmas(std::string_view word) { return reduce(word, kParts); }

std::vector<std::string> lemmas(std::string_view word, PartOfSpeech part) { return reduce(word, {&part, 1}); }

}  // namespace sayquel::lexicon

#include "grounding/lexicon/lexicon.h"

#include <algorithm>
#include <tuple>

#include "grounding/lexicon/view.h"

namespace sayquel::lexicon {
namespace {

constexpr double kTwoSteps = 0.9;        // what is lost on the way through a third word
constexpr double kSiblings = 0.5;        // both special cases of the third word, or both more general
constexpr std::size_t kLemmasTried = 3;  // of an inflected word: more are far-fetched

// The word itself where the lexicon has it, and what it may be a form of.
std::vector<std::uint32_t> words_meant(const View& view, std::string_view word) {
  std::vector<std::uint32_t> meant;
  for (const std::string& lemma : lemmas(word)) {
    if (const auto found = view.find(lemma); found && meant.size() < kLemmasTried) meant.push_back(*found);
  }
  return meant;
}

struct Step {
  std::uint32_t word;
  RelationKind kind;
  double weight;
};

std::vector<Step> steps_from(const View& view, std::uint32_t word) {
  std::vector<Step> steps;
  const std::uint32_t end = view.relations_end(word);
  for (std::uint32_t i = view.entry(word).first_relation; i < end; ++i) {
    const std::uint32_t packed = view.relation(i);
    steps.push_back({format::word_of(packed), static_cast<RelationKind>(format::kind_of(packed)),
                     format::weight_of(packed) / static_cast<double>(format::kWeightSteps)});
  }
  return steps;
}

bool opposite(const View& view, std::uint32_t left, std::uint32_t right) {
  for (std::uint32_t i = view.entry(left).first_antonym; i < view.antonyms_end(left); ++i) {
    if (view.antonym(i) == right) return true;
  }
  return false;
}

// What two steps that meet in one word are worth, as a share of the product of their weights.
double meeting(RelationKind left, RelationKind right) {
  if (left == RelationKind::Attribute && right == RelationKind::Attribute) return 0;  // cheap, expensive: both price
  const bool siblings = left == right && (left == RelationKind::Hypernym || left == RelationKind::Hyponym);
  return siblings ? kTwoSteps * kSiblings : kTwoSteps;
}

double nearness(const View& view, std::uint32_t left, std::uint32_t right) {
  if (left == right) return 1;
  if (opposite(view, left, right) || opposite(view, right, left)) return 0;
  const std::vector<Step> from_left = steps_from(view, left);
  std::vector<Step> from_right = steps_from(view, right);
  double best = 0;
  for (const Step& step : from_left) best = step.word == right ? std::max(best, step.weight) : best;
  for (const Step& step : from_right) best = step.word == left ? std::max(best, step.weight) : best;
  std::sort(from_right.begin(), from_right.end(), [](const Step& a, const Step& b) { return a.word < b.word; });
  for (const Step& step : from_left) {
    auto met = std::lower_bound(from_right.begin(), from_right.end(), step.word,
                                [](const Step& a, std::uint32_t word) { return a.word < word; });
    for (; met != from_right.end() && met->word == step.word; ++met) {
      best = std::max(best, step.weight * met->weight * meeting(step.kind, met->kind));
    }
  }
  return best;
}

}  // namespace

bool contains(std::string_view word) { return View().find(key_of(word)).has_value(); }

std::vector<Relation> relations(std::string_view word) {
  const View view;
  std::vector<Relation> found;
  const std::vector<std::uint32_t> meant = words_meant(view, word);
  for (const std::uint32_t from : meant) {
    for (const Step& step : steps_from(view, from)) {
      if (std::find(meant.begin(), meant.end(), step.word) != meant.end()) continue;
      found.push_back({view.text(step.word), step.kind, step.weight});
    }
  }
  std::sort(found.begin(), found.end(), [](const Relation& a, const Relation& b) {
    return std::tie(a.word, a.kind, b.weight) < std::tie(b.word, b.kind, a.weight);
  });
  const auto last = std::unique(found.begin(), found.end(), [](const Relation& a, const Relation& b) {
    return a.word == b.word && a.kind == b.kind;
  });
  found.erase(last, found.end());
  std::stable_sort(found.begin(), found.end(),
                   [](const Relation& a, const Relation& b) { return a.weight > b.weight; });
  return found;
}

std::vector<std::string_view> antonyms(std::string_view word) {
  const View view;
  std::vector<std::string_view> found;
  for (const std::uint32_t from : words_meant(view, word)) {
    for (std::uint32_t i = view.entry(from).first_antonym; i < view.antonyms_end(from); ++i) {
      const std::string_view text = view.text(view.antonym(i));
      if (std::find(found.begin(), found.end(), text) == found.end()) found.push_back(text);
    }
  }
  return found;
}

PartsOfSpeech parts_of_speech(std::string_view word) {
  const View view;
  const auto found = view.find(key_of(word));
  if (!found) return {};
  const auto share = [&](PartOfSpeech part) { return view.share(*found, part); };
  PartsOfSpeech parts{share(PartOfSpeech::Noun), share(PartOfSpeech::Verb), share(PartOfSpeech::Adjective),
                      share(PartOfSpeech::Adverb)};
  const double total = parts.noun + parts.verb + parts.adjective + parts.adverb;
  for (double* part : {&parts.noun, &parts.verb, &parts.adjective, &parts.adverb}) *part /= total;
  return parts;
}

double relatedness(std::string_view left, std::string_view right) {
  const View view;
  if (key_of(left) == key_of(right)) return 1;
  double best = 0;
  const std::vector<std::uint32_t> rights = words_meant(view, right);
  for (const std::uint32_t from : words_meant(view, left)) {
    for (const std::uint32_t to : rights) best = std::max(best, nearness(view, from, to));
  }
  return best;
}

}  // namespace sayquel::lexicon

#include "grounding/lexicon/make/relations.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace sayquel::lexicon::make {
namespace {

// How much each kind of relation says, for the commonest senses on both sides.
constexpr double kSynonym = 0.95;
constexpr double kDerived = 0.85;
constexpr double kDerivedTwice = 0.7;
constexpr double kAttribute = 0.8;
constexpr double kAttributeOfHead = 0.65;  // through the adjective that a satellite is near to
constexpr double kSimilar = 0.6;
constexpr double kVerbGroup = 0.6;
constexpr double kHypernym = 0.45;
constexpr double kHyponym = 0.35;
constexpr double kLightest = 0.04;         // a relation of less is dropped
constexpr std::size_t kMostHyponyms = 12;  // of a word: "person" has hundreds

// The texts that WordNet's counts come from are small: a sense that was never met in them still counts a little.
double sense_mass(const Sense& sense) { return sense.count + 1.0 / sense.rank; }

bool worth_keeping(const std::string& word) {
  return !word.empty() && word.size() < 40 && std::count(word.begin(), word.end(), ' ') <= 2 && word.front() >= 'a' &&
         word.front() <= 'z';
}

bool names_one_thing(const Synset& synset) {
  return std::any_of(synset.pointers.begin(), synset.pointers.end(),
                     [](const Pointer& pointer) { return pointer.symbol == "@i"; });
}

class Builder {
 public:
  explicit Builder(const WordNet& wordnet) : wordnet_(wordnet) {}

  std::map<std::string, Word> build(const std::vector<Supplement>& supplement) {
    keep_words();
    for (std::size_t i = 0; i < wordnet_.synsets.size(); ++i) relate_synset(static_cast<int>(i));
    relate_derived_twice();
    for (const Supplement& extra : supplement) add_supplement(extra);
    return finish();
  }

 private:
  void keep_words() {
    for (const auto& [word, senses] : wordnet_.senses) {
      if (!worth_keeping(word)) continue;
      double heaviest = 0, total = 0;
      for (const Sense& sense : senses) {
        if (names_one_thing(wordnet_.synsets[sense.synset])) continue;
        heaviest = std::max(heaviest, sense_mass(sense));
        total += sense_mass(sense);
      }
      if (total == 0) continue;
      Word& kept = words_[word];
      for (const Sense& sense : senses) {
        if (names_one_thing(wordnet_.synsets[sense.synset])) continue;
        kept.shares[static_cast<int>(sense.part)] += sense_mass(sense) / total;
        kept.count += sense.count;
        importance_[word][sense.synset] = std::sqrt(sense_mass(sense) / heaviest);
      }
    }
  }

  // 1 for the word's commonest sense, towards 0 for a rare one; 0: the word is not kept, or has no such sense.
  double importance(const std::string& word, int synset) const {
    const auto senses = importance_.find(word);
    if (senses == importance_.end()) return 0;
    const auto sense = senses->second.find(synset);
    return sense == senses->second.end() ? 0 : sense->second;
  }

  void add(const std::string& left, const std::string& right, RelationKind kind, double weight) {
    if (left == right || weight < kLightest || !words_.count(left) || !words_.count(right)) return;
    double& known = weights_[left][{right, kind}];
    known = std::max(known, weight);
  }
  void add_both(const std::string& left, const std::string& right, RelationKind kind, double weight) {
    add(left, right, kind, weight);
    add(right, left, kind, weight);
  }

  void relate_synset(int number) {
    const Synset& synset = wordnet_.synsets[number];
    for (const std::string& left : synset.words) {
      for (const std::string& right : synset.words) {
        add(left, right, RelationKind::Synonym, kSynonym * importance(left, number) * importance(right, number));
      }
    }
    for (const Pointer& pointer : synset.pointers) relate_pointer(number, synset, pointer);
  }

  void relate_pointer(int number, const Synset& synset, const Pointer& pointer) {
    const std::string& symbol = pointer.symbol;
    if (symbol == "+" || symbol == "\\" || symbol == "<") {
      relate_words(number, pointer);
    } else if (symbol == "!") {
      add_antonym(synset, pointer);
    } else if (symbol == "@") {
      relate_all(number, pointer.target, RelationKind::Hypernym, kHypernym);
      relate_all(pointer.target, number, RelationKind::Hyponym, kHyponym);
    } else if (symbol == "&") {
      relate_all(number, pointer.target, RelationKind::Similar, kSimilar);
      if (synset.satellite) relate_through_head(number, pointer.target);
    } else if (symbol == "$") {
      relate_all(number, pointer.target, RelationKind::Similar, kVerbGroup);
    } else if (symbol == "=") {
      relate_all(number, pointer.target, RelationKind::Attribute, kAttribute);
    }
  }

  void relate_all(int from, int to, RelationKind kind, double weight) {
    const bool to_special = kind == RelationKind::Hyponym || kind == RelationKind::Similar;
    for (const std::string& left : wordnet_.synsets[from].words) {
      for (const std::string& right : wordnet_.synsets[to].words) {
        const double familiar = to_special ? familiarity(right) : 1;
        add(left, right, kind, weight * familiar * importance(left, from) * importance(right, to));
      }
    }
  }

  // Few people write "doddery" for old: towards a half for words that the tagged texts never had, 1 from 15 times on.
  double familiarity(const std::string& word) const {
    const auto known = words_.find(word);
    return known == words_.end() ? 0 : 0.5 + 0.5 * std::min(1.0, std::log2(1.0 + known->second.count) / 4);
  }

  // Words of one family look alike and mean alike: their senses weigh less here.
  void relate_words(int number, const Pointer& pointer) {
    const Synset& synset = wordnet_.synsets[number];
    const Synset& target = wordnet_.synsets[pointer.target];
    if (pointer.from_word < 1 || pointer.to_word < 1) return;
    const std::string& left = synset.words[pointer.from_word - 1];
    const std::string& right = target.words[pointer.to_word - 1];
    const double senses = importance(left, number) * importance(right, pointer.target);
    if (senses == 0) return;
    add_both(left, right, RelationKind::Derived, kDerived * (0.5 + 0.5 * senses));
  }

  void relate_through_head(int satellite, int head) {
    for (const Pointer& pointer : wordnet_.synsets[head].pointers) {
      if (pointer.symbol != "=") continue;
      relate_all(satellite, pointer.target, RelationKind::Attribute, kAttributeOfHead);
      relate_all(pointer.target, satellite, RelationKind::Attribute, kAttributeOfHead);
    }
  }

  void add_antonym(const Synset& synset, const Pointer& pointer) {
    if (pointer.from_word < 1 || pointer.to_word < 1) return;
    const std::string& left = synset.words[pointer.from_word - 1];
    const std::string& right = wordnet_.synsets[pointer.target].words[pointer.to_word - 1];
    if (words_.count(left) && words_.count(right)) antonyms_[left].insert(right);
  }

  // An employer and an employee are of one family, and opposites.
  static bool two_parties(const std::string& left, const std::string& right) {
    const auto acts = [](const std::string& word) { return word.ends_with("er") || word.ends_with("or"); };
    return (acts(left) && right.ends_with("ee")) || (acts(right) && left.ends_with("ee"));
  }

  // teacher -> teach -> teaching.
  void relate_derived_twice() {
    std::vector<std::tuple<std::string, std::string, double>> found;
    for (const auto& [word, relations] : weights_) {
      for (const auto& [middle, weight] : relations) {
        if (middle.second != RelationKind::Derived) continue;
        for (const auto& [end, second] : weights_.at(middle.first)) {
          if (end.second != RelationKind::Derived || end.first == word || two_parties(word, end.first)) continue;
          found.emplace_back(word, end.first, kDerivedTwice * weight * second / (kDerived * kDerived));
        }
      }
    }
    for (const auto& [word, end, weight] : found) add(word, end, RelationKind::Derived, weight);
  }

  void add_supplement(const Supplement& extra) {
    for (const std::string& word : {extra.left, extra.right}) {
      const auto [entry, added] = words_.try_emplace(word);
      if (added) entry->second.shares[static_cast<int>(PartOfSpeech::Noun)] = 1;
    }
    if (extra.kind == RelationKind::Hypernym) {
      add(extra.left, extra.right, RelationKind::Hypernym, extra.weight);
      add(extra.right, extra.left, RelationKind::Hyponym, extra.weight);
    } else if (extra.kind == RelationKind::Learned) {
      add(extra.left, extra.right, RelationKind::Learned, extra.weight);
    } else {
      add_both(extra.left, extra.right, extra.kind, extra.weight);
    }
  }

  std::map<std::string, Word> finish() {
    for (auto& [word, relations] : weights_) {
      Word& kept = words_.at(word);
      for (const auto& [related, weight] : relations) {
        kept.relations.push_back({related.first, related.second, weight});
      }
      std::sort(kept.relations.begin(), kept.relations.end(), [](const WordRelation& a, const WordRelation& b) {
        return std::tie(b.weight, a.word, a.kind) < std::tie(a.weight, b.word, b.kind);
      });
      std::size_t hyponyms = 0;
      std::erase_if(kept.relations, [&hyponyms](const WordRelation& relation) {
        return relation.kind == RelationKind::Hyponym && ++hyponyms > kMostHyponyms;
      });
    }
    for (auto& [word, opposites] : antonyms_) words_.at(word).antonyms.assign(opposites.begin(), opposites.end());
    return std::move(words_);
  }

  const WordNet& wordnet_;
  std::map<std::string, Word> words_;
  std::unordered_map<std::string, std::unordered_map<int, double>> importance_;
  std::map<std::string, std::map<std::pair<std::string, RelationKind>, double>> weights_;
  std::map<std::string, std::set<std::string>> antonyms_;
};

std::optional<RelationKind> kind_named(const std::string& name) {
  if (name == "synonym") return RelationKind::Synonym;
  if (name == "attribute") return RelationKind::Attribute;
  if (name == "derived") return RelationKind::Derived;
  if (name == "hypernym") return RelationKind::Hypernym;
  if (name == "learned") return RelationKind::Learned;
  return std::nullopt;
}

}  // namespace

Result<std::vector<Supplement>> read_supplement(const std::string& path) {
  std::ifstream file(path);
  if (!file) return fail(ErrorCode::NotFound, "cannot read " + path);
  std::vector<Supplement> supplement;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    line.resize(std::min(line.find('#'), line.size()));
    if (line.find_first_not_of(' ') == std::string::npos) continue;
    std::istringstream fields(line);
    std::string kind, left, right, related;
    double weight = 0;
    fields >> kind >> weight;
    std::getline(fields, left, ':');
    std::getline(fields, related);
    const auto known = kind_named(kind);
    if (!known || normalized(left).empty() || weight <= 0 || weight > 1) {
      return fail(ErrorCode::Corrupt,
                  path + ": line " + std::to_string(number) + " does not read KIND WEIGHT WORD: WORD, ...");
    }
    std::istringstream words(related);
    while (std::getline(words, right, ',')) {
      supplement.push_back({normalized(left), normalized(right), *known, weight});
    }
  }
  return supplement;
}

std::map<std::string, Word> relate(const WordNet& wordnet, const std::vector<Supplement>& supplement) {
  return Builder(wordnet).build(supplement);
}

}  // namespace sayquel::lexicon::make

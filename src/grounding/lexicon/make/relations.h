// From senses and pointers to weighted relations between words.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "grounding/lexicon/make/wordnet.h"

namespace sayquel::lexicon::make {

struct WordRelation {
  std::string word;
  RelationKind kind = RelationKind::Synonym;
  double weight = 0;
};

struct Word {
  std::vector<WordRelation> relations;  // by falling weight; one entry a word and kind
  std::vector<std::string> antonyms;    // sorted
  double shares[4] = {0, 0, 0, 0};      // by PartOfSpeech; they add up to 1
  int count = 0;                        // how often it was met in the texts that were tagged
};

// What supplement.txt adds: pairs of words that WordNet does not relate, or not closely.
struct Supplement {
  std::string left;
  std::string right;
  RelationKind kind = RelationKind::Attribute;
  double weight = 0;
};
Result<std::vector<Supplement>> read_supplement(const std::string& path);

// Every word that is kept, with its relations, which hold in both directions. Names of single persons, places and
// things are left out (a database's values name those), and compounds of more than three words.
std::map<std::string, Word> relate(const WordNet& wordnet, const std::vector<Supplement>& supplement);

}  // namespace sayquel::lexicon::make

// WordNet's database files, read into memory: wndb(5WN) describes them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "grounding/lexicon/lexicon.h"
#include "sayquel/result.h"

namespace sayquel::lexicon::make {

// A pointer between two synsets, or, where both word numbers are not 0, between two of their words.
struct Pointer {
  std::string symbol;  // "@", "+", "=", "&", "!", ...
  int target = 0;      // index into WordNet::synsets
  int from_word = 0;   // counted from 1
  int to_word = 0;
};

struct Synset {
  PartOfSpeech part = PartOfSpeech::Noun;
  bool satellite = false;          // an adjective that is near a head
  std::vector<std::string> words;  // normalized
  std::vector<Pointer> pointers;
};

struct Sense {
  int synset = 0;
  PartOfSpeech part = PartOfSpeech::Noun;
  int rank = 1;   // among the word's senses as this part of speech, 1 the most frequent
  int count = 0;  // how often it was met in the texts that were tagged
};

struct Exception {
  std::string form;
  std::string base;
  PartOfSpeech part = PartOfSpeech::Noun;
};

struct WordNet {
  std::vector<Synset> synsets;
  std::map<std::string, std::vector<Sense>> senses;  // of every word
  std::vector<Exception> exceptions;
};

// The spelling under which words are kept and looked up: lower case, '-' and '_' as a space, other marks dropped,
// a syntactic marker such as "(a)" cut off.
std::string normalized(std::string_view word);

Result<WordNet> read_wordnet(const std::string& folder);

}  // namespace sayquel::lexicon::make

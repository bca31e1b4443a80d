// English words and how they are related, from WordNet 3.0 and a short list of our own.
//
// The data is made at build time and embedded into the program, and is searched where it lies: nothing is parsed or
// allocated at start. All functions are pure, thread-safe, and take words in any case; a word that the lexicon does not
// have gives nothing, which is no error. Compounds are written with a space ("phone number"). Views that are returned
// point into the program and stay valid.
//
// Source: Miller, WordNet: A Lexical Database for English (1995); licenses/WordNet.txt.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sayquel::lexicon {

enum class PartOfSpeech : std::uint8_t { Noun, Verb, Adjective, Adverb };

enum class RelationKind : std::uint8_t {
  Synonym,    // share a sense: movie, film
  Derived,    // of one word family, in one or two steps: sell, seller, sale
  Attribute,  // an adjective and what it measures, both ways: old, age; heavy, weight
  Similar,    // adjectives near in sense: elderly, old
  Hypernym,   // the related word is more general, by one step: city -> municipality
  Hyponym,    // the related word is more special, by one step
  Learned,    // people say the word where schemas have the related one: enterprise -> company; one way only
};

struct Relation {
  std::string_view word;  // a lemma, lower case
  RelationKind kind;
  double weight;  // 0..1, less for rare senses and for looser kinds; comparable between kinds
};

// How often the word is used as each part of speech: shares that add up to 1, or all 0 where the word is not known.
struct PartsOfSpeech {
  double noun = 0, verb = 0, adjective = 0, adverb = 0;
  bool known() const { return noun + verb + adjective + adverb > 0; }
};

// Whether the word itself (not an inflected form of it) is in the lexicon.
bool contains(std::string_view word);

// The dictionary forms that the word may be a form of, likeliest first, by WordNet's exceptions and rules of
// detachment: "cities" -> city; "bought" -> buy; "oldest" -> old; "left" -> left, leave. A word that is none gives
// itself, so that there is always at least one. In a compound the last word is reduced ("phone numbers"). Function
// words (is, has, does, was) are left to whoever reads the sentence: they too come back by the rules (be, have, do).
std::vector<std::string> lemmas(std::string_view word);
std::vector<std::string> lemmas(std::string_view word, PartOfSpeech part);

// Related lemmas of a word (of its likeliest lemmas, where it is inflected), heaviest first, one entry a word and kind.
// Antonyms are not among them.
std::vector<Relation> relations(std::string_view word);

// Words of the opposite sense: expensive -> cheap; more -> less.
std::vector<std::string_view> antonyms(std::string_view word);

PartsOfSpeech parts_of_speech(std::string_view word);

// How near two words are: 1 where they share a lemma, else the weight of the best path of one or two relations,
// 0 where there is none. Symmetric. Antonyms are not near: "cheap" and "expensive" meet only at what both measure.
double relatedness(std::string_view left, std::string_view right);

}  // namespace sayquel::lexicon

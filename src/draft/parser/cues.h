// The words that carry structure: which of them call for which piece of a query.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "draft/parser/chunks.h"
#include "grounding/tokens.h"

namespace sayquel::draft::parser {

// A cue that begins at a token: what it is, and how strongly its words are claimed (a mention of the schema may claim
// the same words; the higher sum wins).
struct Cue {
  Chunk chunk;
  double score = 0;
};

// Every cue that begins at token `at`.
std::vector<Cue> find_cues(const std::vector<grounding::Token>& tokens, std::size_t at);

// "old" for oldest and older, "expensive" for most expensive; whether the adjective points to the low end ("cheap").
bool points_down(const std::string& adjective);

// What an adjective or adverb measures, beside what the lexicon says: words of column names, best first. "old" gives
// age, birth, year. A leading '-' turns the direction round: -birth (the older, the earlier born).
const std::vector<std::string>& measures(const std::string& adjective);

// Counts rather than measures: popular, common, frequent, many.
bool counts(const std::string& adjective);
// Points to a time: recent, early, late, new, first, last.
bool temporal(const std::string& adjective);

}  // namespace sayquel::draft::parser

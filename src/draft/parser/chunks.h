// The question as a row of chunks: mentions and the cue words between them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "grounding/grounding.h"

namespace sayquel::draft::parser {

using grounding::Grounding;
using grounding::Mention;

enum class ChunkKind {
  Attribute,  // a column
  Entity,     // a table, or a part that a key gives one
  Value,      // a value of the database
  Literal,    // quoted text that no value matched
  Number,
  Period,
  Ask,  // show, list, what, which: the question's opening
  Who,
  When,
  Where,
  CountOf,    // how many, number of
  Aggregate,  // average, total, maximum
  Distinct,
  Superlative,  // most, oldest, top
  Compare,      // more than, at least, older than, between
  Average,      // "than average": an operand
  Negation,
  Both,
  Either,
  And,
  Or,
  But,  // but not, except
  Comma,
  Each,  // each, every, per: groups
  GroupBy,
  OrderBy,
  Direction,  // ascending, descending, alphabetical
  Measure,    // revenue, money: an amount that no column is called by
  Unit,       // month, year, day where no column is meant
  Relative,   // who, that, whose, with, where: a condition follows
  Preposition,
  Having,    // have, has
  Contain,   // contains, starts with, ends with
  Share,     // percentage, share
  Duration,  // how long, took
  Pronoun,   // their, its
  Other,     // a word that nobody has use for
  End,       // past the last one
};

struct Chunk {
  ChunkKind kind = ChunkKind::Other;
  std::size_t begin = 0, end = 0;       // tokens [begin, end)
  std::vector<const Mention*> options;  // of Attribute, Entity, Value: best first
  std::string word;                     // the cue in its plain form: "average", "more", "old"
  bool down = false;                    // of Superlative, Compare and Direction: the low end
  bool or_equal = false;                // of Compare
  std::int64_t count = 0;               // of Superlative: "top 5"; 0: none said
  std::int64_t rank = 0;                // of Superlative: 2 for "second highest"
  const grounding::PeriodMention* period = nullptr;
  double weight = 0;  // of Other: how much its going unread costs
};

// The best ways to cut the question, best first, at most `limit`.
std::vector<std::vector<Chunk>> find_chunks(const Grounding& grounding, std::size_t limit);

}  // namespace sayquel::draft::parser

// Finds the database values that a question's words name, whatever their case, accents or typos.
//
// Values are compared by their folded form: lower case, accents and punctuation dropped, white space collapsed
// (base/text.h, fold()). A reader maps the file; many threads may look up at once.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "sayquel/result.h"

namespace sayquel::catalog {

enum class MatchKind { Exact, Folded, Contains, Typo };

struct ValueMatch {
  ColumnId column;
  std::string value;  // as it stands in the database, trailing CHAR padding dropped
  MatchKind kind = MatchKind::Exact;
  int edits = 0;           // of Typo: Damerau-Levenshtein distance between folded forms
  double coverage = 1;     // of Contains: the share of the value's folded characters that the phrase covers
  std::uint32_t rows = 0;  // how many rows hold it; saturates
};

class ValueIndex {
 public:
  virtual ~ValueIndex() = default;
  // Values whose folded form equals the phrase's: Exact (same bytes) before Folded. At most `limit`, most rows first.
  virtual std::vector<ValueMatch> find(std::string_view phrase, std::size_t limit = 32) const = 0;
  // Values that contain the phrase's words, in order and next to each other, as whole words, and more besides.
  virtual std::vector<ValueMatch> find_containing(std::string_view phrase, std::size_t limit = 32) const = 0;
  // Values within one edit (two from 8 characters on) of the phrase, equal ones left out.
  virtual std::vector<ValueMatch> find_similar(std::string_view phrase, std::size_t limit = 16) const = 0;
  virtual std::uint64_t size() const = 0;  // distinct (column, value) pairs
};

}  // namespace sayquel::catalog

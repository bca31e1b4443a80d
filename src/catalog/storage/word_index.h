// Where a phrase stands inside longer values: a suffix array over the starts of words.
//
//   suffixes  6 bytes each: u32 key number, u16 byte offset of a word's first byte; in the byte order of the first
//             kSortedBytes bytes of what stands from there to the key's end, a shorter one first, then by number
//
// All values that hold a phrase as whole words lie next to each other in it, found by two binary searches.
#pragma once

#include <cstdint>
#include <string_view>

#include "catalog/storage/value_blocks.h"

namespace sayquel::catalog {

inline constexpr std::size_t kSortedBytes = 48;
inline constexpr std::size_t kSuffixSize = 6;

struct WordPlace {
  std::uint32_t key = 0;
  std::uint16_t offset = 0;
};

class WordIndex {
 public:
  WordIndex() = default;
  WordIndex(std::string_view suffixes, const ValueBlocks* blocks) : suffixes_(suffixes), blocks_(blocks) {}

  struct Range {
    std::uint64_t first = 0, last = 0;
  };
  // Words from which on a key reads as the phrase, whole words (for a phrase longer than kSortedBytes: may read).
  Range find(std::string_view phrase) const;
  WordPlace place(std::uint64_t index) const;
  std::uint64_t size() const { return suffixes_.size() / kSuffixSize; }

 private:
  std::uint64_t lower_bound(std::string_view text, std::uint64_t first) const;
  std::string_view suffixes_;
  const ValueBlocks* blocks_ = nullptr;
};

}  // namespace sayquel::catalog

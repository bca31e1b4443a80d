#include "catalog/storage/word_index.h"

#include <cstring>

namespace sayquel::catalog {

WordPlace WordIndex::place(std::uint64_t index) const {
  WordPlace place;
  const char* at = suffixes_.data() + index * kSuffixSize;
  std::memcpy(&place.key, at, 4);
  std::memcpy(&place.offset, at + 4, 2);
  return place;
}

std::uint64_t WordIndex::lower_bound(std::string_view text, std::uint64_t first) const {
  std::uint64_t last = size();
  std::string key;
  while (first < last) {
    const std::uint64_t middle = first + (last - first) / 2;
    const WordPlace word = place(middle);
    std::string_view suffix;
    if (blocks_->key(word.key, key) && word.offset < key.size())
      suffix = std::string_view(key).substr(word.offset, kSortedBytes);
    if (suffix < text)
      first = middle + 1;
    else
      last = middle;
  }
  return first;
}

WordIndex::Range WordIndex::find(std::string_view phrase) const {
  // A space, the only byte below '!', ends the last word; a longer word goes on with a byte above it.
  const std::string_view sorted = phrase.substr(0, kSortedBytes);
  const std::uint64_t first = lower_bound(sorted, 0);
  return {first, lower_bound(std::string(sorted) + '!', first)};
}

}  // namespace sayquel::catalog

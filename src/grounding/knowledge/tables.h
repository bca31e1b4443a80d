// How a word is compared with the names in the tables. Private to this folder.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grounding/knowledge/knowledge.h"

namespace sayquel::knowledge {

// Calls use(part) for every part of "a;b;c".
template <typename Use>
void for_each_listed(std::string_view list, const Use& use) {
  while (!list.empty()) {
    const auto end = std::min(list.find(';'), list.size());
    if (end > 0) use(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

// Names to entries of a table, sorted; a name that two entries share belongs to the first that was added.
template <typename T>
class NameIndex {
 public:
  void add(std::string name, const T& entry, MatchedBy by) { names_.push_back({std::move(name), &entry, by}); }
  void sort() {
    std::stable_sort(names_.begin(), names_.end(),
                     [](const Name& a, const Name& b) { return a.text != b.text ? a.text < b.text : a.by < b.by; });
  }
  std::optional<Match<T>> find(std::string_view word) const {
    const auto found = std::lower_bound(names_.begin(), names_.end(), word,
                                        [](const Name& a, std::string_view b) { return a.text < b; });
    if (found == names_.end() || found->text != word) return std::nullopt;
    return Match<T>{found->entry, found->by};
  }

 private:
  struct Name {
    std::string text;
    const T* entry;
    MatchedBy by;
  };
  std::vector<Name> names_;
};

}  // namespace sayquel::knowledge

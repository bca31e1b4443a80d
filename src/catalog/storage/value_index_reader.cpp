#include <algorithm>

#include "base/text.h"
#include "catalog/storage/typo_index.h"
#include "catalog/storage/value_blocks.h"
#include "catalog/storage/value_index_file.h"
#include "catalog/storage/word_index.h"

namespace sayquel::catalog {
namespace {

// What bounds a look-up in a huge index, whatever the phrase: values looked at for a phrase that very many contain,
// pieces compared, and keys whose distance is measured.
constexpr std::uint64_t kMostContaining = 512;
constexpr std::size_t kMostEntries = 100'000;
constexpr std::size_t kMostMeasured = 600;

class MappedValueIndex final : public ValueIndex {
 public:
  MappedValueIndex(CacheFile file, std::vector<int> column_counts)
      : file_(std::move(file)),
        column_counts_(std::move(column_counts)),
        blocks_(file_.section(kBlocks), file_.section(kOffsets), file_.header().keys),
        words_(file_.section(kSuffixes), &blocks_),
        typos_(file_.section(kSlots), file_.section(kEntries)) {}

  std::vector<ValueMatch> find(std::string_view phrase, std::size_t limit) const override {
    std::vector<ValueMatch> matches;
    const std::string folded = base::fold(phrase);
    if (folded.empty() || folded.size() > file_.header().longest_key) return matches;
    if (const std::uint32_t key = blocks_.find(folded); key < blocks_.keys()) collect(key, folded, matches);
    for (ValueMatch& match : matches) match.kind = match.value == phrase ? MatchKind::Exact : MatchKind::Folded;
    std::stable_sort(matches.begin(), matches.end(), [](const ValueMatch& left, const ValueMatch& right) {
      return std::tuple(left.kind, ~left.rows) < std::tuple(right.kind, ~right.rows);
    });
    return cut(std::move(matches), limit);
  }

  std::vector<ValueMatch> find_containing(std::string_view phrase, std::size_t limit) const override {
    std::vector<ValueMatch> matches;
    const std::string folded = base::fold(phrase);
    if (folded.empty() || folded.size() >= file_.header().longest_key) return matches;
    const auto range = words_.find(folded);
    const std::uint64_t count = range.last - range.first, looked_at = std::min(count, kMostContaining);
    std::vector<std::pair<std::size_t, std::uint32_t>> keys;  // length, number
    std::string key;
    for (std::uint64_t i = 0; i < looked_at; ++i) {
      const WordPlace place = words_.place(range.first + i * count / looked_at);
      if (!blocks_.key(place.key, key) || key.size() <= folded.size()) continue;
      if (std::string_view(key).substr(std::min<std::size_t>(place.offset, key.size())).starts_with(folded) &&
          ends_word(key, place.offset + folded.size()))
        keys.emplace_back(key.size(), place.key);
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    for (const auto& [length, number] : keys) {
      if (matches.size() >= limit) break;
      const std::size_t before = matches.size();
      if (blocks_.key(number, key)) collect(number, key, matches);
      for (std::size_t i = before; i < matches.size(); ++i) {
        matches[i].kind = MatchKind::Contains;
        matches[i].coverage = static_cast<double>(folded.size()) / static_cast<double>(length);
      }
    }
    std::stable_sort(matches.begin(), matches.end(), [](const ValueMatch& left, const ValueMatch& right) {
      return left.coverage != right.coverage ? left.coverage > right.coverage : left.rows > right.rows;
    });
    return cut(std::move(matches), limit);
  }

  std::vector<ValueMatch> find_similar(std::string_view phrase, std::size_t limit) const override {
    std::vector<ValueMatch> matches;
    const std::string folded = base::fold(phrase);
    if (folded.empty() || folded.size() > std::size_t{file_.header().longest_key} + 8) return matches;
    const int allowed = edits_allowed(CodePoints(folded).count());
    for (int edits = 1; edits <= allowed && matches.size() < limit; ++edits) similar(folded, edits, matches);
    std::stable_sort(matches.begin(), matches.end(), [](const ValueMatch& left, const ValueMatch& right) {
      return std::tuple(left.edits, ~left.rows) < std::tuple(right.edits, ~right.rows);
    });
    return cut(std::move(matches), limit);
  }

  std::uint64_t size() const override { return file_.header().values; }

 private:
  static std::vector<ValueMatch> cut(std::vector<ValueMatch> matches, std::size_t limit) {
    if (matches.size() > limit) matches.resize(limit);
    return matches;
  }

  static bool ends_word(const std::string& key, std::size_t end) { return end == key.size() || key[end] == ' '; }

  void collect(std::uint32_t number, std::string_view key, std::vector<ValueMatch>& matches) const {
    std::vector<Posting> postings;
    blocks_.postings(number, key, postings);
    for (Posting& posting : postings) {
      const auto table = static_cast<std::size_t>(posting.column.table);
      if (table >= column_counts_.size() || posting.column.column >= column_counts_[table]) continue;
      ValueMatch match;
      match.column = posting.column;
      match.rows = posting.rows;
      match.value = std::move(posting.value);
      matches.push_back(std::move(match));
    }
  }

  // Values exactly `edits` away.
  void similar(const std::string& folded, int edits, std::vector<ValueMatch>& matches) const {
    std::string key;
    for (std::uint32_t number : typos_.candidates(folded, edits, kMostEntries, kMostMeasured)) {
      if (!blocks_.key(number, key) || near_distance(folded, key, edits) != edits) continue;
      const std::size_t before = matches.size();
      collect(number, key, matches);
      for (std::size_t i = before; i < matches.size(); ++i) {
        matches[i].kind = MatchKind::Typo;
        matches[i].edits = edits;
      }
    }
  }

  CacheFile file_;
  std::vector<int> column_counts_;
  ValueBlocks blocks_;
  WordIndex words_;
  TypoIndex typos_;
};

}  // namespace

std::unique_ptr<ValueIndex> value_index(CacheFile file, std::vector<int> column_counts) {
  return std::make_unique<MappedValueIndex>(std::move(file), std::move(column_counts));
}

}  // namespace sayquel::catalog

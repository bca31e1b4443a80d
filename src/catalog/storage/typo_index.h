// Which keys are within one or two edits of a phrase: a pigeonhole index over pieces of the keys.
//
// A key of n code points is cut into m pieces; k edits touch at most k of them, so that at least one of any k + 1
// pieces stands in the phrase unchanged, shifted by at most k. Each piece, with n and its place, is hashed to a slot:
//
//   slots    u32 little-endian a slot, one more at the end: where the slot's entries start
//   entries  u32 key number, u32 letters      letters: for 32 classes of letters, whether the key has an odd number
//
// An edit changes the oddness of at most two classes, so that comparing two words rules out nearly all entries before
// a key is read. A swap of two neighbours may straddle two pieces; it counts as touching the second, and the first is
// looked up once more as it stands with the swap undone. (Pieces: Wu and Manber, "Fast text searching", 1992.)
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace sayquel::catalog {

// A key or phrase with where its code points start (and the end). Damaged UTF-8 counts a byte as a code point.
struct CodePoints {
  explicit CodePoints(std::string_view text);
  int count() const { return static_cast<int>(starts.size()) - 1; }
  std::string_view slice(int from, int to) const {
    return text.substr(starts[static_cast<std::size_t>(from)],
                       starts[static_cast<std::size_t>(to)] - starts[static_cast<std::size_t>(from)]);
  }
  std::string_view text;
  std::vector<std::uint32_t> starts;
};

// The edits that a phrase of so many code points may be off: one, and two from eight on.
inline int edits_allowed(int code_points) { return code_points < 8 ? 1 : 2; }

// Into how many pieces keys of `length` code points are cut: two for phrases of one edit, at least three for two. A key
// whose length both may ask for is cut in both ways.
inline constexpr int kShortKeys = 8;  // two pieces up to here
inline constexpr int kLongKeys = 6;   // three and more from here on
int long_pieces(int length);

std::uint32_t letter_parity(std::string_view key);
std::uint64_t piece_hash(int length, int pieces, int piece, std::string_view bytes);

// Calls visit(hash) for each piece of the key.
template <typename Visit>
void each_piece(const CodePoints& key, Visit visit) {
  const int length = key.count();
  const auto cut = [&](int pieces) {
    for (int piece = 0; piece < pieces; ++piece)
      visit(piece_hash(length, pieces, piece, key.slice(piece * length / pieces, (piece + 1) * length / pieces)));
  };
  if (length <= kShortKeys) cut(2);
  if (length >= kLongKeys) cut(long_pieces(length));
}

// base::edit_distance, sooner: `limit` is 1 or 2, and ASCII on both sides needs no decoding.
int near_distance(std::string_view left, std::string_view right, int limit);

struct PieceEntry {
  std::uint32_t key = 0;
  std::uint32_t letters = 0;
};

// The two sections, mapped. Checks every offset that it reads.
class TypoIndex {
 public:
  TypoIndex() = default;
  TypoIndex(std::string_view slots, std::string_view entries) : slots_(slots), entries_(entries) {}

  // Numbers of keys that may be within `edits` of the phrase (and some that are not), each once, those that share a
  // rare piece with it first. Reads at most `most_entries` entries, and gives at most `most_keys` numbers.
  std::vector<std::uint32_t> candidates(std::string_view phrase, int edits, std::size_t most_entries,
                                        std::size_t most_keys) const;

 private:
  struct Range {
    std::uint64_t first = 0, last = 0;
  };
  Range slot(std::uint64_t hash) const;

  std::string_view slots_, entries_;
};

inline std::uint64_t slot_of(std::uint64_t hash, std::uint64_t slot_count) { return (hash >> 32) * slot_count >> 32; }

}  // namespace sayquel::catalog

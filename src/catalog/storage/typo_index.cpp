#include "catalog/storage/typo_index.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <string>
#include <unordered_set>

#include "base/text.h"

namespace sayquel::catalog {
namespace {

int class_of(unsigned char c) {
  if (c >= 'a' && c <= 'z') return c - 'a';
  if (c >= '0' && c <= '5') return 26 + (c - '0');
  switch (c) {  // shared with letters that are rare in names
    case '6':
      return 'q' - 'a';
    case '7':
      return 'x' - 'a';
    case '8':
      return 'z' - 'a';
    case '9':
      return 'j' - 'a';
    default:
      return 'v' - 'a';
  }
}

// The phrase, and the phrase with the code points at `swap` - 1 and `swap` changed places.
std::string swapped(const CodePoints& phrase, int swap) {
  std::string out;
  out.append(phrase.slice(0, swap - 1)).append(phrase.slice(swap, swap + 1)).append(phrase.slice(swap - 1, swap));
  return out.append(phrase.slice(swap + 1, phrase.count()));
}

// Hashes under which a key of `length` stands if its piece `piece` of `pieces` is untouched by the edits.
void piece_hashes(const CodePoints& phrase, int length, int pieces, int piece, int edits,
                  std::vector<std::uint64_t>& out) {
  const int start = piece * length / pieces, end = (piece + 1) * length / pieces;
  const int longer = phrase.count() - length;
  for (int shift = -edits; shift <= edits; ++shift) {
    // `shift` code points were added before the piece, longer - shift after it.
    if (std::abs(shift) + std::abs(longer - shift) > edits) continue;
    const int from = start + shift, to = end + shift;
    if (from < 0 || to > phrase.count()) continue;
    out.push_back(piece_hash(length, pieces, piece, phrase.slice(from, to)));
    const int others = std::abs(shift) + std::abs(longer - shift);
    if (piece + 1 < pieces && to >= 1 && to < phrase.count() && to > from && others + 1 <= edits) {
      const std::string text = swapped(phrase, to);
      const CodePoints undone(text);
      out.push_back(piece_hash(length, pieces, piece, undone.slice(from, to)));
    }
  }
}

}  // namespace

CodePoints::CodePoints(std::string_view from) : text(from) {
  starts.reserve(text.size() + 1);
  for (std::uint32_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 || starts.empty()) starts.push_back(i);
  starts.push_back(static_cast<std::uint32_t>(text.size()));
}

int long_pieces(int length) { return length < 12 ? 3 : length < 20 ? 4 : 5; }

std::uint32_t letter_parity(std::string_view key) {
  std::uint32_t parity = 0;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const auto c = static_cast<unsigned char>(key[i]);
    if (c < 0x80) {
      parity ^= 1u << class_of(c);
    } else {  // one class a code point, by all its bytes
      std::uint32_t sum = c;
      while (i + 1 < key.size() && (static_cast<unsigned char>(key[i + 1]) & 0xC0) == 0x80)
        sum = sum * 31 + static_cast<unsigned char>(key[++i]);
      parity ^= 1u << (sum % 32);
    }
  }
  return parity;
}

std::uint64_t piece_hash(int length, int pieces, int piece, std::string_view bytes) {
  std::uint64_t hash =
      0xCBF29CE484222325ull ^ (static_cast<std::uint64_t>(length) << 16 | static_cast<std::uint64_t>(pieces) << 8 |
                               static_cast<std::uint64_t>(piece));
  for (char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
  hash ^= hash >> 32;
  hash *= 0xD6E8FEB86659FD93ull;
  hash ^= hash >> 32;
  hash *= 0xD6E8FEB86659FD93ull;
  return hash ^ (hash >> 32);
}

int near_distance(std::string_view left, std::string_view right, int limit) {
  const auto ascii = [](std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  };
  if (limit > 2 || !ascii(left) || !ascii(right)) return base::edit_distance(left, right, limit);
  const int rows = static_cast<int>(left.size()), columns = static_cast<int>(right.size());
  if (std::abs(rows - columns) > limit) return limit + 1;
  // Three rows of the matrix, only the five cells around the diagonal: cell k of row i is column i + k - 2.
  constexpr int kOut = 100, kBand = 5;
  int before[kBand + 2], last[kBand + 2], now[kBand + 2];
  std::fill(std::begin(before), std::end(before), kOut);
  std::fill(std::begin(now), std::end(now), kOut);
  for (int k = 0; k < kBand + 2; ++k) last[k] = k >= 2 && k < kBand ? k - 2 : kOut;
  for (int i = 1; i <= rows; ++i) {
    int least = kOut;
    for (int k = 0; k < kBand; ++k) {
      const int j = i + k - 2;
      now[k] = kOut;
      if (j < 0 || j > columns) continue;
      int cost = last[k + 1] + 1;  // left[i - 1] is not there
      if (j > 0) {
        if (k > 0) cost = std::min(cost, now[k - 1] + 1);  // right[j - 1] was added
        cost =
            std::min(cost, last[k] + (left[static_cast<std::size_t>(i - 1)] != right[static_cast<std::size_t>(j - 1)]));
        if (i > 1 && j > 1 && left[static_cast<std::size_t>(i - 1)] == right[static_cast<std::size_t>(j - 2)] &&
            left[static_cast<std::size_t>(i - 2)] == right[static_cast<std::size_t>(j - 1)])
          cost = std::min(cost, before[k] + 1);
      }
      now[k] = cost;
      least = std::min(least, cost);
    }
    if (least > limit) return limit + 1;
    std::copy(std::begin(last), std::end(last), std::begin(before));
    std::copy(std::begin(now), std::end(now), std::begin(last));
  }
  return std::min(last[columns - rows + 2], limit + 1);
}

TypoIndex::Range TypoIndex::slot(std::uint64_t hash) const {
  const std::uint64_t count = slots_.size() / 4;
  if (count < 2) return {};
  const std::uint64_t index = slot_of(hash, count - 1);
  std::uint32_t first, last;
  std::memcpy(&first, slots_.data() + index * 4, 4);
  std::memcpy(&last, slots_.data() + index * 4 + 4, 4);
  if (first > last || last > entries_.size() / sizeof(PieceEntry)) return {};
  return {first, last};
}

std::vector<std::uint32_t> TypoIndex::candidates(std::string_view text, int edits, std::size_t most_entries,
                                                 std::size_t most_keys) const {
  const CodePoints phrase(text);
  const std::uint32_t letters = letter_parity(text);
  struct Look {
    std::uint64_t first, last;
    int flips;  // classes whose oddness so many edits can change
  };
  std::vector<Look> looks;
  std::vector<std::uint64_t> hashes;
  for (int length = std::max(1, phrase.count() - edits); length <= phrase.count() + edits; ++length) {
    const int pieces = edits == 1 && length <= kShortKeys ? 2 : long_pieces(length);
    const int indels = std::abs(length - phrase.count());
    std::vector<std::pair<std::uint64_t, std::vector<Look>>> by_piece;
    for (int piece = 0; piece < pieces; ++piece) {
      hashes.clear();
      piece_hashes(phrase, length, pieces, piece, edits, hashes);
      std::sort(hashes.begin(), hashes.end());
      hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
      auto& [cost, ranges] = by_piece.emplace_back();
      for (std::uint64_t hash : hashes) {
        const Range range = slot(hash);
        if (range.first == range.last) continue;
        ranges.push_back({range.first, range.last, indels + 2 * (edits - indels)});
        cost += range.last - range.first;
      }
    }
    // Any edits + 1 of the pieces are enough: take those with the fewest entries.
    std::stable_sort(by_piece.begin(), by_piece.end(),
                     [](const auto& left, const auto& right) { return left.first < right.first; });
    for (int i = 0; i <= edits && i < pieces; ++i)
      looks.insert(looks.end(), by_piece[static_cast<std::size_t>(i)].second.begin(),
                   by_piece[static_cast<std::size_t>(i)].second.end());
  }
  std::stable_sort(looks.begin(), looks.end(), [](const Look& left, const Look& right) {
    return left.last - left.first < right.last - right.first;
  });
  std::vector<std::uint32_t> numbers;
  std::unordered_set<std::uint32_t> seen;
  seen.reserve(most_keys);
  for (const Look& look : looks) {
    const std::uint64_t count = std::min<std::uint64_t>(look.last - look.first, most_entries);
    most_entries -= count;
    for (std::uint64_t i = look.first; i < look.first + count; ++i) {
      PieceEntry entry;
      std::memcpy(&entry, entries_.data() + i * sizeof(PieceEntry), sizeof(entry));
      if (std::popcount(entry.letters ^ letters) > look.flips || !seen.insert(entry.key).second) continue;
      numbers.push_back(entry.key);
      if (numbers.size() == most_keys) return numbers;
    }
  }
  return numbers;
}

}  // namespace sayquel::catalog

// The values themselves, in blocks of folded keys in byte order.
//
//   blocks   block block ...                  a block holds kKeysPerBlock keys, the last one fewer
//   block    key{n} postings{n}
//   key      shared length bytes              the first `shared` bytes are the key's before it (0 for the first)
//   postings length posting ...              `length` bytes of them
//   posting  table column form rows [spelling]
//   form     one byte: how the spelling in the database comes from the key (Form), with its low four bits the case
//            and bit 4 set where the key's spaces stand for other characters; 15: the spelling in full
//   spelling bit 4: one byte for each of the key's spaces; 15: length bytes
//   offsets  u64 little-endian a block: where it starts in `blocks`
//
// Numbers are LEB128 unless said otherwise. Whatever is read from a file is checked against the bounds: damage gives
// fewer values or odd ones, never a crash.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"

namespace sayquel::catalog {

inline constexpr std::uint32_t kKeysPerBlock = 16;

struct Posting {
  ColumnId column;
  std::uint32_t rows = 0;
  std::string value;
};

// Builds the two sections from keys in strictly growing order.
class ValueBlockWriter {
 public:
  void add(std::string_view key, const std::vector<Posting>& postings);
  void finish() { close_block(); }
  // Bytes finished since the last call.
  std::string take();
  const std::vector<std::uint64_t>& offsets() const { return offsets_; }
  std::uint32_t keys() const { return keys_; }

 private:
  void close_block();
  std::string keys_part_, postings_part_, previous_, out_;
  std::vector<std::uint64_t> offsets_;
  std::uint64_t written_ = 0;
  std::uint32_t keys_ = 0, in_block_ = 0;
};

class ValueBlocks {
 public:
  ValueBlocks() = default;
  ValueBlocks(std::string_view blocks, std::string_view offsets, std::uint32_t keys)
      : blocks_(blocks), offsets_(offsets), keys_(keys) {}

  std::uint32_t keys() const { return keys_; }
  // The key with this number; false where the file is damaged.
  bool key(std::uint32_t number, std::string& out) const;
  bool postings(std::uint32_t number, std::string_view key, std::vector<Posting>& out) const;
  // Its number, or keys().
  std::uint32_t find(std::string_view key) const;

  // All keys in order, at the cost of one pass. `visit(number, key)`.
  template <typename Visit>
  void each(Visit visit) const {
    std::string key;
    for (std::uint32_t first = 0; first < keys_; first += kKeysPerBlock) {
      std::string_view rest = block(first / kKeysPerBlock);
      key.clear();
      for (std::uint32_t number = first; number < keys_ && number < first + kKeysPerBlock; ++number) {
        if (!next_key(rest, key)) return;
        visit(number, std::string_view(key));
      }
    }
  }

 private:
  std::string_view block(std::uint32_t index) const;  // empty where damaged
  static bool next_key(std::string_view& rest, std::string& key);
  std::string_view first_key(std::uint32_t block) const;

  std::string_view blocks_, offsets_;
  std::uint32_t keys_ = 0;
};

// LEB128.
void put_number(std::string& out, std::uint64_t number);
bool take_number(std::string_view& in, std::uint64_t& number);
bool take_bytes(std::string_view& in, std::uint64_t length, std::string_view& bytes);

}  // namespace sayquel::catalog

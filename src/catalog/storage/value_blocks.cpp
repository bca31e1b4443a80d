#include "catalog/storage/value_blocks.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace sayquel::catalog {
namespace {

enum Form : std::uint8_t { kSame = 0, kTitle = 1, kUpper = 2, kFirst = 3, kSeparators = 16, kSpelled = 15 };

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// The key with its letters in the case of the form.
std::string in_case(std::string_view key, std::uint8_t form) {
  std::string out(key);
  bool start = true;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (form == kUpper || (form == kTitle && start) || (form == kFirst && i == 0)) out[i] = upper(out[i]);
    start = out[i] == ' ';
  }
  return out;
}

void put_spelling(std::string& out, std::string_view key, const Posting& posting, std::string& tail) {
  const std::string& value = posting.value;
  tail.clear();
  if (value.size() == key.size()) {
    std::string plain = value, separators;
    for (std::size_t i = 0; i < plain.size(); ++i)
      if (key[i] == ' ') separators += plain[i], plain[i] = ' ';
    const bool spaces = separators.find_first_not_of(' ') == std::string::npos;
    for (std::uint8_t form : {kSame, kTitle, kUpper, kFirst}) {
      if (in_case(key, form) != plain) continue;
      out += static_cast<char>(form | (spaces ? 0 : kSeparators));
      if (!spaces) tail = separators;
      return;
    }
  }
  out += static_cast<char>(kSpelled);
  put_number(tail, value.size());
  tail += value;
}

bool take_spelling(std::string_view& in, std::string_view key, std::uint8_t form, std::string& value) {
  if (form == kSpelled) {
    std::uint64_t length;
    std::string_view bytes;
    if (!take_number(in, length) || !take_bytes(in, length, bytes)) return false;
    value = bytes;
    return true;
  }
  value = in_case(key, form & 15);
  if (!(form & kSeparators)) return true;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (key[i] != ' ') continue;
    if (in.empty()) return false;
    value[i] = in.front();
    in.remove_prefix(1);
  }
  return true;
}

bool take_posting(std::string_view& in, std::string_view key, Posting& posting) {
  std::uint64_t table, column, rows;
  if (!take_number(in, table) || !take_number(in, column) || in.empty()) return false;
  const auto form = static_cast<std::uint8_t>(in.front());
  in.remove_prefix(1);
  if (!take_number(in, rows) || table > 0x7FFFFFFF || column > 0x7FFFFFFF) return false;
  posting.column = {static_cast<int>(table), static_cast<int>(column)};
  posting.rows = static_cast<std::uint32_t>(std::min<std::uint64_t>(rows, 0xFFFFFFFF));
  return take_spelling(in, key, form, posting.value);
}

}  // namespace

void put_number(std::string& out, std::uint64_t number) {
  while (number >= 0x80) {
    out += static_cast<char>(number | 0x80);
    number >>= 7;
  }
  out += static_cast<char>(number);
}

bool take_number(std::string_view& in, std::uint64_t& number) {
  number = 0;
  for (unsigned shift = 0; shift < 64 && !in.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(in.front());
    in.remove_prefix(1);
    number |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

bool take_bytes(std::string_view& in, std::uint64_t length, std::string_view& bytes) {
  if (length > in.size()) return false;
  bytes = in.substr(0, length);
  in.remove_prefix(length);
  return true;
}

void ValueBlockWriter::add(std::string_view key, const std::vector<Posting>& postings) {
  if (in_block_ == kKeysPerBlock) close_block();
  if (in_block_ == 0) offsets_.push_back(written_ + out_.size());
  std::size_t shared = 0;
  if (in_block_ > 0)
    while (shared < key.size() && shared < previous_.size() && key[shared] == previous_[shared]) ++shared;
  put_number(keys_part_, shared);
  put_number(keys_part_, key.size() - shared);
  keys_part_.append(key.substr(shared));
  previous_ = key;
  std::string all, tail;
  for (const Posting& posting : postings) {
    put_number(all, static_cast<std::uint64_t>(posting.column.table));
    put_number(all, static_cast<std::uint64_t>(posting.column.column));
    put_spelling(all, key, posting, tail);
    put_number(all, posting.rows);
    all += tail;
  }
  put_number(postings_part_, all.size());
  postings_part_ += all;
  ++in_block_;
  ++keys_;
}

void ValueBlockWriter::close_block() {
  out_ += keys_part_;
  out_ += postings_part_;
  keys_part_.clear();
  postings_part_.clear();
  in_block_ = 0;
}

std::string ValueBlockWriter::take() {
  written_ += out_.size();
  return std::exchange(out_, {});
}

std::string_view ValueBlocks::block(std::uint32_t index) const {
  const std::size_t at = std::size_t{index} * 8;
  if (at + 8 > offsets_.size()) return {};
  std::uint64_t start, end = blocks_.size();
  std::memcpy(&start, offsets_.data() + at, 8);
  if (at + 16 <= offsets_.size()) std::memcpy(&end, offsets_.data() + at + 8, 8);
  if (start > end || end > blocks_.size()) return {};
  return blocks_.substr(start, end - start);
}

bool ValueBlocks::next_key(std::string_view& rest, std::string& key) {
  std::uint64_t shared, length;
  std::string_view bytes;
  if (!take_number(rest, shared) || !take_number(rest, length) || shared > key.size()) return false;
  if (!take_bytes(rest, length, bytes)) return false;
  key.resize(shared);
  key.append(bytes);
  return true;
}

std::string_view ValueBlocks::first_key(std::uint32_t index) const {
  std::string_view rest = block(index), bytes;
  std::uint64_t shared, length;
  if (!take_number(rest, shared) || !take_number(rest, length) || !take_bytes(rest, length, bytes)) return {};
  return bytes;
}

bool ValueBlocks::key(std::uint32_t number, std::string& out) const {
  out.clear();
  if (number >= keys_) return false;
  std::string_view rest = block(number / kKeysPerBlock);
  for (std::uint32_t i = 0; i <= number % kKeysPerBlock; ++i)
    if (!next_key(rest, out)) return false;
  return true;
}

bool ValueBlocks::postings(std::uint32_t number, std::string_view wanted, std::vector<Posting>& out) const {
  out.clear();
  if (number >= keys_) return false;
  const std::uint32_t first = number / kKeysPerBlock * kKeysPerBlock;
  std::string_view rest = block(number / kKeysPerBlock), mine;
  std::string key;
  for (std::uint32_t i = first; i < keys_ && i < first + kKeysPerBlock; ++i) {
    if (!next_key(rest, key)) return false;
    if (i == number && key != wanted) return false;
  }
  for (std::uint32_t i = first; i <= number; ++i) {
    std::uint64_t length;
    if (!take_number(rest, length) || !take_bytes(rest, length, mine)) return false;
  }
  Posting posting;
  while (!mine.empty()) {
    if (!take_posting(mine, wanted, posting)) return false;
    out.push_back(posting);
  }
  return true;
}

std::uint32_t ValueBlocks::find(std::string_view wanted) const {
  // The last block whose first key is not after the one wanted.
  std::uint32_t low = 0, high = static_cast<std::uint32_t>((std::uint64_t{keys_} + kKeysPerBlock - 1) / kKeysPerBlock);
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (first_key(middle) <= wanted)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == 0) return keys_;
  std::string_view rest = block(low - 1);
  std::string key;
  const std::uint32_t first = (low - 1) * kKeysPerBlock;
  for (std::uint32_t number = first; number < keys_ && number < first + kKeysPerBlock; ++number) {
    if (!next_key(rest, key)) return keys_;
    if (key == wanted) return number;
    if (key > wanted) return keys_;
  }
  return keys_;
}

}  // namespace sayquel::catalog

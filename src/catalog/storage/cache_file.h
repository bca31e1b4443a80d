// The file that holds a catalog and its values, and how it is laid out.
//
//   header    168 bytes, see Header
//   catalog   storage/catalog_bytes.h
//   blocks    storage/value_blocks.h: the values, in the order of their folded keys
//   offsets   storage/value_blocks.h
//   suffixes  storage/word_index.h: where each word of each key starts, in order of what follows
//   slots     storage/typo_index.h
//   entries   storage/typo_index.h
//
// Sections start at multiples of eight. The header and the catalog carry checksums that are always verified, and so do
// the other sections of a small file; those of a large one are only mapped, and every offset in them is checked when
// it is used. A file of another version, or cut short, is no cache.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "catalog/storage/file.h"
#include "sayquel/result.h"

namespace sayquel::catalog {

enum Section : std::size_t { kCatalog, kBlocks, kOffsets, kSuffixes, kSlots, kEntries, kSectionCount };

struct Header {
  std::array<char, 8> magic{'s', 'a', 'y', 'q', 'u', 'e', 'l', '\n'};
  std::uint32_t version = 1;
  std::uint32_t keys = 0;     // folded values
  std::uint64_t values = 0;   // distinct (column, value) pairs
  std::uint64_t purpose = 0;  // of what and with which options it was made: cache.h
  std::uint64_t file_size = 0;
  std::uint64_t catalog_checksum = 0;
  std::uint64_t values_checksum = 0;  // over all after the catalog; 0 in a file larger than kVerifiedSize
  struct Place {
    std::uint64_t offset = 0, length = 0;
  };
  std::array<Place, kSectionCount> sections;
  std::uint32_t longest_key = 0;  // bytes
  std::uint32_t byte_order = 0x01020304;
  std::uint64_t checksum = 0;  // of what stands before it
};
static_assert(sizeof(Header) == 168);

inline constexpr std::uint64_t kVerifiedSize = 4 << 20;

// A mapped file whose header, sizes and checksums hold.
class CacheFile {
 public:
  // Corrupt where it is not a whole file of this version for this purpose.
  static Result<CacheFile> open(std::unique_ptr<MappedFile> file, std::uint64_t purpose);
  const Header& header() const { return header_; }
  std::string_view section(Section which) const;

 private:
  std::unique_ptr<MappedFile> file_;
  Header header_;
};

std::string_view header_bytes(const Header& header);
std::uint64_t header_checksum(const Header& header);

}  // namespace sayquel::catalog

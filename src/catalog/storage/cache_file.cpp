#include "catalog/storage/cache_file.h"

#include <cstring>

namespace sayquel::catalog {

std::string_view header_bytes(const Header& header) { return {reinterpret_cast<const char*>(&header), sizeof(header)}; }

std::uint64_t header_checksum(const Header& header) {
  return checksum(header_bytes(header).substr(0, sizeof(Header) - sizeof(header.checksum)));
}

Result<CacheFile> CacheFile::open(std::unique_ptr<MappedFile> file, std::uint64_t purpose) {
  const std::string_view bytes = file->bytes();
  CacheFile cache;
  if (bytes.size() < sizeof(Header)) return fail(ErrorCode::Corrupt, "the cached catalog is cut short");
  std::memcpy(&cache.header_, bytes.data(), sizeof(Header));
  const Header& header = cache.header_;
  const Header expected;
  if (header.magic != expected.magic || header.version != expected.version || header.byte_order != expected.byte_order)
    return fail(ErrorCode::Corrupt, "the cached catalog is of another version");
  if (header.checksum != header_checksum(header) || header.file_size != bytes.size())
    return fail(ErrorCode::Corrupt, "the cached catalog is damaged");
  if (header.purpose != purpose) return fail(ErrorCode::NotFound, "the cached catalog was made for something else");
  std::uint64_t end = sizeof(Header);
  for (const auto& place : header.sections) {
    if (place.offset < end || place.offset > bytes.size() || place.length > bytes.size() - place.offset)
      return fail(ErrorCode::Corrupt, "the cached catalog is damaged");
    end = place.offset + place.length;
  }
  cache.file_ = std::move(file);
  if (checksum(cache.section(kCatalog)) != header.catalog_checksum)
    return fail(ErrorCode::Corrupt, "the cached catalog is damaged");
  if (header.values_checksum != 0 && checksum(bytes.substr(header.sections[kBlocks].offset)) != header.values_checksum)
    return fail(ErrorCode::Corrupt, "the cached values are damaged");
  return cache;
}

std::string_view CacheFile::section(Section which) const {
  const auto& place = header_.sections[which];
  return file_->bytes().substr(place.offset, place.length);
}

}  // namespace sayquel::catalog

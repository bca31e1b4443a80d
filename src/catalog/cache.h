// Where catalogs are kept on disk between runs: one folder a database, for its owner's eyes only.
//
//   CACHE/catalogs/NAME-HASH/catalog    storage/cache_file.h; NAME from the database's, for people; HASH of it all
//
// Several processes may read and write at once: a file is written under a temporary name and renamed when whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "catalog/build.h"
#include "catalog/storage/file.h"

namespace sayquel::catalog {

class Cache {
 public:
  explicit Cache(const BuildOptions& options);

  // Where there is a home for it at all; else nothing is kept.
  bool usable() const { return !folder_.empty(); }
  const std::filesystem::path& folder() const { return folder_; }  // the database's own
  std::filesystem::path file() const { return folder_ / "catalog"; }
  // Stands for the database and the options that a cached catalog depends on.
  std::uint64_t purpose() const { return purpose_; }

  // Makes the folder, mode 0700.
  Status prepare() const;
  // Says that the cache is in use, so that it is not the first to go. Touches the disk once a day at most.
  void mark_used() const;
  // Removes what nobody has used for 90 days, temporary files left for a day, and the longest unused ones beyond 8 GB
  // in all; never this database's own.
  void evict() const;

 private:
  std::filesystem::path root_, folder_;
  std::uint64_t purpose_ = 0;
};

}  // namespace sayquel::catalog

// Makes a catalog and its value index from a connection, or opens them from the user's cache folder.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/value_index.h"
#include "database/connection.h"
#include "sayquel/stop.h"

namespace sayquel::catalog {

struct BuildOptions {
  std::filesystem::path cache_folder{};  // empty: $XDG_CACHE_HOME/sayquel or ~/.cache/sayquel
  std::string database{};                // what the cache is keyed by: the location's URL with an absolute path
  std::vector<std::string> sensitive{};  // "table.column" or "column", beyond those found by their names
  std::size_t longest_value = 200;       // bytes; longer text is not indexed
  std::function<void(const Progress&)> progress{};
};

struct Loaded {
  std::shared_ptr<const Catalog> catalog;
  std::shared_ptr<const ValueIndex> values;
  bool from_cache = false;
  std::vector<std::string> notes;  // for the user: a table that could not be measured, a cache that cannot be kept
};

// The cached pair, if it was made for this fingerprint by this version; nothing otherwise (a damaged cache counts as
// none).
std::unique_ptr<Loaded> load_cached(const std::string& fingerprint, const BuildOptions& options);

// Introspects, infers keys, profiles, indexes, and writes the cache (to a temporary name, then renamed: never half a
// file; a cache that cannot be written is no failure, the result is then held in memory).
Result<Loaded> build(database::Connection& connection, const BuildOptions& options, const Stop& stop);

}  // namespace sayquel::catalog

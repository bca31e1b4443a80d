// Makes and reads the sections of a cache file that hold values.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/storage/cache_file.h"
#include "catalog/storage/record_sorter.h"
#include "catalog/value_index.h"
#include "sayquel/stop.h"

namespace sayquel::catalog {

// Collects values, then writes them: add() all, then write() to one file or, if that fails, to another.
class ValueCollector {
 public:
  // `folder`: where what does not fit into `memory` bytes goes meanwhile; empty: into memory all the same.
  ValueCollector(std::size_t memory, std::filesystem::path folder)
      : memory_(memory), folder_(folder), values_(memory, folder) {}

  Status add(ColumnId column, std::string_view value, std::uint64_t rows, const Stop& stop);
  std::uint64_t size() const { return values_.size(); }

  // Appends the sections to the file and enters them in the header. `padded` columns lose their trailing spaces.
  // `progress(done, total)`, in values.
  using Told = std::function<void(std::uint64_t done, std::uint64_t total)>;
  Status write(OutputFile& file, Header& header, const std::vector<ColumnId>& padded, const Told& progress,
               const Stop& stop);

 private:
  Status write_blocks(OutputFile& file, Header& header, const std::vector<ColumnId>& padded, const Told& progress,
                      const Stop& stop);
  Status write_suffixes(OutputFile& file, Header& header, const Stop& stop) const;
  Status write_pieces(OutputFile& file, Header& header, const Stop& stop) const;

  std::size_t memory_;
  std::filesystem::path folder_;
  RecordSorter values_;
  std::string record_;
};

// The value index in a file that has been opened. Keeps the file mapped. `column_counts`: how many columns each table
// of the catalog has; a value of any other (a damaged file's) is not told.
std::unique_ptr<ValueIndex> value_index(CacheFile file, std::vector<int> column_counts);

}  // namespace sayquel::catalog

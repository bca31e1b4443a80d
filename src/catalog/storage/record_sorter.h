// Sorts more byte strings than fit into memory: sorted runs go to temporary files and are merged.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/storage/file.h"
#include "sayquel/result.h"
#include "sayquel/stop.h"

namespace sayquel::catalog {

// Add all records, then rewind() and read them with next(), in the order of their bytes; rewind() starts over.
class RecordSorter {
 public:
  // Holds about `memory` bytes. Runs that do not fit go to unnamed files in `folder`, or, where that cannot be
  // written to (or is empty), into memory after all.
  RecordSorter(std::size_t memory, std::filesystem::path folder);
  ~RecordSorter();

  Status add(std::string_view record, const Stop& stop);
  std::uint64_t size() const { return count_; }
  Status rewind();
  // False at the end; the record stays good until the next call.
  Result<bool> next(std::string_view& record);

 private:
  struct Entry {
    std::uint64_t prefix;  // the first eight bytes, as a number that compares as they do
    std::uint64_t offset;
    std::uint32_t length;
  };
  class Run;

  std::string_view record(const Entry& entry) const { return {arena_.data() + entry.offset, entry.length}; }
  bool before(const Entry& left, const Entry& right) const;
  void sort_memory();
  Status spill();
  Status write_run(OutputFile& file) const;

  std::size_t memory_;
  std::filesystem::path folder_;
  std::string arena_;
  std::vector<Entry> entries_;
  std::uint64_t count_ = 0;
  std::vector<std::unique_ptr<OutputFile>> spilled_;
  std::size_t at_ = 0;                      // in entries_, where nothing was spilled
  std::vector<std::unique_ptr<Run>> runs_;  // a heap, the least record first
  bool popped_ = false;
};

}  // namespace sayquel::catalog

// Files of the cache: mapped to be read, written once from front to back, or held in memory where no disk will do.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "sayquel/result.h"

namespace sayquel::catalog {

// Bytes of a file in memory, read only; unmapped when destroyed. Any number of threads may read.
class MappedFile {
 public:
  static Result<std::unique_ptr<MappedFile>> open(const std::filesystem::path& path);
  static Result<std::unique_ptr<MappedFile>> map(int descriptor, std::uint64_t size);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  std::string_view bytes() const { return {data_, size_}; }

 private:
  MappedFile(const char* data, std::size_t size) : data_(data), size_(size) {}
  const char* data_;
  std::size_t size_;
};

// A file being written, for its owner's eyes only (mode 0600). It has no lasting name until publish().
class OutputFile {
 public:
  // Under a temporary name in `folder`, removed again unless published.
  static Result<std::unique_ptr<OutputFile>> create(const std::filesystem::path& folder);
  // Without any name: gone when it is closed, however the process ends.
  static Result<std::unique_ptr<OutputFile>> create_unnamed(const std::filesystem::path& folder);
  // In anonymous memory.
  static Result<std::unique_ptr<OutputFile>> in_memory();
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  // Appends. Buffered: an error (DiskFull among them) may come with a later call.
  Status write(std::string_view bytes);
  Status flush();
  // Zeros up to a multiple of eight.
  Status align();
  // Overwrites what has been written.
  Status write_at(std::uint64_t offset, std::string_view bytes);
  // Makes room for `size` bytes at the end, on the disk too, and maps them for writing; at most one at a time.
  Result<char*> append_mapped(std::uint64_t size);
  void unmap();
  std::uint64_t size() const { return written_ + buffer_.size(); }
  Result<std::unique_ptr<MappedFile>> map();
  // Gives it its name, in place of whatever had it: a reader sees the old file or the new one, never a part.
  Status publish(const std::filesystem::path& path);
  int descriptor() const { return descriptor_; }

 private:
  OutputFile(int descriptor, std::filesystem::path path) : descriptor_(descriptor), path_(std::move(path)) {}
  int descriptor_;
  std::filesystem::path path_;  // empty: in memory, or published
  std::string buffer_;
  std::uint64_t written_ = 0;
  char* mapped_ = nullptr;
  std::uint64_t mapped_size_ = 0;
};

// 64 bits over the bytes, for damage, not for malice. Several GB a second.
std::uint64_t checksum(std::string_view bytes);

}  // namespace sayquel::catalog

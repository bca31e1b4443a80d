// The database being made: whole under its name in the end, or not there at all.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "tickit/tickit.h"
#include "tickit/writer.h"

namespace sayquel::tickit {

// A file that is written under a temporary name beside `output` and takes that name only in commit(). What is left of
// it when this goes away before is removed, a database's side files (.wal, -journal) included.
class OutputFile {
 public:
  // BadInput where `output` exists and may not be overwritten; NotFound where its folder does not exist.
  static Result<OutputFile> begin(const std::filesystem::path& output, bool overwrite);
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();

  const std::filesystem::path& temporary() const { return temporary_; }
  // Flushes the file to the disk and gives it its name.
  Status commit();

 private:
  OutputFile(std::filesystem::path output, std::filesystem::path temporary, bool overwrite)
      : output_(std::move(output)), temporary_(std::move(temporary)), overwrite_(overwrite) {}

  std::filesystem::path output_;
  std::filesystem::path temporary_;  // empty once it was renamed
  bool overwrite_;
};

class DatabaseFile {
 public:
  // `total_rows` is what progress is told of; 0: unknown.
  static Result<DatabaseFile> begin(const std::filesystem::path& output, const Options& options,
                                    std::uint64_t total_rows);

  Status begin_table(std::string_view name);
  Status append(Cells row);  // Cancelled, Deadline or what the database says
  Status end_table();
  Result<Summary> finish();

 private:
  DatabaseFile(std::optional<OutputFile> file, Writer writer, const Options& options, std::uint64_t total_rows)
      : file_(std::move(file)), writer_(std::move(writer)), options_(options), total_rows_(total_rows) {}

  std::optional<OutputFile> file_;  // none where the database is a server's
  std::optional<Writer> writer_;    // closed before the file is renamed or removed
  Options options_;
  std::uint64_t total_rows_;
  Summary summary_;
};

}  // namespace sayquel::tickit

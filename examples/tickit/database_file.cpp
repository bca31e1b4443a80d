#include "tickit/database_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/text.h"

namespace sayquel::tickit {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kRowsBetweenChecks = 4096;

std::vector<fs::path> side_files(const fs::path& database) {
  std::vector<fs::path> files;
  for (const char* ending : {".wal", ".tmp", "-journal", "-wal", "-shm"})
    files.emplace_back(database.string() + ending);
  return files;
}

tl::unexpected<Error> system_error(const fs::path& file) {
  return tl::unexpected(write_error(file, std::strerror(errno)));
}

Status flush_to_disk(const fs::path& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) return system_error(path);
  const int flushed = ::fsync(file);
  const int saved = errno;
  ::close(file);
  errno = saved;
  // Some file systems cannot flush a folder; what they hold is as safe as they make it.
  if (flushed != 0 && !(flags & O_DIRECTORY)) return system_error(path);
  return {};
}

// An empty file beside `target` under a name that nobody else has.
Result<fs::path> reserve_name(const fs::path& target) {
  for (int attempt = 0;; ++attempt) {
    fs::path name = target.parent_path() / fmt::format(".{}.{}-{}", target.filename().string(), ::getpid(), attempt);
    const int file = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file >= 0) {
      ::close(file);
      return name;
    }
    if (errno != EEXIST) return system_error(target);
  }
}

Error exists_already(const fs::path& output) {
  return {ErrorCode::BadInput, fmt::format("{} exists already", output.string()),
          "Choose another name, remove it, or ask for it to be overwritten."};
}

}  // namespace

Error write_error(const fs::path& file, std::string_view said) {
  const auto names = [&](std::initializer_list<std::string_view> causes) {
    for (const auto cause : causes) {
      if (said.find(cause) != std::string_view::npos) return true;
    }
    return false;
  };
  const std::string folder = file.has_parent_path() ? file.parent_path().string() : ".";
  if (names({"No space left", "File too large", "Disk quota exceeded", "database or disk is full"})) {
    return {ErrorCode::DiskFull, fmt::format("The disk is full, or a limit on file size was met, in {}", folder),
            "The database needs about 50 MB: free some space, or write it elsewhere. Nothing was left behind."};
  }
  if (names({"Permission denied", "Read-only file system", "Operation not permitted", "readonly database",
             "unable to open database file"})) {
    return {ErrorCode::PermissionDenied, fmt::format("No permission to write in {}", folder),
            "Write the database to a folder that is yours."};
  }
  return {ErrorCode::Database, fmt::format("Writing {} failed: {}", file.string(), said), {}};
}

Result<OutputFile> OutputFile::begin(const fs::path& output, bool overwrite) {
  std::error_code error;
  const fs::path full = fs::absolute(output);
  const fs::path resolved = fs::weakly_canonical(full, error);  // a link is written through, not replaced
  const fs::path target = error ? full : resolved;
  const auto kind = fs::status(target, error);
  if (fs::is_directory(kind)) {
    return fail(ErrorCode::BadInput, fmt::format("{} is a folder", output.string()), "Name a file in it.");
  }
  if (fs::exists(kind) && !fs::is_regular_file(kind)) {
    return fail(ErrorCode::BadInput, fmt::format("{} is not a plain file", output.string()), "Name another file.");
  }
  if (fs::exists(kind) && !overwrite) return tl::unexpected(exists_already(output));
  const fs::path folder = target.parent_path();
  if (!fs::is_directory(folder, error)) {
    return fail(ErrorCode::NotFound, fmt::format("The folder {} does not exist", folder.string()),
                fmt::format("Make it first: mkdir -p '{}'", folder.string()));
  }
  SAYQUEL_TRY(fs::path temporary, reserve_name(target));
  return OutputFile(target, std::move(temporary), overwrite);
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : output_(std::move(other.output_)), temporary_(std::move(other.temporary_)), overwrite_(other.overwrite_) {
  other.temporary_.clear();
}

OutputFile::~OutputFile() {
  if (temporary_.empty()) return;
  std::error_code ignored;
  fs::remove(temporary_, ignored);
  for (const auto& side : side_files(temporary_)) fs::remove_all(side, ignored);
}

Status OutputFile::commit() {
  SAYQUEL_CHECK(flush_to_disk(temporary_, O_RDONLY));
  if (overwrite_) {
    // A log that belonged to the old database must not be read into the new one.
    std::error_code ignored;
    for (const auto& side : side_files(output_)) fs::remove(side, ignored);
    if (::rename(temporary_.c_str(), output_.c_str()) != 0) return system_error(output_);
  } else {
    // link() refuses a name that was taken in the meantime, where rename() would replace it.
    if (::link(temporary_.c_str(), output_.c_str()) == 0) {
      ::unlink(temporary_.c_str());
    } else if (errno == EEXIST) {
      return tl::unexpected(exists_already(output_));
    } else if (::rename(temporary_.c_str(), output_.c_str()) != 0) {  // a file system without links
      return system_error(output_);
    }
  }
  temporary_.clear();
  return flush_to_disk(output_.parent_path(), O_RDONLY | O_DIRECTORY);
}

Result<Format> format_of(const fs::path& output) {
  for (const char* scheme : {"postgresql://", "postgres://"})
    if (base::lower_ascii(output.string()).starts_with(scheme)) return Format::PostgreSql;
  const std::string extension = base::lower_ascii(output.extension().string());
  if (extension == ".duckdb") return Format::DuckDb;
  if (extension == ".sqlite" || extension == ".sqlite3" || extension == ".db") return Format::Sqlite;
  return fail(
      ErrorCode::BadInput, fmt::format("{} names no database format", output.string()),
      "End the name in .duckdb for DuckDB, or in .sqlite, .sqlite3 or .db for SQLite; or give a postgresql:// URL.");
}

Result<DatabaseFile> DatabaseFile::begin(const fs::path& output, const Options& options, std::uint64_t total_rows) {
  SAYQUEL_CHECK(options.stop.check("making the database"));
  SAYQUEL_TRY(const Format format, format_of(output));
  if (format == Format::PostgreSql) {
    SAYQUEL_TRY(const database::ServerUrl url, database::parse_server_url(output.string()));
    SAYQUEL_TRY(PostgresWriter writer, PostgresWriter::create(url, schema_sql(), options.overwrite));
    DatabaseFile made(std::nullopt, std::move(writer), options, total_rows);
    made.summary_.format = format;
    made.summary_.output = url.text();
    return made;
  }
  SAYQUEL_TRY(OutputFile file, OutputFile::begin(output, options.overwrite));
  if (format == Format::DuckDb) {
    // DuckDB takes an empty file for one that is not a database.
    std::error_code ignored;
    fs::remove(file.temporary(), ignored);
    SAYQUEL_TRY(DuckDbWriter writer, DuckDbWriter::create(file.temporary(), schema_sql()));
    DatabaseFile made(std::move(file), std::move(writer), options, total_rows);
    made.summary_.output = output.string();
    return made;
  }
  SAYQUEL_TRY(SqliteWriter writer, SqliteWriter::create(file.temporary(), schema_sql()));
  DatabaseFile made(std::move(file), std::move(writer), options, total_rows);
  made.summary_.format = Format::Sqlite;
  made.summary_.output = output.string();
  return made;
}

Status DatabaseFile::begin_table(std::string_view name) {
  summary_.tables.push_back({name, 0});
  return std::visit([&](auto& writer) { return writer.begin(name); }, *writer_);
}

Status DatabaseFile::append(Cells row) {
  if (summary_.rows % kRowsBetweenChecks == 0) {
    SAYQUEL_CHECK(options_.stop.check("making the database"));
    if (options_.progress) options_.progress({summary_.tables.back().table, summary_.rows, total_rows_});
  }
  ++summary_.rows;
  ++summary_.tables.back().rows;
  return std::visit([&](auto& writer) { return writer.append(row); }, *writer_);
}

Status DatabaseFile::end_table() {
  return std::visit([](auto& writer) { return writer.end(); }, *writer_);
}

Result<Summary> DatabaseFile::finish() {
  SAYQUEL_CHECK(options_.stop.check("making the database"));
  SAYQUEL_CHECK(std::visit([](auto& writer) { return writer.finish(); }, *writer_));
  writer_.reset();
  if (file_) {
    std::error_code error;
    summary_.bytes = fs::file_size(file_->temporary(), error);
    SAYQUEL_CHECK(file_->commit());
  }
  if (options_.progress) options_.progress({"done", summary_.rows, total_rows_});
  return summary_;
}

}  // namespace sayquel::tickit

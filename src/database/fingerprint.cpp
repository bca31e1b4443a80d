#include "database/fingerprint.h"

#include <fmt/format.h>

#include "database/file.h"
#include "database/open.h"

namespace sayquel::database {
namespace {

std::string text_of(const FileStamp& stamp) { return fmt::format("{}:{}:{}", stamp.size, stamp.modified, stamp.inode); }

}  // namespace

Result<std::string> stamp_text(const std::string& path, const std::string& log_suffix) {
  const FileStamp stamp = file_stamp(path);
  if (stamp.size < 0)
    return fail(ErrorCode::NotFound, fmt::format("There is no file {} any more.", path), "Check the path.");
  std::string text = text_of(stamp);
  if (log_suffix.empty()) return text;
  // An empty log is no log: SQLite makes one when somebody only reads.
  if (const FileStamp log = file_stamp(path + log_suffix); log.size > 0) text += fmt::format("+{}", text_of(log));
  return text;
}

Result<std::string> file_fingerprint(const Location& location) {
  switch (location.kind) {
    case Kind::SQLite:
      return stamp_text(location.path, "-wal");
    case Kind::DuckDB:
      return stamp_text(location.path, ".wal");
    case Kind::DataFile:
      return stamp_text(location.path, "");
    case Kind::PostgreSQL:
    case Kind::MySQL:
      return fail(ErrorCode::Unsupported, "A server's state is told only by the server.");
  }
  return fail(ErrorCode::Internal, "A database of no known kind.");
}

}  // namespace sayquel::database

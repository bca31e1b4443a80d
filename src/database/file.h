// What can be told of a database file without opening it as a database.
#pragma once

#include <cstdint>
#include <string>

#include "sayquel/result.h"

namespace sayquel::database {

// Two stamps of a file are equal exactly where it has not been written or replaced in between (as far as the file
// system's clock can tell). A file that is not there has the default stamp.
struct FileStamp {
  std::int64_t size = -1;
  std::int64_t modified = 0, changed = 0;  // nanoseconds since 1970: of the contents, of the inode
  std::uint64_t device = 0, inode = 0;
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};
FileStamp file_stamp(const std::string& path);

// The first bytes of a file, as many as there are up to `size`; NotFound, PermissionDenied, or BadInput for a folder
// and for what is no regular file (a device, a pipe).
Result<std::string> first_bytes(const std::string& path, std::size_t size);

}  // namespace sayquel::database

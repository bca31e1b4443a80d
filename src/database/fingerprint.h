// A file's state as text that changes when the file does.
#pragma once

#include <string>

#include "sayquel/result.h"

namespace sayquel::database {

// Size, time of the last write and inode of the file and of the log beside it (path + log_suffix: "-wal"; an empty
// suffix: there is none). NotFound where the file is not there.
Result<std::string> stamp_text(const std::string& path, const std::string& log_suffix);

}  // namespace sayquel::database

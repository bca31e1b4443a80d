// Connection over a SQLite file.
#pragma once

#include <memory>
#include <string>

#include "database/connection.h"

namespace sayquel::database::sqlite {

// The file must be there; it is opened for reading only, and the handle refuses writes, ATTACH, PRAGMA and extensions.
Result<std::unique_ptr<Connection>> open(const std::string& path);

}  // namespace sayquel::database::sqlite

#include "database/duckdb/temporary_folder.h"

#include <stdlib.h>

#include <filesystem>
#include <system_error>

namespace sayquel::database::duckdb {

TemporaryFolder::TemporaryFolder() {
  std::error_code none;
  std::filesystem::path parent = std::filesystem::temp_directory_path(none);
  if (none) parent = "/tmp";
  std::string pattern = (parent / "sayquel-XXXXXX").string();
  if (mkdtemp(pattern.data())) path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;  // what cannot be removed now is the system's to clean
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace sayquel::database::duckdb

// Where DuckDB may put what does not fit in memory.
#pragma once

#include <string>

namespace sayquel::database::duckdb {

// A folder that only this user can look into, under TMPDIR or /tmp; removed with all that is in it. DuckDB's own choice
// would be a folder beside the user's database.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  // Empty where none could be made: then nothing is put on disk, and a query that needs it fails.
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace sayquel::database::duckdb

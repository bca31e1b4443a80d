#include "unit/evaluation/shop_file.h"

#include <sqlite3.h>
#include <stdlib.h>

#include <stdexcept>

namespace sayquel::evaluation {

ShopFile::ShopFile() {
  std::string pattern = (std::filesystem::temp_directory_path() / "sayquel-evaluation-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
  folder_ = pattern;
  sqlite3* database = nullptr;
  const bool opened = sqlite3_open(path().c_str(), &database) == SQLITE_OK;
  const int made = sqlite3_exec(database,
                                "CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT, city TEXT, age INTEGER);"
                                "INSERT INTO customer VALUES (1, 'Ann', 'Oslo', 30), (2, 'Bob', 'Rome', 40),"
                                " (3, 'Cid', 'Oslo', 50), (4, 'Dora', 'Bern', 60);",
                                nullptr, nullptr, nullptr);
  sqlite3_close(database);
  if (!opened || made != SQLITE_OK) throw std::runtime_error("no shop");
}

ShopFile::~ShopFile() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

}  // namespace sayquel::evaluation

// A small SQLite database in memory with its catalog, for tests that need rows, probes and a guard, but no adapter.
#pragma once

#include <memory>
#include <string>

#include "catalog/catalog.h"
#include "execute/execute.h"
#include "sayquel/result.h"

struct sqlite3;

namespace sayquel::test {

class SmallDatabase {
 public:
  // Runs the script; its tables, keys and measured profiles make the catalog. Ends the test program where it fails.
  explicit SmallDatabase(const std::string& script);
  ~SmallDatabase();
  SmallDatabase(const SmallDatabase&) = delete;
  SmallDatabase& operator=(const SmallDatabase&) = delete;

  const catalog::Catalog& catalog() const { return catalog_; }

  // The rows of SQL that the guard approved; declared types turn SQLite's values into dates and decimals.
  Result<execute::Rows> rows(const std::string& sql) const;

 private:
  void describe(const std::string& table);
  void measure(catalog::Table& table);

  sqlite3* handle_ = nullptr;
  catalog::Catalog catalog_;
};

}  // namespace sayquel::test

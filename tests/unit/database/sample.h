// Databases that tests make for themselves with the engines' own interfaces, and short ways to ask them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "database/connection.h"
#include "database/open.h"
#include "sayquel/stop.h"
#include "unit/database/unchecked_query.h"

namespace sayquel::database {

// A folder of its own, removed with all in it.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string path(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }
  // Names of what is in it, sorted, separated by a space.
  std::string listing() const;

 private:
  std::string path_;
};

// Runs SQL in the engine itself, which makes the file where it is not there. Throws what the engine says.
void make_sqlite(const std::string& path, const std::string& sql);
void make_duckdb(const std::string& path, const std::string& sql);

void write_file(const std::string& path, const std::string& bytes);
std::string read_file(const std::string& path);

// Opens by URL or path, and fails the test where that fails.
std::unique_ptr<Connection> must_open(const std::string& url);
// The error of opening; fails the test where it opens.
Error open_error(const std::string& url);

Result<std::unique_ptr<RowStream>> run(Connection& connection, const std::string& sql, const Stop& stop = {});
// All rows; fails the test where there is an error.
std::vector<Row> rows(Connection& connection, const std::string& sql);
// The first value of the first row.
Value value(Connection& connection, const std::string& sql);
// The error of running or fetching to the end; fails the test where there is none.
Error error(Connection& connection, const std::string& sql, const Stop& stop = {});
// Rows as text: "1|abc|\n".
std::string text(const std::vector<Row>& rows);

}  // namespace sayquel::database

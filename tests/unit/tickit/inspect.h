// Looks into a database that was made.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/text.h"
#include "cases/questions/reference.h"

namespace sayquel::tickit {

// A folder of a test's own, removed at its end.
class Scratch {
 public:
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "sayquel-tickit-XXXXXX").string();
    if (::mkdtemp(name.data())) folder_ = name;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  std::filesystem::path operator/(std::string_view name) const { return folder_ / name; }
  const std::filesystem::path& folder() const { return folder_; }
  // Names in the folder, temporary ones included.
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder_), {}));
  }

 private:
  std::filesystem::path folder_;
};

// The rows of a query as text: fields with '|' between them, rows with '\n'; NULL is "NULL".
inline std::string query(const std::filesystem::path& database, const std::string& sql) {
  const auto format = format_of(database);
  const auto reference = questions::Reference::open(database, *format);
  if (!reference) return "error: " + reference.error().message;
  const auto table = reference->run(sql);
  if (!table) return "error: " + table.error().message;
  std::vector<std::string> rows;
  for (const Row& row : table->rows) {
    std::vector<std::string> fields;
    for (const Value& value : row) fields.push_back(is_null(value) ? "NULL" : to_text(value));
    rows.push_back(base::join(fields, "|"));
  }
  return base::join(rows, "\n");
}

}  // namespace sayquel::tickit

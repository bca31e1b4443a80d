// Looks into a database that was made, and makes small ones.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
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

// Small files of the seven tables, in Amazon's form; rows of our own.
using SmallFiles = std::map<std::string, std::string>;
inline SmallFiles small_files() {
  return {
      {"allusers_pipe.txt",
       "1|ABC12DEF|Ada|Byron|San Diego|CA|ada@example.com|(619) 555-0100|TRUE|FALSE||TRUE|\\N|FALSE|TRUE||FALSE|TRUE\n"
       "2|GHI34JKL|Max|M\xC3\xBCller|Boston|MA|max@example.com|(617) 555-0101||||||||||\n"},
      {"venue_pipe.txt", "1|Royce Hall|Los Angeles|CA|1800\r\n2|Grand Hotel|Las Vegas|NV|\\N\r\n"},
      {"category_pipe.txt", "7|Shows|Plays|All non-musical theatre\n"},
      {"date2008_pipe.txt", "1827|2008-01-01|TU |1|JAN  |1    |2008|TRUE\n1875|2008-02-18|MO|8|FEB|1|2008|FALSE"},
      {"allevents_pipe.txt", "1|1|7|1875|Macbeth|2008-02-18 20:00:00\n"},
      {"listings_pipe.txt", "1|1|1|1827|10|182.00|1820.00|2008-01-01 06:43:29\n"},
      {"sales_tab.txt", "1\t1\t1\t2\t1\t1875\t4\t728.00\t109.20\t2/18/2008 02:36:48\n"},
  };
}

inline void write_files(const std::filesystem::path& folder, const SmallFiles& files) {
  for (const auto& [name, text] : files) std::ofstream(folder / name, std::ios::binary) << text;
}

}  // namespace sayquel::tickit

#include "database/duckdb/data_file.h"

#include <fmt/format.h>

#include <cctype>
#include <filesystem>

#include "base/text.h"
#include "database/sql_text.h"

namespace sayquel::database::duckdb {
namespace {

constexpr std::string_view kWhat = "reading the data file";

}  // namespace

std::string table_name(const std::string& path) {
  std::string name;
  for (const char letter : base::lower_ascii(std::filesystem::path(path).stem().string())) {
    const bool plain = std::isalnum(static_cast<unsigned char>(letter)) || (letter & 0x80);
    if (plain)
      name += letter;
    else if (!name.empty() && name.back() != '_')
      name += '_';
  }
  while (name.ends_with('_')) name.pop_back();
  if (name.empty() || std::isdigit(static_cast<unsigned char>(name.front()))) name.insert(0, name.empty() ? "t" : "t_");
  return name;
}

Status load_data_file(Session& session, const std::string& path) {
  const std::string extension = base::lower_ascii(std::filesystem::path(path).extension().string());
  std::string source = fmt::format("read_csv({})", quote_text(path));
  if (extension == ".parquet") source = fmt::format("read_parquet({})", quote_text(path));
  if (extension == ".json" || extension == ".jsonl" || extension == ".ndjson")
    source = fmt::format("read_json({})", quote_text(path));
  return session.execute(fmt::format("CREATE TABLE {} AS SELECT * FROM {}", quote_name(table_name(path)), source), {},
                         kWhat);
}

}  // namespace sayquel::database::duckdb

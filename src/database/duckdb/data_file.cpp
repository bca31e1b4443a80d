#include "database/duckdb/data_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "base/text.h"
#include "database/duckdb/csv_file.h"
#include "database/sql_text.h"

namespace sayquel::database::duckdb {
namespace {

constexpr std::string_view kWhat = "reading the data file";

std::string extension_of(const std::string& path) {
  return base::lower_ascii(std::filesystem::path(path).extension().string());
}

// What DuckDB says of a file that it cannot read, as the error of that file.
Error unreadable(const std::string& path, Error error) {
  if (error.code != ErrorCode::Database) return error;
  std::string said = error.message;
  // Its own first words ("DuckDB: Invalid Input Error: ") say nothing of the file.
  if (const auto colon = said.find("Error: "); colon != std::string::npos) said.erase(0, colon + 7);
  return {extension_of(path) == ".parquet" ? ErrorCode::Corrupt : ErrorCode::BadInput,
          fmt::format("{} cannot be read: {}", path, said), "Correct the file and try again; nothing was read."};
}

std::string quoted_list(const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  for (const auto& name : names) quoted.push_back(quote_text(name));
  return fmt::format("[{}]", base::join(quoted, ", "));
}

// Every decision is made: the dialect by check_csv(), types by all rows, and no line may be skipped or padded.
std::string read_csv_text(const std::string& path, const CsvShape& shape) {
  constexpr std::size_t kDefaultLongest = 2'000'000;
  std::string text = fmt::format(
      "read_csv({}, delim = '{}', quote = '\"', escape = '\"', comment = '', header = {}, skip = {}, sample_size = -1, "
      "null_padding = false, ignore_errors = false, strict_mode = {}",
      quote_text(path), shape.delimiter, shape.header, shape.blank_lines, !shape.mixed_line_ends);
  if (shape.header) text += ", names = " + quoted_list(shape.names);
  if (shape.longest_record > kDefaultLongest) text += fmt::format(", max_line_size = {}", shape.longest_record + 1024);
  return text + ")";
}

Status create(Session& session, const std::string& path, const std::string& source) {
  const Status created = session.execute(
      fmt::format("CREATE TABLE {} AS SELECT * FROM {}", quote_name(table_name(path)), source), {}, kWhat);
  if (!created) return tl::unexpected(unreadable(path, created.error()));
  return {};
}

Status load_csv(Session& session, const std::string& path) {
  SAYQUEL_TRY(const CsvShape shape, check_csv(path));
  SAYQUEL_CHECK(create(session, path, read_csv_text(path, shape)));
  SAYQUEL_TRY(const std::uint64_t rows, session.count(table_name(path)));
  if (rows == shape.rows) return {};
  return fail(ErrorCode::BadInput, fmt::format("{} has {} rows, but DuckDB read {} of it.", path, shape.rows, rows),
              "Write it again as plain CSV: one delimiter, one kind of line end, quotes doubled inside quotes.");
}

Status load_json(Session& session, const std::string& path, bool lines) {
  SAYQUEL_CHECK(create(session, path,
                       fmt::format("read_json({}, sample_size = -1, ignore_errors = false{})", quote_text(path),
                                   lines ? ", format = 'newline_delimited'" : "")));
  SAYQUEL_TRY(const std::uint64_t rows, session.count(table_name(path)));
  if (rows > 0) return {};
  return fail(ErrorCode::BadInput, fmt::format("{} holds no records.", path), "Check that it was written completely.");
}

}  // namespace

std::string table_name(const std::string& path) {
  std::string name;
  for (const char letter : base::lower_ascii(std::filesystem::path(path).stem().string())) {
    if (std::isalnum(static_cast<unsigned char>(letter)) || (letter & 0x80))
      name += letter;
    else if (!name.empty() && name.back() != '_')
      name += '_';
  }
  while (name.ends_with('_')) name.pop_back();
  if (name.empty()) return "data";
  return std::isdigit(static_cast<unsigned char>(name.front())) ? fmt::format("t_{}", name) : name;
}

Status load_data_file(Session& session, const std::string& path) {
  const std::string extension = extension_of(path);
  if (extension == ".parquet") return create(session, path, fmt::format("read_parquet({})", quote_text(path)));
  if (extension == ".json") return load_json(session, path, false);
  if (extension == ".jsonl" || extension == ".ndjson") return load_json(session, path, true);
  return load_csv(session, path);
}

}  // namespace sayquel::database::duckdb

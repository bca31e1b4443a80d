#include "database/duckdb/csv_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <fstream>
#include <map>
#include <set>
#include <string_view>

#include "base/text.h"
#include "database/temporal_text.h"

namespace sayquel::database::duckdb {
namespace {

constexpr std::array<char, 4> kDelimiters = {',', ';', '\t', '|'};
constexpr char kOneColumn = '\x1f';  // ASCII's unit separator: in no text that people write
constexpr std::size_t kBlock = 1 << 20;
constexpr std::size_t kSampleRecords = 1000;  // to find the delimiter
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

enum class Problem { None, Incomplete, Unclosed, TextAfterQuote };

// One record at the start of some text.
struct Record {
  Problem problem = Problem::None;
  std::size_t length = 0;   // with its line end
  std::size_t content = 0;  // without
  std::size_t fields = 1;
  std::size_t lines = 1;
  bool high = false;  // bytes beyond ASCII
};

// Reads the record that `text` begins with. Incomplete: it goes on past the text's end, which is not the file's.
Record read_record(std::string_view text, char delimiter, bool last_block) {
  enum class In { Start, Field, Quotes, AfterQuotes };
  Record record;
  In state = In::Start;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    record.high = record.high || (letter & 0x80);
    if (state == In::Quotes) {
      if (letter == '"') state = In::AfterQuotes;
      if (letter == '\n') ++record.lines;
    } else if (letter == '\n') {
      record.length = at + 1;
      record.content = at - (at > 0 && text[at - 1] == '\r');
      return record;
    } else if (letter == delimiter) {
      ++record.fields;
      state = In::Start;
    } else if (letter == '"' && state != In::Field) {
      state = In::Quotes;  // opens, or is doubled
    } else if (state == In::AfterQuotes) {
      if (letter == '\r') continue;
      record.problem = Problem::TextAfterQuote;
      record.length = std::min(text.size(), text.find('\n', at) + 1);
      if (record.length == 0) record.length = text.size();  // no line end in sight
      record.content = at;
      return record;
    } else {
      state = In::Field;
    }
  }
  record.length = record.content = text.size();
  if (!last_block)
    record.problem = Problem::Incomplete;
  else if (state == In::Quotes)
    record.problem = Problem::Unclosed;
  return record;
}

// The records of a file, one after the other, in blocks.
class Reader {
 public:
  explicit Reader(const std::string& path) : file_(path, std::ios::binary) {
    fill();
    if (text().starts_with(kByteOrderMark)) start_ = kByteOrderMark.size();
  }

  std::uint64_t line() const { return line_; }
  std::string_view bytes() const { return text().substr(0, record_.content); }
  bool ends_in_return() const {
    return record_.length == record_.content + 2;  // \r\n
  }

  // The next record; false at the end of the file. Its bytes() stay until the next call.
  bool next(char delimiter, Record& record) {
    start_ += record_.length;
    line_ += record_.length ? record_.lines : 0;
    record_ = {};
    record_.length = 0;
    for (;;) {
      if (text().empty() && (at_end_ || !fill())) return false;
      record = read_record(text(), delimiter, at_end_);
      if (record.problem != Problem::Incomplete) break;
      fill();
    }
    record_ = record;
    return true;
  }

 private:
  std::string_view text() const { return std::string_view(buffer_).substr(start_); }

  // More of the file behind what is there; twice as much for every try at one record.
  bool fill() {
    buffer_.erase(0, start_);
    start_ = 0;
    const std::size_t held = buffer_.size(), wanted = std::max(kBlock, held);
    buffer_.resize(held + wanted);
    file_.read(buffer_.data() + held, static_cast<std::streamsize>(wanted));
    buffer_.resize(held + static_cast<std::size_t>(file_.gcount()));
    at_end_ = !file_;
    return buffer_.size() > held;
  }

  std::ifstream file_;
  std::string buffer_;
  std::size_t start_ = 0;
  Record record_{.length = 0};
  std::uint64_t line_ = 1;
  bool at_end_ = false;
};

std::vector<std::string> fields_of(std::string_view record, char delimiter) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t at = 0; at < record.size(); ++at) {
    const char letter = record[at];
    if (letter == '"' && (quoted || fields.back().empty())) {
      if (quoted && at + 1 < record.size() && record[at + 1] == '"')
        fields.back() += record[++at];
      else
        quoted = !quoted;
    } else if (letter == delimiter && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += letter;
    }
  }
  return fields;
}

// How well a delimiter explains the first records: the share of them that have the most common number of fields.
struct Fit {
  double share = 0;
  std::size_t fields = 1;
  bool unclosed = false;  // a record that it divides opens a quote that nothing closes
};

Fit fit(const std::string& path, char delimiter) {
  Reader reader(path);
  std::map<std::size_t, std::size_t> counts;
  std::size_t records = 0;
  bool unclosed = false;
  for (Record record; records < kSampleRecords && reader.next(delimiter, record);) {
    if (reader.bytes().empty()) continue;
    ++records;
    if (record.problem == Problem::None) ++counts[record.fields];
    unclosed = unclosed || (record.problem == Problem::Unclosed && record.fields > 1);
  }
  Fit best;
  best.unclosed = unclosed;
  for (const auto& [fields, count] : counts) {
    const double share = static_cast<double>(count) / static_cast<double>(records);
    if (fields > 1 && share >= best.share) best = {share, fields, unclosed};
  }
  return best;
}

// Where no delimiter divides most lines, there is one column, and nothing in a line divides it.
char find_delimiter(const std::string& path, std::size_t& fields) {
  constexpr double kMost = 0.5;
  char found = kOneColumn;
  char unclosed = kOneColumn;
  Fit best{kMost, 1};
  for (const char delimiter : kDelimiters) {
    const Fit now = fit(path, delimiter);
    if (now.unclosed && unclosed == kOneColumn) unclosed = delimiter;
    if (now.share > best.share || (now.share == best.share && now.fields > best.fields)) {
      best = now;
      found = delimiter;
    }
  }
  fields = best.fields;
  // Divided by nothing, such a file would be read, and wrongly.
  return found == kOneColumn ? unclosed : found;
}

bool is_number(std::string_view text) {
  double number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

bool is_year(std::string_view text) { return text.size() == 4 && (text.starts_with("19") || text.starts_with("20")); }

// A first record names columns unless it holds a number or a date: people name their columns in words. Years are
// names too where there are several, all different, beside a word: country,2007,2008.
bool is_header(const std::vector<std::string>& fields) {
  std::set<std::string> years;
  std::size_t numbers = 0, words = 0;
  for (const auto& field : fields) {
    const std::string_view text = base::trim(field);
    if (read_date(text) || read_timestamp(text)) return false;
    if (is_number(text)) {
      ++numbers;
      if (is_year(text)) years.emplace(text);
    } else if (!text.empty()) {
      ++words;
    }
  }
  if (numbers == 0) return words > 0;
  return words > 0 && years.size() > 1 && years.size() == numbers;
}

std::vector<std::string> column_names(const std::vector<std::string>& fields) {
  std::set<std::string> taken;
  std::vector<std::string> names;
  for (std::size_t at = 0; at < fields.size(); ++at) {
    std::string base_name(base::trim(fields[at]));
    if (base_name.empty()) base_name = fmt::format("column{}", at + 1);
    std::string name = base_name;
    for (int number = 1; !taken.insert(base::lower_ascii(name)).second; ++number)
      name = fmt::format("{}_{}", base_name, number);
    names.push_back(std::move(name));
  }
  return names;
}

tl::unexpected<Error> wrong_line(const std::string& path, std::uint64_t line, const std::string& what,
                                 const char* hint = "Correct that line and try again; nothing was read.") {
  return fail(ErrorCode::BadInput, fmt::format("{}, line {}: {}.", path, line, what), hint);
}

Status check_record(const std::string& path, const Reader& reader, const Record& record, std::size_t fields) {
  if (record.problem == Problem::Unclosed) return wrong_line(path, reader.line(), "a quote is opened and never closed");
  if (record.problem == Problem::TextAfterQuote)
    return wrong_line(path, reader.line(), "there is text between a closing quote and the next delimiter",
                      "Write a quote inside a quoted field twice (\"\"); nothing was read.");
  if (record.fields != fields && !reader.bytes().empty())
    return wrong_line(
        path, reader.line(),
        fmt::format("{} field{}, where the file's lines have {}", record.fields, record.fields == 1 ? "" : "s", fields),
        "Correct that line, or put fields that hold the delimiter in quotes; nothing was read.");
  if (record.high && !base::valid_utf8(reader.bytes()))
    return wrong_line(path, reader.line(), "bytes that are no UTF-8 text",
                      "Save the file as UTF-8, for example: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW");
  if (reader.bytes().find('\0') != std::string_view::npos)
    return wrong_line(path, reader.line(), "a zero byte, which no text has",
                      "Check that this is a CSV file; save it as UTF-8 if it is UTF-16.");
  return {};
}

}  // namespace

Result<CsvShape> check_csv(const std::string& path) {
  CsvShape shape;
  std::size_t fields = 1;
  shape.delimiter = find_delimiter(path, fields);
  Reader reader(path);
  std::uint64_t records = 0, returns = 0, plain = 0;
  for (Record record; reader.next(shape.delimiter, record);) {
    SAYQUEL_CHECK(check_record(path, reader, record, fields));
    const bool blank = reader.bytes().empty();
    if (records == 0 && blank) {
      ++shape.blank_lines;
      continue;
    }
    if (blank && fields > 1) continue;  // in a single column, a blank line is a row without a value
    if (record.length > record.content) ++(reader.ends_in_return() ? returns : plain);
    shape.longest_record = std::max(shape.longest_record, record.length);
    if (++records > 1) continue;
    const auto first = fields_of(reader.bytes(), shape.delimiter);
    shape.header = is_header(first);
    if (shape.header) shape.names = column_names(first);
  }
  if (records == 0)
    return fail(ErrorCode::BadInput, fmt::format("{} holds no lines.", path), "Check that it was written completely.");
  shape.rows = records - (shape.header ? 1 : 0);
  shape.mixed_line_ends = returns > 0 && plain > 0;
  return shape;
}

}  // namespace sayquel::database::duckdb

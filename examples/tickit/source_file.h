// Amazon's TICKIT files: text, a row a line.
//
//   1|JSG99FHE|Rafael|Taylor|Kent|WA|...|TRUE|FALSE||...        allusers_pipe.txt: fields split at '|'
//   1<tab>1<tab>36861<tab>...<tab>2/18/2008 02:36:48             sales_tab.txt: at tabs, times in American order
//
// An empty field or \N is NULL; lines may end in LF or CR LF; the last line need not end.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sayquel/result.h"
#include "tickit/writer.h"

namespace sayquel::tickit {

enum class FieldKind { Integer, Money, Text, Boolean, Date, Timestamp };

struct Field {
  std::string_view name;
  FieldKind kind;
  bool required = false;   // NULL does not fit
  std::int64_t limit = 0;  // Integer: the largest value (the smallest is -limit - 1); Text: characters
  bool padded = false;     // CHAR: trailing spaces are padding
};

struct SourceFile {
  std::string_view name;  // "sales_tab.txt"
  std::string_view table;
  char separator;
  std::span<const Field> fields;
};

// The seven files in the order of the schema's tables.
std::span<const SourceFile> source_files();

// One field as a cell, or why it does not fit ("'x' is no whole number"). Text points into `text`.
tl::expected<Cell, std::string> read_field(const Field& field, std::string_view text);

// A line, without its end, as a row of cells; or why it does not fit.
tl::expected<void, std::string> read_line(const SourceFile& file, std::string_view line, std::vector<Cell>& row);

}  // namespace sayquel::tickit

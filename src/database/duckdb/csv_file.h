// A CSV file, checked line by line before DuckDB reads it.
//
// DuckDB's own sniffer looks at a sample and bends: a file whose second line lacks a field is read as one column, lines
// before the widest part are skipped as notes. Nothing may be left out or guessed in silence, so the whole file is
// read here first, as RFC 4180 writes it (fields in quotes may hold the delimiter, line ends and doubled quotes), with
// the delimiter that the lines agree on; DuckDB is then told exactly what to read, and how many rows there must be.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sayquel/result.h"

namespace sayquel::database::duckdb {

struct CsvShape {
  char delimiter = ',';  // one of , ; tab |, or a control character where there is one column
  bool header = false;   // the first record names the columns
  std::vector<std::string>
      names;                      // of the columns, trimmed and made different from each other; where there is a header
  std::uint64_t blank_lines = 0;  // before the first record
  std::uint64_t rows = 0;         // without the header
  std::size_t longest_record = 0;  // in bytes
  bool mixed_line_ends = false;    // some lines end in \r\n, some in \n
};

// BadInput naming the first line that is wrong: another number of fields than the others, a quote that is never closed,
// text after a closing quote, bytes that are no UTF-8; or a file without a record.
Result<CsvShape> check_csv(const std::string& path);

}  // namespace sayquel::database::duckdb

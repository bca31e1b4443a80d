// TICKIT: the sample database of a ticket seller, as Amazon publishes it for Redshift. Seven tables, 424,319 rows, all
// of the year 2008; made here from a fixed seed, or loaded from Amazon's own files.
//
//   auto summary = sayquel::tickit::generate("tickit.duckdb", {});
//   if (!summary) std::cerr << summary.error().message;
//
// The database appears under its name whole or not at all: it is written under a temporary name in the same folder,
// flushed to the disk and then renamed. A run that fails, is cancelled or hits a full disk leaves nothing behind, and
// a database that was there before stays as it was. Calls may run at once in several threads, on different outputs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sayquel/result.h"
#include "sayquel/stop.h"

namespace sayquel::tickit {

enum class Format { DuckDb, Sqlite, PostgreSql };

// By the extension, whatever its case: .duckdb is DuckDB; .sqlite, .sqlite3 and .db are SQLite. postgresql:// and
// postgres:// are PostgreSQL. BadInput for any other.
Result<Format> format_of(const std::filesystem::path& output);

struct Options {
  bool overwrite = false;  // else an output that exists already is refused (BadInput) and left alone
  std::function<void(const Progress&)> progress;  // units: rows, over all tables
  Stop stop;
};

struct TableSize {
  std::string_view table;
  std::uint64_t rows = 0;
};

struct Summary {
  Format format = Format::DuckDb;
  std::string output;             // as it may be shown: a file as it was named, a URL without its password
  std::vector<TableSize> tables;  // in the order of the schema
  std::uint64_t rows = 0;         // of all tables
  std::uint64_t bytes = 0;        // size of the file; 0 of a server's tables
};

// Makes the database from a fixed seed: the same rows on every platform, in both formats. Every amount, name and
// person is invented; titles of plays, operas and musicals, cities and well-known halls are real.
//
// The rows of a table depend on each other as in the original: a listing's event lies after it, a sale refers to a
// listing and repeats its seller and event, the tickets sold of a listing are never more than it offers, a sale comes
// after its listing and before the event, a commission is 15% of the price paid.
//
// `output` is a file, or a server's URL (docs/databases.md): then the seven tables are made in its database, in the
// first schema of the search path, in one transaction.
//
// Errors: BadInput (extension; output exists), NotFound (its folder), PermissionDenied, DiskFull, Network, Cancelled,
// Deadline.
Result<Summary> generate(const std::filesystem::path& output, const Options& options);

// Makes the database from the seven files that Amazon publishes, found in `folder`: allusers_pipe.txt, venue_pipe.txt,
// category_pipe.txt, date2008_pipe.txt, allevents_pipe.txt, listings_pipe.txt and sales_tab.txt.
//
// Fields are split at '|' (sales: at tabs, with times as month/day/year). An empty field or \N is NULL; trailing spaces
// of a CHAR column are padding and dropped; a text too long for its column, text that is not UTF-8, a number out of
// range or a wrong count of fields is a line that does not fit. Lines may end in CR LF.
//
// Errors: those of generate(); NotFound naming every file that is missing; BadInput naming the first 20 lines that do
// not fit, by file and number and why, and how many there are in all.
Result<Summary> load(const std::filesystem::path& folder, const std::filesystem::path& output, const Options& options);

// The DDL that both are made with (examples/tickit/schema.sql).
std::string_view schema_sql();

}  // namespace sayquel::tickit

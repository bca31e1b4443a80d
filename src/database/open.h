// From a URL or a path to a read-only connection.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "database/connection.h"

namespace sayquel::database {

enum class Kind { SQLite, DuckDB, DataFile };  // DataFile: .csv, .parquet, .json through DuckDB

struct Location {
  Kind kind = Kind::SQLite;
  std::string path;  // absolute
  std::string url;   // as given, to say in messages
};

// sqlite:///FILE, duckdb:///FILE or a path; what a bare path is, is read from the file's first bytes and then its
// extension. `///FILE` that is not absolute itself is tried as /FILE, then from the working directory.
Result<Location> locate(std::string_view url);

// NotFound, PermissionDenied, Corrupt, Busy or BadInput, each with what to do.
Result<std::unique_ptr<Connection>> open(const Location& location);

// fingerprint() of a file without opening the database in it, so that a cached catalog costs no start-up.
Result<std::string> file_fingerprint(const Location& location);

}  // namespace sayquel::database

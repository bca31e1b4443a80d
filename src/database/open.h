// From a URL or a path to a read-only connection.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "database/connection.h"
#include "database/server_url.h"

namespace sayquel::database {

enum class Kind { SQLite, DuckDB, DataFile, PostgreSQL, MySQL };  // DataFile: .csv, .parquet, .json through DuckDB

struct Location {
  Kind kind = Kind::SQLite;
  std::string path;  // absolute; of a server, its URL without the password: what tells it from others
  std::string url;   // as given, to say in messages; never with a password
  std::string name;  // for people: the file's name, or the database's
  std::optional<ServerUrl> server;

  bool file() const { return !server; }
};

// sqlite:///FILE, duckdb:///FILE or a path; what a bare path is, is read from the file's first bytes and then its
// extension. `///FILE` that is not absolute itself is tried as /FILE, then from the working directory.
// postgresql://, postgres://, mysql:// and mariadb:// are servers (server_url.h, docs/databases.md).
Result<Location> locate(std::string_view url);

// NotFound, PermissionDenied, Corrupt, Busy, BadInput or Network, each with what to do.
Result<std::unique_ptr<Connection>> open(const Location& location, const Stop& stop = {});

// fingerprint() of a file without opening the database in it, so that a cached catalog costs no start-up. Unsupported
// for a server: only a connection to it can tell.
Result<std::string> file_fingerprint(const Location& location);

}  // namespace sayquel::database

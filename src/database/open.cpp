#include "database/open.h"

#include <fmt/format.h>

#include "database/duckdb/connection.h"
#include "database/file.h"
#include "database/mysql/connection.h"
#include "database/postgres/connection.h"
#include "database/sqlite/connection.h"

namespace sayquel::database {
namespace {

constexpr std::string_view kSqliteMagic("SQLite format 3\0", 16);

// DuckDB's file begins with a checksum of 8 bytes, "DUCK", and the version of its storage in 8 bytes, the lowest first.
constexpr std::size_t kDuckdbHeader = 20;
// What DuckDB 1.4 reads (https://duckdb.org/docs/stable/internals/storage).
constexpr std::uint64_t kOldestStorage = 64, kNewestStorage = 67;

bool is_duckdb(std::string_view bytes) { return bytes.size() >= kDuckdbHeader && bytes.substr(8, 4) == "DUCK"; }

std::uint64_t storage_version(std::string_view bytes) {
  std::uint64_t version = 0;
  for (std::size_t at = 0; at < 8; ++at)
    version |= std::uint64_t{static_cast<unsigned char>(bytes[12 + at])} << (8 * at);
  return version;
}

Status check_sqlite(const std::string& path, std::string_view bytes) {
  if (bytes.starts_with(kSqliteMagic)) return {};
  if (is_duckdb(bytes))
    return fail(ErrorCode::BadInput, fmt::format("{} is a DuckDB database, not a SQLite one.", path),
                "Name it as duckdb:///FILE, or just by its path.");
  return fail(ErrorCode::Corrupt, fmt::format("{} is not a SQLite database (or it is encrypted).", path),
              "Check that this is the right file.");
}

Status check_duckdb(const std::string& path, std::string_view bytes) {
  if (bytes.starts_with(kSqliteMagic))
    return fail(ErrorCode::BadInput, fmt::format("{} is a SQLite database, not a DuckDB one.", path),
                "Name it as sqlite:///FILE, or just by its path.");
  if (!is_duckdb(bytes))
    return fail(ErrorCode::Corrupt, fmt::format("{} is not a DuckDB database.", path),
                "Check that this is the right file.");
  const std::uint64_t version = storage_version(bytes);
  if (version < kOldestStorage || version > kNewestStorage)
    return fail(ErrorCode::Unsupported,
                fmt::format("{} was written by another version of DuckDB (storage version {}; {} to {} can be read).",
                            path, version, kOldestStorage, kNewestStorage),
                "With the DuckDB that wrote it, EXPORT DATABASE, and IMPORT DATABASE with DuckDB 1.4.");
  return {};
}

}  // namespace

Result<std::unique_ptr<Connection>> open(const Location& location, const Stop& stop) {
  if (location.kind == Kind::MySQL) return mysql::open(location.server.value(), stop);
  if (location.kind == Kind::PostgreSQL) return postgres::open(location.server.value(), stop);
  SAYQUEL_TRY(const std::string bytes, first_bytes(location.path, kDuckdbHeader));
  if (bytes.empty())
    return fail(ErrorCode::Corrupt, fmt::format("{} is empty (0 bytes).", location.path),
                "Check that it was copied or written completely.");
  switch (location.kind) {
    case Kind::SQLite:
      SAYQUEL_CHECK(check_sqlite(location.path, bytes));
      return sqlite::open(location.path);
    case Kind::DuckDB:
      SAYQUEL_CHECK(check_duckdb(location.path, bytes));
      return duckdb::open(location.path);
    case Kind::DataFile:
      return duckdb::open_data_file(location.path);
    case Kind::PostgreSQL:
    case Kind::MySQL:
      break;
  }
  return fail(ErrorCode::Internal, "A database of no known kind.");
}

}  // namespace sayquel::database

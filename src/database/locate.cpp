#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <optional>
#include <system_error>

#include "base/text.h"
#include "database/file.h"
#include "database/open.h"

namespace sayquel::database {
namespace {

constexpr std::string_view kSupported =
    "This version reads sqlite:///FILE, duckdb:///FILE, postgresql:// or mysql://USER@HOST/DATABASE, or a path to a "
    "SQLite, "
    "DuckDB, "
    ".csv, .parquet or .json file.";
constexpr std::array<std::string_view, 6> kDataExtensions = {".csv", ".tsv", ".parquet", ".json", ".jsonl", ".ndjson"};

std::string extension_of(const std::string& path) {
  return base::lower_ascii(std::filesystem::path(path).extension().string());
}

std::string absolute(const std::string& path) {
  std::error_code failed;
  const auto whole = std::filesystem::absolute(path, failed);
  return failed ? path : whole.lexically_normal().string();
}

bool exists(const std::string& path) {
  std::error_code failed;
  return std::filesystem::exists(path, failed);
}

// What follows "scheme://" as a path: "/FILE" is FILE if that is absolute, else /FILE if it is there, else FILE from
// the working directory. A file whose name holds a percent code as it stands comes before the one it stands for.
std::string path_of(std::string_view rest) {
  if (rest.starts_with('/')) rest.remove_prefix(1);
  const std::string plain = unescape_url(rest);
  for (const std::string& file : {std::string(rest), plain}) {
    if (file.starts_with('/')) {
      if (exists(file)) return absolute(file);
    } else {
      if (exists("/" + file)) return absolute("/" + file);
      if (exists(file)) return absolute(file);
    }
  }
  // Nowhere: name the place that was probably meant.
  const bool from_root = !plain.starts_with('/') && exists("/" + plain.substr(0, plain.find('/')));
  return absolute(from_root ? fmt::format("/{}", plain) : plain);
}

// By what the file begins with; nothing where that does not tell.
std::optional<Kind> kind_by_content(std::string_view bytes) {
  if (bytes.starts_with(std::string_view("SQLite format 3\0", 16))) return Kind::SQLite;
  if (bytes.size() >= 12 && bytes.substr(8, 4) == "DUCK") return Kind::DuckDB;
  if (bytes.starts_with("PAR1")) return Kind::DataFile;
  return std::nullopt;
}

std::optional<Kind> kind_by_extension(const std::string& path) {
  const std::string extension = extension_of(path);
  for (const auto& known : kDataExtensions)
    if (extension == known) return Kind::DataFile;
  if (extension == ".duckdb" || extension == ".ddb") return Kind::DuckDB;
  if (extension == ".sqlite" || extension == ".sqlite3" || extension == ".db" || extension == ".db3")
    return Kind::SQLite;
  return std::nullopt;
}

Result<Location> locate_server(std::string_view url, Kind kind) {
  SAYQUEL_TRY(ServerUrl server, parse_server_url(url));
  Location location;
  location.kind = kind;
  location.path = location.url = server.text();
  location.name = server.database.empty() ? server.host : server.database;
  location.server = std::move(server);
  return location;
}

}  // namespace

Result<Location> locate(std::string_view url) {
  Location location;
  location.url = std::string(base::trim(url));
  if (location.url.empty())
    return fail(ErrorCode::Usage, "No database was named.",
                "Give --database FILE or set SAYQUEL_DATABASE; `sayquel demo` makes a database to try.");
  const std::string_view whole = location.url;
  if (const auto colon = whole.find("://"); colon != std::string_view::npos) {
    const std::string scheme = base::lower_ascii(whole.substr(0, colon));
    if (scheme == "postgresql" || scheme == "postgres") return locate_server(whole, Kind::PostgreSQL);
    if (scheme == "mysql" || scheme == "mariadb") return locate_server(whole, Kind::MySQL);
    if (scheme != "sqlite" && scheme != "duckdb")
      return fail(ErrorCode::Unsupported, fmt::format("Databases at {}:// are not supported yet.", scheme),
                  std::string(kSupported));
    location.kind = scheme == "sqlite" ? Kind::SQLite : Kind::DuckDB;
    location.path = path_of(whole.substr(colon + 3));
    location.name = std::filesystem::path(location.path).filename().string();
    return location;
  }
  if (base::equal_ignoring_case(whole.substr(0, 5), "odbc:"))
    return fail(ErrorCode::Unsupported, "Databases over ODBC are not supported yet.", std::string(kSupported));
  location.path = absolute(location.url);
  location.name = std::filesystem::path(location.path).filename().string();
  SAYQUEL_TRY(const std::string bytes, first_bytes(location.path, 16));
  if (const auto kind = kind_by_content(bytes))
    location.kind = *kind;
  else if (const auto named = kind_by_extension(location.path))
    location.kind = *named;
  else
    return fail(
        ErrorCode::BadInput,
        fmt::format("{} is no database that can be read: neither its first bytes nor its extension tell what it is.",
                    location.path),
        std::string(kSupported));
  return location;
}

}  // namespace sayquel::database

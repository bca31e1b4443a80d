#include "catalog/cache.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>
#include <vector>

#include "base/text.h"

namespace sayquel::catalog {
namespace {

namespace fs = std::filesystem;
using FileClock = fs::file_time_type::clock;

constexpr std::uintmax_t kMostBytes = 8ull << 30;
constexpr auto kUnused = std::chrono::hours(24 * 90);
constexpr auto kAbandoned = std::chrono::hours(24);

fs::path user_folder() {
  if (const char* given = std::getenv("XDG_CACHE_HOME"); given && given[0] == '/') return fs::path(given) / "sayquel";
  if (const char* home = std::getenv("HOME"); home && home[0] == '/') return fs::path(home) / ".cache" / "sayquel";
  return {};
}

// The last part of the database's name, as a folder may be called.
std::string readable(std::string_view database) {
  std::string name;
  for (char c : database.substr(database.find_last_of('/') + 1)) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    name += plain ? c : '_';
    if (name.size() == 40) break;
  }
  return name.empty() || name[0] == '.' ? "database" + name : name;
}

std::string hex(std::uint64_t number) {
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[number >> shift & 15];
  return out;
}

std::uint64_t purpose_of(const BuildOptions& options) {
  std::vector<std::string> sensitive;
  for (const auto& one : options.sensitive) sensitive.push_back(base::lower_ascii(one));
  std::sort(sensitive.begin(), sensitive.end());
  std::string all = options.database + '\0' + std::to_string(options.longest_value);
  for (const auto& one : sensitive) all += '\0' + one;
  return checksum(all);
}

}  // namespace

Cache::Cache(const BuildOptions& options) : purpose_(purpose_of(options)) {
  root_ = options.cache_folder.empty() ? user_folder() : options.cache_folder;
  if (root_.empty() || options.database.empty()) return;
  root_ /= "catalogs";
  folder_ = root_ / (readable(options.database) + "-" + hex(checksum(options.database)));
}

Status Cache::prepare() const {
  if (!usable()) return fail(ErrorCode::NotFound, "there is no folder to keep the catalog in");
  std::error_code error;
  fs::create_directories(root_, error);
  if (!error) fs::permissions(root_, fs::perms::owner_all, error);
  if (!error && ::mkdir(folder_.c_str(), 0700) != 0 && errno != EEXIST) error = {errno, std::generic_category()};
  if (error)
    return fail(ErrorCode::PermissionDenied, "cannot make the folder " + folder_.string() + ": " + error.message());
  return {};
}

void Cache::mark_used() const {
  std::error_code error;
  const auto now = FileClock::now();
  const auto last = fs::last_write_time(folder_, error);
  if (!error && now - last > std::chrono::hours(24)) fs::last_write_time(folder_, now, error);
}

void Cache::evict() const {
  struct Kept {
    FileClock::time_point used;
    std::uintmax_t size = 0;
    fs::path folder;
  };
  std::vector<Kept> others;
  std::uintmax_t total = 0;
  std::error_code error;
  const auto now = FileClock::now();
  for (fs::directory_iterator folders(root_, error), end; !error && folders != end; folders.increment(error)) {
    Kept kept{{}, 0, folders->path()};
    std::error_code ignored;
    kept.used = fs::last_write_time(kept.folder, ignored);
    for (fs::directory_iterator files(kept.folder, ignored), last; !ignored && files != last;
         files.increment(ignored)) {
      const auto written = files->last_write_time(ignored);
      if (!ignored && files->path().filename().string().starts_with("building-") && now - written > kAbandoned)
        fs::remove(files->path(), ignored);
      else if (const auto size = files->file_size(ignored); !ignored)
        kept.size += size;
    }
    total += kept.size;
    if (kept.folder != folder_) others.push_back(std::move(kept));
  }
  std::sort(others.begin(), others.end(), [](const Kept& left, const Kept& right) { return left.used < right.used; });
  for (const Kept& kept : others) {
    if (total <= kMostBytes && now - kept.used < kUnused) break;
    std::error_code ignored;
    fs::remove_all(kept.folder, ignored);
    total -= std::min(total, kept.size);
  }
}

}  // namespace sayquel::catalog

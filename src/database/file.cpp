#include "database/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace sayquel::database {
namespace {

std::int64_t nanoseconds(const timespec& time) { return time.tv_sec * std::int64_t{1'000'000'000} + time.tv_nsec; }

// Closes what it holds.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

tl::unexpected<Error> cannot_open(const std::string& path, int reason) {
  switch (reason) {
    case ENOENT:
    case ENOTDIR:
      return fail(ErrorCode::NotFound, fmt::format("There is no file {}.", path),
                  "Check the path; `sayquel demo` makes a database to try.");
    case EACCES:
    case EPERM:
      return fail(ErrorCode::PermissionDenied, fmt::format("No permission to read {}.", path),
                  "Ask its owner for read access, or copy it to where you may read it.");
    default:
      return fail(ErrorCode::BadInput, fmt::format("{} cannot be read: {}.", path, std::strerror(reason)),
                  "Check the path; what it leads to has to be a file that can be read.");
  }
}

}  // namespace

FileStamp file_stamp(const std::string& path) {
  struct stat found {};
  if (stat(path.c_str(), &found) != 0) return {};
  return {found.st_size, nanoseconds(found.st_mtim), nanoseconds(found.st_ctim), found.st_dev, found.st_ino};
}

Result<std::string> first_bytes(const std::string& path, std::size_t size) {
  struct stat found {};
  if (stat(path.c_str(), &found) != 0) return cannot_open(path, errno);
  if (S_ISDIR(found.st_mode))
    return fail(ErrorCode::BadInput, fmt::format("{} is a folder, not a database.", path), "Name a file in it.");
  if (!S_ISREG(found.st_mode))
    return fail(ErrorCode::BadInput, fmt::format("{} is no regular file.", path), "Copy what it holds to a file.");
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) return cannot_open(path, errno);
  std::string bytes(size, '\0');
  std::size_t filled = 0;
  while (filled < size) {
    const ssize_t count = read(file.number(), bytes.data() + filled, size - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return cannot_open(path, errno);
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
  }
  bytes.resize(filled);
  return bytes;
}

}  // namespace sayquel::database

#include "catalog/storage/file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace sayquel::catalog {
namespace {

constexpr std::size_t kBuffer = 1 << 20;

tl::unexpected<Error> failed(const std::string& what, int number) {
  ErrorCode code = ErrorCode::Internal;
  if (number == ENOSPC || number == EDQUOT || number == EFBIG) code = ErrorCode::DiskFull;
  if (number == EACCES || number == EPERM || number == EROFS) code = ErrorCode::PermissionDenied;
  if (number == ENOENT) code = ErrorCode::NotFound;
  return fail(code, what + ": " + std::generic_category().message(number));
}

}  // namespace

Result<std::unique_ptr<MappedFile>> MappedFile::open(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return failed("cannot open " + path.string(), errno);
  struct stat facts {};
  const bool known = ::fstat(descriptor, &facts) == 0 && S_ISREG(facts.st_mode);
  auto mapped = known ? map(descriptor, static_cast<std::uint64_t>(facts.st_size))
                      : fail(ErrorCode::Corrupt, path.string() + " is not a file");
  ::close(descriptor);
  return mapped;
}

Result<std::unique_ptr<MappedFile>> MappedFile::map(int descriptor, std::uint64_t size) {
  if (size == 0) return std::unique_ptr<MappedFile>(new MappedFile(nullptr, 0));
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, 0);
  if (data == MAP_FAILED) return failed("cannot map a cache file", errno);
  return std::unique_ptr<MappedFile>(new MappedFile(static_cast<const char*>(data), size));
}

MappedFile::~MappedFile() {
  if (data_) ::munmap(const_cast<char*>(data_), size_);
}

Result<std::unique_ptr<OutputFile>> OutputFile::create(const std::filesystem::path& folder) {
  std::string name = (folder / "building-XXXXXX").string();
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);  // mode 0600
  if (descriptor < 0) return failed("cannot create a file in " + folder.string(), errno);
  return std::unique_ptr<OutputFile>(new OutputFile(descriptor, name));
}

Result<std::unique_ptr<OutputFile>> OutputFile::create_unnamed(const std::filesystem::path& folder) {
  SAYQUEL_TRY(auto file, create(folder));
  ::unlink(file->path_.c_str());
  file->path_.clear();
  return file;
}

Result<std::unique_ptr<OutputFile>> OutputFile::in_memory() {
  const int descriptor = ::memfd_create("sayquel-catalog", MFD_CLOEXEC);
  if (descriptor < 0) return failed("cannot hold a catalog in memory", errno);
  return std::unique_ptr<OutputFile>(new OutputFile(descriptor, {}));
}

OutputFile::~OutputFile() {
  unmap();
  ::close(descriptor_);
  if (!path_.empty()) ::unlink(path_.c_str());
}

Status OutputFile::write(std::string_view bytes) {
  buffer_.append(bytes);
  return buffer_.size() < kBuffer ? Status() : flush();
}

Status OutputFile::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t count = ::pwrite(descriptor_, rest.data(), rest.size(), static_cast<off_t>(written_));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return failed("cannot write a cache file", count < 0 ? errno : ENOSPC);
    written_ += static_cast<std::uint64_t>(count);
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
  buffer_.clear();
  return {};
}

Status OutputFile::align() { return write(std::string((8 - size() % 8) % 8, '\0')); }

Status OutputFile::write_at(std::uint64_t offset, std::string_view bytes) {
  SAYQUEL_CHECK(flush());
  while (!bytes.empty()) {
    const ssize_t count = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return failed("cannot write a cache file", count < 0 ? errno : ENOSPC);
    offset += static_cast<std::uint64_t>(count);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

Result<char*> OutputFile::append_mapped(std::uint64_t size) {
  SAYQUEL_CHECK(flush());
  unmap();
  // Room on the disk first: a page that finds none when it is written would end the process.
  if (const int error = ::posix_fallocate(descriptor_, static_cast<off_t>(written_), static_cast<off_t>(size)))
    return failed("cannot write a cache file", error);
  const std::uint64_t page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  const std::uint64_t start = written_ / page * page, lead = written_ - start;
  void* data = ::mmap(nullptr, lead + size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor_, static_cast<off_t>(start));
  if (data == MAP_FAILED) return failed("cannot map a cache file", errno);
  mapped_ = static_cast<char*>(data);
  mapped_size_ = lead + size;
  written_ += size;
  return mapped_ + lead;
}

void OutputFile::unmap() {
  if (mapped_) ::munmap(mapped_, mapped_size_);
  mapped_ = nullptr;
}

Result<std::unique_ptr<MappedFile>> OutputFile::map() {
  SAYQUEL_CHECK(flush());
  return MappedFile::map(descriptor_, written_);
}

Status OutputFile::publish(const std::filesystem::path& path) {
  SAYQUEL_CHECK(flush());
  unmap();
  // The bytes reach the disk before the name does, so that a power cut leaves no half-written file under it.
  if (::fdatasync(descriptor_) != 0) return failed("cannot write " + path.string(), errno);
  if (::rename(path_.c_str(), path.c_str()) != 0) return failed("cannot write " + path.string(), errno);
  path_.clear();
  return {};
}

std::uint64_t checksum(std::string_view bytes) {
  // Four lanes of multiply and rotate, after xxHash (Y. Collet).
  constexpr std::uint64_t kFirst = 0x9E3779B185EBCA87ull, kSecond = 0xC2B2AE3D27D4EB4Full;
  std::uint64_t lanes[4] = {kFirst + kSecond, kSecond, 0, ~kFirst};
  const auto mix = [&](std::uint64_t lane, std::uint64_t word) {
    lane += word * kSecond;
    return ((lane << 31) | (lane >> 33)) * kFirst;
  };
  std::size_t i = 0;
  for (; i + 32 <= bytes.size(); i += 32)
    for (std::size_t lane = 0; lane < 4; ++lane) {
      std::uint64_t word;
      std::memcpy(&word, bytes.data() + i + lane * 8, 8);
      lanes[lane] = mix(lanes[lane], word);
    }
  std::uint64_t sum = bytes.size();
  for (std::uint64_t lane : lanes) sum = mix(sum ^ lane, lane);
  for (; i < bytes.size(); ++i) sum = mix(sum, static_cast<unsigned char>(bytes[i]) + 1);
  sum ^= sum >> 33;
  sum *= kSecond;
  return sum ^ (sum >> 29);
}

}  // namespace sayquel::catalog

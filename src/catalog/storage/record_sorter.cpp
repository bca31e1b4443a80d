#include "catalog/storage/record_sorter.h"

#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace sayquel::catalog {
namespace {

constexpr std::size_t kRunBuffer = 256 << 10;

std::uint64_t prefix_of(std::string_view record) {
  std::uint64_t prefix = 0;
  for (std::size_t i = 0; i < 8; ++i)
    prefix = prefix << 8 | (i < record.size() ? static_cast<unsigned char>(record[i]) : 0);
  return prefix;
}

}  // namespace

// One spilled run, read from front to back: each record after its length in four bytes.
class RecordSorter::Run {
 public:
  Run(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}

  Result<bool> advance() {
    std::uint32_t length = 0;
    if (at_ + sizeof(length) > buffer_.size()) SAYQUEL_CHECK(fill());
    if (buffer_.empty()) return false;
    if (at_ + sizeof(length) > buffer_.size()) return fail(ErrorCode::Internal, "a temporary file ended early");
    std::memcpy(&length, buffer_.data() + at_, sizeof(length));
    if (at_ + sizeof(length) + length > buffer_.size()) SAYQUEL_CHECK(fill(sizeof(length) + length));
    if (at_ + sizeof(length) + length > buffer_.size())
      return fail(ErrorCode::Internal, "a temporary file ended early");
    record_ = std::string_view(buffer_).substr(at_ + sizeof(length), length);
    at_ += sizeof(length) + length;
    return true;
  }
  std::string_view record() const { return record_; }

 private:
  Status fill(std::size_t least = 0) {
    buffer_.erase(0, at_);
    at_ = 0;
    const std::size_t kept = buffer_.size();
    const std::size_t wanted = std::min<std::uint64_t>(std::max(kRunBuffer, least), size_ - read_);
    buffer_.resize(kept + wanted);
    for (std::size_t got = 0; got < wanted;) {
      const ssize_t count = ::pread(descriptor_, buffer_.data() + kept + got, wanted - got, static_cast<off_t>(read_));
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return fail(ErrorCode::Internal, "a temporary file cannot be read back");
      got += static_cast<std::size_t>(count);
      read_ += static_cast<std::uint64_t>(count);
    }
    return {};
  }

  int descriptor_;
  std::uint64_t size_, read_ = 0;
  std::string buffer_;
  std::size_t at_ = 0;
  std::string_view record_;
};

RecordSorter::RecordSorter(std::size_t memory, std::filesystem::path folder)
    : memory_(memory), folder_(std::move(folder)) {}
RecordSorter::~RecordSorter() = default;

Status RecordSorter::add(std::string_view record, const Stop& stop) {
  if ((count_ & 0x3FFF) == 0) SAYQUEL_CHECK(stop.check("indexing the values"));
  if (arena_.size() + record.size() + (entries_.size() + 1) * sizeof(Entry) > memory_ && !entries_.empty())
    SAYQUEL_CHECK(spill());
  entries_.push_back({prefix_of(record), arena_.size(), static_cast<std::uint32_t>(record.size())});
  arena_.append(record);
  ++count_;
  return {};
}

bool RecordSorter::before(const Entry& left, const Entry& right) const {
  return left.prefix != right.prefix ? left.prefix < right.prefix : record(left) < record(right);
}

void RecordSorter::sort_memory() {
  std::sort(entries_.begin(), entries_.end(),
            [this](const Entry& left, const Entry& right) { return before(left, right); });
}

Status RecordSorter::write_run(OutputFile& file) const {
  for (const Entry& entry : entries_) {
    char length[sizeof(entry.length)];
    std::memcpy(length, &entry.length, sizeof(length));
    SAYQUEL_CHECK(file.write({length, sizeof(length)}));
    SAYQUEL_CHECK(file.write(record(entry)));
  }
  return file.flush();
}

Status RecordSorter::spill() {
  sort_memory();
  auto file = folder_.empty() ? OutputFile::in_memory() : OutputFile::create_unnamed(folder_);
  if (!file || !write_run(**file)) {
    file = OutputFile::in_memory();
    if (!file) return tl::unexpected<Error>(file.error());
    SAYQUEL_CHECK(write_run(**file));
  }
  spilled_.push_back(std::move(*file));
  entries_.clear();
  arena_.clear();
  return {};
}

Status RecordSorter::rewind() {
  at_ = 0;
  runs_.clear();
  popped_ = false;
  if (spilled_.empty()) {
    sort_memory();
    return {};
  }
  if (!entries_.empty()) SAYQUEL_CHECK(spill());
  entries_ = {};
  arena_ = {};
  for (const auto& file : spilled_) {
    auto run = std::make_unique<Run>(file->descriptor(), file->size());
    SAYQUEL_TRY(const bool any, run->advance());
    if (any) runs_.push_back(std::move(run));
  }
  std::make_heap(runs_.begin(), runs_.end(),
                 [](const auto& left, const auto& right) { return left->record() > right->record(); });
  return {};
}

Result<bool> RecordSorter::next(std::string_view& out) {
  if (spilled_.empty()) {
    if (at_ == entries_.size()) return false;
    out = record(entries_[at_++]);
    return true;
  }
  const auto later = [](const auto& left, const auto& right) { return left->record() > right->record(); };
  if (popped_) {
    SAYQUEL_TRY(const bool more, runs_.back()->advance());
    if (more)
      std::push_heap(runs_.begin(), runs_.end(), later);
    else
      runs_.pop_back();
  }
  popped_ = !runs_.empty();
  if (!popped_) return false;
  std::pop_heap(runs_.begin(), runs_.end(), later);
  out = runs_.back()->record();
  return true;
}

}  // namespace sayquel::catalog

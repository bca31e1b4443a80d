#include "draft/model/aws/event_stream.h"

#include <array>

namespace sayquel::model {
namespace {

constexpr std::uint32_t kLargest = 16u << 20;
constexpr std::size_t kPrelude = 12, kChecksum = 4;

constexpr std::array<std::uint32_t, 256> make_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = value & 1 ? 0xEDB88320u ^ (value >> 1) : value >> 1;
    table[i] = value;
  }
  return table;
}
constexpr auto kTable = make_table();

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t size = 4) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

void append_number(std::string& out, std::uint32_t value, int size = 4) {
  for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFF);
}

tl::unexpected<Error> broken() {
  return fail(ErrorCode::BadInput, "The service's event stream is damaged.", "Try again.");
}

// Sizes of the values of fixed length, by type: true, false, byte, short, integer, long, (6, 7: prefixed), timestamp,
// uuid.
constexpr int kSizes[] = {0, 0, 1, 2, 4, 8, -1, -1, 8, 16};

Status read_headers(std::string_view bytes, EventMessage& message) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t name_size = static_cast<unsigned char>(bytes[at++]);
    if (at + name_size + 1 > bytes.size()) return broken();
    const std::string name(bytes.substr(at, name_size));
    at += name_size;
    const unsigned type = static_cast<unsigned char>(bytes[at++]);
    if (type >= std::size(kSizes)) return broken();
    std::size_t size = 0;
    if (kSizes[type] < 0) {
      if (at + 2 > bytes.size()) return broken();
      size = number_at(bytes, at, 2);
      at += 2;
    } else {
      size = static_cast<std::size_t>(kSizes[type]);
    }
    if (at + size > bytes.size()) return broken();
    if (type == 7) message.headers[name] = std::string(bytes.substr(at, size));
    at += size;
  }
  return {};
}

}  // namespace

std::string EventMessage::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string() : found->second;
}

std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t value = 0xFFFFFFFFu;
  for (char c : bytes) value = kTable[(value ^ static_cast<unsigned char>(c)) & 0xFF] ^ (value >> 8);
  return ~value;
}

Status EventStream::add(std::string_view bytes, const Sink& sink) {
  pending_ += bytes;
  std::size_t done = 0;
  while (pending_.size() - done >= kPrelude) {
    const std::string_view rest = std::string_view(pending_).substr(done);
    const std::uint32_t total = number_at(rest, 0), headers = number_at(rest, 4);
    if (number_at(rest, 8) != crc32(rest.substr(0, 8))) return broken();
    if (total > kLargest) return fail(ErrorCode::TooLarge, "An event of the service is larger than 16 MiB.");
    if (total < kPrelude + kChecksum || headers > total - kPrelude - kChecksum) return broken();
    if (rest.size() < total) break;
    if (number_at(rest, total - kChecksum) != crc32(rest.substr(0, total - kChecksum))) return broken();
    EventMessage message;
    SAYQUEL_CHECK(read_headers(rest.substr(kPrelude, headers), message));
    message.payload = rest.substr(kPrelude + headers, total - kPrelude - kChecksum - headers);
    done += total;
    SAYQUEL_CHECK(sink(message));
  }
  pending_.erase(0, done);
  return {};
}

std::string encode(const EventMessage& message) {
  std::string headers;
  for (const auto& [name, value] : message.headers) {
    headers += static_cast<char>(name.size());
    headers += name + '\x07';
    append_number(headers, static_cast<std::uint32_t>(value.size()), 2);
    headers += value;
  }
  std::string out;
  append_number(out, static_cast<std::uint32_t>(kPrelude + headers.size() + message.payload.size() + kChecksum));
  append_number(out, static_cast<std::uint32_t>(headers.size()));
  append_number(out, crc32(out));
  out += headers + message.payload;
  append_number(out, crc32(out));
  return out;
}

}  // namespace sayquel::model

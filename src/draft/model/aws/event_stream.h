// application/vnd.amazon.eventstream: how AWS streams answers.
//
//   4 bytes  length of the whole message        all numbers big-endian
//   4 bytes  length of the headers
//   4 bytes  CRC-32 of these eight bytes
//   headers  1 byte length, name, 1 byte type, value (of a string: type 7, 2 bytes length, text)
//   payload
//   4 bytes  CRC-32 of all that came before
//
// Source: AWS, "Event stream encoding" (Amazon Transcribe Developer Guide; the same for every service). The CRC is that
// of IEEE 802.3, as in zlib.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "sayquel/result.h"

namespace sayquel::model {

struct EventMessage {
  std::map<std::string, std::string> headers;  // strings alone; values of other types are read over
  std::string payload;

  std::string header(const std::string& name) const;  // empty: there is none
};

class EventStream {
 public:
  using Sink = std::function<Status(const EventMessage&)>;

  // Bytes as they come, cut anywhere. BadInput for a length or a checksum that does not fit: nothing is read after
  // that. TooLarge for a message of more than 16 MiB. An error of the sink ends it, too.
  Status add(std::string_view bytes, const Sink& sink);
  // False: the stream ended inside a message.
  bool complete() const { return pending_.empty(); }

 private:
  std::string pending_;
};

std::uint32_t crc32(std::string_view bytes);

// A message as bytes.
std::string encode(const EventMessage& message);

}  // namespace sayquel::model

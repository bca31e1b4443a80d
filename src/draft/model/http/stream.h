// Bytes to and from a service over TCP, with or without TLS. Waits look at the Stop every few milliseconds.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "draft/model/http/url.h"
#include "sayquel/result.h"
#include "sayquel/stop.h"

namespace sayquel::model {

class Stream {
 public:
  virtual ~Stream() = default;
  // All of the bytes, or an error.
  virtual Status write(std::string_view bytes, std::chrono::milliseconds idle, const Stop& stop) = 0;
  // Some bytes, at least one; 0: the other side closed in good order.
  virtual Result<std::size_t> read(char* buffer, std::size_t size, std::chrono::milliseconds idle,
                                   const Stop& stop) = 0;
  // Nothing has come, and the other side has not closed, as far as can be seen: fit for another request.
  virtual bool quiet() const = 0;
};

// Connects, and for https verifies the certificate against the authorities (`ca_file`, else the system's) and the
// host's name. Network with the reason, naming the service; Deadline; Cancelled.
Result<std::unique_ptr<Stream>> connect(const Url& url, const std::string& ca_file, std::chrono::milliseconds limit,
                                        const Stop& stop);

}  // namespace sayquel::model

// An HTTP/1.1 server: connections, limits and time-outs. What a request means is the handler's.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "sayquel/result.h"
#include "sayquel/stop.h"
#include "service/http.h"

namespace sayquel::service {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any that is free
  int threads = 2;         // that move bytes; the work is done elsewhere
  std::size_t connections = 4'000;
  std::size_t header_bytes = 16 << 10;
  std::size_t body_bytes = 1 << 20;
  std::size_t queued_bytes = 16 << 20;  // written but not yet read by a client of events; one that is slower is dropped
  std::chrono::milliseconds header_time{10'000};
  std::chrono::milliseconds body_time{30'000};
  std::chrono::milliseconds idle_time{60'000};   // between two requests
  std::chrono::milliseconds write_time{30'000};  // in which a client has to take some of what is sent
  std::chrono::milliseconds beat{15'000};        // between signs of life in a stream of events
  std::chrono::milliseconds drain{10'000};       // what is under way may take so long after the stop
};

// Called on a thread of the server, for each request in turn; must return soon, and see to it that the reply is used
// now or later. Calls for different connections run at once.
using Handler = std::function<void(const Request&, std::shared_ptr<Reply>)>;

class Server {
 public:
  // Busy where the port is taken; PermissionDenied, BadInput for an address that is none.
  static Result<std::unique_ptr<Server>> listen(const ServerOptions& options, Handler handler);
  virtual ~Server() = default;
  virtual std::uint16_t port() const = 0;
  // Serves until `stop` is requested; then takes no more, lets what is under way end within the drain time, and
  // returns. Once.
  virtual void run(const Stop& stop) = 0;
};

}  // namespace sayquel::service

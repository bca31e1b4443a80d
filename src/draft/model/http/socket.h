// A TCP connection whose every wait ends: with the bytes, the time, or the stop.
#pragma once

#include <sys/socket.h>

#include <vector>

#include "draft/model/http/stream.h"

namespace sayquel::model {

struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t length = 0;
};

// The addresses of the url's host, in the order in which to try them.
Result<std::vector<SocketAddress>> resolve(const Url& url, const Stop& stop);

class Socket final : public Stream {
 public:
  Socket(int descriptor, std::string peer);  // takes the descriptor; `peer` names it in messages
  ~Socket() override;
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  static Result<std::unique_ptr<Socket>> connect(const SocketAddress& address, const std::string& peer,
                                                 std::chrono::milliseconds limit, const Stop& stop);

  Status write(std::string_view bytes, std::chrono::milliseconds idle, const Stop& stop) override;
  Result<std::size_t> read(char* buffer, std::size_t size, std::chrono::milliseconds idle, const Stop& stop) override;
  bool quiet() const override;

 private:
  Status wait(short events, std::chrono::milliseconds limit, const Stop& stop, std::string_view what) const;

  int descriptor_;
  std::string peer_;
};

}  // namespace sayquel::model

#include "unit/service/client.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/text.h"

namespace sayquel::service {

std::string Received::header(const std::string& name) const {
  for (const std::string& line : base::split(head, '\n')) {
    const std::size_t colon = line.find(':');
    if (colon != std::string::npos && base::lower_ascii(line.substr(0, colon)) == name)
      return std::string(base::trim(line.substr(colon + 1)));
  }
  return {};
}

Client::Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const timeval patience{60, 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  EXPECT_EQ(connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
}

Client::~Client() { close(); }

void Client::close() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

bool Client::send(const std::string& bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto sent = ::send(socket_, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    at += static_cast<std::size_t>(sent);
  }
  return true;
}

bool Client::read_some() {
  char bytes[16384];
  const auto got = recv(socket_, bytes, sizeof bytes, 0);
  if (got <= 0) return false;
  buffer_.append(bytes, static_cast<std::size_t>(got));
  return true;
}

bool Client::read_until(const std::string& text) {
  while (buffer_.find(text) == std::string::npos)
    if (!read_some()) return false;
  return true;
}

std::string Client::read_all() {
  while (read_some()) continue;
  return std::exchange(buffer_, {});
}

Received Client::receive() {
  Received received;
  if (!read_until("\r\n\r\n")) return received;
  const std::size_t end = buffer_.find("\r\n\r\n") + 4;
  received.head = buffer_.substr(0, end);
  buffer_.erase(0, end);
  received.status = std::stoi(received.head.substr(9, 3));
  const std::string length = received.header("content-length");
  const std::size_t size = length.empty() ? 0 : std::stoul(length);
  while (buffer_.size() < size && read_some()) continue;
  received.body = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return received;
}

Received Client::get(const std::string& target, const std::string& headers) {
  send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
  return receive();
}

Received Client::post(const std::string& target, const std::string& json, const std::string& headers) {
  send("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " +
       std::to_string(json.size()) + "\r\n" + headers + "\r\n" + json);
  return receive();
}

}  // namespace sayquel::service

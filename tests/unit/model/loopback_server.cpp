#include "unit/model/loopback_server.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

namespace sayquel::model {
namespace {

// False: nothing came, or the server ends.
bool readable(int descriptor, const std::atomic<bool>& ending) {
  while (!ending) {
    pollfd waiting{descriptor, POLLIN, 0};
    const int ready = poll(&waiting, 1, 20);
    if (ready > 0) return true;
    if (ready < 0) return false;
  }
  return false;
}

// The next request of the connection; `pending` keeps what came after it.
std::optional<Received> read_request(int descriptor, const std::atomic<bool>& ending, std::string& pending) {
  Received request;
  std::size_t head = 0, length = 0;
  for (;;) {
    if (head == 0 && (head = pending.find("\r\n\r\n")) == std::string::npos) head = 0;
    if (head > 0 && request.method.empty()) {
      std::size_t at = pending.find("\r\n");
      const std::string line = pending.substr(0, at);
      request.method = line.substr(0, line.find(' '));
      request.target = line.substr(line.find(' ') + 1, line.rfind(' ') - line.find(' ') - 1);
      while (at < head) {
        const std::size_t end = pending.find("\r\n", at + 2), colon = pending.find(": ", at + 2);
        std::string name = pending.substr(at + 2, colon - at - 2);
        std::transform(name.begin(), name.end(), name.begin(), [](char c) { return static_cast<char>(tolower(c)); });
        request.headers[name] = pending.substr(colon + 2, end - colon - 2);
        at = end;
      }
      length = request.headers.count("content-length") ? std::stoul(request.headers["content-length"]) : 0;
    }
    if (head > 0 && pending.size() >= head + 4 + length) {
      request.body = pending.substr(head + 4, length);
      pending.erase(0, head + 4 + length);
      return request;
    }
    if (!readable(descriptor, ending)) return std::nullopt;
    char buffer[16384];
    const ssize_t got = recv(descriptor, buffer, sizeof buffer, 0);
    if (got <= 0) return std::nullopt;
    pending.append(buffer, static_cast<std::size_t>(got));
  }
}

}  // namespace

void Wire::send(std::string_view bytes) const {
  while (!bytes.empty() && !ending_) {
    const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void Wire::answer(int status, std::string_view body, std::string_view headers) const {
  send(fmt::format("HTTP/1.1 {} Said\r\n{}content-length: {}\r\n\r\n{}", status, headers, body.size(), body));
}

void Wire::begin(std::string_view headers) const {
  send(fmt::format("HTTP/1.1 200 OK\r\n{}transfer-encoding: chunked\r\n\r\n", headers));
}

void Wire::chunk(std::string_view bytes) const { send(fmt::format("{:x}\r\n{}\r\n", bytes.size(), bytes)); }

void Wire::hang() const { readable(descriptor_, ending_); }

LoopbackServer::LoopbackServer(Handler handler, bool keep) : handler_(std::move(handler)), keep_(keep) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  EXPECT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(listen(listener_, 16), 0);
  EXPECT_EQ(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), 0);
  port_ = ntohs(address.sin_port);
  accepting_ = std::thread([this] { accept_all(); });
}

LoopbackServer::~LoopbackServer() {
  ending_ = true;
  accepting_.join();
  for (std::thread& one : serving_) one.join();
  close(listener_);
}

std::string LoopbackServer::url() const { return fmt::format("http://127.0.0.1:{}", port_); }

std::vector<Received> LoopbackServer::received() const {
  const std::lock_guard lock(mutex_);
  return received_;
}

void LoopbackServer::accept_all() {
  while (readable(listener_, ending_)) {
    const int descriptor = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (descriptor < 0) continue;
    ++connections_;
    const std::lock_guard lock(mutex_);
    serving_.emplace_back([this, descriptor] { serve(descriptor); });
  }
}

void LoopbackServer::serve(int descriptor) {
  std::string pending;
  const Wire wire(descriptor, ending_);
  while (auto request = read_request(descriptor, ending_, pending)) {
    int number = 0;
    {
      const std::lock_guard lock(mutex_);
      number = static_cast<int>(received_.size());
      received_.push_back(*request);
    }
    handler_(*request, wire, number);
    if (!keep_) break;
  }
  close(descriptor);
}

}  // namespace sayquel::model

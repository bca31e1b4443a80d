// A small HTTP client over a plain socket, that can also say what no client should.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace sayquel::service {

struct Received {
  int status = 0;  // 0: the connection closed without an answer
  std::string head;
  std::string body;

  // The header's value, its name in lower case; empty where it is not there.
  std::string header(const std::string& name) const;
};

// One connection to a port of 127.0.0.1. Every wait ends after 60 s at the latest.
class Client {
 public:
  explicit Client(std::uint16_t port);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool send(const std::string& bytes);
  // Reads until the text is there; false where the connection ends before.
  bool read_until(const std::string& text);
  // Reads to the connection's end, and gives all that came and was not taken yet.
  std::string read_all();
  // One response, of a length that is given.
  Received receive();
  void close();

  Received get(const std::string& target, const std::string& headers = {});
  Received post(const std::string& target, const std::string& json, const std::string& headers = {});

 private:
  bool read_some();
  int socket_;
  std::string buffer_;
};

}  // namespace sayquel::service

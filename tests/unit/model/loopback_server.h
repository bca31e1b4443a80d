// A server on 127.0.0.1 whose every answer a test writes down, to the byte: chunks, cuts, silence.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace sayquel::model {

struct Received {
  std::string method, target, body;
  std::map<std::string, std::string> headers;  // names in lower case
};

// One connection, in the hands of the test's handler.
class Wire {
 public:
  explicit Wire(int descriptor, const std::atomic<bool>& ending) : descriptor_(descriptor), ending_(ending) {}
  void send(std::string_view bytes) const;
  void answer(int status, std::string_view body, std::string_view headers = "content-type: application/json\r\n") const;
  // A chunked answer: its head, then chunks, then the last one.
  void begin(std::string_view headers = "content-type: text/event-stream\r\n") const;
  void chunk(std::string_view bytes) const;
  void event(std::string_view data) const { chunk("data: " + std::string(data) + "\n\n"); }
  void end() const { send("0\r\n\r\n"); }
  // Says nothing until the client goes away or the server ends.
  void hang() const;

 private:
  int descriptor_;
  const std::atomic<bool>& ending_;
};

class LoopbackServer {
 public:
  // `handler` is called for each request with its number, from 0; once it returns, the connection is kept open for the
  // next request where `keep` says so, else closed.
  using Handler = std::function<void(const Received&, const Wire&, int number)>;
  explicit LoopbackServer(Handler handler, bool keep = true);
  ~LoopbackServer();

  std::string url() const;  // "http://127.0.0.1:PORT"
  std::vector<Received> received() const;
  int connections() const { return connections_; }

 private:
  void accept_all();
  void serve(int descriptor);

  Handler handler_;
  bool keep_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> ending_{false};
  std::atomic<int> connections_{0};
  std::thread accepting_;
  mutable std::mutex mutex_;
  std::vector<std::thread> serving_;
  std::vector<Received> received_;
};

}  // namespace sayquel::model

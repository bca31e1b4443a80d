// A server of the real kind over the shop's database, on a port of its own, for one test.
#pragma once

#include <memory>
#include <string>
#include <thread>

#include "service/api.h"
#include "service/server.h"
#include "unit/service/client.h"

namespace sayquel::service {

class Running {
 public:
  struct Options {
    AccessOptions access{};
    ServerOptions server{};
    std::size_t workers = 2;
    std::size_t most_waiting = 64;
  };
  explicit Running(Options options);
  Running() : Running(Options()) {}
  ~Running() { stop(); }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  std::uint16_t port() const { return server_->port(); }
  store::Store& store() { return *store_; }
  // Tells the server to stop, and waits until it has.
  void stop();
  // The same without waiting.
  void tell_to_stop() { stop_.cancel(); }

 private:
  std::string folder_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Api> api_;
  std::unique_ptr<Server> server_;
  CancelToken stop_;
  std::thread thread_;
};

// A small SQLite database in a new file: customers, their orders, and the numbers up to 2000.
void make_shop(const std::string& path);

// A query that the shop's database works at for longer than any test waits.
extern const char* const kEndlessQuery;

}  // namespace sayquel::service

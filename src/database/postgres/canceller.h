// Asks a server, over a connection of its own, to end what another connection runs.
#pragma once

#include <libpq-fe.h>

#include <chrono>
#include <memory>

namespace sayquel::database::postgres {

// libpq's cancel call waits for the server without a limit, so it runs on a thread of its own, which owns all that it
// touches. Where the server does not answer, that thread is left to itself, and the caller goes on.
class Canceller {
 public:
  // Asks once more; not while the last request is under way.
  void request(PGconn* connection);
  // Waits until the last request has been answered; false where that takes longer than `patience`. A connection may
  // serve the next query only after that: a late request would end the wrong one.
  bool settled(std::chrono::milliseconds patience);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace sayquel::database::postgres

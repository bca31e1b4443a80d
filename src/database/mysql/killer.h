// Ends what a connection runs, from another thread.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "database/server_url.h"

namespace sayquel::database::mysql {

// Asks the server over a connection of its own, on a thread of its own that owns all that it touches: a server that
// does not answer holds up nobody. After a moment without effect, the socket of the connection itself is shut.
class Killer {
 public:
  Killer(ServerUrl url, std::string password, unsigned long connection, int socket);
  ~Killer();
  // Called again and again by the watchdog while the query is to stop.
  void interrupt();
  // Until no KILL is under way, that could end the next query; false where that takes longer than `patience`.
  bool settled(std::chrono::milliseconds patience);

 private:
  struct State;
  std::shared_ptr<State> state_;
  int socket_;
};

}  // namespace sayquel::database::mysql

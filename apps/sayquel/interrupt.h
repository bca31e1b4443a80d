// Ctrl-C: the first cancels what is under way, the second ends the program.
#pragma once

#include <csignal>

#include "sayquel/stop.h"

namespace sayquel::app {

// Takes SIGINT and SIGTERM while it lives; at most one at a time.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  Stop stop() const { return Stop(token_); }
  bool raised() const { return token_.cancelled(); }
  // Ready for the next question.
  void reset() { token_.reset(); }

 private:
  CancelToken token_;
  struct sigaction interrupt_before_, terminate_before_;
};

}  // namespace sayquel::app

#include "interrupt.h"

#include <unistd.h>

#include <atomic>

namespace sayquel::app {
namespace {

// A handler is given nothing but the signal's number, so what it raises must stand here.
std::atomic<const CancelToken*> raised_by_signal = nullptr;
static_assert(std::atomic<const CancelToken*>::is_always_lock_free);

extern "C" void on_signal(int signal) {
  const CancelToken* token = raised_by_signal.load(std::memory_order_relaxed);
  if (token == nullptr || token->cancelled()) _exit(128 + signal);
  token->cancel();
}

}  // namespace

Interrupt::Interrupt() {
  raised_by_signal.store(&token_, std::memory_order_relaxed);
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  action.sa_flags = 0;  // no SA_RESTART: a read of the terminal ends, so that chat comes back to the prompt
  sigaction(SIGINT, &action, &interrupt_before_);
  sigaction(SIGTERM, &action, &terminate_before_);
}

Interrupt::~Interrupt() {
  sigaction(SIGINT, &interrupt_before_, nullptr);
  sigaction(SIGTERM, &terminate_before_, nullptr);
  raised_by_signal.store(nullptr, std::memory_order_relaxed);
}

}  // namespace sayquel::app

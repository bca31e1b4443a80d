#include "database/postgres/canceller.h"

#include <array>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>

namespace sayquel::database::postgres {

struct Canceller::State {
  struct Free {
    void operator()(PGcancel* cancel) const { PQfreeCancel(cancel); }
  };
  std::unique_ptr<PGcancel, Free> cancel;
  std::mutex mutex;
  std::condition_variable done_changed;
  bool done = false;
};

void Canceller::request(PGconn* connection) {
  if (!settled(std::chrono::milliseconds(0))) return;
  auto state = std::make_shared<State>();
  state->cancel.reset(PQgetCancel(connection));
  if (!state->cancel) return;  // there is no connection any more
  state_ = state;
  try {
    std::thread([state] {
      std::array<char, 256> said{};
      PQcancel(state->cancel.get(), said.data(), static_cast<int>(said.size()));
      {
        const std::lock_guard lock(state->mutex);
        state->done = true;
      }
      state->done_changed.notify_all();
    }).detach();
  } catch (const std::system_error&) {
    state_.reset();  // no thread to be had: the query is abandoned with its connection
  }
}

bool Canceller::settled(std::chrono::milliseconds patience) {
  if (!state_) return true;
  std::unique_lock lock(state_->mutex);
  if (!state_->done_changed.wait_for(lock, patience, [this] { return state_->done; })) return false;
  lock.unlock();
  state_.reset();
  return true;
}

}  // namespace sayquel::database::postgres

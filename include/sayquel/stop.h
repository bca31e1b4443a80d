// When to stop: a deadline and a cancel token, taken and honoured by every stage.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>

#include "sayquel/result.h"

namespace sayquel {

using Clock = std::chrono::steady_clock;

// A flag that any thread (or a signal handler: the flag is lock-free) may raise; copies share it.
class CancelToken {
 public:
  CancelToken() : flag_(std::make_shared<std::atomic<bool>>(false)) {}
  void cancel() const noexcept { flag_->store(true, std::memory_order_relaxed); }
  void reset() const noexcept { flag_->store(false, std::memory_order_relaxed); }
  bool cancelled() const noexcept { return flag_->load(std::memory_order_relaxed); }

 private:
  std::shared_ptr<std::atomic<bool>> flag_;
};

// Cheap to copy; safe to ask from any thread.
class Stop {
 public:
  Stop() = default;  // never
  explicit Stop(CancelToken token, std::optional<Clock::time_point> deadline = {})
      : token_(std::move(token)), deadline_(deadline) {}
  static Stop after(Clock::duration limit) { return Stop(CancelToken(), Clock::now() + limit); }

  bool cancelled() const noexcept { return token_ && token_->cancelled(); }
  bool expired() const noexcept { return deadline_ && Clock::now() >= *deadline_; }
  bool requested() const noexcept { return cancelled() || expired(); }
  std::optional<Clock::time_point> deadline() const noexcept { return deadline_; }
  std::optional<CancelToken> token() const { return token_; }

  // This stop, or `limit` from now, whichever comes first.
  Stop within(Clock::duration limit) const {
    Stop sooner = *this;
    const auto end = Clock::now() + limit;
    if (!sooner.deadline_ || end < *sooner.deadline_) sooner.deadline_ = end;
    return sooner;
  }

  // Cancelled or Deadline, naming `what` was under way; nothing while there is no reason to stop.
  Status check(std::string_view what) const;

 private:
  std::optional<CancelToken> token_;
  std::optional<Clock::time_point> deadline_;
};

// Told now and then how far a long piece of work is: done of total units (total 0: unknown). May be called from
// the working thread only; must return quickly.
struct Progress {
  std::string_view what;
  std::uint64_t done = 0;
  std::uint64_t total = 0;
};

}  // namespace sayquel

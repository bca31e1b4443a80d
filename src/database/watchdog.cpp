#include "database/watchdog.h"

#include <algorithm>

namespace sayquel::database {
namespace {

// How late a raised cancel token may be seen, and how often an interrupt is repeated.
constexpr std::chrono::milliseconds kPoll{20};
constexpr std::chrono::milliseconds kRepeat{5};

}  // namespace

Watchdog::Watchdog(std::function<void()> interrupt) : interrupt_(std::move(interrupt)) {}

Watchdog::~Watchdog() {
  {
    const std::lock_guard lock(mutex_);
    quit_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Watchdog::watch(const Stop& stop) {
  const bool needed = stop.token() || stop.deadline();
  {
    const std::lock_guard lock(mutex_);
    fired_.store(false, std::memory_order_relaxed);
    stop_.reset();
    if (needed) stop_ = stop;
  }
  if (!needed) return;
  if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
  wake_.notify_one();
}

void Watchdog::rest() {
  // No wake-up: the thread finds nothing to watch when it next looks, and then sleeps until there is.
  const std::lock_guard lock(mutex_);
  stop_.reset();
}

void Watchdog::run() {
  std::unique_lock lock(mutex_);
  while (!quit_) {
    if (!stop_) {
      wake_.wait(lock);
    } else if (stop_->requested()) {
      fired_.store(true, std::memory_order_relaxed);
      interrupt_();
      wake_.wait_for(lock, kRepeat);
    } else {
      auto until = Clock::now() + kPoll;
      if (const auto deadline = stop_->deadline()) until = std::min(until, *deadline);
      wake_.wait_until(lock, until);
    }
  }
}

}  // namespace sayquel::database

// Interrupts a database call that is under way when its Stop asks for it, however long that one call takes.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "sayquel/stop.h"

namespace sayquel::database {

// One for each open database. Its thread is started by the first watch() that can ever stop anything, and sleeps
// between calls. While a watched stop is requested, `interrupt` is called again and again (every few milliseconds)
// until rest(): a database may clear its interrupt flag when a statement starts, just after we raised it.
class Watchdog {
 public:
  // `interrupt` runs on the watchdog's thread and must be safe while the database works on another one.
  explicit Watchdog(std::function<void()> interrupt);
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  // Watches this stop instead of the one before.
  void watch(const Stop& stop);
  // Once it has returned, `interrupt` is not running and is not called.
  void rest();
  // Whether the watched stop was requested. Cheap enough to ask for every row.
  bool fired() const noexcept { return fired_.load(std::memory_order_relaxed); }

 private:
  void run();

  std::function<void()> interrupt_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::optional<Stop> stop_;  // what is watched now
  bool quit_ = false;
  std::atomic<bool> fired_{false};
  std::thread thread_;
};

// Watches for as long as it lives.
class Watch {
 public:
  Watch(Watchdog& watchdog, const Stop& stop) : watchdog_(watchdog) { watchdog_.watch(stop); }
  ~Watch() { watchdog_.rest(); }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

 private:
  Watchdog& watchdog_;
};

}  // namespace sayquel::database

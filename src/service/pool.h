// The threads that do the work, each with engines of its own: an Engine serves one thread at a time.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "sayquel/engine.h"

namespace sayquel::service {

// A database that the server offers, under a name.
struct OfferedDatabase {
  std::string name;
  EngineOptions options;
};

// Quick work (drafts, look-ups) takes milliseconds; queries may take as long as their limit, so they never hold the
// last thread.
enum class Lane { Quick, Query };

class Worker {
 public:
  explicit Worker(const std::vector<OfferedDatabase>& databases) : databases_(databases) {}
  // Opened at the first call; valid as long as the worker. NotFound for a name that is not offered.
  Result<Engine*> engine(const std::string& database);

 private:
  const std::vector<OfferedDatabase>& databases_;
  std::map<std::string, std::unique_ptr<Engine>> engines_;
};

class WorkerPool {
 public:
  using Job = std::function<void(Worker&)>;
  // At least 2 workers. `most_waiting`: of each lane.
  WorkerPool(std::vector<OfferedDatabase> databases, std::size_t workers, std::size_t most_waiting);
  // Ends what is under way first; what waits is dropped.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // False: too many wait already. Any thread.
  bool submit(Lane lane, Job job);
  std::size_t waiting() const;
  std::size_t busy() const;
  const std::vector<OfferedDatabase>& databases() const { return databases_; }

 private:
  void work();
  // With the lock held: the next job that may run, or none.
  bool take(Job& job, Lane& lane);

  std::vector<OfferedDatabase> databases_;
  std::size_t most_waiting_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> quick_, queries_;
  std::size_t busy_ = 0, busy_with_queries_ = 0, workers_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace sayquel::service

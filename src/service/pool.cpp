#include "service/pool.h"

#include <algorithm>

#include "base/text.h"

namespace sayquel::service {

Result<Engine*> Worker::engine(const std::string& database) {
  if (const auto open = engines_.find(database); open != engines_.end()) return open->second.get();
  const auto offered = std::find_if(databases_.begin(), databases_.end(),
                                    [&](const OfferedDatabase& each) { return each.name == database; });
  if (offered == databases_.end())
    return fail(ErrorCode::NotFound, "There is no database named `" + base::printable(database) + "` here.",
                "GET /api/v1/databases lists them.");
  SAYQUEL_TRY(auto engine, Engine::open(offered->options));
  return engines_.emplace(database, std::move(engine)).first->second.get();
}

WorkerPool::WorkerPool(std::vector<OfferedDatabase> databases, std::size_t workers, std::size_t most_waiting)
    : databases_(std::move(databases)), most_waiting_(most_waiting), workers_(std::max<std::size_t>(workers, 2)) {
  for (std::size_t worker = 0; worker < workers_; ++worker) threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    quick_.clear();
    queries_.clear();
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool WorkerPool::submit(Lane lane, Job job) {
  {
    const std::lock_guard lock(mutex_);
    auto& queue = lane == Lane::Quick ? quick_ : queries_;
    if (stopping_ || queue.size() >= most_waiting_) return false;
    queue.push_back(std::move(job));
  }
  changed_.notify_one();
  return true;
}

std::size_t WorkerPool::waiting() const {
  const std::lock_guard lock(mutex_);
  return quick_.size() + queries_.size();
}

std::size_t WorkerPool::busy() const {
  const std::lock_guard lock(mutex_);
  return busy_;
}

bool WorkerPool::take(Job& job, Lane& lane) {
  const bool may_query = busy_with_queries_ + 1 < workers_;
  if (quick_.empty() && (queries_.empty() || !may_query)) return false;
  lane = quick_.empty() ? Lane::Query : Lane::Quick;
  auto& queue = lane == Lane::Quick ? quick_ : queries_;
  job = std::move(queue.front());
  queue.pop_front();
  return true;
}

void WorkerPool::work() {
  Worker worker(databases_);
  std::unique_lock lock(mutex_);
  for (;;) {
    Job job;
    Lane lane = Lane::Quick;
    changed_.wait(lock, [&] { return stopping_ || take(job, lane); });
    if (!job) return;
    ++busy_;
    if (lane == Lane::Query) ++busy_with_queries_;
    lock.unlock();
    job(worker);
    job = nullptr;  // what it holds goes before the lock is taken
    lock.lock();
    --busy_;
    if (lane == Lane::Query) --busy_with_queries_;
    // A query may have waited for this thread to be free of queries.
    changed_.notify_one();
  }
}

}  // namespace sayquel::service

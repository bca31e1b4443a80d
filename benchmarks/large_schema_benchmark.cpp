// A question to a schema of 1,000 tables and 20,000 columns, without running anything, its catalog in the cache.
// Goal: p50 under 50 ms. Counters: p50 and p99 of a question by the clock and by the processor's time, what making the
// catalog and opening it took, and memory.
#include <benchmark/benchmark.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "large_schema.h"
#include "sayquel/engine.h"

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kTables = 1000, kColumns = 20'000;

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Now, in MB: the most that was ever resident counts what making the database and its catalog took.
double resident() {
  std::ifstream file("/proc/self/statm");
  std::size_t pages = 0, held = 0;
  file >> pages >> held;
  return static_cast<double>(held) * 4096 / (1 << 20);
}

void make(const fs::path& file, const std::vector<std::string>& statements) {
  sqlite3* database = nullptr;
  bool made = sqlite3_open(file.c_str(), &database) == SQLITE_OK;
  for (const std::string& statement : statements)
    made = made && sqlite3_exec(database, statement.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
  sqlite3_close(database);
  if (!made) throw std::runtime_error("the large database could not be made");
}

// The database and its catalog, in a folder that is removed at the end.
class Large {
 public:
  Large() {
    std::string pattern = (fs::temp_directory_path() / "sayquel-large-XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
    const auto schema = sayquel::benchmarks::make_large_schema(SAYQUEL_WORDNET, kTables, kColumns, 11);
    questions_ = schema.questions;
    make(folder_ / "large.sqlite", schema.sql);
    const auto start = std::chrono::steady_clock::now();
    if (!sayquel::Engine::open(options())) throw std::runtime_error("the large database could not be opened");
    catalog_seconds_ = seconds_since(start);
  }
  ~Large() { fs::remove_all(folder_); }
  Large(const Large&) = delete;
  Large& operator=(const Large&) = delete;

  sayquel::EngineOptions options() const {
    return {.database = (folder_ / "large.sqlite").string(), .cache_folder = (folder_ / "cache").string()};
  }
  const std::vector<std::string>& questions() const { return questions_; }
  double catalog_seconds() const { return catalog_seconds_; }

 private:
  fs::path folder_;
  std::vector<std::string> questions_;
  double catalog_seconds_ = 0;
};

const Large& large() {
  static const Large made;
  return made;
}

double percentile(std::vector<double> values, double share) {
  const auto at = values.begin() + static_cast<long>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

void open_large_schema(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(sayquel::Engine::open(large().options()));
  state.counters["making_the_catalog_s"] = large().catalog_seconds();
}
BENCHMARK(open_large_schema)->Unit(benchmark::kMillisecond);

// One iteration asks every question once.
void draft_in_large_schema(benchmark::State& state) {
  const double before = (large(), resident());
  const auto engine = sayquel::Engine::open(large().options());
  if (!engine) return state.SkipWithError(engine.error().message.c_str());
  std::vector<double> milliseconds, processor;
  double ground = 0, draft = 0, guard = 0, drafted = 0;
  for (auto _ : state)
    for (const std::string& question : large().questions()) {
      const auto start = std::chrono::steady_clock::now();
      const double processor_start = processor_seconds();
      const auto answer = (*engine)->ask({.text = question, .dry_run = true});
      milliseconds.push_back(1000 * seconds_since(start));
      processor.push_back(1000 * (processor_seconds() - processor_start));
      ground += answer.timings.ground, draft += answer.timings.draft, guard += answer.timings.guard;
      drafted += answer.sql.empty() ? 0 : 1;
    }
  const auto asked = static_cast<double>(milliseconds.size());
  state.counters["p50_ms"] = percentile(milliseconds, 0.5);
  state.counters["p99_ms"] = percentile(milliseconds, 0.99);
  state.counters["p50_processor_ms"] = percentile(processor, 0.5);
  state.counters["p99_processor_ms"] = percentile(processor, 0.99);
  state.counters["ground_ms"] = ground / asked;
  state.counters["draft_ms"] = draft / asked;
  state.counters["guard_ms"] = guard / asked;
  state.counters["drafted"] = drafted / asked;
  state.counters["resident_MB"] = resident();
  state.counters["engine_MB"] = resident() - before;
}
BENCHMARK(draft_in_large_schema)->Unit(benchmark::kMillisecond)->MinTime(2);

}  // namespace

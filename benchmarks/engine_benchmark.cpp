// What a question costs: in the engine (p50, p99), and as a whole process from the shell, catalog on disk.
// Goals: p50 under 5 ms a question, cold start under 50 ms, resident memory under 150 MB on TICKIT.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "sayquel/engine.h"

extern char** environ;

namespace {

namespace fs = std::filesystem;

// Runs a whole process, its output thrown away. False: it failed.
bool run_command(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int failed = posix_spawn(&child, arguments[0], &quiet, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&quiet);
  int status = 0;
  return !failed && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

// The most memory that this process ever had resident, in MB. A child's cannot be asked for: it counts the memory of
// the process that started it.
double resident() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

// The TICKIT database and an empty cache, in a folder that is removed at the end.
class Tickit {
 public:
  Tickit() {
    std::string pattern = (fs::temp_directory_path() / "sayquel-benchmark-XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
    if (!run_command({SAYQUEL_COMMAND, "demo", "--output", database()})) throw std::runtime_error("no database");
    setenv("XDG_CACHE_HOME", folder_.c_str(), 1);
    // The catalog is made in a process of its own, whose memory is none of a question's.
    if (!run_command({SAYQUEL_COMMAND, "schema", "--database", database()})) throw std::runtime_error("no catalog");
  }
  ~Tickit() { fs::remove_all(folder_); }
  std::string database() const { return (folder_ / "tickit.duckdb").string(); }

 private:
  fs::path folder_;
};

const Tickit& tickit() {
  static const Tickit made;
  return made;
}

// The wordings of examples/tickit/questions, not those of the held-out file.
std::vector<std::string> questions() {
  std::vector<std::string> out;
  for (const char* name : {"seeds.txt", "analyst-development.txt"}) {
    std::ifstream file(fs::path(SAYQUEL_SOURCE_DIR) / "examples" / "tickit" / "questions" / name);
    for (std::string line; std::getline(file, line);)
      if (line.starts_with("? ")) out.push_back(line.substr(2));
  }
  return out;
}

double percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  const auto at = values.begin() + static_cast<long>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

// One iteration is one question; the questions come in turn.
void ask(benchmark::State& state, bool dry_run) {
  const auto engine = sayquel::Engine::open({.database = tickit().database()});
  if (!engine) return state.SkipWithError(engine.error().message.c_str());
  const auto asked = questions();
  std::vector<double> milliseconds;
  std::size_t next = 0;
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    benchmark::DoNotOptimize((*engine)->ask({.text = asked[next++ % asked.size()], .dry_run = dry_run}));
    milliseconds.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  state.counters["p50_ms"] = percentile(milliseconds, 0.5);
  state.counters["p99_ms"] = percentile(milliseconds, 0.99);
  state.counters["resident_MB"] = resident();
}

void draft_a_question(benchmark::State& state) { ask(state, true); }
void answer_a_question(benchmark::State& state) { ask(state, false); }
BENCHMARK(draft_a_question)->Unit(benchmark::kMillisecond)->MinTime(2);
BENCHMARK(answer_a_question)->Unit(benchmark::kMillisecond)->MinTime(2);

void start_and_ask(benchmark::State& state, bool dry_run) {
  std::vector<std::string> words = {SAYQUEL_COMMAND, "ask", "--database", tickit().database(),
                                    "what are the top 10 buyers by quantity"};
  if (dry_run) words.emplace_back("--dry-run");
  bool ran = true;
  std::vector<double> milliseconds;
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    ran = run_command(words) && ran;
    milliseconds.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  if (!ran) return state.SkipWithError("the command failed");
  state.counters["p50_ms"] = percentile(milliseconds, 0.5);
  state.counters["p99_ms"] = percentile(milliseconds, 0.99);
}

void cold_start_dry_run(benchmark::State& state) { start_and_ask(state, true); }
void cold_start_answer(benchmark::State& state) { start_and_ask(state, false); }
BENCHMARK(cold_start_dry_run)->Unit(benchmark::kMillisecond)->UseRealTime()->MinTime(2);
BENCHMARK(cold_start_answer)->Unit(benchmark::kMillisecond)->UseRealTime()->MinTime(2);

}  // namespace

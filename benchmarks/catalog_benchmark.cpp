// The catalog: value look-ups among ten million, join trees in a large schema, opening from the cache.
//
// The index of ten million values is built once, in a temporary folder, and what that took is told as counters of
// BM_BuildValueIndex. SAYQUEL_BENCH_VALUES sets another number.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "catalog/join_graph.h"
#include "catalog/storage/value_index_file.h"

namespace sayquel::catalog {
namespace {

namespace fs = std::filesystem;

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    state_ = state_ * 6364136223846793005ull + 1442695040888963407ull;
    std::uint64_t x = state_ ^ state_ >> 32;
    x *= 0xD6E8FEB86659FD93ull;
    return x ^ x >> 32;
  }
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
  // Small numbers much more often: names are not used evenly.
  std::size_t skewed(std::size_t bound) { return below(below(bound) + 1); }

 private:
  std::uint64_t state_;
};

// Words that can be said, of two to four syllables.
std::vector<std::string> words(std::size_t count, std::uint64_t seed) {
  static const char* const starts[] = {"b", "br", "c", "ch", "d", "f",  "g", "gr", "h", "j", "k", "l",
                                       "m", "n",  "p", "r",  "s", "st", "t", "tr", "v", "w", ""};
  static const char* const middles[] = {"a", "e", "i", "o", "u", "ai", "ea", "ou"};
  static const char* const ends[] = {"", "", "l", "n", "r", "s", "t", "nd", "ck", "m"};
  Random random(seed);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < count; ++i) {
    std::string word;
    for (std::size_t syllables = 2 + random.below(3); syllables > 0; --syllables)
      word += std::string(starts[random.below(std::size(starts))]) + middles[random.below(std::size(middles))] +
              ends[random.below(std::size(ends))];
    word[0] = static_cast<char>(word[0] >= 'a' ? word[0] - 'a' + 'A' : word[0]);
    out.push_back(word);
  }
  return out;
}

// People, e-mail addresses, cities, titles and product codes, a fifth each.
class Values {
 public:
  Values() : first_(words(3000, 1)), last_(words(40'000, 2)), common_(words(8000, 3)) {}
  std::pair<ColumnId, std::string> at(std::uint64_t number) const {
    Random random(number * 977 + 5);
    const std::string &first = first_[random.skewed(first_.size())], &last = last_[random.skewed(last_.size())];
    switch (number % 5) {
      case 0:
        return {{0, 1}, first + " " + last};
      case 1: {
        static const char* const domains[] = {"example.com", "mail.example.org", "example.net", "post.example.edu"};
        std::string mail = first + "." + last + std::to_string(random.below(100)) + "@" + domains[random.skewed(4)];
        for (char& c : mail) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        return {{0, 2}, mail};
      }
      case 2:
        return {{1, 0}, std::string(random.below(3) ? "" : "San ") + last + (random.below(2) ? "ville" : " City")};
      case 3: {
        std::string title = random.below(3) ? "" : "The ";
        for (std::size_t count = 2 + random.below(4); count > 0; --count)
          title += (title.empty() || title.back() == ' ' ? "" : " ") + common_[random.skewed(common_.size())];
        return {{2, 0}, title};
      }
      default:
        return {{3, 0},
                "PRD-" + std::to_string(1'000'000 + random.below(90'000'000)) + (random.below(2) ? "-EU" : "-US")};
    }
  }

 private:
  std::vector<std::string> first_, last_, common_;
};

const Values& values() {
  static const Values all;
  return all;
}

struct Index {
  std::unique_ptr<ValueIndex> values;
  double seconds = 0, file_megabytes = 0, resident_megabytes = 0;
};

// Microseconds of this thread's own time: on a busy machine a look-up is interrupted now and then.
double thread_micros() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

const Index& index() {
  static const Index built = [] {
    const char* asked = std::getenv("SAYQUEL_BENCH_VALUES");
    const std::uint64_t wanted = asked ? std::strtoull(asked, nullptr, 10) : 10'000'000;
    std::string folder = (fs::temp_directory_path() / "sayquel-bench-XXXXXX").string();
    if (!::mkdtemp(folder.data())) std::abort();
    Index out;
    const auto start = Clock::now();
    {
      ValueCollector collector(192 << 20, folder);
      // A few values come up twice; the index holds slightly fewer than were added.
      for (std::uint64_t i = 0; i < wanted + wanted / 8; ++i) {
        const auto [column, value] = values().at(i);
        if (!collector.add(column, value, i % 50 + 1, {})) std::abort();
      }
      auto file = OutputFile::create(folder);
      Header header;
      header.catalog_checksum = checksum({});
      const bool written = file && (*file)->write(header_bytes(header));
      header.sections[kCatalog] = {sizeof(Header), 0};
      if (!written || !collector.write(**file, header, {}, {}, {})) std::abort();
      header.file_size = (*file)->size();
      header.checksum = header_checksum(header);
      if (!(*file)->write_at(0, header_bytes(header))) std::abort();
      out.file_megabytes = static_cast<double>(header.file_size) / (1 << 20);
      auto cache = CacheFile::open(std::move(*(*file)->map()), 0);
      out.values = value_index(std::move(*cache), {4, 4, 4, 4});
    }
    out.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    out.resident_megabytes = peak_megabytes();
    fs::remove_all(folder);
    return out;
  }();
  return built;
}

void BM_BuildValueIndex(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(&index());
  state.counters["values"] = static_cast<double>(index().values->size());
  state.counters["build_s"] = index().seconds;
  state.counters["file_MiB"] = index().file_megabytes;
  state.counters["peak_MiB"] = index().resident_megabytes;
}
BENCHMARK(BM_BuildValueIndex)->Iterations(1);

// Phrases as a question would hold them: values, parts of them, with typos, and words that no value holds.
std::vector<std::string> phrases(bool parts, bool typos) {
  std::vector<std::string> out;
  Random random(99);
  for (std::uint64_t i = 0; i < 2000; ++i) {
    std::string phrase = values().at(random.below(10'000'000)).second;
    if (parts) {
      const auto space = phrase.find_first_of(" .@");
      if (space != std::string::npos) phrase = random.below(2) ? phrase.substr(0, space) : phrase.substr(space + 1);
    }
    if (typos)
      for (std::size_t edits = 1 + random.below(2); edits > 0; --edits)
        phrase[random.below(phrase.size())] = static_cast<char>('a' + random.below(26));
    if (i % 10 == 0) phrase = "no value at all " + std::to_string(i);
    out.push_back(phrase);
  }
  return out;
}

template <typename Find>
void look_up(benchmark::State& state, const std::vector<std::string>& all, Find find) {
  std::vector<double> micros;
  std::size_t i = 0, found = 0;
  const ValueIndex& index_values = *index().values;  // built before the clock runs
  for (auto _ : state) {
    const double start = thread_micros();
    found += find(index_values, all[i++ % all.size()]).size() > 0;
    micros.push_back(thread_micros() - start);
  }
  std::sort(micros.begin(), micros.end());
  state.counters["p50_us"] = micros[micros.size() / 2];
  state.counters["p99_us"] = micros[micros.size() * 99 / 100];
  state.counters["max_us"] = micros.back();
  state.counters["found"] = static_cast<double>(found) / static_cast<double>(micros.size());
}

void BM_Find(benchmark::State& state) {
  look_up(state, phrases(false, false),
          [](const ValueIndex& all, const std::string& phrase) { return all.find(phrase); });
}
BENCHMARK(BM_Find)->Unit(benchmark::kMicrosecond);

void BM_FindContaining(benchmark::State& state) {
  look_up(state, phrases(true, false),
          [](const ValueIndex& all, const std::string& phrase) { return all.find_containing(phrase); });
}
BENCHMARK(BM_FindContaining)->Unit(benchmark::kMicrosecond);

void BM_FindSimilar(benchmark::State& state) {
  look_up(state, phrases(false, true),
          [](const ValueIndex& all, const std::string& phrase) { return all.find_similar(phrase); });
}
BENCHMARK(BM_FindSimilar)->Unit(benchmark::kMicrosecond);

// A schema of a thousand tables and three thousand keys.
void BM_Connect(benchmark::State& state) {
  Catalog catalog;
  Random random(7);
  for (int i = 0; i < 1000; ++i) {
    Table table;
    table.name = "t" + std::to_string(i);
    table.columns.resize(10);
    table.primary_key = {0};
    catalog.tables.push_back(table);
  }
  for (int i = 0; i < 3000; ++i)
    catalog.foreign_keys.push_back(
        {static_cast<int>(random.below(1000)), {1}, static_cast<int>(random.below(1000)), {0}, i % 3 != 0, 0.8});
  const JoinGraph graph(catalog);
  for (auto _ : state) {
    std::vector<int> tables;
    for (int i = 0; i < state.range(0); ++i) tables.push_back(static_cast<int>(random.below(1000)));
    benchmark::DoNotOptimize(graph.connect(tables));
  }
}
BENCHMARK(BM_Connect)->Arg(2)->Arg(3)->Arg(4)->Arg(6)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sayquel::catalog

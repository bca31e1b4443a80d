// The front door: open a database, ask it questions.
//
//   auto engine = sayquel::Engine::open({.database = "tickit.duckdb"});
//   auto answer = (*engine)->ask({.text = "who are the top 5 buyers?"});
//   std::cout << sayquel::render(answer, sayquel::OutputFormat::Text);
//
// An Engine serves one thread at a time; open one for each thread (they share the catalog's cache on disk).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sayquel/answer.h"
#include "sayquel/result.h"
#include "sayquel/stop.h"

namespace sayquel {

enum class Probe { Never, LocalFiles, Always };

struct EngineOptions {
  std::string database{};                        // a URL or a path
  std::string cache_folder{};                    // empty: the user's
  std::vector<std::string> sensitive{};          // columns, "table.column" or "column"
  std::vector<std::string> allowed_functions{};  // beyond the dialect's list
  std::vector<std::string> refused_tables{};     // no query may read them
  std::uint64_t row_limit = 10'000;
  std::uint64_t byte_limit = 64ull << 20;
  std::chrono::milliseconds time_limit{30'000};  // a question
  double answer_threshold = 0.35;                // below this confidence the engine declines
  Probe probe = Probe::LocalFiles;
  std::optional<Date> today{};                      // for tests; empty: the clock's
  std::function<void(const Progress&)> progress{};  // while a catalog is made
  Stop stop{};                                      // of opening
};

struct PastTurn {
  std::string text{};
  std::string sql{};
};

struct Ask {
  std::string id{};  // JSON text, echoed
  std::string text{};
  std::string evidence{};
  std::vector<PastTurn> before{};
  bool dry_run = false;  // no SQL runs
};

class Engine {
 public:
  static Result<std::unique_ptr<Engine>> open(EngineOptions options);
  virtual ~Engine() = default;

  // Never fails as a call: what went wrong stands in the answer (status Failed or Declined, error). `completed`, where
  // given, receives the question in self-contained words, to be kept as the turn's text.
  virtual Answer ask(const Ask& ask, const Stop& stop = {}, std::string* completed = nullptr) = 0;
  // SQL that a user typed: through the guard like any draft.
  virtual Answer sql(const std::string& sql, const Stop& stop = {}) = 0;
  // The schema as read: tables, columns, keys (inferred ones marked), as text or JSON.
  virtual std::string schema(OutputFormat format) = 0;
  // Words of the schema that begin with the prefix, for completion.
  virtual std::vector<std::string> complete(const std::string& prefix, std::size_t limit) = 0;
  // A few questions that this database can answer, made from its schema.
  virtual std::vector<std::string> suggestions(std::size_t limit) = 0;
  // What the user should know of how it was opened: a table that could not be measured, a cache that cannot be kept.
  virtual std::vector<std::string> notes() const = 0;
  virtual std::string database_name() const = 0;  // for a prompt: "tickit.duckdb"
};

}  // namespace sayquel

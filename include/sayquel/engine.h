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

// What of the database may go into a model's prompt. The question and the schema's names and comments always do.
enum class Share {
  Schema,   // nothing more
  Samples,  // a few values of each column, and those that the question names; never of a sensitive column
  Rows,     // and the rows of the answer, to be put into words
};

// A foundation model that is asked where the parser is not sure.
struct ModelOptions {
  std::string url{};             // empty: none
  std::string key{};             // empty: the service's own environment variable
  std::string ca_file{};         // PEM of the authorities to trust; empty: the system's
  std::optional<Share> share{};  // empty: Samples to a model on this machine, else Schema
  bool narrate = true;           // where rows are shared: let it put the answer into words, checked
  bool always = false;           // ask it also where the parser is sure
  double sure = 0.6;             // from this confidence of the parser on it is not asked
  double trust = 0.6;            // how likely a single reply is right, before anything agrees with it
  std::uint64_t votes = 3;       // replies to a question at most, 1 to 9
  std::uint64_t rounds = 5;      // repairs of a reply at most, 0 to 5
  std::uint64_t tokens = 6'000;  // of a prompt, at most
  double prompt_price = 0;       // of a million tokens, in the currency of your choice
  double reply_price = 0;
};

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
  ModelOptions model{};
  std::optional<Date> today{};                      // for tests; empty: the clock's
  std::function<void(const Progress&)> progress{};  // while a catalog is made
  Stop stop{};                                      // of opening
};

// How far a question is, told while it is being answered.
enum class Stage { Grounded, Drafted, Approved, Rows };

struct StageReached {
  Stage stage = Stage::Grounded;
  std::string sql{};       // Drafted: of the best draft; Approved and Rows: of what runs
  std::string reading{};   // Drafted: how the question was understood
  std::uint64_t rows = 0;  // Rows: how many there are
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
  // Called on the asking thread as each stage is reached; Approved and Rows once for each reading that is run.
  std::function<void(const StageReached&)> on_stage{};
};

// What became of the questions asked so far. A question that was not answered counts as much as one that was.
struct PathCounts {
  std::uint64_t asked = 0;
  std::uint64_t by_parser = 0, by_model = 0, by_both = 0;  // answered: alone, or agreeing
  std::uint64_t ambiguous = 0, declined = 0, failed = 0;
  std::uint64_t consulted = 0;  // questions on which a model was asked
  std::uint64_t calls = 0, prompt_tokens = 0, reply_tokens = 0;
  double cost = 0;  // by the prices of the settings
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
  virtual std::string database_name() const = 0;    // for a prompt: "tickit.duckdb"
  virtual PathCounts counts() const { return {}; }  // since it was opened
};

}  // namespace sayquel

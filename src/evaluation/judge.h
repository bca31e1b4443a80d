// Says whether a query is right: runs it and the right ones on one database, and compares what they give.
//
// Nothing runs that the guard has not approved, the question set's own queries included: where it refuses one, the
// judgement says so.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "evaluation/question_set.h"
#include "sayquel/engine.h"
#include "sayquel/result.h"
#include "sayquel/stop.h"

namespace sayquel::evaluation {

enum class Scoring {
  Rows,  // test-suite-sql-eval's: bags of rows, the columns in any order (compare.h)
  Sets,  // BIRD's: sets of rows
};

struct Rules {
  Scoring scoring = Scoring::Rows;
  bool keep_distinct = false;  // of Rows: DISTINCT is dropped from both sides first unless this is true
  std::chrono::milliseconds time_limit{30'000};  // a query; longer counts as wrong
};

enum class Why { None, NoDraft, Refused, Error, TooSlow, GoldFailed, OtherRows };
std::string_view name_of(Why why);  // "other_rows"

struct Judgement {
  bool right = false;
  Why why = Why::None;      // it is not right
  std::string detail;       // the guard's or the database's words
  std::size_t refused = 0;  // right queries that the guard refuses
  std::string refusal;      // its words on the first of them
};

// Serves one thread at a time.
class Judge {
 public:
  // `options` as for Engine::open, whose database, cache and functions it shares.
  static Result<Judge> open(const EngineOptions& options, Rules rules);
  Judge(Judge&&) noexcept;
  Judge& operator=(Judge&&) noexcept;
  ~Judge();

  // `sql` empty: nothing was drafted. Cancelled where the stop is requested, and nothing else.
  Result<Judgement> judge(const std::vector<Gold>& gold, const std::string& sql, const Stop& stop);

 private:
  struct State;
  explicit Judge(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// A query as the definition's program reads it: "> =" closed up, YEAR(CURDATE()) as 2020, and without DISTINCT unless
// it is kept.
std::string tidied(const std::string& sql, bool keep_distinct);

}  // namespace sayquel::evaluation

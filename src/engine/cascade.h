// Which of a draft's candidates answers the question: the engine's only loop.
//
// Each candidate goes through the guard; one that is refused, or that totals rows which a join multiplies, is passed
// over for the next. Readings about as sure as the best are run as well, where that is allowed, and compared by what
// they give: equal results strengthen the best (self-consistency: Wang et al. 2023, "Self-Consistency Improves Chain of
// Thought Reasoning in Language Models"), different ones make the answer ambiguous.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "draft/drafter.h"
#include "execute/execute.h"
#include "guard/guard.h"
#include "sayquel/answer.h"
#include "sayquel/stop.h"

namespace sayquel::engine {

struct CascadePolicy {
  double threshold = 0.35;  // below this confidence the question is declined, and nothing runs
  bool run = true;          // false: dry run
  bool probe = true;        // run close readings and compare
};

// What was settled on. `candidate` and `alternatives` are of the draft that was given.
struct Choice {
  AnswerStatus status = AnswerStatus::Declined;
  const draft::Candidate* candidate = nullptr;  // the best, also where it is declined; null: there is none
  std::string sql;                              // as approved, or as drafted where nothing was approved
  std::optional<guard::Approval> approval;
  std::optional<execute::Rows> rows;  // Answered and Ambiguous, unless it is a dry run
  double confidence = 0;
  std::vector<Alternative> alternatives;  // other approved readings, surest first
  std::vector<std::string> notes;
  std::optional<Error> error;  // Declined and Failed
};

using Execute = std::function<Result<execute::Rows>(const sql::ApprovedQuery&)>;

// Adds what guard and execute took to the timings. Deterministic but for the deadline.
Choice choose(const draft::Draft& draft, const guard::Guard& guard, const Execute& execute, const CascadePolicy& policy,
              Timings& timings, const Stop& stop);

// Runs the function and adds the milliseconds that it took to `spent`.
template <typename Function>
auto timed(double& spent, Function&& function) {
  const auto start = Clock::now();
  auto result = function();
  spent += std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  return result;
}

}  // namespace sayquel::engine

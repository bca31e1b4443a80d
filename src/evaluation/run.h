// Asks every question of a set, on several threads, and judges what comes back.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "evaluation/judge.h"
#include "evaluation/question_set.h"
#include "sayquel/engine.h"

namespace sayquel::evaluation {

struct Outcome {
  std::size_t place = 0;  // in the set's cases
  Answer answer;          // its rows, chart and sentence are dropped
  Judgement judgement;
  bool among_others = false;  // not the draft itself, but one of the answer's other readings is right
  double milliseconds = 0;    // from the question to the answer
};

// How far a run is. Calls never overlap, but come from different threads.
struct Count {
  std::size_t done = 0, total = 0, right = 0;
};

struct RunOptions {
  EngineOptions engine;  // its database is set to each question's
  Rules rules;
  int jobs = 1;          // threads, each with engines of its own
  bool dry_run = false;  // only draft: nothing runs but what judges
  bool others = false;   // judge the other readings too, where the draft is wrong
  std::function<Result<std::string>(const std::string& name)> locate;  // a question's database → URL
  // Where given, in place of asking: the answer that somebody gave before.
  std::function<Answer(const QuestionCase&)> given;
  std::function<void(const Count&)> progress;
};

struct Run {
  std::vector<Outcome> outcomes;  // by place; those of questions that were not reached are missing
  bool stopped = false;
  // A database that could not be opened; its questions count as failed.
  std::vector<Error> unopened;
};

// Questions of one database stay together. The outcomes do not depend on the number of jobs, their times aside. Usage
// or NotFound where a question's database cannot be located.
Result<Run> run(const QuestionSet& set, const RunOptions& options, const Stop& stop);

}  // namespace sayquel::evaluation

// What a run says in figures.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "evaluation/run.h"

namespace sayquel::evaluation {

struct Tally {
  std::size_t right = 0, count = 0;
  double share() const { return count ? static_cast<double>(right) / static_cast<double>(count) : 0; }
};

// Of the questions, the surest: those answered with at least this confidence, as many as there are up to the share.
struct Coverage {
  double share = 0;  // 0.25: a quarter of all questions
  Tally tally;
  double confidence = 0;  // of the last among them
};

// Drafts whose confidence lies in [from, to), the last bin's in [from, to].
struct Bin {
  double from = 0, to = 0;
  Tally tally;
  double mean_confidence = 0;
};

// Answers with at least this confidence.
struct Threshold {
  double confidence = 0;
  Tally tally;
  double coverage = 0;  // of all questions
};

// Milliseconds.
struct Percentiles {
  double p50 = 0, p99 = 0, most = 0;
};

struct Figures {
  Tally all;                  // questions with right queries; declined drafts count by their SQL
  Tally answerable_answered;  // of those, the answered ones
  Tally unanswerable;         // questions that the database cannot answer; right: not answered
  std::size_t answered = 0, ambiguous = 0, declined = 0, failed = 0;
  std::size_t among_others = 0;            // wrong, with a right one among the other readings
  std::size_t gold_refused = 0;            // questions with a right query that the guard refuses
  std::map<std::string, std::size_t> why;  // of the wrong ones: why, by name_of()
  std::vector<Coverage> surest;            // 25, 50, 75 and 100%
  std::vector<Threshold> thresholds;       // 0.95, 0.9, 0.8, ... 0
  std::vector<Bin> bins;                   // ten, of equal width, over every draft
  double calibration_error = 0;            // expected: Naeini et al. 2015, over the bins
  std::map<std::string, Tally> by_difficulty, by_database;
  Percentiles drafting;  // ground, draft and guard: nothing runs
  Percentiles whole;     // to the answer
};

Figures figures(const QuestionSet& set, const Run& run);

}  // namespace sayquel::evaluation

#include "evaluation/figures.h"

#include <algorithm>
#include <cmath>

namespace sayquel::evaluation {
namespace {

constexpr std::size_t kBins = 10;

void add(Tally& tally, bool right) {
  ++tally.count;
  tally.right += right ? 1 : 0;
}

Percentiles percentiles(std::vector<double> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  const auto at = [&](double share) {
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
  };
  return {at(0.5), at(0.99), values.back()};
}

// Answers, surest first; equal ones in the order of the set.
std::vector<const Outcome*> by_confidence(const std::vector<const Outcome*>& judged) {
  std::vector<const Outcome*> answered;
  for (const Outcome* one : judged)
    if (one->answer.status == AnswerStatus::Answered && !one->answer.sql.empty()) answered.push_back(one);
  std::stable_sort(answered.begin(), answered.end(),
                   [](const Outcome* a, const Outcome* b) { return a->answer.confidence > b->answer.confidence; });
  return answered;
}

void measure_coverage(const std::vector<const Outcome*>& judged, Figures& figures) {
  const auto sure = by_confidence(judged);
  for (const Outcome* one : sure) add(figures.answerable_answered, one->judgement.right);
  const auto count = static_cast<double>(judged.size());
  for (const double share : {0.25, 0.5, 0.75, 1.0}) {
    const std::size_t most = std::max<std::size_t>(1, static_cast<std::size_t>(share * count));
    Coverage coverage{share, {}, 0};
    for (std::size_t i = 0; i < std::min(most, sure.size()); ++i) {
      add(coverage.tally, sure[i]->judgement.right);
      coverage.confidence = sure[i]->answer.confidence;
    }
    figures.surest.push_back(coverage);
  }
  for (const double least : {0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.0}) {
    Threshold threshold{least, {}, 0};
    for (const Outcome* one : sure)
      if (one->answer.confidence >= least) add(threshold.tally, one->judgement.right);
    threshold.coverage = count > 0 ? static_cast<double>(threshold.tally.count) / count : 0;
    figures.thresholds.push_back(threshold);
  }
}

void measure_calibration(const std::vector<const Outcome*>& judged, Figures& figures) {
  for (std::size_t i = 0; i < kBins; ++i)
    figures.bins.push_back({static_cast<double>(i) / kBins, static_cast<double>(i + 1) / kBins, {}, 0});
  double drafts = 0;
  for (const Outcome* one : judged) {
    if (one->answer.sql.empty()) continue;
    const double confidence = std::clamp(one->answer.confidence, 0.0, 1.0);
    Bin& bin = figures.bins[std::min(kBins - 1, static_cast<std::size_t>(confidence * kBins))];
    add(bin.tally, one->judgement.right);
    bin.mean_confidence += confidence;
    ++drafts;
  }
  for (Bin& bin : figures.bins) {
    if (bin.tally.count == 0) continue;
    bin.mean_confidence /= static_cast<double>(bin.tally.count);
    figures.calibration_error +=
        static_cast<double>(bin.tally.count) / drafts * std::abs(bin.mean_confidence - bin.tally.share());
  }
}

void count_status(const Outcome& one, Figures& figures) {
  switch (one.answer.status) {
    case AnswerStatus::Answered:
      ++figures.answered;
      return;
    case AnswerStatus::Ambiguous:
      ++figures.ambiguous;
      return;
    case AnswerStatus::Declined:
      ++figures.declined;
      return;
    case AnswerStatus::Failed:
      ++figures.failed;
      return;
  }
}

}  // namespace

Figures figures(const QuestionSet& set, const Run& run) {
  Figures figures;
  std::vector<const Outcome*> judged;
  std::vector<double> drafting, whole;
  for (const Outcome& one : run.outcomes) {
    const QuestionCase& asked = set.cases[one.place];
    const bool right = one.judgement.right;
    count_status(one, figures);
    add(figures.by_database[asked.database], right);
    if (!asked.difficulty.empty()) add(figures.by_difficulty[asked.difficulty], right);
    if (asked.gold.empty()) {
      add(figures.unanswerable, right);
    } else {
      add(figures.all, right);
      judged.push_back(&one);
      figures.among_others += one.among_others ? 1 : 0;
      figures.gold_refused += one.judgement.refused > 0 ? 1 : 0;
      if (!right) ++figures.why[std::string(name_of(one.judgement.why))];
    }
    const Timings& took = one.answer.timings;
    drafting.push_back(took.ground + took.draft + took.guard);
    whole.push_back(one.milliseconds);
  }
  measure_coverage(judged, figures);
  measure_calibration(judged, figures);
  figures.drafting = percentiles(std::move(drafting));
  figures.whole = percentiles(std::move(whole));
  return figures;
}

}  // namespace sayquel::evaluation

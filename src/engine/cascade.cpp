#include "engine/cascade.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/results.h"

namespace sayquel::engine {
namespace {

// How many readings are looked at: what comes after them is too unlikely to answer or to be shown.
constexpr std::size_t kConsidered = 6;
// A reading is close to the best if its odds, confidence / (1 - confidence), are at least this share of the best one's:
// 0.917 is close to 0.92, and 0.91 is not.
constexpr double kClose = 0.96;
// Where nothing may be run to compare them, only readings that are as good as tied make a question ambiguous.
constexpr double kTied = 0.98;

bool is_close(double confidence, double best, double share) {
  const auto odds = [](double probability) { return probability / std::max(1e-9, 1 - probability); };
  return odds(confidence) >= odds(best) * share;
}

// A candidate that the guard let through, and its rows once it ran.
struct Contender {
  const draft::Candidate* candidate;
  guard::Approval approval;
  std::optional<execute::Rows> rows;
};

class Cascade {
 public:
  Cascade(const draft::Draft& draft, const guard::Guard& guard, const Execute& execute, const CascadePolicy& policy,
          Timings& timings, const Stop& stop)
      : draft_(draft), guard_(guard), execute_(execute), policy_(policy), timings_(timings), stop_(stop) {}

  Choice choose() {
    approve();
    if (contenders_.empty()) return nothing_approved();
    if (contenders_.front().candidate->confidence < policy_.threshold) return unsure();
    if (!policy_.run) return settle(kTied);
    if (!run_best()) return failed();
    if (!policy_.probe) return settle(kTied);
    if (!run_close()) return failed();
    return settle(kClose);
  }

 private:
  void approve() {
    for (const draft::Candidate& candidate : draft_.candidates) {
      if (contenders_.size() == kConsidered) return;
      auto approval = timed(timings_.guard, [&] { return guard_.approve(candidate.sql); });
      if (!approval) {
        pass_over(candidate, approval.error());
      } else if (approval->multiplied) {
        pass_over(candidate, Error{ErrorCode::Refused,
                                   approval->notes.empty() ? "It would count rows more than once." : approval->notes[0],
                                   {}});
      } else if (std::none_of(contenders_.begin(), contenders_.end(), [&](const Contender& other) {
                   return other.approval.query.text() == approval->query.text();
                 })) {
        contenders_.push_back({&candidate, std::move(*approval), std::nullopt});
      }
    }
  }

  void pass_over(const draft::Candidate& candidate, Error error) {
    if (contenders_.empty() && !passed_over_) {
      passed_over_ = &candidate;
      refusal_ = std::move(error);
    }
  }

  // The surest contender that the database can run; those that it cannot are dropped. False: none, or stopped.
  bool run_best() {
    while (!contenders_.empty() && contenders_.front().candidate->confidence >= policy_.threshold) {
      if (run(contenders_.front())) return true;
      if (error_->code != ErrorCode::Database) return false;
      dropped_ = dropped_ ? dropped_ : contenders_.front().candidate;
      contenders_.erase(contenders_.begin());
    }
    return false;
  }

  // False: stopped. A close reading that the database cannot run is none.
  bool run_close() {
    const double best = contenders_.front().candidate->confidence;
    for (std::size_t i = 1; i < contenders_.size() && is_close(contenders_[i].candidate->confidence, best, kClose);) {
      if (run(contenders_[i]))
        ++i;
      else if (error_->code == ErrorCode::Database)
        contenders_.erase(contenders_.begin() + static_cast<long>(i));
      else
        return false;
    }
    return true;
  }

  bool run(Contender& contender) {
    auto rows = timed(timings_.execute, [&]() -> Result<execute::Rows> {
      SAYQUEL_CHECK(stop_.check("comparing the readings of the question"));
      return execute_(contender.approval.query);
    });
    if (!rows) {
      if (!error_ || rows.error().code != ErrorCode::Database) error_ = rows.error();
      return false;
    }
    contender.rows = std::move(*rows);
    return true;
  }

  // Rows that are none, or nothing but NULL and zero, are what a wrong reading gives as well: they prove nothing.
  static bool telling(const execute::Rows& rows) {
    return std::any_of(rows.rows.begin(), rows.rows.end(), [](const Row& row) {
      return std::any_of(row.begin(), row.end(), [](const Value& value) {
        return !is_null(value) && value != Value(std::int64_t{0}) && value != Value(0.0);
      });
    });
  }

  bool agrees_with_best(const Contender& contender) const {
    const Contender& best = contenders_.front();
    const auto ordered = [](const Contender& one) { return !one.approval.query.tree()->order_by.empty(); };
    return &contender == &best ||
           (best.rows && contender.rows && agree(*best.rows, *contender.rows, ordered(best) && ordered(contender)));
  }

  // What agreement adds is halved: readings of one drafter share their mistakes.
  double strengthened() const {
    double doubt = 1 - contenders_.front().candidate->confidence;
    for (std::size_t i = 1; i < contenders_.size(); ++i)
      if (agrees_with_best(contenders_[i]) && telling(*contenders_[i].rows))
        doubt *= 1 - contenders_[i].candidate->confidence / 2;
    return 1 - doubt;
  }

  // Is there a reading about as sure as the best that gives, or may give, something else?
  bool ambiguous(double close) const {
    const double best = contenders_.front().candidate->confidence;
    return std::any_of(contenders_.begin(), contenders_.end(), [&](const Contender& contender) {
      return !agrees_with_best(contender) && is_close(contender.candidate->confidence, best, close);
    });
  }

  Choice settle(double close) {
    Choice choice = chosen(contenders_.front(), strengthened());
    choice.status = ambiguous(close) ? AnswerStatus::Ambiguous : AnswerStatus::Answered;
    choice.alternatives = others();
    if (passed_over_)
      choice.notes.push_back(fmt::format("Another reading was passed over. {}", refusal_.message));
    else if (dropped_)
      choice.notes.push_back("Another reading was passed over: the database could not run it.");
    choice.rows = contenders_.front().rows;
    return choice;
  }

  Choice chosen(const Contender& contender, double confidence) const {
    Choice choice;
    choice.candidate = contender.candidate;
    choice.approval = contender.approval;
    choice.sql = contender.approval.query.text();
    choice.confidence = std::clamp(confidence, 0.0, 1.0);
    choice.notes = contender.candidate->notes;
    choice.notes.insert(choice.notes.end(), contender.approval.notes.begin(), contender.approval.notes.end());
    return choice;
  }

  std::vector<Alternative> others() const {
    std::vector<Alternative> alternatives;
    for (const Contender& contender : contenders_)
      if (!agrees_with_best(contender))
        alternatives.push_back(
            {contender.approval.query.text(), contender.candidate->reading, contender.candidate->confidence});
    return alternatives;
  }

  Choice nothing_approved() const {
    Choice choice;
    if (!draft_.candidates.empty()) {
      choice.candidate = &draft_.candidates.front();
      choice.sql = choice.candidate->sql;
      choice.error =
          Error{ErrorCode::Declined, "No reading of the question may be run. " + refusal_.message, refusal_.hint};
      return choice;
    }
    choice.error =
        Error{ErrorCode::Declined,
              draft_.doubt.empty() ? "The question could not be read as one about this database." : draft_.doubt,
              {}};
    return choice;
  }

  Choice unsure() const {
    const Contender& best = contenders_.front();
    Choice choice = chosen(best, best.candidate->confidence);
    choice.alternatives = others();
    choice.error = Error{ErrorCode::Declined,
                         draft_.doubt.empty() ? "It is not sure enough what the question means." : draft_.doubt,
                         {}};
    return choice;
  }

  Choice failed() const {
    Choice choice;
    choice.status = AnswerStatus::Failed;
    const bool none_ran = error_->code == ErrorCode::Database;
    choice.candidate = none_ran ? dropped_ : contenders_.front().candidate;
    choice.sql = choice.candidate->sql;
    choice.confidence = choice.candidate->confidence;
    choice.error = error_;
    return choice;
  }

  const draft::Draft& draft_;
  const guard::Guard& guard_;
  const Execute& execute_;
  const CascadePolicy& policy_;
  Timings& timings_;
  const Stop& stop_;
  std::vector<Contender> contenders_;              // surest first
  const draft::Candidate* passed_over_ = nullptr;  // refused though surer than every contender
  const draft::Candidate* dropped_ = nullptr;      // the first that the database could not run
  Error refusal_;                                  // why passed_over_ was
  std::optional<Error> error_;                     // of the last run that failed
};

}  // namespace

Choice choose(const draft::Draft& draft, const guard::Guard& guard, const Execute& execute, const CascadePolicy& policy,
              Timings& timings, const Stop& stop) {
  return Cascade(draft, guard, execute, policy, timings, stop).choose();
}

}  // namespace sayquel::engine

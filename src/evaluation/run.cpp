#include "evaluation/run.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <thread>

namespace sayquel::evaluation {
namespace {

// Questions of one database that a thread takes at a time: enough to be worth opening it.
constexpr std::size_t kTogether = 64;

struct Piece {
  std::string database;  // URL
  std::vector<std::size_t> places;
};

Result<std::vector<Piece>> cut(const QuestionSet& set, const RunOptions& options) {
  std::map<std::string, std::string> urls;
  std::map<std::string, std::vector<std::size_t>> places;
  for (std::size_t place = 0; place < set.cases.size(); ++place) {
    const std::string& name = set.cases[place].database;
    auto url = urls.find(name);
    if (url == urls.end()) {
      SAYQUEL_TRY(std::string located, options.locate(name));
      url = urls.emplace(name, std::move(located)).first;
    }
    places[url->second].push_back(place);
  }
  std::vector<Piece> pieces;
  for (const auto& [url, all] : places)
    for (std::size_t begin = 0; begin < all.size(); begin += kTogether)
      pieces.push_back({url,
                        {all.begin() + static_cast<long>(begin),
                         all.begin() + static_cast<long>(std::min(all.size(), begin + kTogether))}});
  return pieces;
}

// What a thread has open. Where the database cannot be opened, every question of it has that error.
class Desk {
 public:
  Desk(const RunOptions& options, const Stop& stop) : options_(options), stop_(stop) {}

  // An error: of opening, told once for each database.
  Status open(const std::string& url) {
    if (url == url_) return failure_ ? tl::unexpected(*failure_) : Status();
    url_ = url;
    engine_.reset();
    judge_.reset();
    failure_.reset();
    Status opened = open_both();
    if (!opened) failure_ = opened.error();
    return opened;
  }

  Result<Outcome> take(const QuestionCase& one, std::size_t place) {
    Outcome outcome;
    outcome.place = place;
    if (failure_) {
      outcome.answer.error = failure_;
      outcome.judgement.why = Why::Error;
      outcome.judgement.detail = failure_->message;
      return outcome;
    }
    const auto start = Clock::now();
    outcome.answer = ask(one);
    outcome.milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    if (stop_.requested()) return fail(ErrorCode::Cancelled, "stopped");
    std::vector<Row>().swap(outcome.answer.rows);
    outcome.answer.chart.reset();
    if (one.gold.empty()) {
      outcome.judgement.right = outcome.answer.status != AnswerStatus::Answered;
      return outcome;
    }
    SAYQUEL_TRY(outcome.judgement, judge_->judge(one.gold, outcome.answer.sql, stop_));
    if (!options_.others || outcome.judgement.right) return outcome;
    for (const Alternative& other : outcome.answer.alternatives) {
      SAYQUEL_TRY(const Judgement judgement, judge_->judge(one.gold, other.sql, stop_));
      if (judgement.right) outcome.among_others = true;
      if (judgement.right) break;
    }
    return outcome;
  }

 private:
  Status open_both() {
    EngineOptions engine = options_.engine;
    engine.database = url_;
    engine.stop = stop_;
    if (!options_.given) {
      SAYQUEL_TRY(engine_, Engine::open(engine));
    }
    SAYQUEL_TRY(Judge judge, Judge::open(engine, options_.rules));
    judge_.emplace(std::move(judge));
    return {};
  }

  Answer ask(const QuestionCase& one) {
    if (options_.given) return options_.given(one);
    return engine_->ask(
        {.id = one.id, .text = one.question, .evidence = one.evidence, .before = {}, .dry_run = options_.dry_run},
        stop_);
  }

  const RunOptions& options_;
  const Stop& stop_;
  std::string url_;
  std::unique_ptr<Engine> engine_;
  std::optional<Judge> judge_;
  std::optional<Error> failure_;
};

// What the threads share.
class Hall {
 public:
  Hall(const QuestionSet& set, const RunOptions& options, std::vector<Piece> pieces, const Stop& stop)
      : set_(set), options_(options), pieces_(std::move(pieces)), stop_(stop) {}

  Run run() {
    const std::size_t jobs = std::clamp<std::size_t>(static_cast<std::size_t>(options_.jobs), 1, pieces_.size());
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 1; i < jobs; ++i) threads.emplace_back([this] { work(); });
      work();
    }
    std::sort(run_.outcomes.begin(), run_.outcomes.end(),
              [](const Outcome& a, const Outcome& b) { return a.place < b.place; });
    run_.stopped = stop_.requested();
    return std::move(run_);
  }

 private:
  void work() {
    Desk desk(options_, stop_);
    while (const Piece* piece = next()) {
      if (const Status opened = desk.open(piece->database); !opened) note(opened.error());
      for (const std::size_t place : piece->places) {
        if (stop_.requested()) return;
        auto outcome = desk.take(set_.cases[place], place);
        if (!outcome) return;
        keep(std::move(*outcome));
      }
    }
  }

  const Piece* next() {
    const std::scoped_lock lock(mutex_);
    return next_ < pieces_.size() && !stop_.requested() ? &pieces_[next_++] : nullptr;
  }

  void note(const Error& error) {
    const std::scoped_lock lock(mutex_);
    const auto same = [&](const Error& other) { return other.message == error.message; };
    if (std::none_of(run_.unopened.begin(), run_.unopened.end(), same)) run_.unopened.push_back(error);
  }

  void keep(Outcome outcome) {
    const std::scoped_lock lock(mutex_);
    count_.right += outcome.judgement.right ? 1 : 0;
    ++count_.done;
    count_.total = set_.cases.size();
    run_.outcomes.push_back(std::move(outcome));
    if (options_.progress) options_.progress(count_);
  }

  const QuestionSet& set_;
  const RunOptions& options_;
  const std::vector<Piece> pieces_;
  const Stop& stop_;
  std::mutex mutex_;  // of what follows
  std::size_t next_ = 0;
  Count count_;
  Run run_;
};

}  // namespace

Result<Run> run(const QuestionSet& set, const RunOptions& options, const Stop& stop) {
  SAYQUEL_TRY(auto pieces, cut(set, options));
  if (pieces.empty()) return Run();
  return Hall(set, options, std::move(pieces), stop).run();
}

}  // namespace sayquel::evaluation

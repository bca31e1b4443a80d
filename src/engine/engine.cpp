// The way of a question, on one screen:
//
//   Question -> Grounding -> Draft -> ApprovedQuery -> Rows -> Answer
//
// `answer_question` calls each stage in this order; choose() (cascade.h) takes the draft's candidates through guard
// and execute.
#include "sayquel/engine.h"

#include <fmt/format.h>

#include "answer/compose.h"
#include "engine/cascade.h"
#include "engine/parts.h"
#include "engine/question.h"
#include "engine/schema.h"
#include "engine/suggestions.h"

namespace sayquel::engine {
namespace {

class Sequence final : public Engine {
 public:
  Sequence(Parts parts, EngineOptions options)
      : parts_(std::move(parts)),
        options_(std::move(options)),
        joins_(*parts_.catalog),
        guard_(*parts_.catalog, policy(options_)),
        may_probe_(options_.probe == Probe::Always || (options_.probe == Probe::LocalFiles && parts_.local)) {
    if (parts_.ground) return;
    grounder_.emplace(*parts_.catalog, joins_, *parts_.values);
    parts_.ground = [this](const auto& question, const Stop& stop) { return grounder_->ground(question, stop); };
  }

  Answer ask(const Ask& ask, const Stop& caller, std::string* completed) override {
    Answer answer;
    answer.id = ask.id;
    answer.question = ask.text;
    const Stop stop = caller.within(options_.time_limit);
    std::string understood = ask.text;
    if (const Status status = answer_question(ask, stop, answer, understood); !status) fail(answer, status.error());
    if (completed) *completed = std::move(understood);
    return answer;
  }

  Answer sql(const std::string& sql, const Stop& caller) override {
    Answer answer;
    answer.sql = sql;
    if (const Status status = answer_sql(sql, caller.within(options_.time_limit), answer); !status)
      fail(answer, status.error());
    return answer;
  }

  std::string schema(OutputFormat format) override { return print_schema(*parts_.catalog, parts_.name, format); }

  std::vector<std::string> complete(const std::string& prefix, std::size_t limit) override {
    return complete_words(*parts_.catalog, prefix, limit);
  }

  std::vector<std::string> suggestions(std::size_t limit) override {
    return suggest(
        *parts_.catalog, [this](const std::string& text) { return reads(text); }, limit);
  }

  std::vector<std::string> notes() const override { return parts_.notes; }

  std::string database_name() const override { return parts_.name; }

 private:
  static guard::Policy policy(const EngineOptions& options) {
    guard::Policy policy;
    policy.allowed_functions = options.allowed_functions;
    policy.refused_tables = options.refused_tables;
    return policy;
  }

  Status answer_question(const Ask& ask, const Stop& stop, Answer& answer, std::string& completed) {
    SAYQUEL_TRY(const grounding::Question question, read_question(ask, today()));
    SAYQUEL_TRY(const grounding::Grounding grounding,
                timed(answer.timings.ground, [&] { return ground(question, stop); }));
    reached(ask, {Stage::Grounded});
    SAYQUEL_TRY(const draft::Draft draft,
                timed(answer.timings.draft, [&] { return parts_.drafter->draft(question, grounding, stop); }));
    answer.drafted_by = draft.drafted_by;
    if (!draft.question.empty()) completed = draft.question;
    if (!draft.candidates.empty())
      reached(ask, {Stage::Drafted, draft.candidates.front().sql, draft.candidates.front().reading});

    const CascadePolicy policy{options_.answer_threshold, !ask.dry_run, may_probe_};
    Choice choice = choose(draft, guard_, told(ask, executor(stop)), policy, answer.timings, stop);
    take(choice, answer);
    if (choice.rows)
      compose(completed, choice.candidate->subject, *choice.approval, std::move(*choice.rows), stop, answer);
    return {};
  }

  Status answer_sql(const std::string& sql, const Stop& stop, Answer& answer) {
    SAYQUEL_TRY(const guard::Approval approval, timed(answer.timings.guard, [&] { return guard_.approve(sql); }));
    SAYQUEL_TRY(execute::Rows rows, timed(answer.timings.execute, [&] { return executor(stop)(approval.query); }));
    answer.status = AnswerStatus::Answered;
    answer.confidence = 1;
    answer.notes = approval.notes;
    compose({}, {}, approval, std::move(rows), stop, answer);
    return {};
  }

  Result<grounding::Grounding> ground(const grounding::Question& question, const Stop& stop) {
    return parts_.ground(question, stop);
  }

  Execute executor(const Stop& stop) {
    return [this, stop](const sql::ApprovedQuery& query) -> Result<execute::Rows> {
      if (!connection_) {
        SAYQUEL_TRY(connection_, parts_.connect());
      }
      return execute::run(*connection_, query, {options_.row_limit, options_.byte_limit}, stop);
    };
  }

  static void reached(const Ask& ask, const StageReached& stage) {
    if (ask.on_stage) ask.on_stage(stage);
  }

  // The same, telling the one who asked what is about to run, and what came.
  static Execute told(const Ask& ask, Execute execute) {
    return [&ask, execute = std::move(execute)](const sql::ApprovedQuery& query) {
      reached(ask, {Stage::Approved, query.text()});
      auto rows = execute(query);
      if (rows) reached(ask, {Stage::Rows, query.text(), {}, rows->rows.size()});
      return rows;
    };
  }

  // The cascade's choice as the answer tells it.
  void take(const Choice& choice, Answer& answer) const {
    answer.status = choice.status;
    answer.sql = choice.sql;
    answer.confidence = choice.confidence;
    answer.alternatives = choice.alternatives;
    answer.notes = choice.notes;
    if (choice.candidate) answer.reading = choice.candidate->reading;
    if (choice.error) fail(answer, *choice.error);
  }

  // The sentence, the notes and the chart; `answer` has its status already.
  void compose(const std::string& question, const std::string& subject, const guard::Approval& approval,
               execute::Rows rows, const Stop& stop, Answer& answer) {
    answer::Input input;
    input.question = question;
    input.subject = subject;
    input.query = &approval.query;
    input.catalog = parts_.catalog.get();
    input.rows = &rows;
    if (may_probe_) input.probe = [this, stop](const std::string& sql) { return probe(sql, stop); };
    auto composed = timed(answer.timings.answer, [&] { return answer::compose(input); });
    answer.answer = std::move(composed.sentence);
    answer.notes.insert(answer.notes.end(), composed.notes.begin(), composed.notes.end());
    answer.chart = std::move(composed.chart);
    answer.columns = std::move(rows.columns);
    answer.row_count = rows.rows.size();
    answer.truncated = rows.truncated;
    answer.rows = std::move(rows.rows);
  }

  Result<execute::Rows> probe(const std::string& sql, const Stop& stop) {
    SAYQUEL_TRY(const guard::Approval approval, guard_.approve(sql));
    return executor(stop)(approval.query);
  }

  void fail(Answer& answer, Error error) const {
    answer.status = error.code == ErrorCode::Declined ? AnswerStatus::Declined : AnswerStatus::Failed;
    if (error.hint.empty() && error.code == ErrorCode::Declined)
      error.hint = declined_hint(*parts_.catalog, !answer.sql.empty());
    answer.error = std::move(error);
  }

  // Would this question be answered?
  bool reads(const std::string& text) {
    const Stop stop = Stop::after(std::chrono::seconds(1));
    const auto question = read_question({.text = text}, today());
    if (!question) return false;
    const auto grounding = ground(*question, stop);
    if (!grounding) return false;
    const auto draft = parts_.drafter->draft(*question, *grounding, stop);
    Timings timings;
    return draft && choose(*draft, guard_, {}, {options_.answer_threshold, false, false}, timings, stop).status ==
                        AnswerStatus::Answered;
  }

  Date today() const { return options_.today ? *options_.today : local_today(); }

  Parts parts_;
  EngineOptions options_;
  catalog::JoinGraph joins_;
  std::optional<grounding::Grounder> grounder_;
  guard::Guard guard_;
  bool may_probe_;
  std::unique_ptr<database::Connection> connection_;  // opened when the first query runs
};

}  // namespace

std::unique_ptr<Engine> make_engine(Parts parts, EngineOptions options) {
  return std::make_unique<Sequence>(std::move(parts), std::move(options));
}

}  // namespace sayquel::engine

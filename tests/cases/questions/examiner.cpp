#include "cases/questions/examiner.h"

#include <fmt/format.h>

#include <chrono>

namespace sayquel::questions {
namespace {

using tickit::Format;

// What may come back for a turn: a table for each query that is right.
using Expected = std::vector<Table>;

Result<Expected> expect(const Turn& turn, const Reference& reference) {
  Expected tables;
  for (const Accepted& accepted : turn.accepted) {
    auto table = reference.run(reference.text(accepted));
    if (!table) {
      return fail(ErrorCode::Database, fmt::format("line {}: {}", turn.line, table.error().message));
    }
    tables.push_back(std::move(*table));
  }
  return tables;
}

Table shown(const Answer& answer) {
  Table table;
  for (const ResultColumn& column : answer.columns) table.columns.push_back(column.name);
  table.rows = answer.rows;
  return table;
}

// Nothing where one of the tables fits; else why the first one does not.
std::optional<std::string> differs(const Turn& turn, const Expected& expected, const Answer& answer) {
  std::optional<std::string> first;
  for (const Table& table : expected) {
    const auto why = difference(table, shown(answer), {.ordered_by = turn.ordered_by, .fraction = turn.fraction});
    if (!why) return {};
    if (!first) first = why;
  }
  return first;
}

void judge(const Turn& turn, const Expected& expected, const Answer& answer, Outcome& outcome) {
  if (turn.accepted.empty()) {
    outcome.verdict = answer.status == AnswerStatus::Answered ? Verdict::Wrong : Verdict::Right;
    if (outcome.verdict == Verdict::Wrong) outcome.why = "answered, though the database cannot tell";
  } else if (answer.status == AnswerStatus::Answered || answer.status == AnswerStatus::Ambiguous) {
    const bool asked = answer.status == AnswerStatus::Ambiguous;
    const auto why = differs(turn, expected, answer);
    outcome.why = why.value_or(asked ? "asked back" : "");
    outcome.verdict =
        why ? (asked ? Verdict::WrongButAsked : Verdict::Wrong) : (asked ? Verdict::RightButAsked : Verdict::Right);
  } else {
    outcome.verdict = answer.status == AnswerStatus::Declined ? Verdict::NotAnswered : Verdict::Failed;
    outcome.why =
        answer.error ? fmt::format("{}: {}", code_name(answer.error->code), answer.error->message) : "no answer";
  }
  outcome.counts = outcome.verdict == Verdict::Right || (outcome.verdict == Verdict::RightButAsked && turn.may_ask);
}

class Examination {
 public:
  Examination(const QuestionFile& file, Engine& engine) : file_(file), engine_(engine) {}

  // `expected` of each turn.
  void take(const Case& one, const std::vector<Expected>& expected) {
    std::vector<PastTurn> before;
    for (std::size_t i = 0; i < one.turns.size(); ++i) {
      const Turn& turn = one.turns[i];
      for (std::size_t wording = 0; wording < turn.wordings.size(); ++wording) {
        const Answer answer = ask(one, turn, turn.wordings[wording], before, expected[i]);
        outcomes_.back().first_of_case = i == 0 && wording == 0;
        if (wording + 1 == turn.wordings.size()) before.push_back({completed_, answer.sql});
      }
    }
  }
  std::vector<Outcome> outcomes() { return std::move(outcomes_); }

 private:
  Answer ask(const Case& one, const Turn& turn, const std::string& wording, const std::vector<PastTurn>& before,
             const Expected& expected) {
    completed_ = wording;
    const auto begin = std::chrono::steady_clock::now();
    Answer answer = engine_.ask({.id = {}, .text = wording, .evidence = {}, .before = before}, {}, &completed_);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    Outcome outcome;
    outcome.question = fmt::format("{}.txt:{} {}", file_.name, turn.line, one.name);
    outcome.wording = wording;
    outcome.expected = turn.accepted.empty() ? "" : turn.accepted[0].sql;
    outcome.drafted = answer.sql;
    outcome.reading = answer.reading;
    outcome.said = answer.answer;
    outcome.confidence = answer.confidence;
    outcome.milliseconds = took.count();
    judge(turn, expected, answer, outcome);
    outcomes_.push_back(std::move(outcome));
    return answer;
  }

  const QuestionFile& file_;
  Engine& engine_;
  std::string completed_;
  std::vector<Outcome> outcomes_;
};

}  // namespace

std::string_view verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::Right:
      return "right";
    case Verdict::RightButAsked:
      return "right, but asked back";
    case Verdict::Wrong:
      return "wrong";
    case Verdict::WrongButAsked:
      return "wrong, but asked back";
    case Verdict::NotAnswered:
      return "not answered";
    case Verdict::Failed:
      return "failed";
  }
  return "failed";
}

Result<std::vector<Outcome>> examine(const QuestionFile& file, const std::filesystem::path& database, Format format,
                                     const std::filesystem::path& cache_folder) {
  // All the hand-written queries first: then the file is closed again, as the engine expects to find it.
  std::vector<std::vector<Expected>> expected;
  {
    SAYQUEL_TRY(const Reference reference, Reference::open(database, format));
    for (const Case& one : file.cases) {
      std::vector<Expected>& turns = expected.emplace_back();
      for (const Turn& turn : one.turns) {
        SAYQUEL_TRY(Expected tables, expect(turn, reference));
        turns.push_back(std::move(tables));
      }
    }
  }
  SAYQUEL_TRY(
      const std::unique_ptr<Engine> engine,
      Engine::open({.database = database.string(), .cache_folder = cache_folder.string(), .today = file.today}));
  Examination examination(file, *engine);
  for (std::size_t i = 0; i < file.cases.size(); ++i) examination.take(file.cases[i], expected[i]);
  return examination.outcomes();
}

Score score(const std::vector<Outcome>& outcomes) {
  Score score;
  for (const Outcome& outcome : outcomes) {
    ++score.of;
    score.right += outcome.counts;
    ++score.verdicts[outcome.verdict];
    if (outcome.first_of_case) {
      ++score.first_of;
      score.first_right += outcome.counts;
    }
  }
  return score;
}

std::string summary(const Score& score) {
  std::string text = fmt::format("{} of {} wordings right ({} of {} first ones)", score.right, score.of,
                                 score.first_right, score.first_of);
  for (const auto& [verdict, count] : score.verdicts) text += fmt::format("; {} {}", count, verdict_name(verdict));
  return text;
}

std::string explanation(const Outcome& outcome) {
  std::string text =
      fmt::format("{}: {} (confidence {:.2f}, {:.1f} ms)\n  asked: {}\n", outcome.question,
                  verdict_name(outcome.verdict), outcome.confidence, outcome.milliseconds, outcome.wording);
  for (const auto& [label, value] :
       {std::pair("why", &outcome.why), std::pair("right", &outcome.expected), std::pair("drafted", &outcome.drafted),
        std::pair("reading", &outcome.reading), std::pair("said", &outcome.said)}) {
    if (!value->empty()) text += fmt::format("  {}: {}\n", label, *value);
  }
  return text;
}

}  // namespace sayquel::questions

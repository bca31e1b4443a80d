#include "evaluation/report.h"

#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>

namespace sayquel::evaluation {
namespace {

using Json = nlohmann::ordered_json;

std::string percent(const Tally& tally) {
  return tally.count ? fmt::format("{:6.2f}%", 100 * tally.share()) : "      -";
}

std::string row(const std::string& name, const Tally& tally) {
  return fmt::format("  {}  {:>5}/{:<5}  {}\n", percent(tally), tally.right, tally.count, name);
}

const char* status_name(AnswerStatus status) {
  static constexpr const char* kNames[] = {"answered", "ambiguous", "declined", "failed"};
  return kNames[static_cast<int>(status)];
}

std::string heading(const Figures& figures) {
  std::string text;
  if (figures.all.count)
    text += fmt::format("execution accuracy {:.2f}%  ({}/{}); answered {}, of those right {:.2f}%\n",
                        100 * figures.all.share(), figures.all.right, figures.all.count,
                        figures.answerable_answered.count, 100 * figures.answerable_answered.share());
  if (figures.unanswerable.count) {
    const std::size_t answered = figures.unanswerable.count - figures.unanswerable.right;
    text += fmt::format("cannot be answered: {} questions, of which {} came back answered ({:.2f}%)\n",
                        figures.unanswerable.count, answered, 100 * (1 - figures.unanswerable.share()));
  }
  text += fmt::format("status: {} answered, {} ambiguous, {} declined, {} failed\n", figures.answered,
                      figures.ambiguous, figures.declined, figures.failed);
  if (figures.among_others)
    text += fmt::format(
        "among the other readings: {} more ({:.2f}% with them)\n", figures.among_others,
        100 * static_cast<double>(figures.all.right + figures.among_others) / static_cast<double>(figures.all.count));
  if (figures.gold_refused)
    text += fmt::format("note: the guard refuses a right query of {} questions\n", figures.gold_refused);
  return text;
}

std::string reasons(const Figures& figures) {
  if (figures.why.empty()) return {};
  std::string text = "\nwrong, because\n";
  static constexpr std::pair<const char*, const char*> kReasons[] = {
      {"no_draft", "nothing was drafted"},     {"other_rows", "other rows come back"},
      {"error", "the database cannot run it"}, {"too_slow", "it takes too long"},
      {"refused", "the guard refuses it"},     {"gold_failed", "no right query runs"}};
  for (const auto& [name, words] : kReasons)
    if (const auto found = figures.why.find(name); found != figures.why.end())
      text += fmt::format("  {:>6}  {}\n", found->second, words);
  return text;
}

std::string confidence(const Figures& figures) {
  std::string text = "\nright         answers  the surest, of all questions\n";
  for (const Coverage& one : figures.surest)
    text += row(fmt::format("{:3.0f}%  confidence from {:.3f}", 100 * one.share, one.confidence), one.tally);
  text += "\nright         answers  at a confidence of\n";
  for (const Threshold& one : figures.thresholds)
    if (one.tally.count)
      text +=
          row(fmt::format("{:.2f} or more: {:.1f}% of the questions", one.confidence, 100 * one.coverage), one.tally);
  text += "\nright          drafts  that say\n";
  for (const Bin& bin : figures.bins)
    if (bin.tally.count)
      text += row(fmt::format("{:.1f} to {:.1f}, {:.3f} on average", bin.from, bin.to, bin.mean_confidence), bin.tally);
  return text + fmt::format("expected calibration error {:.4f}\n", figures.calibration_error);
}

std::string times(const Figures& figures) {
  std::string text = "\ntime a question           p50       p99      most\n";
  for (const auto& [name, one] :
       {std::pair{"drafting (nothing runs)", figures.drafting}, std::pair{"to the answer", figures.whole}})
    text += fmt::format("  {:<23} {:6.1f} {:9.1f} {:9.1f} ms\n", name, one.p50, one.p99, one.most);
  return text;
}

Json json(const Tally& tally) { return {{"right", tally.right}, {"count", tally.count}, {"share", tally.share()}}; }

Json json(const std::map<std::string, Tally>& tallies) {
  Json object = Json::object();
  for (const auto& [name, tally] : tallies) object[name] = json(tally);
  return object;
}

Json json(const Percentiles& one) { return {{"p50", one.p50}, {"p99", one.p99}, {"most", one.most}}; }

Json with(Json tally, Json more) {
  tally.update(more);
  return tally;
}

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

std::string as_text(const Figures& figures, bool by_database) {
  std::string text = heading(figures) + reasons(figures);
  if (figures.all.count) text += confidence(figures);
  text += times(figures);
  if (!figures.by_difficulty.empty()) text += "\nby difficulty\n";
  for (const auto& [name, tally] : figures.by_difficulty) text += row(name, tally);
  if (by_database) text += "\nby database\n";
  if (by_database)
    for (const auto& [name, tally] : figures.by_database) text += row(name, tally);
  return text;
}

std::string as_json(const Figures& figures) {
  Json object = {
      {"execution_accuracy", json(figures.all)},
      {"answered", json(figures.answerable_answered)},
      {"unanswerable",
       {{"count", figures.unanswerable.count}, {"answered", figures.unanswerable.count - figures.unanswerable.right}}},
      {"status",
       {{"answered", figures.answered},
        {"ambiguous", figures.ambiguous},
        {"declined", figures.declined},
        {"failed", figures.failed}}},
      {"among_other_readings", figures.among_others},
      {"gold_refused", figures.gold_refused},
      {"wrong", figures.why},
      {"calibration_error", figures.calibration_error}};
  for (const Coverage& one : figures.surest)
    object["surest"].push_back(
        with({{"share_of_questions", one.share}, {"confidence", one.confidence}}, json(one.tally)));
  for (const Threshold& one : figures.thresholds)
    object["thresholds"].push_back(with({{"confidence", one.confidence}, {"coverage", one.coverage}}, json(one.tally)));
  for (const Bin& bin : figures.bins)
    object["bins"].push_back(
        with({{"from", bin.from}, {"to", bin.to}, {"mean_confidence", bin.mean_confidence}}, json(bin.tally)));
  object["by_difficulty"] = json(figures.by_difficulty);
  object["by_database"] = json(figures.by_database);
  object["timings_ms"] = {{"drafting", json(figures.drafting)}, {"whole", json(figures.whole)}};
  return dumped(object) + "\n";
}

std::string as_json_line(const QuestionCase& asked, const Outcome& outcome) {
  const Answer& answer = outcome.answer;
  Json gold = Json::array();
  for (const Gold& one : asked.gold) gold.push_back(one.sql);
  Json object = {{"id", Json::parse(asked.id, nullptr, false)},
                 {"database", asked.database},
                 {"question", asked.question},
                 {"gold", std::move(gold)},
                 {"status", status_name(answer.status)},
                 {"sql", answer.sql.empty() ? Json() : Json(answer.sql)},
                 {"confidence", answer.confidence},
                 {"reading", answer.reading},
                 {"right", outcome.judgement.right},
                 {"why", name_of(outcome.judgement.why)},
                 {"detail", outcome.judgement.detail}};
  if (!asked.evidence.empty()) object["evidence"] = asked.evidence;
  if (outcome.among_others) object["among_other_readings"] = true;
  if (outcome.judgement.refused) object["gold_refused"] = outcome.judgement.refusal;
  for (const Alternative& other : answer.alternatives)
    object["alternatives"].push_back({{"sql", other.sql}, {"confidence", other.confidence}});
  if (answer.error) object["error"] = {{"code", code_name(answer.error->code)}, {"message", answer.error->message}};
  object["milliseconds"] = outcome.milliseconds;
  return dumped(object);
}

}  // namespace sayquel::evaluation

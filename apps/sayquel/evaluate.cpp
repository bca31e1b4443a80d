// sayquel evaluate: how many questions of a set come right, and how far the confidence can be trusted.
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <thread>

#include "common.h"
#include "evaluation/figures.h"
#include "evaluation/foreign.h"
#include "evaluation/given.h"
#include "evaluation/report.h"
#include "evaluation/run.h"
#include "terminal.h"

namespace sayquel::app {
namespace {

Status check(const EvaluateFlags& flags) {
  if (flags.output != OutputFormat::Text && flags.output != OutputFormat::Json)
    return fail(ErrorCode::Usage, "Figures are given as text or json.", "Say --output text or --output json.");
  if (flags.foreign && !flags.database.database.empty())
    return fail(ErrorCode::Usage, "Foreign questions need more than one database.",
                "Leave --database out, and say --database-root.");
  if (flags.foreign && !flags.answers.empty())
    return fail(ErrorCode::Usage, "--foreign asks, and --answers asks nothing.", "Leave one of them out.");
  return {};
}

Result<evaluation::QuestionSet> read_set(const EvaluateFlags& flags) {
  SAYQUEL_TRY(evaluation::QuestionSet set, evaluation::read_question_set(flags.questions_file, flags.wording));
  if (flags.first && flags.first < set.cases.size()) set.cases.resize(flags.first);
  if (set.follow_ups) remark(fmt::format("{} follow-ups of conversations were left out.", set.follow_ups));
  if (!flags.wording.empty() && set.without_wording)
    remark(fmt::format("{} questions have no \"{}\" and are asked as they are.", set.without_wording, flags.wording));
  if (flags.foreign) return evaluation::foreign(std::move(set));
  return set;
}

// "[=======>            ]  1,034 of 6,901, 61.3% right"
std::string bar(const evaluation::Count& count) {
  constexpr std::size_t kWidth = 24;
  const std::size_t filled = kWidth * count.done / std::max<std::size_t>(1, count.total);
  std::string text(filled, '=');
  if (filled < kWidth) text += '>';
  text.resize(kWidth, ' ');
  return fmt::format(
      "[{}] {} of {}, {:.1f}% right", text, count.done, count.total,
      100.0 * static_cast<double>(count.right) / static_cast<double>(std::max<std::size_t>(1, count.done)));
}

Status write_lines(const std::string& path, const evaluation::QuestionSet& set, const evaluation::Run& run, bool all) {
  if (path.empty()) return {};
  std::ofstream file(path, std::ios::binary);
  for (const evaluation::Outcome& outcome : run.outcomes)
    if (all || !outcome.judgement.right) file << as_json_line(set.cases[outcome.place], outcome) << '\n';
  file.close();
  if (file) return {};
  return fail(ErrorCode::Internal, fmt::format("{} could not be written: {}.", path, std::strerror(errno)),
              "Check the path, its permissions and the space left.");
}

Result<evaluation::RunOptions> run_options(const EvaluateFlags& flags, const evaluation::QuestionSet& set) {
  evaluation::RunOptions options;
  SAYQUEL_TRY(options.engine, engine_options(flags.database, false));
  if (!options.engine.today) options.engine.today = set.today;
  options.rules.scoring = flags.compare == "sets" ? evaluation::Scoring::Sets : evaluation::Scoring::Rows;
  options.rules.keep_distinct = flags.keep_distinct;
  options.jobs = flags.jobs ? flags.jobs : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  options.dry_run = flags.dry_run;
  options.others = flags.others;
  // The command line's --database is for all questions; that of the environment or the settings for those that name
  // none.
  options.locate = [named = options.engine.database, all = !flags.database.database.empty(),
                    root = flags.database_root](const std::string& name) -> Result<std::string> {
    if (!all && !name.empty()) return locate_database(name, root);
    if (!named.empty()) return named;
    return fail(ErrorCode::Usage, "The question set names no database.", "Use --database FILE.");
  };
  if (!flags.answers.empty()) {
    SAYQUEL_TRY(options.given, evaluation::read_answers(flags.answers));
  }
  return options;
}

Result<evaluation::Run> run_set(const evaluation::QuestionSet& set, evaluation::RunOptions options,
                                const Interrupt& interrupt) {
  ProgressLine line;
  options.progress = [&line](const evaluation::Count& count) { line.show({bar(count), 0, 0}); };
  return evaluation::run(set, options, interrupt.stop());
}

Status evaluate(const EvaluateFlags& flags) {
  SAYQUEL_CHECK(check(flags));
  SAYQUEL_TRY(const evaluation::QuestionSet set, read_set(flags));
  SAYQUEL_TRY(evaluation::RunOptions options, run_options(flags, set));
  Interrupt interrupt;
  SAYQUEL_TRY(const evaluation::Run run, run_set(set, std::move(options), interrupt));
  for (const Error& error : run.unopened) report(error);
  const evaluation::Figures figures = evaluation::figures(set, run);
  SAYQUEL_CHECK(write_lines(flags.wrong, set, run, false));
  SAYQUEL_CHECK(write_lines(flags.outcomes, set, run, true));
  SAYQUEL_CHECK(write_out(flags.output == OutputFormat::Json ? as_json(figures) : as_text(figures, flags.by_database)));
  if (!run.stopped) return {};
  return fail(ErrorCode::Cancelled,
              fmt::format("Stopped after {} of {} questions.", run.outcomes.size(), set.cases.size()),
              "The figures are of those that were asked.");
}

}  // namespace

int run_evaluate(const EvaluateFlags& flags) {
  const Status done = evaluate(flags);
  return done ? kAnswered : end_with(done.error());
}

}  // namespace sayquel::app

// sayquel ask "...": one question, one answer.
#include "common.h"

namespace sayquel::app {
namespace {

Result<Answer> answer_question(const AskFlags& flags) {
  SAYQUEL_CHECK(check_model(flags.model));
  SAYQUEL_TRY(EngineOptions options, engine_options(flags.database));
  Interrupt interrupt;
  SAYQUEL_TRY(const auto engine, open_engine(std::move(options), interrupt));
  return engine->ask({.text = flags.question, .dry_run = flags.dry_run}, interrupt.stop());
}

}  // namespace

int run_ask(const AskFlags& flags) {
  if (!flags.asked)
    return end_with({ErrorCode::Usage, "There is no question.",
                     "Ask in words: sayquel ask --database FILE \"how many ... are there?\" "
                     "(a file of questions: --questions FILE; a conversation: sayquel chat)."});
  auto answer = answer_question(flags);
  if (!answer) answer = failed_answer({}, flags.question, answer.error());
  return give(std::move(*answer), flags.output, flags.show_sql);
}

}  // namespace sayquel::app

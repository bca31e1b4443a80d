// sayquel sql "SELECT ...": a query that the user wrote, guarded like any draft.
#include "common.h"

namespace sayquel::app {
namespace {

Result<Answer> answer_sql(const SqlFlags& flags) {
  SAYQUEL_TRY(EngineOptions options, engine_options(flags.database));
  Interrupt interrupt;
  SAYQUEL_TRY(const auto engine, open_engine(std::move(options), interrupt));
  return engine->sql(flags.query, interrupt.stop());
}

}  // namespace

int run_sql(const SqlFlags& flags) {
  if (flags.query.empty())
    return end_with(
        {ErrorCode::Usage, "There is no query.", "Write it in quotes: sayquel sql --database FILE \"SELECT ...\""});
  auto answer = answer_sql(flags);
  if (!answer) answer = failed_answer({}, {}, answer.error());
  return give(std::move(*answer), flags.output, false);
}

}  // namespace sayquel::app

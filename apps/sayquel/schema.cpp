// sayquel schema: tables, columns and keys as they are read.
#include "common.h"
#include "terminal.h"

namespace sayquel::app {
namespace {

Status show_schema(const SchemaFlags& flags) {
  SAYQUEL_TRY(EngineOptions options, engine_options(flags.database));
  const Interrupt interrupt;
  SAYQUEL_TRY(const auto engine, open_engine(std::move(options), interrupt));
  return write_out(engine->schema(flags.output));
}

}  // namespace

int run_schema(const SchemaFlags& flags) {
  const Status shown = show_schema(flags);
  return shown ? kAnswered : end_with(shown.error());
}

}  // namespace sayquel::app

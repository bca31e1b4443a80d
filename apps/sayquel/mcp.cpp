// sayquel mcp: the engine as a tool for assistants, over standard input and output.
#include "service/mcp/mcp.h"

#include <unistd.h>

#include "common.h"
#include "terminal.h"

namespace sayquel::app {
namespace {

Status serve(const McpFlags& flags) {
  SAYQUEL_TRY(EngineOptions options, engine_options(flags.database));
  Interrupt interrupt;
  SAYQUEL_TRY(const auto engine, open_engine(std::move(options), interrupt));
  return service::serve_mcp(*engine, STDIN_FILENO, STDOUT_FILENO, SAYQUEL_VERSION, interrupt.stop());
}

}  // namespace

int run_mcp(const McpFlags& flags) {
  const Status served = serve(flags);
  return served ? kAnswered : end_with(served.error());
}

}  // namespace sayquel::app

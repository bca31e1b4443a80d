// sayquel: asks a database in English. The work is done behind include/sayquel; here are the flags and the terminal.
#include "command_line.h"

namespace {

template <typename... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};
template <typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

}  // namespace

int main(int count, char** arguments) {
  using namespace sayquel::app;
  return std::visit(
      Overloaded{[](int status) { return status; },
                 [](const AskFlags& flags) { return flags.questions_file.empty() ? run_ask(flags) : run_batch(flags); },
                 [](const ChatFlags& flags) { return run_chat(flags); },
                 [](const SqlFlags& flags) { return run_sql(flags); },
                 [](const SchemaFlags& flags) { return run_schema(flags); },
                 [](const EvaluateFlags& flags) { return run_evaluate(flags); },
                 [](const DemoFlags& flags) { return run_demo(flags); },
                 [](const ServeFlags& flags) { return run_serve(flags); },
                 [](const McpFlags& flags) { return run_mcp(flags); },
                 [](const TokenFlags& flags) { return run_token(flags); },
                 [](const AuditFlags& flags) { return run_audit(flags); }},
      read_command_line(count, arguments));
}

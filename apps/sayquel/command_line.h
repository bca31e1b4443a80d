// Reads the command line: the only file that knows the parser of flags.
#pragma once

#include <variant>

#include "commands.h"

namespace sayquel::app {

// What was asked for, or the exit status where that is done already (help, version, wrong usage: said to the user).
using Command = std::variant<int, AskFlags, ChatFlags, SqlFlags, SchemaFlags, EvaluateFlags, DemoFlags, ServeFlags,
                             McpFlags, TokenFlags, AuditFlags>;

Command read_command_line(int count, const char* const* arguments);

}  // namespace sayquel::app

// Text to tree. Reads one query (a trailing semicolon is allowed); everything else is a Syntax error that names line,
// column, what was found and what was expected.
#pragma once

#include <string_view>

#include "sayquel/result.h"
#include "sql/ast.h"
#include "sql/dialect.h"

namespace sayquel::sql {

struct ParseLimits {
  std::size_t bytes = 1 << 20;  // of text; more is TooLarge
  int depth = 200;              // of nesting; more is TooLarge, never a stack overflow
};

Result<QueryPtr> parse(std::string_view text, Dialect dialect, const ParseLimits& limits = {});

}  // namespace sayquel::sql

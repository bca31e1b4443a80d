// Whatever bytes come: the parser returns, in every dialect; and what it reads comes back, printed, as the same tree.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "sql/parser.h"
#include "sql/printer.h"

using namespace sayquel::sql;

namespace {

void check(std::string_view text, Dialect dialect) {
  const auto tree = parse(text, dialect);
  if (!tree) return;
  for (const Layout layout : {Layout::OneLine, Layout::Indented}) {
    const std::string printed = print(**tree, dialect, layout);
    const auto again = parse(printed, dialect, {.bytes = printed.size(), .depth = 1000});
    if (again && equal(**tree, **again)) continue;
    std::fprintf(stderr, "%s\n  text:    %.*s\n  printed: %s\n  %s: %s\n", std::string(dialect_name(dialect)).c_str(),
                 static_cast<int>(text.size()), text.data(), printed.c_str(), again ? "reads as" : "error",
                 again ? print(**again, dialect).c_str() : again.error().message.c_str());
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const Dialect dialect :
       {Dialect::SQLite, Dialect::DuckDB, Dialect::PostgreSQL, Dialect::Redshift, Dialect::MySQL})
    check(text, dialect);
  return 0;
}

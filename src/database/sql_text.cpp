#include "database/sql_text.h"

namespace sayquel::database {
namespace {

std::string quote(std::string_view text, char mark) {
  std::string quoted(1, mark);
  quoted.reserve(text.size() + 2);
  for (const char letter : text) {
    if (letter == mark) quoted += mark;
    quoted += letter;
  }
  return quoted += mark;
}

}  // namespace

std::string quote_name(std::string_view name) { return quote(name, '"'); }

std::string quote_table(std::string_view schema, std::string_view table) {
  return schema.empty() ? quote_name(table) : quote_name(schema) + "." + quote_name(table);
}

std::string quote_text(std::string_view text) { return quote(text, '\''); }

}  // namespace sayquel::database

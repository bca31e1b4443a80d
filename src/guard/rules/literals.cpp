// Refuses literals that two readers could read differently: numbers that are no plain numbers, blobs that are no hex,
// and in Redshift, whose older settings differ in whether a backslash escapes, strings where that would move their end.
#include <fmt/format.h>

#include <algorithm>

#include "guard/rules/rules.h"

namespace sayquel::guard {
namespace {

bool all_in(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

bool is_number(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X"))
    return text.size() > 2 && all_in(text.substr(2), "0123456789abcdefABCDEF_");
  return !text.empty() && text.size() <= 1000 && all_in(text, "0123456789.eE+-_") &&
         text.find_first_of("0123456789") != std::string_view::npos;
}

bool well_formed(const sql::Literal& literal) {
  using sql::LiteralKind;
  switch (literal.kind) {
    case LiteralKind::Null:
      return true;
    case LiteralKind::Boolean:
      return literal.text == "true" || literal.text == "false" || literal.text == "TRUE" || literal.text == "FALSE";
    case LiteralKind::Number:
      return is_number(literal.text);
    case LiteralKind::Blob:
      return all_in(literal.text, "0123456789abcdefABCDEF");
    case LiteralKind::Bits:
      return all_in(literal.text, "01");
    case LiteralKind::String:
      return true;
    case LiteralKind::Date:
    case LiteralKind::Time:
    case LiteralKind::Timestamp:
      return literal.text.size() <= 64 && literal.text.find_first_of("'\"\\;`") == std::string::npos;
  }
  return false;
}

// Whether a backslash escapes depends on the session's standard_conforming_strings, or the service's version.
bool settings_decide(sql::Dialect dialect) {
  return dialect == sql::Dialect::Redshift || dialect == sql::Dialect::PostgreSQL;
}

// A backslash before a quotation mark or at the end.
bool ends_ambiguously(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && (i + 1 == text.size() || text[i + 1] == '\'')) return true;
  }
  return false;
}

}  // namespace

Status check_literals(const Context& context) {
  for (const auto* expression : context.parts.expressions) {
    const auto* literal = expression->as<sql::Literal>();
    if (literal == nullptr) continue;
    if (literal->text.find('\0') != std::string::npos || !well_formed(*literal)) {
      return refuse(fmt::format("The literal `{}` is not well formed", shown(literal->text)), expression->position,
                    "Write a plain number, text, date or time.");
    }
    if (settings_decide(context.dialect()) && ends_ambiguously(literal->text)) {
      return refuse("A backslash stands at the end of a text or before a quotation mark in it", expression->position,
                    "Write CHR(92) for the backslash.");
    }
  }
  return {};
}

}  // namespace sayquel::guard

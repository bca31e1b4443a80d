#include "guard/rules/rules.h"

#include <fmt/format.h>

#include "base/text.h"
#include "sql/rewrite.h"

namespace sayquel::guard {
namespace {

constexpr std::size_t kLongestNameShown = 60;  // bytes

constexpr Rule kRules[] = {
    {"node kinds", check_node_kinds}, {"functions", check_functions}, {"table functions", check_table_functions},
    {"sizes", check_sizes},           {"types", check_types},         {"collations", check_collations},
    {"date words", check_date_words}, {"literals", check_literals},   {"table names", check_table_names},
};

}  // namespace

std::span<const Rule> rules() { return kRules; }

Parts take_apart(const sql::Query& query) {
  Parts parts;
  sql::walk(query, {.expression =
                        [&](const sql::Expression& expression) {
                          parts.expressions.push_back(&expression);
                          return true;
                        },
                    .query =
                        [&](const sql::Query& inner) {
                          parts.queries.push_back(&inner);
                          return true;
                        },
                    .from =
                        [&](const sql::FromItem& item) {
                          parts.from_items.push_back(&item);
                          return true;
                        }});
  return parts;
}

tl::unexpected<Error> refuse(std::string message, sql::Position position, std::string hint) {
  if (position.line != 0) message += fmt::format(" (line {}, column {})", position.line, position.column);
  return fail(ErrorCode::Refused, message + ".", std::move(hint));
}

std::string shown(std::string_view name) {
  std::string text = base::printable(name.substr(0, kLongestNameShown));
  return name.size() > kLongestNameShown ? text + "..." : text;
}

}  // namespace sayquel::guard

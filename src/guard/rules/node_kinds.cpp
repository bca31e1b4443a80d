// Refuses what no question needs: parameters, whose values nobody gives. Every kind of node is named here with what
// the guard thinks of it, so that a new kind does not compile until somebody has thought about it.
#include <fmt/format.h>

#include "guard/rules/rules.h"

namespace sayquel::guard {
namespace {

struct Judge {
  sql::Position position;

  Status operator()(const sql::Parameter& parameter) const {
    return refuse(fmt::format("The parameter `{}` has no value", shown(parameter.text)), position,
                  "Write the value itself.");
  }
  // Harmless in themselves, or judged by a rule of their own.
  Status operator()(const sql::Literal&) const { return {}; }          // literals.cpp
  Status operator()(const sql::ColumnReference&) const { return {}; }  // the binding
  Status operator()(const sql::Star&) const { return {}; }
  Status operator()(const sql::Unary&) const { return {}; }
  Status operator()(const sql::Binary&) const { return {}; }
  Status operator()(const sql::FunctionCall&) const { return {}; }  // functions.cpp, sizes.cpp
  Status operator()(const sql::Case&) const { return {}; }
  Status operator()(const sql::Cast&) const { return {}; }  // types.cpp
  Status operator()(const sql::InList&) const { return {}; }
  Status operator()(const sql::InQuery&) const { return {}; }
  Status operator()(const sql::Between&) const { return {}; }
  Status operator()(const sql::Like&) const { return {}; }
  Status operator()(const sql::Is&) const { return {}; }
  Status operator()(const sql::Exists&) const { return {}; }
  Status operator()(const sql::ScalarSubquery&) const { return {}; }
  Status operator()(const sql::Quantified&) const { return {}; }
  Status operator()(const sql::RowExpression&) const { return {}; }
  Status operator()(const sql::ArrayExpression&) const { return {}; }
  Status operator()(const sql::Subscript&) const { return {}; }
  Status operator()(const sql::IntervalLiteral&) const { return {}; }  // date_words.cpp
  Status operator()(const sql::Extract&) const { return {}; }          // date_words.cpp
  Status operator()(const sql::Collate&) const { return {}; }          // collations.cpp
  Status operator()(const sql::AtTimeZone&) const { return {}; }

  Status operator()(const sql::TableReference&) const { return {}; }  // table_names.cpp and the binding
  Status operator()(const sql::DerivedTable&) const { return {}; }
  Status operator()(const sql::TableFunction&) const { return {}; }  // table_functions.cpp
  Status operator()(const sql::Join&) const { return {}; }

  Status operator()(const sql::Select&) const { return {}; }
  Status operator()(const sql::SetOperation&) const { return {}; }
  Status operator()(const sql::Values&) const { return {}; }
};

}  // namespace

Status check_node_kinds(const Context& context) {
  for (const auto* expression : context.parts.expressions) {
    SAYQUEL_CHECK(std::visit(Judge{expression->position}, expression->node));
  }
  for (const auto* item : context.parts.from_items) SAYQUEL_CHECK(std::visit(Judge{item->position}, item->node));
  for (const auto* query : context.parts.queries) SAYQUEL_CHECK(std::visit(Judge{query->position}, query->body));
  return {};
}

}  // namespace sayquel::guard

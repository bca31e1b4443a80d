#include "guard/guard.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "analysis/multiplication.h"
#include "analysis/names.h"
#include "base/text.h"
#include "guard/rules/rules.h"
#include "sql/parser.h"
#include "sql/printer.h"
#include "sql/rewrite.h"

namespace sayquel::guard {
namespace {

// The character at a place in the text; 0: there is none.
char character_at(std::string_view text, sql::Position position) {
  std::size_t offset = 0;
  for (std::uint32_t line = 1; line < position.line; ++line) {
    offset = text.find('\n', offset);
    if (offset == std::string_view::npos) return 0;
    ++offset;
  }
  offset += position.column == 0 ? 0 : position.column - 1;
  return offset < text.size() ? text[offset] : '\0';
}

// SQLite reads "x" as a text where no column x is in sight, but not [x] and `x`: those are names.
Status check_strings(std::string_view text, const analysis::Binding& binding) {
  for (const auto* string : binding.strings) {
    if (character_at(text, string->position) == '"') continue;
    const auto& name = string->as<sql::ColumnReference>()->name.name;
    return fail(ErrorCode::NotFound,
                fmt::format("There is no column `{}`{}.", shown(name), analysis::place(string->position)),
                "Write a text in single quotes.");
  }
  return {};
}

// The tree with SQLite's strings in double quotes as the strings that they are.
sql::QueryPtr with_strings(const sql::QueryPtr& tree, const analysis::Binding& binding) {
  if (binding.strings.empty()) return tree;
  const std::unordered_set<const sql::Expression*> strings(binding.strings.begin(), binding.strings.end());
  return sql::rewrite(
      tree, {.expression = [&](const sql::ExpressionPtr& node) -> sql::ExpressionPtr {
        if (strings.count(node.get()) == 0) return node;
        sql::Literal literal{sql::LiteralKind::String, node->as<sql::ColumnReference>()->name.name};
        return std::make_shared<const sql::Expression>(sql::Expression{std::move(literal), node->position});
      }});
}

// A text in double quotes that is nearly a column's name was perhaps meant as one.
std::vector<std::string> notes_on_strings(const analysis::Binding& binding, const catalog::Catalog& catalog) {
  std::vector<std::string> columns, notes;
  for (const int table : analysis::reads(binding).tables) {
    for (const auto& column : catalog.tables[static_cast<std::size_t>(table)].columns) columns.push_back(column.name);
  }
  for (const auto* string : binding.strings) {
    const auto& name = string->as<sql::ColumnReference>()->name.name;
    const auto near = analysis::nearest_names(name, columns);
    if (near.empty()) continue;
    notes.push_back(fmt::format("\"{}\" is read as a text, because no column has that name.{}", shown(name),
                                analysis::did_you_mean(near)));
  }
  return notes;
}

}  // namespace

Guard::Guard(const catalog::Catalog& catalog, Policy policy) : catalog_(catalog), policy_(std::move(policy)) {}

Result<Approval> Guard::approve(std::string_view text) const {
  SAYQUEL_CHECK(check_text(text, policy_));
  SAYQUEL_TRY(sql::QueryPtr tree, sql::parse(text, catalog_.dialect, {policy_.longest_sql, policy_.depth}));
  const Parts parts = take_apart(*tree);
  for (const auto& rule : rules()) SAYQUEL_CHECK(rule.check({parts, catalog_, policy_}));
  SAYQUEL_TRY(analysis::Binding binding, analysis::bind(*tree, catalog_));
  SAYQUEL_CHECK(check_strings(text, binding));

  std::vector<std::string> notes = notes_on_strings(binding, catalog_);
  bool multiplied = false;
  for (const auto& found : analysis::find_multiplied(*tree, binding, catalog_)) {
    multiplied = multiplied || found.certain == catalog::Certainty::Yes;
    if (std::find(notes.begin(), notes.end(), found.message) == notes.end()) notes.push_back(found.message);
  }

  tree = with_strings(tree, binding);
  std::string printed = sql::print(*tree, catalog_.dialect);
  // What runs is what was checked: the printed text reads back as the same tree.
  const auto again = sql::parse(printed, catalog_.dialect, {printed.size(), policy_.depth * 2});
  if (!again || !sql::equal(**again, *tree)) {
    return fail(ErrorCode::Refused, "The query cannot be written down so that it surely reads the same again.",
                "Write it more simply.");
  }
  return Approval{sql::ApprovedQuery(std::move(printed), std::move(tree), catalog_.dialect), std::move(notes),
                  multiplied};
}

}  // namespace sayquel::guard

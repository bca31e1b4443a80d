// Tree to text, on one line or laid out to be read. print() then parse() in the same dialect gives the same tree.
#pragma once

#include <string>

#include "sql/ast.h"
#include "sql/dialect.h"

namespace sayquel::sql {

enum class Layout { OneLine, Indented };

std::string print(const Query& query, Dialect dialect, Layout layout = Layout::OneLine);
std::string print(const Expression& expression, Dialect dialect);

// "orders", or "\"Order Details\"" / "`Order Details`" where the dialect needs quotes: reserved words, spaces, case.
std::string quote_identifier(const Identifier& identifier, Dialect dialect);

// Structure alone: positions and redundant quotes do not count.
bool equal(const Query& left, const Query& right);
bool equal(const Expression& left, const Expression& right);

}  // namespace sayquel::sql

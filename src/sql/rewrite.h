// Walking a tree and building a changed one.
#pragma once

#include <functional>

#include "sql/ast.h"

namespace sayquel::sql {

// Each is called with every node of its kind, a parent before its children, children in the order of the text. It
// returns whether to go on into the node's children. A function left empty goes into all nodes of its kind.
//   walk(query, {.expression = [&](const Expression& e) { ...; return true; }});
struct Visitor {
  std::function<bool(const Expression&)> expression = {};
  std::function<bool(const Query&)> query = {};  // the statement itself, CTEs, operands of UNION, subqueries
  std::function<bool(const FromItem&)> from = {};
};

// Every expression, query and FROM item of the tree, subqueries included: nothing that the printer writes is missed.
void walk(const Query& query, const Visitor& visitor);
void walk(const Expression& expression, const Visitor& visitor);
void walk(const FromItem& item, const Visitor& visitor);

// Calls with the children of one node only (the nearest nodes below it): for code that carries a scope down the tree.
void walk_children(const Query& query, const Visitor& visitor);
void walk_children(const Expression& expression, const Visitor& visitor);
void walk_children(const FromItem& item, const Visitor& visitor);

// Each is given a node whose children have been rewritten already, and returns what shall stand in its place: the same
// pointer where nothing changes, never null. A function left empty changes nothing.
struct Rewriter {
  std::function<ExpressionPtr(const ExpressionPtr&)> expression = {};
  std::function<QueryPtr(const QueryPtr&)> query = {};
  std::function<FromPtr(const FromPtr&)> from = {};
};

// The tree with every node passed through the rewriter, children first. Subtrees that did not change are shared with
// the old tree; where nothing changed, the result is the same pointer. Positions are kept.
QueryPtr rewrite(const QueryPtr& query, const Rewriter& rewriter);
ExpressionPtr rewrite(const ExpressionPtr& expression, const Rewriter& rewriter);
FromPtr rewrite(const FromPtr& item, const Rewriter& rewriter);

}  // namespace sayquel::sql

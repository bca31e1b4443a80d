#include "sql/rewrite.h"

#include "sql/fields.h"

namespace sayquel::sql {
namespace {

bool enters(const Visitor& visitor, const Expression& node) { return !visitor.expression || visitor.expression(node); }
bool enters(const Visitor& visitor, const Query& node) { return !visitor.query || visitor.query(node); }
bool enters(const Visitor& visitor, const FromItem& node) { return !visitor.from || visitor.from(node); }

template <typename Node>
void walk_node(const Node& node, const Visitor& visitor) {
  if (!enters(visitor, node)) return;
  for_each_child(node, [&](const auto& child) { walk_node(*child, visitor); });
}

template <typename Node>
void visit_children(const Node& node, const Visitor& visitor) {
  for_each_child(node, [&](const auto& child) { enters(visitor, *child); });
}

ExpressionPtr replaced(const Rewriter& rewriter, ExpressionPtr node) {
  return rewriter.expression ? rewriter.expression(node) : node;
}
QueryPtr replaced(const Rewriter& rewriter, QueryPtr node) { return rewriter.query ? rewriter.query(node) : node; }
FromPtr replaced(const Rewriter& rewriter, FromPtr node) { return rewriter.from ? rewriter.from(node) : node; }

template <typename Node>
std::shared_ptr<const Node> rewrite_node(const std::shared_ptr<const Node>& node, const Rewriter& rewriter) {
  std::vector<std::shared_ptr<const void>> fresh;
  bool changed = false;
  for_each_child(*node, [&](const auto& child) {
    auto rewritten = rewrite_node(child, rewriter);
    changed = changed || rewritten != child;
    fresh.push_back(std::move(rewritten));
  });
  if (!changed) return replaced(rewriter, node);
  Node copy = *node;
  std::size_t next = 0;
  for_each_child(copy, [&](auto& slot) {
    using Child = typename std::decay_t<decltype(slot)>::element_type;
    slot = std::static_pointer_cast<Child>(fresh[next++]);
  });
  return replaced(rewriter, std::make_shared<const Node>(std::move(copy)));
}

}  // namespace

void walk(const Query& query, const Visitor& visitor) { walk_node(query, visitor); }
void walk(const Expression& expression, const Visitor& visitor) { walk_node(expression, visitor); }
void walk(const FromItem& item, const Visitor& visitor) { walk_node(item, visitor); }

void walk_children(const Query& query, const Visitor& visitor) { visit_children(query, visitor); }
void walk_children(const Expression& expression, const Visitor& visitor) { visit_children(expression, visitor); }
void walk_children(const FromItem& item, const Visitor& visitor) { visit_children(item, visitor); }

QueryPtr rewrite(const QueryPtr& query, const Rewriter& rewriter) { return rewrite_node(query, rewriter); }
ExpressionPtr rewrite(const ExpressionPtr& expression, const Rewriter& rewriter) {
  return rewrite_node(expression, rewriter);
}
FromPtr rewrite(const FromPtr& item, const Rewriter& rewriter) { return rewrite_node(item, rewriter); }

}  // namespace sayquel::sql

// The printer: one method a construct, spread over the files of this folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sql/ast.h"
#include "sql/dialects/traits.h"
#include "sql/print/writer.h"

namespace sayquel::sql {

std::string function_name_text(const Identifier& identifier, const Traits& traits);
std::string string_text(std::string_view text, const Traits& traits);

// How strongly an expression holds together. One scale for all dialects: where they differ, or where a reader would
// have to think, the printer writes parentheses, which leave no trace in the tree.
enum class Strength {
  Lambda,  // DuckDB's ->
  Or,
  Xor,
  And,
  Not,
  Comparison,  // =, IS, IN, LIKE, BETWEEN: never beside each other without parentheses
  Other,       // || & | << -> ~: never beside another operator but a comparison
  Additive,
  Multiplicative,
  Sign,       // -x, and powers
  Collation,  // COLLATE, AT TIME ZONE
  Subscript,
  Primary,
};

class Printer {
 public:
  Printer(Dialect dialect, Layout layout) : dialect_(dialect), traits_(traits(dialect)), writer_(layout) {}

  void statement(const Query& query);
  void expression(const Expression& node);
  std::string finish() { return writer_.finish(); }

 private:
  // Queries.
  void query(const Query& node);  // in a group of its own
  void query_clauses(const Query& node);
  void subquery(const Query& node);  // in parentheses
  void body(const Query& node);
  void select(const Select& node);
  void set_operation(const SetOperation& node);
  void operand(const Query& node, bool parenthesised);
  void values(const Values& node);
  void with(const With& node);
  void limit(const Limit& node);
  void group_by(const Select& node);
  void grouping_element(const GroupingElement& element);
  void select_item(const SelectItem& item);
  void order_items(const std::vector<OrderItem>& items);
  void order_item(const OrderItem& item);
  void clause_list(std::string_view words, auto&& elements, auto&& print);
  void condition(std::string_view word, const Expression& node);

  // FROM.
  void from(const FromItem& item);
  void joined(const Join& join, bool commas);
  void join_right(const Join& join);
  void alias(const std::optional<TableAlias>& alias);
  void table(const TableReference& table);

  // Expressions.
  Strength strength(const Expression& node) const;
  void operand(const Expression& node, Strength least);
  void node(const Literal& literal);
  void node(const Parameter& parameter);
  void node(const ColumnReference& column);
  void node(const Star& star);
  void node(const Unary& unary);
  void node(const Binary& binary);
  void node(const FunctionCall& call);
  void node(const Case& choice);
  void node(const Cast& cast);
  void node(const InList& list);
  void node(const InQuery& in);
  void node(const Between& between);
  void node(const Like& like);
  void node(const Is& is);
  void node(const Exists& exists);
  void node(const ScalarSubquery& scalar);
  void node(const Quantified& quantified);
  void node(const RowExpression& row);
  void node(const ArrayExpression& array);
  void node(const Subscript& subscript);
  void node(const IntervalLiteral& interval);
  void node(const Extract& extract);
  void node(const Collate& collate);
  void node(const AtTimeZone& zone);
  void chain(const Binary& binary);
  void concatenation(const Binary& binary);
  std::string_view symbol(BinaryOperator op) const;
  bool spelled(BinaryOperator op) const;
  void trim_call(const FunctionCall& call);
  void call_arguments(const FunctionCall& call);
  void window(const Window& window);
  void frame(const Frame& frame);
  void frame_bound(const FrameBound& bound);

  // Parts.
  void name(const Identifier& identifier);
  void dotted(const std::vector<Identifier>& qualifiers, const Identifier& last);
  void name_list(const std::vector<Identifier>& names);                     // (a, b)
  void prefixed(std::string_view prefix, std::string_view digits);          // X'00'
  void list(const std::vector<ExpressionPtr>& items, bool filled = false);  // a, b
  // `filled`: as many a line as fit, rather than one.
  void list_in(std::string_view opening, const std::vector<ExpressionPtr>& items, std::string_view closing,
               bool filled = false);

  Dialect dialect_;
  const Traits& traits_;
  Writer writer_;
};

}  // namespace sayquel::sql

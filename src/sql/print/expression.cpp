#include <algorithm>

#include "sql/names.h"
#include "sql/print/print_state.h"
#include "sql/printer.h"

namespace sayquel::sql {
namespace {

Strength binary_strength(BinaryOperator op) {
  using enum BinaryOperator;
  switch (op) {
    case Or:
      return Strength::Or;
    case Xor:
      return Strength::Xor;
    case And:
      return Strength::And;
    case Equal:
    case NotEqual:
    case Less:
    case LessEqual:
    case Greater:
    case GreaterEqual:
    case IsDistinctFrom:
    case IsNotDistinctFrom:
      return Strength::Comparison;
    case Add:
    case Subtract:
      return Strength::Additive;
    case Multiply:
    case Divide:
    case IntegerDivide:
    case Modulo:
      return Strength::Multiplicative;
    case Power:
      return Strength::Sign;
    default:
      return Strength::Other;
  }
}

std::string_view usual_symbol(BinaryOperator op) {
  using enum BinaryOperator;
  switch (op) {
    case Or:
      return "OR";
    case And:
      return "AND";
    case Xor:
      return "XOR";
    case Equal:
      return "=";
    case NotEqual:
      return "<>";
    case Less:
      return "<";
    case LessEqual:
      return "<=";
    case Greater:
      return ">";
    case GreaterEqual:
      return ">=";
    case IsDistinctFrom:
      return "IS DISTINCT FROM";
    case IsNotDistinctFrom:
      return "IS NOT DISTINCT FROM";
    case Add:
      return "+";
    case Subtract:
      return "-";
    case Multiply:
      return "*";
    case Divide:
      return "/";
    case IntegerDivide:
      return "//";
    case Modulo:
      return "%";
    case Power:
      return "^";
    case Concat:
      return "||";
    case BitAnd:
      return "&";
    case BitOr:
      return "|";
    case BitXor:
      return "#";
    case ShiftLeft:
      return "<<";
    case ShiftRight:
      return ">>";
    case JsonGet:
      return "->";
    case JsonGetText:
      return "->>";
    case RegexMatch:
      return "~";
    case RegexMatchInsensitive:
      return "~*";
    case RegexNotMatch:
      return "!~";
    case RegexNotMatchInsensitive:
      return "!~*";
    case JsonGetPath:
      return "#>";
    case JsonGetPathText:
      return "#>>";
    case Contains:
      return "@>";
    case ContainedBy:
      return "<@";
    case Overlaps:
      return "&&";
  }
  return "?";
}

bool is_literal_of(const Expression& node, LiteralKind kind) {
  const auto* literal = node.as<Literal>();
  return literal && literal->kind == kind;
}

// a || b || c: each to the left of the next, without parentheses.
bool chains(BinaryOperator op) {
  using enum BinaryOperator;
  return op == Concat || op == BitAnd || op == BitOr;
}

}  // namespace

bool Printer::spelled(BinaryOperator op) const {
  return std::any_of(traits_.operators.begin(), traits_.operators.end(),
                     [&](const OperatorSpelling& spelling) { return spelling.op == op; });
}

std::string_view Printer::symbol(BinaryOperator op) const {
  for (const OperatorSpelling& spelling : traits_.operators)
    if (spelling.op == op) return spelling.symbol;
  if (traits_.is_any_value && op == BinaryOperator::IsNotDistinctFrom) return "IS";
  if (traits_.is_any_value && op == BinaryOperator::IsDistinctFrom) return "IS NOT";
  return usual_symbol(op);
}

Strength Printer::strength(const Expression& node) const {
  if (const auto* binary = node.as<Binary>()) {
    if (binary->op == BinaryOperator::Concat && !spelled(BinaryOperator::Concat)) return Strength::Primary;  // CONCAT()
    if (binary->op == BinaryOperator::JsonGet && traits_.bracket_lists) return Strength::Lambda;
    return binary_strength(binary->op);
  }
  if (const auto* unary = node.as<Unary>()) return unary->op == UnaryOperator::Not ? Strength::Not : Strength::Sign;
  if (const auto* literal = node.as<Literal>())
    return literal->kind == LiteralKind::Number && literal->text.starts_with('-') ? Strength::Sign : Strength::Primary;
  if (const auto* list = node.as<InList>(); list && list->items.empty() && !traits_.empty_lists)
    return Strength::Primary;
  if (node.as<InList>() || node.as<InQuery>() || node.as<Between>() || node.as<Like>() || node.as<Is>() ||
      node.as<Quantified>())
    return Strength::Comparison;
  if (node.as<Collate>() || node.as<AtTimeZone>()) return Strength::Collation;
  if (node.as<Subscript>()) return Strength::Subscript;
  return Strength::Primary;
}

void Printer::operand(const Expression& node, Strength least) {
  if (strength(node) >= least) return expression(node);
  writer_.open();
  writer_.text("(");
  expression(node);
  writer_.text(")");
  writer_.close();
}

void Printer::expression(const Expression& expression_node) {
  std::visit([this](const auto& one) { node(one); }, expression_node.node);
}

// ---- operators ----

void Printer::node(const Unary& unary) {
  if (unary.op == UnaryOperator::Not) {
    writer_.text("NOT ");
    return operand(*unary.operand, Strength::Not);
  }
  writer_.text(unary.op == UnaryOperator::Minus ? "-" : unary.op == UnaryOperator::Plus ? "+" : "~");
  operand(*unary.operand, Strength::Subscript);
}

void Printer::node(const Binary& binary) {
  const Strength own = binary_strength(binary.op);
  if (own <= Strength::And) return chain(binary);
  if (binary.op == BinaryOperator::Concat && !spelled(BinaryOperator::Concat)) return concatenation(binary);
  Strength left = own;
  Strength right = static_cast<Strength>(static_cast<int>(own) + 1);
  if (own == Strength::Comparison) {
    left = right;
  } else if (own == Strength::Sign) {
    left = right = Strength::Subscript;
  } else if (own == Strength::Other) {
    const auto* before = binary.left->as<Binary>();
    left = before && before->op == binary.op && chains(binary.op) ? Strength::Other : Strength::Subscript;
    right = Strength::Subscript;
    if (binary.op == BinaryOperator::JsonGet && traits_.bracket_lists) right = Strength::Or;
  }
  operand(*binary.left, left);
  writer_.text(" ");
  writer_.text(symbol(binary.op));
  writer_.text(" ");
  // SQLite: x IS (NULL) compares with a value, x IS NULL asks whether there is one. They mean the same, but read apart.
  const bool value_of_is =
      traits_.is_any_value &&
      (binary.op == BinaryOperator::IsDistinctFrom || binary.op == BinaryOperator::IsNotDistinctFrom) &&
      (is_literal_of(*binary.right, LiteralKind::Null) || is_literal_of(*binary.right, LiteralKind::Boolean));
  if (value_of_is) writer_.text("(");
  operand(*binary.right, right);
  if (value_of_is) writer_.text(")");
}

// a AND b AND c, a line each where they do not fit on one.
void Printer::chain(const Binary& binary) {
  std::vector<const Expression*> terms;
  const Expression* left = binary.left.get();
  terms.push_back(binary.right.get());
  for (const auto* inner = left->as<Binary>(); inner && inner->op == binary.op; inner = left->as<Binary>()) {
    terms.push_back(inner->right.get());
    left = inner->left.get();
  }
  const Strength own = binary_strength(binary.op);
  const auto tighter = own == Strength::Xor ? Strength::Comparison : static_cast<Strength>(static_cast<int>(own) + 1);
  writer_.open();
  operand(*left, own == Strength::Or ? Strength::And : tighter);
  for (auto term = terms.rbegin(); term != terms.rend(); ++term) {
    writer_.line();
    writer_.text(symbol(binary.op));
    writer_.text(" ");
    operand(**term, own == Strength::Or ? Strength::And : tighter);
  }
  writer_.close();
}

// Where || is no concatenation: CONCAT(a, b, c).
void Printer::concatenation(const Binary& binary) {
  std::vector<ExpressionPtr> parts{binary.right};
  ExpressionPtr left = binary.left;
  while (true) {
    const auto* inner = left->as<Binary>();
    if (!inner || inner->op != BinaryOperator::Concat) break;
    parts.push_back(inner->right);
    left = inner->left;
  }
  parts.push_back(left);
  std::reverse(parts.begin(), parts.end());
  list_in("CONCAT(", parts, ")");
}

void Printer::node(const Is& is) {
  operand(*is.operand, Strength::Other);
  writer_.text(is.negated ? " IS NOT " : " IS ");
  switch (is.kind) {
    case IsKind::Null:
      return writer_.text("NULL");
    case IsKind::True:
      return writer_.text("TRUE");
    case IsKind::False:
      return writer_.text("FALSE");
    case IsKind::Unknown:
      return writer_.text(traits_.is_any_value ? "NULL" : "UNKNOWN");
  }
}

void Printer::node(const InList& in) {
  if (in.items.empty() && !traits_.empty_lists) return writer_.text(in.negated ? "(1 = 1)" : "(1 = 0)");
  // Elsewhere, doubled parentheses make the scalar subquery a set.
  const bool scalar = in.items.size() == 1 && in.items.front()->as<ScalarSubquery>();
  operand(*in.operand, Strength::Other);
  if (scalar && !traits_.doubled_parentheses_are_lists) {
    writer_.text(in.negated ? " <> " : " = ");
    return expression(*in.items.front());
  }
  writer_.text(in.negated ? " NOT IN " : " IN ");
  list_in("(", in.items, ")", true);
}

void Printer::node(const InQuery& in) {
  operand(*in.operand, Strength::Other);
  writer_.text(in.negated ? " NOT IN " : " IN ");
  subquery(*in.query);
}

void Printer::node(const Between& between) {
  operand(*between.operand, Strength::Other);
  writer_.text(between.negated ? " NOT BETWEEN " : " BETWEEN ");
  if (between.symmetric) writer_.text("SYMMETRIC ");
  operand(*between.low, Strength::Other);
  writer_.text(" AND ");
  operand(*between.high, Strength::Other);
}

void Printer::node(const Like& like) {
  operand(*like.operand, Strength::Other);
  writer_.text(like.negated ? " NOT " : " ");
  switch (like.kind) {
    case LikeKind::Like:
      writer_.text("LIKE ");
      break;
    case LikeKind::ILike:
      writer_.text(traits_.ilike ? "ILIKE " : "LIKE ");
      break;
    case LikeKind::Glob:
      writer_.text("GLOB ");
      break;
    case LikeKind::Regexp:
      writer_.text("REGEXP ");
      break;
    case LikeKind::SimilarTo:
      writer_.text("SIMILAR TO ");
      break;
    case LikeKind::Match:
      writer_.text("MATCH ");
      break;
  }
  const Strength least = traits_.bang_is_not ? Strength::Subscript : Strength::Other;
  operand(*like.pattern, least);
  if (!like.escape) return;
  writer_.text(" ESCAPE ");
  operand(*like.escape, least);
}

void Printer::node(const Quantified& quantified) {
  operand(*quantified.operand, Strength::Other);
  writer_.text(" ");
  writer_.text(symbol(quantified.op));
  writer_.text(quantified.quantifier == Quantifier::All ? " ALL " : " ANY ");
  if (quantified.query) return subquery(*quantified.query);
  writer_.text("(");
  expression(*quantified.array);
  writer_.text(")");
}

void Printer::node(const Exists& exists) {
  writer_.text("EXISTS ");
  subquery(*exists.query);
}

void Printer::node(const ScalarSubquery& scalar) { subquery(*scalar.query); }

void Printer::node(const Collate& collate) {
  operand(*collate.operand, Strength::Subscript);
  writer_.text(" COLLATE ");
  name(collate.collation);
}

void Printer::node(const AtTimeZone& zone) {
  operand(*zone.operand, Strength::Subscript);
  writer_.text(" AT TIME ZONE ");
  operand(*zone.zone, Strength::Subscript);
}

// ---- values ----

void Printer::node(const Literal& literal) {
  switch (literal.kind) {
    case LiteralKind::Null:
      return writer_.text("NULL");
    case LiteralKind::Boolean:
      return writer_.text(literal.text == "true" ? "TRUE" : "FALSE");
    case LiteralKind::Number:
      return writer_.text(literal.text);
    case LiteralKind::Blob:
      return prefixed("X", literal.text);
    case LiteralKind::Bits:
      return prefixed("B", literal.text);
    case LiteralKind::Date:
      writer_.text(traits_.typed_literals ? "DATE " : "");
      break;
    case LiteralKind::Time:
      writer_.text(traits_.typed_literals ? "TIME " : "");
      break;
    case LiteralKind::Timestamp:
      writer_.text(traits_.typed_literals ? "TIMESTAMP " : "");
      break;
    case LiteralKind::String:
      break;
  }
  writer_.text(string_text(literal.text, traits_));
}

void Printer::prefixed(std::string_view prefix, std::string_view digits) {
  writer_.text(prefix);
  writer_.text("'");
  writer_.text(digits);
  writer_.text("'");
}

void Printer::node(const Parameter& parameter) { writer_.text(parameter.text); }
void Printer::node(const ColumnReference& column) { dotted(column.qualifiers, column.name); }

void Printer::node(const Star& star) {
  for (const Identifier& qualifier : star.qualifiers) {
    name(qualifier);
    writer_.text(".");
  }
  writer_.text("*");
}

void Printer::node(const Case& choice) {
  writer_.open();
  writer_.text("CASE");
  if (choice.operand) {
    writer_.text(" ");
    expression(*choice.operand);
  }
  writer_.indent();
  for (const WhenClause& when : choice.whens) {
    writer_.line();
    writer_.text("WHEN ");
    expression(*when.condition);
    writer_.text(" THEN ");
    expression(*when.result);
  }
  if (choice.otherwise) {
    writer_.line();
    writer_.text("ELSE ");
    expression(*choice.otherwise);
  }
  writer_.outdent();
  writer_.line();
  writer_.text("END");
  writer_.close();
}

void Printer::node(const Cast& cast) {
  writer_.text(cast.try_cast && traits_.try_cast ? "TRY_CAST(" : "CAST(");
  expression(*cast.operand);
  writer_.text(" AS ");
  writer_.text(type_text(cast.type));
  writer_.text(")");
}

void Printer::node(const RowExpression& row) { list_in(row.items.size() > 1 ? "(" : "ROW(", row.items, ")"); }
void Printer::node(const ArrayExpression& array) { list_in(traits_.bracket_lists ? "[" : "ARRAY[", array.items, "]"); }

void Printer::node(const Subscript& subscript) {
  const bool plain = subscript.operand->as<ColumnReference>() || subscript.operand->as<Subscript>();
  if (!plain) writer_.text("(");
  expression(*subscript.operand);
  if (!plain) writer_.text(")");
  writer_.text("[");
  if (subscript.index) expression(*subscript.index);
  if (subscript.slice) writer_.text(":");
  if (subscript.upper) expression(*subscript.upper);
  writer_.text("]");
}

void Printer::node(const IntervalLiteral& interval) {
  writer_.text("INTERVAL ");
  const bool number = is_literal_of(*interval.amount, LiteralKind::Number);
  if (number && traits_.quoted_intervals) {
    writer_.text(string_text(interval.amount->as<Literal>()->text, traits_));
  } else if (interval.amount->as<Literal>()) {
    expression(*interval.amount);
  } else {
    writer_.text("(");
    expression(*interval.amount);
    writer_.text(")");
  }
  if (interval.unit.empty()) return;
  writer_.text(" ");
  writer_.text(interval.unit);
}

void Printer::node(const Extract& extract) {
  writer_.text("EXTRACT(");
  writer_.text(extract.field);
  writer_.text(" FROM ");
  expression(*extract.operand);
  writer_.text(")");
}

// ---- parts ----

void Printer::name(const Identifier& identifier) { writer_.text(quote_identifier(identifier, dialect_)); }

void Printer::dotted(const std::vector<Identifier>& qualifiers, const Identifier& last) {
  for (const Identifier& qualifier : qualifiers) {
    name(qualifier);
    writer_.text(".");
  }
  name(last);
}

void Printer::name_list(const std::vector<Identifier>& names) {
  writer_.text("(");
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) writer_.text(", ");
    name(names[i]);
  }
  writer_.text(")");
}

void Printer::list(const std::vector<ExpressionPtr>& items, bool filled) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) {
      writer_.text(",");
      filled ? writer_.fill_line() : writer_.line();
    }
    expression(*items[i]);
  }
}

void Printer::list_in(std::string_view opening, const std::vector<ExpressionPtr>& items, std::string_view closing,
                      bool filled) {
  writer_.open();
  writer_.text(opening);
  writer_.indent();
  writer_.soft_line();
  list(items, filled);
  writer_.outdent();
  writer_.soft_line();
  writer_.text(closing);
  writer_.close();
}

}  // namespace sayquel::sql

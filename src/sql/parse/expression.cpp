// Binary operators by precedence climbing.
#include <algorithm>

#include "sql/parse/parser_state.h"

namespace sayquel::sql {
namespace {

bool is_comparison(BinaryOperator op) { return op >= BinaryOperator::Equal && op <= BinaryOperator::GreaterEqual; }

}  // namespace

// Everything that binds at least as strongly as `minimum`.
Result<ExpressionPtr> Parser::expression(int minimum) {
  const Level level(*this);
  SAYQUEL_CHECK(check_depth());
  SAYQUEL_TRY(ExpressionPtr left, prefix());
  return operators(std::move(left), minimum);
}

// Goes on after a first operand.
Result<ExpressionPtr> Parser::operators(ExpressionPtr left, int minimum) {
  while (true) {
    if (const OperatorSpelling* spelling = binary_operator()) {
      if (spelling->precedence < minimum) return left;
      SAYQUEL_TRY(left, binary(std::move(left), *spelling));
    } else {
      bool done = true;
      SAYQUEL_TRY(left, suffix(std::move(left), minimum, done));
      if (done) return left;
    }
    SAYQUEL_CHECK(grow());
  }
}

const OperatorSpelling* Parser::binary_operator() {
  const Token& token = peek();
  if (token.kind != TokenKind::Symbol && token.kind != TokenKind::Word) return nullptr;
  const auto found = std::find_if(traits_.operators.begin(), traits_.operators.end(),
                                  [&](const OperatorSpelling& spelling) { return spelling.symbol == token.text; });
  return found == traits_.operators.end() ? nullptr : &*found;
}

Result<ExpressionPtr> Parser::binary(ExpressionPtr left, const OperatorSpelling& spelling) {
  take();
  if (is_comparison(spelling.op) && traits_.quantified && next_is_one_of({"ANY", "ALL", "SOME"}) && next_is("(", 1))
    return quantified(std::move(left), spelling.op);
  const Position position = left->position;
  SAYQUEL_TRY(ExpressionPtr right, expression(spelling.precedence + 1));
  return make(Binary{spelling.op, std::move(left), std::move(right)}, position);
}

// = ANY (SELECT ...), <> ALL (an array)
Result<ExpressionPtr> Parser::quantified(ExpressionPtr left, BinaryOperator op) {
  Quantified node;
  node.op = op;
  node.quantifier = take().is("ALL") ? Quantifier::All : Quantifier::Any;
  const Position position = peek().position;
  SAYQUEL_TRY(Parenthesised content, parentheses());
  if (content.query) {
    node.query = std::move(content.query);
  } else {
    if (!traits_.quantified_array) return lacks(position, "a quantifier over anything but a query");
    if (content.items.size() != 1) return syntax(position, "a quantifier takes one array or one query");
    node.array = std::move(content.items.front());
  }
  const Position start = left->position;
  node.operand = std::move(left);
  return make(std::move(node), start);
}

}  // namespace sayquel::sql

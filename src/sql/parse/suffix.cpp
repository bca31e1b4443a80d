// What may follow an operand besides a binary operator: IS, IN, LIKE, BETWEEN, COLLATE, AT TIME ZONE, ::, [..].
#include <fmt/format.h>

#include "sql/parse/parser_state.h"

namespace sayquel::sql {

// `done`: nothing that follows belongs to `left` at this strength.
Result<ExpressionPtr> Parser::suffix(ExpressionPtr left, int minimum, bool& done) {
  const Token& token = peek();
  const Position position = left->position;
  done = false;
  if (token.kind == TokenKind::Word) return word_suffix(std::move(left), minimum, done);
  if (token.kind == TokenKind::Symbol) {
    const int postfix = traits_.precedence.postfix;
    if (traits_.double_colon && token.is("::") && postfix >= minimum) {
      take();
      SAYQUEL_TRY(TypeName type, type_name());
      return make(Cast{std::move(left), std::move(type), false}, position);
    }
    if (traits_.subscripts && token.is("[") && postfix >= minimum) return subscript_suffix(std::move(left));
    if (token.is(".")) return unsupported(token.position, "a field of a value", "name the column plainly");
    if (token.is(":=") || token.is("=>")) return unsupported(token.position, "an argument by name");
  }
  done = true;
  return left;
}

Result<ExpressionPtr> Parser::word_suffix(ExpressionPtr left, int minimum, bool& done) {
  const Precedence& levels = traits_.precedence;
  const Position position = left->position;
  if (next_is("COLLATE") && levels.collate >= minimum) {
    take();
    SAYQUEL_TRY(Identifier collation, identifier("a collation"));
    if (next_is(".")) return unsupported(peek().position, "a collation with a schema");
    return make(Collate{std::move(left), std::move(collation)}, position);
  }
  if (traits_.at_time_zone && next_is("AT") && next_is("TIME", 1) && levels.time_zone >= minimum) {
    take();
    take();
    SAYQUEL_CHECK(expect("ZONE"));
    SAYQUEL_TRY(ExpressionPtr zone, expression(levels.time_zone + 1));
    return make(AtTimeZone{std::move(left), std::move(zone)}, position);
  }
  if (levels.is >= minimum) {
    if (next_is("IS")) return is_suffix(std::move(left));
    if (traits_.null_postfix && next_is_one_of({"ISNULL", "NOTNULL"}))
      return make(Is{IsKind::Null, std::move(left), take().is("NOTNULL")}, position);
    if (traits_.is_any_value && accept_words({"NOT", "NULL"}))
      return make(Is{IsKind::Null, std::move(left), true}, position);
  }
  if (levels.predicate >= minimum) {
    const bool negated = next_is("NOT");
    const std::size_t ahead = negated ? 1 : 0;
    const std::optional<LikeKind> like = like_word(ahead);
    if (like || next_is_one_of({"IN", "BETWEEN"}, ahead)) {
      if (negated) take();
      if (like) return like_suffix(std::move(left), *like, negated);
      if (accept("IN")) return in_suffix(std::move(left), negated);
      take();
      return between_suffix(std::move(left), negated);
    }
  }
  if (next_is("OVERLAPS")) return unsupported(peek().position, "OVERLAPS", "compare the bounds");
  if (next_is("MEMBER") && next_is("OF", 1)) return unsupported(peek().position, "MEMBER OF");
  if (next_is("OPERATOR") && next_is("(", 1)) return unsupported(peek().position, "OPERATOR(...)");
  done = true;
  return left;
}

std::optional<LikeKind> Parser::like_word(std::size_t ahead) {
  if (next_is("LIKE", ahead)) return LikeKind::Like;
  if (traits_.ilike && next_is("ILIKE", ahead)) return LikeKind::ILike;
  if (traits_.glob && next_is("GLOB", ahead)) return LikeKind::Glob;
  if (traits_.regexp_word && (next_is("REGEXP", ahead) || (traits_.bang_is_not && next_is("RLIKE", ahead))))
    return LikeKind::Regexp;
  if (traits_.match_word && next_is("MATCH", ahead)) return LikeKind::Match;
  if (traits_.similar_to && next_is("SIMILAR", ahead) && next_is("TO", ahead + 1)) return LikeKind::SimilarTo;
  return std::nullopt;
}

Result<ExpressionPtr> Parser::like_suffix(ExpressionPtr left, LikeKind kind, bool negated) {
  const Position position = left->position;
  Like node;
  node.kind = kind;
  node.negated = negated;
  take();
  if (kind == LikeKind::SimilarTo) take();
  if (traits_.quantified && next_is_one_of({"ANY", "ALL", "SOME"}) && next_is("(", 1))
    return unsupported(peek().position, "LIKE " + peek().text, "write one LIKE for each pattern, with OR between");
  node.operand = std::move(left);
  const int tighter = traits_.precedence.predicate + 1;
  SAYQUEL_TRY(node.pattern, expression(tighter));
  if (accept("ESCAPE")) {
    SAYQUEL_TRY(node.escape, expression(tighter));
  }
  return make(std::move(node), position);
}

Result<ExpressionPtr> Parser::between_suffix(ExpressionPtr left, bool negated) {
  const Position position = left->position;
  Between node;
  node.operand = std::move(left);
  node.negated = negated;
  if (traits_.between_symmetric && accept("SYMMETRIC"))
    node.symmetric = true;
  else if (traits_.between_symmetric)
    accept("ASYMMETRIC");
  // Up to AND, comparisons too; behind it, what binds tighter.
  SAYQUEL_TRY(node.low, expression(traits_.precedence.is));
  SAYQUEL_CHECK(expect("AND"));
  SAYQUEL_TRY(node.high, expression(traits_.precedence.predicate + 1));
  return make(std::move(node), position);
}

Result<ExpressionPtr> Parser::in_suffix(ExpressionPtr left, bool negated) {
  const Position position = left->position;
  const Position opening = peek().position;
  if (!next_is("(")) return unsupported(opening, "IN without parentheses", "write IN (SELECT ...)");
  if (traits_.empty_lists && next_is(")", 1)) {
    take();
    take();
    return make(InList{std::move(left), {}, negated}, position);
  }
  if (traits_.doubled_parentheses_are_lists && !begins_query(1)) {
    take();
    SAYQUEL_TRY(auto items, expression_list());
    SAYQUEL_CHECK(expect(")"));
    return make(InList{std::move(left), std::move(items), negated}, position);
  }
  SAYQUEL_TRY(Parenthesised content, parentheses());
  if (content.query) return make(InQuery{std::move(left), std::move(content.query), negated}, position);
  return make(InList{std::move(left), std::move(content.items), negated}, position);
}

Result<ExpressionPtr> Parser::is_suffix(ExpressionPtr left) {
  const Position position = left->position;
  take();
  const bool negated = accept("NOT");
  const std::optional<IsKind> kind = is_word();
  if (kind && !traits_.is_any_value) {
    take();
    return make(Is{*kind, std::move(left), negated}, position);
  }
  BinaryOperator op = negated ? BinaryOperator::IsDistinctFrom : BinaryOperator::IsNotDistinctFrom;
  if (next_is("DISTINCT") && next_is("FROM", 1)) {
    if (!traits_.is_distinct_from) return lacks(peek().position, "IS DISTINCT FROM");
    take();
    take();
    op = negated ? BinaryOperator::IsNotDistinctFrom : BinaryOperator::IsDistinctFrom;
  } else if (!traits_.is_any_value) {
    return unexpected(traits_.is_distinct_from ? "NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM after IS"
                                               : "NULL, TRUE, FALSE or UNKNOWN after IS");
  }
  SAYQUEL_TRY(ExpressionPtr right, expression(traits_.precedence.is + 1));
  // SQLite: x IS NULL asks, x IS NULL + 1 compares.
  if (kind && right->as<Literal>()) return make(Is{*kind, std::move(left), negated}, position);
  return make(Binary{op, std::move(left), std::move(right)}, position);
}

// The word behind IS that asks for a truth value. SQLite has no UNKNOWN: there it is a column.
std::optional<IsKind> Parser::is_word() {
  if (next_is("NULL")) return IsKind::Null;
  if (traits_.is_any_value && (next_is(".", 1) || next_is("(", 1))) return std::nullopt;
  if (next_is("TRUE")) return IsKind::True;
  if (next_is("FALSE")) return IsKind::False;
  if (next_is("UNKNOWN") && !traits_.is_any_value) return IsKind::Unknown;
  return std::nullopt;
}

// a[1], a[1:2], a[:2], a[1:]
Result<ExpressionPtr> Parser::subscript_suffix(ExpressionPtr left) {
  const Position position = left->position;
  Subscript node;
  node.operand = std::move(left);
  take();
  if (!next_is(":")) {
    SAYQUEL_TRY(node.index, expression());
  }
  if (accept(":")) {
    node.slice = true;
    if (next_is("-") && next_is(":", 1)) return unsupported(peek().position, "a step in a slice");
    if (!next_is("]")) {
      SAYQUEL_TRY(node.upper, expression());
    }
    if (next_is(":")) return unsupported(peek().position, "a step in a slice");
  }
  SAYQUEL_CHECK(expect("]"));
  return make(std::move(node), position);
}

}  // namespace sayquel::sql

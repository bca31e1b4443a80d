// What an expression begins with: literals, names, parentheses, CASE, CAST and the words that open a construct.
#include <fmt/format.h>

#include <algorithm>

#include "sql/parse/characters.h"
#include "sql/parse/parser_state.h"

namespace sayquel::sql {

Result<ExpressionPtr> Parser::prefix() {
  const Position position = peek().position;
  const auto unary = [&](UnaryOperator op, int strength) -> Result<ExpressionPtr> {
    take();
    SAYQUEL_TRY(ExpressionPtr operand, expression(strength));
    return make(Unary{op, std::move(operand)}, position);
  };
  const Precedence& levels = traits_.precedence;
  if (next_is("NOT")) return unary(UnaryOperator::Not, levels.negation);
  if (peek().kind != TokenKind::Symbol) return primary();
  if (next_is("-")) return unary(UnaryOperator::Minus, levels.unary);
  if (next_is("+")) return unary(UnaryOperator::Plus, levels.unary);
  if (next_is("~")) return unary(UnaryOperator::BitNot, levels.unary);
  if (traits_.bang_is_not && next_is("!")) return unary(UnaryOperator::Not, levels.unary);
  return primary();
}

Result<ExpressionPtr> Parser::primary() {
  const Token& token = peek();
  const Position position = token.position;
  switch (token.kind) {
    case TokenKind::Number:
      return make(Literal{LiteralKind::Number, take().text}, position);
    case TokenKind::Blob:
      return make(Literal{LiteralKind::Blob, take().text}, position);
    case TokenKind::Bits:
      return make(Literal{LiteralKind::Bits, take().text}, position);
    case TokenKind::Parameter:
      return make(Parameter{take().text}, position);
    case TokenKind::String:
      if (!next_is(".", 1)) return string_literal();
      return name_or_call();
    case TokenKind::Quoted:
      return name_or_call();
    case TokenKind::Word:
      return word_primary();
    default:
      break;
  }
  if (next_is("(")) {
    SAYQUEL_TRY(Parenthesised content, parentheses());
    return from_parentheses(std::move(content), position);
  }
  if (traits_.bracket_lists && next_is("[")) return bracket_list();
  if (next_is("{")) return unsupported(position, "a struct or map literal");
  if (next_is("@@") || (next_is("@") && next_is("@", 1)))
    return refused(position, "a system variable", "write its value");
  return unexpected("an expression");
}

// 'a' 'b' are one string in MySQL, and over a line's end in PostgreSQL.
Result<ExpressionPtr> Parser::string_literal() {
  Token token = take();
  std::uint32_t line =
      token.position.line + static_cast<std::uint32_t>(std::count(token.raw.begin(), token.raw.end(), '\n'));
  while (peek().kind == TokenKind::String &&
         (traits_.adjacent_strings_join || (traits_.escape_strings && peek().position.line > line))) {
    line = peek().position.line;
    token.text += take().text;
  }
  return make(Literal{LiteralKind::String, std::move(token.text)}, token.position);
}

// (SELECT ...), (a), (a, b), ((SELECT ...) UNION SELECT ...): read once, from the left, without trying twice.
Result<Parenthesised> Parser::parentheses() {
  const Level level(*this);
  SAYQUEL_CHECK(check_depth());
  SAYQUEL_CHECK(expect("("));
  Parenthesised result;
  if (begins_query()) {
    SAYQUEL_TRY(result.query, query());
    SAYQUEL_CHECK(expect(")"));
    return result;
  }
  if (!next_is("(")) {
    SAYQUEL_TRY(ExpressionPtr first, expression());
    return more_items(std::move(first));
  }
  const Position position = peek().position;
  SAYQUEL_TRY(Parenthesised inner, parentheses());
  if (inner.query && next_is(")")) {
    take();
    return inner;
  }
  if (inner.query && continues_query()) {
    if (!traits_.parenthesised_operands)
      return lacks(position, "a parenthesis around an operand of UNION", "write SELECT * FROM (...)");
    Query first = *inner.query;
    SAYQUEL_TRY(result.query, finish_query(std::move(first), position));
    SAYQUEL_CHECK(expect(")"));
    return result;
  }
  SAYQUEL_TRY(ExpressionPtr first, operators(from_parentheses(std::move(inner), position), 0));
  return more_items(std::move(first));
}

Result<Parenthesised> Parser::more_items(ExpressionPtr first) {
  Parenthesised result;
  result.items.push_back(std::move(first));
  while (accept(",")) {
    SAYQUEL_TRY(ExpressionPtr next, expression());
    result.items.push_back(std::move(next));
  }
  SAYQUEL_CHECK(expect(")"));
  return result;
}

ExpressionPtr Parser::from_parentheses(Parenthesised content, Position position) {
  if (content.query) return make(ScalarSubquery{std::move(content.query)}, position);
  if (content.items.size() == 1) return std::move(content.items.front());
  return make(RowExpression{std::move(content.items)}, position);
}

Result<std::vector<ExpressionPtr>> Parser::expression_list() {
  std::vector<ExpressionPtr> items;
  do {
    SAYQUEL_TRY(ExpressionPtr item, expression());
    items.push_back(std::move(item));
  } while (accept(","));
  return items;
}

Result<ExpressionPtr> Parser::word_primary() {
  bool done = false;
  SAYQUEL_TRY(ExpressionPtr result, literal_word(done));
  if (done) return result;
  SAYQUEL_TRY(result, special_word(done));
  if (done) return result;
  return name_or_call();
}

// Words that are a value, or begin one: NULL, TRUE, DATE '...', INTERVAL. `done`: it was one.
Result<ExpressionPtr> Parser::literal_word(bool& done) {
  const Position position = peek().position;
  done = true;
  if (accept("NULL")) return make(Literal{LiteralKind::Null, ""}, position);
  if (!next_is(".", 1) && !next_is("(", 1)) {
    if (accept("TRUE")) return make(Literal{LiteralKind::Boolean, "true"}, position);
    if (accept("FALSE")) return make(Literal{LiteralKind::Boolean, "false"}, position);
  }
  const Token& next = peek(1);
  if (traits_.intervals && next_is("INTERVAL") &&
      (next.kind == TokenKind::String || next.kind == TokenKind::Number || next.kind == TokenKind::Parameter ||
       next.is("-") || next.is("+") || (next.is("(") && !traits_.quoted_intervals) ||
       (!traits_.quoted_intervals && next.kind != TokenKind::Symbol && next.kind != TokenKind::End) ||
       (next.is("(") && traits_.try_cast)))
    return interval();
  if (traits_.typed_literals && next.kind == TokenKind::String &&
      next_is_one_of({"DATE",    "TIME", "TIMESTAMP", "DATETIME", "TIMESTAMPTZ", "JSON",     "JSONB",
                      "UUID",    "BLOB", "INT",       "INTEGER",  "BIGINT",      "SMALLINT", "NUMERIC",
                      "DECIMAL", "REAL", "FLOAT",     "DOUBLE",   "BOOLEAN",     "BOOL",     "TEXT",
                      "VARCHAR", "CHAR", "BYTEA",     "INET",     "POINT",       "TIMETZ"}))
    return typed_literal();
  if (traits_.typed_literals && next_is_one_of({"TIME", "TIMESTAMP"}) && next_is_one_of({"WITH", "WITHOUT"}, 1) &&
      next_is("TIME", 2))
    return typed_literal();
  done = false;
  return ExpressionPtr();
}

// DATE '2008-01-05'; what is neither a date, a time nor a timestamp is a cast: JSON '{}'.
Result<ExpressionPtr> Parser::typed_literal() {
  const Position position = peek().position;
  SAYQUEL_TRY(TypeName type, type_name());
  if (peek().kind != TokenKind::String) return unexpected("a string");
  std::string text = take().text;
  if (type.arguments.empty()) {
    if (type.name == "DATE") return make(Literal{LiteralKind::Date, std::move(text)}, position);
    if (type.name == "TIME") return make(Literal{LiteralKind::Time, std::move(text)}, position);
    if (type.name == "TIMESTAMP") return make(Literal{LiteralKind::Timestamp, std::move(text)}, position);
  }
  return make(Cast{make(Literal{LiteralKind::String, std::move(text)}, position), std::move(type), false}, position);
}

// INTERVAL '3' DAY, INTERVAL 3 DAY, INTERVAL '3 days', INTERVAL (n + 1) MONTH
Result<ExpressionPtr> Parser::interval() {
  const Position position = take().position;
  IntervalLiteral node;
  if (peek().kind == TokenKind::String) {
    const Token amount = take();
    SAYQUEL_TRY(node.unit, interval_unit());
    const bool digits = !amount.text.empty() && std::all_of(amount.text.begin(), amount.text.end(), is_digit);
    const bool number = digits && !node.unit.empty();  // '3' DAY and 3 DAY are the same
    node.amount = make(Literal{number ? LiteralKind::Number : LiteralKind::String, amount.text}, amount.position);
  } else {
    SAYQUEL_TRY(node.amount, traits_.quoted_intervals ? primary() : expression());
    SAYQUEL_TRY(node.unit, interval_unit());
    if (node.unit.empty()) return unexpected("a unit like DAY");
  }
  return make(std::move(node), position);
}

// "DAY" (also of DAYS), "YEAR TO MONTH", MySQL's "DAY_HOUR"; empty where none stands.
Result<std::string> Parser::interval_unit() {
  static constexpr std::string_view kUnits[] = {"CENTURY",    "DAY",         "DECADE", "HOUR",  "MICROSECOND",
                                                "MILLENNIUM", "MILLISECOND", "MINUTE", "MONTH", "QUARTER",
                                                "SECOND",     "WEEK",        "YEAR"};
  const auto unit_of = [](const Token& token) {
    std::string word = token.kind == TokenKind::Word ? token.text : "";
    if (word == "CENTURIES") word = "CENTURY";
    if (word == "MILLENNIA") word = "MILLENNIUM";
    if (word.size() > 1 && word.back() == 'S' &&
        contains_word(kUnits, std::string_view(word).substr(0, word.size() - 1)))
      word.pop_back();
    const bool compound = word.find('_') != std::string::npos && word.find('_') + 1 < word.size() &&
                          contains_word(kUnits, std::string_view(word).substr(0, word.find('_'))) &&
                          contains_word(kUnits, std::string_view(word).substr(word.find('_') + 1));
    return compound || contains_word(kUnits, word) ? word : std::string();
  };
  std::string unit = unit_of(peek());
  if (unit.empty()) return unit;
  take();
  if (next_is("TO") && !unit_of(peek(1)).empty()) {
    take();
    unit += " TO ";
    unit += unit_of(take());
  }
  if (next_is("(") && unit.ends_with("SECOND")) return unsupported(peek().position, "a precision of an interval");
  return unit;
}

// Words that open a construct of their own where "(" or the like follows. `done`: it was one.
Result<ExpressionPtr> Parser::special_word(bool& done) {
  done = true;
  if (next_is("CASE")) return case_expression();
  if (next_is("(", 1)) {
    if (next_is("CAST")) return cast(false);
    if (next_is("TRY_CAST") && traits_.try_cast) return cast(true);
    if (next_is("EXISTS")) return exists();
    if (next_is("ROW")) return row();
    if (next_is("EXTRACT") && traits_.extract) return extract();
    if (next_is("ARRAY") && traits_.array_word && begins_query(2))
      return unsupported(peek().position, "ARRAY(SELECT ...)");
    if (next_is("COLUMNS") && traits_.from_first)
      return unsupported(peek().position, "COLUMNS(...)", "name the columns");
    if (next_is("MATCH") && traits_.separator) return unsupported(peek().position, "MATCH ... AGAINST");
    if (next_is("RAISE") && traits_.is_any_value) return unsupported(peek().position, "RAISE");
  }
  if (next_is("ARRAY") && next_is("[", 1) && traits_.array_word) return array();
  if (next_is("BINARY") && traits_.bang_is_not) return unsupported(peek().position, "the operator BINARY", "CAST it");
  if (next_is("MAP") && next_is("{", 1)) return unsupported(peek().position, "a struct or map literal");
  done = false;
  return ExpressionPtr();
}

Result<ExpressionPtr> Parser::case_expression() {
  const Position position = take().position;
  Case node;
  if (!next_is("WHEN")) {
    SAYQUEL_TRY(node.operand, expression());
  }
  while (accept("WHEN")) {
    WhenClause when;
    SAYQUEL_TRY(when.condition, expression());
    SAYQUEL_CHECK(expect("THEN"));
    SAYQUEL_TRY(when.result, expression());
    node.whens.push_back(std::move(when));
  }
  if (node.whens.empty()) return unexpected("WHEN");
  if (accept("ELSE")) {
    SAYQUEL_TRY(node.otherwise, expression());
  }
  SAYQUEL_CHECK(expect("END"));
  return make(std::move(node), position);
}

Result<ExpressionPtr> Parser::cast(bool try_cast) {
  const Position position = take().position;
  Cast node;
  node.try_cast = try_cast;
  SAYQUEL_CHECK(expect("("));
  SAYQUEL_TRY(node.operand, expression());
  SAYQUEL_CHECK(expect("AS"));
  SAYQUEL_TRY(node.type, type_name());
  if (next_is_one_of({"FORMAT", "CHARACTER", "CHARSET", "AT"}))
    return unsupported(peek().position, peek().text + " inside CAST");
  SAYQUEL_CHECK(expect(")"));
  return make(std::move(node), position);
}

Result<ExpressionPtr> Parser::exists() {
  const Position position = take().position;
  SAYQUEL_TRY(Parenthesised content, parentheses());
  if (!content.query) return syntax(position, "EXISTS takes a query");
  return make(Exists{std::move(content.query)}, position);
}

// ROW(a, b): a row of one or none stays a call, which the databases treat as a value of its own.
Result<ExpressionPtr> Parser::row() {
  const Position position = take().position;
  take();
  std::vector<ExpressionPtr> items;
  if (!next_is(")")) {
    SAYQUEL_TRY(items, expression_list());
  }
  SAYQUEL_CHECK(expect(")"));
  if (items.size() > 1) return make(RowExpression{std::move(items)}, position);
  FunctionCall call;
  call.name.emplace_back("ROW");
  call.arguments = std::move(items);
  return make(std::move(call), position);
}

Result<ExpressionPtr> Parser::array() {
  const Position position = take().position;
  SAYQUEL_TRY(ExpressionPtr list, bracket_list());
  return make(*list->as<ArrayExpression>(), position);
}

// [a, b]; inside it, brackets nest: ARRAY[[1, 2], [3, 4]].
Result<ExpressionPtr> Parser::bracket_list() {
  const Level level(*this);
  SAYQUEL_CHECK(check_depth());
  const Position position = take().position;
  ArrayExpression node;
  if (!next_is("]")) do {
      ExpressionPtr element;
      if (next_is("[")) {
        SAYQUEL_TRY(element, bracket_list());
        SAYQUEL_TRY(element, operators(std::move(element), 0));
      } else {
        SAYQUEL_TRY(element, expression());
      }
      node.items.push_back(std::move(element));
    } while (accept(","));
  if (next_is("FOR")) return unsupported(peek().position, "a list comprehension");
  SAYQUEL_CHECK(expect("]"));
  return make(std::move(node), position);
}

Result<ExpressionPtr> Parser::extract() {
  const Position position = take().position;
  take();
  Extract node;
  if (peek().kind != TokenKind::Word && peek().kind != TokenKind::String) return unexpected("a field like YEAR");
  node.field = take().text;
  std::transform(node.field.begin(), node.field.end(), node.field.begin(), upper_character);
  const bool word = !node.field.empty() && std::all_of(node.field.begin(), node.field.end(), continues_name);
  if (!word || !begins_name(node.field.front())) return syntax(position, "EXTRACT needs a field like YEAR");
  SAYQUEL_CHECK(expect("FROM"));
  SAYQUEL_TRY(node.operand, expression());
  SAYQUEL_CHECK(expect(")"));
  return make(std::move(node), position);
}

// a, t.a, s.t.a, t.*, f(...), s.f(...)
Result<ExpressionPtr> Parser::name_or_call() {
  const Token first = peek();
  const bool called = next_is("(", 1);
  if (called && first.kind == TokenKind::Word &&
      (names(first) || contains_word(traits_.callable, first.text) ||
       contains_word(traits_.bare_functions, first.text))) {
    SAYQUEL_TRY(auto special, special_call(first));
    if (special) {
      SAYQUEL_CHECK(after_call(*special));
      return make(std::move(*special), first.position);
    }
    return call({function_name(take())}, first.position);
  }
  if (first.kind == TokenKind::Word && contains_word(traits_.bare_functions, first.text) && !next_is(".", 1)) {
    FunctionCall node;
    node.name.push_back(Identifier(std::string(take().raw)));
    node.bare = true;
    return make(std::move(node), first.position);
  }
  std::vector<Identifier> parts;
  SAYQUEL_TRY(Identifier name, identifier("an expression"));
  parts.push_back(std::move(name));
  while (next_is(".")) {
    take();
    if (accept("*")) return make(Star{std::move(parts)}, first.position);
    SAYQUEL_TRY(name, part_after_dot());
    parts.push_back(std::move(name));
  }
  if (next_is("(")) return call(std::move(parts), first.position);
  if (peek().kind == TokenKind::String && traits_.typed_literals && !traits_.adjacent_strings_join)
    return unsupported(first.position, fmt::format("a literal of the type {}", parts.back().name),
                       "write CAST('...' AS ...)");
  ColumnReference node;
  node.name = std::move(parts.back());
  parts.pop_back();
  node.qualifiers = std::move(parts);
  return make(std::move(node), first.position);
}

}  // namespace sayquel::sql

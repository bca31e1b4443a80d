// Function calls: arguments, clauses inside and after the parentheses, special call syntax, windows.
#include <fmt/format.h>

#include <algorithm>

#include "sql/names.h"
#include "sql/parse/characters.h"
#include "sql/parse/parser_state.h"

namespace sayquel::sql {
namespace {

// Functions whose first argument may be a bare part of a date: DATEADD(day, 1, x). It is read as a string.
constexpr std::string_view kDatePartFunctions[] = {"DATEADD", "DATEDIFF", "DATE_PART", "TIMESTAMPADD", "TIMESTAMPDIFF"};

FunctionCall plain_call(std::string name, std::vector<ExpressionPtr> arguments) {
  FunctionCall result;
  result.name.emplace_back(std::move(name));
  result.arguments = std::move(arguments);
  return result;
}

}  // namespace

bool is_date_part_function(std::string_view upper_name, Dialect dialect) {
  if (dialect == Dialect::MySQL && upper_name == "DATEDIFF") return false;
  return std::find(std::begin(kDatePartFunctions), std::end(kDatePartFunctions), upper_name) !=
         std::end(kDatePartFunctions);
}

// At "(".
Result<ExpressionPtr> Parser::call(std::vector<Identifier> name, Position position) {
  FunctionCall node;
  node.name = std::move(name);
  SAYQUEL_CHECK(call_arguments(node));
  SAYQUEL_CHECK(after_call(node));
  return make(std::move(node), position);
}

Status Parser::call_arguments(FunctionCall& call) {
  const Level level(*this);
  SAYQUEL_CHECK(check_depth());
  SAYQUEL_CHECK(expect("("));
  if (accept("DISTINCT"))
    call.distinct = true;
  else if (next_is("ALL") && !next_is("(", 1))
    take();
  if (next_is("VARIADIC")) return unsupported(peek().position, "VARIADIC");
  if (!next_is(")")) do {
      SAYQUEL_TRY(ExpressionPtr next, argument(call, call.arguments.size()));
      call.arguments.push_back(std::move(next));
    } while (accept(","));
  if (next_is_one_of({"IGNORE", "RESPECT"}) && next_is("NULLS", 1)) {
    call.nulls = take().is("IGNORE") ? NullTreatment::Ignore : NullTreatment::Respect;
    take();
  }
  if (accept("ORDER")) {
    SAYQUEL_CHECK(expect("BY"));
    SAYQUEL_TRY(call.order_by, order_items());
  }
  if (traits_.separator && accept("SEPARATOR")) {
    if (peek().kind != TokenKind::String) return unexpected("a string after SEPARATOR");
    call.separator = take().text;
  }
  if (next_is("LIMIT")) return unsupported(peek().position, "LIMIT inside a call");
  if (next_is("USING")) return unsupported(peek().position, "USING inside a call", "CAST it");
  return expect(")");
}

Result<ExpressionPtr> Parser::argument(const FunctionCall& call, std::size_t index) {
  const Position position = peek().position;
  if (accept("*")) {
    SAYQUEL_CHECK(refuse_star_options());
    return make(Star{}, position);
  }
  const Token& token = peek();
  if (index == 0 && traits_.bare_date_parts && call.name.size() == 1 && token.kind == TokenKind::Word &&
      next_is(",", 1)) {
    std::string upper = call.name.front().name;
    std::transform(upper.begin(), upper.end(), upper.begin(), upper_character);
    if (is_date_part_function(upper, traits_.dialect))
      return make(Literal{LiteralKind::String, std::string(take().raw)}, position);
  }
  return expression();
}

// WITHIN GROUP, FILTER, IGNORE NULLS, OVER.
Status Parser::after_call(FunctionCall& call) {
  if (traits_.within_group && accept_words({"WITHIN", "GROUP"})) {
    SAYQUEL_CHECK(expect("("));
    SAYQUEL_CHECK(expect("ORDER"));
    SAYQUEL_CHECK(expect("BY"));
    SAYQUEL_TRY(call.within_group, order_items());
    SAYQUEL_CHECK(expect(")"));
  }
  if (next_is("FILTER") && next_is("(", 1)) {
    if (!traits_.filter) return lacks(peek().position, "FILTER", "aggregate CASE WHEN ... THEN ... END");
    take();
    take();
    if (!traits_.from_first || next_is("WHERE")) SAYQUEL_CHECK(expect("WHERE"));
    SAYQUEL_TRY(call.filter, expression());
    SAYQUEL_CHECK(expect(")"));
  }
  if (next_is_one_of({"IGNORE", "RESPECT"}) && next_is("NULLS", 1)) {
    call.nulls = take().is("IGNORE") ? NullTreatment::Ignore : NullTreatment::Respect;
    take();
  }
  if (next_is("OVER") && (next_is("(", 1) || names(peek(1)))) {
    take();
    SAYQUEL_TRY(call.over, over());
  }
  return {};
}

Result<Window> Parser::over() {
  if (next_is("(")) return window_definition();
  Window window;
  SAYQUEL_TRY(window.base, identifier("the name of a window"));
  window.by_name = true;
  return window;
}

Result<Window> Parser::window_definition() {
  const Level level(*this);
  SAYQUEL_CHECK(check_depth());
  Window window;
  SAYQUEL_CHECK(expect("("));
  if (names(peek()) && !next_is_one_of({"PARTITION", "ORDER", "ROWS", "RANGE", "GROUPS"})) {
    window.base = identifier_of(take());
  }
  if (accept("PARTITION")) {
    SAYQUEL_CHECK(expect("BY"));
    SAYQUEL_TRY(window.partition_by, expression_list());
  }
  if (accept("ORDER")) {
    SAYQUEL_CHECK(expect("BY"));
    SAYQUEL_TRY(window.order_by, order_items());
  }
  if (next_is_one_of({"ROWS", "RANGE", "GROUPS"})) {
    SAYQUEL_TRY(window.frame, frame());
  }
  SAYQUEL_CHECK(expect(")"));
  return window;
}

Result<Frame> Parser::frame() {
  Frame result;
  const Token unit = take();
  result.unit = unit.is("ROWS") ? FrameUnit::Rows : unit.is("RANGE") ? FrameUnit::Range : FrameUnit::Groups;
  if (result.unit == FrameUnit::Groups && !traits_.frame_groups) return lacks(unit.position, "a frame of GROUPS");
  if (accept("BETWEEN")) {
    SAYQUEL_TRY(result.start, frame_bound());
    SAYQUEL_CHECK(expect("AND"));
    SAYQUEL_TRY(result.end, frame_bound());
  } else {
    SAYQUEL_TRY(result.start, frame_bound());
  }
  if (traits_.frame_exclusion && accept("EXCLUDE")) SAYQUEL_CHECK(frame_exclusion(result));
  return result;
}

Result<FrameBound> Parser::frame_bound() {
  FrameBound bound;
  if (accept_words({"CURRENT", "ROW"})) return bound;
  const bool unbounded = next_is("UNBOUNDED") && accept("UNBOUNDED");
  if (!unbounded) {
    // Tighter than AND, which separates the bounds.
    SAYQUEL_TRY(bound.offset, expression(traits_.precedence.other));
  }
  if (accept("PRECEDING")) {
    bound.kind = unbounded ? FrameBoundKind::UnboundedPreceding : FrameBoundKind::Preceding;
  } else if (accept("FOLLOWING")) {
    bound.kind = unbounded ? FrameBoundKind::UnboundedFollowing : FrameBoundKind::Following;
  } else {
    return unexpected("PRECEDING or FOLLOWING");
  }
  return bound;
}

Status Parser::frame_exclusion(Frame& frame) {
  if (accept_words({"CURRENT", "ROW"}))
    frame.exclusion = FrameExclusion::CurrentRow;
  else if (accept("GROUP"))
    frame.exclusion = FrameExclusion::Group;
  else if (accept("TIES"))
    frame.exclusion = FrameExclusion::Ties;
  else if (accept_words({"NO", "OTHERS"}))
    frame.exclusion = FrameExclusion::NoOthers;
  else
    return unexpected("CURRENT ROW, GROUP, TIES or NO OTHERS");
  return {};
}

// ---- special call syntax, read into plain calls ----

// Nothing where the call has the usual form.
Result<std::optional<FunctionCall>> Parser::special_call(const Token& name) {
  if (!traits_.call_syntax) return std::nullopt;
  if (name.is("SUBSTRING") || name.is("SUBSTR") || name.is("MID")) {
    SAYQUEL_TRY(FunctionCall result, substring_call());
    return result;
  }
  if (name.is("TRIM")) {
    SAYQUEL_TRY(FunctionCall result, trim_call());
    return result;
  }
  if (name.is("POSITION")) {
    SAYQUEL_TRY(FunctionCall result, position_call());
    return result;
  }
  if (name.is("OVERLAY")) {
    SAYQUEL_TRY(FunctionCall result, overlay_call());
    return result;
  }
  if (name.is("CONVERT") && traits_.separator) {  // MySQL: CONVERT(x, CHAR) is a cast
    return unsupported(name.position, "CONVERT", "use CAST(... AS ...)");
  }
  return std::nullopt;
}

// SUBSTRING(x FROM 2 FOR 3) is SUBSTRING(x, 2, 3).
Result<FunctionCall> Parser::substring_call() {
  const Level level(*this);
  SAYQUEL_CHECK(check_depth());
  FunctionCall result;
  result.name.push_back(function_name(take()));
  SAYQUEL_CHECK(expect("("));
  if (accept(")")) return result;
  SAYQUEL_TRY(result.arguments, expression_list());
  const Position position = peek().position;
  if (next_is("SIMILAR")) return unsupported(position, "SUBSTRING ... SIMILAR");
  if (result.arguments.size() == 1 && accept("FROM")) {
    SAYQUEL_TRY(ExpressionPtr start, expression());
    result.arguments.push_back(std::move(start));
    if (accept("FOR")) {
      SAYQUEL_TRY(ExpressionPtr length, expression());
      result.arguments.push_back(std::move(length));
    }
  } else if (result.arguments.size() == 1 && accept("FOR")) {
    SAYQUEL_TRY(ExpressionPtr length, expression());
    if (accept("FROM")) {
      SAYQUEL_TRY(ExpressionPtr start, expression());
      result.arguments.push_back(std::move(start));
    } else {
      result.arguments.push_back(make(Literal{LiteralKind::Number, "1"}, position));
    }
    result.arguments.push_back(std::move(length));
  }
  SAYQUEL_CHECK(expect(")"));
  return result;
}

// TRIM(BOTH 'x' FROM y) is TRIM(y, 'x'); LEADING and TRAILING make LTRIM and RTRIM of it.
Result<FunctionCall> Parser::trim_call() {
  const Level level(*this);
  SAYQUEL_CHECK(check_depth());
  FunctionCall result;
  result.name.push_back(function_name(take()));
  SAYQUEL_CHECK(expect("("));
  if (next_is("LEADING")) result.name = {Identifier("LTRIM")};
  if (next_is("TRAILING")) result.name = {Identifier("RTRIM")};
  const bool sided = next_is_one_of({"LEADING", "TRAILING", "BOTH"});
  if (sided) take();
  if (accept("FROM")) {
    SAYQUEL_TRY(result.arguments, expression_list());
  } else {
    SAYQUEL_TRY(ExpressionPtr first, expression());
    if (accept("FROM")) {
      SAYQUEL_TRY(result.arguments, expression_list());
      if (result.arguments.size() != 1) return unexpected("\")\"");
      result.arguments.push_back(std::move(first));
    } else {
      result.arguments.push_back(std::move(first));
      while (accept(",")) {
        SAYQUEL_TRY(ExpressionPtr next, expression());
        result.arguments.push_back(std::move(next));
      }
    }
  }
  SAYQUEL_CHECK(expect(")"));
  return result;
}

// POSITION(x IN y) is STRPOS(y, x), in MySQL LOCATE(x, y).
Result<FunctionCall> Parser::position_call() {
  const Level level(*this);
  SAYQUEL_CHECK(check_depth());
  const Token name = take();
  SAYQUEL_CHECK(expect("("));
  SAYQUEL_TRY(ExpressionPtr needle, expression(traits_.precedence.predicate + 1));
  if (next_is(",")) {  // the plain form
    FunctionCall result = plain_call(std::string(name.raw), {std::move(needle)});
    while (accept(",")) {
      SAYQUEL_TRY(ExpressionPtr next, expression());
      result.arguments.push_back(std::move(next));
    }
    SAYQUEL_CHECK(expect(")"));
    return result;
  }
  SAYQUEL_CHECK(expect("IN"));
  SAYQUEL_TRY(ExpressionPtr text, expression());
  SAYQUEL_CHECK(expect(")"));
  std::vector<ExpressionPtr> arguments;
  arguments.push_back(traits_.position_needle_first ? needle : text);
  arguments.push_back(traits_.position_needle_first ? text : needle);
  return plain_call(std::string(traits_.position_function), std::move(arguments));
}

// OVERLAY(x PLACING y FROM 2 FOR 3) is OVERLAY(x, y, 2, 3).
Result<FunctionCall> Parser::overlay_call() {
  const Level level(*this);
  SAYQUEL_CHECK(check_depth());
  FunctionCall result;
  result.name.push_back(function_name(take()));
  SAYQUEL_CHECK(expect("("));
  if (accept(")")) return result;
  SAYQUEL_TRY(result.arguments, expression_list());
  for (const std::string_view word : {"PLACING", "FROM", "FOR"}) {
    if (!accept(word)) continue;
    SAYQUEL_TRY(ExpressionPtr next, expression());
    result.arguments.push_back(std::move(next));
  }
  SAYQUEL_CHECK(expect(")"));
  return result;
}

}  // namespace sayquel::sql

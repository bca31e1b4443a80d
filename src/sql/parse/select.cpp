// SELECT and its clauses.
#include <fmt/format.h>

#include "sql/parse/parser_state.h"

namespace sayquel::sql {

Result<Query> Parser::select() {
  Query result;
  result.position = take().position;
  Select body;
  SAYQUEL_CHECK(select_head(result, body));
  SAYQUEL_CHECK(select_items(body));
  SAYQUEL_CHECK(select_clauses(body));
  result.body = std::move(body);
  return result;
}

// DuckDB: FROM t is SELECT * FROM t, and FROM t SELECT a is SELECT a FROM t.
Result<Query> Parser::from_first() {
  Query result;
  result.position = take().position;
  Select body;
  SAYQUEL_TRY(body.from, from_list());
  if (accept("SELECT")) {
    SAYQUEL_CHECK(select_head(result, body));
    SAYQUEL_CHECK(select_items(body));
  } else {
    body.items.push_back({make(Star{}, result.position), std::nullopt});
  }
  SAYQUEL_CHECK(select_clauses(body));
  result.body = std::move(body);
  return result;
}

// What may stand between SELECT and the first item.
Status Parser::select_head(Query& query, Select& select) {
  if (accept("DISTINCT") || (contains_word(traits_.reserved, "DISTINCTROW") && accept("DISTINCTROW"))) {
    select.distinct = true;
    if (next_is("ON") && traits_.distinct_on) {
      take();
      SAYQUEL_CHECK(expect("("));
      SAYQUEL_TRY(select.distinct_on, expression_list());
      SAYQUEL_CHECK(expect(")"));
    }
  } else {
    accept("ALL");
  }
  if (traits_.top && next_is("TOP")) {
    const Position position = take().position;
    Limit limit;
    if (peek().kind != TokenKind::Number && !next_is("(")) return unexpected("a number of rows");
    SAYQUEL_TRY(limit.count, primary());
    if (next_is("PERCENT")) return unsupported(position, "TOP ... PERCENT");
    query.limit = std::move(limit);
  }
  if (next_is_one_of({"SQL_CALC_FOUND_ROWS", "SQL_BIG_RESULT", "SQL_SMALL_RESULT", "HIGH_PRIORITY", "STRAIGHT_JOIN"}) &&
      contains_word(traits_.reserved, peek().text))
    return unsupported(peek().position, "the modifier " + peek().text, "leave it out");
  return {};
}

Status Parser::select_items(Select& select) {
  if (next_is("FROM") && !traits_.string_names)
    return unsupported(peek().position, "a SELECT without columns", "name a column, or write *");
  do {
    if (traits_.from_first && !select.items.empty() && (next_is_one_of({"FROM", ")"}) || peek().kind == TokenKind::End))
      break;  // DuckDB allows a comma after the last item
    SAYQUEL_TRY(SelectItem item, select_item());
    select.items.push_back(std::move(item));
  } while (accept(","));
  return {};
}

Result<SelectItem> Parser::select_item() {
  const Position position = peek().position;
  SelectItem item;
  if (accept("*")) {
    item.expression = make(Star{}, position);
    SAYQUEL_CHECK(refuse_star_options());
    return item;
  }
  SAYQUEL_TRY(item.expression, expression());
  if (item.expression->as<Star>()) {
    SAYQUEL_CHECK(refuse_star_options());
    return item;
  }
  SAYQUEL_TRY(item.alias, column_alias());
  return item;
}

Status Parser::refuse_star_options() {
  // * EXCEPT (a, b) leaves columns out, * EXCEPT (SELECT ...) is a set operation.
  if (next_is_one_of({"EXCLUDE", "REPLACE", "RENAME", "EXCEPT"}) && next_is("(", 1) &&
      !(next_is("EXCEPT") && (begins_query(2) || next_is("(", 2))))
    return unsupported(peek().position, "* " + peek().text, "name the columns");
  if (next_is("EXCLUDE")) return unsupported(peek().position, "* EXCLUDE", "name the columns");
  if (traits_.from_first && (next_is("AS") || names_alias(peek())))
    return unsupported(peek().position, "a name for *", "name the columns");
  if (next_is_one_of({"LIKE", "ILIKE", "GLOB", "SIMILAR"}))
    return unsupported(peek().position, "a pattern after *", "name the columns");
  return {};
}

// After AS any word is a name; without it only one that ends no expression.
Result<std::optional<Identifier>> Parser::column_alias() {
  if (accept("AS")) {
    const Token& token = peek();
    if (token.kind == TokenKind::Word || token.kind == TokenKind::Quoted) return identifier_of(take());
    if (token.kind == TokenKind::String &&
        (traits_.string_names || (traits_.adjacent_strings_join && !token.text.empty())))
      return identifier_of(take());
    return unexpected("a name after AS");
  }
  if (names_alias(peek())) return identifier_of(take());
  if (peek().kind == TokenKind::String && traits_.adjacent_strings_join && !peek().text.empty())
    return identifier_of(take());
  return std::nullopt;
}

Status Parser::select_clauses(Select& select) {
  if (next_is("INTO"))
    return refused(peek().position, "SELECT INTO writes the result somewhere else", "leave INTO out");
  if (!select.from && accept("FROM")) {
    if (traits_.dual && next_is("DUAL")) {
      take();
    } else {
      SAYQUEL_TRY(select.from, from_list());
    }
  }
  if (next_is("INTO"))
    return refused(peek().position, "SELECT INTO writes the result somewhere else", "leave INTO out");
  if (accept("WHERE")) {
    SAYQUEL_TRY(select.where, expression());
  }
  if (accept("GROUP")) {
    SAYQUEL_CHECK(expect("BY"));
    SAYQUEL_CHECK(group_by(select));
  }
  if (accept("HAVING")) {
    SAYQUEL_TRY(select.having, expression());
  }
  if (traits_.named_windows && next_is("WINDOW")) SAYQUEL_CHECK(named_windows(select));
  if (traits_.qualify && accept("QUALIFY")) {
    SAYQUEL_TRY(select.qualify, expression());
  }
  if (next_is("QUALIFY") && !traits_.qualify)
    return lacks(peek().position, "QUALIFY", "filter the window function in an outer query");
  if (next_is("USING") && next_is("SAMPLE", 1)) return unsupported(peek().position, "USING SAMPLE");
  return {};
}

Status Parser::group_by(Select& select) {
  if (traits_.group_by_all && next_is("ALL")) {
    take();
    select.group_by_all = true;
    return {};
  }
  if (next_is_one_of({"DISTINCT", "ALL"})) return unsupported(peek().position, "GROUP BY " + peek().text);
  do {
    SAYQUEL_TRY(GroupingElement element, grouping_element());
    select.group_by.push_back(std::move(element));
  } while (accept(","));
  if (traits_.with_rollup && accept_words({"WITH", "ROLLUP"})) {
    GroupingElement rollup;
    rollup.kind = GroupingKind::Rollup;
    rollup.elements = std::move(select.group_by);
    select.group_by.clear();
    select.group_by.push_back(std::move(rollup));
  }
  return {};
}

Result<GroupingElement> Parser::grouping_element() {
  GroupingElement element;
  if (traits_.grouping_sets) {
    if (next_is("ROLLUP") && next_is("(", 1)) return grouping_list(GroupingKind::Rollup);
    if (next_is("CUBE") && next_is("(", 1)) return grouping_list(GroupingKind::Cube);
    if (next_is("GROUPING") && next_is("SETS", 1)) {
      take();
      return grouping_list(GroupingKind::Sets);
    }
    if (accept_words({"(", ")"})) {
      element.kind = GroupingKind::Empty;
      return element;
    }
  } else if (next_is("GROUPING") && next_is("SETS", 1)) {
    return lacks(peek().position, "GROUPING SETS", "write one query for each set and UNION ALL between them");
  }
  SAYQUEL_TRY(element.expression, expression());
  return element;
}

Result<GroupingElement> Parser::grouping_list(GroupingKind kind) {
  const Level level(*this);
  SAYQUEL_CHECK(check_depth());
  take();
  GroupingElement element;
  element.kind = kind;
  SAYQUEL_CHECK(expect("("));
  do {
    SAYQUEL_TRY(GroupingElement part, grouping_element());
    element.elements.push_back(std::move(part));
  } while (accept(","));
  SAYQUEL_CHECK(expect(")"));
  return element;
}

Status Parser::named_windows(Select& select) {
  take();
  do {
    NamedWindow window;
    SAYQUEL_TRY(window.name, identifier("the name of a window"));
    SAYQUEL_CHECK(expect("AS"));
    SAYQUEL_TRY(window.window, window_definition());
    select.windows.push_back(std::move(window));
  } while (accept(","));
  return {};
}

Result<std::vector<OrderItem>> Parser::order_items() {
  std::vector<OrderItem> items;
  do {
    SAYQUEL_TRY(OrderItem item, order_item());
    items.push_back(std::move(item));
  } while (accept(","));
  return items;
}

Result<OrderItem> Parser::order_item() {
  OrderItem item;
  SAYQUEL_TRY(item.expression, expression());
  if (accept("DESC"))
    item.descending = true;
  else
    accept("ASC");
  if (next_is("USING")) return unsupported(peek().position, "ORDER BY ... USING");
  if (next_is("NULLS") && next_is_one_of({"FIRST", "LAST"}, 1)) {
    if (!traits_.nulls_order) return lacks(peek().position, "NULLS " + peek(1).text, "order by x IS NULL first");
    take();
    item.nulls = take().is("FIRST") ? NullsOrder::First : NullsOrder::Last;
  }
  return item;
}

}  // namespace sayquel::sql

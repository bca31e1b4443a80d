// FROM: tables, joins, derived tables, table functions.
#include <fmt/format.h>

#include <algorithm>

#include "sql/parse/parser_state.h"

namespace sayquel::sql {
namespace {

FromPtr item(decltype(FromItem::node) node, Position position) {
  return std::make_shared<const FromItem>(FromItem{std::move(node), position});
}

}  // namespace

Result<FromPtr> Parser::from_list() {
  SAYQUEL_TRY(FromPtr left, joined_table());
  while (next_is(",")) {
    const Position position = left->position;
    take();
    if (traits_.from_first && (peek().kind == TokenKind::End || next_is_one_of({")", ";"})))
      return unsupported(peek().position, "a comma after the last table", "leave it out");
    const int left_height = height_;
    Join join;
    join.kind = JoinKind::Cross;
    join.comma = true;
    join.left = std::move(left);
    if (traits_.comma_binds_like_join) {
      SAYQUEL_TRY(join.right, from_item());
    } else {
      SAYQUEL_TRY(join.right, joined_table());
    }
    height_ = std::max(height_, left_height);
    SAYQUEL_CHECK(grow());
    left = item(std::move(join), position);
    if (traits_.comma_binds_like_join) {
      SAYQUEL_TRY(left, join_chain(std::move(left)));
    }
  }
  return left;
}

Result<FromPtr> Parser::joined_table() {
  const Level level(*this);
  SAYQUEL_CHECK(check_depth());
  SAYQUEL_TRY(FromPtr first, from_item());
  return join_chain(std::move(first));
}

Result<FromPtr> Parser::join_chain(FromPtr left) {
  while (true) {
    const FromPtr before = left;
    SAYQUEL_TRY(left, join_once(std::move(left)));
    if (left == before) return left;
  }
}

// `left` joined to what follows; `left` itself where no join follows.
Result<FromPtr> Parser::join_once(FromPtr left) {
  SAYQUEL_TRY(std::optional<Join> join, join_words());
  if (!join) return left;
  const Position position = left->position;
  const int left_height = height_;
  height_ = 0;
  join->left = std::move(left);
  SAYQUEL_TRY(join->right, from_item());
  if (join->kind == JoinKind::Cross && traits_.join_needs_condition) {
    height_ = std::max(height_, left_height);
    SAYQUEL_CHECK(grow());
    return item(std::move(*join), position);
  }
  SAYQUEL_TRY(bool conditioned, join_condition(*join));
  // a JOIN b JOIN c ON x ON y: the right side is a join itself.
  while (!conditioned && !join->natural && traits_.join_needs_condition) {
    const Level level(*this);
    SAYQUEL_CHECK(check_depth());
    const FromPtr before = join->right;
    SAYQUEL_TRY(join->right, join_once(std::move(join->right)));
    if (join->right == before) return unexpected("ON or USING");
    SAYQUEL_TRY(conditioned, join_condition(*join));
  }
  if (conditioned && join->kind == JoinKind::Cross) join->kind = JoinKind::Inner;
  if (!conditioned && !join->natural && join->kind == JoinKind::Inner) join->kind = JoinKind::Cross;
  height_ = std::max(height_, left_height);
  SAYQUEL_CHECK(grow());
  return item(std::move(*join), position);
}

// NATURAL LEFT OUTER JOIN and its kind; nothing where no join begins.
Result<std::optional<Join>> Parser::join_words() {
  Join join;
  const Position position = peek().position;
  if (next_is_one_of({"ASOF", "POSITIONAL"}) && next_is_one_of({"JOIN", "LEFT", "RIGHT", "FULL", "INNER"}, 1))
    return unsupported(position, peek().text + " JOIN");
  if (next_is("STRAIGHT_JOIN")) return unsupported(position, "STRAIGHT_JOIN", "write JOIN");
  join.natural = next_is("NATURAL") && accept("NATURAL");
  const bool side = next_is_one_of({"LEFT", "RIGHT", "FULL"});
  if (side) {
    const Token word = take();
    join.kind = word.is("LEFT") ? JoinKind::Left : word.is("RIGHT") ? JoinKind::Right : JoinKind::Full;
    if (join.kind == JoinKind::Full && !traits_.full_join)
      return lacks(word.position, "FULL JOIN", "UNION a LEFT JOIN and a RIGHT JOIN");
    accept("OUTER");
    SAYQUEL_CHECK(expect("JOIN"));
    return join;
  }
  if (next_is("JOIN") || (next_is("INNER") && next_is("JOIN", 1))) {
    accept("INNER");
    take();
    return join;
  }
  if (!join.natural && next_is("CROSS") && next_is("JOIN", 1)) {
    join.kind = JoinKind::Cross;
    taken_ += 2;
    return join;
  }
  if (traits_.semi_anti_join && next_is_one_of({"SEMI", "ANTI"}) && next_is("JOIN", 1)) {
    join.kind = take().is("SEMI") ? JoinKind::Semi : JoinKind::Anti;
    take();
    return join;
  }
  if (join.natural) return unexpected("JOIN");
  return std::nullopt;
}

// Whether ON or USING was there.
Result<bool> Parser::join_condition(Join& join) {
  if (join.natural) return false;
  if (accept("ON")) {
    const int height = height_;
    SAYQUEL_TRY(join.on, expression());
    height_ = std::max(height, height_);
    return true;
  }
  if (next_is("USING") && next_is("(", 1)) {
    take();
    SAYQUEL_TRY(join.using_columns, identifier_list());
    if (next_is("AS")) return unsupported(peek().position, "an alias after USING");
    return true;
  }
  return false;
}

Result<FromPtr> Parser::from_item() {
  const Position position = peek().position;
  if (next_is("(")) return from_parentheses();
  if (traits_.lateral && accept("LATERAL")) {
    if (!next_is("(")) return table_or_function(true);
    take();
    SAYQUEL_TRY(QueryPtr inner, query());
    SAYQUEL_CHECK(expect(")"));
    return derived_table(std::move(inner), true, position);
  }
  if (next_is("LATERAL") && (next_is("(", 1) || next_is("(", 2))) return lacks(position, "LATERAL");
  if (traits_.values_in_from && begins_query() && next_is("VALUES")) {
    SAYQUEL_TRY(Query rows, values());
    return derived_table(std::make_shared<const Query>(std::move(rows)), false, position);
  }
  if (next_is("ROWS") && next_is("FROM", 1)) return unsupported(position, "ROWS FROM");
  if (next_is_one_of({"JSON_TABLE", "XMLTABLE"}) && next_is("(", 1)) return unsupported(position, peek().text);
  if (next_is("ONLY")) return unsupported(position, "ONLY before a table");
  return table_or_function(false);
}

// A query with an alias, or joins in parentheses. ((SELECT ...) UNION ...) and ((a JOIN b ...) JOIN c ...) begin
// alike; what is inside tells.
Result<FromPtr> Parser::from_parentheses() {
  const Level level(*this);
  SAYQUEL_CHECK(check_depth());
  const Position position = take().position;
  SAYQUEL_CHECK(refuse_changing_statement());
  if (begins_query()) {
    SAYQUEL_TRY(QueryPtr inner, query());
    SAYQUEL_CHECK(expect(")"));
    return derived_table(std::move(inner), false, position);
  }
  FromPtr first;
  if (next_is("(")) {
    SAYQUEL_TRY(first, from_parentheses());
    const auto* derived = first->as<DerivedTable>();
    if (derived && !derived->alias && !derived->lateral && (next_is(")") || continues_query())) {
      if (continues_query() && !traits_.parenthesised_operands)
        return lacks(first->position, "a parenthesis around an operand of UNION", "write SELECT * FROM (...)");
      SAYQUEL_TRY(QueryPtr whole, finish_query(*derived->query, first->position));
      SAYQUEL_CHECK(expect(")"));
      return derived_table(std::move(whole), false, position);
    }
    SAYQUEL_TRY(first, join_chain(std::move(first)));
  } else {
    SAYQUEL_TRY(first, traits_.comma_in_parentheses ? from_list() : joined_table());
  }
  while (traits_.comma_in_parentheses && next_is(",")) {
    take();
    Join join;
    join.kind = JoinKind::Cross;
    join.comma = true;
    join.left = std::move(first);
    SAYQUEL_TRY(join.right, traits_.comma_binds_like_join ? from_item() : joined_table());
    SAYQUEL_CHECK(grow());
    first = item(std::move(join), position);
    if (traits_.comma_binds_like_join) {
      SAYQUEL_TRY(first, join_chain(std::move(first)));
    }
  }
  SAYQUEL_CHECK(expect(")"));
  if (next_is("AS") || names_alias(peek()))
    return unsupported(peek().position, "a name for joined tables in parentheses", "name each table");
  return first;
}

Result<FromPtr> Parser::derived_table(QueryPtr query, bool lateral, Position position) {
  DerivedTable table;
  table.query = std::move(query);
  table.lateral = lateral;
  SAYQUEL_TRY(table.alias, table_alias());
  SAYQUEL_CHECK(refuse_table_options());
  return item(std::move(table), position);
}

Result<FromPtr> Parser::table_or_function(bool lateral) {
  const Token first = peek();
  const bool function =
      first.kind == TokenKind::Word && next_is("(", 1) && (names(first) || contains_word(traits_.callable, first.text));
  TableReference reference;
  if (function) {
    reference.name = function_name(take());
  } else if (traits_.from_first && first.kind == TokenKind::String && !first.text.empty()) {
    reference.name = identifier_of(take());  // DuckDB: FROM 'file.csv'
  } else {
    SAYQUEL_TRY(reference.name, identifier("a table"));
  }
  while (accept(".")) {
    reference.schema.push_back(std::move(reference.name));
    SAYQUEL_TRY(reference.name, part_after_dot());
  }
  if (next_is("(")) {
    TableFunction result;
    result.lateral = lateral;
    std::vector<Identifier> name = std::move(reference.schema);
    name.push_back(std::move(reference.name));
    SAYQUEL_TRY(ExpressionPtr called, call(std::move(name), first.position));
    const auto* plain = called->as<FunctionCall>();
    if (!plain || plain->over) return syntax(first.position, "a window function cannot stand in FROM");
    result.call = *plain;
    result.with_ordinality = traits_.with_ordinality && accept_words({"WITH", "ORDINALITY"});
    SAYQUEL_TRY(result.alias, table_alias());
    return item(std::move(result), first.position);
  }
  if (lateral) return unexpected("a query in parentheses or a function after LATERAL");
  SAYQUEL_CHECK(refuse_table_options());
  SAYQUEL_TRY(reference.alias, table_alias());
  SAYQUEL_CHECK(refuse_table_options());
  return item(std::move(reference), first.position);
}

Result<std::optional<TableAlias>> Parser::table_alias() {
  TableAlias alias;
  const Position position = peek().position;
  if (accept("AS")) {
    SAYQUEL_TRY(alias.name, identifier("a name after AS"));
  } else if (names_alias(peek()) && !next_is_one_of({"INDEXED", "FORCE", "USE", "IGNORE"}) &&
             !(next_is("WITH") && next_is("ORDINALITY", 1)) && !(next_is("LOCK") && next_is("IN", 1))) {
    alias.name = identifier_of(take());
  } else {
    return std::nullopt;
  }
  if (next_is("(")) {
    if (!traits_.alias_columns) return lacks(position, "a list of column names after an alias", "name them in a WITH");
    if (peek(1).kind == TokenKind::Word && peek(2).kind == TokenKind::Word)
      return unsupported(position, "a list of column types after an alias");
    SAYQUEL_TRY(alias.columns, identifier_list());
  }
  return alias;
}

Status Parser::refuse_table_options() {
  const Position position = peek().position;
  if (next_is("TABLESAMPLE")) return unsupported(position, "TABLESAMPLE");
  if (next_is("INDEXED") && next_is("BY", 1)) return unsupported(position, "INDEXED BY", "leave it out");
  if (next_is("NOT") && next_is("INDEXED", 1)) return unsupported(position, "NOT INDEXED", "leave it out");
  if (next_is_one_of({"USE", "FORCE", "IGNORE"}) && next_is_one_of({"INDEX", "KEY"}, 1))
    return unsupported(position, peek().text + " INDEX", "leave it out");
  if (next_is("PARTITION") && next_is("(", 1)) return unsupported(position, "PARTITION after a table");
  if (next_is_one_of({"PIVOT", "UNPIVOT"}) && next_is("(", 1)) return unsupported(position, peek().text);
  if (next_is("FOR") && next_is("SYSTEM_TIME", 1)) return unsupported(position, "FOR SYSTEM_TIME");
  if (next_is("*")) return unsupported(position, "* after a table");
  return {};
}

}  // namespace sayquel::sql

// WITH, set operations, queries in parentheses, ORDER BY, LIMIT.
#include <fmt/format.h>

#include <algorithm>

#include "sql/parse/parser_state.h"

namespace sayquel::sql {
namespace {

// What begins another statement than a query. Only at the beginning of a statement: most are names elsewhere.
constexpr std::string_view kStatementWords[] = {
    "ABORT",    "ALTER",     "ANALYSE",   "ANALYZE",  "ATTACH",  "BEGIN",   "CALL",       "CANCEL",  "CHECKPOINT",
    "CLOSE",    "CLUSTER",   "COMMENT",   "COMMIT",   "COPY",    "CREATE",  "DEALLOCATE", "DECLARE", "DELETE",
    "DESC",     "DESCRIBE",  "DETACH",    "DISCARD",  "DO",      "DROP",    "END",        "EXECUTE", "EXPLAIN",
    "EXPORT",   "FETCH",     "FLUSH",     "GRANT",    "HANDLER", "IMPORT",  "INSERT",     "INSTALL", "KILL",
    "LISTEN",   "LOAD",      "LOCK",      "MERGE",    "MOVE",    "NOTIFY",  "OPTIMIZE",   "PIVOT",   "PRAGMA",
    "PREPARE",  "REASSIGN",  "REFRESH",   "REINDEX",  "RELEASE", "RENAME",  "REPAIR",     "REPLACE", "RESET",
    "REVOKE",   "ROLLBACK",  "SAVEPOINT", "SECURITY", "SET",     "SHOW",    "SHUTDOWN",   "START",   "SUMMARIZE",
    "TRUNCATE", "UNINSTALL", "UNLISTEN",  "UNLOAD",   "UNLOCK",  "UNPIVOT", "UPDATE",     "USE",     "VACUUM",
    "XA"};

constexpr std::string_view kChangingWords[] = {"DELETE", "INSERT", "MERGE", "REPLACE", "UPDATE"};

Query wrap(SetOperation operation, Position position) {
  Query result;
  result.body = std::move(operation);
  result.position = position;
  return result;
}

}  // namespace

std::optional<std::string> Parser::other_statement(std::size_t ahead) {
  const Token& token = peek(ahead);
  if (token.kind == TokenKind::Word && contains_word(kStatementWords, token.text)) return token.text;
  return std::nullopt;
}

Status Parser::refuse_other_statement() {
  const auto word = other_statement();
  if (!word) return {};
  return refused(peek().position, fmt::format("{} statement: only a query may stand here", *word), "write a SELECT");
}

// In parentheses, where the words may be names too: INSERT INTO, DELETE FROM, UPDATE t SET.
Status Parser::refuse_changing_statement() {
  const Token& token = peek();
  if (token.kind != TokenKind::Word || !contains_word(kChangingWords, token.text)) return {};
  if (!next_is_one_of({"INTO", "FROM"}, 1) && !next_is("SET", 2)) return {};
  return refused(token.position, fmt::format("{} statement: only a query may stand here", token.text),
                 "write a SELECT");
}

bool Parser::begins_query(std::size_t ahead) {
  if (next_is_one_of({"SELECT", "WITH"}, ahead)) return true;
  if (next_is("VALUES", ahead)) return next_is(traits_.values_rows_named ? "ROW" : "(", ahead + 1);
  if (next_is("FROM", ahead)) return traits_.from_first;
  return traits_.table_statement && next_is("TABLE", ahead);
}

bool Parser::continues_query() {
  return next_is_one_of({"UNION", "INTERSECT", "EXCEPT", "ORDER", "LIMIT", "OFFSET", "FETCH", "FOR"}) ||
         (traits_.minus_word && next_is("MINUS"));
}

Result<QueryPtr> Parser::query() {
  const Level level(*this);
  SAYQUEL_CHECK(check_depth());
  const Position position = peek().position;
  std::optional<With> tables;
  if (next_is("WITH")) {
    SAYQUEL_TRY(tables, with());
    const Token& token = peek();
    if (token.kind == TokenKind::Word && contains_word(kChangingWords, token.text))
      return refused(token.position, fmt::format("{} statement: only a query may stand here", token.text),
                     "write a SELECT");
  }
  SAYQUEL_TRY(Query first, operand());
  SAYQUEL_TRY(first, set_expression(std::move(first), 0));
  if (tables) {
    if (first.with) return syntax(position, "WITH stands twice before one query");
    first.with = std::move(tables);
  }
  return finish_query(std::move(first), position);
}

Result<QueryPtr> Parser::finish_query(Query first, Position position) {
  SAYQUEL_TRY(Query whole, set_expression(std::move(first), 0));
  Query outer;
  SAYQUEL_CHECK(order_and_limit(outer));
  SAYQUEL_CHECK(merge_outer(whole, outer, position));
  SAYQUEL_CHECK(refuse_locking());
  whole.position = position;
  return std::make_shared<const Query>(std::move(whole));
}

// ORDER BY and LIMIT read after a query that may have been in parentheses with clauses of its own.
Status Parser::merge_outer(Query& inner, Query& outer, Position position) {
  const bool ordered = !outer.order_by.empty() || outer.order_by_all;
  const bool was_ordered = !inner.order_by.empty() || inner.order_by_all;
  if ((ordered && was_ordered) || (outer.limit && inner.limit))
    return syntax(
        position,
        fmt::format("{} stands twice, inside and outside parentheses", ordered && was_ordered ? "ORDER BY" : "LIMIT"),
        "make the inner query a subquery in FROM");
  if (ordered && inner.limit && !traits_.parentheses_merge)
    return unsupported(position, "ORDER BY around a query in parentheses with a LIMIT of its own",
                       "make the inner query a subquery in FROM");
  if (ordered) {
    inner.order_by = std::move(outer.order_by);
    inner.order_by_all = outer.order_by_all;
  }
  if (outer.limit) inner.limit = std::move(outer.limit);
  return {};
}

// What binds tighter than `minimum`: UNION and EXCEPT 1, INTERSECT 2 where the dialect makes a difference.
Result<Query> Parser::set_expression(Query first, int minimum) {
  while (next_is_one_of({"UNION", "INTERSECT", "EXCEPT"}) || (traits_.minus_word && next_is("MINUS"))) {
    const int level = next_is("INTERSECT") && traits_.intersect_binds_tighter ? 2 : 1;
    if (level <= minimum) break;
    const Position position = first.position;
    SAYQUEL_TRY(SetOperation operation, set_operator());
    operation.left = std::make_shared<const Query>(std::move(first));
    const int left_height = height_;
    height_ = 0;
    SAYQUEL_TRY(Query right, operand_after("UNION, INTERSECT or EXCEPT"));
    SAYQUEL_TRY(right, set_expression(std::move(right), level));
    operation.right = std::make_shared<const Query>(std::move(right));
    height_ = std::max(height_, left_height);
    SAYQUEL_CHECK(grow());
    first = wrap(std::move(operation), position);
  }
  return first;
}

Result<SetOperation> Parser::set_operator() {
  SetOperation operation;
  const Token word = take();
  operation.op = word.is("UNION")       ? SetOperator::Union
                 : word.is("INTERSECT") ? SetOperator::Intersect
                                        : SetOperator::Except;
  if (next_is("ALL")) {
    if (operation.op != SetOperator::Union && !traits_.set_operation_all)
      return lacks(word.position, word.text + " ALL");
    take();
    operation.all = true;
  } else if (next_is("DISTINCT")) {
    if (!traits_.distinct_word_in_set) return lacks(word.position, word.text + " DISTINCT");
    take();
  }
  if (next_is("BY") && next_is("NAME", 1)) return unsupported(word.position, word.text + " BY NAME");
  return operation;
}

Result<Query> Parser::operand_after(std::string_view operation) {
  if (next_is("(") && !traits_.parenthesised_operands)
    return lacks(peek().position, fmt::format("a parenthesis around an operand of {}", operation),
                 "write SELECT * FROM (...)");
  return operand();
}

// SELECT, VALUES, TABLE, or a whole query in parentheses.
Result<Query> Parser::operand() {
  const Position position = peek().position;
  if (next_is("SELECT")) return select();
  if (next_is("VALUES")) return values();
  if (next_is("FROM") && traits_.from_first) return from_first();
  if (next_is("TABLE") && traits_.table_statement) return table_statement();
  if (next_is("WITH")) return syntax(position, "WITH stands inside a query", "put it first, or in parentheses");
  if (!next_is("(")) return unexpected("SELECT");
  if (!traits_.parenthesised_operands)
    return lacks(position, "a query in parentheses", "write it without them, or SELECT * FROM (...)");
  take();
  SAYQUEL_CHECK(refuse_changing_statement());
  SAYQUEL_TRY(QueryPtr inner, query());
  SAYQUEL_CHECK(expect(")"));
  Query result = *inner;
  result.position = position;
  // As the operand of a set operation, a query with clauses of its own stays as it is; alone, it takes the outer ones.
  return result;
}

Result<Query> Parser::values() {
  Query result;
  result.position = take().position;
  Values body;
  do {
    if (traits_.values_rows_named && !accept("ROW")) return unexpected("ROW");
    SAYQUEL_CHECK(expect("("));
    SAYQUEL_TRY(auto row, expression_list());
    SAYQUEL_CHECK(expect(")"));
    if (!body.rows.empty() && row.size() != body.rows.front().size())
      return syntax(result.position, "the rows of VALUES differ in length");
    body.rows.push_back(std::move(row));
  } while (accept(","));
  result.body = std::move(body);
  return result;
}

// TABLE t is SELECT * FROM t.
Result<Query> Parser::table_statement() {
  Query result;
  result.position = take().position;
  Select body;
  body.items.push_back({make(Star{}, result.position), std::nullopt});
  TableReference reference;
  const Position position = peek().position;
  SAYQUEL_TRY(reference.name, identifier("a table name"));
  while (accept(".")) {
    reference.schema.push_back(std::move(reference.name));
    SAYQUEL_TRY(reference.name, part_after_dot());
  }
  body.from = std::make_shared<const FromItem>(FromItem{std::move(reference), position});
  result.body = std::move(body);
  return result;
}

Result<With> Parser::with() {
  With result;
  take();
  if (next_is("RECURSIVE") && !next_is("AS", 1) && !next_is("(", 1)) {
    take();
    result.recursive = true;
  }
  do {
    SAYQUEL_TRY(CommonTable table, common_table());
    result.tables.push_back(std::move(table));
  } while (accept(","));
  return result;
}

Result<CommonTable> Parser::common_table() {
  CommonTable result;
  SAYQUEL_TRY(result.name, identifier("the name of a common table"));
  if (next_is("(")) {
    SAYQUEL_TRY(result.columns, identifier_list());
  }
  if (next_is("USING") && next_is("KEY", 1)) return unsupported(peek().position, "USING KEY");
  SAYQUEL_CHECK(expect("AS"));
  if (traits_.materialized && accept("MATERIALIZED")) {
    result.materialization = Materialization::Materialized;
  } else if (traits_.materialized && accept_words({"NOT", "MATERIALIZED"})) {
    result.materialization = Materialization::NotMaterialized;
  }
  SAYQUEL_CHECK(expect("("));
  SAYQUEL_CHECK(refuse_changing_statement());
  SAYQUEL_TRY(result.query, query());
  SAYQUEL_CHECK(expect(")"));
  if (next_is_one_of({"SEARCH", "CYCLE"})) return unsupported(peek().position, "the clause " + peek().text);
  return result;
}

Status Parser::order_and_limit(Query& query) {
  if (accept("ORDER")) {
    SAYQUEL_CHECK(expect("BY"));
    if (traits_.group_by_all && next_is("ALL")) {
      if (next_is_one_of({"ASC", "DESC", "NULLS"}, 1))
        return unsupported(peek().position, "ORDER BY ALL with an order");
      take();
      query.order_by_all = true;
    } else {
      SAYQUEL_TRY(query.order_by, order_items());
    }
  }
  return limit_clauses(query);
}

Status Parser::limit_clauses(Query& query) {
  Limit limit;
  bool counted = false;
  bool skipped = false;
  while (next_is_one_of({"LIMIT", "OFFSET", "FETCH"})) {
    const Token word = take();
    if (word.is("LIMIT") && !counted) {
      counted = true;
      SAYQUEL_CHECK(limit_clause(limit));
      skipped = skipped || limit.offset;
    } else if (word.is("OFFSET") && !skipped) {
      if (traits_.offset_needs_limit && !counted) return lacks(word.position, "OFFSET without LIMIT");
      skipped = true;
      SAYQUEL_TRY(limit.offset, expression());
      if (!accept("ROWS")) accept("ROW");
    } else if (word.is("FETCH") && !counted && traits_.fetch) {
      counted = true;
      SAYQUEL_CHECK(fetch_clause(limit));
    } else {
      return syntax(word.position, fmt::format("{} may not stand here", word.text));
    }
  }
  if (limit.count || limit.offset) query.limit = std::move(limit);
  return {};
}

Status Parser::limit_clause(Limit& limit) {
  if (traits_.limit_all && accept("ALL")) return {};
  // LIMIT 10% is a share of the rows, LIMIT 10 % 3 a remainder.
  if (traits_.limit_percent && peek().kind == TokenKind::Number && next_is("%", 1) &&
      (peek(2).kind == TokenKind::End || next_is_one_of({")", ";", "OFFSET", "UNION", "INTERSECT", "EXCEPT"}, 2))) {
    const Token number = take();
    limit.count = make(Literal{LiteralKind::Number, number.text}, number.position);
    limit.percent = accept("%");
    return {};
  }
  SAYQUEL_TRY(limit.count, expression());
  if (traits_.limit_percent && accept("PERCENT")) limit.percent = true;
  if (traits_.limit_comma && accept(",")) {
    limit.offset = std::move(limit.count);
    SAYQUEL_TRY(limit.count, expression());
  }
  return {};
}

// FETCH FIRST 3 ROWS ONLY, FETCH NEXT ROW WITH TIES.
Status Parser::fetch_clause(Limit& limit) {
  if (!accept("FIRST") && !accept("NEXT")) return unexpected("FIRST or NEXT");
  if (next_is_one_of({"ROW", "ROWS"})) {
    limit.count = make(Literal{LiteralKind::Number, "1"}, peek().position);
  } else {
    SAYQUEL_TRY(limit.count, expression(traits_.precedence.additive));
  }
  if (!accept("ROWS") && !accept("ROW")) return unexpected("ROWS");
  if (accept("ONLY")) return {};
  if (traits_.with_ties && accept_words({"WITH", "TIES"})) {
    limit.with_ties = true;
    return {};
  }
  return unexpected("ONLY");
}

Status Parser::refuse_locking() {
  if (next_is("FOR") && next_is_one_of({"UPDATE", "SHARE", "NO", "KEY", "READ"}, 1))
    return refused(peek().position, fmt::format("FOR {} locks rows", peek(1).text), "leave it out");
  if (next_is("LOCK") && next_is("IN", 1))
    return refused(peek().position, "LOCK IN SHARE MODE locks rows", "leave it out");
  if (next_is("INTO")) return refused(peek().position, "INTO writes the result somewhere else", "leave it out");
  if (next_is("PROCEDURE")) return refused(peek().position, "PROCEDURE runs a procedure", "leave it out");
  return {};
}

}  // namespace sayquel::sql

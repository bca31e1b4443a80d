// The recursive-descent parser: one method a construct, spread over the files of this folder.
//
//   query.cpp       WITH, UNION and its kind, parentheses, ORDER BY, LIMIT      select.cpp    SELECT and its clauses
//   from.cpp        FROM: tables, joins, derived tables                        expression.cpp  binary operators
//   suffix.cpp      IS, IN, LIKE, BETWEEN, ::, [..]                            primary.cpp     what an expression
//   begins with function.cpp    calls, their clauses and their special syntax, windows     type.cpp        type names
#pragma once

#include <initializer_list>
#include <variant>
#include <vector>

#include "sayquel/result.h"
#include "sql/ast.h"
#include "sql/parse/lexer.h"
#include "sql/parser.h"

namespace sayquel::sql {

// What stands in parentheses, before it is known where: a query, or one or more expressions.
struct Parenthesised {
  QueryPtr query;                    // or
  std::vector<ExpressionPtr> items;  // one: an expression in parentheses; more: a row
};

class Parser {
 public:
  Parser(std::string_view text, const Traits& traits, const ParseLimits& limits)
      : lexer_(text, traits), traits_(traits), limits_(limits) {}

  Result<QueryPtr> statement();

 private:
  // One level of nesting, while it lives. It also keeps the height of the tree below, so that long chains of
  // operators, which nest to the left without nesting in the text, are bounded too.
  class Level {
   public:
    explicit Level(Parser& parser) : parser_(parser), outer_height_(parser.height_) {
      ++parser_.depth_;
      parser_.height_ = 0;
    }
    ~Level() {
      --parser_.depth_;
      if (++parser_.height_ < outer_height_) parser_.height_ = outer_height_;
    }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    Parser& parser_;
    int outer_height_;
  };
  Status check_depth();
  Status grow();  // one more node above all that was read since the last Level

  // Tokens.
  const Token& peek(std::size_t ahead = 0);
  Token take();
  bool accept(std::string_view word_or_symbol);
  bool next_is(std::string_view word_or_symbol, std::size_t ahead = 0) { return peek(ahead).is(word_or_symbol); }
  bool next_is_one_of(std::initializer_list<std::string_view> words, std::size_t ahead = 0);
  bool accept_words(std::initializer_list<std::string_view> words);  // all of them, in order
  Status expect(std::string_view word_or_symbol);
  tl::unexpected<Error> unexpected(std::string_view expected);
  tl::unexpected<Error> syntax(Position position, std::string what, std::string hint = {});
  tl::unexpected<Error> unsupported(Position position, std::string what, std::string hint = {});
  tl::unexpected<Error> refused(Position position, std::string what, std::string hint = {});
  tl::unexpected<Error> lacks(Position position, std::string_view what, std::string hint = {});  // the dialect lacks it
  std::string found(const Token& token) const;

  // Names.
  bool names(const Token& token) const;  // could be a name here
  bool names_alias(const Token& token) const;
  Identifier identifier_of(const Token& token) const;
  static Identifier function_name(const Token& token);
  Result<Identifier> identifier(std::string_view expected);
  Result<Identifier> part_after_dot();
  Result<std::optional<Identifier>> column_alias();
  Result<std::optional<TableAlias>> table_alias();
  Result<std::vector<Identifier>> identifier_list();

  // Queries.
  Result<QueryPtr> query();
  Result<QueryPtr> finish_query(Query first, Position position);  // after the first operand: UNION, ORDER BY, LIMIT
  Result<Query> set_expression(Query first, int minimum);
  Result<Query> operand();
  Result<Query> operand_after(std::string_view operation);
  Result<SetOperation> set_operator();
  Result<Query> select();
  Result<Query> from_first();
  Result<Query> values();
  Result<Query> table_statement();
  Result<With> with();
  Result<CommonTable> common_table();
  Status order_and_limit(Query& query);
  Status limit_clauses(Query& query);
  Status limit_clause(Limit& limit);
  Status fetch_clause(Limit& limit);
  Status merge_outer(Query& inner, Query& outer, Position position);
  Status refuse_locking();
  Status refuse_other_statement();
  Status refuse_changing_statement();
  bool begins_query(std::size_t ahead = 0);
  bool continues_query();  // UNION, ORDER BY, LIMIT ... after a query in parentheses
  std::optional<std::string> other_statement(std::size_t ahead = 0);

  Status select_head(Query& query, Select& select);
  Status select_clauses(Select& select);
  Status select_items(Select& select);
  Result<SelectItem> select_item();
  Status group_by(Select& select);
  Result<GroupingElement> grouping_element();
  Result<GroupingElement> grouping_list(GroupingKind kind);
  Status named_windows(Select& select);
  Status refuse_star_options();
  Result<std::vector<OrderItem>> order_items();
  Result<OrderItem> order_item();

  // FROM.
  Result<FromPtr> from_list();
  Result<FromPtr> joined_table();
  Result<FromPtr> join_chain(FromPtr left);
  Result<FromPtr> join_once(FromPtr left);
  Result<std::optional<Join>> join_words();
  Result<bool> join_condition(Join& join);
  Result<FromPtr> from_item();
  Result<FromPtr> from_parentheses();
  Result<FromPtr> derived_table(QueryPtr query, bool lateral, Position position);
  Result<FromPtr> table_or_function(bool lateral);
  Status refuse_table_options();

  // Expressions.
  Result<ExpressionPtr> expression(int minimum = 0);
  Result<ExpressionPtr> operators(ExpressionPtr left, int minimum);
  Result<ExpressionPtr> binary(ExpressionPtr left, const OperatorSpelling& spelling);
  Result<ExpressionPtr> quantified(ExpressionPtr left, BinaryOperator op);
  const OperatorSpelling* binary_operator();
  Result<ExpressionPtr> suffix(ExpressionPtr left, int minimum, bool& done);
  Result<ExpressionPtr> word_suffix(ExpressionPtr left, int minimum, bool& done);
  Result<ExpressionPtr> is_suffix(ExpressionPtr left);
  Result<ExpressionPtr> in_suffix(ExpressionPtr left, bool negated);
  Result<ExpressionPtr> between_suffix(ExpressionPtr left, bool negated);
  Result<ExpressionPtr> like_suffix(ExpressionPtr left, LikeKind kind, bool negated);
  Result<ExpressionPtr> subscript_suffix(ExpressionPtr left);
  std::optional<IsKind> is_word();
  std::optional<LikeKind> like_word(std::size_t ahead);

  Result<ExpressionPtr> prefix();
  Result<ExpressionPtr> primary();
  Result<ExpressionPtr> word_primary();
  Result<ExpressionPtr> special_word(bool& done);
  Result<ExpressionPtr> literal_word(bool& done);
  Result<ExpressionPtr> string_literal();
  Result<ExpressionPtr> typed_literal();
  Result<ExpressionPtr> interval();
  Result<std::string> interval_unit();
  Result<ExpressionPtr> case_expression();
  Result<ExpressionPtr> cast(bool try_cast);
  Result<ExpressionPtr> exists();
  Result<ExpressionPtr> array();
  Result<ExpressionPtr> bracket_list();
  Result<ExpressionPtr> row();
  Result<ExpressionPtr> extract();
  Result<ExpressionPtr> name_or_call();
  Result<Parenthesised> parentheses();  // from "(" to ")"
  Result<Parenthesised> more_items(ExpressionPtr first);
  ExpressionPtr from_parentheses(Parenthesised content, Position position);
  Result<std::vector<ExpressionPtr>> expression_list();  // up to, not including, the closing mark

  Result<ExpressionPtr> call(std::vector<Identifier> name, Position position);
  Status call_arguments(FunctionCall& call);
  Result<ExpressionPtr> argument(const FunctionCall& call, std::size_t index);
  Status after_call(FunctionCall& call);
  Result<std::optional<FunctionCall>> special_call(const Token& name);
  Result<FunctionCall> substring_call();
  Result<FunctionCall> trim_call();
  Result<FunctionCall> position_call();
  Result<FunctionCall> overlay_call();
  Result<Window> over();
  Result<Window> window_definition();
  Result<Frame> frame();
  Result<FrameBound> frame_bound();
  Status frame_exclusion(Frame& frame);

  Result<TypeName> type_name();
  Result<std::string> type_words();
  Status type_arguments(TypeName& type);

  ExpressionPtr make(Expression::Node node, Position position) const {
    return std::make_shared<const Expression>(Expression{std::move(node), position});
  }

  Lexer lexer_;
  const Traits& traits_;
  ParseLimits limits_;
  std::vector<Token> ahead_;  // tokens read and not yet taken, from `taken_` on
  std::size_t taken_ = 0;
  int depth_ = 0;
  int height_ = 0;
};

}  // namespace sayquel::sql

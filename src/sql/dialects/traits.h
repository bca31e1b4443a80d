// What a dialect does differently, as plain data: the parser and the printer ask here and never for the dialect's name.
// The defaults are what most dialects do; each dialect's file sets only its differences.
#pragma once

#include <span>
#include <string_view>

#include "sql/ast.h"
#include "sql/dialect.h"

namespace sayquel::sql {

// How strongly operators bind, weakest first. A dialect may move a kind of operator to another level.
struct Precedence {
  int disjunction = 10, exclusive = 15, conjunction = 20, negation = 30;
  int is = 40, comparison = 50, ordering = 50;  // =, <> and <, <=, >, >=
  int predicate = 60;                           // LIKE, IN, BETWEEN
  int other = 70;                               // || -> & ~ and what else a dialect adds
  int additive = 80, multiplicative = 90, power = 100;
  int time_zone = 110, collate = 120, unary = 130, postfix = 140;
};

struct OperatorSpelling {
  std::string_view symbol;  // a symbol, or a word in upper case
  BinaryOperator op;
  int precedence;
};

struct Traits {
  Dialect dialect;
  std::string_view name;
  Precedence precedence = {};
  std::span<const OperatorSpelling> operators = {};  // the first spelling of an operator is the one that is printed
  // Sorted, upper case: words that are no names unless quoted.
  std::span<const std::string_view> reserved = {};
  // Sorted, upper case: reserved words that still name a function where "(" follows: LEFT(x, 2).
  std::span<const std::string_view> callable = {};
  // Sorted, upper case: functions called without parentheses.
  std::span<const std::string_view> bare_functions = {};

  // Lexical.
  char identifier_quote = '"';
  bool double_quotes_strings = false;  // "x" is a string
  bool backquotes = false;
  bool brackets_quote = false;     // [x] is an identifier
  bool backslash_escapes = false;  // in every string
  bool escape_strings = false;     // E'...'
  bool dollar_quotes = false;
  bool nested_comments = false;
  bool hash_comments = false;
  bool dash_comment_needs_space = false;
  bool underscores_in_numbers = false;
  bool dollar_in_names = false;
  bool folds_case = false;             // names without quotes become lower case
  bool adjacent_strings_join = false;  // 'a' 'b'; where false but escape_strings, only over a line's end
  bool string_names = false;           // 'x' where a name is expected
  std::string_view parameters = "";    // of ? : @ $ : which begin a parameter

  // Expressions.
  bool typed_literals = true;  // DATE '2008-01-05'
  bool intervals = true;
  bool quoted_intervals = true;  // INTERVAL '3' DAY rather than INTERVAL 3 DAY
  bool double_colon = false;
  bool try_cast = false;
  bool ilike = false;
  bool glob = false;
  bool regexp_word = false;  // REGEXP
  bool match_word = false;
  bool similar_to = false;
  bool is_any_value = false;  // a IS b, of any two values
  bool is_distinct_from = true;
  bool null_postfix = false;  // x ISNULL, x NOTNULL
  bool filter = true;
  bool within_group = false;
  bool quantified = true;         // = ANY (...)
  bool quantified_array = false;  // = ANY (an array)
  bool array_word = false;        // ARRAY[...]
  bool bracket_lists = false;     // [...]
  bool subscripts = false;
  bool at_time_zone = false;
  bool extract = true;
  bool separator = false;                         // GROUP_CONCAT(x SEPARATOR ',')
  bool call_syntax = true;                        // SUBSTRING(x FROM 1 FOR 2), TRIM(BOTH ...), POSITION(x IN y)
  std::string_view position_function = "STRPOS";  // which POSITION(x IN y) reads into
  bool position_needle_first = false;             // LOCATE(x, y) rather than STRPOS(y, x)
  bool between_symmetric = false;
  bool empty_lists = false;                    // IN ()
  bool doubled_parentheses_are_lists = false;  // x IN ((SELECT ...)) is a list of one scalar
  bool boolean_words = true;                   // TRUE and FALSE
  bool bit_strings = false;                    // B'01'
  bool bare_date_parts = false;                // DATEADD(day, 1, x)
  bool bang_is_not = false;                    // !x
  bool dual = false;                           // FROM DUAL is no table

  // Queries.
  bool parenthesised_operands = true;  // (SELECT ...) UNION (SELECT ...)
  bool intersect_binds_tighter = true;
  bool parentheses_merge = true;  // (SELECT ... LIMIT 1) ORDER BY x is one query, not two
  bool set_operation_all = true;  // INTERSECT ALL, EXCEPT ALL
  bool minus_word = false;        // MINUS
  bool distinct_on = false;
  bool top = false;
  bool qualify = false;
  bool named_windows = true;
  bool frame_exclusion = false;
  bool frame_groups = false;
  bool group_by_all = false;
  bool grouping_sets = true;
  bool with_rollup = false;  // GROUP BY a WITH ROLLUP
  bool from_first = false;
  bool table_statement = true;  // TABLE t
  bool values_statement = true;
  bool values_rows_named = false;  // VALUES ROW(1), ROW(2)
  bool values_in_from = false;     // FROM VALUES (1)
  bool materialized = true;
  bool limit_comma = false;  // LIMIT 5, 10 skips five
  bool limit_percent = false;
  bool limit_all = false;
  bool offset_needs_limit = false;
  std::string_view no_limit = "-1";  // the count that means all, where OFFSET needs one
  bool offset_first = false;         // OFFSET 1 LIMIT 2 may be written so
  bool fetch = false;
  bool with_ties = false;
  bool nulls_order = true;
  bool distinct_word_in_set = true;  // UNION DISTINCT

  // FROM.
  bool comma_binds_like_join = false;
  bool comma_in_parentheses = false;  // FROM (a, b)
  bool join_needs_condition = true;
  bool full_join = true;
  bool right_join = true;
  bool semi_anti_join = false;
  bool lateral = true;
  bool table_functions = true;
  bool with_ordinality = false;
  bool alias_columns = true;  // AS t(a, b)
};

const Traits& traits(Dialect dialect);
bool contains_word(std::span<const std::string_view> sorted_words, std::string_view word);

}  // namespace sayquel::sql

// The syntax tree of a query: one SELECT as people write it for analytics, in any of the dialects.
//
// Nodes are immutable once made and shared by pointer, so that candidates that differ in one clause share the rest
// and any thread may read a tree. What a later stage knows of a node (what a name is bound to, say) is kept beside the
// tree, keyed by the node's address. A tree is changed by building the changed path anew: see sql/rewrite.h.
//
//   Query ── With? ── body: Select | SetOperation | Values ── ORDER BY, LIMIT/OFFSET
//   Select ── items, FROM, WHERE, GROUP BY, HAVING, WINDOW, QUALIFY
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace sayquel::sql {

struct Expression;
struct Query;
struct FromItem;
using ExpressionPtr = std::shared_ptr<const Expression>;
using QueryPtr = std::shared_ptr<const Query>;
using FromPtr = std::shared_ptr<const FromItem>;

// Where a node began in the text; both from 1, columns counted in bytes. 0: made by code, not read. Never compared.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

// A name as the dialect resolves it: read without quotes, PostgreSQL and Redshift make it lower case. `quoted` keeps
// whether quotes stood around it, because SQLite reads "x" as a string where no column x is in scope.
struct Identifier {
  std::string name;
  bool quoted = false;
  Identifier() = default;
  Identifier(std::string text, bool in_quotes = false) : name(std::move(text)), quoted(in_quotes) {}
  Identifier(const char* text) : name(text) {}
};

// ---- expressions ----

enum class LiteralKind { Null, Boolean, Number, String, Blob, Date, Time, Timestamp, Bits };

// `text` without quotes or prefix: 12.50, O'Brien, 2008-01-05, true, DEADBEEF, 0101.
struct Literal {
  LiteralKind kind = LiteralKind::Null;
  std::string text;
};

struct Parameter {
  std::string text;
};  // ?, ?1, :name, $1, @name, as written

struct ColumnReference {
  std::vector<Identifier> qualifiers;  // table, or schema and table; may be empty
  Identifier name;
};

// * or t.*, as a select item or the argument of COUNT. DuckDB's EXCLUDE and REPLACE are refused by the parser.
struct Star {
  std::vector<Identifier> qualifiers;
};

enum class UnaryOperator { Not, Minus, Plus, BitNot };
struct Unary {
  UnaryOperator op = UnaryOperator::Not;
  ExpressionPtr operand;
};

enum class BinaryOperator {
  Or,
  And,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  IsDistinctFrom,
  IsNotDistinctFrom,
  Add,
  Subtract,
  Multiply,
  Divide,
  IntegerDivide,
  Modulo,
  Power,
  Concat,
  BitAnd,
  BitOr,
  BitXor,
  ShiftLeft,
  ShiftRight,
  JsonGet,
  JsonGetText,  // -> and ->>
  RegexMatch,
  RegexMatchInsensitive,
  RegexNotMatch,
  RegexNotMatchInsensitive,  // ~ ~* !~ !~*
  Xor,                       // MySQL's logical XOR
  JsonGetPath,
  JsonGetPathText,  // #> and #>>
  Contains,
  ContainedBy,
  Overlaps,  // @> <@ &&
};
struct Binary {
  BinaryOperator op = BinaryOperator::And;
  ExpressionPtr left, right;
};

enum class NullsOrder { Default, First, Last };
struct OrderItem {
  ExpressionPtr expression;
  bool descending = false;
  NullsOrder nulls = NullsOrder::Default;
};

enum class FrameUnit { Rows, Range, Groups };
enum class FrameBoundKind { UnboundedPreceding, Preceding, CurrentRow, Following, UnboundedFollowing };
struct FrameBound {
  FrameBoundKind kind = FrameBoundKind::CurrentRow;
  ExpressionPtr offset;  // of Preceding and Following
};
enum class FrameExclusion { None, CurrentRow, Group, Ties, NoOthers };
struct Frame {
  FrameUnit unit = FrameUnit::Range;
  FrameBound start{FrameBoundKind::UnboundedPreceding, nullptr};
  std::optional<FrameBound> end;
  FrameExclusion exclusion = FrameExclusion::None;
};
struct Window {
  std::optional<Identifier> base;  // OVER (base ...), or OVER base where nothing else is set and `by_name`
  bool by_name = false;
  std::vector<ExpressionPtr> partition_by;
  std::vector<OrderItem> order_by;
  std::optional<Frame> frame;
};

enum class NullTreatment { Default, Ignore, Respect };

// f(a, b), COUNT(*), COUNT(DISTINCT x), STRING_AGG(x, ',' ORDER BY y), f(...) FILTER (WHERE ...) OVER (...).
struct FunctionCall {
  std::vector<Identifier> name;  // schema-qualified where it was written so
  std::vector<ExpressionPtr> arguments;
  bool distinct = false;
  bool bare = false;                     // CURRENT_DATE and its kind: written without parentheses
  std::vector<OrderItem> order_by;       // inside the parentheses
  std::vector<OrderItem> within_group;   // WITHIN GROUP (ORDER BY ...)
  std::optional<std::string> separator;  // MySQL's GROUP_CONCAT(... SEPARATOR ',')
  ExpressionPtr filter;
  NullTreatment nulls = NullTreatment::Default;
  std::optional<Window> over;
};

struct WhenClause {
  ExpressionPtr condition, result;
};
struct Case {
  ExpressionPtr operand;  // may be null
  std::vector<WhenClause> whens;
  ExpressionPtr otherwise;  // may be null
};

// VARCHAR(30), DECIMAL(8,2), DOUBLE PRECISION, TIMESTAMP WITH TIME ZONE, INTEGER[]: words upper case, as written.
struct TypeName {
  std::string name;
  std::vector<std::string> arguments;
  int array_dimensions = 0;
};
struct Cast {
  ExpressionPtr operand;
  TypeName type;
  bool try_cast = false;  // x::T reads as CAST(x AS T)
};

struct InList {
  ExpressionPtr operand;
  std::vector<ExpressionPtr> items;
  bool negated = false;
};
struct InQuery {
  ExpressionPtr operand;
  QueryPtr query;
  bool negated = false;
};
struct Between {
  ExpressionPtr operand, low, high;
  bool negated = false;
  bool symmetric = false;
};
enum class LikeKind { Like, ILike, Glob, Regexp, SimilarTo, Match };
struct Like {
  LikeKind kind = LikeKind::Like;
  ExpressionPtr operand, pattern, escape;
  bool negated = false;
};
enum class IsKind { Null, True, False, Unknown };
struct Is {
  IsKind kind = IsKind::Null;
  ExpressionPtr operand;
  bool negated = false;
};
struct Exists {
  QueryPtr query;
};
struct ScalarSubquery {
  QueryPtr query;
};
enum class Quantifier { Any, All };  // SOME reads as ANY
struct Quantified {
  BinaryOperator op = BinaryOperator::Equal;
  Quantifier quantifier = Quantifier::Any;
  ExpressionPtr operand;
  QueryPtr query;
  ExpressionPtr array;
};
struct RowExpression {
  std::vector<ExpressionPtr> items;
};  // (a, b) or ROW(a, b)
struct ArrayExpression {
  std::vector<ExpressionPtr> items;
};  // ARRAY[a, b] or [a, b]
struct Subscript {
  ExpressionPtr operand, index, upper;
  bool slice = false;
};
struct IntervalLiteral {
  ExpressionPtr amount;
  std::string unit;
};  // INTERVAL '3' DAY; unit "" in INTERVAL '3 days'
struct Extract {
  std::string field;
  ExpressionPtr operand;
};  // EXTRACT(YEAR FROM x); field upper case
struct Collate {
  ExpressionPtr operand;
  Identifier collation;
};
struct AtTimeZone {
  ExpressionPtr operand, zone;
};

struct Expression {
  using Node = std::variant<Literal, Parameter, ColumnReference, Star, Unary, Binary, FunctionCall, Case, Cast, InList,
                            InQuery, Between, Like, Is, Exists, ScalarSubquery, Quantified, RowExpression,
                            ArrayExpression, Subscript, IntervalLiteral, Extract, Collate, AtTimeZone>;
  Node node;
  Position position;
  template <typename T>
  const T* as() const {
    return std::get_if<T>(&node);
  }
};

// ---- FROM ----

struct TableAlias {
  Identifier name;
  std::vector<Identifier> columns;  // AS t(a, b)
};
struct TableReference {
  std::vector<Identifier> schema;  // catalog and schema, where written
  Identifier name;
  std::optional<TableAlias> alias;
};
struct DerivedTable {
  QueryPtr query;
  std::optional<TableAlias> alias;
  bool lateral = false;
};
struct TableFunction {
  FunctionCall call;
  std::optional<TableAlias> alias;
  bool lateral = false;
  bool with_ordinality = false;
};
enum class JoinKind { Inner, Left, Right, Full, Cross, Semi, Anti };
// `comma`: written with a comma, which binds weaker than JOIN.
struct Join {
  JoinKind kind = JoinKind::Inner;
  bool natural = false;
  bool comma = false;
  FromPtr left, right;
  ExpressionPtr on;
  std::vector<Identifier> using_columns;
};
struct FromItem {
  std::variant<TableReference, DerivedTable, TableFunction, Join> node;
  Position position;
  template <typename T>
  const T* as() const {
    return std::get_if<T>(&node);
  }
};

// ---- queries ----

struct SelectItem {
  ExpressionPtr expression;
  std::optional<Identifier> alias;
};

// Each grouping element: an expression, or a set of columns under ROLLUP, CUBE or GROUPING SETS.
enum class GroupingKind { Expression, Rollup, Cube, Sets, Empty };
struct GroupingElement {
  GroupingKind kind = GroupingKind::Expression;
  ExpressionPtr expression;               // of Expression (a RowExpression where several stand in parentheses)
  std::vector<GroupingElement> elements;  // of Rollup, Cube and Sets
};

struct NamedWindow {
  Identifier name;
  Window window;
};

struct Select {
  bool distinct = false;
  std::vector<ExpressionPtr> distinct_on;
  std::vector<SelectItem> items;
  FromPtr from;  // null: SELECT 1
  ExpressionPtr where;
  std::vector<GroupingElement> group_by;
  bool group_by_all = false;  // DuckDB's GROUP BY ALL
  ExpressionPtr having;
  std::vector<NamedWindow> windows;
  ExpressionPtr qualify;
};

enum class SetOperator { Union, Intersect, Except };  // MINUS reads as EXCEPT
struct SetOperation {
  SetOperator op = SetOperator::Union;
  bool all = false;
  QueryPtr left, right;
};
struct Values {
  std::vector<std::vector<ExpressionPtr>> rows;
};

enum class Materialization { Default, Materialized, NotMaterialized };
struct CommonTable {
  Identifier name;
  std::vector<Identifier> columns;
  QueryPtr query;
  Materialization materialization = Materialization::Default;
};
struct With {
  bool recursive = false;
  std::vector<CommonTable> tables;
};

// LIMIT n OFFSET m, FETCH FIRST n ROWS [ONLY | WITH TIES], TOP n: one value, printed as the dialect writes it.
struct Limit {
  ExpressionPtr count;   // null: no limit (or LIMIT ALL)
  ExpressionPtr offset;  // may be null
  bool with_ties = false;
  bool percent = false;
};

struct Query {
  std::optional<With> with;
  std::variant<Select, SetOperation, Values> body;
  std::vector<OrderItem> order_by;
  bool order_by_all = false;  // DuckDB's ORDER BY ALL
  std::optional<Limit> limit;
  Position position;
  template <typename T>
  const T* as() const {
    return std::get_if<T>(&body);
  }
};

}  // namespace sayquel::sql

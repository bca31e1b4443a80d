#include "unit/sql/random_tree.h"

#include <sstream>
#include <string_view>

#include "sql/build.h"

namespace sayquel::sql {

using build::make;

namespace {

// Every word that some dialect gives a meaning: as names, they have to come out in quotes wherever that meaning could
// be read instead.
constexpr std::string_view kKeywords =
    "abort accessible add aes128 aes256 all allowoverwrite alter analyse analyze and anti any array as asc asensitive "
    "asof asymmetric at attach authorization autoincrement az64 backup before begin between big bigint binary bit "
    "blanksasnull blob bool boolean both by bytea bytedict bzip2 call cancel cascade case cast centuries century "
    "change char character charset check checkpoint close cluster collate collation column columns comment commit "
    "concurrently condition connect constraint continue convert copy create credentials cross cube cume_dist current "
    "current_catalog current_date current_role current_schema current_time current_timestamp current_user "
    "current_user_id cursor cycle database databases date date_part dateadd datediff datetime day day_hour "
    "day_microsecond day_minute day_second deallocate dec decade decimal declare default deferrable deflate defrag "
    "delayed delete delta delta32k dense_rank desc describe detach deterministic disable discard distinct distinctrow "
    "div do double drop dual each else elseif empty emptyasnull enable enclosed encode encrypt encryption end escape "
    "escaped except exclude execute exists exit explain explicit export extract false fetch filter first first_value "
    "float float4 float8 flush following for force foreign format freeze from full fulltext function generated get "
    "glob globaldict256 globaldict64k grant group grouping groups gzip handler having high_priority hour "
    "hour_microsecond hour_minute hour_second identity if ignore ilike import in index indexed inet infile initially "
    "inner inout insensitive insert install int int1 int2 int3 int4 int8 integer intersect interval into "
    "io_after_gtids io_before_gtids is isnull iterate join json json_table jsonb key keys kill lag lambda last "
    "last_value lateral lead leading leave left like limit linear lines listen load localtime localtimestamp lock "
    "long longblob longtext loop low_priority ltrim lun luns lzo lzop map master_bind match materialized max maxvalue "
    "mediumblob mediumint mediumtext member merge microsecond mid middleint millennia millennium millisecond minus "
    "minute minute_microsecond minute_second mod modifies month mostly16 mostly32 mostly8 move name national native "
    "natural new next no no_write_to_binlog not nothing notify notnull nth_value ntile null nulls numeric of off "
    "offline offset oid old on only open operator optimize optimizer_costs option optionally or order ordinality "
    "others out outer outfile over overlaps overlay parallel partition percent percent_rank permissions pivot "
    "pivot_longer pivot_wider placing point position positional pragma preceding precision prepare primary procedure "
    "purge qualify quarter raise range rank raw read read_write readratio reads real reassign recover recursive "
    "references refresh regexp reindex rejectlog release rename repair repeat replace require reset resignal resort "
    "respect restore restrict return returning revoke right rlike rollback rollup row row_number rows rtrim sample "
    "savepoint schema schemas search second second_microsecond security select semi sensitive separator session_user "
    "set sets share show shutdown signal signed similar smallint snapshot some spatial specific sql sql_big_result "
    "sql_calc_found_rows sql_small_result sqlexception sqlstate sqlwarning ssl start starting stored straight_join "
    "struct substr substring summarize symmetric sysdate system system_time table tablesample tag tdes terminated "
    "text text255 text32k then ties time timestamp timestampadd timestampdiff timestamptz timetz tinyblob tinyint "
    "tinytext to top trailing transaction trigger trim true truncate truncatecolumns try_cast unbounded undo "
    "uninstall union unique unknown unlisten unload unlock unnest unpack unpivot unsigned update usage use user using "
    "utc_date utc_time utc_timestamp uuid vacuum values varbinary varchar varcharacter variadic varying verbose "
    "virtual wallet week when where while window with within without write xa xmltable xor year year_month zerofill "
    "zone ";

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  std::istringstream stream{std::string(text)};
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

}  // namespace

Identifier RandomTree::identifier() {
  static const char* const kNames[] = {"a",     "b",    "total", "Order Details", "x\"y", "`z`",
                                       "größe", "Left", "1st",   "a]b",           "Mixed"};
  static const std::vector<std::string> kWords = split_words(kKeywords);
  if (chance(50)) return Identifier(kNames[below(std::size(kNames))]);
  return Identifier(kWords[static_cast<std::size_t>(below(static_cast<int>(kWords.size())))]);
}

ExpressionPtr RandomTree::literal() {
  static const char* const kTexts[] = {"",      "O'Brien",  "a\\b", "100%", "two\nlines",
                                       "-- no", "/* no */", "$$",   "日本", "\"q\""};
  static const char* const kNumbers[] = {"0", "1", "12.50", ".5", "1e10", "3E-2", "9223372036854775807"};
  switch (below(traits_.typed_literals ? 8 : 5)) {
    case 0:
      return build::null();
    case 1:
      return make(Literal{LiteralKind::Boolean, chance(50) ? "true" : "false"});
    case 2:
      return build::number(kNumbers[below(std::size(kNumbers))]);
    case 3:
      return build::string(kTexts[below(std::size(kTexts))]);
    case 4:
      return make(Literal{LiteralKind::Blob, "00FF"});
    case 5:
      return build::date("2008-01-05");
    case 6:
      return build::timestamp("2008-01-05 14:30:00");
    default:
      return make(
          IntervalLiteral{chance(50) ? build::number("3") : build::string("1.5"), chance(50) ? "DAY" : "MONTH"});
  }
}

ExpressionPtr RandomTree::column() {
  ColumnReference node;
  for (int i = below(3); i > 0; --i) node.qualifiers.push_back(identifier());
  node.name = identifier();
  return make(std::move(node));
}

std::vector<ExpressionPtr> RandomTree::expressions(int depth, int most) {
  std::vector<ExpressionPtr> result;
  for (int i = 1 + below(most); i > 0; --i) result.push_back(expression(depth));
  return result;
}

ExpressionPtr RandomTree::expression(int depth) {
  if (depth <= 0) return chance(60) ? column() : literal();
  switch (below(8)) {
    case 0:
      return literal();
    case 1:
      return column();
    case 2:
    case 3:
      return binary(depth - 1);
    case 4:
      return predicate(depth - 1);
    case 5:
      return call(depth - 1);
    case 6:
      return compound(depth - 1);
    default: {
      static const UnaryOperator kOperators[] = {UnaryOperator::Not, UnaryOperator::Minus, UnaryOperator::Plus,
                                                 UnaryOperator::BitNot};
      return make(Unary{kOperators[below(4)], expression(depth - 1)});
    }
  }
}

ExpressionPtr RandomTree::binary(int depth) {
  const auto& spelling = traits_.operators[static_cast<std::size_t>(below(static_cast<int>(traits_.operators.size())))];
  ExpressionPtr left = expression(depth);
  return build::binary(spelling.op, std::move(left), expression(depth));
}

ExpressionPtr RandomTree::predicate(int depth) {
  const bool negated = chance(40);
  switch (below(9)) {
    case 0:
      // SQLite has no UNKNOWN: x IS unknown compares with a column.
      return make(Is{static_cast<IsKind>(below(traits_.is_any_value ? 3 : 4)), expression(depth), negated});
    case 1:
      return make(InList{expression(depth), {expression(depth), literal()}, negated});
    case 2:
      return make(InQuery{expression(depth), query(depth - 1), negated});
    case 3:
      return make(Between{expression(depth), expression(depth), expression(depth), negated, false});
    case 4: {
      Like node{LikeKind::Like, expression(depth), expression(depth), chance(30) ? expression(depth) : nullptr,
                negated};
      if (traits_.ilike && chance(30)) node.kind = LikeKind::ILike;
      if (traits_.glob && chance(30)) node.kind = LikeKind::Glob;
      if (traits_.regexp_word && chance(30)) node.kind = LikeKind::Regexp;
      if (traits_.similar_to && chance(30)) node.kind = LikeKind::SimilarTo;
      return make(std::move(node));
    }
    case 5:
      return make(Exists{query(depth - 1)});
    case 6:
      return make(ScalarSubquery{query(depth - 1)});
    case 7:
      if (traits_.is_distinct_from) {
        ExpressionPtr left = expression(depth);
        return build::binary(negated ? BinaryOperator::IsDistinctFrom : BinaryOperator::IsNotDistinctFrom,
                             std::move(left), expression(depth));
      }
      [[fallthrough]];
    default:
      if (!traits_.quantified) return column();
      return make(Quantified{BinaryOperator::Less, negated ? Quantifier::All : Quantifier::Any, expression(depth),
                             query(depth - 1), nullptr});
  }
}

Frame RandomTree::frame(int depth) {
  Frame result;
  result.unit = traits_.frame_groups && chance(30) ? FrameUnit::Groups
                : chance(50)                       ? FrameUnit::Rows
                                                   : FrameUnit::Range;
  if (chance(50)) result.start = {FrameBoundKind::Preceding, expression(depth)};
  if (chance(70)) result.end = FrameBound{FrameBoundKind::Following, expression(depth)};
  if (traits_.frame_exclusion && chance(30)) result.exclusion = FrameExclusion::Ties;
  return result;
}

Window RandomTree::window(int depth) {
  Window result;
  if (traits_.named_windows && chance(20)) {
    result.base = Identifier("w");
    result.by_name = chance(50);
    if (result.by_name) return result;
  }
  if (chance(50)) result.partition_by = expressions(depth, 2);
  if (chance(70)) result.order_by = order(depth);
  if (chance(50)) result.frame = frame(depth);
  return result;
}

ExpressionPtr RandomTree::call(int depth) {
  static const char* const kNames[] = {"COUNT", "sum", "My Function", "LEFT", "REPLACE", "coalesce", "f"};
  FunctionCall node;
  node.name.emplace_back(kNames[below(std::size(kNames))]);
  if (chance(10))
    node.arguments.push_back(build::star());
  else if (chance(90))
    node.arguments = expressions(depth, 3);
  node.distinct = !node.arguments.empty() && chance(20);
  if (!node.arguments.empty() && chance(15)) node.order_by = order(depth);
  if (traits_.within_group && chance(10)) node.within_group = order(depth);
  if (traits_.separator && !node.arguments.empty() && chance(10)) node.separator = "', \\";
  if (traits_.filter && chance(20)) node.filter = expression(depth);
  if (chance(25)) node.over = window(depth);
  return make(std::move(node));
}

ExpressionPtr RandomTree::compound(int depth) {
  switch (below(8)) {
    case 0: {
      Case node;
      if (chance(40)) node.operand = expression(depth);
      for (int i = 1 + below(2); i > 0; --i) node.whens.push_back({expression(depth), expression(depth)});
      if (chance(60)) node.otherwise = expression(depth);
      return make(std::move(node));
    }
    case 1:
      return make(Cast{expression(depth), TypeName{"DECIMAL", {"8", "2"}, 0}, false});
    case 2:
      return make(RowExpression{{expression(depth), expression(depth)}});
    case 3:
      return make(Collate{expression(depth), Identifier("nocase")});
    case 4:
      if (traits_.at_time_zone) return make(AtTimeZone{expression(depth), expression(depth)});
      [[fallthrough]];
    case 5:
      if (traits_.extract) return make(Extract{"YEAR", expression(depth)});
      [[fallthrough]];
    case 6:
      if (traits_.subscripts) {
        const bool slice = chance(40);
        return make(Subscript{expression(depth), expression(depth), slice ? expression(depth) : nullptr, slice});
      }
      [[fallthrough]];
    default:
      if (traits_.array_word) return make(ArrayExpression{expressions(depth, 3)});
      return column();
  }
}

std::vector<OrderItem> RandomTree::order(int depth) {
  std::vector<OrderItem> items;
  for (int i = 1 + below(2); i > 0; --i) {
    OrderItem item{expression(depth), chance(50), NullsOrder::Default};
    if (traits_.nulls_order) item.nulls = static_cast<NullsOrder>(below(3));
    items.push_back(std::move(item));
  }
  return items;
}

// ---- FROM ----

FromPtr RandomTree::table(int depth) {
  const auto item = [](auto node) { return std::make_shared<const FromItem>(FromItem{std::move(node), {}}); };
  std::optional<TableAlias> alias;
  if (chance(60)) alias = TableAlias{identifier(), {}};
  if (depth > 0 && chance(25)) {
    if (!alias) alias = TableAlias{Identifier("x"), {}};
    if (traits_.alias_columns && chance(30)) alias->columns = {identifier(), identifier()};
    return item(DerivedTable{query(depth - 1), alias, traits_.lateral && chance(20)});
  }
  if (depth > 0 && chance(15)) {
    TableFunction function;
    function.call.name.emplace_back("generate_series");
    function.call.arguments = expressions(depth - 1, 2);
    function.alias = alias;
    return item(std::move(function));
  }
  TableReference reference;
  if (chance(20)) reference.schema.push_back(identifier());
  reference.name = identifier();
  reference.alias = alias;
  return item(std::move(reference));
}

FromPtr RandomTree::from(int depth) {
  if (depth <= 0 || chance(50)) return table(depth);
  Join join;
  join.left = from(depth - 1);
  // On the right, a join in parentheses; commas only as the outermost ones, where every dialect takes them.
  join.right = chance(75) ? table(depth - 1) : from(depth - 1);
  static const JoinKind kKinds[] = {JoinKind::Inner, JoinKind::Left, JoinKind::Right, JoinKind::Cross, JoinKind::Full};
  join.kind = kKinds[below(traits_.full_join ? 5 : 4)];
  if (join.kind == JoinKind::Cross) return std::make_shared<const FromItem>(FromItem{std::move(join), {}});
  if (chance(15))
    join.natural = true;
  else if (chance(30))
    join.using_columns = {identifier(), identifier()};
  else
    join.on = expression(depth - 1);
  return std::make_shared<const FromItem>(FromItem{std::move(join), {}});
}

// ---- queries ----

std::vector<GroupingElement> RandomTree::grouping(int depth) {
  const auto plain = [&] { return GroupingElement{GroupingKind::Expression, expression(depth), {}}; };
  std::vector<GroupingElement> elements{plain()};
  if (!traits_.grouping_sets || chance(70)) return elements;
  GroupingElement sets{GroupingKind::Sets, nullptr, {plain(), GroupingElement{GroupingKind::Empty, nullptr, {}}}};
  sets.elements.push_back({chance(50) ? GroupingKind::Rollup : GroupingKind::Cube, nullptr, {plain(), plain()}});
  elements.push_back(std::move(sets));
  return elements;
}

Select RandomTree::select(int depth) {
  Select node;
  node.distinct = chance(20);
  if (node.distinct && traits_.distinct_on && chance(30)) node.distinct_on = expressions(depth, 2);
  for (int i = 1 + below(3); i > 0; --i) {
    if (chance(10))
      node.items.push_back({build::star(), std::nullopt});
    else
      node.items.push_back({expression(depth), chance(40) ? std::optional(identifier()) : std::nullopt});
  }
  if (chance(20)) return node;
  node.from = from(depth);
  if (chance(15)) {
    Join comma;
    comma.kind = JoinKind::Cross;
    comma.comma = true;
    comma.left = node.from;
    comma.right = table(depth);
    node.from = std::make_shared<const FromItem>(FromItem{std::move(comma), {}});
  }
  if (chance(50)) node.where = expression(depth);
  if (chance(25)) node.group_by = grouping(depth);
  if (chance(15)) node.having = expression(depth);
  if (traits_.named_windows && chance(10)) {
    NamedWindow named{identifier(), window(depth)};
    if (named.window.by_name) named.window.by_name = false;  // WINDOW v AS (w)
    node.windows.push_back(std::move(named));
  }
  if (traits_.qualify && chance(10)) node.qualify = expression(depth);
  return node;
}

With RandomTree::with(int depth) {
  With result;
  result.recursive = chance(30);
  for (int i = 1 + below(2); i > 0; --i) {
    CommonTable table;
    table.name = identifier();
    if (chance(30)) table.columns = {identifier()};
    table.query = query(depth);
    if (traits_.materialized) table.materialization = static_cast<Materialization>(below(3));
    result.tables.push_back(std::move(table));
  }
  return result;
}

SetOperation RandomTree::set_operation(int depth) {
  SetOperation node;
  node.op = static_cast<SetOperator>(below(3));
  node.all = chance(40) && (node.op == SetOperator::Union || traits_.set_operation_all);
  if (traits_.parenthesised_operands) {
    node.left = query(depth);
    node.right = query(depth);
  } else {
    const auto plain = [&] {
      Query operand;
      operand.body = select(depth);
      return build::query(std::move(operand));
    };
    node.left = plain();
    node.right = plain();
  }
  return node;
}

QueryPtr RandomTree::query(int depth) {
  Query result;
  if (depth > 0 && chance(15)) result.with = with(depth - 1);
  if (depth > 0 && chance(20))
    result.body = set_operation(depth - 1);
  else
    result.body = select(depth);
  if (chance(25)) result.order_by = order(depth - 1);
  if (chance(20)) result.limit = Limit{literal(), chance(40) ? literal() : nullptr};
  return build::query(std::move(result));
}

}  // namespace sayquel::sql

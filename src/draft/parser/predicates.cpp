#include "draft/parser/predicates.h"

#include <algorithm>

#include "base/text.h"
#include "sql/build.h"

namespace sayquel::draft::parser {
namespace {

using sql::BinaryOperator;
using sql::ExpressionPtr;
namespace build = sql::build;

const char* aggregate_name(Aggregate aggregate) {
  switch (aggregate) {
    case Aggregate::Count:
      return "COUNT";
    case Aggregate::Sum:
      return "SUM";
    case Aggregate::Average:
      return "AVG";
    case Aggregate::Minimum:
      return "MIN";
    case Aggregate::Maximum:
      return "MAX";
    case Aggregate::None:
      break;
  }
  return "";
}

ExpressionPtr extract(const char* field, ExpressionPtr operand) {
  return build::make(sql::Extract{field, std::move(operand)});
}

// A date held as text is compared as text in SQLite and has to be made a date elsewhere to take it apart.
ExpressionPtr as_date(const ColumnUse& column, ExpressionPtr expression, const Sense& sense) {
  if (sense.catalog().column(column.column).type.temporal() || sense.catalog().dialect == sql::Dialect::SQLite)
    return expression;
  const bool time = sense.catalog().column(column.column).profile.content == catalog::Content::Timestamp;
  return build::make(sql::Cast{std::move(expression), sql::TypeName{time ? "TIMESTAMP" : "DATE", {}, 0}, false});
}

ExpressionPtr part_of_date(const ColumnUse& column, const std::string& part, ExpressionPtr expression,
                           const Sense& sense) {
  ExpressionPtr date = as_date(column, std::move(expression), sense);
  if (part == "year") return extract("YEAR", date);
  if (part == "weekday") {
    // Spelled out, as a reader expects it; Sunday is 0.
    sql::Case names;
    names.operand = extract("DOW", date);
    static const char* const kNames[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    for (int day = 0; day < 7; ++day)
      names.whens.push_back({build::number(std::to_string(day)), build::string(kNames[day])});
    return build::make(std::move(names));
  }
  if (part == "monthday") return extract("DAY", date);
  if (part == "hour") return extract("HOUR", date);
  if (part == "day") return build::make(sql::Cast{date, sql::TypeName{"DATE", {}, 0}, false});
  return build::call("DATE_TRUNC", {build::string(part), date});  // quarter, month, week: of its year
}

ExpressionPtr operand_expression(const Operand& operand) {
  return operand.number ? build::number(operand.text) : build::string(operand.text);
}

ExpressionPtr day_literal(const ColumnUse& column, Date date, const Sense& sense) {
  const std::string iso = to_text(date);
  const ColumnType& type = sense.catalog().column(column.column).type;
  if (!type.temporal()) return build::string(iso);
  return type.kind == TypeKind::Timestamp ? build::timestamp(iso + " 00:00:00") : build::date(iso);
}

ExpressionPtr year_condition(const ExpressionPtr& year, const grounding::Period& period, bool text) {
  const auto literal = [&](Date date, int shift) {
    int y, m, d;
    grounding::split_date(date, y, m, d);
    const std::string digits = std::to_string(y + shift);
    return text ? build::string(digits) : build::number(digits);
  };
  if (period.from && period.to) {
    int a, b, m, d, last_month, last_day;
    grounding::split_date(*period.from, a, m, d);
    grounding::split_date(*period.to, b, last_month, last_day);
    const int last = last_month == 1 && last_day == 1 ? b - 1 : b;
    if (a == last) return build::binary(BinaryOperator::Equal, year, literal(*period.from, 0));
    const ExpressionPtr low = literal(*period.from, 0),
                        high = text ? build::string(std::to_string(last)) : build::number(std::to_string(last));
    return build::make(sql::Between{year, low, high, false, false});
  }
  if (period.from) return build::binary(BinaryOperator::GreaterEqual, year, literal(*period.from, 0));
  if (period.to) return build::binary(BinaryOperator::Less, year, literal(*period.to, 0));
  return nullptr;
}

ExpressionPtr range_or_equal(const ExpressionPtr& value, int low, int high) {
  if (low == high) return build::binary(BinaryOperator::Equal, value, build::number(std::to_string(low)));
  if (low < high)
    return build::make(
        sql::Between{value, build::number(std::to_string(low)), build::number(std::to_string(high)), false, false});
  return build::binary(BinaryOperator::Or,
                       build::binary(BinaryOperator::GreaterEqual, value, build::number(std::to_string(low))),
                       build::binary(BinaryOperator::LessEqual, value, build::number(std::to_string(high))));
}

ExpressionPtr period_condition(const ColumnUse& column, const grounding::Period& period, const ExpressionPtr& value,
                               const Sense& sense) {
  if (sense.year_number(column.column) && !sense.temporal(column.column))
    return year_condition(value, period, sense.text(column.column));
  ExpressionPtr all;
  const ColumnType& type = sense.catalog().column(column.column).type;
  if (period.from && period.to && period.to->days == period.from->days + 1 && type.kind == TypeKind::Date)
    all = build::binary(BinaryOperator::Equal, value, day_literal(column, *period.from, sense));
  else {
    if (period.from) all = build::binary(BinaryOperator::GreaterEqual, value, day_literal(column, *period.from, sense));
    if (period.to)
      all = build::conjunction(all, build::binary(BinaryOperator::Less, value, day_literal(column, *period.to, sense)));
  }
  const ExpressionPtr date = as_date(column, value, sense);
  if (period.month)
    all = build::conjunction(
        all, range_or_equal(extract("MONTH", date), period.month, period.month_to ? period.month_to : period.month));
  if (period.day) all = build::conjunction(all, range_or_equal(extract("DAY", date), period.day, period.day));
  if (period.quarter)
    all = build::conjunction(all, range_or_equal(extract("QUARTER", date), period.quarter, period.quarter));
  if (period.hour_from >= 0) {
    const int last = period.hour_to - 1;
    all = build::conjunction(all, range_or_equal(extract("HOUR", date), period.hour_from, last < 0 ? 23 : last));
  }
  if (period.weekdays.size() == 1)
    all = build::conjunction(all, range_or_equal(extract("DOW", date), period.weekdays[0], period.weekdays[0]));
  else if (!period.weekdays.empty()) {
    std::vector<ExpressionPtr> days;
    for (int day : period.weekdays) days.push_back(build::number(std::to_string(day)));
    all = build::conjunction(all, build::make(sql::InList{extract("DOW", date), std::move(days), false}));
  }
  return all;
}

// A flag's yes or no, as the column writes it.
ExpressionPtr flag_condition(const ColumnUse& column, bool yes, const ExpressionPtr& value, const Sense& sense) {
  const catalog::Column& it = sense.catalog().column(column.column);
  static const std::vector<std::pair<const char*, const char*>> kPairs{
      {"y", "n"}, {"yes", "no"}, {"t", "f"}, {"true", "false"}, {"1", "0"}};
  for (const Value& sample : it.profile.samples) {
    if (const auto* text = std::get_if<std::string>(&sample)) {
      const std::string folded = base::lower_ascii(base::trim(*text));
      for (const auto& [positive, negative] : kPairs)
        if (folded == positive || folded == negative) {
          std::string literal = yes ? positive : negative;
          if (!text->empty() && (*text)[0] >= 'A' && (*text)[0] <= 'Z') {
            literal[0] = static_cast<char>(literal[0] - 'a' + 'A');
            if (text->size() > 1 && (*text)[1] >= 'A' && (*text)[1] <= 'Z')
              for (char& c : literal) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
          }
          return build::binary(BinaryOperator::Equal, value, build::string(literal));
        }
    }
    if (std::holds_alternative<std::int64_t>(sample) && it.type.kind != TypeKind::Boolean)
      return build::binary(BinaryOperator::Equal, value, build::number(yes ? "1" : "0"));
  }
  if (sense.catalog().dialect == sql::Dialect::SQLite)
    return build::binary(BinaryOperator::Equal, value, build::number(yes ? "1" : "0"));
  return build::binary(BinaryOperator::Equal, value,
                       build::make(sql::Literal{sql::LiteralKind::Boolean, yes ? "true" : "false"}));
}

std::string like_escaped(const std::string& text) {
  std::string out;
  for (char c : text) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

BinaryOperator binary_of(Compare op) {
  switch (op) {
    case Compare::NotEqual:
      return BinaryOperator::NotEqual;
    case Compare::Less:
      return BinaryOperator::Less;
    case Compare::LessEqual:
      return BinaryOperator::LessEqual;
    case Compare::Greater:
      return BinaryOperator::Greater;
    case Compare::GreaterEqual:
      return BinaryOperator::GreaterEqual;
    default:
      return BinaryOperator::Equal;
  }
}

}  // namespace

std::string Names::of(const Part& part, const Sense& sense) const {
  if (!qualify) return "";
  if (auto found = names.find(part); found != names.end()) return found->second;
  for (const auto& [known, name] : names)
    if (known.table == part.table && (part.key < 0 || known.key < 0)) return name;
  return sense.catalog().tables[static_cast<std::size_t>(part.table)].name;
}

ExpressionPtr column_expression(const ColumnUse& column, const Names& names, const Sense& sense) {
  return build::column(names.of(column.part(), sense), sense.catalog().column(column.column).name);
}

ExpressionPtr term_expression(const Term& term, const Names& names, const Sense& sense, bool rows_distinct) {
  const auto count_rows = [&](const ColumnUse& of, bool distinct) {
    const std::vector<int> keys = sense.key_columns(of.column.table);
    if (!distinct || keys.size() != 1) return build::call("COUNT", {build::star()});
    return build::call("COUNT", {column_expression({{of.column.table, keys[0]}, of.key}, names, sense)}, true);
  };
  if (term.kind == TermKind::Rows) return count_rows(term.column, rows_distinct);
  if (term.kind == TermKind::Duration) {
    ExpressionPtr seconds =
        build::call("DATE_DIFF", {build::string("second"), column_expression(term.second, names, sense),
                                  column_expression(term.column, names, sense)});
    if (term.aggregated()) seconds = build::call(aggregate_name(term.aggregate), {seconds});
    return build::binary(BinaryOperator::Divide, seconds, build::number(term.unit == "hour" ? "3600.0" : "86400.0"));
  }
  if (term.kind == TermKind::Ratio) {
    const ExpressionPtr whole =
        term.column.column.column < 0
            ? count_rows(term.column, rows_distinct)
            : build::call(aggregate_name(term.aggregate), {column_expression(term.column, names, sense)});
    return build::binary(BinaryOperator::Divide, build::binary(BinaryOperator::Multiply, build::number("1.0"), whole),
                         count_rows(term.second, true));
  }
  ExpressionPtr value = term.column.column.column < 0 ? nullptr : column_expression(term.column, names, sense);
  if (value && !term.date_part.empty()) value = part_of_date(term.column, term.date_part, value, sense);
  if (term.kind == TermKind::Share) {
    const ExpressionPtr whole =
        value ? build::call(aggregate_name(term.aggregate), {value}) : count_rows(term.column, rows_distinct);
    sql::FunctionCall over;
    over.name.emplace_back("SUM");
    over.arguments.push_back(whole);
    over.over.emplace();
    return build::binary(BinaryOperator::Divide, build::binary(BinaryOperator::Multiply, build::number("100.0"), whole),
                         build::make(std::move(over)));
  }
  if (!term.aggregated()) return value;
  return build::call(aggregate_name(term.aggregate), {value}, term.distinct);
}

ExpressionPtr condition_expression(const Condition& condition, const Names& names, const Sense& sense,
                                   bool rows_distinct, const sql::QueryPtr& than) {
  const ExpressionPtr left = term_expression(condition.left, names, sense, rows_distinct);
  if (!left) return nullptr;
  if (condition.than && condition.among)
    return than ? build::make(sql::InQuery{left, than, condition.negated}) : nullptr;
  if (condition.than) return than ? build::binary(binary_of(condition.op), left, build::subquery(than)) : nullptr;
  if (condition.other)
    return build::binary(binary_of(condition.op), left, term_expression(*condition.other, names, sense, false));
  const ColumnUse& column = condition.left.column;
  switch (condition.op) {
    case Compare::IsNull:
      return build::make(sql::Is{sql::IsKind::Null, left, false});
    case Compare::IsNotNull:
      return build::make(sql::Is{sql::IsKind::Null, left, true});
    case Compare::IsTrue:
      return flag_condition(column, true, left, sense);
    case Compare::IsFalse:
      return flag_condition(column, false, left, sense);
    case Compare::During: {
      const ExpressionPtr inside = period_condition(column, *condition.period, left, sense);
      return condition.negated && inside ? build::negate(inside) : inside;
    }
    case Compare::Between:
      return build::make(sql::Between{left, operand_expression(condition.operands[0]),
                                      operand_expression(condition.operands[1]), condition.negated, false});
    case Compare::Contains:
    case Compare::StartsWith:
    case Compare::EndsWith: {
      const std::string text = condition.operands[0].text, escaped = like_escaped(text);
      const std::string pattern =
          (condition.op == Compare::StartsWith ? "" : "%") + escaped + (condition.op == Compare::EndsWith ? "" : "%");
      return build::make(sql::Like{sql::LikeKind::ILike, left, build::string(pattern),
                                   escaped == text ? nullptr : build::string("\\"), condition.negated});
    }
    default:
      break;
  }
  if (condition.operands.size() > 1) {
    std::vector<ExpressionPtr> items;
    for (const Operand& operand : condition.operands) items.push_back(operand_expression(operand));
    return build::make(sql::InList{left, std::move(items), condition.op == Compare::NotEqual});
  }
  return build::binary(binary_of(condition.op), left, operand_expression(condition.operands[0]));
}

}  // namespace sayquel::draft::parser

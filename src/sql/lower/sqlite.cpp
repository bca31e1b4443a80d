// SQLite has no dates: they are text, YYYY-MM-DD with perhaps a time behind, and functions that read and write it
// (sqlite.org/lang_datefunc.html). Written for SQLite 3.35 and later, before %V and 'floor' came.
#include <algorithm>
#include <cstdlib>

#include "sql/lower/lowering.h"
#include "sql/parse/characters.h"

namespace sayquel::sql {
namespace {

using build::call;
using build::number;
using build::string;

// Modifiers that move a date to the Thursday of its ISO week, whose year and number are the week's.
constexpr const char* kToThursday[] = {"-3 days", "weekday 4"};

ExpressionPtr strftime(std::string format, const ExpressionPtr& date) {
  return call("STRFTIME", {string(std::move(format)), date});
}

ExpressionPtr integer_of(std::string format, const ExpressionPtr& date) {
  return cast(strftime(std::move(format), date), "INTEGER");
}

ExpressionPtr thursday(std::string format, const ExpressionPtr& date) {
  return cast(call("STRFTIME", {string(std::move(format)), date, string(kToThursday[0]), string(kToThursday[1])}),
              "INTEGER");
}

ExpressionPtr divided(ExpressionPtr left, int right) {
  return arithmetic(std::move(left), BinaryOperator::Divide, right);
}

ExpressionPtr lower_extract(const Extract& node) {
  const ExpressionPtr& x = node.operand;
  static constexpr std::pair<std::string_view, const char*> kFormats[] = {
      {"YEAR", "%Y"},   {"MONTH", "%m"}, {"DAY", "%d"},   {"HOUR", "%H"}, {"MINUTE", "%M"},
      {"SECOND", "%S"}, {"DOW", "%w"},   {"EPOCH", "%s"}, {"DOY", "%j"}};
  for (const auto& [field, format] : kFormats)
    if (node.field == field) return integer_of(format, x);
  if (node.field == "QUARTER") return divided(arithmetic(integer_of("%m", x), BinaryOperator::Add, 2), 3);
  if (node.field == "ISODOW")
    return arithmetic(arithmetic(arithmetic(integer_of("%w", x), BinaryOperator::Add, 6), BinaryOperator::Modulo, 7),
                      BinaryOperator::Add, 1);
  if (node.field == "WEEK") return divided(arithmetic(thursday("%j", x), BinaryOperator::Add, 6), 7);
  if (node.field == "ISOYEAR") return thursday("%Y", x);
  return nullptr;
}

ExpressionPtr lower_truncation(const UnitCall& node) {
  const ExpressionPtr& x = node.arguments.front();
  if (node.unit == "YEAR") return strftime("%Y-01-01", x);
  if (node.unit == "MONTH") return strftime("%Y-%m-01", x);
  if (node.unit == "DAY") return call("DATE", {x});
  if (node.unit == "HOUR") return strftime("%Y-%m-%d %H:00:00", x);
  if (node.unit == "MINUTE") return strftime("%Y-%m-%d %H:%M:00", x);
  if (node.unit == "SECOND") return call("DATETIME", {x});
  if (node.unit == "WEEK") return call("DATE", {x, string("-6 days"), string("weekday 1")});
  if (node.unit == "QUARTER") {
    const auto months = arithmetic(arithmetic(integer_of("%m", x), BinaryOperator::Add, 2), BinaryOperator::Modulo, 3);
    return call("DATE", {x, string("start of month"), call("PRINTF", {string("-%d months"), months})});
  }
  return nullptr;
}

// ---- x + INTERVAL ----

// "+3 months" for the amount 3, or an expression that writes it; times `factor`.
ExpressionPtr modifier(const ExpressionPtr& amount, int factor, const std::string& unit) {
  const auto* literal = amount->as<Literal>();
  if (literal) {
    char* end = nullptr;
    const long value = std::strtol(literal->text.c_str(), &end, 10);
    if (*end == '\0' && std::abs(value) < 1'000'000) {
      const long total = value * factor;
      return string((total < 0 ? "" : "+") + std::to_string(total) + " " + unit);
    }
  }
  return call("PRINTF", {string("%+d " + unit), arithmetic(amount, BinaryOperator::Multiply, factor)});
}

// A value that is a date without a time, as far as can be seen.
bool plain_date(const Expression& node) {
  if (const auto* literal = node.as<Literal>()) return literal->text.size() == 10;
  return calls(node, "CURRENT_DATE") || calls(node, "DATE");
}

bool first_days_of_month(const Expression& node) {
  const auto* literal = node.as<Literal>();
  return literal && literal->text.size() >= 10 && literal->text.substr(8, 2) <= "28";
}

// SQLite's '+1 months' runs over into the month after where a day is missing (31 January gives 2 March); the other
// databases stop at the month's last day.
ExpressionPtr months_later(const ExpressionPtr& x, const ExpressionPtr& shift, const ExpressionPtr& one_more) {
  auto moved = call("DATE", {x, shift});
  if (first_days_of_month(*x)) return moved;
  auto last = call("DATE", {x, string("start of month"), one_more, string("+1 months"), string("-1 days")});
  return call("MIN", {std::move(moved), std::move(last)});
}

ExpressionPtr add_part(const ExpressionPtr& x, const IntervalPart& part, int sign) {
  const auto with_time = [&](ExpressionPtr date) {
    if (plain_date(*x)) return date;
    return build::binary(BinaryOperator::Concat, std::move(date), call("SUBSTR", {x, number("11")}));
  };
  const std::string& unit = part.unit;
  if (unit == "DAY" || unit == "WEEK")
    return with_time(call("DATE", {x, modifier(part.amount, sign * (unit == "WEEK" ? 7 : 1), "days")}));
  if (unit == "MONTH" || unit == "QUARTER" || unit == "YEAR") {
    const auto shift = modifier(part.amount, sign * (unit == "YEAR" ? 12 : unit == "QUARTER" ? 3 : 1), "months");
    return with_time(months_later(x, shift, shift));
  }
  if (unit == "HOUR") return call("DATETIME", {x, modifier(part.amount, sign, "hours")});
  if (unit == "MINUTE") return call("DATETIME", {x, modifier(part.amount, sign, "minutes")});
  if (unit == "SECOND") return call("DATETIME", {x, modifier(part.amount, sign, "seconds")});
  return nullptr;
}

ExpressionPtr lower_interval_sum(const IntervalSum& sum) {
  ExpressionPtr result = sum.base;
  for (const IntervalPart& part : sum.parts) {
    result = add_part(result, part, sum.subtracted ? -1 : 1);
    if (!result) return nullptr;
  }
  return result;
}

// ---- DATE_DIFF ----

// Day of the month and time, the day no later than the last one of `other`'s month: 31 January plus a month is the last
// day of February, so that a month has passed by then.
ExpressionPtr day_and_time(const ExpressionPtr& x, const ExpressionPtr& other) {
  auto last = call("STRFTIME", {string("%d"), other, string("start of month"), string("+1 months"), string("-1 days")});
  return build::binary(BinaryOperator::Concat, call("MIN", {strftime("%d", x), std::move(last)}),
                       strftime(" %H:%M:%S", x));
}

// Months completed from `from` to `to`, in either direction: one less where the day and time are not reached yet.
ExpressionPtr months_between(const ExpressionPtr& from, const ExpressionPtr& to) {
  using enum BinaryOperator;
  using build::binary;
  const auto months = [](const ExpressionPtr& x) {
    return binary(Add, arithmetic(integer_of("%Y", x), Multiply, 12), integer_of("%m", x));
  };
  const auto rest = [](const ExpressionPtr& x) { return strftime("%d %H:%M:%S", x); };
  const auto forward = [&](BinaryOperator op) { return binary(op, call("DATETIME", {from}), call("DATETIME", {to})); };
  Case correction;
  correction.whens.push_back(
      {binary(And, forward(LessEqual), binary(Less, rest(to), day_and_time(from, to))), number("1")});
  correction.whens.push_back(
      {binary(And, forward(Greater), binary(Less, rest(from), day_and_time(to, from))), number("-1")});
  correction.otherwise = number("0");
  return binary(Subtract, binary(Subtract, months(to), months(from)), build::make(std::move(correction)));
}

ExpressionPtr lower_difference(const UnitCall& node) {
  const ExpressionPtr& from = node.arguments[0];
  const ExpressionPtr& to = node.arguments[1];
  static constexpr std::pair<std::string_view, int> kSeconds[] = {
      {"SECOND", 1}, {"MINUTE", 60}, {"HOUR", 3600}, {"DAY", 86400}, {"WEEK", 604800}};
  for (const auto& [unit, seconds] : kSeconds)
    if (node.unit == unit) {
      auto difference = build::binary(BinaryOperator::Subtract, integer_of("%s", to), integer_of("%s", from));
      return seconds == 1 ? difference : divided(std::move(difference), seconds);
    }
  if (node.unit == "MONTH") return months_between(from, to);
  if (node.unit == "QUARTER") return divided(months_between(from, to), 3);
  if (node.unit == "YEAR") return divided(months_between(from, to), 12);
  return nullptr;
}

// ---- the rest ----

ExpressionPtr lower_literal(const Literal& literal) {
  const bool temporal =
      literal.kind == LiteralKind::Date || literal.kind == LiteralKind::Time || literal.kind == LiteralKind::Timestamp;
  return temporal ? string(literal.text) : nullptr;
}

// CAST(x AS DATE) would make a number of it.
ExpressionPtr lower_cast(const Cast& node) {
  if (node.type.name == "DATE") return call("DATE", {node.operand});
  if (node.type.name.starts_with("TIMESTAMP") || node.type.name == "DATETIME") return call("DATETIME", {node.operand});
  if (!node.try_cast) return nullptr;
  Cast plain = node;
  plain.try_cast = false;
  return build::make(std::move(plain));
}

ExpressionPtr lower_binary(const ExpressionPtr& node, const Binary& binary) {
  if (const auto sum = interval_sum(*node)) return lower_interval_sum(*sum);
  if (binary.op != BinaryOperator::Divide || visibly_fractional(*binary.left) || visibly_fractional(*binary.right))
    return nullptr;
  return build::binary(BinaryOperator::Divide, build::binary(BinaryOperator::Multiply, number("1.0"), binary.left),
                       binary.right);
}

ExpressionPtr lowered(const ExpressionPtr& node) {
  if (const auto* literal = node->as<Literal>()) return lower_literal(*literal);
  if (const auto* part = node->as<Extract>()) return lower_extract(*part);
  if (const auto* type = node->as<Cast>()) return lower_cast(*type);
  if (const auto* binary = node->as<Binary>()) return lower_binary(node, *binary);
  if (const auto truncation = unit_call(*node, "DATE_TRUNC", 1)) return lower_truncation(*truncation);
  if (const auto difference = unit_call(*node, "DATE_DIFF", 2)) return lower_difference(*difference);
  if (const auto* like = node->as<Like>(); like && like->kind == LikeKind::ILike) {
    Like plain = *like;
    plain.kind = LikeKind::Like;
    return build::make(std::move(plain));
  }
  return nullptr;
}

}  // namespace

ExpressionPtr lower_for_sqlite(const ExpressionPtr& node) {
  ExpressionPtr result = lowered(node);
  return result ? result : node;
}

// (SELECT a FROM t) AS x(b): SQLite takes no names after an alias; they go into the query.
FromPtr lower_from_for_sqlite(const FromPtr& item) {
  const auto* derived = item->as<DerivedTable>();
  if (!derived || !derived->alias || derived->alias->columns.empty()) return item;
  const std::vector<Identifier>& names = derived->alias->columns;
  DerivedTable result = *derived;
  result.alias->columns.clear();
  Query renamed = *derived->query;
  if (const auto* values = renamed.as<Values>()) {
    if (values->rows.empty() || values->rows.front().size() < names.size()) return item;
    Select select;
    for (std::size_t i = 0; i < values->rows.front().size(); ++i)
      select.items.push_back({build::column("", "column" + std::to_string(i + 1)),
                              i < names.size() ? std::optional(names[i]) : std::nullopt});
    DerivedTable inner;
    inner.query = derived->query;
    select.from = std::make_shared<const FromItem>(FromItem{std::move(inner), {}});
    Query wrapped;
    wrapped.body = std::move(select);
    renamed = std::move(wrapped);
  } else if (const auto* plain = renamed.as<Select>()) {
    Select select = *plain;
    const bool star = std::any_of(select.items.begin(), select.items.end(),
                                  [](const SelectItem& one) { return one.expression->as<Star>() != nullptr; });
    if (star || select.items.size() < names.size()) return item;
    for (std::size_t i = 0; i < names.size(); ++i) select.items[i].alias = names[i];
    renamed.body = std::move(select);
  } else {
    return item;
  }
  result.query = build::query(std::move(renamed));
  return std::make_shared<const FromItem>(FromItem{std::move(result), item->position});
}

}  // namespace sayquel::sql

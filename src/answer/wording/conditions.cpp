// The conditions of a query in English.
#include <fmt/format.h>

#include <algorithm>

#include "answer/wording/naming.h"
#include "answer/wording/phrases.h"
#include "base/text.h"

namespace sayquel::answer {
namespace {

using sql::BinaryOperator;

const sql::Expression& without_cast(const sql::Expression& expression) {
  const auto* cast = expression.as<sql::Cast>();
  return cast ? without_cast(*cast->operand) : expression;
}

const sql::Literal* literal(const sql::Expression& expression) { return without_cast(expression).as<sql::Literal>(); }

bool is_value(const sql::Expression& expression) {
  if (literal(expression)) return true;
  const auto* sign = expression.as<sql::Unary>();
  return sign && sign->op == sql::UnaryOperator::Minus && literal(*sign->operand);
}

std::optional<std::chrono::year_month_day> day_of(const sql::Expression& expression) {
  const auto* text = literal(expression);
  if (!text || text->kind == sql::LiteralKind::Number) return std::nullopt;
  const auto moment = as_moment(Value{text->text});
  if (!moment || moment->microseconds.value_or(0) != 0) return std::nullopt;
  return moment->day;
}

BinaryOperator mirrored(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::Less:
      return BinaryOperator::Greater;
    case BinaryOperator::LessEqual:
      return BinaryOperator::GreaterEqual;
    case BinaryOperator::Greater:
      return BinaryOperator::Less;
    case BinaryOperator::GreaterEqual:
      return BinaryOperator::LessEqual;
    default:
      return op;
  }
}

std::string_view verb_of(BinaryOperator op, bool time) {
  switch (op) {
    case BinaryOperator::Equal:
    case BinaryOperator::IsNotDistinctFrom:
      return time ? "is on" : "is";
    case BinaryOperator::NotEqual:
    case BinaryOperator::IsDistinctFrom:
      return "is not";
    case BinaryOperator::Less:
      return time ? "is before" : "is less than";
    case BinaryOperator::LessEqual:
      return time ? "is no later than" : "is at most";
    case BinaryOperator::Greater:
      return time ? "is after" : "is more than";
    case BinaryOperator::GreaterEqual:
      return time ? "is no earlier than" : "is at least";
    default:
      return "";
  }
}

// "January 2008", "2008", "the first quarter of 2008", "January 5, 2008": a span that the calendar has a name for.
std::string calendar_span(std::chrono::year_month_day from, std::chrono::year_month_day until) {
  using namespace std::chrono;
  const year_month_day next_day{sys_days(from) + days(1)};
  if (next_day == until) return "on " + say_date(from);
  if (from.day() != day(1) || until.day() != day(1)) return {};
  const int months_between = (static_cast<int>(until.year()) - static_cast<int>(from.year())) * 12 +
                             static_cast<int>(static_cast<unsigned>(until.month())) -
                             static_cast<int>(static_cast<unsigned>(from.month()));
  const unsigned month = static_cast<unsigned>(from.month());
  if (months_between == 1) return fmt::format("in {} {}", month_name(month), static_cast<int>(from.year()));
  if (months_between == 12 && month == 1) return fmt::format("in {}", static_cast<int>(from.year()));
  if (months_between == 3 && month % 3 == 1)
    return fmt::format("in Q{} {}", (month + 2) / 3, static_cast<int>(from.year()));
  return {};
}

struct Bound {
  const sql::Expression* column = nullptr;
  const sql::Expression* value = nullptr;
  BinaryOperator op = BinaryOperator::Equal;
};

// column op value, whichever side the value stands on.
std::optional<Bound> bound_of(const sql::Expression& expression) {
  const auto* binary = expression.as<sql::Binary>();
  if (!binary || verb_of(binary->op, false).empty()) return std::nullopt;
  if (is_value(*binary->right)) return Bound{binary->left.get(), binary->right.get(), binary->op};
  if (is_value(*binary->left)) return Bound{binary->right.get(), binary->left.get(), mirrored(binary->op)};
  return std::nullopt;
}

bool low(BinaryOperator op) { return op == BinaryOperator::Greater || op == BinaryOperator::GreaterEqual; }
bool high(BinaryOperator op) { return op == BinaryOperator::Less || op == BinaryOperator::LessEqual; }

}  // namespace

std::string Phrases::value(const sql::Expression& expression) const {
  const auto* sign = expression.as<sql::Unary>();
  if (sign && sign->op == sql::UnaryOperator::Minus) return "-" + value(*sign->operand);
  const auto* text = literal(expression);
  if (!text) return {};
  if (text->kind == sql::LiteralKind::Null) return "no value";
  if (text->kind == sql::LiteralKind::Number) {
    const bool year = text->text.size() == 4 && (text->text.starts_with("19") || text->text.starts_with("20"));
    return year ? text->text : group_thousands(text->text);
  }
  if (const auto day = day_of(expression)) return say_date(*day);
  return one_line(text->text.empty() ? "empty" : text->text, 60);
}

std::string Phrases::range(const sql::Expression& from, const sql::Expression& to, const std::string& subject,
                           End end) const {
  const auto first = day_of(from), last = day_of(to);
  if (first && last) {
    using namespace std::chrono;
    const year_month_day until = end == End::WithDay ? year_month_day{sys_days(*last) + days(1)} : *last;
    const std::string span = end == End::AtInstant ? "" : calendar_span(*first, until);
    if (!span.empty()) return fmt::format("the {} is {}", subject, span);
    return fmt::format("the {} is from {} {} {}", subject, say_date(*first), end == End::Before ? "until before" : "to",
                       say_date(*last));
  }
  return fmt::format("the {} is between {} and {}", subject, value(from), value(to));
}

bool Phrases::holds_days(const sql::Expression& given) const {
  const catalog::ColumnId id = stored(given);
  return id.table >= 0 && (catalog_->column(id).type.kind == TypeKind::Date ||
                           catalog_->column(id).profile.content == catalog::Content::Date);
}

std::string Phrases::like(const sql::Like& like) const {
  const auto* pattern = literal(*like.pattern);
  const std::string subject = expression(*like.operand);
  if (!pattern || subject.empty() || like.escape ||
      (like.kind != sql::LikeKind::Like && like.kind != sql::LikeKind::ILike))
    return {};
  std::string_view text = pattern->text;
  const bool open_front = text.starts_with('%'), open_back = text.size() > 1 && text.ends_with('%');
  if (open_front) text.remove_prefix(1);
  if (open_back) text.remove_suffix(1);
  if (text.find_first_of("%_") != std::string_view::npos) return {};
  const char* verb = open_front && open_back ? (like.negated ? "does not contain" : "contains")
                     : open_back             ? (like.negated ? "does not begin with" : "begins with")
                     : open_front            ? (like.negated ? "does not end with" : "ends with")
                                             : (like.negated ? "is not" : "is");
  return fmt::format("the {} {} {}", subject, verb, one_line(text, 60));
}

std::string Phrases::comparison(const sql::Binary& binary) const {
  const sql::Expression whole{binary, {}};
  const auto bound = bound_of(whole);
  if (!bound) {
    const std::string left = expression(*binary.left), right = expression(*binary.right);
    const std::string_view verb = verb_of(binary.op, false);
    return left.empty() || right.empty() || verb.empty() ? "" : fmt::format("the {} {} the {}", left, verb, right);
  }
  const std::string subject = expression(*bound->column);
  if (subject.empty()) return {};
  const bool time = day_of(*bound->value).has_value();
  const std::string_view verb =
      subject.starts_with("number of") && bound->op == BinaryOperator::Equal ? "is" : verb_of(bound->op, time);
  return fmt::format("the {} {} {}", subject, verb, value(*bound->value));
}

std::string Phrases::condition(const sql::Expression& given) const {
  std::string words;
  if (const auto* binary = given.as<sql::Binary>()) {
    if (binary->op == BinaryOperator::Or) {
      const std::string left = condition(*binary->left), right = condition(*binary->right);
      words = left + " or " + right;
    } else {
      words = comparison(*binary);
    }
  } else if (const auto* pattern = given.as<sql::Like>()) {
    words = like(*pattern);
  } else if (const auto* between = given.as<sql::Between>()) {
    const std::string subject = expression(*between->operand);
    if (!subject.empty() && !between->negated && is_value(*between->low) && is_value(*between->high))
      words =
          range(*between->low, *between->high, subject, holds_days(*between->operand) ? End::WithDay : End::AtInstant);
  } else if (const auto* in = given.as<sql::InList>()) {
    std::vector<std::string> items;
    for (const auto& item : in->items) items.push_back(is_value(*item) ? value(*item) : "");
    const bool known = std::none_of(items.begin(), items.end(), [](const auto& item) { return item.empty(); });
    const std::string subject = expression(*in->operand);
    if (known && !subject.empty() && items.size() <= 8)
      words = fmt::format("the {} is {} {}", subject,
                          in->negated         ? "none of"
                          : items.size() == 1 ? ""
                                              : "one of",
                          listed(items));
  } else if (const auto* is = given.as<sql::Is>(); is && is->kind == sql::IsKind::Null) {
    const std::string subject = expression(*is->operand);
    if (!subject.empty()) words = fmt::format("the {} {}", subject, is->negated ? "is known" : "has no value");
  }
  return words.empty() ? fmt::format("\xE2\x80\x9C{}\xE2\x80\x9D holds", as_written(given)) : one_line(words, 200);
}

std::vector<Condition> Phrases::conditions(const sql::Select& select) const {
  std::vector<Condition> out;
  for (const bool of_groups : {false, true}) {
    for (const sql::ExpressionPtr& part : conjuncts(of_groups ? select.having : select.where)) {
      const auto bound = bound_of(*part);
      if (bound && !out.empty() && out.back().of_groups == of_groups && out.back().parts.size() == 1) {
        // ">= January 1" and "< February 1" are one condition to a reader.
        const auto before = bound_of(*out.back().parts[0]);
        if (before && low(before->op) && high(bound->op) && expression(*before->column) == expression(*bound->column) &&
            !expression(*bound->column).empty()) {
          out.back().parts.push_back(part);
          if (before->op == BinaryOperator::GreaterEqual &&
              (day_of(*bound->value) || bound->op == BinaryOperator::LessEqual))
            out.back().words = range(*before->value, *bound->value, expression(*bound->column),
                                     bound->op == BinaryOperator::Less ? End::Before
                                     : holds_days(*bound->column)      ? End::WithDay
                                                                       : End::AtInstant);
          else
            out.back().words += " and " + std::string(verb_of(bound->op, day_of(*bound->value).has_value())) + " " +
                                value(*bound->value);
          continue;
        }
      }
      Condition condition_here{{part}, of_groups, false, condition(*part), nullptr, {}};
      const auto* binary = part->as<sql::Binary>();
      condition_here.joins = binary && binary->op == BinaryOperator::Equal &&
                             binary->left->as<sql::ColumnReference>() && binary->right->as<sql::ColumnReference>();
      const auto* text = bound ? literal(*bound->value) : nullptr;
      if (text && text->kind == sql::LiteralKind::String && bound->op == BinaryOperator::Equal &&
          bound->column->as<sql::ColumnReference>() && !day_of(*bound->value)) {
        condition_here.column = bound->column;
        condition_here.text = text->text;
      }
      out.push_back(std::move(condition_here));
    }
  }
  return out;
}

}  // namespace sayquel::answer

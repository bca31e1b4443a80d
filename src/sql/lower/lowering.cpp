#include "sql/lower/lowering.h"

#include <algorithm>

#include "base/text.h"
#include "sql/parse/characters.h"

namespace sayquel::sql {
namespace {

// "3 days 2 hours" as amounts and units; nothing where it reads otherwise.
std::optional<std::vector<IntervalPart>> parts_of(std::string_view text) {
  std::vector<IntervalPart> parts;
  std::vector<std::string> words;
  for (const std::string& word : base::split(text, ' '))
    if (!word.empty()) words.push_back(word);
  if (words.empty() || words.size() % 2 != 0) return std::nullopt;
  for (std::size_t i = 0; i < words.size(); i += 2) {
    std::string unit = upper_case(words[i + 1]);
    if (unit.size() > 1 && unit.back() == 'S') unit.pop_back();
    if (!std::all_of(words[i].begin(), words[i].end(), [](char c) { return is_digit(c) || c == '.' || c == '-'; }))
      return std::nullopt;
    parts.push_back({build::number(words[i]), std::move(unit)});
  }
  return parts;
}

std::optional<std::vector<IntervalPart>> parts_of(const IntervalLiteral& literal) {
  if (!literal.unit.empty()) return std::vector<IntervalPart>{{literal.amount, literal.unit}};
  const auto* text = literal.amount->as<Literal>();
  return text ? parts_of(text->text) : std::nullopt;
}

}  // namespace

std::string upper_case(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), upper_character);
  return result;
}

bool calls(const Expression& node, std::string_view name) {
  const auto* call = node.as<FunctionCall>();
  return call && call->name.size() == 1 && base::equal_ignoring_case(call->name.front().name, name);
}

std::optional<UnitCall> unit_call(const Expression& node, std::string_view name, std::size_t arguments) {
  const auto* call = node.as<FunctionCall>();
  if (!call || !calls(node, name) || call->arguments.size() != arguments + 1 || call->over) return std::nullopt;
  const auto* unit = call->arguments.front()->as<Literal>();
  if (!unit || unit->kind != LiteralKind::String) return std::nullopt;
  return UnitCall{upper_case(unit->text), {call->arguments.begin() + 1, call->arguments.end()}};
}

std::optional<IntervalSum> interval_sum(const Expression& node) {
  const auto* binary = node.as<Binary>();
  if (!binary || (binary->op != BinaryOperator::Add && binary->op != BinaryOperator::Subtract)) return std::nullopt;
  IntervalSum sum;
  sum.subtracted = binary->op == BinaryOperator::Subtract;
  const auto* right = binary->right->as<IntervalLiteral>();
  const auto* left = binary->left->as<IntervalLiteral>();
  if (!right && (!left || sum.subtracted)) return std::nullopt;
  sum.base = right ? binary->left : binary->right;
  auto parts = parts_of(right ? *right : *left);
  if (!parts) return std::nullopt;
  sum.parts = std::move(*parts);
  return sum;
}

bool visibly_fractional(const Expression& node) {
  if (const auto* literal = node.as<Literal>())
    return literal->kind == LiteralKind::Number && literal->text.find_first_of(".eE") != std::string::npos &&
           !literal->text.starts_with("0x");
  if (const auto* type = node.as<Cast>())
    return type->type.name == "REAL" || type->type.name.starts_with("DOUBLE") || type->type.name == "FLOAT";
  if (const auto* binary = node.as<Binary>()) {
    const bool arithmetic = binary->op == BinaryOperator::Add || binary->op == BinaryOperator::Subtract ||
                            binary->op == BinaryOperator::Multiply || binary->op == BinaryOperator::Divide;
    return arithmetic && (visibly_fractional(*binary->left) || visibly_fractional(*binary->right));
  }
  return calls(node, "AVG");
}

ExpressionPtr without_filter(const ExpressionPtr& node) {
  const auto* call = node->as<FunctionCall>();
  if (!call || !call->filter || call->arguments.empty()) return node;
  FunctionCall plain = *call;
  plain.filter = nullptr;
  Case choice;
  const bool star = plain.arguments.front()->as<Star>();
  choice.whens.push_back({call->filter, star ? build::number("1") : plain.arguments.front()});
  plain.arguments.front() = build::make(std::move(choice));
  return build::make(std::move(plain));
}

ExpressionPtr cast(ExpressionPtr operand, std::string type) {
  return build::make(Cast{std::move(operand), TypeName{std::move(type), {}, 0}, false});
}

ExpressionPtr extract(std::string field, ExpressionPtr operand) {
  return build::make(Extract{std::move(field), std::move(operand)});
}

ExpressionPtr interval(ExpressionPtr amount, std::string unit) {
  return build::make(IntervalLiteral{std::move(amount), std::move(unit)});
}

ExpressionPtr arithmetic(ExpressionPtr left, BinaryOperator op, int right) {
  return build::binary(op, std::move(left), build::number(std::to_string(right)));
}

}  // namespace sayquel::sql

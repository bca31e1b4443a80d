#include "draft/parser/say.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace sayquel::draft::parser {
namespace {

std::string list(const std::vector<std::string>& parts, const char* last = "and") {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? std::string(" ") + last + " " : ", ";
    text += parts[i];
  }
  return text;
}

std::string say_part(const Part& part, const Sense& sense) {
  if (part.key >= 0)
    for (const grounding::Role& role : sense.words().roles())
      if (role.key == part.key) {
        std::vector<std::string> words;
        for (const grounding::NameWord& word : role.words) words.push_back(word.word);
        return base::join(words, " ");
      }
  return part.table >= 0 ? sense.words().say_table(part.table) : "part";
}

// "sale as buyer": the rows, and in what part they speak of the entity.
std::string say_related(const Part& part, const Sense& sense) {
  if (part.key >= 0 && sense.catalog().foreign_keys[static_cast<std::size_t>(part.key)].from_table == part.table)
    return sense.words().say_table(part.table) + " as " + say_part({-1, part.key}, sense);
  return say_part(part, sense);
}

std::string say_column(const ColumnUse& column, const Sense& sense, bool with_table) {
  std::string text = sense.words().say_column(column.column);
  const std::string table = say_part(column.part(), sense);
  if (with_table && text.find(table) == std::string::npos) text = table + " " + text;
  return text;
}

std::string say_operands(const Condition& condition) {
  std::vector<std::string> values;
  for (const Operand& operand : condition.operands)
    values.push_back(operand.number ? operand.text : "'" + operand.text + "'");
  if (condition.op == Compare::Between && values.size() == 2) return values[0] + " and " + values[1];
  return list(values, "or");
}

std::string say_condition(const Condition& condition, const Sense& sense) {
  const std::string left = say_term(condition.left, sense);
  const auto compared = [&]() -> std::string {
    switch (condition.op) {
      case Compare::Less:
        return " is less than ";
      case Compare::LessEqual:
        return " is at most ";
      case Compare::Greater:
        return " is more than ";
      case Compare::GreaterEqual:
        return " is at least ";
      case Compare::NotEqual:
        return " is not ";
      case Compare::Between:
        return condition.negated ? " is not between " : " is between ";
      case Compare::Contains:
        return condition.negated ? " does not contain " : " contains ";
      case Compare::StartsWith:
        return condition.negated ? " does not start with " : " starts with ";
      case Compare::EndsWith:
        return condition.negated ? " does not end with " : " ends with ";
      default:
        return " is ";
    }
  };
  switch (condition.op) {
    case Compare::IsNull:
      return left + " is missing";
    case Compare::IsNotNull:
      return left + " is known";
    case Compare::IsTrue:
      return left + " is yes";
    case Compare::IsFalse:
      return left + " is no";
    case Compare::During:
      return left + (condition.negated ? " is not " : " is ") + condition.period->text;
    default:
      break;
  }
  if (condition.than && condition.among)
    return left + (condition.negated ? " is not" : " is") + " among " + say(*condition.than, sense);
  if (condition.than) return left + compared() + say(*condition.than, sense);
  if (condition.other) return left + compared() + say_term(*condition.other, sense);
  return left + compared() + say_operands(condition);
}

std::string say_conditions(const std::vector<AnyOf>& all, const Sense& sense) {
  std::vector<std::string> parts;
  for (const AnyOf& any : all) {
    std::vector<std::string> choices;
    for (const Condition& condition : any) choices.push_back(say_condition(condition, sense));
    parts.push_back(choices.size() > 1 ? "(" + list(choices, "or") + ")" : choices.front());
  }
  return list(parts);
}

}  // namespace

std::string plural(const std::string& noun) {
  if (noun.empty() || noun.ends_with("s")) return noun;
  if (noun.ends_with("y") && noun.size() > 1 && std::string("aeiou").find(noun[noun.size() - 2]) == std::string::npos)
    return noun.substr(0, noun.size() - 1) + "ies";
  if (noun.ends_with("ch") || noun.ends_with("sh") || noun.ends_with("x")) return noun + "es";
  if (noun == "person") return "people";
  return noun + "s";
}

std::string say_term(const Term& term, const Sense& sense) {
  if (term.kind == TermKind::Rows) return "the number of " + plural(say_part(term.column.part(), sense));
  if (term.kind == TermKind::Duration)
    return std::string(term.aggregated() ? "the average time in days from " : "the time in days from ") +
           say_column(term.second, sense, true) + " to " + say_column(term.column, sense, true);
  if (term.kind == TermKind::Ratio)
    return (term.column.column.column < 0 ? "the number of " + plural(say_part(term.column.part(), sense))
                                          : "the total " + say_column(term.column, sense, true)) +
           " per " + say_part(term.second.part(), sense);
  if (term.kind == TermKind::Share)
    return "the percentage of " + (term.column.column.column < 0 ? plural(say_part(term.column.part(), sense))
                                                                 : "the total " + say_column(term.column, sense, true));
  std::string column = say_column(term.column, sense, true);
  if (!term.date_part.empty())
    column = "the " + term.date_part + " of the " + column;
  else
    column = "the " + column;
  const std::string bare = column.substr(4);
  switch (term.aggregate) {
    case Aggregate::Count:
      return std::string("the number of ") + (term.distinct ? "different " : "") + plural(bare);
    case Aggregate::Sum:
      return "the total " + bare;
    case Aggregate::Average:
      return "the average " + bare;
    case Aggregate::Minimum:
      return (sense.temporal(term.column.column) ? "the first " : "the lowest ") + bare;
    case Aggregate::Maximum:
      return (sense.temporal(term.column.column) ? "the last " : "the highest ") + bare;
    case Aggregate::None:
      break;
  }
  return column;
}

std::string say_subject(const Plan& plan, const Sense& sense) {
  if (plan.outputs.size() == 1 && plan.outputs[0].aggregated()) {
    const std::string text = say_term(plan.outputs[0], sense);
    return text.starts_with("the ") ? text.substr(4) : text;
  }
  if (plan.entity >= 0) {
    const std::vector<Term> shown = sense.shown({plan.entity, plan.entity_key});
    const bool named = std::any_of(plan.outputs.begin(), plan.outputs.end(), [&](const Term& t) {
      return t.column.column == shown.front().column.column && !t.aggregated();
    });
    if (named) return plural(say_part({plan.entity, plan.entity_key}, sense));
  }
  if (!plan.outputs.empty() && !plan.outputs[0].aggregated())
    return plural(say_column(plan.outputs[0].column, sense, false));
  return "";
}

std::string say(const Plan& plan, const Sense& sense) {
  std::vector<std::string> outputs;
  for (const Term& term : plan.outputs) outputs.push_back(say_term(term, sense));
  std::string text = (plan.distinct ? "each different value of " : "") + list(outputs);
  bool shows_entity = false;
  for (const Term& term : plan.outputs)
    shows_entity = shows_entity || (!term.aggregated() && term.column.column.table == plan.entity);
  if (!shows_entity && plan.entity >= 0 &&
      std::none_of(plan.outputs.begin(), plan.outputs.end(),
                   [&](const Term& t) { return t.column.column.table == plan.entity; }) &&
      plan.group_entities.empty() && plan.groups.empty())
    text += " of " + plural(say_part({plan.entity, plan.entity_key}, sense));
  std::vector<std::string> groups;
  for (const Part& part : plan.group_entities) groups.push_back(say_part(part, sense));
  for (const Term& term : plan.groups) groups.push_back(say_term(term, sense).substr(4));
  bool aggregated = false;
  for (const Term& term : plan.outputs) aggregated = aggregated || term.aggregated();
  if (!groups.empty() && aggregated) text += ", for each " + list(groups);
  if (!plan.where.empty()) text += ", where " + say_conditions(plan.where, sense);
  for (const Related& related : plan.related) {
    const std::string whose = plan.entity >= 0 ? say_part({plan.entity, plan.entity_key}, sense) : "row";
    text += std::string(related.absent ? ", only where the " : ", only where the ") + whose +
            (related.absent ? " has no " : " has a ") + say_related(related.part, sense);
    if (!related.where.empty()) text += " whose " + say_conditions(related.where, sense);
  }
  if (!plan.having.empty()) text += ", only where " + say_conditions(plan.having, sense);
  if (!plan.order.empty()) {
    std::vector<std::string> keys;
    for (const Order& order : plan.order)
      keys.push_back(say_term(order.term, sense) + (order.descending ? ", highest first" : ", lowest first"));
    text += (plan.limit ? "; ranked by " : "; sorted by ") + list(keys);
  }
  if (plan.limit) {
    if (plan.offset > 0)
      text += ", number " + std::to_string(plan.offset + 1) + " only";
    else
      text += *plan.limit == 1 ? ", the first only" : ", the first " + std::to_string(*plan.limit);
    if (plan.limit_per_group) text += " of each";
  }
  if (plan.set != SetKind::None && plan.other)
    text += (plan.set == SetKind::Union    ? "; together with "
             : plan.set == SetKind::Except ? "; but not "
                                           : "; and at the same time ") +
            say(*plan.other, sense);
  return text;
}

}  // namespace sayquel::draft::parser

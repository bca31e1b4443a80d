#include "draft/parser/plan_parts.h"

#include <algorithm>

#include "base/text.h"

namespace sayquel::draft::parser {

void parts_of(const Term& term, std::set<Part>& parts) {
  if (term.column.column.table >= 0) parts.insert(term.column.part());
  if (term.second.column.table >= 0) parts.insert(term.second.part());
}

void parts_of(const AnyOf& any, std::set<Part>& parts) {
  for (const Condition& condition : any) {
    parts_of(condition.left, parts);
    if (condition.other) parts_of(*condition.other, parts);
  }
}

std::set<Part> all_parts(const Plan& plan) {
  std::set<Part> parts = plan.parts;
  for (const Term& term : plan.outputs) parts_of(term, parts);
  for (const Term& term : plan.groups) parts_of(term, parts);
  for (const Part& part : plan.group_entities) parts.insert(part);
  for (const AnyOf& any : plan.where) parts_of(any, parts);
  for (const AnyOf& any : plan.having) parts_of(any, parts);
  for (const Order& order : plan.order) parts_of(order.term, parts);
  if (plan.entity >= 0 && (!plan.related.empty() || parts.empty())) parts.insert({plan.entity, plan.entity_key});
  // A table that is named plainly and in a part plays that part.
  std::set<Part> settled;
  for (const Part& part : parts) {
    if (part.key >= 0) {
      settled.insert(part);
      continue;
    }
    const bool played = std::any_of(parts.begin(), parts.end(),
                                    [&](const Part& other) { return other.table == part.table && other.key >= 0; });
    // Not where the key leads from the table to itself: an employee's manager is not the employee.
    if (!played) settled.insert(part);
  }
  return settled;
}

std::string alias_of(const Term& term, const Sense& sense) {
  const auto underscored = [](std::string text) {
    for (char& c : text)
      if (c == ' ') c = '_';
    return text;
  };
  if (term.kind == TermKind::Share) return "percentage";
  if (term.kind == TermKind::Duration) return term.aggregated() ? "average_days" : "days";
  if (term.kind == TermKind::Ratio)
    return "average_per_" + underscored(sense.words().say_table(term.second.column.table));
  if (term.kind == TermKind::Rows)
    return "number_of_" + underscored(base::lower_ascii(
                              sense.catalog().tables[static_cast<std::size_t>(term.column.column.table)].name));
  if (!term.date_part.empty()) return term.date_part;
  const std::string column = base::lower_ascii(sense.catalog().column(term.column.column).name);
  switch (term.aggregate) {
    case Aggregate::Count:
      return "number_of_" + column;
    case Aggregate::Sum:
      return "total_" + column;
    case Aggregate::Average:
      return "average_" + column;
    case Aggregate::Minimum:
      return (sense.temporal(term.column.column) ? "first_" : "lowest_") + column;
    case Aggregate::Maximum:
      return (sense.temporal(term.column.column) ? "last_" : "highest_") + column;
    case Aggregate::None:
      break;
  }
  return "";
}

bool plain_name(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  }) && !(name[0] >= '0' && name[0] <= '9');
}

}  // namespace sayquel::draft::parser

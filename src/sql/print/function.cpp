// Function calls and windows.
#include "base/text.h"
#include "sql/names.h"
#include "sql/parse/characters.h"
#include "sql/print/print_state.h"

namespace sayquel::sql {
namespace {

bool named(const FunctionCall& call, std::string_view name) {
  return call.name.size() == 1 && base::equal_ignoring_case(call.name.front().name, name);
}

// The first argument of DATEADD(day, ...), as text, where the dialect writes it bare.
const Literal* bare_part(const FunctionCall& call, const Traits& traits) {
  if (!traits.bare_date_parts || call.name.size() != 1 || call.arguments.empty()) return nullptr;
  std::string name = call.name.front().name;
  for (char& c : name) c = upper_character(c);
  const auto* literal = call.arguments.front()->as<Literal>();
  if (!is_date_part_function(name, traits.dialect) || !literal || literal->kind != LiteralKind::String ||
      literal->text.empty())
    return nullptr;
  for (const char c : literal->text)
    if (!continues_name(c)) return nullptr;
  return begins_name(literal->text.front()) ? literal : nullptr;
}

}  // namespace

void Printer::node(const FunctionCall& call) {
  const bool two = call.arguments.size() == 2;
  if (traits_.separator && two && (named(call, "TRIM") || named(call, "LTRIM") || named(call, "RTRIM")))
    return trim_call(call);
  if (call.bare) return writer_.text(function_name_text(call.name.back(), traits_));
  for (std::size_t i = 0; i + 1 < call.name.size(); ++i) {
    name(call.name[i]);
    writer_.text(".");
  }
  writer_.text(function_name_text(call.name.back(), traits_));
  call_arguments(call);
  if (!call.within_group.empty()) {
    writer_.text(" WITHIN GROUP (");
    order_items(call.within_group);
    writer_.text(")");
  }
  if (call.filter) {
    writer_.text(" FILTER (WHERE ");
    expression(*call.filter);
    writer_.text(")");
  }
  if (!call.over) return;
  writer_.text(" OVER ");
  if (call.over->by_name && call.over->base)
    name(*call.over->base);
  else
    window(*call.over);
}

void Printer::call_arguments(const FunctionCall& call) {
  writer_.open();
  writer_.text("(");
  writer_.indent();
  writer_.soft_line();
  if (call.distinct) writer_.text("DISTINCT ");
  if (const Literal* part = bare_part(call, traits_)) {
    writer_.text(part->text);
    if (call.arguments.size() > 1) {
      writer_.text(",");
      writer_.line();
    }
    list({call.arguments.begin() + 1, call.arguments.end()});
  } else {
    list(call.arguments);
  }
  if (call.nulls == NullTreatment::Ignore) writer_.text(" IGNORE NULLS");
  if (call.nulls == NullTreatment::Respect) writer_.text(" RESPECT NULLS");
  if (!call.order_by.empty()) {
    writer_.text(" ");
    order_items(call.order_by);
  }
  if (call.separator) {
    writer_.text(" SEPARATOR ");
    writer_.text(string_text(*call.separator, traits_));
  }
  writer_.outdent();
  writer_.soft_line();
  writer_.text(")");
  writer_.close();
}

// MySQL takes no second argument here: TRIM(LEADING 'x' FROM y).
void Printer::trim_call(const FunctionCall& call) {
  writer_.text(named(call, "LTRIM") ? "TRIM(LEADING " : named(call, "RTRIM") ? "TRIM(TRAILING " : "TRIM(BOTH ");
  expression(*call.arguments[1]);
  writer_.text(" FROM ");
  expression(*call.arguments[0]);
  writer_.text(")");
}

void Printer::window(const Window& node) {
  writer_.open();
  writer_.text("(");
  writer_.indent();
  writer_.soft_line();
  bool first = true;
  const auto next = [&] {
    if (!first) writer_.line();
    first = false;
  };
  if (node.base) {
    next();
    name(*node.base);
  }
  if (!node.partition_by.empty()) {
    next();
    writer_.text("PARTITION BY ");
    list(node.partition_by);
  }
  if (!node.order_by.empty()) {
    next();
    order_items(node.order_by);
  }
  if (node.frame) {
    next();
    frame(*node.frame);
  }
  writer_.outdent();
  writer_.soft_line();
  writer_.text(")");
  writer_.close();
}

void Printer::frame(const Frame& node) {
  writer_.text(node.unit == FrameUnit::Rows ? "ROWS " : node.unit == FrameUnit::Range ? "RANGE " : "GROUPS ");
  if (node.end) writer_.text("BETWEEN ");
  frame_bound(node.start);
  if (node.end) {
    writer_.text(" AND ");
    frame_bound(*node.end);
  }
  switch (node.exclusion) {
    case FrameExclusion::None:
      break;
    case FrameExclusion::CurrentRow:
      writer_.text(" EXCLUDE CURRENT ROW");
      break;
    case FrameExclusion::Group:
      writer_.text(" EXCLUDE GROUP");
      break;
    case FrameExclusion::Ties:
      writer_.text(" EXCLUDE TIES");
      break;
    case FrameExclusion::NoOthers:
      writer_.text(" EXCLUDE NO OTHERS");
      break;
  }
}

void Printer::frame_bound(const FrameBound& bound) {
  switch (bound.kind) {
    case FrameBoundKind::UnboundedPreceding:
      return writer_.text("UNBOUNDED PRECEDING");
    case FrameBoundKind::UnboundedFollowing:
      return writer_.text("UNBOUNDED FOLLOWING");
    case FrameBoundKind::CurrentRow:
      return writer_.text("CURRENT ROW");
    case FrameBoundKind::Preceding:
    case FrameBoundKind::Following:
      break;
  }
  operand(*bound.offset, Strength::Additive);
  writer_.text(bound.kind == FrameBoundKind::Preceding ? " PRECEDING" : " FOLLOWING");
}

}  // namespace sayquel::sql

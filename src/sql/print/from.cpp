#include "sql/print/print_state.h"

namespace sayquel::sql {

void Printer::alias(const std::optional<TableAlias>& given) {
  if (!given) return;
  writer_.text(" AS ");
  name(given->name);
  if (!given->columns.empty()) name_list(given->columns);
}

void Printer::table(const TableReference& reference) {
  dotted(reference.schema, reference.name);
  alias(reference.alias);
}

void Printer::from(const FromItem& item) {
  if (const auto* reference = item.as<TableReference>()) return table(*reference);
  if (const auto* derived = item.as<DerivedTable>()) {
    if (derived->lateral) writer_.text("LATERAL ");
    subquery(*derived->query);
    return alias(derived->alias);
  }
  if (const auto* function = item.as<TableFunction>()) {
    if (function->lateral) writer_.text("LATERAL ");
    node(function->call);
    if (function->with_ordinality) writer_.text(" WITH ORDINALITY");
    return alias(function->alias);
  }
  if (const auto* join = item.as<Join>()) joined(*join, true);
}

// `commas`: a comma may be written as one; where a dialect takes none in this place, it reads CROSS JOIN.
void Printer::joined(const Join& join, bool commas) {
  const bool comma = join.comma && commas;
  if (const auto* left = join.left->as<Join>())
    joined(*left, comma || traits_.comma_binds_like_join);
  else
    from(*join.left);
  if (comma) {
    writer_.text(", ");
    return join_right(join);
  }
  writer_.line();
  if (join.natural) writer_.text("NATURAL ");
  const bool conditioned = join.on || !join.using_columns.empty() || join.natural;
  switch (join.kind) {
    case JoinKind::Inner:
      writer_.text(conditioned ? "" : "CROSS ");
      break;
    case JoinKind::Left:
      writer_.text("LEFT ");
      break;
    case JoinKind::Right:
      writer_.text("RIGHT ");
      break;
    case JoinKind::Full:
      writer_.text("FULL ");
      break;
    case JoinKind::Cross:
      writer_.text(conditioned ? "" : "CROSS ");
      break;
    case JoinKind::Semi:
      writer_.text("SEMI ");
      break;
    case JoinKind::Anti:
      writer_.text("ANTI ");
      break;
  }
  writer_.text("JOIN ");
  join_right(join);
  if (join.on) {
    writer_.text(" ON ");
    writer_.indent();
    expression(*join.on);
    writer_.outdent();
  } else if (!join.using_columns.empty()) {
    writer_.text(" USING ");
    name_list(join.using_columns);
  } else if (!conditioned && join.kind != JoinKind::Inner && join.kind != JoinKind::Cross &&
             traits_.join_needs_condition) {
    writer_.text(" ON TRUE");
  }
}

void Printer::join_right(const Join& join) {
  const auto* right = join.right->as<Join>();
  const bool binds_tighter = join.comma && right && !right->comma && !traits_.comma_binds_like_join;
  if (!right || binds_tighter) return from(*join.right);
  writer_.text("(");
  writer_.indent();
  joined(*right, traits_.comma_in_parentheses);
  writer_.outdent();
  writer_.text(")");
}

}  // namespace sayquel::sql

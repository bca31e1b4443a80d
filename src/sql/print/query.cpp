#include <algorithm>

#include "sql/print/print_state.h"
#include "sql/printer.h"

namespace sayquel::sql {
namespace {

bool bare(const Query& query) { return !query.with && query.order_by.empty() && !query.order_by_all && !query.limit; }

}  // namespace

std::string print(const Query& query, Dialect dialect, Layout layout) {
  Printer printer(dialect, layout);
  printer.statement(query);
  return printer.finish();
}

std::string print(const Expression& expression, Dialect dialect) {
  Printer printer(dialect, Layout::OneLine);
  printer.expression(expression);
  return printer.finish();
}

void Printer::statement(const Query& node) {
  writer_.open_broken();
  query_clauses(node);
  writer_.close();
}

void Printer::query(const Query& node) {
  writer_.open();
  query_clauses(node);
  writer_.close();
}

void Printer::subquery(const Query& node) {
  writer_.open();
  writer_.text("(");
  writer_.indent();
  writer_.soft_line();
  query_clauses(node);
  writer_.outdent();
  writer_.soft_line();
  writer_.text(")");
  writer_.close();
}

void Printer::query_clauses(const Query& node) {
  if (node.with) with(*node.with);
  body(node);
  if (node.order_by_all) {
    writer_.line();
    writer_.text("ORDER BY ALL");
  } else if (!node.order_by.empty()) {
    writer_.line();
    order_items(node.order_by);
  }
  if (node.limit) limit(*node.limit);
}

void Printer::body(const Query& node) {
  if (const auto* plain = node.as<Select>())
    select(*plain);
  else if (const auto* operation = node.as<SetOperation>())
    set_operation(*operation);
  else if (const auto* rows = node.as<Values>())
    values(*rows);
}

// ---- set operations ----

void Printer::set_operation(const SetOperation& node) {
  const bool intersect = node.op == SetOperator::Intersect;
  const auto* left = node.left->as<SetOperation>();
  const bool weaker = traits_.intersect_binds_tighter && intersect && left && left->op != SetOperator::Intersect;
  operand(*node.left, weaker || !bare(*node.left));
  writer_.line();
  writer_.text(node.op == SetOperator::Union ? "UNION" : intersect ? "INTERSECT" : "EXCEPT");
  if (node.all) writer_.text(" ALL");
  writer_.line();
  const auto* right = node.right->as<SetOperation>();
  const bool tighter = traits_.intersect_binds_tighter && !intersect && right && right->op == SetOperator::Intersect;
  operand(*node.right, (right && !tighter) || !bare(*node.right));
}

void Printer::operand(const Query& node, bool parenthesised) {
  if (!parenthesised) return query_clauses(node);
  if (!traits_.parenthesised_operands) writer_.text("SELECT * FROM ");
  subquery(node);
}

void Printer::values(const Values& node) {
  writer_.text("VALUES");
  writer_.open();
  writer_.indent();
  for (std::size_t i = 0; i < node.rows.size(); ++i) {
    if (i > 0) writer_.text(",");
    writer_.line();
    if (traits_.values_rows_named) writer_.text("ROW");
    list_in("(", node.rows[i], ")");
  }
  writer_.outdent();
  writer_.close();
}

void Printer::with(const With& node) {
  writer_.text(node.recursive ? "WITH RECURSIVE " : "WITH ");
  for (std::size_t i = 0; i < node.tables.size(); ++i) {
    const CommonTable& table = node.tables[i];
    if (i > 0) {
      writer_.text(",");
      writer_.line();
    }
    name(table.name);
    if (!table.columns.empty()) name_list(table.columns);
    writer_.text(" AS ");
    if (table.materialization == Materialization::Materialized) writer_.text("MATERIALIZED ");
    if (table.materialization == Materialization::NotMaterialized) writer_.text("NOT MATERIALIZED ");
    subquery(*table.query);
  }
  writer_.line();
}

// ---- SELECT ----

void Printer::clause_list(std::string_view words, auto&& elements, auto&& print_one) {
  writer_.text(words);
  writer_.open();
  writer_.indent();
  bool first = true;
  for (const auto& element : elements) {
    if (!first) writer_.text(",");
    first = false;
    writer_.line();
    print_one(element);
  }
  writer_.outdent();
  writer_.close();
}

void Printer::condition(std::string_view word, const Expression& node) {
  writer_.line();
  writer_.text(word);
  writer_.text(" ");
  writer_.indent();
  expression(node);
  writer_.outdent();
}

void Printer::select(const Select& node) {
  const auto item = [this](const SelectItem& one) { select_item(one); };
  if (!node.distinct_on.empty()) {
    writer_.text("SELECT DISTINCT ON ");
    list_in("(", node.distinct_on, ")");
    clause_list("", node.items, item);
  } else {
    clause_list(node.distinct ? "SELECT DISTINCT" : "SELECT", node.items, item);
  }
  if (node.from) {
    writer_.line();
    writer_.text("FROM ");
    from(*node.from);
  }
  if (node.where) condition("WHERE", *node.where);
  group_by(node);
  if (node.having) condition("HAVING", *node.having);
  if (!node.windows.empty()) {
    writer_.line();
    clause_list("WINDOW", node.windows, [this](const NamedWindow& one) {
      name(one.name);
      writer_.text(" AS ");
      window(one.window);
    });
  }
  if (node.qualify) condition("QUALIFY", *node.qualify);
}

void Printer::select_item(const SelectItem& item) {
  expression(*item.expression);
  if (!item.alias) return;
  writer_.text(" AS ");
  name(*item.alias);
}

void Printer::group_by(const Select& node) {
  if (node.group_by_all) {
    writer_.line();
    writer_.text("GROUP BY ALL");
  }
  if (node.group_by.empty()) return;
  writer_.line();
  const auto element = [this](const GroupingElement& one) { grouping_element(one); };
  const GroupingElement& first = node.group_by.front();
  if (traits_.with_rollup && node.group_by.size() == 1 && first.kind == GroupingKind::Rollup) {
    clause_list("GROUP BY", first.elements, element);
    writer_.text(" WITH ROLLUP");
  } else {
    clause_list("GROUP BY", node.group_by, element);
  }
}

void Printer::grouping_element(const GroupingElement& element) {
  switch (element.kind) {
    case GroupingKind::Expression:
      return expression(*element.expression);
    case GroupingKind::Empty:
      return writer_.text("()");
    case GroupingKind::Rollup:
      writer_.text("ROLLUP (");
      break;
    case GroupingKind::Cube:
      writer_.text("CUBE (");
      break;
    case GroupingKind::Sets:
      writer_.text("GROUPING SETS (");
      break;
  }
  for (std::size_t i = 0; i < element.elements.size(); ++i) {
    if (i > 0) writer_.text(", ");
    grouping_element(element.elements[i]);
  }
  writer_.text(")");
}

void Printer::order_items(const std::vector<OrderItem>& items) {
  clause_list("ORDER BY", items, [this](const OrderItem& item) { order_item(item); });
}

void Printer::order_item(const OrderItem& item) {
  expression(*item.expression);
  if (item.descending) writer_.text(" DESC");
  if (item.nulls == NullsOrder::First) writer_.text(" NULLS FIRST");
  if (item.nulls == NullsOrder::Last) writer_.text(" NULLS LAST");
}

void Printer::limit(const Limit& node) {
  writer_.line();
  if (node.with_ties && node.count) {
    if (node.offset) {
      writer_.text("OFFSET ");
      expression(*node.offset);
      writer_.line();
    }
    writer_.text("FETCH FIRST ");
    operand(*node.count, Strength::Primary);
    return writer_.text(" ROWS WITH TIES");
  }
  if (node.count) {
    writer_.text("LIMIT ");
    if (node.percent) {
      operand(*node.count, Strength::Primary);
      writer_.text("%");
    } else {
      expression(*node.count);
    }
  } else if (traits_.offset_needs_limit) {
    writer_.text("LIMIT ");
    writer_.text(traits_.no_limit);
  }
  if (!node.offset) return;
  if (node.count || traits_.offset_needs_limit) writer_.text(" ");
  writer_.text("OFFSET ");
  expression(*node.offset);
}

}  // namespace sayquel::sql

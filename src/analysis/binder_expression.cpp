#include <fmt/format.h>

#include <algorithm>

#include "analysis/binder.h"
#include "analysis/names.h"
#include "base/text.h"
#include "sql/rewrite.h"

namespace sayquel::analysis {
namespace {

using sql::Dialect;

bool folds_case(Dialect dialect) { return dialect == Dialect::PostgreSQL || dialect == Dialect::Redshift; }

std::string written_name(const sql::ColumnReference& reference) {
  std::string text;
  for (const auto& qualifier : reference.qualifiers) text += qualifier.name + ".";
  return base::printable(text + reference.name.name);
}

// What PostgreSQL calls a result column: the column's or the function's name, through casts.
std::string postgresql_output_name(const sql::Expression& expression) {
  if (const auto* reference = expression.as<sql::ColumnReference>()) return reference->name.name;
  if (const auto* call = expression.as<sql::FunctionCall>(); call != nullptr && !call->name.empty()) {
    return base::lower_ascii(call->name.back().name);
  }
  if (const auto* cast = expression.as<sql::Cast>()) return postgresql_output_name(*cast->operand);
  if (const auto* branches = expression.as<sql::Case>()) {
    const std::string inner = branches->otherwise ? postgresql_output_name(*branches->otherwise) : "";
    return inner.empty() ? "case" : inner;
  }
  if (expression.as<sql::Exists>() != nullptr) return "exists";
  if (expression.as<sql::Extract>() != nullptr) return "extract";
  return {};
}

std::vector<std::string> visible_names(const Scope& scope, const sql::ColumnReference& reference, Dialect dialect) {
  std::vector<std::string> names;
  for (const Scope* at = &scope; at != nullptr; at = at->parent) {
    if (at->from == nullptr) continue;
    for (const auto& source : at->from->sources) {
      if (!reference.qualifiers.empty() && !names_source(*source, reference.qualifiers, dialect)) continue;
      for (const auto& column : source->columns) names.push_back(column.name);
    }
  }
  std::erase(names, std::string{});
  return names;
}

}  // namespace

std::string output_name(const sql::Expression& expression, Dialect dialect) {
  if (folds_case(dialect)) return postgresql_output_name(expression);
  const auto* reference = expression.as<sql::ColumnReference>();
  return reference != nullptr ? reference->name.name : std::string{};
}

Status Binder::bind_expression(const sql::ExpressionPtr& expression, const Scope& scope) {
  return expression ? bind_expression(*expression, scope) : Status{};
}

Status Binder::bind_expressions(const std::vector<sql::ExpressionPtr>& expressions, const Scope& scope) {
  for (const auto& expression : expressions) SAYQUEL_CHECK(bind_expression(expression, scope));
  return {};
}

Status Binder::bind_order(const std::vector<sql::OrderItem>& items, const Scope& scope) {
  for (const auto& item : items) SAYQUEL_CHECK(bind_expression(item.expression, scope));
  return {};
}

Status Binder::bind_expression(const sql::Expression& expression, const Scope& scope) {
  if (const auto* reference = expression.as<sql::ColumnReference>()) {
    return bind_column(expression, *reference, scope, true);
  }
  if (const auto* call = expression.as<sql::FunctionCall>()) {
    Scope inside = scope;
    if (inside.aliases == AliasUse::BareBeforeColumns) inside.aliases = AliasUse::AfterColumns;
    if (inside.aliases == AliasUse::BareOnly || inside.aliases == AliasUse::BareAfterColumns)
      inside.aliases = AliasUse::Never;
    return bind_call(*call, inside);
  }
  // Below the top of a clause's expression, no alias wins over a column.
  Scope inside = scope;
  if (inside.aliases == AliasUse::BareBeforeColumns) inside.aliases = AliasUse::AfterColumns;
  if (inside.aliases == AliasUse::BareOnly || inside.aliases == AliasUse::BareAfterColumns)
    inside.aliases = AliasUse::Never;
  Status status;
  sql::walk_children(expression, {.expression =
                                      [&](const sql::Expression& child) {
                                        if (status) status = bind_expression(child, inside);
                                        return false;
                                      },
                                  .query =
                                      [&](const sql::Query& query) {
                                        if (status) status = bind_subquery(query, inside);
                                        return false;
                                      }});
  return status;
}

Status Binder::bind_call(const sql::FunctionCall& call, const Scope& scope) {
  SAYQUEL_CHECK(bind_expressions(call.arguments, scope));
  SAYQUEL_CHECK(bind_order(call.order_by, scope));
  SAYQUEL_CHECK(bind_order(call.within_group, scope));
  SAYQUEL_CHECK(bind_expression(call.filter, scope));
  return call.over ? bind_window(*call.over, scope) : Status{};
}

Status Binder::bind_window(const sql::Window& window, const Scope& scope) {
  if (window.base) {
    const auto named = [&](const sql::NamedWindow& candidate) {
      return same_name(window.base->name, candidate.name.name, catalog_.dialect);
    };
    if (scope.windows == nullptr || std::none_of(scope.windows->begin(), scope.windows->end(), named)) {
      return fail(ErrorCode::NotFound, fmt::format("There is no window `{}`.", base::printable(window.base->name)),
                  "Define it in a WINDOW clause of the same SELECT, or write its PARTITION BY and ORDER BY in OVER.");
    }
  }
  SAYQUEL_CHECK(bind_expressions(window.partition_by, scope));
  SAYQUEL_CHECK(bind_order(window.order_by, scope));
  if (!window.frame) return {};
  SAYQUEL_CHECK(bind_expression(window.frame->start.offset, scope));
  return window.frame->end ? bind_expression(window.frame->end->offset, scope) : Status{};
}

Status Binder::bind_subquery(const sql::Query& query, const Scope& scope) {
  auto outputs = bind_query(query, &scope);
  return outputs ? Status{} : Status(tl::unexpect, std::move(outputs.error()));
}

Status Binder::bind_column(const sql::Expression& expression, const sql::ColumnReference& reference, const Scope& scope,
                           bool whole) {
  for (const Scope* at = &scope; at != nullptr; at = at->parent) {
    SAYQUEL_TRY(const bool found, bind_in_scope(expression, reference, *at, at != &scope, whole && at == &scope));
    if (found) return {};
  }
  if (bind_string(expression, reference, scope)) return {};
  return no_such_column(expression, reference, scope);
}

Result<bool> Binder::bind_in_scope(const sql::Expression& expression, const sql::ColumnReference& reference,
                                   const Scope& scope, bool outer, bool whole) {
  const bool bare = whole && reference.qualifiers.empty();
  const bool alias_first =
      bare && (scope.aliases == AliasUse::BareBeforeColumns || scope.aliases == AliasUse::BareOnly);
  if (alias_first && bind_alias(expression, reference, scope)) return true;
  if (scope.from != nullptr) {
    Found found = find_column(*scope.from, reference, catalog_.dialect);
    if (found.count == 0 && catalog_.dialect == Dialect::SQLite) found = find_rowid(*scope.from, reference, catalog_);
    if (found.count > 1) {
      return fail(ErrorCode::NotFound,
                  fmt::format("`{}` is ambiguous{}: it is a column of `{}`.", written_name(reference),
                              place(expression.position), base::printable(base::join(found.sources, "` and of `"))),
                  "Write the table's name or alias before the column: table.column.");
    }
    if (found.count == 0) {
      if (const auto field = find_struct_column(*scope.from, reference, catalog_)) {
        found.count = 1;
        found.column = *field;
      }
    }
    if (found.count == 1) {
      found.column.outer = outer;
      record(expression, found.column);
      return true;
    }
  }
  const bool alias_after = scope.aliases == AliasUse::AfterColumns ||
                           (bare && scope.aliases == AliasUse::BareAfterColumns) ||
                           scope.aliases == AliasUse::BareBeforeColumns;
  if (alias_after && bind_alias(expression, reference, scope)) {
    binding_.columns[&expression].outer = outer;
    return true;
  }
  return false;
}

bool Binder::bind_alias(const sql::Expression& expression, const sql::ColumnReference& reference, const Scope& scope) {
  if (scope.items == nullptr || !reference.qualifiers.empty()) return false;
  for (std::size_t i = 0; i < scope.items_bound; ++i) {
    const auto& item = (*scope.items)[i];
    if (!item.alias || !same_name(reference.name.name, item.alias->name, catalog_.dialect)) continue;
    BoundColumn bound;
    bound.computed = item.expression.get();
    const auto meaning = binding_.columns.find(item.expression.get());
    if (meaning != binding_.columns.end()) bound.origin = meaning->second.origin;
    record(expression, bound);
    return true;
  }
  return false;
}

bool Binder::bind_string(const sql::Expression& expression, const sql::ColumnReference& reference, const Scope& scope) {
  if (catalog_.dialect != Dialect::SQLite || !reference.qualifiers.empty() || !reference.name.quoted) return false;
  for (const Scope* at = &scope; at != nullptr; at = at->parent) {
    if (at->from == nullptr) continue;
    for (const auto& source : at->from->sources) {
      // SQLite names a column without AS by its text ("count(*)"), so that this may be that column.
      for (const auto& column : source->columns) {
        if (column.name.empty()) return false;
      }
    }
  }
  auto& strings = binding_.strings;
  if (std::find(strings.begin(), strings.end(), &expression) == strings.end()) strings.push_back(&expression);
  return true;
}

tl::unexpected<Error> Binder::no_such_column(const sql::Expression& expression, const sql::ColumnReference& reference,
                                             const Scope& scope) const {
  const auto dialect = catalog_.dialect;
  std::vector<std::string> sources;
  bool qualified_source = false, unnamed = false;
  for (const Scope* at = &scope; at != nullptr; at = at->parent) {
    if (at->from == nullptr) continue;
    for (const auto& source : at->from->sources) {
      qualified_source = qualified_source || names_source(*source, reference.qualifiers, dialect);
      if (!source->name.empty()) sources.push_back(source->name);
      for (const auto& column : source->columns) unnamed = unnamed || column.name.empty();
    }
  }
  if (!reference.qualifiers.empty() && !qualified_source) {
    const std::string& table = reference.qualifiers.back().name;
    return fail(ErrorCode::NotFound,
                fmt::format("There is no table `{}` in FROM{}.{}", base::printable(table), place(expression.position),
                            did_you_mean(nearest_names(table, sources))),
                "Qualify a column by a table or alias of the FROM clause.");
  }
  std::string where;
  if (!reference.qualifiers.empty()) where = " in `" + base::printable(reference.qualifiers.back().name) + "`";
  if (reference.qualifiers.empty() && sources.size() == 1) where = " in `" + base::printable(sources.front()) + "`";
  const auto near = nearest_names(reference.name.name, visible_names(scope, reference, dialect));
  std::string hint;
  for (const auto& table : catalog_.tables) {  // in a table that is not joined
    const auto has = [&](const catalog::Column& column) {
      return same_name(reference.name.name, column.name, dialect);
    };
    if (near.empty() && hint.empty() && std::any_of(table.columns.begin(), table.columns.end(), has)) {
      hint = fmt::format("The table `{}` has a column of that name.", table.name);
    }
  }
  if (hint.empty() && unnamed) hint = "Name a computed column of a subquery with AS before you use it.";
  if (hint.empty() && dialect == Dialect::PostgreSQL && !near.empty() &&
      base::equal_ignoring_case(near.front(), reference.name.name)) {
    hint = fmt::format("Write it in double quotes: \"{}\".", near.front());
  }
  return fail(ErrorCode::NotFound,
              fmt::format("There is no column `{}`{}{}.{}", base::printable(reference.name.name), where,
                          place(expression.position), did_you_mean(near)),
              std::move(hint));
}

}  // namespace sayquel::analysis

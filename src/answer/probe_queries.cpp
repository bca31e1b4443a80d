#include "answer/probe_queries.h"

#include <fmt/format.h>

#include "base/text.h"
#include "sql/build.h"
#include "sql/printer.h"

namespace sayquel::answer {

using namespace sql::build;

std::string with_limit(const sql::Query& query, std::uint64_t count, const std::vector<sql::ExpressionPtr>& further,
                       sql::Dialect dialect) {
  sql::Query more = query;
  if (auto* select = std::get_if<sql::Select>(&more.body))
    for (const auto& expression : further) select->items.push_back({expression, {}});
  sql::Limit limit;
  if (query.limit) limit.offset = query.limit->offset;
  limit.count = number(fmt::format("{}", count));
  more.limit = std::move(limit);
  return sql::print(more, dialect);
}

std::string over_rows(const sql::Query& query, const std::vector<sql::ExpressionPtr>& items,
                      const sql::ExpressionPtr& where, sql::Dialect dialect) {
  const auto& original = std::get<sql::Select>(query.body);
  sql::Select select;
  for (const auto& item : items) select.items.push_back({item, {}});
  select.from = original.from;
  select.where = where;
  sql::Query out;
  out.with = query.with;
  out.body = std::move(select);
  return sql::print(out, dialect);
}

std::string count_groups(const sql::Query& query, sql::Dialect dialect) {
  sql::Query inner = query;
  auto& groups = std::get<sql::Select>(inner.body);
  groups.having = nullptr;
  groups.distinct = false;
  groups.items = {{number("1"), sql::Identifier("one")}};
  inner.with.reset();
  inner.order_by.clear();
  inner.limit.reset();
  sql::DerivedTable derived;
  derived.query = sql::build::query(std::move(inner));
  derived.alias = sql::TableAlias{sql::Identifier("all_groups"), {}};
  sql::Select select;
  select.items = {{count_all(), {}}};
  select.from = std::make_shared<const sql::FromItem>(sql::FromItem{std::move(derived), {}});
  sql::Query out;
  out.with = query.with;
  out.body = std::move(select);
  return sql::print(out, dialect);
}

std::string values_beginning(const std::string& schema, const std::string& table, const std::string& column,
                             char letter, std::uint64_t limit, sql::Dialect dialect) {
  sql::TableReference reference;
  if (!schema.empty()) reference.schema.emplace_back(schema, true);
  reference.name = sql::Identifier(table, true);
  sql::ColumnReference name;
  name.name = sql::Identifier(column, true);
  const sql::ExpressionPtr value = make(std::move(name));
  const auto begins = [&](char first) {
    sql::Like like;
    like.operand = value;
    like.pattern = string(std::string(1, first) + "%");
    return make(std::move(like));
  };
  const std::string lower = base::lower_ascii(std::string(1, letter));
  const char upper = lower[0] >= 'a' && lower[0] <= 'z' ? static_cast<char>(lower[0] - 'a' + 'A') : lower[0];
  sql::Select select;
  select.distinct = true;
  select.items = {{value, {}}};
  select.from = std::make_shared<const sql::FromItem>(sql::FromItem{std::move(reference), {}});
  select.where = binary(sql::BinaryOperator::Or, begins(upper), begins(lower[0]));
  sql::Query out;
  out.body = std::move(select);
  sql::Limit most;
  most.count = number(fmt::format("{}", limit));
  out.limit = std::move(most);
  return sql::print(out, dialect);
}

sql::ExpressionPtr count_all() { return call("COUNT", {star()}); }

sql::ExpressionPtr count_of_values(sql::ExpressionPtr expression) { return call("COUNT", {std::move(expression)}); }

sql::ExpressionPtr count_where(sql::ExpressionPtr condition) {
  sql::Case when;
  when.whens.push_back({std::move(condition), number("1")});
  return count_of_values(make(std::move(when)));
}

}  // namespace sayquel::answer

#include "answer/wording/phrases.h"

#include <fmt/format.h>

#include <algorithm>

#include "answer/wording/naming.h"
#include "base/text.h"
#include "sql/printer.h"

namespace sayquel::answer {
namespace {

const sql::Expression& without_wrappers(const sql::Expression& expression) {
  if (const auto* cast = expression.as<sql::Cast>()) return without_wrappers(*cast->operand);
  const auto* call = expression.as<sql::FunctionCall>();
  if (!call || call->over || call->arguments.empty() || call->name.empty()) return expression;
  const std::string name = base::lower_ascii(call->name.back().name);
  return name == "round" || name == "coalesce" || name == "ifnull" || name == "nvl"
             ? without_wrappers(*call->arguments[0])
             : expression;
}

// The unit of time that a call takes of its argument ("month"), and the argument; null: it is no such call.
struct TimePart {
  std::string unit;
  const sql::Expression* of = nullptr;
};

TimePart time_part(const sql::Expression& expression) {
  const sql::Expression& bare = without_wrappers(expression);
  if (const auto* extract = bare.as<sql::Extract>()) return {base::lower_ascii(extract->field), extract->operand.get()};
  const auto* call = bare.as<sql::FunctionCall>();
  if (!call || call->name.empty()) return {};
  const std::string name = base::lower_ascii(call->name.back().name);
  const auto argument = [&](std::size_t i) { return call->arguments.size() > i ? call->arguments[i].get() : nullptr; };
  if ((name == "date_trunc" || name == "date_part") && argument(1))
    if (const auto* unit = argument(0)->as<sql::Literal>()) return {base::lower_ascii(unit->text), argument(1)};
  if (name == "strftime" && argument(1)) {
    const auto* pattern = argument(0)->as<sql::Literal>();
    const std::string text = pattern ? pattern->text : "";
    const char* unit = text == "%Y"                         ? "year"
                       : text == "%m" || text == "%Y-%m"    ? "month"
                       : text == "%d" || text == "%Y-%m-%d" ? "day"
                       : text == "%w"                       ? "weekday"
                                                            : "";
    if (*unit) return {unit, argument(1)};
  }
  for (const char* unit : {"year", "quarter", "month", "week", "day", "hour", "weekday", "dayofweek", "date"})
    if (name == unit && call->arguments.size() == 1) return {unit, argument(0)};
  return {};
}

}  // namespace

const sql::FunctionCall* aggregate_call(const sql::Expression& expression) {
  const auto* call = without_wrappers(expression).as<sql::FunctionCall>();
  return call && !call->over && !call->name.empty() && aggregate_of(expression) != Aggregate::None ? call : nullptr;
}

Aggregate aggregate_of(const sql::Expression& expression) {
  const auto* call = without_wrappers(expression).as<sql::FunctionCall>();
  if (!call || call->over || call->name.empty()) return Aggregate::None;
  const std::string name = base::lower_ascii(call->name.back().name);
  if (name == "count") return call->distinct ? Aggregate::CountDistinct : Aggregate::Count;
  if (name == "sum" || name == "total") return Aggregate::Sum;
  if (name == "avg" || name == "mean") return Aggregate::Average;
  // SQLite's MIN and MAX of several arguments are no aggregates.
  if (name == "min" && call->arguments.size() == 1) return Aggregate::Minimum;
  if (name == "max" && call->arguments.size() == 1) return Aggregate::Maximum;
  for (const char* other : {"median", "stddev", "stddev_samp", "variance", "mode", "string_agg", "group_concat",
                            "array_agg", "listagg", "any_value", "first"})
    if (name == other) return Aggregate::Other;
  return Aggregate::None;
}

std::vector<sql::ExpressionPtr> conjuncts(const sql::ExpressionPtr& expression) {
  if (!expression) return {};
  const auto* both = expression->as<sql::Binary>();
  if (!both || both->op != sql::BinaryOperator::And) return {expression};
  std::vector<sql::ExpressionPtr> out = conjuncts(both->left);
  for (auto& part : conjuncts(both->right)) out.push_back(std::move(part));
  return out;
}

Phrases::Phrases(const sql::QueryPtr& query, sql::Dialect dialect, const catalog::Catalog* catalog)
    : query_(query), dialect_(dialect), catalog_(catalog) {
  if (!catalog || !query) return;
  if (auto bound = analysis::bind(*query, *catalog)) binding_ = std::move(*bound);
}

const sql::Expression& Phrases::behind(const sql::Expression& expression) const {
  const sql::Expression* here = &expression;
  for (int depth = 0; depth < 16 && binding_; ++depth) {
    const auto found = binding_->columns.find(here);
    if (found == binding_->columns.end() || found->second.column.table >= 0 || !found->second.computed) break;
    here = found->second.computed;
  }
  return *here;
}

catalog::ColumnId Phrases::stored(const sql::Expression& expression) const {
  if (!binding_) return {};
  const auto found = binding_->columns.find(&behind(expression));
  return found == binding_->columns.end() ? catalog::ColumnId{} : found->second.column;
}

void Phrases::collect_tables(const sql::FromPtr& from, std::vector<int>& tables) const {
  if (!from) return;
  if (const auto* join = from->as<sql::Join>()) {
    collect_tables(join->left, tables);
    if (join->kind != sql::JoinKind::Semi && join->kind != sql::JoinKind::Anti) collect_tables(join->right, tables);
    return;
  }
  const auto found = binding_->tables.find(from.get());
  tables.push_back(found == binding_->tables.end() ? -1 : found->second);
}

std::vector<int> Phrases::tables(const sql::Select& select) const {
  std::vector<int> tables;
  if (binding_) collect_tables(select.from, tables);
  return tables;
}

std::string Phrases::row_noun(const sql::Select& select) const {
  std::vector<int> joined = tables(select);
  if (joined.empty() || std::find(joined.begin(), joined.end(), -1) != joined.end()) return {};
  std::sort(joined.begin(), joined.end());
  joined.erase(std::unique(joined.begin(), joined.end()), joined.end());
  std::vector<int> unreferenced;
  for (int table : joined) {
    const bool referenced =
        std::any_of(catalog_->foreign_keys.begin(), catalog_->foreign_keys.end(), [&](const auto& key) {
          return key.to_table == table && key.from_table != table &&
                 std::binary_search(joined.begin(), joined.end(), key.from_table);
        });
    if (!referenced) unreferenced.push_back(table);
  }
  if (unreferenced.size() != 1) return {};
  return singular(readable(catalog_->tables[static_cast<std::size_t>(unreferenced[0])].name));
}

std::string Phrases::count(const sql::FunctionCall& call) const {
  const bool whole_rows =
      call.arguments.empty() || call.arguments[0]->as<sql::Star>() || call.arguments[0]->as<sql::Literal>();
  if (whole_rows) {
    const auto* select = query_ ? query_->as<sql::Select>() : nullptr;
    const std::string noun = select ? row_noun(*select) : "";
    return "number of " + (noun.empty() ? "rows" : plural(noun));
  }
  const std::string counted_kind = call.distinct ? "number of different " : "number of ";
  const catalog::ColumnId id = stored(*call.arguments[0]);
  if (id.table >= 0) {
    const auto& table = catalog_->table(id);
    // Counting a table's key counts its rows; counting a key that refers to it counts those referred to.
    if (table.primary_key == std::vector<int>{id.column}) return "number of " + plural(singular(readable(table.name)));
    for (const auto& key : catalog_->foreign_keys)
      if (call.distinct && key.from_table == id.table && key.from_columns == std::vector<int>{id.column})
        return counted_kind + plural(singular(readable(catalog_->tables[static_cast<std::size_t>(key.to_table)].name)));
  }
  const std::string what = expression(*call.arguments[0]);
  return what.empty() ? "" : counted_kind + plural(what);
}

std::string Phrases::call(const sql::FunctionCall& call) const {
  if (call.name.empty() || call.over) return {};
  const std::string name = base::lower_ascii(call.name.back().name);
  if (name == "count") return count(call);
  if (call.arguments.empty()) return {};
  const sql::Expression& argument = *call.arguments[0];
  const std::string what = expression(argument);
  if (what.empty()) return {};
  const catalog::ColumnId id = stored(argument);
  const bool time = id.table >= 0 && (catalog_->column(id).type.temporal() ||
                                      catalog_->column(id).profile.content == catalog::Content::Date ||
                                      catalog_->column(id).profile.content == catalog::Content::Timestamp);
  const auto prefixed = [&](const std::string& prefix) {
    return what.starts_with(prefix + " ") ? what : prefix + " " + what;
  };
  if (name == "sum" || name == "total") return prefixed("total");
  if (name == "avg" || name == "mean") return prefixed("average");
  if (name == "median") return prefixed("median");
  if (name == "min" && call.arguments.size() == 1) return prefixed(time ? "earliest" : "lowest");
  if (name == "max" && call.arguments.size() == 1) return prefixed(time ? "latest" : "highest");
  for (const char* transparent : {"trim", "rtrim", "ltrim", "upper", "lower", "any_value"})
    if (name == transparent) return what;
  return {};
}

std::string Phrases::expression(const sql::Expression& given) const {
  const sql::Expression& bare = without_wrappers(behind(given));
  if (const TimePart part = time_part(bare); part.of) {
    const std::string of = expression(*part.of);
    return part.unit == "date" || of.empty() ? of : part.unit + " of " + of;
  }
  if (const auto* function = bare.as<sql::FunctionCall>()) return call(*function);
  const auto* reference = bare.as<sql::ColumnReference>();
  if (!reference) return {};
  const catalog::ColumnId id = stored(bare);
  if (id.table < 0) return readable(reference->name.name);
  return readable_column(catalog_->column(id).name, catalog_->table(id).name);
}

std::string Phrases::as_written(const sql::Expression& expression) const {
  return one_line(sql::print(expression, dialect_), 80);
}

}  // namespace sayquel::answer

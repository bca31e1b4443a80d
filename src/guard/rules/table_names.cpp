// Refuses tables that the policy names, and common tables that take the name of one, or of a system catalog: databases
// differ in where a CTE's name is seen, and one that reads the stored table there must find nothing to read. (That
// every other table exists is the binding's to say: what the catalog does not list, system catalogs and files among it,
// is no table.)
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "guard/rules/rules.h"

namespace sayquel::guard {
namespace {

constexpr std::string_view kSystemPrefixes[] = {"sqlite_", "pg_",  "pragma_", "duckdb_", "stl_",
                                                "stv_",    "svl_", "svv_",    "sys_"};
constexpr std::string_view kSystemSchemas[] = {
    "information_schema", "pg_catalog", "pg_toast", "pg_internal", "system", "temp", "mysql",
    "performance_schema", "sys"};

bool is_system_name(std::string_view name) {
  const std::string lower = base::lower_ascii(name);
  return std::any_of(std::begin(kSystemPrefixes), std::end(kSystemPrefixes),
                     [&](std::string_view prefix) { return lower.starts_with(prefix); });
}

bool is_system_schema(std::string_view name) {
  return std::any_of(std::begin(kSystemSchemas), std::end(kSystemSchemas),
                     [&](std::string_view one) { return base::equal_ignoring_case(one, name); });
}

// "salaries", or "hr.salaries".
bool policy_refuses(std::string_view table, std::string_view schema, const Policy& policy) {
  return std::any_of(policy.refused_tables.begin(), policy.refused_tables.end(), [&](const std::string& refused) {
    if (base::equal_ignoring_case(refused, table)) return true;
    const std::size_t dot = refused.rfind('.');
    return dot != std::string::npos && base::equal_ignoring_case(std::string_view(refused).substr(dot + 1), table) &&
           (schema.empty() || base::equal_ignoring_case(std::string_view(refused).substr(0, dot), schema));
  });
}

// Is there a table of that name that its owner calls so, although it looks like the system's?
bool in_catalog(const sql::TableReference& table, const catalog::Catalog& catalog) {
  const std::string_view schema =
      table.schema.empty() ? std::string_view() : std::string_view(table.schema.back().name);
  return catalog.find_table(table.name.name, schema) >= 0;
}

Status check_reference(const sql::TableReference& table, sql::Position position, const Context& context) {
  const std::string_view schema =
      table.schema.empty() ? std::string_view() : std::string_view(table.schema.back().name);
  if (policy_refuses(table.name.name, schema, context.policy)) {
    return refuse(fmt::format("The table `{}` may not be read", shown(table.name.name)), position,
                  "The settings refuse it, under policy.");
  }
  const bool system = is_system_schema(schema) || is_system_name(table.name.name);
  if (system && !in_catalog(table, context.catalog)) {
    return refuse(fmt::format("`{}` is a system catalog", shown(table.name.name)), position,
                  "Read from the database's own tables and views; `sayquel schema` lists them.");
  }
  return {};
}

}  // namespace

Status check_table_names(const Context& context) {
  for (const auto* item : context.parts.from_items) {
    if (const auto* table = item->as<sql::TableReference>())
      SAYQUEL_CHECK(check_reference(*table, item->position, context));
  }
  for (const auto* query : context.parts.queries) {
    if (!query->with) continue;
    for (const auto& common : query->with->tables) {
      const std::string& name = common.name.name;
      if (!policy_refuses(name, {}, context.policy) && !is_system_name(name)) continue;
      return refuse(fmt::format("The common table `{}` takes the name of a table that may not be read", shown(name)),
                    query->position, "Give it a name of its own.");
    }
  }
  return {};
}

}  // namespace sayquel::guard

// Refuses functions in FROM that are not on the dialect's list: there stand those that read files, settings and system
// catalogs (read_csv, glob, pragma_table_info, pg_ls_dir, dblink).
#include <fmt/format.h>

#include "base/text.h"
#include "guard/functions/functions.h"
#include "guard/rules/rules.h"

namespace sayquel::guard {

Status check_table_functions(const Context& context) {
  for (const auto* item : context.parts.from_items) {
    const auto* function = item->as<sql::TableFunction>();
    if (function == nullptr) continue;
    const auto& name = function->call.name;
    const bool plain =
        name.size() == 1 && !(name.front().quoted && base::lower_ascii(name.front().name) != name.front().name);
    if (plain && lists_table_function(context.dialect(), name.front().name)) continue;
    return refuse(
        fmt::format("The table function `{}` may not be read from", name.empty() ? "" : shown(name.back().name)),
        item->position, "Read from the database's tables and views.");
  }
  return {};
}

}  // namespace sayquel::guard

// Names that a model made up, put right from the catalog where it is clear what was meant.
#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.h"

namespace sayquel::model {

struct NameRepair {
  std::string sql;                 // printed anew where something changed, else as it was given
  std::vector<std::string> notes;  // "`event_name` is read as `eventname`": what a reader should know
};

// Replaced are tables that do not exist by the one whose name differs in case, underscores or a plural, or that is the
// only one within a typo; columns likewise, among those of the table that they are asked of; and a qualifier, where the
// column exists in exactly one other table of the query. The result is what binds: where it still does not, or nothing
// is clear, the SQL comes back unchanged. Text that does not parse comes back as it is.
NameRepair repair_names(const std::string& sql, const catalog::Catalog& catalog);

// Lines for a repair prompt: the columns of the tables that the query reads, and all tables' names where one of its own
// does not exist. Empty where the text does not parse.
std::string existing_names(const std::string& sql, const catalog::Catalog& catalog);

}  // namespace sayquel::model

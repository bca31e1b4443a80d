// The catalog, for people and programs to read.
#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "sayquel/answer.h"

namespace sayquel::engine {

// Text (and Table): a block a table, keys beside their columns, inferred ones marked with how sure. Markdown: a
// section a table. Csv: a line a column. Json and JsonLines: one object {"database", "dialect", "tables": [{"name",
// ...}], "foreign_keys": [...]}. No values of the database stand in it.
std::string print_schema(const catalog::Catalog& catalog, const std::string& database, OutputFormat format);

// Names of tables and columns that begin with the prefix, whatever its case; each once, in alphabetical order.
std::vector<std::string> complete_words(const catalog::Catalog& catalog, const std::string& prefix, std::size_t limit);

}  // namespace sayquel::engine

// Measures the columns of a database: counts, ranges, samples, what the values look like; and hands text values on to
// be indexed.
#pragma once

#include <string>
#include <vector>

#include "catalog/build.h"
#include "catalog/storage/value_index_file.h"

namespace sayquel::catalog {

// Fills in Table::rows and every column's profile. A table or view that the database fails to read stays unmeasured
// and is told in `notes`. `values` may be null: nothing is indexed.
Status profile_tables(database::Connection& connection, Catalog& catalog, ValueCollector* values,
                      const BuildOptions& options, std::vector<std::string>& notes, const Stop& stop);

}  // namespace sayquel::catalog

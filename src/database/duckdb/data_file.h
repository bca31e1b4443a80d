// Data files as tables.
#pragma once

#include <string>

#include "database/duckdb/session.h"

namespace sayquel::database::duckdb {

// The table's name for a file: its stem in lower case, with what cannot stand in a plain name made "_":
// "/data/Sales 2008.csv" gives "sales_2008", "2008.csv" gives "t_2008".
std::string table_name(const std::string& path);

// Reads the whole file into a table of the session's database.
Status load_data_file(Session& session, const std::string& path);

}  // namespace sayquel::database::duckdb

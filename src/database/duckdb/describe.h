// What a DuckDB database says of itself.
#pragma once

#include <vector>

#include "database/connection.h"
#include "database/duckdb/session.h"

namespace sayquel::database::duckdb {

// Tables by name, then views, of every schema (DuckDB does not keep the order in which they were made); `main` is the
// empty schema and comes first. Views that can no longer be read (what they stand on is gone) are left out. A unique
// index counts as a unique key.
Result<std::vector<TableDescription>> describe(const std::shared_ptr<Session>& session, const Stop& stop);

}  // namespace sayquel::database::duckdb

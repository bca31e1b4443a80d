// What a PostgreSQL database says of itself.
#pragma once

#include <vector>

#include "database/connection.h"
#include "database/postgres/session.h"

namespace sayquel::database::postgres {

// Tables, partitioned and foreign ones too, views and materialized views that the role may read, by schema and name;
// partitions are left out, and the system's own schemas. The schema is empty for what the search path finds by its name
// alone. Without the URL's `schemas`, all schemas are described.
Result<std::vector<TableDescription>> describe(Session& session, const Stop& stop);

// Text that changes when a table, view or column does, and when much of a table's data has: the counts of changes that
// the server keeps are rounded, so that a busy database is not a new one every second.
Result<std::string> fingerprint(Session& session, const Stop& stop);

}  // namespace sayquel::database::postgres

// What a SQLite database says of itself.
#pragma once

#include <vector>

#include "database/connection.h"
#include "database/sqlite/session.h"

namespace sayquel::database::sqlite {

// Tables, virtual tables and views in the order in which they were made. Left out: SQLite's own tables, the shadow
// tables of full-text and other virtual tables, hidden columns, and tables and views that cannot be read at all (a view
// over a table that is gone, a virtual table whose module is not there): no query could use them.
// Foreign keys that name a missing table or column are left out too: nothing can be joined over them.
Result<std::vector<TableDescription>> describe(Session& session, const Stop& stop);

}  // namespace sayquel::database::sqlite

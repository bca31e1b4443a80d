// A running DuckDB query as a stream of rows.
#pragma once

#include <memory>

#include "database/connection.h"
#include "database/duckdb/session.h"

namespace sayquel::database::duckdb {

// Starts the query. Its rows come in DuckDB's chunks of 2,048, made while they are fetched. The stream ends when
// another query starts on the session.
Result<std::unique_ptr<RowStream>> start(std::shared_ptr<Session> session, std::string_view sql, const Stop& stop,
                                         std::string_view what);

}  // namespace sayquel::database::duckdb

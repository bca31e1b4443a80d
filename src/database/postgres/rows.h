// A running PostgreSQL query as a stream of rows.
#pragma once

#include <memory>

#include "database/connection.h"
#include "database/postgres/session.h"

namespace sayquel::database::postgres {

// Starts one SELECT: its first row is fetched here, so that what fails at once fails at once. The stream ends when the
// session is used for something else.
Result<std::unique_ptr<RowStream>> start(std::shared_ptr<Session> session, const std::string& sql, const Stop& stop,
                                         std::string_view what);
// The same inside a use of the session that has begun already.
Result<std::unique_ptr<RowStream>> start_within(std::shared_ptr<Session> session, const std::string& sql,
                                                const Stop& stop, std::string_view what);

}  // namespace sayquel::database::postgres

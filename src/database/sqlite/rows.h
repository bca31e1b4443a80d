// A running SQLite statement as a stream of rows.
#pragma once

#include <memory>

#include "database/connection.h"
#include "database/sqlite/session.h"

namespace sayquel::database::sqlite {

// Starts the statement: its first row is fetched here, so that what fails at once fails at once, and an expression's
// kind is that of its first value. The stream ends when another statement starts on the session.
Result<std::unique_ptr<RowStream>> start(std::shared_ptr<Session> session, std::string_view sql, const Stop& stop,
                                         std::string_view what);

}  // namespace sayquel::database::sqlite

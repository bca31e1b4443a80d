// A running query of a MariaDB or MySQL server as a stream of rows.
#pragma once

#include <memory>

#include "database/connection.h"
#include "database/mysql/session.h"

namespace sayquel::database::mysql {

// Starts one SELECT: its first row is fetched here, so that what fails at once fails at once. The stream ends when the
// session is used for something else.
Result<std::unique_ptr<RowStream>> start(std::shared_ptr<Session> session, const std::string& sql, const Stop& stop,
                                         std::string_view what);
// All rows of a fixed command of ours, inside or outside of a use.
Result<std::vector<Row>> all_rows(const std::shared_ptr<Session>& session, const std::string& sql, const Stop& stop,
                                  std::string_view what);

}  // namespace sayquel::database::mysql

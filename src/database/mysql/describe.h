// What a MariaDB or MySQL database says of itself.
#pragma once

#include <vector>

#include "database/connection.h"
#include "database/mysql/session.h"

namespace sayquel::database::mysql {

// The tables and views of the URL's database that the role may read, by name.
Result<std::vector<TableDescription>> describe(const std::shared_ptr<Session>& session, const Stop& stop);

// Text that changes when a table or column does, and when a table's size has by a tenth or so, as the server estimates
// it.
Result<std::string> fingerprint(const std::shared_ptr<Session>& session, const Stop& stop);

}  // namespace sayquel::database::mysql

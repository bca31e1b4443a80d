// Connection over a MariaDB (10.3 or later) or MySQL (8.0 or later) server.
#pragma once

#include <memory>

#include "database/connection.h"
#include "database/server_url.h"

namespace sayquel::database::mysql {

// Connects; what the URL may say and what holds a query to reading stand in session.h.
// Usage, PermissionDenied (also for a role that can write), NotFound, Network, Busy; Deadline, Cancelled.
Result<std::unique_ptr<Connection>> open(const ServerUrl& url, const Stop& stop);

}  // namespace sayquel::database::mysql

// Connection over a PostgreSQL server, 12 or later.
#pragma once

#include <memory>

#include "database/connection.h"
#include "database/server_url.h"

namespace sayquel::database::postgres {

// Connects. What the URL may say stands in parameters.h; what holds a query to reading, in session.h.
// Usage, PermissionDenied (also for a role that can write), NotFound, Network, Busy, Unsupported; Deadline, Cancelled.
Result<std::unique_ptr<Connection>> open(const ServerUrl& url, const Stop& stop);

}  // namespace sayquel::database::postgres

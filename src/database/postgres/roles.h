// What the role that has connected may do beside reading.
#pragma once

#include "database/postgres/session.h"

namespace sayquel::database::postgres {

// PermissionDenied where the role is a superuser or can write anywhere, naming what it can do and the grants that a
// reader needs. To be asked inside a use of the session.
Status check_role(Session& session, const Stop& stop);

}  // namespace sayquel::database::postgres

// From a URL to what libpq is told: who, where, and how safe.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "database/server_url.h"

namespace sayquel::database::postgres {

// The URL's options, beyond which none is allowed:
//   schemas=a,b           the search path: what stands there needs no schema before its name; nothing else is described
//   include= exclude=     which tables are described (server_url.h)
//   writable_role=accept  start also with a role that can write
//   password_file=FILE    its first line is the password
//   sslmode, sslrootcert, sslcert, sslkey, sslcrl, passfile, channel_binding, gssencmode, krbsrvname, connect_timeout,
//   application_name, target_session_attrs: libpq's
// The server's certificate and name are checked (sslmode=verify-full) unless it is on this machine or the URL, or the
// environment's PGSSLMODE, says otherwise; against libpq's own root file where there is one, else the system's.
Result<std::vector<std::pair<std::string, std::string>>> parameters(const ServerUrl& url);

}  // namespace sayquel::database::postgres

// What PostgreSQL and libpq report, in our words.
#pragma once

#include <libpq-fe.h>

#include <string>
#include <string_view>

#include "sayquel/result.h"

namespace sayquel::database::postgres {

// The five letters of an error's class and kind (https://www.postgresql.org/docs/current/errcodes-appendix.html);
// empty where libpq itself failed.
std::string state_of(const PGresult* result);
// A failed result.
Error error_of(const PGresult* result);
// A connection that could not be made; `where` is the URL without its password.
Error connect_error(const PGconn* connection, const std::string& where);
// A connection that broke off while something was under way.
Error lost(std::string_view what);

}  // namespace sayquel::database::postgres

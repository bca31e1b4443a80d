#include <memory>

#include "database/connection.h"
#include "guard/guard.h"

using namespace sayquel;

auto run(database::Connection& connection, const Stop& stop) { return connection.run("DROP TABLE users", stop); }

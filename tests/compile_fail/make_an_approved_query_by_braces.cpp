#include <memory>

#include "database/connection.h"
#include "guard/guard.h"

using namespace sayquel;

auto forge(database::Connection& connection, sql::QueryPtr tree, const Stop& stop) {
  return connection.run({"DROP TABLE users", tree, sql::Dialect::SQLite}, stop);
}

#include <memory>

#include "database/connection.h"
#include "guard/guard.h"

using namespace sayquel;

sql::ApprovedQuery forge(sql::QueryPtr tree) {
  return sql::ApprovedQuery("DROP TABLE users", tree, sql::Dialect::SQLite);
}

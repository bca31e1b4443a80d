// Only what the guard approved runs.
#include <memory>

#include "database/connection.h"
#include "guard/guard.h"

using namespace sayquel;

Result<std::unique_ptr<database::RowStream>> ask(database::Connection& connection, const guard::Guard& guard,
                                                 std::string_view text, const Stop& stop) {
  SAYQUEL_TRY(const auto approval, guard.approve(text));
  const sql::ApprovedQuery copy = approval.query;
  return connection.run(copy, stop);
}

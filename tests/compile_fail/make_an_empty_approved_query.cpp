#include <memory>

#include "database/connection.h"
#include "guard/guard.h"

using namespace sayquel;

sql::ApprovedQuery empty;

// Any SQL as an ApprovedQuery, for tests of the adapters alone.
//
// An adapter must refuse writes by itself, also what the guard would never let through; to show that, a test must get
// unchecked SQL to it. ApprovedQuery befriends the class guard::Guard by its name, and this is another class of that
// name: it exists only in test executables that do not link the real guard (linking both breaks the one-definition
// rule, so never link sayquel::guard here). The headers offer no way around the guard, and nothing that ships has one.
#pragma once

#include <string>

#include "sql/approved_query.h"

namespace sayquel::guard {

class Guard {
 public:
  static sql::ApprovedQuery unchecked(std::string text, sql::Dialect dialect) {
    return sql::ApprovedQuery(std::move(text), nullptr, dialect);
  }
};

}  // namespace sayquel::guard

namespace sayquel::database {

inline sql::ApprovedQuery unchecked(std::string text, sql::Dialect dialect) {
  return guard::Guard::unchecked(std::move(text), dialect);
}

}  // namespace sayquel::database

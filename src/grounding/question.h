// What was asked, what was said before it, and who asks.
#pragma once

#include <string>
#include <vector>

#include "sayquel/value.h"

namespace sayquel::grounding {

// An earlier question of the conversation, as it was understood: `text` is self-contained (a follow-up is kept in its
// completed form), `sql` the query that answered it.
struct Turn {
  std::string text;
  std::string sql;
};

struct Question {
  std::string id;
  std::string text;
  std::string evidence;      // a hint in words on what terms mean; may be empty
  std::vector<Turn> before;  // oldest first
  Date today;                // what "this month" is counted from
};

}  // namespace sayquel::grounding

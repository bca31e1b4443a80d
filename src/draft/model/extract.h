// The query in a model's reply, whatever stands around it.
#pragma once

#include <string>
#include <string_view>

#include "sql/dialect.h"

namespace sayquel::model {

struct Extracted {
  std::string sql;        // one statement without its semicolon; empty: there is none
  bool complete = false;  // it parses in the dialect
  int statements = 0;     // how many stood in the place it was taken from
};

// Looked at, in this order: what stands in <sql> tags, in fences that are called sql, in other fences, in a JSON
// object's "sql" or "query", and from a line that begins with SELECT or WITH on. Thoughts (<think>) are left out. Of
// several queries the first that parses is taken; what follows a query (a remark, a chat mark) is cut off where it
// parses without. A fence or tag that is never closed ends with the reply. No statement but SELECT, WITH and VALUES is
// ever taken.
Extracted extract_sql(std::string_view reply, sql::Dialect dialect);

}  // namespace sayquel::model

// From a draft's neutral tree to a dialect's.
//
// A draft is one tree, whatever database it is for. In a neutral tree:
//   EXTRACT(field FROM x)  field: YEAR QUARTER MONTH WEEK DAY DOW (0 Sunday..6) ISODOW HOUR MINUTE SECOND EPOCH
//   DATE_TRUNC('month', x), Date/Timestamp literals, x + INTERVAL 'n' unit, CURRENT_DATE, CURRENT_TIMESTAMP
//   DATE_DIFF('day', from, to)  whole units completed from one date or timestamp to another, towards zero ('second' and
//                      'hour' too): 23:00 to 01:00 of the next day is no day
//   a / b  divides exactly (never integer division); a || b concatenates
//   ORDER BY x DESC puts NULLs last where nothing else is said
//   ILike matches without regard to case; Equal compares as the database does
// and lower() gives the tree that the dialect writes for it: in SQLite CAST(STRFTIME('%Y', x) AS INTEGER), LIKE,
// differences of STRFTIME('%s', x), 1.0 * a / b. A tree that has none of these comes back as it is.
#pragma once

#include "sql/ast.h"
#include "sql/dialect.h"

namespace sayquel::sql {

QueryPtr lower(const QueryPtr& query, Dialect dialect);

}  // namespace sayquel::sql

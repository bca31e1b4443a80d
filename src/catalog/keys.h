// Finds the keys that nobody declared: primary keys by name and measured uniqueness, foreign keys by names, types and
// values contained in the other column.
#pragma once

#include <functional>

#include "catalog/catalog.h"
#include "sayquel/result.h"

namespace sayquel::catalog {

// Gives each base table without a primary key the one column that looks like one, if any: unique and never NULL as far
// as measured, and named id, <table>id, code, ... Sets primary_key_inferred.
void infer_primary_keys(Catalog& catalog);

// How much of a column stands in another: of distinct non-NULL values.
struct Contained {
  std::int64_t looked_at = 0;
  std::int64_t missing = 0;
};
using ContainedIn = std::function<Result<Contained>(ColumnId child, ColumnId parent)>;

// The least confidence of a key that is told.
inline constexpr double kLeastConfidence = 0.5;

// Adds inferred foreign keys to catalog.foreign_keys for columns that have no declared one, and keys of several columns
// where a table has all the columns of another's key.
//
// A column refers to a key (never to a column that merely holds the same values) if its name says so: the key's own
// name ("eventid"), the table's with an identifying ending ("event_id" to event.id), either with a role before it
// ("home_team_id"), an abbreviation ("dept_id"), or a person's role ("sellerid") where exactly one table of people
// can be meant; and if its values are contained in the key's. `contained` is asked only where the names agree.
Status infer_foreign_keys(Catalog& catalog, const ContainedIn& contained);

}  // namespace sayquel::catalog

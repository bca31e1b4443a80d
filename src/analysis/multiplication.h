// Aggregates over rows that a join multiplies: the total that is counted twice.
//
// SELECT SUM(event.price) FROM event JOIN sales ON ... takes an event's price once for each of its sales. An
// aggregate is right if each row of the tables that its values come from stands at most once in each group of the
// joined rows, that is, if those rows and the group's keys together determine the rows of all other sources
// (analysis/row_space.h works that out, from keys, unique columns and equalities). If they do not, the sources that
// stay undetermined multiply it.
//
//   - values: SUM(a.x * b.y) is about the pair of a and b; SUM(CASE WHEN a.x THEN 1 END) counts rows, like COUNT(*).
//   - COUNT(*) counts the finest source, the one that determines all others; it is multiplied only where there is
//     none, because two sources hang side by side on a third, or nothing ties them. Pairs of one table with itself
//     are meant as pairs.
//   - GROUP BY a column of the multiplying source can cure it (an event once in each of its sales' groups), grouping
//     by the multiplied source's key cannot.
//   - a total over a derived table or CTE is followed into it: rows that were multiplied inside stay multiplied.
#pragma once

#include <string>
#include <vector>

#include "analysis/binding.h"
#include "catalog/catalog.h"
#include "sql/ast.h"

namespace sayquel::analysis {

struct Multiplication {
  const sql::Expression* aggregate = nullptr;
  std::string summed_table;                              // whose rows stand more than once
  std::string multiplying_table;                         // that multiplies them; empty: too large a query to tell
  catalog::Certainty certain = catalog::Certainty::Yes;  // Unknown: uniqueness was not measured
  std::string message;                                   // one sentence for a reader
};

// Empty: no aggregate of the query (at any depth) is multiplied. MIN, MAX and DISTINCT aggregates never are.
std::vector<Multiplication> find_multiplied(const sql::Query& query, const Binding& binding,
                                            const catalog::Catalog& catalog);

}  // namespace sayquel::analysis

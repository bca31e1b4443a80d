// Aggregates over rows that a join multiplies: the total that is counted twice.
#pragma once

#include <string>
#include <vector>

#include "analysis/binding.h"
#include "catalog/catalog.h"
#include "sql/ast.h"

namespace sayquel::analysis {

struct Multiplication {
  const sql::Expression* aggregate = nullptr;
  std::string summed_table;      // whose rows stand more than once
  std::string multiplying_table; // that multiplies them
  catalog::Certainty certain = catalog::Certainty::Yes;  // Unknown: uniqueness was not measured
  std::string message;           // one sentence for a reader
};

// Empty: no aggregate of the query (at any depth) is multiplied. MIN, MAX and DISTINCT aggregates never are.
std::vector<Multiplication> find_multiplied(const sql::Query& query, const Binding& binding, const catalog::Catalog& catalog);

}  // namespace sayquel::analysis

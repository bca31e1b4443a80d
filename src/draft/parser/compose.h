// From a plan to a query: joins found over the key graph, conditions as joins or subqueries, nothing counted twice.
#pragma once

#include <string>
#include <vector>

#include "draft/parser/plan.h"
#include "draft/parser/sense.h"
#include "sql/ast.h"

namespace sayquel::draft::parser {

struct ComposedQuery {
  sql::QueryPtr tree;     // neutral: to be lowered for its dialect (sql/lower.h)
  double cost = 0;        // of its joins: tables in between, unsure keys, parts that had to be guessed
  int guessed_parts = 0;  // tables with several parts (buyer, seller) of which the question names none
  std::vector<std::string> notes;
  std::vector<std::string> path;  // "sales by buyerid": the keys used, to tell two readings apart
};

// The ways to connect what the plan names, best first, at most `limit`; empty where it cannot be connected, or where
// every way would add up rows twice. `role_hints`: words of the question that may tell which part is meant.
std::vector<ComposedQuery> compose(const Plan& plan, const Sense& sense, const std::vector<std::string>& role_hints,
                                   std::size_t limit);

}  // namespace sayquel::draft::parser

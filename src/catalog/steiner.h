// The cheapest tree that connects a few tables of a join graph, some edges forbidden.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "catalog/join_graph.h"

namespace sayquel::catalog {

// Two neighbouring tables, the smaller number first.
using Edge = std::pair<int, int>;

struct SteinerTree {
  std::vector<Edge> edges;  // sorted
  std::int32_t cost = 0;    // thousandths
};

// The cheapest tree over `terminals` that uses none of `forbidden` (sorted). Exact, by dynamic programming over
// subsets of the terminals: O(3^k n + 2^k m log n). Nothing where they are not connected.
std::optional<SteinerTree> cheapest_tree(const JoinGraph& graph, int table_count, const std::vector<int>& terminals,
                                         const std::vector<Edge>& forbidden);

}  // namespace sayquel::catalog

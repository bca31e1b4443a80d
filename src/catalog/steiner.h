// The cheapest trees that connect a few tables of a join graph, some edges forbidden.
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

// Trees over the same terminals, which it keeps references to. One thread at a time.
//
// Exact, by dynamic programming over subsets of the terminals (Dreyfus and Wagner). What lies too far off to be part of
// a tree within the bound, by the plain distances to the terminals, is never looked at.
class SteinerSearch {
 public:
  SteinerSearch(const JoinGraph& graph, int table_count, const std::vector<int>& terminals);

  // The cheapest tree that uses none of `forbidden` (sorted) and costs at most `bound`; nothing where there is none.
  std::optional<SteinerTree> cheapest(const std::vector<Edge>& forbidden, std::int32_t bound);

  // A cost that the cheapest tree of all does not exceed; nothing where the terminals are not connected.
  std::optional<std::int32_t> upper_bound() const;

 private:
  struct Cell {
    std::int32_t cost;
    std::int32_t from;   // grown from this neighbour, or
    std::uint32_t part;  // joined from this subset and its complement
  };

  Cell& cell(std::size_t subset, int table) { return cells_[subset * count_ + static_cast<std::size_t>(table)]; }
  std::int32_t extra(int table) const { return extra_[static_cast<std::size_t>(table)]; }
  std::vector<std::int32_t> distances_from(int terminal) const;
  // At least what a tree over the subset that ends in the table still needs to reach the other terminals.
  std::int32_t still_needed(std::size_t subset, int table) const;
  void merge(std::size_t subset, std::int32_t bound);
  void grow(std::size_t subset, const std::vector<Edge>& forbidden, std::int32_t bound);
  void collect(std::size_t subset, int table, std::vector<Edge>& edges);

  const JoinGraph& graph_;
  const std::size_t count_;
  const std::vector<int>& terminals_;
  std::vector<std::int32_t> extra_;
  std::vector<std::vector<std::int32_t>> distances_;  // a terminal
  std::vector<Cell> cells_;
};

}  // namespace sayquel::catalog

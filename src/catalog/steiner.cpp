#include "catalog/steiner.h"

#include <algorithm>
#include <limits>
#include <queue>

namespace sayquel::catalog {
namespace {

constexpr std::int32_t kFar = std::numeric_limits<std::int32_t>::max() / 4;

// best_[subset][table]: the cheapest tree that spans the subset of terminals and the table. It grows by an edge to a
// neighbour, or joins two trees that meet in the table.
class Solver {
 public:
  Solver(const JoinGraph& graph, int table_count, const std::vector<int>& terminals, const std::vector<Edge>& forbidden)
      : graph_(graph), count_(static_cast<std::size_t>(table_count)), terminals_(terminals), forbidden_(forbidden) {
    extra_.resize(count_);
    for (std::size_t i = 0; i < count_; ++i) extra_[i] = graph.table_cost(static_cast<int>(i));
    for (int terminal : terminals) extra_[static_cast<std::size_t>(terminal)] = 0;
  }

  std::optional<SteinerTree> solve() {
    // The last terminal is where the whole tree is read off, so it needs no subsets of its own.
    const std::size_t others = terminals_.size() - 1;
    const std::size_t all = (std::size_t{1} << others) - 1;
    cells_.assign((all + 1) * count_, Cell{});
    for (std::size_t i = 0; i < others; ++i) cell(std::size_t{1} << i, terminals_[i]).cost = 0;
    for (std::size_t subset = 1; subset <= all; ++subset) {
      if (subset & (subset - 1)) merge(subset);
      grow(subset);
    }
    const int root = terminals_.back();
    if (cell(all, root).cost >= kFar) return std::nullopt;
    SteinerTree tree;
    collect(all, root, tree.edges);
    std::sort(tree.edges.begin(), tree.edges.end());
    tree.edges.erase(std::unique(tree.edges.begin(), tree.edges.end()), tree.edges.end());
    tree.cost = cell(all, root).cost;
    return tree;
  }

 private:
  struct Cell {
    std::int32_t cost = kFar;
    int from = -1;         // grown from this neighbour, or
    std::size_t part = 0;  // joined from this subset and its complement
  };

  Cell& cell(std::size_t subset, int table) { return cells_[subset * count_ + static_cast<std::size_t>(table)]; }

  void merge(std::size_t subset) {
    for (std::size_t part = (subset - 1) & subset; part > (subset ^ part); part = (part - 1) & subset) {
      const Cell* left = &cells_[part * count_];
      const Cell* right = &cells_[(subset ^ part) * count_];
      Cell* whole = &cells_[subset * count_];
      for (std::size_t table = 0; table < count_; ++table) {
        if (left[table].cost >= kFar || right[table].cost >= kFar) continue;
        const std::int32_t cost = left[table].cost + right[table].cost - extra_[table];  // the table counts once
        if (cost < whole[table].cost) whole[table] = {cost, -1, part};
      }
    }
  }

  void grow(std::size_t subset) {
    using Reached = std::pair<std::int32_t, int>;
    std::priority_queue<Reached, std::vector<Reached>, std::greater<>> queue;
    for (std::size_t table = 0; table < count_; ++table)
      if (const auto cost = cells_[subset * count_ + table].cost; cost < kFar)
        queue.emplace(cost, static_cast<int>(table));
    while (!queue.empty()) {
      const auto [cost, table] = queue.top();
      queue.pop();
      if (cost > cell(subset, table).cost) continue;
      for (const auto& next : graph_.neighbours(table)) {
        const std::int32_t further = cost + next.cost + extra_[static_cast<std::size_t>(next.table)];
        Cell& there = cell(subset, next.table);
        if (further >= there.cost || is_forbidden(table, next.table)) continue;
        there = {further, table, 0};
        queue.emplace(further, next.table);
      }
    }
  }

  bool is_forbidden(int left, int right) const {
    return !forbidden_.empty() &&
           std::binary_search(forbidden_.begin(), forbidden_.end(), Edge(std::minmax(left, right)));
  }

  void collect(std::size_t subset, int table, std::vector<Edge>& edges) {
    const Cell& here = cell(subset, table);
    if (here.from >= 0) {
      edges.emplace_back(std::minmax(here.from, table));
      collect(subset, here.from, edges);
    } else if (here.part) {
      collect(here.part, table, edges);
      collect(subset ^ here.part, table, edges);
    }
  }

  const JoinGraph& graph_;
  const std::size_t count_;
  const std::vector<int>& terminals_;
  const std::vector<Edge>& forbidden_;
  std::vector<std::int32_t> extra_;
  std::vector<Cell> cells_;
};

}  // namespace

std::optional<SteinerTree> cheapest_tree(const JoinGraph& graph, int table_count, const std::vector<int>& terminals,
                                         const std::vector<Edge>& forbidden) {
  if (terminals.size() <= 1) return SteinerTree{};
  return Solver(graph, table_count, terminals, forbidden).solve();
}

}  // namespace sayquel::catalog

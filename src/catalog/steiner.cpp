#include "catalog/steiner.h"

#include <algorithm>
#include <limits>
#include <queue>

namespace sayquel::catalog {
namespace {

constexpr std::int32_t kFar = std::numeric_limits<std::int32_t>::max() / 16;

using Reached = std::pair<std::int32_t, int>;
using Queue = std::priority_queue<Reached, std::vector<Reached>, std::greater<>>;

}  // namespace

SteinerSearch::SteinerSearch(const JoinGraph& graph, int table_count, const std::vector<int>& terminals)
    : graph_(graph), count_(static_cast<std::size_t>(table_count)), terminals_(terminals), extra_(count_) {
  for (std::size_t i = 0; i < count_; ++i) extra_[i] = graph.table_cost(static_cast<int>(i));
  for (int terminal : terminals) extra_[static_cast<std::size_t>(terminal)] = 0;
  for (int terminal : terminals) distances_.push_back(distances_from(terminal));
}

std::vector<std::int32_t> SteinerSearch::distances_from(int terminal) const {
  std::vector<std::int32_t> distances(count_, kFar);
  Queue queue;
  distances[static_cast<std::size_t>(terminal)] = 0;
  queue.emplace(0, terminal);
  while (!queue.empty()) {
    const auto [cost, table] = queue.top();
    queue.pop();
    if (cost > distances[static_cast<std::size_t>(table)]) continue;
    for (const auto& next : graph_.neighbours(table)) {
      auto& there = distances[static_cast<std::size_t>(next.table)];
      if (const std::int32_t further = cost + next.cost + extra(next.table); further < there) {
        there = further;
        queue.emplace(further, next.table);
      }
    }
  }
  return distances;
}

std::optional<std::int32_t> SteinerSearch::upper_bound() const {
  // The best star: a shortest path from each terminal to one table in the middle, which counts once.
  std::int64_t best = kFar;
  for (std::size_t table = 0; table < count_; ++table) {
    std::int64_t cost = -static_cast<std::int64_t>(terminals_.size() - 1) * extra_[table];
    for (const auto& distances : distances_) cost += distances[table];
    best = std::min(best, cost);
  }
  if (best >= kFar) return std::nullopt;
  return static_cast<std::int32_t>(best);
}

std::int32_t SteinerSearch::still_needed(std::size_t subset, int table) const {
  // A walk around the tree that is still needed passes each edge twice and visits the table and any two terminals: half
  // the way around those three is a lower bound. A table where three ways meet is passed three times instead of twice.
  constexpr std::int32_t kMostExtra = 200;
  std::int32_t most = 0;
  const auto missing = [&](std::size_t i) { return i + 1 == terminals_.size() || !(subset >> i & 1); };
  const auto from_table = [&](std::size_t i) { return distances_[i][static_cast<std::size_t>(table)] - extra(table); };
  for (std::size_t i = 0; i < terminals_.size(); ++i) {
    if (!missing(i)) continue;
    const std::int32_t one = from_table(i);
    most = std::max(most, one);
    for (std::size_t j = i + 1; j < terminals_.size(); ++j) {
      if (!missing(j)) continue;
      const std::int32_t between = distances_[i][static_cast<std::size_t>(terminals_[j])];
      most = std::max(most, (one + from_table(j) + between - kMostExtra) / 2);
    }
  }
  return most;
}

std::optional<SteinerTree> SteinerSearch::cheapest(const std::vector<Edge>& forbidden, std::int32_t bound) {
  if (terminals_.size() <= 1) return SteinerTree{};
  const std::size_t others = terminals_.size() - 1;
  const std::size_t all = (std::size_t{1} << others) - 1;
  cells_.assign((all + 1) * count_, Cell{kFar, -1, 0});
  for (std::size_t i = 0; i < others; ++i) cell(std::size_t{1} << i, terminals_[i]).cost = 0;
  for (std::size_t subset = 1; subset <= all; ++subset) {
    if (subset & (subset - 1)) merge(subset, bound);
    grow(subset, forbidden, bound);
  }
  const int root = terminals_.back();
  if (cell(all, root).cost > bound) return std::nullopt;
  SteinerTree tree;
  collect(all, root, tree.edges);
  std::sort(tree.edges.begin(), tree.edges.end());
  tree.edges.erase(std::unique(tree.edges.begin(), tree.edges.end()), tree.edges.end());
  tree.cost = cell(all, root).cost;
  return tree;
}

void SteinerSearch::merge(std::size_t subset, std::int32_t bound) {
  for (std::size_t part = (subset - 1) & subset; part > (subset ^ part); part = (part - 1) & subset) {
    const Cell* left = &cells_[part * count_];
    const Cell* right = &cells_[(subset ^ part) * count_];
    Cell* whole = &cells_[subset * count_];
    for (std::size_t table = 0; table < count_; ++table) {
      if (left[table].cost >= kFar || right[table].cost >= kFar) continue;
      const std::int32_t cost = left[table].cost + right[table].cost - extra_[table];  // the table counts once
      if (cost < whole[table].cost && cost + still_needed(subset, static_cast<int>(table)) <= bound)
        whole[table] = {cost, -1, static_cast<std::uint32_t>(part)};
    }
  }
}

void SteinerSearch::grow(std::size_t subset, const std::vector<Edge>& forbidden, std::int32_t bound) {
  Queue queue;
  for (std::size_t table = 0; table < count_; ++table)
    if (const auto cost = cells_[subset * count_ + table].cost; cost < kFar)
      queue.emplace(cost, static_cast<int>(table));
  while (!queue.empty()) {
    const auto [cost, table] = queue.top();
    queue.pop();
    if (cost > cell(subset, table).cost) continue;
    for (const auto& next : graph_.neighbours(table)) {
      const std::int32_t further = cost + next.cost + extra(next.table);
      Cell& there = cell(subset, next.table);
      if (further >= there.cost || further + still_needed(subset, next.table) > bound) continue;
      if (std::binary_search(forbidden.begin(), forbidden.end(), Edge(std::minmax(table, next.table)))) continue;
      there = {further, table, 0};
      queue.emplace(further, next.table);
    }
  }
}

void SteinerSearch::collect(std::size_t subset, int table, std::vector<Edge>& edges) {
  const Cell here = cell(subset, table);
  if (here.from >= 0) {
    edges.emplace_back(std::minmax(here.from, table));
    collect(subset, here.from, edges);
  } else if (here.part) {
    collect(here.part, table, edges);
    collect(subset ^ here.part, table, edges);
  }
}

}  // namespace sayquel::catalog

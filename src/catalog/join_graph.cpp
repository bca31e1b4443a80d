#include "catalog/join_graph.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <queue>
#include <set>

#include "catalog/steiner.h"

namespace sayquel::catalog {
namespace {

constexpr std::int32_t kDearer = 1500;  // thousandths: by so much at most an alternative exceeds the best tree

// A tree as table pairs becomes trees of keys: each pair may have several (buyer and seller), cheapest first.
class KeyChoices {
 public:
  KeyChoices(const JoinGraph& graph, const SteinerTree& tree, int root) : root_(root), base_(tree.cost) {
    for (const Edge& edge : tree.edges) {
      auto keys = graph.keys_between(edge.first, edge.second);
      std::stable_sort(keys.begin(), keys.end(),
                       [&](int left, int right) { return graph.key_cost(left) < graph.key_cost(right); });
      edges_.push_back(edge);
      keys_.push_back(std::move(keys));
    }
    for (const auto& keys : keys_) {
      std::vector<std::int32_t> extra;
      for (int key : keys) extra.push_back(graph.key_cost(key) - graph.key_cost(keys.front()));
      extra_.push_back(std::move(extra));
    }
  }

  // The cheapest `limit` choices of one key an edge.
  std::vector<JoinTree> best(std::size_t limit) const {
    using Choice = std::pair<std::int32_t, std::vector<std::size_t>>;
    std::set<Choice> open{{0, std::vector<std::size_t>(edges_.size(), 0)}};
    std::set<std::vector<std::size_t>> seen{open.begin()->second};
    std::vector<JoinTree> trees;
    while (!open.empty() && trees.size() < limit) {
      const Choice choice = *open.begin();
      open.erase(open.begin());
      trees.push_back(tree(choice.second, choice.first));
      for (std::size_t i = 0; i < edges_.size(); ++i) {
        Choice next = choice;
        if (++next.second[i] >= keys_[i].size() || !seen.insert(next.second).second) continue;
        next.first += extra_[i][next.second[i]] - extra_[i][choice.second[i]];
        open.insert(std::move(next));
      }
    }
    return trees;
  }

 private:
  JoinTree tree(const std::vector<std::size_t>& choice, std::int32_t extra) const {
    JoinTree out;
    out.root = root_;
    out.cost = (base_ + extra) / 1000.0;
    std::set<int> joined{root_};
    std::vector<bool> used(edges_.size());
    for (std::size_t step = 0; step < edges_.size(); ++step) {
      for (std::size_t i = 0; i < edges_.size(); ++i) {
        const auto [left, right] = edges_[i];
        if (used[i] || (!joined.count(left) && !joined.count(right))) continue;
        used[i] = true;
        const bool forward = joined.count(left) != 0;
        out.steps.push_back({keys_[i][choice[i]], forward ? left : right, forward ? right : left});
        joined.insert(out.steps.back().to_table);
        break;
      }
    }
    return out;
  }

  int root_;
  std::int32_t base_ = 0;
  std::vector<Edge> edges_;
  std::vector<std::vector<int>> keys_;
  std::vector<std::vector<std::int32_t>> extra_;
};

// Trees in order of cost. Each found tree splits what is left of its part of the space: the i-th of its edges is
// forbidden, for all i. A tree may come up in two parts: it is told once, and both parts are split.
class RankedTrees {
 public:
  RankedTrees(const JoinGraph& graph, int table_count, const std::vector<int>& tables, std::size_t limit)
      : search_(graph, table_count, tables), limit_(limit) {}

  std::vector<SteinerTree> find() {
    const auto bound = search_.upper_bound();
    if (!bound) return {};
    auto first = search_.cheapest({}, *bound);
    if (!first) return {};
    dearest_ = first->cost + kDearer;
    open_.insert({std::move(*first), {}});
    while (!open_.empty() && found_.size() < limit_) {
      const Part part = *open_.begin();
      open_.erase(open_.begin());
      if (told_.insert(part.tree.edges).second) found_.push_back(part.tree);
      if (found_.size() < limit_) split(part);
    }
    return std::move(found_);
  }

 private:
  struct Part {
    SteinerTree tree;
    std::vector<Edge> forbidden;
    bool operator<(const Part& other) const {
      return std::tie(tree.cost, tree.edges, forbidden) < std::tie(other.tree.cost, other.tree.edges, other.forbidden);
    }
  };

  void split(const Part& part) {
    for (const Edge& edge : part.tree.edges) {
      auto forbidden = part.forbidden;
      forbidden.insert(std::lower_bound(forbidden.begin(), forbidden.end(), edge), edge);
      if (!tried_.insert(forbidden).second) continue;
      if (auto tree = search_.cheapest(forbidden, bound())) open_.insert({std::move(*tree), std::move(forbidden)});
    }
  }

  // What a further tree may cost to be told at all: less than the last of those that will fill the list anyhow.
  std::int32_t bound() const {
    std::set<std::vector<Edge>> waiting;
    for (const Part& part : open_) {
      if (!told_.count(part.tree.edges)) waiting.insert(part.tree.edges);
      if (found_.size() + waiting.size() == limit_) return std::min(dearest_, part.tree.cost - 1);
    }
    return dearest_;
  }

  SteinerSearch search_;
  std::size_t limit_;
  std::int32_t dearest_ = 0;
  std::vector<SteinerTree> found_;
  std::set<Part> open_;
  std::set<std::vector<Edge>> told_, tried_;
};

}  // namespace

JoinGraph::JoinGraph(const Catalog& catalog)
    : catalog_(catalog),
      keys_(catalog.tables.size()),
      neighbours_(catalog.tables.size()),
      bridge_(catalog.tables.size()) {
  std::vector<int> entering(catalog.tables.size());
  for (std::size_t i = 0; i < catalog.foreign_keys.size(); ++i) {
    const ForeignKey& key = catalog.foreign_keys[i];
    keys_[static_cast<std::size_t>(key.from_table)].push_back(static_cast<int>(i));
    if (key.to_table != key.from_table) keys_[static_cast<std::size_t>(key.to_table)].push_back(static_cast<int>(i));
    ++entering[static_cast<std::size_t>(key.to_table)];
  }
  for (std::size_t table = 0; table < keys_.size(); ++table) {
    std::map<int, Neighbour> cheapest;
    std::set<int> own, referenced;
    for (int key : keys_[table]) {
      const ForeignKey& foreign = catalog.foreign_keys[static_cast<std::size_t>(key)];
      const bool out = foreign.from_table == static_cast<int>(table);
      const int other = out ? foreign.to_table : foreign.from_table;
      if (out) {
        own.insert(foreign.from_columns.begin(), foreign.from_columns.end());
        referenced.insert(foreign.to_table);
      }
      if (other == static_cast<int>(table)) continue;
      auto [at, fresh] = cheapest.try_emplace(other, Neighbour{other, key, key_cost(key)});
      if (!fresh && key_cost(key) < at->second.cost) at->second = {other, key, key_cost(key)};
    }
    for (const auto& [_, neighbour] : cheapest) neighbours_[table].push_back(neighbour);
    const auto& primary = catalog.tables[table].primary_key;
    own.insert(primary.begin(), primary.end());
    const std::size_t besides = catalog.tables[table].columns.size() - own.size();
    bridge_[table] = referenced.size() == 2 && entering[table] == 0 && besides <= 1;
  }
}

std::int32_t JoinGraph::key_cost(int key) const {
  const ForeignKey& foreign = catalog_.foreign_keys[static_cast<std::size_t>(key)];
  const double doubt = foreign.declared ? 0 : std::clamp(1 - foreign.confidence, 0.0, 1.0);
  return 1000 + static_cast<std::int32_t>(std::lround(500 * doubt));
}

std::vector<JoinTree> JoinGraph::connect(const std::vector<int>& tables, std::size_t limit) const {
  std::vector<int> terminals;
  for (int table : tables)
    if (std::find(terminals.begin(), terminals.end(), table) == terminals.end()) terminals.push_back(table);
  if (terminals.empty() || terminals.size() > kMostTables || limit == 0) return {};
  std::vector<JoinTree> trees;
  for (const SteinerTree& tree : RankedTrees(*this, static_cast<int>(keys_.size()), terminals, limit).find())
    for (auto& choice : KeyChoices(*this, tree, terminals.front()).best(limit)) trees.push_back(std::move(choice));
  std::stable_sort(trees.begin(), trees.end(),
                   [](const JoinTree& left, const JoinTree& right) { return left.cost < right.cost; });
  if (trees.size() > limit) trees.resize(limit);
  return trees;
}

std::vector<int> JoinGraph::keys_between(int left, int right) const {
  std::vector<int> keys;
  for (int key : keys_of(left)) {
    const ForeignKey& foreign = catalog_.foreign_keys[static_cast<std::size_t>(key)];
    if ((foreign.from_table == left && foreign.to_table == right) ||
        (foreign.from_table == right && foreign.to_table == left))
      keys.push_back(key);
  }
  return keys;
}

const std::vector<int>& JoinGraph::keys_of(int table) const { return keys_[static_cast<std::size_t>(table)]; }

int JoinGraph::distance(int left, int right) const {
  std::vector<int> steps(keys_.size(), -1);
  std::queue<int> queue;
  steps[static_cast<std::size_t>(left)] = 0;
  queue.push(left);
  while (!queue.empty() && steps[static_cast<std::size_t>(right)] < 0) {
    const int table = queue.front();
    queue.pop();
    for (const auto& next : neighbours(table)) {
      if (steps[static_cast<std::size_t>(next.table)] >= 0) continue;
      steps[static_cast<std::size_t>(next.table)] = steps[static_cast<std::size_t>(table)] + 1;
      queue.push(next.table);
    }
  }
  return steps[static_cast<std::size_t>(right)];
}

}  // namespace sayquel::catalog

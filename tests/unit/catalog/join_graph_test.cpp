#include "catalog/join_graph.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace sayquel::catalog {
namespace {

Catalog with_tables(int count) {
  Catalog catalog;
  for (int i = 0; i < count; ++i) {
    Table table;
    table.name = "t" + std::to_string(i);
    for (int c = 0; c < 12; ++c) table.columns.push_back({"c" + std::to_string(c), {}, true, false, {}, {}});
    table.primary_key = {0};
    catalog.tables.push_back(table);
  }
  return catalog;
}

void refer(Catalog& catalog, int from, int column, int to, double confidence = 1) {
  catalog.foreign_keys.push_back({from, {column}, to, {0}, confidence == 1, confidence});
}

// users 0, event 1, listing 2 (seller, event), sales 3 (listing, seller, buyer, event).
Catalog tickets() {
  Catalog catalog = with_tables(4);
  refer(catalog, 2, 1, 0, 0.75);  // 0: listing.seller
  refer(catalog, 2, 2, 1);        // 1: listing.event
  refer(catalog, 3, 1, 2);        // 2: sales.listing
  refer(catalog, 3, 2, 0, 0.75);  // 3: sales.seller
  refer(catalog, 3, 3, 0, 0.70);  // 4: sales.buyer
  refer(catalog, 3, 4, 1);        // 5: sales.event
  return catalog;
}

std::vector<int> keys(const JoinTree& tree) {
  std::vector<int> out;
  for (const auto& step : tree.steps) out.push_back(step.key);
  return out;
}

TEST(JoinGraph, OffersEveryKeyBetweenTwoTables) {
  const Catalog catalog = tickets();
  const JoinGraph graph(catalog);
  const auto trees = graph.connect({3, 0});
  ASSERT_GE(trees.size(), 3u);
  EXPECT_EQ(keys(trees[0]), std::vector<int>{3});
  EXPECT_EQ(keys(trees[1]), std::vector<int>{4});
  EXPECT_EQ(keys(trees[2]), (std::vector<int>{2, 0})) << "by the listing's seller";
  EXPECT_LT(trees[0].cost, trees[1].cost);
  EXPECT_EQ(trees[0].root, 3);
  EXPECT_EQ(trees[0].steps[0].from_table, 3);
  EXPECT_EQ(trees[0].steps[0].to_table, 0);
  EXPECT_EQ(graph.keys_between(0, 3), (std::vector<int>{3, 4}));
  EXPECT_EQ(graph.distance(0, 1), 2);
  EXPECT_EQ(graph.distance(2, 2), 0);
}

TEST(JoinGraph, OneTableNeedsNoSteps) {
  const Catalog catalog = tickets();
  const JoinGraph graph(catalog);
  const auto trees = graph.connect({1, 1});
  ASSERT_EQ(trees.size(), 1u);
  EXPECT_EQ(trees[0].root, 1);
  EXPECT_TRUE(trees[0].steps.empty());
}

TEST(JoinGraph, TablesThatNothingConnectsHaveNoTree) {
  Catalog catalog = tickets();
  catalog.tables.push_back(catalog.tables[0]);
  const JoinGraph graph(catalog);
  EXPECT_TRUE(graph.connect({0, 4}).empty());
  EXPECT_EQ(graph.distance(0, 4), -1);
  EXPECT_TRUE(graph.connect({}).empty());
}

TEST(JoinGraph, PrefersAPureBridgeToAnotherTableBetween) {
  Catalog catalog = with_tables(4);
  refer(catalog, 2, 1, 0);
  refer(catalog, 2, 2, 1);
  refer(catalog, 3, 1, 0);
  refer(catalog, 3, 2, 1);
  catalog.tables[3].columns.resize(3);  // a key and two references
  const JoinGraph graph(catalog);
  EXPECT_TRUE(graph.bridge(3));
  EXPECT_FALSE(graph.bridge(2));
  const auto trees = graph.connect({0, 1}, 2);
  ASSERT_EQ(trees.size(), 2u);
  EXPECT_EQ(keys(trees[0]), (std::vector<int>{2, 3}));
  EXPECT_EQ(keys(trees[1]), (std::vector<int>{0, 1}));
}

TEST(JoinGraph, ATableThatRefersToItselfIsNoLoop) {
  Catalog catalog = with_tables(2);
  refer(catalog, 0, 1, 0);
  refer(catalog, 1, 1, 0);
  const JoinGraph graph(catalog);
  EXPECT_EQ(graph.keys_between(0, 0), std::vector<int>{0});
  ASSERT_EQ(graph.connect({0, 1}).size(), 1u);
}

// ---- against trying all sets of keys ----

bool connects(const Catalog& catalog, unsigned chosen, const std::vector<int>& tables, std::set<int>& touched) {
  std::vector<int> group(catalog.tables.size());
  for (std::size_t i = 0; i < group.size(); ++i) group[i] = static_cast<int>(i);
  int edges = 0;
  touched = std::set<int>(tables.begin(), tables.end());
  for (std::size_t i = 0; i < catalog.foreign_keys.size(); ++i) {
    if (!(chosen >> i & 1)) continue;
    const auto& key = catalog.foreign_keys[i];
    const int left = group[static_cast<std::size_t>(key.from_table)],
              right = group[static_cast<std::size_t>(key.to_table)];
    if (left == right) return false;  // a cycle
    for (int& one : group)
      if (one == left) one = right;
    touched.insert({key.from_table, key.to_table});
    ++edges;
  }
  const int root = group[static_cast<std::size_t>(tables[0])];
  for (int table : touched)
    if (group[static_cast<std::size_t>(table)] != root) return false;
  if (edges + 1 != static_cast<int>(touched.size())) return false;
  for (int table : touched) {  // no branch that ends in a table nobody asked for
    int degree = 0;
    for (std::size_t i = 0; i < catalog.foreign_keys.size(); ++i)
      degree += (chosen >> i & 1) &&
                (catalog.foreign_keys[i].from_table == table || catalog.foreign_keys[i].to_table == table);
    if (degree == 1 && std::find(tables.begin(), tables.end(), table) == tables.end()) return false;
  }
  return true;
}

RC_GTEST_PROP(JoinGraphProperty, TheTreesAreTheCheapestOfAll, ()) {
  const int count = *rc::gen::inRange(2, 7);
  Catalog catalog = with_tables(count);
  for (int i = *rc::gen::inRange(1, 11); i > 0; --i) {
    const int from = *rc::gen::inRange(0, count);
    const int to = *rc::gen::inRange(0, count);
    refer(catalog, from, 1, to, *rc::gen::element(1.0, 0.9, 0.6));
  }
  std::set<int> chosen_tables;
  for (int i = *rc::gen::inRange(1, 5); i > 0; --i) chosen_tables.insert(*rc::gen::inRange(0, count));
  const std::vector<int> tables(chosen_tables.begin(), chosen_tables.end());
  const JoinGraph graph(catalog);
  std::vector<double> costs;
  for (unsigned chosen = 0; chosen < 1u << catalog.foreign_keys.size(); ++chosen) {
    std::set<int> touched;
    if (!connects(catalog, chosen, tables, touched)) continue;
    double cost = 0;
    for (std::size_t i = 0; i < catalog.foreign_keys.size(); ++i)
      if (chosen >> i & 1) cost += graph.key_cost(static_cast<int>(i)) / 1000.0;
    for (int table : touched)
      if (!chosen_tables.count(table)) cost += graph.table_cost(table) / 1000.0;
    costs.push_back(cost);
  }
  std::sort(costs.begin(), costs.end());
  const auto trees = graph.connect(tables);
  RC_ASSERT(trees.empty() == costs.empty());
  for (std::size_t i = 0; i < std::min<std::size_t>(costs.size(), 4); ++i)
    if (costs[i] < costs[0] + 1.4) RC_ASSERT(trees.size() > i && std::abs(trees[i].cost - costs[i]) < 1e-9);
  std::set<std::vector<int>> different;
  for (std::size_t i = 0; i < trees.size(); ++i) {
    std::set<int> joined{trees[i].root};
    for (const auto& step : trees[i].steps) {
      RC_ASSERT(joined.count(step.from_table) == 1u);
      RC_ASSERT(joined.insert(step.to_table).second);
    }
    for (int table : tables) RC_ASSERT(joined.count(table) == 1u);
    auto used = keys(trees[i]);
    std::sort(used.begin(), used.end());
    RC_ASSERT(different.insert(used).second);
    if (i > 0) RC_ASSERT(trees[i - 1].cost <= trees[i].cost);
  }
}

}  // namespace
}  // namespace sayquel::catalog

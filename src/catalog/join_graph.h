// How tables hang together: foreign keys as edges, and the trees that connect a set of tables.
#pragma once

#include <cstdint>
#include <vector>

#include "catalog/catalog.h"

namespace sayquel::catalog {

// One step of a join: catalog.foreign_keys[key], walked from the referencing table to the referenced one or back.
struct JoinStep {
  int key = -1;
  int from_table = -1;  // already joined
  int to_table = -1;    // joined by this step
};

struct JoinTree {
  int root = -1;
  std::vector<JoinStep> steps;  // in an order in which every from_table is joined already
  double cost = 0;              // tables beyond those asked for and unsure keys cost more
};

// Immutable once made: any number of threads may ask at once.
//
// What a tree costs: 1 a key, half of what an inferred key lacks in confidence on top, and 0.2 for each table that
// nobody asked for, unless it is a pure bridge (two keys out and hardly anything else).
class JoinGraph {
 public:
  explicit JoinGraph(const Catalog& catalog);  // keeps a reference

  // The cheapest trees that connect all `tables` (each once), best first, at most `limit`; alternatives differ in a
  // key or a bridge (buyer and seller both lead to users), and cost at most 1.5 more. Deterministic. Empty: not
  // connected, or more than kMostTables tables. The Steiner tree is exact (Dreyfus and Wagner, "The Steiner problem in
  // graphs", Networks 1, 1971); those after it come from forbidding and demanding its edges in turn (Lawler, Management
  // Science 18, 1972).
  std::vector<JoinTree> connect(const std::vector<int>& tables, std::size_t limit = 4) const;

  // Keys between two tables, in either direction.
  std::vector<int> keys_between(int left, int right) const;
  // Every key that leaves or enters the table.
  const std::vector<int>& keys_of(int table) const;
  // Steps between two tables; -1: not connected.
  int distance(int left, int right) const;
  // Two foreign keys out, none in but its own, and at most one column besides keys: it only ties two others.
  bool bridge(int table) const { return bridge_[static_cast<std::size_t>(table)]; }

  static constexpr std::size_t kMostTables = 8;

  // Tables next to each other, by the cheapest key between them.
  struct Neighbour {
    int table = -1;
    int key = -1;
    std::int32_t cost = 0;  // thousandths
  };
  const std::vector<Neighbour>& neighbours(int table) const { return neighbours_[static_cast<std::size_t>(table)]; }
  std::int32_t key_cost(int key) const;                                         // thousandths
  std::int32_t table_cost(int table) const { return bridge(table) ? 0 : 200; }  // of one that nobody asked for

 private:
  const Catalog& catalog_;
  std::vector<std::vector<int>> keys_;
  std::vector<std::vector<Neighbour>> neighbours_;
  std::vector<bool> bridge_;
};

}  // namespace sayquel::catalog

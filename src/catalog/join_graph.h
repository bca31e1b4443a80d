// How tables hang together: foreign keys as edges, and the trees that connect a set of tables.
#pragma once

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

class JoinGraph {
 public:
  explicit JoinGraph(const Catalog& catalog);  // keeps a reference

  // The cheapest trees that connect all `tables` (each once), best first, at most `limit`; alternatives differ in a
  // key or a bridge (buyer and seller both lead to users). Deterministic. Empty: not connected.
  std::vector<JoinTree> connect(const std::vector<int>& tables, std::size_t limit = 4) const;

  // Keys between two tables, in either direction.
  std::vector<int> keys_between(int left, int right) const;
  // Every key that leaves or enters the table.
  const std::vector<int>& keys_of(int table) const;
  // Steps between two tables; -1: not connected.
  int distance(int left, int right) const;

 private:
  const Catalog& catalog_;
  std::vector<std::vector<int>> keys_;
};

}  // namespace sayquel::catalog

// The tables of one query as a tree of joins, and which of their rows a join makes stand more than once.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "draft/parser/predicates.h"
#include "sql/ast.h"

namespace sayquel::draft::parser {

struct NetworkEdge {
  int key = -1;           // of Catalog::foreign_keys
  std::size_t child = 0;  // nodes; the child refers to the parent
  std::size_t parent = 0;
};

class Network {
 public:
  // Connects default parts by `tree`; then each part that a key gives by that key.
  Network(const Sense& sense, const catalog::JoinTree& tree, const std::set<Part>& parts);

  bool connected() const { return connected_; }
  const std::vector<Part>& nodes() const { return nodes_; }
  const std::vector<NetworkEdge>& edges() const { return edges_; }
  // The node that a part stands at; a default part finds the table in whichever part it plays. -1: none.
  int find(const Part& part) const;

  // Leaves out leaves that are not in `needed` and whose join changes no row.
  void prune(const std::set<std::size_t>& needed);

  // Nodes whose rows may be many for a row of the anchor, each with the edge at which that begins.
  std::map<std::size_t, std::size_t> fanned(std::size_t anchor) const;
  // Nodes on the far side of the edge, seen from the anchor.
  std::set<std::size_t> beyond(std::size_t edge, std::size_t anchor) const;

  // How the nodes are called; two of one table are told apart by their parts' words.
  Names names(const std::set<std::size_t>& nodes) const;
  // FROM over these nodes (which hang together), beginning at `root`.
  sql::FromPtr from(const std::set<std::size_t>& nodes, std::size_t root, const Names& names) const;
  sql::ExpressionPtr edge_condition(const NetworkEdge& edge, const Names& names) const;

 private:
  std::size_t node(const Part& part);
  bool one_to_one(const NetworkEdge& edge) const;

  const Sense& sense_;
  std::vector<Part> nodes_;
  std::vector<NetworkEdge> edges_;
  bool connected_ = true;
};

}  // namespace sayquel::draft::parser

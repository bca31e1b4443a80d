// The rows that a SELECT's FROM and WHERE make, and what determines what among them.
//
// A row of a join is one row of each source (table, grouped derived table, table function). The question of double
// counting is then one of functional dependencies: a source's rows stand once each in the joined rows exactly if each
// row of it determines the rows of all other sources. What is known spreads by two rules, until nothing is new:
//
//   - a known column that the query sets equal to another (ON, USING, WHERE a = b), or a column set equal to a
//     constant, makes the other known: an Equation. An outer join's condition says nothing about the side that it
//     keeps, so that an equation towards that side holds only where the other side is there;
//   - a source of which a unique set of columns is known is known as a row, with all its columns. For a table the
//     catalog tells (keys, declared or measured); for a derived table its GROUP BY, DISTINCT, LIMIT 1 or inner rows.
//
// (The closure of functional dependencies: Armstrong 1974; for joins under outer joins: Paulley, "Exploiting
// Functional Dependence in Query Optimization", 2000.) Derived tables and CTEs that neither group, nor make distinct,
// nor cut, are read as though they were written out: their sources are sources here. EXISTS, IN, SEMI and ANTI joins
// add no source, because they multiply nothing.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analysis/binding.h"
#include "catalog/catalog.h"
#include "sql/ast.h"

namespace sayquel::analysis {

class UniquenessCache;

class RowSpace {
 public:
  // A column of an instance, by its place in nodes.
  using Node = int;
  static constexpr int kRowid = -1;  // a column's position: SQLite's rowid

  // One source, once for each time that it stands in FROM (a CTE's sources for each reference to it).
  struct Instance {
    const sql::FromItem* item = nullptr;
    int table = -1;                     // of the catalog
    const sql::Query* query = nullptr;  // of a derived table that is not written out
    std::string name;                   // for a reader
    bool series = false;                // a table function that gives each value once
    std::vector<Node> needs;            // LATERAL: columns of other sources that it is computed from
    std::vector<Node> nodes;            // its columns, those that the query names
  };

  // More sources than a reader's query ever has are not analysed: see `too_large`.
  static constexpr std::size_t kMostInstances = 64;

  RowSpace(const sql::Select& select, const Binding& binding, UniquenessCache& cache);

  const std::vector<Instance>& instances() const { return instances_; }
  bool too_large() const { return too_large_; }

  // The columns of sources that an expression's value comes from. A name from an enclosing query is a constant and
  // gives none.
  std::vector<Node> nodes(const sql::Expression& expression);
  std::vector<Node> nodes(const BoundColumn& bound);
  // The one column that an expression is, through aliases and written-out tables; -1: it is computed.
  Node plain_node(const sql::Expression& expression);
  Node plain_node(const BoundColumn& bound);
  // The columns of sources that a condition's equalities set equal to a constant.
  std::vector<Node> fixed_by(const sql::Expression& condition);
  int instance_of(Node node) const { return nodes_[static_cast<std::size_t>(node)].first; }
  int position_of(Node node) const { return nodes_[static_cast<std::size_t>(node)].second; }

  // What is known once these are.
  struct Known {
    std::vector<bool> instances;
    std::vector<bool> nodes;
    bool all() const;
  };
  // `unmeasured_is_unique`: take sets of columns whose uniqueness is not known for unique.
  Known closure(const std::vector<int>& instances, const std::vector<Node>& nodes, bool unmeasured_is_unique) const;
  bool is_known(const Known& known, Node node) const {
    const auto at = static_cast<std::size_t>(node);  // a node that was made after the closure is in no equation
    return (at < known.nodes.size() && known.nodes[at]) || known.instances[static_cast<std::size_t>(instance_of(node))];
  }
  bool all_known(const Known& known, const std::vector<Node>& nodes) const;
  std::vector<int> known_positions(const Known& known, int instance) const;

 private:
  // Where a query's FROM items are found: as an instance, or written out in a context of its own.
  struct Context {
    const Context* parent = nullptr;
    std::unordered_map<const sql::FromItem*, int> instances;
    std::unordered_map<const sql::FromItem*, std::pair<const sql::Query*, const Context*>> written_out;
  };
  // Once all `from` are known, `to` is; where `unless_missing` is not empty, only if one of these instances is there
  // for certain (it is the side of an outer join that may be missing).
  struct Equation {
    std::vector<Node> from;
    Node to = -1;
    std::vector<int> unless_missing;
  };
  using Side = std::vector<int>;  // instances
  // Where a condition stands: in an outer join's ON, between the side that is kept and the other.
  struct Outer {
    const Side* kept = nullptr;
    const Side* other = nullptr;
    bool full = false;  // both are kept
  };

  Node node(int instance, int position);
  // Adds a FROM item's sources and equations; gives the instances it added. `certain`: no outer join around it can
  // leave it out.
  Side add_from(const sql::FromItem& item, Context& context, bool certain);
  Side add_join(const sql::FromItem& item, const sql::Join& join, Context& context, bool certain);
  Side add_query(const sql::FromItem& item, const sql::Query& query, std::string name, Context& context, bool certain);
  Side add_instance(const sql::FromItem& item, Instance instance, Context& context, bool certain);
  std::vector<Node> correlated_nodes(const sql::Query& query, const Context& context);
  void add_condition(const sql::Expression& condition, const Context& context, const Outer& outer, bool certain);
  void add_equality(const sql::Expression& left, const sql::Expression& right, const Context& context,
                    const Outer& outer);
  void add_equation(std::vector<Node> from, Node to, const Outer& outer);
  void add_merged(const sql::FromItem& item, const Context& context, const Outer& outer);
  void reject_missing(const sql::Expression& operand, const Context& context);
  void collect(const sql::Expression& expression, const Context& context, std::vector<Node>& found);
  void collect(const BoundColumn& bound, const Context& context, std::vector<Node>& found);
  // The same for an expression behind an alias or a derived column, worked out once: these may name each other in a
  // chain in which each names the one before twice.
  const std::vector<Node>& collect_named(const sql::Expression& expression, const Context& context);
  Node plain(const sql::Expression& expression, const Context& context);
  Node plain(const BoundColumn& bound, const Context& context);
  catalog::Certainty unique(const Instance& instance, const std::vector<int>& positions) const;

  const Binding& binding_;
  UniquenessCache& cache_;
  std::vector<std::unique_ptr<Context>> contexts_;  // the SELECT's own first
  std::vector<Instance> instances_;
  std::vector<bool> there_;                 // by instance: no outer join leaves it out
  std::vector<std::pair<int, int>> nodes_;  // instance, position
  std::map<std::pair<int, int>, Node> node_ids_;
  std::vector<Equation> equations_;
  std::map<std::pair<const sql::Expression*, const Context*>, std::vector<Node>> named_;
  bool too_large_ = false;
};

// Row spaces by SELECT, and what was found of the uniqueness of queries' rows: each worked out once.
class UniquenessCache {
 public:
  UniquenessCache(const Binding& binding, const catalog::Catalog& catalog) : binding_(binding), catalog_(catalog) {}

  const catalog::Catalog& catalog() const { return catalog_; }

  // Work that has been done for the query; past a bound that no reader's query comes near, nothing more is worked out
  // and the answer is that it is not known.
  void spend(std::size_t steps) { spent_ += steps; }
  bool exhausted() const { return spent_ > kMostSteps; }
  RowSpace& rows(const sql::Query& query, const sql::Select& select);

  // Can two rows of the query's result agree in the columns at these positions?
  catalog::Certainty unique(const sql::Query& query, std::vector<int> positions);

 private:
  catalog::Certainty unique_uncached(const sql::Query& query, const std::vector<int>& positions);
  catalog::Certainty unique_set(const sql::Query& query, const sql::SetOperation& operation,
                                const std::vector<int>& positions);

  const Binding& binding_;
  const catalog::Catalog& catalog_;
  std::unordered_map<const sql::Query*, std::unique_ptr<RowSpace>> spaces_;
  std::map<std::pair<const sql::Query*, std::vector<int>>, catalog::Certainty> found_;
  static constexpr std::size_t kMostSteps = 10'000'000;
  std::size_t spent_ = 0;
};

// The expressions that a SELECT groups by, with positions and aliases followed.
struct GroupKeys {
  std::vector<const sql::Expression*> expressions;
  bool sets = false;  // ROLLUP, CUBE or GROUPING SETS: a key is not the same in all rows of a group
};
GroupKeys group_keys(const sql::Select& select, const Binding& binding);

// Given what is known of the rows of a SELECT's FROM: is its result row known, that is, are the keys of its groups, or
// all its columns under DISTINCT, or the row of every source? `positions`: of result columns that are known besides.
bool result_row_known(const sql::Query& query, const sql::Select& select, const Binding& binding, RowSpace& rows,
                      const RowSpace::Known& known, const std::vector<int>& positions);

// The columns of sources that the result columns at these positions are.
std::vector<RowSpace::Node> result_nodes(const sql::Query& query, const Binding& binding, RowSpace& rows,
                                         const std::vector<int>& positions);

}  // namespace sayquel::analysis

#include "draft/parser/network.h"

#include <algorithm>
#include <deque>

#include "base/text.h"
#include "sql/build.h"

namespace sayquel::draft::parser {

Network::Network(const Sense& sense, const catalog::JoinTree& tree, const std::set<Part>& parts) : sense_(sense) {
  const auto& keys = sense.catalog().foreign_keys;
  // A table that is named only in a part is that part's node, not one more of its own.
  std::map<int, Part> only;
  std::set<int> plain;
  for (const Part& part : parts)
    if (part.key < 0) plain.insert(part.table);
  for (const Part& part : parts)
    if (part.key >= 0 && !plain.contains(part.table)) only.emplace(part.table, part);
  const auto place = [&](int table, int key) {
    if (const auto found = only.find(table); found != only.end() && found->second.key == key)
      return node(found->second);
    return node({table, -1});
  };
  if (tree.root >= 0 && !(only.contains(tree.root) && !tree.steps.empty())) node({tree.root, -1});
  for (const catalog::JoinStep& step : tree.steps) {
    const catalog::ForeignKey& key = keys[static_cast<std::size_t>(step.key)];
    edges_.push_back({step.key, place(key.from_table, -1), place(key.to_table, step.key)});
  }
  for (const Part& part : parts) {
    if (part.key < 0 || find(part) >= 0) {
      if (part.key < 0 && find(part) < 0) connected_ = false;
      const int at = find(part);
      if (part.key < 0 || (at >= 0 && nodes_[static_cast<std::size_t>(at)] == part)) continue;
    }
    const catalog::ForeignKey& key = keys[static_cast<std::size_t>(part.key)];
    const int child = find({key.from_table, -1});
    if (child < 0) {
      connected_ = false;
      continue;
    }
    edges_.push_back({part.key, static_cast<std::size_t>(child), node(part)});
  }
  // All nodes hang together.
  if (!nodes_.empty()) {
    std::set<std::size_t> reached{0};
    for (bool grown = true; grown;) {
      grown = false;
      for (const NetworkEdge& edge : edges_)
        if (reached.contains(edge.child) != reached.contains(edge.parent))
          reached.insert(edge.child), reached.insert(edge.parent), grown = true;
    }
    connected_ = connected_ && reached.size() == nodes_.size();
  }
}

std::size_t Network::node(const Part& part) {
  const auto found = std::find(nodes_.begin(), nodes_.end(), part);
  if (found != nodes_.end()) return static_cast<std::size_t>(found - nodes_.begin());
  nodes_.push_back(part);
  return nodes_.size() - 1;
}

int Network::find(const Part& part) const {
  int any = -1;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i] == part) return static_cast<int>(i);
    if (nodes_[i].table == part.table && part.key < 0 && any < 0) any = static_cast<int>(i);
  }
  return any;
}

bool Network::one_to_one(const NetworkEdge& edge) const {
  const catalog::ForeignKey& key = sense_.catalog().foreign_keys[static_cast<std::size_t>(edge.key)];
  return sense_.catalog().unique(key.from_table, key.from_columns) == catalog::Certainty::Yes;
}

void Network::prune(const std::set<std::size_t>& needed) {
  for (bool again = true; again;) {
    again = false;
    for (std::size_t e = 0; e < edges_.size(); ++e) {
      const std::size_t leaf = edges_[e].parent;
      if (needed.contains(leaf)) continue;
      std::size_t degree = 0;
      for (const NetworkEdge& edge : edges_) degree += edge.child == leaf || edge.parent == leaf;
      if (degree != 1) continue;
      const catalog::ForeignKey& key = sense_.catalog().foreign_keys[static_cast<std::size_t>(edges_[e].key)];
      bool complete = true;
      for (int column : key.from_columns) {
        const catalog::Column& it = sense_.catalog().column({key.from_table, column});
        complete = complete && (!it.nullable || (it.profile.measured && it.profile.nulls == 0));
      }
      if (!complete) continue;
      edges_.erase(edges_.begin() + static_cast<std::ptrdiff_t>(e));
      again = true;
      break;
    }
  }
}

std::map<std::size_t, std::size_t> Network::fanned(std::size_t anchor) const {
  std::map<std::size_t, std::size_t> many;
  std::set<std::size_t> seen{anchor};
  std::deque<std::size_t> queue{anchor};
  while (!queue.empty()) {
    const std::size_t now = queue.front();
    queue.pop_front();
    for (std::size_t e = 0; e < edges_.size(); ++e) {
      const NetworkEdge& edge = edges_[e];
      if (edge.child != now && edge.parent != now) continue;
      const std::size_t other = edge.child == now ? edge.parent : edge.child;
      if (!seen.insert(other).second) continue;
      if (many.contains(now))
        many[other] = many[now];
      else if (edge.parent == now && !one_to_one(edge))
        many[other] = e;
      queue.push_back(other);
    }
  }
  return many;
}

std::set<std::size_t> Network::beyond(std::size_t cut, std::size_t anchor) const {
  std::set<std::size_t> near{anchor};
  for (bool grown = true; grown;) {
    grown = false;
    for (std::size_t e = 0; e < edges_.size(); ++e)
      if (e != cut && near.contains(edges_[e].child) != near.contains(edges_[e].parent))
        near.insert(edges_[e].child), near.insert(edges_[e].parent), grown = true;
  }
  std::set<std::size_t> far{near.contains(edges_[cut].child) ? edges_[cut].parent : edges_[cut].child};
  for (bool grown = true; grown;) {
    grown = false;
    for (std::size_t e = 0; e < edges_.size(); ++e)
      if (e != cut && far.contains(edges_[e].child) != far.contains(edges_[e].parent))
        far.insert(edges_[e].child), far.insert(edges_[e].parent), grown = true;
  }
  return far;
}

Names Network::names(const std::set<std::size_t>& nodes) const {
  Names names;
  names.qualify = nodes.size() > 1;
  std::set<std::string> taken;
  for (std::size_t n : nodes) {
    const Part& part = nodes_[n];
    const catalog::Table& table = sense_.catalog().tables[static_cast<std::size_t>(part.table)];
    std::size_t same = 0;
    for (std::size_t other : nodes) same += nodes_[other].table == part.table;
    std::string name = table.name;
    if (same > 1 && part.key >= 0) {
      for (const grounding::Role& role : sense_.words().roles())
        if (role.key == part.key) {
          std::vector<std::string> words;
          for (const grounding::NameWord& word : role.words) words.push_back(word.word);
          name = base::join(words, "_");
        }
      for (const catalog::Table& other : sense_.catalog().tables)
        if (base::equal_ignoring_case(other.name, name)) name += "_" + table.name;
    }
    for (int suffix = 2; !taken.insert(name).second; ++suffix) name = table.name + "_" + std::to_string(suffix);
    names.names[part] = name;
  }
  return names;
}

sql::ExpressionPtr Network::edge_condition(const NetworkEdge& edge, const Names& names) const {
  const catalog::ForeignKey& key = sense_.catalog().foreign_keys[static_cast<std::size_t>(edge.key)];
  sql::ExpressionPtr all;
  for (std::size_t i = 0; i < key.from_columns.size(); ++i)
    all = sql::build::conjunction(
        all, sql::build::binary(sql::BinaryOperator::Equal,
                                sql::build::column(names.of(nodes_[edge.child], sense_),
                                                   sense_.catalog().column({key.from_table, key.from_columns[i]}).name),
                                sql::build::column(names.of(nodes_[edge.parent], sense_),
                                                   sense_.catalog().column({key.to_table, key.to_columns[i]}).name)));
  return all;
}

sql::FromPtr Network::from(const std::set<std::size_t>& nodes, std::size_t root, const Names& names) const {
  const auto item = [&](std::size_t n) {
    const catalog::Table& table = sense_.catalog().tables[static_cast<std::size_t>(nodes_[n].table)];
    sql::TableReference reference;
    if (!table.schema.empty()) reference.schema.emplace_back(table.schema);
    reference.name = sql::Identifier(table.name);
    const auto named = names.names.find(nodes_[n]);
    if (named != names.names.end() && named->second != table.name)
      reference.alias = sql::TableAlias{sql::Identifier(named->second), {}};
    return std::make_shared<const sql::FromItem>(sql::FromItem{std::move(reference), {}});
  };
  sql::FromPtr all = item(root);
  std::set<std::size_t> joined{root};
  for (bool grown = true; grown;) {
    grown = false;
    for (const NetworkEdge& edge : edges_) {
      if (!nodes.contains(edge.child) || !nodes.contains(edge.parent) ||
          joined.contains(edge.child) == joined.contains(edge.parent))
        continue;
      const std::size_t added = joined.contains(edge.child) ? edge.parent : edge.child;
      all = sql::build::join(all, item(added), edge_condition(edge, names));
      joined.insert(added);
      grown = true;
    }
  }
  return all;
}

}  // namespace sayquel::draft::parser

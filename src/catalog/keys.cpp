#include "catalog/keys.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"
#include "catalog/key_names.h"
#include "catalog/names.h"

namespace sayquel::catalog {
namespace {

constexpr double kPersonRole = 0.75;

template <typename T>
const T& at(const std::vector<T>& items, int index) {
  return items[static_cast<std::size_t>(index)];
}

bool may_hold_key(const ColumnType& type) {
  return type.kind == TypeKind::Integer || type.kind == TypeKind::Text || type.kind == TypeKind::Decimal ||
         type.kind == TypeKind::Unknown || type.kind == TypeKind::Float;
}

bool compatible(const ColumnType& left, const ColumnType& right) {
  if (!may_hold_key(left) || !may_hold_key(right)) return false;
  if (left.kind == TypeKind::Unknown || right.kind == TypeKind::Unknown) return true;
  return left.numeric() == right.numeric();
}

// Rows there are, all different, none NULL; or nothing measured that says otherwise.
bool could_be_key(const Table& table, const Column& column) {
  if (!may_hold_key(column.type) || column.type.kind == TypeKind::Float) return false;
  if (!column.profile.measured || table.rows <= 0) return true;
  return column.profile.unique && column.profile.nulls == 0;
}

int primary_key_of(const Table& table) {
  const TableNames names = table_names(table);
  int best = -1, best_score = 0;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.columns[i];
    if (!could_be_key(table, column)) continue;
    const ColumnNames parts = column_names(column.name);
    const bool own = names_entity(names, parts);
    int score = 0;
    if (parts.identifies && own)
      score = 6;
    else if (parts.identifies && i == 0)
      score = 4;
    else if (own && !generic_name(parts) && i == 0)
      score = 3;  // country(country, ...)
    else if (parts.whole == "name" && i == 0 && column.profile.measured && table.rows > 1)
      score = 2;
    if (score == 0) continue;
    if (i == 0) ++score;
    if (score > best_score) best = static_cast<int>(i), best_score = score;
  }
  return best;
}

class ForeignKeyFinder {
 public:
  ForeignKeyFinder(Catalog& catalog, const ContainedIn& contained) : catalog_(catalog), contained_(contained) {
    for (const Table& table : catalog.tables) {
      tables_.push_back(table_names(table));
      auto& names = columns_.emplace_back();
      for (const Column& column : table.columns) names.push_back(column_names(column.name));
    }
    for (const ForeignKey& key : catalog.foreign_keys)
      if (key.from_columns.size() == 1) explained_.insert({key.from_table, key.from_columns[0]});
    collect_targets();
  }

  Status find() {
    for (int table = 0; table < static_cast<int>(catalog_.tables.size()); ++table) {
      if (at(catalog_.tables, table).view) continue;
      for (int column = 0; column < static_cast<int>(at(catalog_.tables, table).columns.size()); ++column) {
        const ColumnId child{table, column};
        if (explained_.count(child)) continue;
        SAYQUEL_TRY(auto found, best_target(child));
        if (!found) {
          SAYQUEL_TRY(found, person_target(child));
        }
        if (found) found_.push_back(*found);
      }
    }
    drop_mutual();
    for (const Reference& one : found_)
      catalog_.foreign_keys.push_back(
          {one.child.table, {one.child.column}, one.parent.table, {one.parent.column}, false, one.confidence});
    return {};
  }

 private:
  struct Reference {
    ColumnId child, parent;
    double confidence = 0;
  };

  const Column& column(ColumnId id) const { return catalog_.column(id); }
  const ColumnNames& names(ColumnId id) const { return at(at(columns_, id.table), id.column); }

  bool is_own_key(ColumnId id) const {
    const auto& key = catalog_.table(id).primary_key;
    return key.size() == 1 && key[0] == id.column;
  }

  // What may be referred to: primary keys, declared unique columns, and columns measured unique that identify.
  void collect_targets() {
    for (int t = 0; t < static_cast<int>(catalog_.tables.size()); ++t) {
      const Table& table = at(catalog_.tables, t);
      if (table.view) continue;
      std::set<int> keys;
      if (table.primary_key.size() == 1) keys.insert(table.primary_key[0]);
      for (const auto& key : table.unique_keys)
        if (key.size() == 1) keys.insert(key[0]);
      for (int c = 0; c < static_cast<int>(table.columns.size()); ++c) {
        const bool identifies =
            at(at(columns_, t), c).identifies && names_entity(at(tables_, t), at(at(columns_, t), c));
        if (identifies && at(table.columns, c).profile.unique && table.rows > 1) keys.insert(c);
      }
      for (int key : keys) targets_.push_back({t, key});
    }
  }

  Result<std::optional<Reference>> best_target(ColumnId child) {
    std::vector<Reference> likely;
    for (const ColumnId& parent : targets_) {
      if (const double evidence = evidence_of(child, parent); evidence > 0) likely.push_back({child, parent, evidence});
    }
    std::optional<Reference> best;
    for (Reference& one : likely) {
      if (best && one.confidence < best->confidence) continue;
      SAYQUEL_TRY(const double share, share_of_values(child, one.parent, one.confidence));
      one.confidence *= share;
      if (one.confidence < kLeastConfidence) continue;
      if (!best || better(one, *best)) best = one;
    }
    return best;
  }

  // What the names say of the pair before any value is looked at; 0: not a reference.
  double evidence_of(ColumnId child, ColumnId parent) const {
    if (child == parent || !compatible(column(child).type, column(parent).type)) return 0;
    const ColumnNames& key = names(parent);
    double evidence = name_evidence(names(child), at(tables_, parent.table), key);
    if (child.table == parent.table) {
      // A table refers to itself by another role's name only: parent_category_id, never category_code.
      const bool role = names(child).whole.ends_with(key.whole) || names(child).stem.ends_with(key.stem);
      return role && evidence > 0 && is_own_key(parent) && names(child).whole != key.whole && !key.stem.empty()
                 ? evidence
                 : 0;
    }
    if (is_own_key(child)) return own_key_evidence(child, parent, evidence);
    return is_own_key(parent) ? evidence : evidence - 0.1;
  }

  // A table's own key refers to another's where both have one name and that names the other table: one row there, at
  // most one here.
  double own_key_evidence(ColumnId child, ColumnId parent, double evidence) const {
    if (names(child).whole != names(parent).whole || generic_name(names(child))) return 0;
    const bool theirs = names_entity(at(tables_, parent.table), names(parent));
    const bool ours = names_entity(at(tables_, child.table), names(child));
    return theirs && !ours ? evidence - 0.05 : 0;
  }

  // A factor for what the values say.
  Result<double> share_of_values(ColumnId child, ColumnId parent, double evidence) {
    const ColumnProfile& from = column(child).profile;
    const ColumnProfile& to = column(parent).profile;
    const bool empty_child = from.measured && from.distinct == 0;
    if (empty_child || (to.measured && to.distinct == 0)) return evidence >= 0.84 ? (empty_child ? 0.8 : 0.7) : 0.0;
    if (from.measured && to.measured && from.distinct > 2 * to.distinct) return 0.0;
    SAYQUEL_TRY(const Contained contained, contained_(child, parent));
    if (contained.looked_at == 0) return evidence >= 0.84 ? 0.8 : 0.0;
    const double missing = static_cast<double>(contained.missing) / static_cast<double>(contained.looked_at);
    if (missing == 0) return 1.0;
    if (missing <= 0.02) return 0.95;
    if (missing <= 0.2 && evidence >= 0.8) return 0.8;
    return missing <= 0.5 && evidence >= 0.9 ? 0.6 : 0.0;
  }

  // Of two keys that a column may refer to: the surer, then the table that the key names, then the larger one.
  bool better(const Reference& left, const Reference& right) const {
    if (left.confidence > right.confidence + 0.005) return true;
    if (right.confidence > left.confidence + 0.005) return false;
    const auto rank = [&](const Reference& one) {
      const bool entity = names_entity(at(tables_, one.parent.table), names(one.parent));
      return std::tuple(entity, is_own_key(one.parent), catalog_.table(one.parent).rows);
    };
    return rank(left) > rank(right);
  }

  // sellerid: a person's role, all of whose values stand in the key of exactly one table of people.
  Result<std::optional<Reference>> person_target(ColumnId child) {
    const ColumnNames& role = names(child);
    std::optional<Reference> found;
    if (!person_role(role.last) || is_own_key(child)) return found;
    const ColumnProfile& profile = column(child).profile;
    if (!profile.measured || profile.distinct == 0) return found;
    for (const ColumnId& parent : targets_) {
      if (!is_own_key(parent) || !at(tables_, parent.table).people || child == parent) continue;
      if (!compatible(column(child).type, column(parent).type) || !names(parent).identifies) continue;
      SAYQUEL_TRY(const Contained contained, contained_(child, parent));
      if (contained.looked_at == 0 || contained.missing > 0) continue;
      if (found) return std::optional<Reference>();  // two tables of people: which one is anybody's guess
      found = Reference{child, parent, role.identifies ? kPersonRole : kPersonRole - 0.1};
    }
    return found;
  }

  // Two keys that refer to each other are one relation told twice: keep the direction to the larger table.
  void drop_mutual() {
    std::set<std::pair<ColumnId, ColumnId>> pairs;
    for (const Reference& one : found_) pairs.insert({one.child, one.parent});
    std::erase_if(found_, [&](const Reference& one) {
      if (!pairs.count({one.parent, one.child})) return false;
      const auto here = catalog_.table(one.child).rows, there = catalog_.table(one.parent).rows;
      return std::tie(here, one.child.table) > std::tie(there, one.parent.table);
    });
  }

  Catalog& catalog_;
  const ContainedIn& contained_;
  std::vector<TableNames> tables_;
  std::vector<std::vector<ColumnNames>> columns_;
  std::set<ColumnId> explained_;
  std::vector<ColumnId> targets_;
  std::vector<Reference> found_;
};

}  // namespace

void infer_primary_keys(Catalog& catalog) {
  for (Table& table : catalog.tables) {
    if (table.view || !table.primary_key.empty()) continue;
    if (const int column = primary_key_of(table); column >= 0) {
      table.primary_key = {column};
      table.primary_key_inferred = true;
    }
  }
}

Status infer_foreign_keys(Catalog& catalog, const ContainedIn& contained) {
  return ForeignKeyFinder(catalog, contained).find();
}

}  // namespace sayquel::catalog

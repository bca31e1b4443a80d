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
constexpr double kComposite = 0.8;
constexpr double kSureName = 0.78;  // enough to believe in a reference between text and numbers

template <typename T>
const T& at(const std::vector<T>& items, int index) {
  return items[static_cast<std::size_t>(index)];
}

bool may_hold_key(const ColumnType& type) {
  return type.kind == TypeKind::Integer || type.kind == TypeKind::Text || type.kind == TypeKind::Decimal ||
         type.kind == TypeKind::Unknown || type.kind == TypeKind::Float;
}

bool compatible(const ColumnType& left, const ColumnType& right) {
  if (left.temporal() && right.temporal()) return true;
  if (!may_hold_key(left) || !may_hold_key(right)) return false;
  if (left.kind == TypeKind::Unknown || right.kind == TypeKind::Unknown) return true;
  return left.numeric() == right.numeric();
}

// Rows there are, all different, none NULL; or nothing measured that says otherwise.
bool could_be_key(const Table& table, const Column& column) {
  if (column.type.kind == TypeKind::Float) return false;
  if (!may_hold_key(column.type) && !(column.type.temporal() && names_calendar(table_names(table)))) return false;
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
    const int rank = entity_rank(names, parts);
    int score = 0;
    if (parts.identifies && rank > 0)
      score = 6 + rank;
    else if (parts.identifies && i == 0)
      score = 5;
    else if (rank > 0 && !generic_name(parts) && i == 0)
      score = 4;  // country(country, ...)
    else if (i == 0 && column.profile.measured && table.rows > 1)
      score = 2;  // department(dno, ...)
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
          SAYQUEL_TRY(found, same_table_target(child));
        }
        if (!found) {
          SAYQUEL_TRY(found, person_target(child));
        }
        if (found) found_.push_back(*found);
      }
    }
    drop_mutual();
    drop_second_selves();
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
        const ColumnNames& parts = names({t, c});
        if (parts.identifies && rank({t, c}) > 0 && at(table.columns, c).profile.unique && table.rows > 1)
          keys.insert(c);
      }
      for (int key : keys) targets_.push_back({t, key});
    }
  }

  int rank(ColumnId key) const { return entity_rank(at(tables_, key.table), names(key)); }

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
    if (child == parent) return 0;
    if (column(child).type.temporal() || column(parent).type.temporal()) return calendar_evidence(child, parent);
    const double evidence = name_evidence(names(child), at(tables_, parent.table), names(parent));
    if (evidence == 0) return 0;
    // SQLite compares "3" in a text column with 3 in a numeric one; other databases refuse.
    const bool alike = compatible(column(child).type, column(parent).type);
    if (!alike && (catalog_.dialect != sql::Dialect::SQLite || evidence < kSureName)) return 0;
    if (child.table == parent.table) return same_table_evidence(child, parent, evidence);
    if (is_own_key(child)) return own_key_evidence(child, parent, evidence);
    return is_own_key(parent) ? evidence : evidence - 0.1;
  }

  // A table refers to itself by another role's name only: parent_category_id, never category_code.
  double same_table_evidence(ColumnId child, ColumnId parent, double evidence) const {
    const ColumnNames &role = names(child), &key = names(parent);
    if (!is_own_key(parent) || role.whole == key.whole || key.stem.empty()) return 0;
    return role.whole.ends_with(key.whole) || role.stem.ends_with(key.stem) ? evidence : 0;
  }

  // A table's own key refers to another's where both have one name (or it is the other's name) and that names the
  // other table better than this one: one row there, at most one here.
  double own_key_evidence(ColumnId child, ColumnId parent, double evidence) const {
    const ColumnNames& own = names(child);
    const int theirs = rank(parent), ours = own.stem.empty() ? 4 : rank(child);
    if (own.whole == names(parent).whole && !generic_name(own)) {
      if (theirs > ours) return evidence - 0.05;
      // Neither table is named by the key: the one that gives its rows a name is the one referred to.
      return theirs == ours && gives_names(parent.table) && !gives_names(child.table) ? evidence - 0.2 : 0;
    }
    const bool named = own.stem == at(tables_, parent.table).whole;
    return named && ours == 0 && is_own_key(parent) ? evidence - 0.05 : 0;
  }

  bool gives_names(int table) const {
    const auto& all = at(columns_, table);
    return std::any_of(all.begin(), all.end(), [](const ColumnNames& one) { return one.whole.ends_with("name"); });
  }

  // Dates may refer to a table with one row a day.
  double calendar_evidence(ColumnId child, ColumnId parent) const {
    if (!compatible(column(child).type, column(parent).type) || !is_own_key(parent) || child.table == parent.table)
      return 0;
    return names_calendar(at(tables_, parent.table)) ? 0.75 : 0;
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
    if (!compatible(column(child).type, column(parent).type)) return contained.missing == 0 ? 0.9 : 0.0;
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
    const auto order = [&](const Reference& one) {
      return std::tuple(this->rank(one.parent), is_own_key(one.parent), catalog_.table(one.parent).rows);
    };
    return order(left) > order(right);
  }

  // parent_id, reports_to: another row of the same table, all of whose values stand in its key.
  Result<std::optional<Reference>> same_table_target(ColumnId child) {
    const auto& key = catalog_.table(child).primary_key;
    const ColumnNames& role = names(child);
    const bool upward = role.identifies && same_table_role(role.stem);
    const bool people = role.whole == "reportsto" && at(tables_, child.table).people;
    if ((!upward && !people) || key.size() != 1 || key[0] == child.column) return std::optional<Reference>();
    const ColumnId parent{child.table, key[0]};
    SAYQUEL_TRY(const bool inside, all_inside(child, parent));
    if (!inside) return std::optional<Reference>();
    return std::optional<Reference>({child, parent, kPersonRole});
  }

  Result<bool> all_inside(ColumnId child, ColumnId parent) {
    if (!compatible(column(child).type, column(parent).type)) return false;
    SAYQUEL_TRY(const Contained contained, contained_(child, parent));
    return contained.looked_at > 0 && contained.missing == 0;
  }

  // sellerid: a person's role, all of whose values stand in the key of exactly one table of people that it can mean.
  Result<std::optional<Reference>> person_target(ColumnId child) {
    const ColumnNames& role = names(child);
    std::optional<Reference> found;
    const bool plausible = role.identifies ? person_role(role.last) : listed_person(role.last) && !role.plural;
    if (!plausible || column(child).profile.distinct == 0) return found;
    const Side side = side_of(role.last);
    int on_side = 0;
    for (const ColumnId& parent : targets_) {
      const TableNames& table = at(tables_, parent.table);
      if (!is_own_key(parent) || !table.people || child == parent || !names(parent).identifies) continue;
      if (is_own_key(child) && (table.whole != "person" || child.table == parent.table)) continue;
      const Side theirs = side_of(table.last);
      if (side != Side::Either && theirs != Side::Either && side != theirs) continue;
      SAYQUEL_TRY(const bool inside, all_inside(child, parent));
      if (!inside) continue;
      const int fits = side != Side::Either && side == theirs ? 2 : 1;
      if (fits < on_side) continue;
      if (fits == on_side) return std::optional<Reference>();  // which of the two is anybody's guess
      on_side = fits;
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

  // athlete(athlete_id, person_id): where another column says who it is, the table's own key does not.
  void drop_second_selves() {
    std::erase_if(found_, [&](const Reference& one) {
      if (!is_own_key(one.child) || names(one.child).whole == names(one.parent).whole) return false;
      return std::any_of(found_.begin(), found_.end(), [&](const Reference& other) {
        return other.child.table == one.child.table && other.child != one.child && other.parent == one.parent;
      });
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

// The columns of `child` with the names of all the parent's key columns, or none.
std::vector<int> columns_named_as(const Catalog& catalog, int child, const Table& parent) {
  std::vector<int> columns;
  int identifying = 0, generic = 0;
  for (int key : parent.primary_key) {
    const std::string& name = at(parent.columns, key).name;
    const int column = catalog.find_column(child, name);
    if (column < 0 || !compatible(at(at(catalog.tables, child).columns, column).type, at(parent.columns, key).type))
      return {};
    identifying += column_names(name).identifies;
    generic += generic_name(column_names(name));
    columns.push_back(column);
  }
  // (club_id, rank) may stand in any table; (course_id, section_id, year) tells.
  return identifying >= (generic > 0 ? 2 : 1) ? columns : std::vector<int>();
}

bool subset(const std::vector<int>& part, const std::vector<int>& whole) {
  return std::all_of(part.begin(), part.end(),
                     [&](int one) { return std::find(whole.begin(), whole.end(), one) != whole.end(); });
}

// takes(student, course, section, year) to section(course, section, year): all columns of a key, by their names. Not
// between two tables with the same key: nothing tells which of them refers to the other.
Status infer_composite_keys(Catalog& catalog, const ContainedIn& contained) {
  for (int p = 0; p < static_cast<int>(catalog.tables.size()); ++p) {
    const Table& parent = at(catalog.tables, p);
    if (parent.view || parent.primary_key.size() < 2 || parent.primary_key.size() > 5) continue;
    for (int c = 0; c < static_cast<int>(catalog.tables.size()); ++c) {
      const Table& child = at(catalog.tables, c);
      if (c == p || child.view) continue;
      const auto columns = columns_named_as(catalog, c, parent);
      if (columns.empty() || (!child.primary_key.empty() && subset(child.primary_key, columns))) continue;
      const bool declared =
          std::any_of(catalog.foreign_keys.begin(), catalog.foreign_keys.end(), [&](const ForeignKey& key) {
            return key.from_table == c && key.from_columns.size() > 1 && subset(columns, key.from_columns);
          });
      bool inside = !declared;
      for (std::size_t i = 0; inside && i < columns.size(); ++i) {
        SAYQUEL_TRY(const Contained found, contained({c, columns[i]}, {p, parent.primary_key[i]}));
        inside = found.looked_at > 0 && found.missing == 0;
      }
      if (inside) catalog.foreign_keys.push_back({c, columns, p, parent.primary_key, false, kComposite});
    }
  }
  return {};
}

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
  SAYQUEL_CHECK(ForeignKeyFinder(catalog, contained).find());
  return infer_composite_keys(catalog, contained);
}

}  // namespace sayquel::catalog

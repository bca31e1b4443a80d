// What the schema suggests where the question does not say: which date, which measure, which column an adjective means.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "draft/parser/plan.h"
#include "grounding/grounding.h"

namespace sayquel::draft::parser {

enum class MeasureKind { Any, Money, Quantity };

class Sense {
 public:
  explicit Sense(const grounding::Grounding& grounding);

  const catalog::Catalog& catalog() const { return catalog_; }
  const grounding::SchemaWords& words() const { return words_; }
  const catalog::JoinGraph& graph() const { return graph_; }

  bool temporal(ColumnId id) const;     // a date or a timestamp, also as text
  bool year_number(ColumnId id) const;  // holds years as numbers (or as text of four digits)
  bool numeric(ColumnId id) const;      // numbers that can be compared and added; no keys
  bool key(ColumnId id) const;          // part of a primary or foreign key, or an identifier by its name
  bool flag(ColumnId id) const;         // yes or no
  bool text(ColumnId id) const;

  // The column that says when a row of the table happened; none: -1. Prefers timestamps, then dates.
  ColumnId when(int table) const;
  // Start and end, for how long a row took; {-1, -1}: none.
  std::pair<ColumnUse, ColumnUse> duration(const std::set<int>& tables) const;
  // A number of the table to add up: money before quantity unless asked; `hints` are stems of the question's words.
  std::optional<ColumnId> measure(int table, MeasureKind kind, const std::set<std::string>& hints) const;
  // How much it looks like money or a quantity, 0..1, by its name and type.
  double money(ColumnId id) const;
  double quantity(ColumnId id) const;

  struct Measured {
    ColumnId column;
    bool down = false;  // the direction is turned: the oldest has the least year of birth
    double score = 0;
  };
  // The column that an adjective measures among these tables, best first.
  std::vector<Measured> measured_by(const std::string& adjective, const std::vector<int>& tables) const;

  // What shows a row of the part: its name columns, else its key, else its first column.
  std::vector<Term> shown(Part part) const;
  std::vector<int> key_columns(int table) const;

  // Each row of `one` may have many of `many`: a foreign key leads from many to one, in one or more steps.
  bool has_many(int one, int many) const;
  // The table whose rows speak of this table's: sales for users; the most rows among its direct children. -1: none.
  int busiest_child(int table) const;
  // Steps from `from` to `to` by keys that each lead to one row; -1: not so reachable.
  int up_steps(int from, int to) const;

 private:
  bool name_has(ColumnId id, const std::set<std::string>& words) const;

  const catalog::Catalog& catalog_;
  const grounding::SchemaWords& words_;
  const catalog::JoinGraph& graph_;
};

}  // namespace sayquel::draft::parser

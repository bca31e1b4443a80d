// What a question asks for, before it is SQL: the parser's own form.
//
// A plan names columns and tables of the catalog, never text of the question as syntax. Which joins connect them, and
// whether a condition becomes a join or a subquery, is the composer's to find (compose.h).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "grounding/periods.h"

namespace sayquel::draft::parser {

using catalog::ColumnId;

// A table in the part that a foreign key gives it: users, as the buyer of a sale. key -1: whichever part.
struct Part {
  int table = -1;
  int key = -1;
  friend auto operator<=>(const Part&, const Part&) = default;
};

struct ColumnUse {
  ColumnId column;
  int key = -1;  // the part that its table plays; -1: the default one
  Part part() const { return {column.table, key}; }
  friend auto operator<=>(const ColumnUse&, const ColumnUse&) = default;
};

enum class Aggregate { None, Count, Sum, Average, Minimum, Maximum };
enum class TermKind { Column, Rows, Duration, Share, Ratio };

// A value that a row or a group has.
//   Column   the column, or its aggregate
//   Rows     how many rows of `column.table` (aggregate Count; column.column -1)
//   Duration whole time from `column` to `second` (both dates or timestamps), or its aggregate
//   Share    100 * the aggregate over the group / the same over all
//   Ratio    the aggregate of `column` / the distinct count of `second`'s table ("per buyer")
struct Term {
  TermKind kind = TermKind::Column;
  Aggregate aggregate = Aggregate::None;
  bool distinct = false;
  ColumnUse column;
  ColumnUse second;
  std::string
      date_part;     // "year", "quarter", "month", "week", "day", "weekday", "hour": of a date column; empty: whole
  std::string unit;  // of Duration: "day", "hour", "second"
  bool aggregated() const { return aggregate != Aggregate::None || kind == TermKind::Ratio || kind == TermKind::Share; }
  friend bool operator==(const Term&, const Term&) = default;
};

enum class Compare {
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Between,
  Contains,
  StartsWith,
  EndsWith,
  IsNull,
  IsNotNull,
  During,
  IsTrue,
  IsFalse
};

inline Term column_term(ColumnUse column, Aggregate aggregate = Aggregate::None, bool distinct = false) {
  Term term;
  term.column = column;
  term.aggregate = aggregate;
  term.distinct = distinct;
  return term;
}
inline Term rows_term(Part part) {
  Term term;
  term.kind = TermKind::Rows;
  term.aggregate = Aggregate::Count;
  term.column = {{part.table, -1}, part.key};
  return term;
}

// A value to compare with: quoted as text unless it is a number and the column is.
struct Operand {
  std::string text;
  bool number = false;
};

struct Plan;

struct Condition {
  Term left;
  Compare op = Compare::Equal;
  std::vector<Operand> operands;            // one; Between: two; Equal with several: any of them
  std::optional<grounding::Period> period;  // of During
  std::shared_ptr<const Plan> than;         // compared with what this plan gives (one value)
  std::optional<Term> other;                // compared with another column of the same row
  bool among = false;                       // of `than`: its many values, of which the left side must be one
  bool negated = false;
};

// Conditions of which one is enough; a plan's are all needed.
using AnyOf = std::vector<Condition>;

// "who have no pets", "that were never sold": no row of the part (that meets the conditions) belongs to the entity.
// Not absent: there is one (a semi-join), or `at_least` of them.
struct Related {
  Part part;
  std::vector<AnyOf> where;
  bool absent = true;
  int of_table = -1;  // the entity that it belongs to; -1: the plan's
};

struct Order {
  Term term;
  bool descending = false;
};

enum class SetKind { None, Union, Intersect, Except };

struct Plan {
  std::vector<Term> outputs;
  bool distinct = false;
  int entity = -1;       // the table whose rows are asked for
  int entity_key = -1;   // the part that it plays
  std::set<Part> parts;  // tables that must be joined in, beside those of the terms
  std::vector<AnyOf> where, having;
  std::vector<Related> related;
  std::vector<Term> groups;
  std::set<Part> group_entities;  // grouped by the rows of these: their key, shown by name
  std::vector<Order> order;
  std::optional<std::int64_t> limit;
  std::int64_t offset = 0;
  bool limit_per_group = false;  // "the top 3 of each": the limit holds within each group
  SetKind set = SetKind::None;
  std::shared_ptr<const Plan> other;  // the right side of the set operation
  std::vector<std::string> notes;     // assumptions, in words
};

}  // namespace sayquel::draft::parser

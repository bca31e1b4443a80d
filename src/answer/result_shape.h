// What the columns of a result are: which name a row, which measure it, what they are called and how their values are
// said. Found from the query's tree, the catalog and the rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "answer/compose.h"
#include "answer/wording/numbers.h"
#include "answer/wording/phrases.h"

namespace sayquel::answer {

enum class Role { Label, Time, Measure, Identifier, Flag, Other };

struct ShapedColumn {
  Role role = Role::Other;
  Aggregate aggregate = Aggregate::None;
  std::string words;  // "number of venues", "total commission"; never empty
  ValueFormat format;
  const sql::Expression* expression = nullptr;  // null: not known (*, or an arm of a set operation)
  catalog::ColumnId stored;                     // table -1: computed
};

struct OrderKey {
  const sql::OrderItem* item = nullptr;
  int column = -1;  // of the result; -1: not among them
};

struct ResultShape {
  const sql::Query* query = nullptr;
  const sql::Select* select = nullptr;  // null: a set operation or VALUES at the top
  std::vector<ShapedColumn> columns;
  bool grouped = false;     // GROUP BY
  bool aggregated = false;  // aggregates without GROUP BY: always one row
  std::optional<std::uint64_t> limit;
  bool has_offset = false;
  std::vector<OrderKey> order;

  // The columns that together name a row: one, or a first and a last name; empty: nothing does.
  std::vector<std::size_t> label;
  // The number that a reader wants of a row: what the rows are ordered by, else the last measure.
  std::optional<std::size_t> measure;
  std::string row_noun;  // what a row is, in the singular: "buyer"; empty: not clear

  std::vector<std::size_t> columns_of(Role role) const;
  // "Jane Doe": the label of a row; empty where it has none.
  std::string name_of(const Row& row) const;
  bool has_label_value(const Row& row) const;
};

ResultShape shape_of(const Input& input, const Phrases& phrases);

}  // namespace sayquel::answer

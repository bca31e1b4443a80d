// A hint that comes with a question: what its words mean, said by somebody who knows the database.
//
//   heavier than 80 refers to weight_kg > 80; female refers to sex = 'F'; full name refers to first_name, last_name
//
// A hint is clauses, separated by ';', each a phrase, a word that joins (refers to, means, stands for, is, =) and a
// definition, in either order:
//
//   clause     phrase JOINS definition | definition JOINS phrase
//   definition condition { AND condition } | MAX(column) | MIN(column) | AVG(column) | SUM(column) | COUNT(column)
//            | column { , column }
//   condition  column (= | == | != | <> | < | <= | > | >=) value | column IS [NOT] NULL | column [NOT] LIKE value
//            | column BETWEEN value AND value | column [NOT] IN (value, ...)
//   column     [table.]name, bare or in `...`, "..." or [...], in any case
//   value      a number, or text, bare or in quotes
//
// A clause that does not read so, or names no column of the database, is left alone: a hint is help, never an error.
// The form is that of BIRD's "evidence" (Li et al. 2023), which people write in prose. What is read becomes English
// that names the schema's own words, or mentions, and goes the way of every question: nothing of a hint becomes SQL.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "grounding/schema_words.h"

namespace sayquel::grounding {

enum class Comparison {
  Equal,
  NotEqual,
  Less,
  LessOrEqual,
  More,
  MoreOrEqual,
  Between,
  In,
  NotIn,
  Like,
  NotLike,
  Null,
  NotNull
};

struct HintValue {
  std::string text;     // without quotes
  bool number = false;  // written as a number, unquoted
};

struct HintCondition {
  std::vector<catalog::ColumnId> columns;  // any of them may be meant: the same name stands in several tables
  Comparison comparison = Comparison::Equal;
  std::vector<HintValue> values;  // none of Null and NotNull, two of Between
};

enum class HintKind { Conditions, Columns, Most, Least, Average, Sum, Count };

struct Hint {
  std::string phrase;  // the question's words that it explains
  HintKind kind = HintKind::Columns;
  std::vector<HintCondition> conditions;                // of Conditions: all of them hold
  std::vector<std::vector<catalog::ColumnId>> columns;  // of the others: each with its possible places
};

// The clauses that could be read, in their order.
std::vector<Hint> read_evidence(std::string_view evidence, const catalog::Catalog& catalog);

}  // namespace sayquel::grounding

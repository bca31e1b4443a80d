// Terms and conditions as expressions.
#pragma once

#include <map>
#include <string>

#include "draft/parser/plan.h"
#include "draft/parser/sense.h"
#include "sql/ast.h"

namespace sayquel::draft::parser {

// How each part is called in the FROM that an expression stands in. One table alone needs no qualifier.
struct Names {
  std::map<Part, std::string> names;
  bool qualify = true;
  std::string of(const Part& part, const Sense& sense) const;
};

sql::ExpressionPtr column_expression(const ColumnUse& column, const Names& names, const Sense& sense);
// A term within a row or a group. `rows_distinct`: rows of the table stand more than once, so its key is counted.
sql::ExpressionPtr term_expression(const Term& term, const Names& names, const Sense& sense, bool rows_distinct);
// `than`: the composed subquery of a condition that has one; null where it could not be made (then this is null, too).
sql::ExpressionPtr condition_expression(const Condition& condition, const Names& names, const Sense& sense,
                                        bool rows_distinct, const sql::QueryPtr& than);

}  // namespace sayquel::draft::parser

// The plain list: questions and their SQL as a person writes them down.
//
//   # a comment
//   database: shop.sqlite            optional; below --database-root
//   today: 2008-11-15                optional: what "last month" is counted from
//
//   == orders-a-month                optional: the case's name
//   ? How many orders were there in each month?
//   ? orders by month                another wording: a case of its own
//   SELECT month, COUNT(*) FROM orders GROUP BY month
//   or:                              another query that is right as well
//   SELECT COUNT(*), month FROM orders GROUP BY month
//   sqlite:                          the query above it, as SQLite has to write it
//   SELECT ...
//
//   ? What will we sell next year?
//   expect: declined                 the database cannot answer this
//
// It is also the format of examples/tickit/questions/: `sql:` before the first query, `options:` and `require:` are
// read over, a follow-up (`>`) is left out. A column of the query whose name ends in '?' need not be shown.
#pragma once

#include <string>
#include <string_view>

#include "evaluation/question_set.h"

namespace sayquel::evaluation {

// BadInput, naming the line, where the text does not follow the format. `name` stands for the file in messages.
Result<QuestionSet> parse_plain_list(std::string_view text, const std::string& name);

}  // namespace sayquel::evaluation

// Are the rows that came back the rows that a right query gives? The two definitions that published figures use.
//
// Execution accuracy as test-suite-sql-eval defines it (Zhong et al. 2020, "Semantic Evaluation for Text-to-SQL with
// Distilled Test Suites", exec_eval.py): the same number of columns, the same bag of rows under some order of the
// columns, and the same order of rows where the right query has ORDER BY. BIRD (Li et al. 2023, evaluation.py): the
// same set of rows, the columns in their order.
//
// Values are equal as those programs see them, through Python's sqlite3: NULL equals NULL, 1 equals 1.0 and true, text
// equals the same text (bytes that are not UTF-8 left out), a date equals its text.
#pragma once

#include <cstddef>
#include <vector>

#include "sayquel/value.h"

namespace sayquel::evaluation {

// Orders of the columns that are tried before two results count as different, as the definition's own program has it.
inline constexpr std::size_t kMostOrders = 20'000;

bool same_rows(const std::vector<Row>& expected, const std::vector<Row>& actual, bool ordered);
bool same_sets(const std::vector<Row>& expected, const std::vector<Row>& actual);

}  // namespace sayquel::evaluation

// Is what a sentence says in the rows? Every number, date and name of an answer must stand in the rows or have been
// computed from them by code; what a model writes is checked here and falls back to the plain wording.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "execute/execute.h"

namespace sayquel::answer {

// What the sentence says without support, in its own words and order; empty: all is supported. Looked at are
// - numbers: digits ("12,345.60", "12.5%", "5th", "1.2 million") and words ("five", "two hundred"). One is supported by
//   an equal number in the rows, the question or `computed`, by the number of rows, by a year, month or day of a date
//   there, or by the digits of a text. Rounding is allowed where the sentence says so ("about", "roughly", "more than",
//   "rounded"): to the decimals, or the trailing zeros, that are written;
// - dates: "January 5, 2008", "5 January 2008", "January 2008", "January 5", "Q1 2008", "2008-01-05", times "14:30";
// - names: capitalized words inside a sentence that are neither in the rows, the columns' names, the question nor
// `computed`. Text of the rows that the sentence repeats word for word counts as one name, whatever stands in it.
std::vector<std::string> check_sentence(std::string_view sentence, const execute::Rows& rows, std::string_view question,
                                        const std::vector<Value>& computed = {});

}  // namespace sayquel::answer

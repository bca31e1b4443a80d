// The sentence that answers.
#pragma once

#include <string>

#include "answer/empty.h"
#include "answer/material.h"

namespace sayquel::answer {

// One sentence (a Yes or No may stand before it). Everything in it stands in the rows, the question or the query, or
// was counted here.
std::string write_sentence(const Material& material, const Emptiness& emptiness);

// " where the venue state is CA and the price is more than 10", or nothing: more than two conditions, or long ones.
std::string where_clause(const Material& material);

// "number of venues by state": what a table of the rows holds, no article.
std::string table_title(const ResultShape& shape);

}  // namespace sayquel::answer

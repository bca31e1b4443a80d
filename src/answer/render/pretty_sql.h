// SQL laid out to be read.
#pragma once

#include <string>

namespace sayquel::answer {

// The same query on several lines where one of the dialects reads it; else the text as it is. An answer does not say
// its dialect: it is the first that reads the text, whose print parses again to the same tree.
std::string pretty_sql(const std::string& sql);

}  // namespace sayquel::answer

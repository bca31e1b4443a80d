// Names as dialects compare them, and the names that a reader may have meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sql/ast.h"  // Position
#include "sql/dialect.h"

namespace sayquel::analysis {

// Does what was written mean this stored name? PostgreSQL compares exactly (its parser has made lower case what stood
// without quotes), the others without case.
bool same_name(std::string_view written, std::string_view stored, sql::Dialect dialect);

// The form under which names that are the same are equal.
std::string name_key(std::string_view name, sql::Dialect dialect);

// Up to three names that are close to what was written, nearest first; without regard to case and to _.
std::vector<std::string> nearest_names(std::string_view written, const std::vector<std::string>& names);

// " Did you mean `a`?", " Did you mean `a` or `b`?", or nothing.
std::string did_you_mean(const std::vector<std::string>& names);

// " (line 1, column 8)", or nothing where the tree was made by code.
std::string place(sql::Position position);

}  // namespace sayquel::analysis

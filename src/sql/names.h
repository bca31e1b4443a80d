// Spelling that the parser and the printer share.
#pragma once

#include <string>
#include <string_view>

#include "sql/ast.h"
#include "sql/dialect.h"

namespace sayquel::sql {

// "TIMESTAMP(3) WITH TIME ZONE", "INTEGER[]"
std::string type_text(const TypeName& type);

// Whether a dialect with bare date parts writes the function's first argument without quotes: DATEADD, TIMESTAMPDIFF.
// MySQL's DATEDIFF takes two dates, and no part.
bool is_date_part_function(std::string_view upper_name, Dialect dialect);

}  // namespace sayquel::sql

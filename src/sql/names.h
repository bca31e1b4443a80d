// Spelling that the parser and the printer share.
#pragma once

#include <string>
#include <string_view>

#include "sql/ast.h"

namespace sayquel::sql {

// "TIMESTAMP(3) WITH TIME ZONE", "INTEGER[]"
std::string type_text(const TypeName& type);

// Whether a dialect with bare date parts writes the function's first argument without quotes: DATEADD, TIMESTAMPDIFF.
bool is_date_part_function(std::string_view upper_name);

}  // namespace sayquel::sql

// DuckDB's types in our words.
#pragma once

#include <duckdb.h>

#include <string>
#include <string_view>

#include "sayquel/value.h"

namespace sayquel::database::duckdb {

TypeKind kind_of(duckdb_type type);
// From the catalog's text: "DECIMAL(8,2)", "INTEGER[]".
TypeKind kind_of(std::string_view declared);
// As DuckDB writes it: "DECIMAL(8,2)", "INTEGER[]". An ENUM's members are left out.
std::string type_name(duckdb_logical_type type);

}  // namespace sayquel::database::duckdb

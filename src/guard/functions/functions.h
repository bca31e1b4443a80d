// The functions that a query may call, by dialect: one file each beside this one.
//
// On a list stands what only computes: the same result for the same arguments and the same day, nothing read but the
// arguments. Not on a list: what reads files, the network, settings, sequences, variables or the system's catalogs,
// what waits, what runs SQL from text, what writes, and what is random (the same question gets the same answer). What
// is on no list is refused, so that a function that a later version of a database adds is refused until it is read.
#pragma once

#include <span>
#include <string_view>

#include "sql/dialect.h"

namespace sayquel::guard {

struct FunctionGroup {
  std::string_view about;
  std::string_view names;  // lower case, separated by spaces
};

struct FunctionLists {
  std::span<const FunctionGroup> functions;  // scalar, aggregate and window functions
  std::string_view table_functions;          // in FROM
};

FunctionLists sqlite_functions();
FunctionLists duckdb_functions();
FunctionLists postgresql_functions();
FunctionLists redshift_functions();
FunctionLists mysql_functions();

FunctionLists functions_of(sql::Dialect dialect);

// Without regard to case.
bool lists_function(sql::Dialect dialect, std::string_view name);
bool lists_table_function(sql::Dialect dialect, std::string_view name);

}  // namespace sayquel::guard

// Connection over a DuckDB file, or over a data file that DuckDB reads.
#pragma once

#include <memory>
#include <string>

#include "database/connection.h"

namespace sayquel::database::duckdb {

// The file must be there and be a DuckDB database; it is opened read-only.
Result<std::unique_ptr<Connection>> open(const std::string& path);

// A .csv, .tsv, .parquet, .json, .jsonl or .ndjson file as the one table of a database in memory, named after the file:
// "Sales 2008.csv" is table sales_2008. The whole file is read here, and a file that is not whole is an error that
// names the line: nothing is left out.
Result<std::unique_ptr<Connection>> open_data_file(const std::string& path);

}  // namespace sayquel::database::duckdb

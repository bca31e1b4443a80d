// Reading statements from the case files of tests/cases/sql.
#pragma once

#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "sql/dialect.h"

namespace sayquel::sql {

inline constexpr Dialect kDialects[] = {Dialect::SQLite, Dialect::DuckDB, Dialect::PostgreSQL, Dialect::Redshift,
                                        Dialect::MySQL};

struct Statement {
  int line = 0;
  std::string text;
};

// One statement a line; empty lines and those that begin with "-- " are left out.
inline std::vector<Statement> read_statements(const std::string& file) {
  std::ifstream stream(std::string(SAYQUEL_SOURCE_DIR) + "/tests/cases/sql/" + file);
  if (!stream) throw std::runtime_error("no case file " + file);
  std::vector<Statement> statements;
  std::string line;
  for (int number = 1; std::getline(stream, line); ++number)
    if (!line.empty() && !line.starts_with("-- ")) statements.push_back({number, line});
  return statements;
}

}  // namespace sayquel::sql

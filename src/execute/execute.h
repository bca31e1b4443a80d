// Runs an approved query within limits.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "database/connection.h"
#include "sayquel/result.h"
#include "sayquel/stop.h"

namespace sayquel::execute {

struct RowLimits {
  std::uint64_t rows = 10'000;
  std::uint64_t bytes = 64ull << 20;  // of values held
};

struct Rows {
  std::vector<ResultColumn> columns;
  std::vector<Row> rows;
  bool truncated = false;     // there was at least one more row
  bool cut_by_bytes = false;  // the byte limit cut, not the row limit
};

Result<Rows> run(database::Connection& connection, const sql::ApprovedQuery& query, const RowLimits& limits,
                 const Stop& stop);

// Row by row, nothing kept: for exports. `sink` returns false to end early.
Status stream(database::Connection& connection, const sql::ApprovedQuery& query,
              const std::function<bool(const std::vector<ResultColumn>&, const Row&)>& sink, const Stop& stop);

}  // namespace sayquel::execute

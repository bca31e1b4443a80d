#include "execute/execute.h"

#include <fmt/format.h>

namespace sayquel::execute {
namespace {

// Deadlines are the adapter's to honour inside a fetch; asking between rows catches those that fetch fast and for long.
constexpr std::uint64_t kRowsBetweenChecks = 256;
constexpr std::string_view kReading = "reading the rows";

// What a value holds in memory, its slot in the row included.
std::uint64_t size_of(const Value& value) {
  std::uint64_t bytes = sizeof(Value);
  if (const auto* text = std::get_if<std::string>(&value)) bytes += text->size();
  if (const auto* blob = std::get_if<Blob>(&value)) bytes += blob->bytes.size();
  if (const auto* decimal = std::get_if<Decimal>(&value)) bytes += decimal->digits.size();
  return bytes;
}

std::uint64_t size_of(const Row& row) {
  std::uint64_t bytes = sizeof(Row);
  for (const Value& value : row) bytes += size_of(value);
  return bytes;
}

Status row_too_large(std::uint64_t limit) {
  return fail(ErrorCode::TooLarge,
              fmt::format("The first row alone is larger than the {} bytes that a result may hold.", limit),
              "Ask for fewer or shorter columns, or raise the byte limit.");
}

}  // namespace

Result<Rows> run(database::Connection& connection, const sql::ApprovedQuery& query, const RowLimits& limits,
                 const Stop& stop) {
  SAYQUEL_CHECK(stop.check("starting the query"));
  SAYQUEL_TRY(auto stream, connection.run(query, stop));
  Rows result;
  result.columns = stream->columns();
  std::uint64_t bytes = 0;
  Row row;
  for (std::uint64_t seen = 1;; ++seen) {
    SAYQUEL_TRY(const bool more, stream->next(row));
    if (!more) break;
    if (seen % kRowsBetweenChecks == 0) SAYQUEL_CHECK(stop.check(kReading));
    bytes += size_of(row);
    const bool full = result.rows.size() >= limits.rows;
    if (full || bytes > limits.bytes) {
      if (!full && result.rows.empty()) SAYQUEL_CHECK(row_too_large(limits.bytes));
      result.truncated = true;
      result.cut_by_bytes = !full;
      break;
    }
    result.rows.push_back(std::move(row));
    row.clear();
  }
  return result;
}

Status stream(database::Connection& connection, const sql::ApprovedQuery& query,
              const std::function<bool(const std::vector<ResultColumn>&, const Row&)>& sink, const Stop& stop) {
  SAYQUEL_CHECK(stop.check("starting the query"));
  SAYQUEL_TRY(auto rows, connection.run(query, stop));
  Row row;
  for (std::uint64_t seen = 1;; ++seen) {
    SAYQUEL_TRY(const bool more, rows->next(row));
    if (!more || !sink(rows->columns(), row)) return {};
    if (seen % kRowsBetweenChecks == 0) SAYQUEL_CHECK(stop.check(kReading));
  }
}

}  // namespace sayquel::execute

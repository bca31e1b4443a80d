// The only way from text to a query that may run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/binding.h"
#include "catalog/catalog.h"
#include "sayquel/result.h"
#include "sql/approved_query.h"

namespace sayquel::guard {

struct Policy {
  std::vector<std::string> allowed_functions;  // beyond the dialect's list
  std::vector<std::string> refused_tables;
  std::size_t longest_sql = 100'000;  // bytes
  int depth = 100;
};

struct Approval {
  sql::ApprovedQuery query;
  std::vector<std::string> notes;  // what a reader should know: totals that a join multiplies
  bool multiplied = false;         // an aggregate over rows that a join certainly multiplies
};

class Guard {
 public:
  // Keeps a reference to the catalog, which must outlive it. Any thread may use it.
  explicit Guard(const catalog::Catalog& catalog, Policy policy = {});

  // One SELECT of listed functions over tables and columns that exist, or Syntax, Refused, NotFound, TooLarge with
  // what was refused and why. The text is untrusted, whoever wrote it.
  Result<Approval> approve(std::string_view sql) const;

 private:
  const catalog::Catalog& catalog_;
  Policy policy_;
};

}  // namespace sayquel::guard

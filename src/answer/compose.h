// From rows to an answer: the sentence, the notes, the chart. Every number said stands in the rows or is computed here.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "analysis/binding.h"
#include "catalog/catalog.h"
#include "execute/execute.h"
#include "sayquel/answer.h"
#include "sql/approved_query.h"

namespace sayquel::answer {

// Runs one more checked query for an answer: whether a cut-off is tied, which condition emptied a result. It goes
// through guard and execute like any other; an error means the answer goes without.
using Probe = std::function<Result<execute::Rows>(const std::string& sql)>;

struct Input {
  std::string question;
  std::string subject;  // what is asked for, where the draft says; may be empty
  const sql::ApprovedQuery* query = nullptr;
  const catalog::Catalog* catalog = nullptr;
  const execute::Rows* rows = nullptr;
  Probe probe;  // may be empty
};

struct Composed {
  std::string sentence;
  std::vector<std::string> notes;
  std::optional<std::string> chart;  // Vega-Lite JSON
};

Composed compose(const Input& input);

}  // namespace sayquel::answer

// What the writers of sentence, notes and chart work from.
#pragma once

#include "answer/compose.h"
#include "answer/result_shape.h"
#include "answer/wording/phrases.h"

namespace sayquel::answer {

// Probes are queries that nobody asked for: few, and once one fails for want of time or leave, no more.
class Prober {
 public:
  Prober(const Probe& probe, int limit) : probe_(probe), left_(probe ? limit : 0) {}
  bool can() const { return left_ > 0; }
  // The rows, or nothing where it failed or the budget is spent.
  std::optional<execute::Rows> rows(const std::string& sql);
  // The first cell of the first row as a count.
  std::optional<std::uint64_t> count(const std::string& sql);

 private:
  const Probe& probe_;
  int left_;
};

struct Material {
  const Input& input;
  const Phrases& phrases;
  const ResultShape& shape;
  const std::vector<Row>& rows;
};

}  // namespace sayquel::answer

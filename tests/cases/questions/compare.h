// Whether the rows that came back are the rows that a person's query gives.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sayquel/value.h"

namespace sayquel::questions {

struct Table {
  std::vector<std::string> columns;  // of the expected one: with the marks that README.md explains
  std::vector<Row> rows;
};

struct Comparison {
  std::string ordered_by;  // a column of the expected table; rows may change places where its values are equal
  bool fraction = false;   // 0.25 is as good as 25
};

// Nothing if `actual` answers what `expected` does; else why not, in a few words. Every column of `expected` whose name
// does not end in '?' must be found in `actual`, which may have more.
std::optional<std::string> difference(const Table& expected, const Table& actual, const Comparison& comparison);

}  // namespace sayquel::questions

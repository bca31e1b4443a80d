// Puts a hint into the question: what a phrase means, in the schema's own words.
//
//   How many players are heavier than 80?   heavier than 80 refers to weight_kg > 80
//   How many players with weight kg more than 80?            "weight kg" is pinned to the column
//   How many female players are there?      female refers to sex = 'F'
//   How many female players are there?                       "female" is pinned to the value
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "grounding/evidence.h"
#include "grounding/grounding.h"

namespace sayquel::grounding {

// Words whose meaning a hint gives.
struct Pin {
  std::size_t begin = 0, end = 0;  // bytes of the text
  std::vector<catalog::ColumnId> columns;
  std::string value;  // empty: the words are a column's name
};

struct Reworded {
  std::string text;
  std::vector<Pin> pins;
};

// The question with every hint put in whose phrase stands in it; the others change nothing.
Reworded reword(std::string_view question, const std::vector<Hint>& hints, const SchemaWords& words);

// Replaces what the pinned words were taken for by what the hints say. Keeps the order that Grounding promises.
void pin_mentions(const std::vector<Pin>& pins, Grounding& grounding);

}  // namespace sayquel::grounding

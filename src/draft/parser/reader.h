// From linked chunks to plans: what is asked for, of which rows, grouped, compared and ordered how.
#pragma once

#include <string>
#include <vector>

#include "draft/parser/link.h"
#include "draft/parser/plan.h"

namespace sayquel::draft::parser {

// Where English leaves a choice, which way to read it. The default is the likelier; each other one costs.
struct Choices {
  bool superlative_other_way = false;  // "the highest salary": a maximum, or the row that has it
  bool both_other_way = false;         // two values of one column: either will do, or both are needed
  int measure = 0;                     // "total sales": 0 money, 1 quantity, 2 rows
  bool count_other_way = false;        // "number of cities": distinct or not
  bool adjective_next = false;         // the second-best column for an adjective
  friend bool operator==(const Choices&, const Choices&) = default;
};

struct ReadPlan {
  Plan plan;
  double unread = 0;   // weight of content words that nobody has used
  double unknown = 0;  // unread things and names, as against verbs
  double content = 0;  // weight of all content words
  double assumed = 0;  // assumptions made, each at its price
  double link_score = 0;
  // Which choices this question really has.
  bool chose_superlative = false, chose_both = false, chose_measure = false, chose_count = false,
       chose_adjective = false;
};

ReadPlan read(const std::vector<Chunk>& chunks, const Linking& linking, const Grounding& grounding, const Sense& sense,
              const Choices& choices);

}  // namespace sayquel::draft::parser

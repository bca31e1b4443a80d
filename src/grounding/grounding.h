// The part of the schema that a question is about: its words' mentions, each with a score.
#pragma once

#include "catalog/catalog.h"
#include "catalog/join_graph.h"
#include "catalog/value_index.h"
#include "grounding/question.h"
#include "sayquel/result.h"
#include "sayquel/stop.h"

namespace sayquel::grounding {

struct Grounding {
  const catalog::Catalog* catalog = nullptr;  // must outlive it
};

}  // namespace sayquel::grounding

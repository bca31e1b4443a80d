// The embedded parser: drafts queries without a model, in milliseconds.
#pragma once

#include <memory>

#include "draft/drafter.h"

namespace sayquel::draft {

// Deterministic, immutable, any thread may use it. Reads English questions by their mentions (grounding/) and cue words
// (parser/cues.h); composes each reading as a plan (parser/plan.h) and each plan as syntax trees (parser/compose.h).
std::unique_ptr<Drafter> make_parser();

}  // namespace sayquel::draft

// A follow-up in self-contained words: "and in Chicago?" after "How many users live in Boston?" is
// "How many users live in Chicago?".
#pragma once

#include <string>

#include "grounding/grounding.h"

namespace sayquel::grounding {

// `before` and `now`: the groundings of the last question (in its completed form) and of what was just said. Gives
// `now_text` itself where it stands on its own, the completed question where it is a follow-up that is understood, and
// Declined where it leans on what was said in a way that is not: it is never taken for a question of its own then.
Result<std::string> complete_follow_up(const std::string& before_text, const Grounding& before,
                                       const std::string& now_text, const Grounding& now);

}  // namespace sayquel::grounding

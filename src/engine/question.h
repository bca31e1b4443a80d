// What was asked, checked to be a question that can be read at all.
#pragma once

#include "grounding/question.h"
#include "sayquel/engine.h"
#include "sayquel/result.h"

namespace sayquel::engine {

inline constexpr std::size_t kLongestQuestion = 4'000;   // bytes
inline constexpr std::size_t kLongestEvidence = 20'000;  // bytes

// BadInput: empty, no words, binary or not UTF-8. TooLarge: longer than can be meant. Declined: not in English, as far
// as its letters and function words tell. White space around and inside is made single spaces.
Result<grounding::Question> read_question(const Ask& ask, Date today);

// The day that the clock and time zone of this machine say it is.
Date local_today();

}  // namespace sayquel::engine

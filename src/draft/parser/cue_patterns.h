// The fixed phrases among the cues, one a line: what they are, and how strongly they claim their words.
#pragma once

#include <span>

#include "draft/parser/chunks.h"

namespace sayquel::draft::parser {

struct CuePattern {
  const char* words;  // folded, one space between
  ChunkKind kind;
  const char* word = "";
  bool down = false;
  bool or_equal = false;
  double score = 0.86;  // a token
};

std::span<const CuePattern> cue_patterns();

}  // namespace sayquel::draft::parser

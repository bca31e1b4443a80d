// Which of its options each chunk means: chosen together, so that the question stays in one corner of the schema.
#pragma once

#include <vector>

#include "draft/parser/chunks.h"
#include "draft/parser/sense.h"

namespace sayquel::draft::parser {

struct Linking {
  std::vector<const Mention*> chosen;  // for each chunk; null where it has no options
  double score = 0;                    // mean over the chunks with options, less what stretching over tables costs
};

// Best first, at most `limit`; a beam search over the chunks, the least ambiguous first.
std::vector<Linking> link(const std::vector<Chunk>& chunks, const Grounding& grounding, const Sense& sense,
                          std::size_t limit);

}  // namespace sayquel::draft::parser

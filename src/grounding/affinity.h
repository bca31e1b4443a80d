// Flags that say what people are fond of ("likes jazz"), told from values of the same name (the category Jazz).
#pragma once

#include <vector>

#include "grounding/grounding.h"

namespace sayquel::grounding {

// Where a verb of liking (like, love, enjoy, be into, be a fan of) stands over the words, the flag is meant, and what
// else those words may mention is dropped; where none does, the words mean the value or whatever else they name, and
// the flag is dropped or, where it is all there is, weakened. Touches only columns of yes and no that are named with
// such a verb.
void settle_affinity(const std::vector<Token>& tokens, const SchemaWords& words, std::vector<Mention>& mentions);

// The verbs and nouns of liking, whatever their form: "enjoy", "fans".
bool affinity_word(const std::string& lower);

}  // namespace sayquel::grounding

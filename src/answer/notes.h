// What a reader must know of a result besides its sentence: nothing is cut, guessed or tied in silence.
#pragma once

#include <string>
#include <vector>

#include "answer/material.h"

namespace sayquel::answer {

// Ties at the cut-off, fewer rows than asked for, NULLs that an aggregate leaves out, rows without a name, rows that
// repeat, an arbitrary choice of rows, a result that a limit cut. Totals that a join multiplies are the guard's to
// tell.
std::vector<std::string> write_notes(const Material& material, Prober& prober);

}  // namespace sayquel::answer

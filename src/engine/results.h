// Do two results say the same?
#pragma once

#include "execute/execute.h"

namespace sayquel::engine {

// Equal as bags of rows, or in their order where `ordered`. Column names do not count; numbers compare by what they
// are worth (5, 5.0 and 5.00 agree; doubles to 12 digits, since sums may be taken in another order). Results that a
// limit cut agree where all that is held of them does, in its order.
bool agree(const execute::Rows& left, const execute::Rows& right, bool ordered);

}  // namespace sayquel::engine

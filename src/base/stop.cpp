#include "sayquel/stop.h"

#include <fmt/format.h>

namespace sayquel {

Status Stop::check(std::string_view what) const {
  if (cancelled()) return fail(ErrorCode::Cancelled, fmt::format("Cancelled while {}.", what));
  if (expired())
    return fail(ErrorCode::Deadline, fmt::format("The time limit passed while {}.", what),
                "Ask for less, or raise the time limit.");
  return {};
}

}  // namespace sayquel

// Why a result is empty: the condition that emptied it, found by counting what there is without it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "answer/material.h"

namespace sayquel::answer {

struct Emptiness {
  bool empty = false;                    // no rows, or only the zero or NULL of a total over none
  std::optional<std::uint64_t> matched;  // rows that meet WHERE, where it was counted
  std::vector<std::string> notes;        // what emptied it
};

Emptiness explain_empty(const Material& material, Prober& prober);

}  // namespace sayquel::answer

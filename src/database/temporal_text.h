// Dates and times out of text, for databases that keep them as text.
#pragma once

#include <optional>
#include <string_view>

#include "sayquel/value.h"

namespace sayquel::database {

// Only what to_text() writes back letter for letter is read, so that no text is lost by being understood:
// "2008-01-05", "14:30:00" and "14:30:00.250000", "2008-01-05 14:30:00". Years 0000 to 9999; a day that is not in
// the calendar is not read.
std::optional<Date> read_date(std::string_view text);
std::optional<Time> read_time(std::string_view text);
std::optional<Timestamp> read_timestamp(std::string_view text);

}  // namespace sayquel::database

// Questions that a database can answer, made from its schema, and what to say where one was declined.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "catalog/catalog.h"

namespace sayquel::engine {

// Questions about the tables that hold most and are referenced most, one kind of question after the other. Only those
// that `reads` says would be answered. Deterministic.
std::vector<std::string> suggest(const catalog::Catalog& catalog, const std::function<bool(const std::string&)>& reads,
                                 std::size_t limit);

// What to do after a question was declined: names what the database is about.
std::string declined_hint(const catalog::Catalog& catalog, bool has_sql);

// "venue_seat_count" and "VenueSeatCount" give "venue seat count".
std::string words_of(const std::string& name);

}  // namespace sayquel::engine

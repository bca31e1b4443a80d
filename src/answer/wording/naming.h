// Names of tables and columns as words, and the few forms of English nouns that a sentence needs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "answer/wording/numbers.h"
#include "sayquel/value.h"

namespace sayquel::answer {

// "total_price" and "TotalPrice" give "total price", "pricepaid" gives "price paid" (where common words of schemas
// make up the whole name), "qty_sold" gives "quantity sold". Names in capitals come back in lower case.
std::string readable(std::string_view name);

// A column's name beside its table's: "venuename" of venue gives "venue name", "name" of venue gives "venue name".
std::string readable_column(std::string_view column, std::string_view table);

// Regular English and the common irregular ones; the last word of a phrase is the noun ("order item" gives "order
// items"). A word that is plural already stays.
std::string plural(std::string_view phrase);
std::string singular(std::string_view phrase);
bool looks_plural(std::string_view phrase);

// "venues" for 41, "venue" for 1: what `count` of `phrase` are called.
std::string counted(std::string_view phrase, std::uint64_t count);

std::string capitalized(std::string_view sentence);

// "A", "A and B", "A, B and C".
std::string listed(const std::vector<std::string>& items);

// What a column of a result counts, from its name and type alone.
ValueFormat format_of_name(std::string_view name, const ColumnType& type);

// Is the word (folded, whole) part of the readable name?
bool has_word(std::string_view readable_name, std::string_view word);

}  // namespace sayquel::answer

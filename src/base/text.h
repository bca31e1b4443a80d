// Text as people type it: UTF-8, case, accents, words, edit distance.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sayquel::base {

// Lower case, accents and punctuation dropped, white space and dashes collapsed to one space, trimmed:
// "  Café-Müller's " gives "cafe mullers". Digits keep no inner point or comma: "1,000" gives
// "1 000". Invalid UTF-8 bytes are dropped. Idempotent. The key under which the value index compares.
std::string fold(std::string_view text);

// ASCII only, for SQL keywords and identifiers.
std::string lower_ascii(std::string_view text);
bool equal_ignoring_case(std::string_view left, std::string_view right);

// Damerau-Levenshtein distance (restricted: adjacent transpositions) in code points, or `limit` + 1 where it is more.
int edit_distance(std::string_view left, std::string_view right, int limit);

// Replaces what is not UTF-8 by U+FFFD; control characters other than \t and \n too.
std::string printable(std::string_view text);
bool valid_utf8(std::string_view text);
// Terminal columns that the text takes (wide East Asian characters two, combining marks none).
int display_width(std::string_view text);

std::vector<std::string> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string_view trim(std::string_view text);

}  // namespace sayquel::base

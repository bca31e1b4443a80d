// A question turned into the frame of its answer, by rules that move the question's own words and never add a noun or
// a verb that it does not have: "How many venues hosted Macbeth?" gives "… venues hosted Macbeth."
//
// A frame repeats what the question says, so it is only used where the query holds every number and every name that
// the question does (covers()): a query that missed a condition must not be worded as if it had it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sayquel::answer {

// The answer's words go between `before` and `after`; the sentence's full stop is in `after`.
struct StatementFrame {
  std::string before, after;
};

// For a count of `count`: "41 venues hosted Macbeth.", "No venues hosted Macbeth.", "1 venue hosted Macbeth." Complete.
std::optional<std::string> count_statement(std::string_view question, std::uint64_t count);

// For one value: "What were the total sales in May?" gives {"The total sales in May were ", "."}; also
// "Total commission for X", "How much was spent on X?".
std::optional<StatementFrame> value_frame(std::string_view question);

// For the names of `rows` rows: "Which state has the most venues?" gives {"", " has the most venues."}; "Who are the
// top 5 buyers?" gives {"The top 5 buyers are ", "."} where there are five.
std::optional<StatementFrame> names_frame(std::string_view question, std::size_t rows);

// Is it one that Yes or No answers ("Did …", "Is there …")? `any`: it asks whether there is any at all, with no number
// to compare with.
struct YesNo {
  bool asked = false;
  bool any = false;
};
YesNo yes_no(std::string_view question);

// Does it begin with "who", or ask for people by that word?
bool asks_for_people(std::string_view question);

// Does the SQL hold each number, month and name of the question? Words are compared folded; a number also as a word.
bool covers(std::string_view sql, std::string_view question);

}  // namespace sayquel::answer

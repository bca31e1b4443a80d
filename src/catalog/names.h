// What the names of tables and columns tell about keys and secrets. Identifiers only: questions are grounding's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sayquel::catalog {

// The words of an identifier in lower case: "homeTeam_ID" gives home, team, id; "HTTPCode2" gives http, code, 2.
std::vector<std::string> name_words(std::string_view identifier);

// "cities" gives "city", "people" "person"; a word that is no plural comes back as it is.
std::string singular(std::string_view word);

// Does the word say that a column identifies something (id, code, no, num, key, ...)?
bool identifying_word(std::string_view word);

// "sellerid" written as one word: gives "seller" where the word ends in an identifying ending, else "".
std::string_view without_key_ending(std::string_view word);

// A noun for a person in a role: seller, buyer, author, manager. Agent nouns in -er, -or, -ee and -mate count unless
// listed as things (order, sensor, ...).
bool person_role(std::string_view word);
// The same, but only words that are listed.
bool listed_person(std::string_view word);

// "parent", "previous", "next": before an identifying ending, a row of the same table.
bool same_table_role(std::string_view word);

// Which people a role or a table is about, where that can be told: those who work here, or those who are served.
enum class Side { Either, Staff, Served };
Side side_of(std::string_view role);

// Do the table's and its columns' names describe people (first name, e-mail, birthday, ...)?
bool describes_people(std::string_view table, const std::vector<std::string>& columns);

// Could `shorter` abbreviate `longer`: same first letter, its letters in order in `longer`, and at least three of them
// (or a prefix of two and more)? "dept" for "department", "emp" for "employee".
bool abbreviates(std::string_view shorter, std::string_view longer);

// Passwords, tokens, card and social security numbers: values never shown, sampled or indexed.
bool sensitive_name(std::string_view column);

}  // namespace sayquel::catalog

// General knowledge that questions take for granted: places, money, the calendar, coded values.
//
// Tables of constants, each file with its source in its head. All functions are pure and thread-safe. Words are given
// as base::fold() leaves them: lower case, no accents or punctuation, one space between words. Codes are found too;
// since many are also words ("in", "or", "me"), every match says how it was found, and the caller decides what a
// two-letter word that was typed in lower case is worth. What is not known gives an empty optional.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "sayquel/value.h"

namespace sayquel::knowledge {

enum class MatchedBy : std::uint8_t {
  Name,     // "california", "france"
  Alias,    // another name in use: "usa", "holland"
  Demonym,  // "french", "americans"
  Code,     // "ca", "fr", "fra", "usd"
};

// A state or territory of the US (ISO 3166-2:US, postal codes) or a province of Canada. Lists are separated by ';'.
struct Region {
  std::string_view name;      // "California"
  std::string_view code;      // "CA"
  std::string_view country;   // "US" or "CA"
  std::string_view aliases;   // other names: "Washington DC"
  std::string_view demonyms;  // "Californian"
};

struct Country {
  std::string_view name;      // the short name in English: "France"
  std::string_view alpha2;    // ISO 3166-1: "FR"
  std::string_view alpha3;    // "FRA"
  std::string_view demonyms;  // the adjective first: "Spanish;Spaniard"; empty: none in use
  std::string_view aliases;   // other names: "Holland;The Netherlands"
  std::string_view continent;
};

struct Currency {
  std::string_view name;         // "US Dollar"
  std::string_view code;         // ISO 4217: "USD"
  std::string_view symbol;       // "$"; empty: none in wide use
  std::string_view short_names;  // "dollar;buck"
};

template <typename T>
struct Match {
  const T* entry;  // never null; lives as long as the program
  MatchedBy by;
};

std::optional<Match<Region>> region(std::string_view word);
std::optional<Match<Country>> country(std::string_view word);
// By name ("us dollars", "dollar", "euro") or code.
std::optional<Match<Currency>> currency(std::string_view word);
// By symbol, unfolded: "$" is the US dollar's, "£" the British pound's, each the one that most often bears it.
const Currency* currency_of_symbol(std::string_view symbol);
// "europe", "european" -> "Europe".
std::optional<std::string_view> continent(std::string_view word);

std::span<const Region> all_regions();
std::span<const Country> all_countries();
std::span<const Currency> all_currencies();

// 1..12 for "january", "jan", "sept"; "may" and "march" are words too, which the caller has to weigh.
std::optional<int> month(std::string_view word);
// ISO 8601: Monday is 1, Sunday 7. "monday", "mon", "mondays", "tues".
std::optional<int> weekday(std::string_view word);
std::string_view month_name(int month);      // "January"; month in 1..12
std::string_view weekday_name(int weekday);  // "Monday"; weekday in 1..7

// A holiday as it is kept in the US: "thanksgiving", "christmas day", "4th of july", "mlk day", "easter". Its own date,
// not the weekday on which it may be observed instead. `name` is the holiday's usual name.
struct Holiday {
  std::string_view name;     // "Thanksgiving"
  std::string_view aliases;  // as they are folded, separated by ';'
  Date (*date)(int year);
};
const Holiday* holiday(std::string_view words);  // null: none is called so
std::optional<Date> holiday(std::string_view words, int year);
std::span<const Holiday> all_holidays();

// Calendar arithmetic in the proleptic Gregorian calendar (ISO 8601).
Date date_of(int year, int month, int day);
int weekday_of(Date date);  // Monday is 1
// The n-th weekday of a month, n from 1; negative: from the end, -1 the last.
Date nth_weekday(int year, int month, int weekday, int n);
Date easter(int year);  // Western

// How a database may write what a word says, likeliest first, where columns hold codes: "female", "women" -> "F",
// "Female", "W", "Woman"; "yes" -> "Y", "Yes", "T", "True", "1". Compare without case. Empty: no such word.
std::span<const std::string_view> coded_forms(std::string_view word);

}  // namespace sayquel::knowledge

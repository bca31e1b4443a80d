// What the generated rows are made of: general knowledge (cities, halls, works of the stage) and invented names.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace sayquel::tickit {

struct City {
  std::string_view name;
  std::string_view state;
  std::uint32_t weight;  // inhabitants in thousands
};

// Cities of the United States with their inhabitants as the census of 2010 counted them, rounded to thousands (U.S.
// Census Bureau, public domain); small towns are given a little more than they have, so that they occur.
std::span<const City> cities();

// Common given names and family names of the United States, most frequent first (U.S. Census Bureau, public domain).
std::span<const std::string_view> first_names();
std::span<const std::string_view> last_names();

enum class VenueKind { Theatre, Opera, ConcertHall, Club, Hotel, Stage, Arena, Stadium };

struct VenueFact {
  std::string_view name;
  std::string_view city;
  std::string_view state;
  std::int32_t seats;  // 0: not recorded, as in the original; below 0: NULL
  VenueKind kind;
};

// Well-known halls with the seats that their guides give, rounded. The generator adds invented ones.
std::span<const VenueFact> known_venues();

// Titles, most played first. Titles are no one's property; the plays, operas and concert works are in the public
// domain.
std::span<const std::string_view> plays();
std::span<const std::string_view> operas();
std::span<const std::string_view> musicals();
std::span<const std::string_view> concert_works();

// Parts of invented names: "The" + band_adjectives + band_nouns; a city + team_nouns; a family name + jazz_ensembles.
std::span<const std::string_view> band_adjectives();
std::span<const std::string_view> band_nouns();
std::span<const std::string_view> team_nouns();
std::span<const std::string_view> jazz_ensembles();

}  // namespace sayquel::tickit

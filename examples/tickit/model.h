// The generated ticket seller, before it is written down as rows.
//
//   Calendar ──┬─> venues ──> events ──┐
//              └─> people ─────────────┴─> listings ──> sales     (each from a stream of chance of its own)
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sayquel/result.h"
#include "sayquel/value.h"
#include "tickit/calendar.h"
#include "tickit/facts.h"

namespace sayquel::tickit {

// As many rows as Amazon's files have.
inline constexpr std::size_t kUsers = 49'990;
inline constexpr std::size_t kVenues = 202;
inline constexpr std::size_t kCategories = 11;
inline constexpr std::size_t kEvents = 8'798;
inline constexpr std::size_t kListings = 192'497;
inline constexpr std::size_t kSales = 172'456;

// In the order of the columns of users.
enum Taste { kSports, kTheatre, kConcerts, kJazz, kClassical, kOpera, kRock, kVegas, kBroadway, kMusicals, kTastes };

struct Person {
  std::string username;
  std::string_view first_name, last_name;
  const City* city;
  std::string email, phone;
  std::array<std::optional<bool>, kTastes> likes;
};

struct Venue {
  std::string name;
  std::string_view city, state;
  std::optional<std::int32_t> seats;
  VenueKind kind;
};

struct Category {
  std::string_view group, name, description;
  Taste taste;
  std::size_t events;  // how many there are of it; Major League Soccer has none, as all of sports in the original
  std::int64_t price;  // usual price of a ticket in dollars
};

struct Event {
  std::size_t venue;  // places in the lists, from 0
  std::size_t category;
  std::string name;
  Timestamp start;
  std::uint64_t demand;  // how many listings it draws, relative to others; 0: none
  bool unsold;           // nothing offered for it finds a buyer
  std::int64_t price;    // usual price of a ticket in dollars
};

struct Listing {
  std::uint32_t seller;  // places in the lists, from 0
  std::uint32_t event;
  std::int16_t tickets;
  std::int32_t price;  // dollars
  Timestamp time;
};

struct Sale {
  std::uint32_t listing;
  std::uint32_t buyer;
  std::int16_t tickets;
  Timestamp time;
};

const std::array<Category, kCategories>& categories();
std::vector<Person> make_people();
std::vector<Venue> make_venues();
std::vector<Event> make_events(const Calendar& calendar, const std::vector<Venue>& venues);
std::vector<Listing> make_listings(const Calendar& calendar, const std::vector<Event>& events);
std::vector<Sale> make_sales(const Calendar& calendar, const std::vector<Event>& events,
                             const std::vector<Person>& people, const std::vector<Listing>& listings);

}  // namespace sayquel::tickit

// Venues and what is on at them.
#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <string>

#include "tickit/model.h"
#include "tickit/random.h"

namespace sayquel::tickit {
namespace {

enum Stream : std::uint64_t { kVenueStream = 2, kEventStream = 3 };

// The halls of a city that no guide lists: named by a pattern, with seats about so many.
struct HallPattern {
  std::string_view name;
  VenueKind kind;
  std::int32_t seats;
};
constexpr std::array kHalls{HallPattern{"{} Stadium", VenueKind::Stadium, 62000},
                            HallPattern{"{} Arena", VenueKind::Arena, 18500},
                            HallPattern{"{} Playhouse", VenueKind::Theatre, 0},
                            HallPattern{"{} Memorial Auditorium", VenueKind::Theatre, 2400},
                            HallPattern{"{} Civic Opera", VenueKind::Opera, 2200},
                            HallPattern{"{} Jazz Cellar", VenueKind::Club, 0},
                            HallPattern{"{} Repertory Theatre", VenueKind::Theatre, 0},
                            HallPattern{"{} Convention Center", VenueKind::Stage, 9000}};
// Teams play in the cities that have a stadium and an arena.
constexpr std::size_t kTeamCities = 10;

constexpr int month_bit(int month) { return 1 << month; }
constexpr int months(int first, int last) {
  int bits = 0;
  for (int month = first;; month = month % 12 + 1) {
    bits |= month_bit(month);
    if (month == last) return bits;
  }
}

// When and where the events of a category take place.
struct Habit {
  std::string_view category;
  int season;  // months as bits: three times as many events as in the others
  bool only_in_season;
  std::array<VenueKind, 3> kinds;
  std::int64_t longest_run;  // performances of one production
};
constexpr std::array kHabits{
    Habit{"MLB", months(4, 10), true, {VenueKind::Stadium, VenueKind::Stadium, VenueKind::Stadium}, 3},
    Habit{"NHL", months(10, 6), true, {VenueKind::Arena, VenueKind::Arena, VenueKind::Arena}, 1},
    Habit{"NFL", months(9, 1), true, {VenueKind::Stadium, VenueKind::Stadium, VenueKind::Stadium}, 1},
    Habit{"NBA", months(10, 6), true, {VenueKind::Arena, VenueKind::Arena, VenueKind::Arena}, 1},
    Habit{"MLS", months(4, 10), true, {VenueKind::Stadium, VenueKind::Stadium, VenueKind::Stadium}, 1},
    Habit{"Musicals", months(11, 1), false, {VenueKind::Theatre, VenueKind::Theatre, VenueKind::Hotel}, 4},
    Habit{"Plays", months(9, 5), false, {VenueKind::Theatre, VenueKind::Theatre, VenueKind::Theatre}, 3},
    Habit{"Opera", months(9, 5), false, {VenueKind::Opera, VenueKind::Opera, VenueKind::Opera}, 3},
    Habit{"Pop", months(5, 9), false, {VenueKind::Arena, VenueKind::Stage, VenueKind::Hotel}, 2},
    Habit{"Jazz", months(6, 8), false, {VenueKind::Club, VenueKind::Club, VenueKind::Club}, 2},
    Habit{"Classical",
          months(10, 4),
          false,
          {VenueKind::ConcertHall, VenueKind::ConcertHall, VenueKind::ConcertHall},
          2}};

std::vector<std::string> titles_of(std::span<const std::string_view> titles) { return {titles.begin(), titles.end()}; }

std::vector<std::string> band_names() {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < band_adjectives().size() * band_nouns().size(); ++i) {
    // Steps through all the pairs, so that neighbours in rank share no word.
    const std::size_t noun = i % band_nouns().size();
    const std::size_t adjective = (i + i / 20 + i / 140) % band_adjectives().size();
    names.push_back(fmt::format("The {} {}", band_adjectives()[adjective], band_nouns()[noun]));
  }
  return names;
}

std::vector<std::string> jazz_names() {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < 36; ++i) {
    names.push_back(fmt::format("{} {}", last_names()[40 + 7 * i], jazz_ensembles()[i % jazz_ensembles().size()]));
  }
  return names;
}

// "Boston Voyagers": each league has its own team in a city.
std::string team_name(std::size_t city, std::size_t league) {
  return fmt::format("{} {}", cities()[city].name, team_nouns()[(city * 5 + league * 3) % team_nouns().size()]);
}

const Habit& habit_of(std::string_view category) {
  for (const Habit& habit : kHabits) {
    if (habit.category == category) return habit;
  }
  assert(false);
  return kHabits.front();
}

// Draws the events of one category after another; each category's titles, venues and days on wheels of their own.
class Programme {
 public:
  Programme(const Calendar& calendar, const std::vector<Venue>& venues) : calendar_(calendar), venues_(venues) {}
  std::vector<Event> make();

 private:
  struct Production {
    std::size_t title = 0, venue = 0;
    std::string name;
  };
  void prepare(std::size_t category);
  void add_run(const Production& production, std::size_t end);
  Production draw();
  Timestamp start_on(const Day& day);

  const Calendar& calendar_;
  const std::vector<Venue>& venues_;
  Random random_{kEventStream};
  std::vector<Event> events_;
  std::size_t category_ = 0;
  bool sports_ = false;
  std::vector<std::string> titles_;
  Wheel title_wheel_, venue_wheel_, day_wheel_;
};

void Programme::prepare(std::size_t category) {
  const std::string_view name = categories()[category].name;
  const Habit& habit = habit_of(name);
  category_ = category;
  sports_ = categories()[category].group == "Sports";
  titles_ = name == "Musicals"    ? titles_of(musicals())
            : name == "Plays"     ? titles_of(plays())
            : name == "Opera"     ? titles_of(operas())
            : name == "Classical" ? titles_of(concert_works())
            : name == "Jazz"      ? jazz_names()
                                  : band_names();
  title_wheel_ = venue_wheel_ = day_wheel_ = {};
  for (std::size_t rank = 0; rank < titles_.size(); ++rank) title_wheel_.add(tail_weight(rank, 25));
  for (const Venue& venue : venues_) {
    std::uint64_t weight = 0;
    for (const VenueKind kind : habit.kinds) weight += kind == venue.kind;
    venue_wheel_.add(weight * (10 + random_.below(20)));
  }
  constexpr std::array<std::uint64_t, 7> kWeekdays{2, 3, 4, 5, 8, 10, 6};
  for (const Day& day : calendar_.days()) {
    const bool in_season = habit.season & month_bit(day.month_number);
    const std::uint64_t weight = in_season ? 3 : habit.only_in_season ? 0 : 1;
    day_wheel_.add(weight * kWeekdays[static_cast<std::size_t>(day.weekday)] * (day.holiday ? 2 : 1));
  }
}

Programme::Production Programme::draw() {
  Production production{.title = title_wheel_.spin(random_), .venue = venue_wheel_.spin(random_), .name = {}};
  if (!sports_) {
    production.name = titles_[production.title];
    return production;
  }
  // The home team is the venue's city's; another city's comes as a guest.
  std::size_t home = random_.below(kTeamCities);
  for (std::size_t city = 0; city < kTeamCities; ++city) {
    if (cities()[city].name == venues_[production.venue].city) home = city;
  }
  const std::size_t guest = (home + 1 + random_.below(kTeamCities - 1)) % kTeamCities;
  production.name = fmt::format("{} vs. {}", team_name(home, category_), team_name(guest, category_));
  production.title = 5 + random_.below(30);
  return production;
}

Timestamp Programme::start_on(const Day& day) {
  constexpr std::array<std::int64_t, 6> kStarts{14 * 60, 14 * 60 + 30, 15 * 60, 19 * 60, 19 * 60 + 30, 20 * 60};
  const bool weekend = day.weekday >= 5;
  const std::size_t first = weekend || random_.percent(25) ? 0 : 3;
  return {day.date.days * kDay + kStarts[first + random_.below(kStarts.size() - first)] * kMinute};
}

// One to a few performances of the same at the same place, a day to a week apart.
void Programme::add_run(const Production& production, std::size_t end) {
  const std::int64_t performances = random_.between(1, habit_of(categories()[category_].name).longest_run);
  std::size_t place = day_wheel_.spin(random_);
  const std::int64_t usual = categories()[category_].price;
  // The first titles of a list cost up to half as much again as the last ones.
  const std::int64_t premium = 130 - static_cast<std::int64_t>(production.title < 60 ? production.title : 60);
  for (std::int64_t i = 0; i < performances && events_.size() < end && place < calendar_.days().size(); ++i) {
    // Offers begin with the year, so that its first events have had less time to draw them.
    const std::uint64_t ripeness = 10 + std::min<std::uint64_t>(place, 110);
    const std::uint64_t fame = (400 / (production.title + 8) + 6) * ripeness;
    events_.push_back({.venue = production.venue,
                       .category = category_,
                       .name = production.name,
                       .start = start_on(calendar_.days()[place]),
                       .demand = random_.percent(1) ? 0 : fame * static_cast<std::uint64_t>(random_.between(4, 20)),
                       .unsold = random_.percent(2),
                       .price = usual * premium * random_.between(80, 120) / 10'000});
    place += static_cast<std::size_t>(random_.between(1, 7));
  }
}

std::vector<Event> Programme::make() {
  for (std::size_t category = 0; category < kCategories; ++category) {
    prepare(category);
    const std::size_t end = events_.size() + categories()[category].events;
    if (categories()[category].name == "Plays") {
      // So that the usual example has its answer: the first play of the list at the first hall of the list.
      add_run({.title = 0, .venue = 0, .name = titles_[0]}, end);
    }
    while (events_.size() < end) add_run(draw(), end);
  }
  // Event numbers say nothing about the category: Fisher and Yates' shuffle.
  for (std::size_t i = events_.size() - 1; i > 0; --i) std::swap(events_[i], events_[random_.below(i + 1)]);
  return std::move(events_);
}

}  // namespace

const std::array<Category, kCategories>& categories() {
  static constexpr std::array<Category, kCategories> kList{{
      {"Sports", "MLB", "Major League Baseball", kSports, 330, 48},
      {"Sports", "NHL", "National Hockey League", kSports, 160, 78},
      {"Sports", "NFL", "National Football League", kSports, 120, 165},
      {"Sports", "NBA", "National Basketball Association", kSports, 180, 96},
      {"Sports", "MLS", "Major League Soccer", kSports, 0, 35},
      {"Shows", "Musicals", "Musical theatre", kMusicals, 2'100, 125},
      {"Shows", "Plays", "All non-musical theatre", kTheatre, 2'450, 84},
      {"Shows", "Opera", "All opera and light opera", kOpera, 640, 142},
      {"Concerts", "Pop", "All rock and pop music concerts", kRock, 2'500, 110},
      {"Concerts", "Jazz", "All jazz singers and bands", kJazz, 178, 55},
      {"Concerts", "Classical", "All symphony, concerto, and choir concerts", kClassical, 140, 68},
  }};
  return kList;
}

std::vector<Venue> make_venues() {
  Random random(kVenueStream);
  std::vector<Venue> venues;
  for (const VenueFact& fact : known_venues()) {
    const auto seats = fact.seats < 0 ? std::nullopt : std::optional(fact.seats);
    venues.push_back({std::string(fact.name), fact.city, fact.state, seats, fact.kind});
  }
  // The ten largest cities get every kind of hall, the next ones one or two.
  for (std::size_t city = 0; venues.size() < kVenues; ++city) {
    const City& place = cities()[city];
    const std::size_t halls = city < kTeamCities ? 4 : city % 3 == 0 ? 2 : 1;
    for (std::size_t i = 0; i < halls && venues.size() < kVenues; ++i) {
      const HallPattern& hall = kHalls[city < kTeamCities ? (i < 2 ? i : 2 + (city + i) % 6) : 2 + (city + 3 * i) % 6];
      const std::int32_t seats = hall.seats * static_cast<std::int32_t>(random.between(75, 125)) / 100;
      venues.push_back(
          {fmt::format(fmt::runtime(hall.name), place.name), place.name, place.state, seats / 10 * 10, hall.kind});
    }
  }
  return venues;
}

std::vector<Event> make_events(const Calendar& calendar, const std::vector<Venue>& venues) {
  return Programme(calendar, venues).make();
}

}  // namespace sayquel::tickit

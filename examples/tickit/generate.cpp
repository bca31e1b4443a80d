// The model as rows.
#include "tickit/database_file.h"
#include "tickit/model.h"

namespace sayquel::tickit {
namespace {

// Numbers count from 1 in the order of the lists.
std::int64_t number(std::size_t place) { return static_cast<std::int64_t>(place) + 1; }

Status write_users(DatabaseFile& file, const std::vector<Person>& people) {
  SAYQUEL_CHECK(file.begin_table("users"));
  for (std::size_t i = 0; i < people.size(); ++i) {
    const Person& person = people[i];
    std::array<Cell, 8 + kTastes> row{number(i),
                                      std::string_view(person.username),
                                      person.first_name,
                                      person.last_name,
                                      person.city->name,
                                      person.city->state,
                                      std::string_view(person.email),
                                      std::string_view(person.phone)};
    for (std::size_t taste = 0; taste < kTastes; ++taste) {
      if (person.likes[taste]) row[8 + taste] = *person.likes[taste];
    }
    SAYQUEL_CHECK(file.append(row));
  }
  return file.end_table();
}

Status write_venues(DatabaseFile& file, const std::vector<Venue>& venues) {
  SAYQUEL_CHECK(file.begin_table("venue"));
  for (std::size_t i = 0; i < venues.size(); ++i) {
    const Venue& venue = venues[i];
    const Cell seats = venue.seats ? Cell(std::int64_t{*venue.seats}) : Cell(Null{});
    SAYQUEL_CHECK(
        file.append(std::array<Cell, 5>{number(i), std::string_view(venue.name), venue.city, venue.state, seats}));
  }
  return file.end_table();
}

Status write_categories(DatabaseFile& file) {
  SAYQUEL_CHECK(file.begin_table("category"));
  for (std::size_t i = 0; i < kCategories; ++i) {
    const Category& category = categories()[i];
    SAYQUEL_CHECK(file.append(std::array<Cell, 4>{number(i), category.group, category.name, category.description}));
  }
  return file.end_table();
}

Status write_dates(DatabaseFile& file, const Calendar& calendar) {
  SAYQUEL_CHECK(file.begin_table("date"));
  for (const Day& day : calendar.days()) {
    SAYQUEL_CHECK(file.append(std::array<Cell, 8>{day.dateid, day.date, day.code, day.week, day.month, day.quarter,
                                                  std::int64_t{2008}, day.holiday}));
  }
  return file.end_table();
}

Status write_events(DatabaseFile& file, const Calendar& calendar, const std::vector<Event>& events) {
  SAYQUEL_CHECK(file.begin_table("event"));
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Event& event = events[i];
    SAYQUEL_CHECK(
        file.append(std::array<Cell, 6>{number(i), number(event.venue), number(event.category),
                                        calendar.day(event.start).dateid, std::string_view(event.name), event.start}));
  }
  return file.end_table();
}

Status write_listings(DatabaseFile& file, const Calendar& calendar, const std::vector<Listing>& listings) {
  SAYQUEL_CHECK(file.begin_table("listing"));
  for (std::size_t i = 0; i < listings.size(); ++i) {
    const Listing& listing = listings[i];
    const std::int64_t price = std::int64_t{listing.price} * 100;
    SAYQUEL_CHECK(file.append(std::array<Cell, 8>{number(i), number(listing.seller), number(listing.event),
                                                  calendar.day(listing.time).dateid, std::int64_t{listing.tickets},
                                                  Money{price}, Money{price * listing.tickets}, listing.time}));
  }
  return file.end_table();
}

Status write_sales(DatabaseFile& file, const Calendar& calendar, const std::vector<Listing>& listings,
                   const std::vector<Sale>& sales) {
  constexpr std::int64_t kCommissionPercent = 15;
  SAYQUEL_CHECK(file.begin_table("sales"));
  for (std::size_t i = 0; i < sales.size(); ++i) {
    const Sale& sale = sales[i];
    const Listing& listing = listings[sale.listing];
    const std::int64_t dollars = std::int64_t{listing.price} * sale.tickets;
    SAYQUEL_CHECK(file.append(
        std::array<Cell, 10>{number(i), number(sale.listing), number(listing.seller), number(sale.buyer),
                             number(listing.event), calendar.day(sale.time).dateid, std::int64_t{sale.tickets},
                             Money{dollars * 100}, Money{dollars * kCommissionPercent}, sale.time}));
  }
  return file.end_table();
}

}  // namespace

Result<Summary> generate(const std::filesystem::path& output, const Options& options) {
  const Calendar calendar;
  const std::size_t total = kUsers + kVenues + kCategories + calendar.days().size() + kEvents + kListings + kSales;
  SAYQUEL_TRY(DatabaseFile file, DatabaseFile::begin(output, options, total));
  const std::vector<Person> people = make_people();
  SAYQUEL_CHECK(write_users(file, people));
  const std::vector<Venue> venues = make_venues();
  SAYQUEL_CHECK(write_venues(file, venues));
  SAYQUEL_CHECK(write_categories(file));
  SAYQUEL_CHECK(write_dates(file, calendar));
  const std::vector<Event> events = make_events(calendar, venues);
  SAYQUEL_CHECK(write_events(file, calendar, events));
  const std::vector<Listing> listings = make_listings(calendar, events);
  SAYQUEL_CHECK(write_listings(file, calendar, listings));
  const std::vector<Sale> sales = make_sales(calendar, events, people, listings);
  SAYQUEL_CHECK(write_sales(file, calendar, listings, sales));
  return file.finish();
}

}  // namespace sayquel::tickit

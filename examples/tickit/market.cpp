// What is offered and what is sold.
#include <algorithm>
#include <numeric>

#include "tickit/model.h"
#include "tickit/random.h"

namespace sayquel::tickit {
namespace {

enum Stream : std::uint64_t {
  kSellerStream = 4,
  kListingStream = 5,
  kBuyerStream = 6,
  kSaleStream = 7,
  kCountStream = 8
};

// Some people trade and some do not; of those who do, a few do it a lot.
class Traders {
 public:
  Traders(std::uint64_t stream, std::uint64_t share_percent, std::uint64_t flatness) {
    Random random(stream);
    for (std::uint32_t person = 0; person < kUsers; ++person) {
      if (random.percent(share_percent)) people_.push_back(person);
    }
    for (std::size_t i = people_.size() - 1; i > 0; --i) std::swap(people_[i], people_[random.below(i + 1)]);
    for (std::size_t rank = 0; rank < people_.size(); ++rank) wheel_.add(tail_weight(rank, flatness) / 10);
  }
  std::uint32_t draw(Random& random) const { return people_[wheel_.spin(random)]; }

 private:
  std::vector<std::uint32_t> people_;
  Wheel wheel_;
};

// Time without 29 February, which the calendar does not have.
std::int64_t squeeze(std::int64_t time) {
  const std::int64_t leap = leap_day_begin().microseconds;
  return time < leap ? time : std::max(leap, time - kDay);
}
std::int64_t stretch(std::int64_t time) { return time < leap_day_begin().microseconds ? time : time + kDay; }

// A full second in [from, until), which must not be empty.
Timestamp time_between(Random& random, std::int64_t from, std::int64_t until) {
  constexpr std::int64_t kSecond = 1'000'000;
  const std::int64_t first = squeeze(from);
  const std::int64_t seconds = std::max<std::int64_t>((squeeze(until) - first) / kSecond, 1);
  return {stretch(first + random.between(0, seconds - 1) * kSecond)};
}

// People trade more at weekends and on holidays and little at night: a time outside is drawn once more.
Timestamp busy_time(Random& random, const Calendar& calendar, std::int64_t from, std::int64_t until) {
  const auto busy = [&](Timestamp time) {
    const Day& day = calendar.day(time);
    const std::int64_t hour = time.microseconds % kDay / kHour;
    return (hour >= 8 && hour < 23) && (day.weekday >= 4 || day.holiday || random.percent(45));
  };
  const Timestamp first = time_between(random, from, until);
  return busy(first) ? first : time_between(random, from, until);
}

std::int16_t draw_tickets(Random& random) {
  constexpr std::array<std::int16_t, 12> kCounts{1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 30};
  constexpr std::array<std::uint64_t, 12> kWeights{12, 26, 9, 20, 6, 9, 7, 5, 3, 2, 1, 1};
  Wheel wheel;
  for (const auto weight : kWeights) wheel.add(weight);
  return kCounts[wheel.spin(random)];
}

// How many sales each listing has: none to three, as many in all as the original has, never more than it has tickets.
std::vector<std::uint8_t> count_sales(const std::vector<Event>& events, const std::vector<Listing>& listings) {
  Random random(kCountStream);
  std::vector<std::uint8_t> counts(listings.size());
  std::size_t total = 0;
  const auto most = [&](std::size_t i) -> int {
    return events[listings[i].event].unsold ? 0 : std::min<int>(listings[i].tickets, 3);
  };
  for (std::size_t i = 0; i < listings.size(); ++i) {
    const std::uint64_t draw = random.below(100);
    const int wanted = draw < 34 ? 0 : draw < 78 ? 1 : draw < 94 ? 2 : 3;
    counts[i] = static_cast<std::uint8_t>(std::min(wanted, most(i)));
    total += counts[i];
  }
  while (total != kSales) {
    const std::size_t i = random.below(listings.size());
    if (total < kSales && counts[i] < most(i)) ++counts[i], ++total;
    if (total > kSales && counts[i] > 0) --counts[i], --total;
  }
  return counts;
}

}  // namespace

std::vector<Listing> make_listings(const Calendar& calendar, const std::vector<Event>& events) {
  Random random(kListingStream);
  const Traders sellers(kSellerStream, 44, 100);
  Wheel event_wheel;
  for (const Event& event : events) event_wheel.add(event.demand);

  std::vector<Listing> listings(kListings);
  for (Listing& listing : listings) {
    listing.event = static_cast<std::uint32_t>(event_wheel.spin(random));
    const Event& event = events[listing.event];
    listing.seller = sellers.draw(random);
    listing.tickets = draw_tickets(random);
    const std::int64_t luxury = random.percent(2) ? 400 : 100;
    listing.price = static_cast<std::int32_t>(
        std::clamp<std::int64_t>(event.price * random.between(55, 190) / 100 * luxury / 100, 10, 2'500));
    // Most are offered in the four months before the event, the closer the more.
    // One draw a statement: compilers differ in the order in which they evaluate arguments.
    const std::int64_t usual_lead = random.between(1, 150);
    const std::int64_t lead = std::min(random.between(1, 120), usual_lead) * kDay;
    const std::int64_t last = event.start.microseconds - 2 * kHour;
    const std::int64_t first = std::max(year_begin().microseconds, event.start.microseconds - lead);
    listing.time = busy_time(random, calendar, first, std::min(last, first + 3 * kDay));
  }
  return listings;
}

std::vector<Sale> make_sales(const Calendar& calendar, const std::vector<Event>& events,
                             const std::vector<Person>& people, const std::vector<Listing>& listings) {
  Random random(kSaleStream);
  const Traders buyers(kBuyerStream, 62, 150);
  const std::vector<std::uint8_t> counts = count_sales(events, listings);
  std::vector<Sale> sales;
  sales.reserve(kSales);
  for (std::uint32_t i = 0; i < listings.size(); ++i) {
    const Listing& listing = listings[i];
    const Event& event = events[listing.event];
    const Taste taste = categories()[event.category].taste;
    std::int64_t left = listing.tickets;
    for (int more = counts[i]; more > 0; --more) {
      std::uint32_t buyer = buyers.draw(random);
      // Who does not care for this kind of event buys it less often; nobody buys from himself.
      if (people[buyer].likes[taste] == std::optional(false) && random.percent(60)) buyer = buyers.draw(random);
      while (buyer == listing.seller) buyer = buyers.draw(random);
      const std::int64_t tickets = random.between(1, std::min<std::int64_t>(left - (more - 1), 8));
      left -= tickets;
      const std::int64_t from = listing.time.microseconds + kMinute;
      const std::int64_t until = event.start.microseconds;
      // Half of them within the first third of the time that is left.
      const std::int64_t early = from + (until - from) / 3;
      const Timestamp time = busy_time(random, calendar, from, random.percent(50) ? early : until);
      sales.push_back({i, buyer, static_cast<std::int16_t>(tickets), time});
    }
  }
  return sales;
}

}  // namespace sayquel::tickit

#include <fmt/format.h>

#include <unordered_set>

#include "base/text.h"
#include "tickit/model.h"
#include "tickit/random.h"

namespace sayquel::tickit {
namespace {

enum Stream : std::uint64_t { kPeople = 1 };

// Three letters, two digits, three letters, as in the original: JSG99FHE.
std::string make_username(Random& random) {
  std::string name(8, '0');
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool digit = i == 3 || i == 4;
    name[i] = static_cast<char>(digit ? '0' + random.below(10) : 'A' + random.below(26));
  }
  return name;
}

// The numbers 555-0100 to 555-0199 belong to nobody.
std::string make_phone(Random& random) {
  // One draw a statement: compilers differ in the order in which they evaluate arguments.
  const auto line = random.below(100);
  return fmt::format("({}) 555-01{:02}", random.between(201, 989), line);
}

// A person leans to the stage, to concerts, to sports or to nothing; a third of the answers are missing.
void make_likes(Random& random, Person& person) {
  constexpr std::uint64_t kUnanswered = 33;
  constexpr std::array<std::uint64_t, kTastes> kUsual{45, 40, 50, 25, 22, 15, 48, 35, 38, 36};
  constexpr std::array<int, kTastes> kLeaning{3, 1, 2, 2, 1, 1, 2, 0, 1, 1};
  const auto leaning = static_cast<int>(random.below(4));
  for (std::size_t taste = 0; taste < kTastes; ++taste) {
    const bool answered = !random.percent(kUnanswered);
    const std::uint64_t chance = kUsual[taste] + (leaning != 0 && kLeaning[taste] == leaning ? 30 : 0);
    const bool liked = random.percent(chance);
    if (answered) person.likes[taste] = liked;
  }
}

}  // namespace

std::vector<Person> make_people() {
  Random random(kPeople);
  Wheel city, first, last;
  for (const City& place : cities()) city.add(place.weight + 20);
  for (std::size_t rank = 0; rank < first_names().size(); ++rank) first.add(tail_weight(rank, 60));
  for (std::size_t rank = 0; rank < last_names().size(); ++rank) last.add(tail_weight(rank, 60));
  constexpr std::array<std::string_view, 3> kDomains{"com", "net", "org"};  // example.*: reserved by RFC 2606

  std::unordered_set<std::string> taken;
  std::vector<Person> people(kUsers);
  for (std::size_t i = 0; i < kUsers; ++i) {
    Person& person = people[i];
    do person.username = make_username(random);
    while (!taken.insert(person.username).second);
    person.first_name = first_names()[first.spin(random)];
    person.last_name = last_names()[last.spin(random)];
    person.city = &cities()[city.spin(random)];
    person.email = fmt::format("{}.{}{}@example.{}", base::lower_ascii(person.first_name),
                               base::lower_ascii(person.last_name), i + 1, kDomains[random.below(kDomains.size())]);
    person.phone = make_phone(random);
    make_likes(random, person);
  }
  return people;
}

}  // namespace sayquel::tickit

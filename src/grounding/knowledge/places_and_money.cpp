#include <utility>

#include "base/text.h"
#include "grounding/knowledge/knowledge.h"
#include "grounding/knowledge/tables.h"

namespace sayquel::knowledge {
namespace {

// "the gambia" and "gambia" are one.
std::string_view without_article(std::string_view word) {
  if (word.starts_with("the ")) word.remove_prefix(4);
  return word;
}

template <typename T>
void add_names(NameIndex<T>& index, const T& entry, std::string_view name, std::string_view aliases) {
  index.add(base::fold(name), entry, MatchedBy::Name);
  for_each_listed(aliases, [&](std::string_view alias) { index.add(base::fold(alias), entry, MatchedBy::Alias); });
}

// "German" and "Germans"; no plural of what has none: "French", "Chinese", "Swiss".
template <typename T>
void add_demonyms(NameIndex<T>& index, const T& entry, std::string_view demonyms) {
  for_each_listed(demonyms, [&](std::string_view demonym) {
    const std::string folded = base::fold(demonym);
    index.add(folded, entry, MatchedBy::Demonym);
    for (const std::string_view none : {"sh", "ch", "ese", "s", "men"}) {
      if (folded.ends_with(none)) return;
    }
    index.add(folded + "s", entry, MatchedBy::Demonym);
  });
}

// Each index is made when it is first asked for, in well under a millisecond, and never changes.
const NameIndex<Region>& region_names() {
  static const NameIndex<Region> kIndex = [] {
    NameIndex<Region> index;
    for (const Region& region : all_regions()) {
      add_names(index, region, region.name, region.aliases);
      add_demonyms(index, region, region.demonyms);
      index.add(base::fold(region.code), region, MatchedBy::Code);
    }
    index.sort();
    return index;
  }();
  return kIndex;
}

const NameIndex<Country>& country_names() {
  static const NameIndex<Country> kIndex = [] {
    NameIndex<Country> index;
    for (const Country& country : all_countries()) {
      add_names(index, country, country.name, country.aliases);
      add_demonyms(index, country, country.demonyms);
      index.add(base::fold(country.alpha2), country, MatchedBy::Code);
      index.add(base::fold(country.alpha3), country, MatchedBy::Code);
    }
    index.sort();
    return index;
  }();
  return kIndex;
}

const NameIndex<Currency>& currency_names() {
  static const NameIndex<Currency> kIndex = [] {
    NameIndex<Currency> index;
    for (const Currency& currency : all_currencies()) {
      const auto add = [&](std::string_view name, MatchedBy by) {
        index.add(base::fold(name), currency, by);
        index.add(base::fold(name) + "s", currency, by);
      };
      add(currency.name, MatchedBy::Name);
      for_each_listed(currency.short_names, [&](std::string_view name) { add(name, MatchedBy::Alias); });
      index.add(base::fold(currency.code), currency, MatchedBy::Code);
    }
    index.sort();
    return index;
  }();
  return kIndex;
}

// The United Nations' regions (M49), with the Americas as two.
constexpr std::pair<std::string_view, std::string_view> kContinents[] = {
    {"africa", "Africa"},
    {"african", "Africa"},
    {"asia", "Asia"},
    {"asian", "Asia"},
    {"europe", "Europe"},
    {"european", "Europe"},
    {"north america", "North America"},
    {"north american", "North America"},
    {"south america", "South America"},
    {"south american", "South America"},
    {"oceania", "Oceania"},
    {"oceanian", "Oceania"},
    {"antarctica", "Antarctica"},
    {"antarctic", "Antarctica"},
};

}  // namespace

std::optional<Match<Region>> region(std::string_view word) { return region_names().find(word); }

std::optional<Match<Country>> country(std::string_view word) {
  if (const auto found = country_names().find(word)) return found;
  return country_names().find(without_article(word));
}

std::optional<Match<Currency>> currency(std::string_view word) { return currency_names().find(word); }

const Currency* currency_of_symbol(std::string_view symbol) {
  // A symbol that many share belongs to its commonest: these first, then the table's order.
  for (const std::string_view common : {"USD", "GBP", "JPY", "SEK"}) {
    const auto found = currency_names().find(base::lower_ascii(common));
    if (found && found->entry->symbol == symbol) return found->entry;
  }
  if (symbol.empty()) return nullptr;
  for (const Currency& currency : all_currencies()) {
    if (currency.symbol == symbol) return &currency;
  }
  return nullptr;
}

std::optional<std::string_view> continent(std::string_view word) {
  for (const auto& [name, canonical] : kContinents) {
    if (name == word) return canonical;
  }
  return std::nullopt;
}

}  // namespace sayquel::knowledge

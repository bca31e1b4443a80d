#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "grounding/knowledge/knowledge.h"

namespace sayquel::knowledge {
namespace {

using testing::Contains;
using testing::IsEmpty;

struct PlaceCase {
  std::string_view word;
  std::string_view code;
  MatchedBy by;
};

TEST(Region, ByNameCodeAndDemonym) {
  constexpr PlaceCase kCases[] = {
      {"california", "CA", MatchedBy::Name},
      {"ca", "CA", MatchedBy::Code},
      {"new york", "NY", MatchedBy::Name},
      {"quebec", "QC", MatchedBy::Name},
      {"washington dc", "DC", MatchedBy::Alias},
      {"texans", "TX", MatchedBy::Demonym},
      {"in", "IN", MatchedBy::Code},
      {"ontario", "ON", MatchedBy::Name},
  };
  for (const auto& [word, code, by] : kCases) {
    const auto found = region(word);
    ASSERT_TRUE(found) << word;
    EXPECT_EQ(found->entry->code, code) << word;
    EXPECT_EQ(found->by, by) << word;
  }
  EXPECT_FALSE(region("san diego"));
  EXPECT_FALSE(region(""));
}

TEST(Country, ByNameCodeAndDemonym) {
  constexpr PlaceCase kCases[] = {
      {"france", "FR", MatchedBy::Name},
      {"french", "FR", MatchedBy::Demonym},
      {"fra", "FR", MatchedBy::Code},
      {"american", "US", MatchedBy::Demonym},
      {"americans", "US", MatchedBy::Demonym},
      {"usa", "US", MatchedBy::Alias},
      {"us", "US", MatchedBy::Code},
      {"united states of america", "US", MatchedBy::Alias},
      {"the netherlands", "NL", MatchedBy::Alias},
      {"holland", "NL", MatchedBy::Alias},
      {"dutch", "NL", MatchedBy::Demonym},
      {"the bahamas", "BS", MatchedBy::Alias},
      {"the philippines", "PH", MatchedBy::Name},
      {"uk", "GB", MatchedBy::Alias},
      {"british", "GB", MatchedBy::Demonym},
      {"cote divoire", "CI", MatchedBy::Name},
      {"czech republic", "CZ", MatchedBy::Alias},
      {"germans", "DE", MatchedBy::Demonym},
      {"spaniards", "ES", MatchedBy::Demonym},
      {"russian federation", "RU", MatchedBy::Alias},
      {"curacao", "CW", MatchedBy::Name},
      {"niger", "NE", MatchedBy::Name},
      {"nigerian", "NG", MatchedBy::Demonym},
  };
  for (const auto& [word, code, by] : kCases) {
    const auto found = country(word);
    ASSERT_TRUE(found) << word;
    EXPECT_EQ(found->entry->alpha2, code) << word;
    EXPECT_EQ(found->by, by) << word;
  }
  EXPECT_FALSE(country("frenchs"));
  EXPECT_FALSE(country("atlantis"));
  EXPECT_FALSE(country("the"));
}

TEST(Country, TableIsWholeAndWithoutDoubles) {
  EXPECT_EQ(all_countries().size(), 250u);  // the 249 of ISO 3166-1, and Kosovo
  std::set<std::string_view> alpha2, alpha3, names;
  for (const Country& each : all_countries()) {
    EXPECT_EQ(each.alpha2.size(), 2u) << each.name;
    EXPECT_EQ(each.alpha3.size(), 3u) << each.name;
    EXPECT_TRUE(continent(base::fold(each.continent))) << each.name;
    alpha2.insert(each.alpha2);
    alpha3.insert(each.alpha3);
    names.insert(each.name);
    EXPECT_EQ(country(base::fold(each.name))->entry, &each) << each.name;
  }
  EXPECT_EQ(alpha2.size(), 250u);
  EXPECT_EQ(alpha3.size(), 250u);
  EXPECT_EQ(names.size(), 250u);
}

TEST(Region, TableIsWhole) {
  const auto regions = all_regions();
  EXPECT_EQ(std::count_if(regions.begin(), regions.end(), [](const Region& r) { return r.country == "US"; }), 56);
  EXPECT_EQ(std::count_if(regions.begin(), regions.end(), [](const Region& r) { return r.country == "CA"; }), 13);
  for (const Region& each : regions) EXPECT_EQ(region(base::fold(each.code))->entry, &each) << each.name;
}

TEST(Currency, ByNameCodeAndSymbol) {
  EXPECT_EQ(currency("dollars")->entry->code, "USD");
  EXPECT_EQ(currency("us dollars")->entry->code, "USD");
  EXPECT_EQ(currency("euro")->entry->code, "EUR");
  EXPECT_EQ(currency("gbp")->by, MatchedBy::Code);
  EXPECT_EQ(currency("yen")->entry->code, "JPY");
  EXPECT_FALSE(currency("ticket"));
  EXPECT_EQ(currency_of_symbol("$")->code, "USD");
  EXPECT_EQ(currency_of_symbol("£")->code, "GBP");
  EXPECT_EQ(currency_of_symbol("€")->code, "EUR");
  EXPECT_EQ(currency_of_symbol("¥")->code, "JPY");
  EXPECT_EQ(currency_of_symbol(""), nullptr);
  EXPECT_EQ(currency_of_symbol("x"), nullptr);
}

TEST(Continent, ByNameAndAdjective) {
  EXPECT_EQ(continent("europe"), "Europe");
  EXPECT_EQ(continent("south american"), "South America");
  EXPECT_EQ(continent("america"), std::nullopt);
}

TEST(CodedForms, SayWhatDatabasesHold) {
  EXPECT_EQ(coded_forms("women").front(), "F");
  EXPECT_EQ(coded_forms("male").front(), "M");
  EXPECT_THAT(coded_forms("yes"), Contains("1"));
  EXPECT_THAT(coded_forms("saturday"), Contains("SA"));
  EXPECT_THAT(coded_forms("june"), Contains("Jun"));
  EXPECT_THAT(coded_forms("ticket"), IsEmpty());
  EXPECT_THAT(coded_forms(""), IsEmpty());
}

}  // namespace
}  // namespace sayquel::knowledge

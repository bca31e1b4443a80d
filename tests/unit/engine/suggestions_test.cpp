#include "engine/suggestions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "unit/engine/shop.h"

namespace sayquel::engine {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

bool all(const std::string&) { return true; }

TEST(Suggest, OnlyWhatWouldBeAnswered) {
  EXPECT_THAT(suggest(
                  *shop_catalog(), [](const std::string&) { return false; }, 5),
              IsEmpty());
  const auto totals = suggest(
      *shop_catalog(), [](const std::string& question) { return question.starts_with("How many"); }, 5);
  EXPECT_THAT(totals, Not(IsEmpty()));
  EXPECT_THAT(totals, Each(HasSubstr("How many")));
}

TEST(Suggest, EachOnceAndNoMoreThanAskedFor) {
  const auto questions = suggest(*shop_catalog(), all, 3);
  EXPECT_THAT(questions, SizeIs(3));
  EXPECT_EQ(std::set<std::string>(questions.begin(), questions.end()).size(), 3u);
  EXPECT_EQ(questions, suggest(*shop_catalog(), all, 3));
  EXPECT_THAT(suggest(*shop_catalog(), all, 1000), Not(IsEmpty()));
}

TEST(Suggest, NothingAboutSensitiveColumnsOrKeys) {
  for (const std::string& question : suggest(*shop_catalog(), all, 1000)) {
    EXPECT_THAT(question, Not(HasSubstr("email")));
    EXPECT_THAT(question, Not(HasSubstr("id of")));
  }
}

TEST(Suggest, ADatabaseWithoutTablesHasNone) { EXPECT_THAT(suggest(catalog::Catalog(), all, 5), IsEmpty()); }

TEST(WordsOf, Names) {
  const std::pair<const char*, const char*> table[] = {{"venue_seat_count", "venue seat count"},
                                                       {"VenueSeats", "venue seats"},
                                                       {"URL", "url"},
                                                       {"catgroup", "catgroup"}};
  for (const auto& [name, words] : table) EXPECT_EQ(words_of(name), words);
}

TEST(DeclinedHint, NamesTheTables) {
  EXPECT_THAT(declined_hint(*shop_catalog(), false), HasSubstr("orders, customer"));
  EXPECT_THAT(declined_hint(*shop_catalog(), true), HasSubstr("sayquel sql"));
  EXPECT_EQ(declined_hint(catalog::Catalog(), false), "The database has no tables.");
}

}  // namespace
}  // namespace sayquel::engine

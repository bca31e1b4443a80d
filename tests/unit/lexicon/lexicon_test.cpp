#include "grounding/lexicon/lexicon.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace sayquel::lexicon {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

struct LemmaCase {
  std::string_view word;
  std::string_view first;  // the likeliest dictionary form
};

TEST(Lemmas, LikeliestFormFirst) {
  constexpr LemmaCase kCases[] = {
      {"cities", "city"},
      {"countries", "country"},
      {"movies", "movie"},
      {"boxes", "box"},
      {"churches", "church"},
      {"women", "woman"},
      {"children", "child"},
      {"buses", "bus"},
      {"bus", "bus"},
      {"species", "species"},
      {"news", "news"},
      {"addresses", "address"},
      {"bought", "buy"},
      {"sold", "sell"},
      {"held", "hold"},
      {"spent", "spend"},
      {"took", "take"},
      {"saw", "see"},
      {"found", "find"},
      {"left", "leave"},
      {"running", "run"},
      {"hosted", "host"},
      {"earning", "earn"},
      {"oldest", "old"},
      {"older", "old"},
      {"bigger", "big"},
      {"cheapest", "cheap"},
      {"heaviest", "heavy"},
      {"better", "good"},
      {"happier", "happy"},
      {"is", "be"},
      {"has", "have"},
      {"BOUGHT", "buy"},
      {"zzyzx", "zzyzx"},
      {"", ""},
      {"phone numbers", "phone number"},
      {"phone_numbers", "phone number"},
      {"e-mails", "e mail"},
  };
  for (const auto& [word, first] : kCases) EXPECT_EQ(lemmas(word).front(), first) << word;
}

TEST(Lemmas, AmbiguousFormsGiveBoth) {
  EXPECT_THAT(lemmas("left"), ElementsAre("leave", "left"));
  EXPECT_THAT(lemmas("sales"), ElementsAre("sale", "sales"));
  EXPECT_THAT(lemmas("leaves"), testing::UnorderedElementsAre("leaf", "leave"));
}

TEST(Lemmas, OfOnePartOfSpeech) {
  EXPECT_THAT(lemmas("leaves", PartOfSpeech::Noun), ElementsAre("leaf", "leave"));
  EXPECT_THAT(lemmas("leaves", PartOfSpeech::Verb), ElementsAre("leave"));
  EXPECT_THAT(lemmas("oldest", PartOfSpeech::Adjective), ElementsAre("old"));
  EXPECT_THAT(lemmas("oldest", PartOfSpeech::Verb), ElementsAre("oldest"));
}

TEST(Lemmas, UnknownCompoundsReduceTheirLastWord) {
  EXPECT_THAT(lemmas("ticket sellers"), ElementsAre("ticket seller"));
}

TEST(Lemmas, AlwaysGivesSomething) {
  for (const std::string_view word : {"", " ", "---", "ünïcödé", "\xff\xfe", "a", "s", "123", "es ed ing"}) {
    EXPECT_THAT(lemmas(word), Not(IsEmpty())) << word;
  }
}

struct RelationCase {
  std::string_view word;
  std::string_view related;
  RelationKind kind;
};

TEST(Relations, HoldWithTheirKind) {
  constexpr RelationCase kCases[] = {
      {"movie", "film", RelationKind::Synonym},         {"film", "movie", RelationKind::Synonym},
      {"buy", "purchase", RelationKind::Synonym},       {"car", "automobile", RelationKind::Synonym},
      {"doctor", "physician", RelationKind::Synonym},   {"salary", "wage", RelationKind::Synonym},
      {"sell", "seller", RelationKind::Derived},        {"sell", "sale", RelationKind::Derived},
      {"seller", "sale", RelationKind::Derived},        {"buyer", "buy", RelationKind::Derived},
      {"popular", "popularity", RelationKind::Derived}, {"teacher", "teaching", RelationKind::Derived},
      {"quickly", "quick", RelationKind::Derived},      {"old", "age", RelationKind::Attribute},
      {"age", "old", RelationKind::Attribute},          {"heavy", "weight", RelationKind::Attribute},
      {"tall", "height", RelationKind::Attribute},      {"high", "height", RelationKind::Attribute},
      {"expensive", "price", RelationKind::Attribute},  {"elderly", "age", RelationKind::Attribute},
      {"large", "size", RelationKind::Attribute},       {"fast", "speed", RelationKind::Attribute},
      {"long", "duration", RelationKind::Attribute},    {"elderly", "old", RelationKind::Similar},
      {"city", "municipality", RelationKind::Hypernym}, {"teacher", "educator", RelationKind::Hypernym},
      {"educator", "teacher", RelationKind::Hyponym},
  };
  for (const auto& [word, related, kind] : kCases) {
    const auto found = relations(word);
    const bool there = std::any_of(found.begin(), found.end(), [&, related = related, kind = kind](const Relation& r) {
      return r.word == related && r.kind == kind;
    });
    EXPECT_TRUE(there) << word << " -> " << related;
  }
}

TEST(Relations, HeaviestFirstAndWithinBounds) {
  for (const std::string_view word : {"person", "city", "run", "good", "cheapest", "sellers", "take"}) {
    const auto found = relations(word);
    ASSERT_FALSE(found.empty()) << word;
    EXPECT_TRUE(std::is_sorted(found.begin(), found.end(),
                               [](const Relation& a, const Relation& b) { return a.weight > b.weight; }));
    EXPECT_LE(found.front().weight, 1);
    EXPECT_GT(found.back().weight, 0);
    EXPECT_LT(found.size(), 200u);
  }
}

TEST(Relations, OfAnInflectedWordAreItsLemmas) {
  const auto found = relations("movies");
  EXPECT_THAT(found, Contains(testing::Field(&Relation::word, "film")));
}

TEST(Relations, NoneOfAnUnknownWord) { EXPECT_THAT(relations("zzyzx"), IsEmpty()); }

TEST(Antonyms, AreKnown) {
  EXPECT_THAT(antonyms("expensive"), Contains("cheap"));
  EXPECT_THAT(antonyms("more"), Contains("less"));
  EXPECT_THAT(antonyms("sold"), Contains("buy"));
  EXPECT_THAT(antonyms("table"), IsEmpty());
}

struct NearCase {
  std::string_view left;
  std::string_view right;
  double least;
  double most;
};

TEST(Relatedness, IsHighForOneSenseAndLowForOthers) {
  constexpr NearCase kCases[] = {
      {"movie", "film", 0.8, 1},        {"cities", "city", 1, 1},      {"oldest", "age", 0.7, 1},
      {"cheapest", "price", 0.7, 1},    {"sellers", "sales", 0.6, 1},  {"bought", "buyer", 0.7, 1},
      {"purchased", "buyer", 0.6, 1},   {"nation", "country", 0.8, 1}, {"customer", "client", 0.6, 1},
      {"pupil", "student", 0.8, 1},     {"earns", "salary", 0.6, 1},   {"company", "firm", 0.5, 1},
      {"biggest", "area", 0.5, 1},      {"weighs", "weight", 0.6, 1},  {"birthday", "date of birth", 0.7, 1},
      {"cheap", "expensive", 0, 0},     {"male", "female", 0, 0},      {"buy", "sell", 0, 0},
      {"employer", "employee", 0, 0.3}, {"horse", "house", 0, 0.1},    {"weight", "price", 0, 0.1},
      {"event", "weight", 0, 0.1},      {"city", "price", 0, 0.1},     {"zzyzx", "city", 0, 0},
      {"zzyzx", "zzyzx", 1, 1},
  };
  for (const auto& [left, right, least, most] : kCases) {
    const double near = relatedness(left, right);
    EXPECT_GE(near, least) << left << " ~ " << right;
    EXPECT_LE(near, most) << left << " ~ " << right;
    EXPECT_EQ(near, relatedness(right, left)) << left << " ~ " << right;
  }
}

TEST(PartsOfSpeech, SharesAddUpToOne) {
  for (const std::string_view word : {"show", "live", "date", "old", "quickly"}) {
    const auto parts = parts_of_speech(word);
    EXPECT_NEAR(parts.noun + parts.verb + parts.adjective + parts.adverb, 1, 1e-9) << word;
  }
  EXPECT_GT(parts_of_speech("show").verb, parts_of_speech("show").noun);
  EXPECT_GT(parts_of_speech("city").noun, 0.9);
  EXPECT_GT(parts_of_speech("expensive").adjective, 0.9);
  EXPECT_GT(parts_of_speech("quickly").adverb, 0.9);
  EXPECT_FALSE(parts_of_speech("zzyzx").known());
}

TEST(Contains, DictionaryFormsOnly) {
  EXPECT_TRUE(contains("city"));
  EXPECT_TRUE(contains("Phone_Number"));
  EXPECT_FALSE(contains("cities"));
  EXPECT_FALSE(contains("san francisco"));  // a name of one place
}

}  // namespace
}  // namespace sayquel::lexicon

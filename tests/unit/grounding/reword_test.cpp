#include "grounding/reword.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "unit/grounding/players.h"

namespace sayquel::grounding {
namespace {

// The text with its pins in brackets: "[female=F] players".
std::string marked(std::string_view question, std::string_view evidence) {
  const catalog::Catalog catalog = players();
  const SchemaWords words(catalog);
  const Reworded asked = reword(question, read_evidence(evidence, catalog), words);
  std::string text;
  std::size_t at = 0;
  for (const Pin& pin : asked.pins) {
    text += asked.text.substr(at, pin.begin - at) + "[" + asked.text.substr(pin.begin, pin.end - pin.begin) +
            (pin.value.empty() ? "" : "=" + pin.value) + "]";
    at = pin.end;
  }
  return text + asked.text.substr(at);
}

struct Case {
  const char *question, *evidence, *reworded;
};

TEST(Reword, PutsWhatAPhraseMeansInItsPlace) {
  for (const Case& one : {
           Case{"How many female players are there?", "female refers to sex = 'F'",
                "How many [female=F] players are there?"},
           Case{"How many players are heavier than 80?", "heavier than 80 refers to weight_kg > 80",
                "How many players with [weight kg] more than 80?"},
           Case{"Players who are heavier than 80 in Oslo", "heavier than 80 refers to weight_kg > 80",
                "Players with [weight kg] more than 80 in Oslo"},
           Case{"List the tall players.", "tall refers to height_cm > 180",
                "List the  players with [height cm] more than 180."},
           Case{"Who is the youngest player?", "the youngest refers to MAX(birthday)",
                "Who is  player with the highest [birthday]?"},
           Case{"List the full names of players", "full name refers to first_name, last_name",
                "List the [first name] and [last name] of players"},
           Case{"What is the average salary?", "A11 refers to average salary", "What is the [average salary]?"},
           Case{"total of meals for each city", "meals refers to SUM(`Free Meal Count (K-12)`)",
                "total of total [free meal count k 12] for each city"},
           Case{"players from a capital", "capital refers to city in ('Oslo', 'Rome')",
                "players with [city] ['Oslo'=Oslo] or ['Rome'=Rome]"},
           Case{"players without a pet name", "without a pet name refers to nickname IS NULL",
                "players with no [nickname]"},
       })
    EXPECT_EQ(marked(one.question, one.evidence), one.reworded);
}

TEST(Reword, LeavesAQuestionWithoutThePhraseAlone) {
  EXPECT_EQ(marked("How many players are there?", "heavy refers to weight_kg > 80"), "How many players are there?");
  EXPECT_EQ(marked("How many players are over 70?", "over 80 refers to weight_kg > 80"),
            "How many players are over 70?");
  EXPECT_EQ(marked("", "heavy refers to weight_kg > 80"), "");
}

TEST(Reword, GivesWordsToTheFirstHintThatClaimsThem) {
  EXPECT_EQ(marked("How many heavy women?", "heavy women refers to sex = 'F'; women refers to sex = 'M'"),
            "How many [heavy women=F]?");
}

TEST(Reword, PinsReplaceWhatTheWordsWereTakenFor) {
  Grounding grounding;
  grounding.question = "nickname of women";
  grounding.tokens = tokenize(grounding.question).list;
  grounding.mentions = {{0, 1, MentionKind::Column, {0, 7}, -1, {}, 0.9, 1, Via::Exact},
                        {2, 3, MentionKind::Table, {0, -1}, -1, {}, 0.7, 1, Via::Synonym}};
  pin_mentions({{12, 17, {{0, 3}}, "F"}}, grounding);
  ASSERT_EQ(grounding.mentions.size(), 2u);
  EXPECT_EQ(grounding.mentions[0].kind, MentionKind::Column);
  EXPECT_EQ(grounding.mentions[1].kind, MentionKind::Value);
  EXPECT_EQ(grounding.mentions[1].value, "F");
  EXPECT_EQ(grounding.mentions[1].begin, 2u);
}

}  // namespace
}  // namespace sayquel::grounding

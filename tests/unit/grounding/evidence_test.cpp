#include "grounding/evidence.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "unit/grounding/players.h"

namespace sayquel::grounding {
namespace {

std::string printed(const std::vector<catalog::ColumnId>& places, const catalog::Catalog& catalog) {
  std::string text;
  for (const catalog::ColumnId id : places)
    text += (text.empty() ? "" : "|") + catalog.table(id).name + "." + catalog.column(id).name;
  return text;
}

std::string printed(const HintCondition& one, const catalog::Catalog& catalog) {
  static constexpr const char* kSigns[] = {"=",  "!=",     "<",    "<=",       ">",    ">=",      "between",
                                           "in", "not in", "like", "not like", "null", "not null"};
  std::string text = printed(one.columns, catalog) + " " + kSigns[static_cast<int>(one.comparison)];
  for (const HintValue& value : one.values) text += " " + (value.number ? value.text : "'" + value.text + "'");
  return text;
}

// "phrase: definition" for each hint, as lines.
std::string printed(std::string_view evidence) {
  static constexpr const char* kKinds[] = {"", "", "most ", "least ", "average ", "sum ", "count "};
  const catalog::Catalog catalog = players();
  std::string text;
  for (const Hint& hint : read_evidence(evidence, catalog)) {
    text += (text.empty() ? "" : "; ") + hint.phrase + ": " + kKinds[static_cast<int>(hint.kind)];
    for (std::size_t i = 0; i < hint.conditions.size(); ++i)
      text += (i ? " and " : "") + printed(hint.conditions[i], catalog);
    for (std::size_t i = 0; i < hint.columns.size(); ++i) text += (i ? ", " : "") + printed(hint.columns[i], catalog);
  }
  return text;
}

TEST(Evidence, IsReadClauseByClause) {
  for (const auto& [evidence, hints] : {
           std::pair{"heavier than 80 refers to weight_kg > 80", "heavier than 80: player.weight_kg > 80"},
           std::pair{"heavy means that WEIGHT_KG>=80.5", "heavy: player.weight_kg >= 80.5"},
           std::pair{"female refers to sex = 'F'; male refers to sex = \"M\"",
                     "female: player.sex = 'F'; male: player.sex = 'M'"},
           std::pair{"sex = 'F' means female", "female: player.sex = 'F'"},
           std::pair{"women refers to sex == F", "women: player.sex = 'F'"},
           std::pair{"full name refers to first_name, last_name", "full name: player.first_name, player.last_name"},
           std::pair{"full name = first_name and last_name", "full name: player.first_name, player.last_name"},
           std::pair{"A11 refers to average salary", "average salary: player.A11"},
           std::pair{"youngest refers to MAX(birthday)", "youngest: most player.birthday"},
           std::pair{"the lightest refers to min( player.weight_kg )", "the lightest: least player.weight_kg"},
           std::pair{"meals refers to SUM(`Free Meal Count (K-12)`)", "meals: sum team.Free Meal Count (K-12)"},
           std::pair{"how many meals = Free Meal Count (K-12)", "how many meals: team.Free Meal Count (K-12)"},
           std::pair{"mid-sized refers to height_cm BETWEEN 170 AND 185 AND weight_kg < 80",
                     "mid-sized: player.height_cm between 170 185 and player.weight_kg < 80"},
           std::pair{"capital refers to city in ('Oslo', 'Rome')", "capital: team.city in 'Oslo' 'Rome'"},
           std::pair{"no pet name refers to nickname IS NULL", "no pet name: player.nickname null"},
           std::pair{"has a pet name refers to nickname is not null", "has a pet name: player.nickname not null"},
           std::pair{"begins with A refers to first_name LIKE 'A%'", "begins with A: player.first_name like 'A%'"},
           std::pair{"club refers to team_id", "club: player.team_id|team.team_id"},
           std::pair{"club refers to team.team_id", "club: team.team_id"},
           std::pair{"from Oslo refers to city = 'Oslo' and team_id = team.team_id", "from Oslo: team.city = 'Oslo'"},
           std::pair{"foreigners refers to city <> 'Oslo' in the table team", "foreigners: team.city != 'Oslo'"},
       })
    EXPECT_EQ(printed(evidence), hints) << evidence;
}

TEST(Evidence, ThatDoesNotReadIsLeftAlone) {
  for (const char* evidence : {
           "",
           ";;;",
           "players are people",
           "heavy refers to weight > 80",
           "heavy refers to weight_kg >",
           "heavy refers to weight_kg > 80 pounds or so",
           "rate = DIVIDE(SUM(height_cm), COUNT(player_id))",
           "young refers to year(birthday) > 1990",
           "'",
           "refers to",
           " refers to  refers to ",
           "x refers to city in ('Oslo'",
           "x refers to MAX(",
           "x refers to [",
           "sex = 'F'",
       })
    EXPECT_EQ(printed(evidence), "") << evidence;
}

TEST(Evidence, KeepsWhatReadsBesideWhatDoesNot) {
  EXPECT_EQ(printed("rate = a / b; female refers to sex = 'F'; see the manual"), "female: player.sex = 'F'");
  EXPECT_EQ(printed("semicolon refers to nickname = 'a;b'"), "semicolon: player.nickname = 'a;b'");
}

}  // namespace
}  // namespace sayquel::grounding

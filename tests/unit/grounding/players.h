// A catalog of players and their teams, for hints to be about.
#pragma once

#include "catalog/catalog.h"

namespace sayquel::grounding {

inline catalog::Catalog players() {
  catalog::Catalog catalog;
  const auto add = [&](const char* name, std::initializer_list<std::pair<const char*, TypeKind>> columns) {
    catalog::Table table;
    table.name = name;
    for (const auto& [column, kind] : columns) {
      catalog::Column made;
      made.name = column;
      made.type.kind = kind;
      table.columns.push_back(std::move(made));
    }
    table.primary_key = {0};
    catalog.tables.push_back(std::move(table));
  };
  add("player", {{"player_id", TypeKind::Integer},
                 {"first_name", TypeKind::Text},
                 {"last_name", TypeKind::Text},
                 {"sex", TypeKind::Text},
                 {"height_cm", TypeKind::Integer},
                 {"weight_kg", TypeKind::Float},
                 {"birthday", TypeKind::Date},
                 {"nickname", TypeKind::Text},
                 {"team_id", TypeKind::Integer},
                 {"A11", TypeKind::Integer}});
  add("team", {{"team_id", TypeKind::Integer},
               {"name", TypeKind::Text},
               {"city", TypeKind::Text},
               {"Free Meal Count (K-12)", TypeKind::Integer}});
  catalog.foreign_keys.push_back({0, {8}, 1, {0}, true, 1});
  return catalog;
}

}  // namespace sayquel::grounding

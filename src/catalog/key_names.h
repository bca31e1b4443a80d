// How well a column's name says that it refers to another table's key. Names only; values are keys.cpp's.
#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.h"

namespace sayquel::catalog {

// The names around one table, taken apart once.
struct TableNames {
  std::vector<std::string> words;  // "car_makers": car, maker
  std::string whole;               // "carmaker"
  std::string last;                // "maker"
  bool people = false;             // its columns describe people
};
TableNames table_names(const Table& table);

struct ColumnNames {
  std::vector<std::string> words;  // "home_team_id": home, team, id
  std::string whole;               // "hometeamid"
  std::vector<std::string> stem_words;
  std::string stem;         // without the identifying ending: "hometeam"; empty for a bare "id"
  std::string last;         // the stem's last word: "team"
  bool identifies = false;  // it has an identifying ending
  bool plural = false;      // "home_games": rather a count
};
ColumnNames column_names(std::string_view column);

// "id", "code", "name", "year": a name that any table may use for something of its own.
bool generic_name(const ColumnNames& column);

// 0: the name says nothing; else up to 1. Above 0.9 for "eventid" and event.eventid.
double name_evidence(const ColumnNames& child, const TableNames& parent, const ColumnNames& key);

// How closely the table's name names what the key identifies: 4 student and student_id, 3 car_makers and maker_id,
// 2 student and stuid, 1 the same of its last word, 0 not.
int entity_rank(const TableNames& table, const ColumnNames& key);

// A calendar: one row a day, which dates may refer to.
bool names_calendar(const TableNames& table);

}  // namespace sayquel::catalog

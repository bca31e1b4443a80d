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
  std::string stem;                // without the identifying ending: "hometeam"; empty for a bare "id"
  std::string last;                // the stem's last word: "team"
  bool identifies = false;         // it has an identifying ending
};
ColumnNames column_names(std::string_view column);

// "id", "code", "name", "year": a name that any table may use for something of its own.
bool generic_name(const ColumnNames& column);

// 0: the name says nothing; else up to 1. Above 0.9 for "eventid" and event.eventid.
double name_evidence(const ColumnNames& child, const TableNames& parent, const ColumnNames& key);

// Does the table's name name what the key identifies: student and stuid, student and student_id?
bool names_entity(const TableNames& table, const ColumnNames& key);

}  // namespace sayquel::catalog

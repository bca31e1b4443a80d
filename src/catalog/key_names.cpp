#include "catalog/key_names.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "catalog/names.h"

namespace sayquel::catalog {
namespace {

constexpr double kSameName = 0.96, kTableAndKey = 0.95, kTableAndEnding = 0.9, kLastWordAndEnding = 0.86,
                 kTableAlone = 0.8, kSameStem = 0.78, kAbbreviation = 0.72;
constexpr double kRole = 0.06;  // less where a role stands before the name: home_team_id

std::string glue(const std::vector<std::string>& words) { return base::join(words, ""); }

// `whole`, made of `words`, is a role followed by `expected`: "hometeamid" and "teamid". Short names need a word
// boundary.
bool role_before(const std::vector<std::string>& words, std::string_view whole, std::string_view expected) {
  if (expected.empty() || whole.size() <= expected.size() || !whole.ends_with(expected)) return false;
  std::size_t tail = 0;
  for (auto word = words.rbegin(); word != words.rend() && tail < expected.size(); ++word) tail += word->size();
  return tail == expected.size() || (expected.size() >= 6 && words.size() == 1);
}

// Evidence `strength` where the names are equal, a little less after a role.
double match(const ColumnNames& child, std::string_view expected, double strength) {
  if (expected.empty()) return 0;
  if (child.whole == expected) return strength;
  return role_before(child.words, child.whole, expected) ? strength - kRole : 0;
}

// What the child's name says of one of the names of the table: its own, or its last word.
double entity_evidence(const ColumnNames& child, const std::string& entity, bool whole, const ColumnNames& key) {
  double best = 0;
  if (generic_name(key) && child.whole.ends_with(key.whole))
    best = match(child, entity + key.whole, whole ? kTableAndKey : kLastWordAndEnding);
  if (child.identifies) {
    const double strength = whole ? kTableAndEnding : kLastWordAndEnding;
    if (child.stem == entity) return std::max(best, strength);
    if (child.last == entity || role_before(child.stem_words, child.stem, entity))
      return std::max(best, strength - kRole);
    return abbreviates(child.last, entity) || abbreviates(entity, child.last) ? std::max(best, kAbbreviation) : best;
  }
  if (child.whole == entity || (child.words.size() == 1 && child.stem == entity)) return std::max(best, kTableAlone);
  return child.last == entity && !child.plural ? std::max(best, kTableAlone - kRole) : best;
}

}  // namespace

TableNames table_names(const Table& table) {
  TableNames names;
  names.words = name_words(table.name);
  if (names.words.empty()) names.words.push_back(base::lower_ascii(table.name));
  names.words.back() = singular(names.words.back());
  names.whole = glue(names.words);
  names.last = names.words.back();
  std::vector<std::string> columns;
  for (const Column& column : table.columns) columns.push_back(column.name);
  names.people = describes_people(table.name, columns);
  return names;
}

ColumnNames column_names(std::string_view column) {
  ColumnNames names;
  names.words = name_words(column);
  names.whole = glue(names.words);
  if (names.whole == "uid") {
    names.stem = names.last = "user";
    names.stem_words = {"user"};
    names.identifies = true;
    return names;
  }
  std::vector<std::string> stem = names.words;
  while (!stem.empty() && identifying_word(stem.back())) {
    stem.pop_back();
    names.identifies = true;
  }
  if (!names.identifies && !stem.empty())
    if (const auto short_stem = without_key_ending(stem.back()); !short_stem.empty()) {
      stem.back() = std::string(short_stem);
      names.identifies = true;
    }
  if (!stem.empty()) {
    const std::string one = singular(stem.back());
    names.plural = !names.identifies && one != stem.back();
    stem.back() = one;
  }
  names.stem = glue(stem);
  if (!stem.empty()) names.last = stem.back();
  names.stem_words = std::move(stem);
  return names;
}

bool generic_name(const ColumnNames& column) {
  static constexpr std::array generic = {
      "name",   "title", "type",   "year",   "date",     "time",  "status", "description", "code",    "month", "day",
      "value",  "label", "number", "rank",   "position", "email", "phone",  "address",     "order",   "level", "age",
      "season", "row",   "line",   "amount", "price",    "count", "index",  "seq",         "sequence"};
  if (column.stem.empty()) return true;
  if (column.identifies) return false;
  return std::any_of(generic.begin(), generic.end(), [&](const char* one) { return column.stem == one; });
}

double name_evidence(const ColumnNames& child, const TableNames& parent, const ColumnNames& key) {
  double best = 0;
  if (!generic_name(key)) {
    best = match(child, key.whole, key.identifies || entity_rank(parent, key) > 0 ? kSameName : kTableAlone);
    if (!child.stem.empty() && child.stem == key.stem && key.identifies) best = std::max(best, kSameStem);
  }
  best = std::max(best, entity_evidence(child, parent.whole, true, key));
  return parent.last == parent.whole ? best : std::max(best, entity_evidence(child, parent.last, false, key));
}

int entity_rank(const TableNames& table, const ColumnNames& key) {
  if (key.stem.empty() || key.stem == table.whole) return 4;  // "id" names whatever its own table is about
  if (key.stem == table.last) return 3;
  // "document" stands in documents_to_be_destroyed, but that is no table of documents.
  if (std::find(table.words.begin(), table.words.end(), key.stem) != table.words.end()) return 0;
  for (const auto& word : table.words)
    if (word != table.last && word.size() > 3 && key.stem.starts_with(singular(word))) return 0;
  if (abbreviates(key.stem, table.whole) || abbreviates(table.whole, key.stem)) return 2;
  return abbreviates(key.stem, table.last) ? 1 : 0;
}

bool names_calendar(const TableNames& table) {
  return table.last == "date" || table.last == "day" ||
         std::find(table.words.begin(), table.words.end(), "calendar") != table.words.end();
}

}  // namespace sayquel::catalog

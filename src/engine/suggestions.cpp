#include "engine/suggestions.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>

#include "base/text.h"

namespace sayquel::engine {
namespace {

using catalog::Catalog;
using catalog::Column;
using catalog::Table;

constexpr std::size_t kTablesNamed = 6;

bool key_column(const Catalog& catalog, int table, int column) {
  const auto in = [column](const std::vector<int>& columns) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  };
  if (in(catalog.tables[static_cast<std::size_t>(table)].primary_key)) return true;
  return std::any_of(catalog.foreign_keys.begin(), catalog.foreign_keys.end(), [&](const catalog::ForeignKey& key) {
    return (key.from_table == table && in(key.from_columns)) || (key.to_table == table && in(key.to_columns));
  });
}

// Tables by how much hangs on them: keys that leave or enter, then rows, then name.
std::vector<int> tables_by_weight(const Catalog& catalog) {
  std::vector<int> keys(catalog.tables.size(), 0), order(catalog.tables.size());
  for (const catalog::ForeignKey& key : catalog.foreign_keys) {
    ++keys[static_cast<std::size_t>(key.from_table)];
    ++keys[static_cast<std::size_t>(key.to_table)];
  }
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int left, int right) {
    const auto l = static_cast<std::size_t>(left), r = static_cast<std::size_t>(right);
    return std::tuple(-keys[l], -catalog.tables[l].rows, catalog.tables[l].name) <
           std::tuple(-keys[r], -catalog.tables[r].rows, catalog.tables[r].name);
  });
  return order;
}

// The first column of the table that is no key and that the predicate likes.
template <typename Predicate>
std::optional<std::string> find_column(const Catalog& catalog, int table, Predicate&& likes) {
  const auto& columns = catalog.tables[static_cast<std::size_t>(table)].columns;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (!columns[i].sensitive && !key_column(catalog, table, static_cast<int>(i)) && likes(columns[i]))
      return words_of(columns[i].name);
  return std::nullopt;
}

bool measure(const Column& column) {
  return column.type.numeric() && column.profile.content == catalog::Content::Unknown && column.profile.distinct > 2;
}

bool grouping(const Column& column) {
  return column.type.kind == TypeKind::Text && column.profile.distinct > 1 && column.profile.distinct <= 60;
}

bool name_like(const Column& column) {
  return column.type.kind == TypeKind::Text && base::lower_ascii(column.name).find("name") != std::string::npos;
}

// The plural of a name's last word, where it is not one already.
std::string several(const std::string& words) {
  const auto ends = [&](const char* end) { return words.ends_with(end); };
  if (words.empty() || (ends("s") && !ends("ss"))) return words;
  if (ends("ss") || ends("x") || ends("ch") || ends("sh")) return words + "es";
  const bool vowel_before = words.size() > 1 && std::string("aeiou").find(words[words.size() - 2]) != std::string::npos;
  if (ends("y") && !vowel_before) return words.substr(0, words.size() - 1) + "ies";
  return words + "s";
}

std::vector<std::string> questions_about(const Catalog& catalog, int table) {
  const std::string name = words_of(catalog.tables[static_cast<std::size_t>(table)].name);
  const auto number = find_column(catalog, table, measure), group = find_column(catalog, table, grouping),
             label = find_column(catalog, table, name_like);
  std::vector<std::string> questions;
  if (group) questions.push_back(fmt::format("How many {} are there for each {}?", several(name), *group));
  if (number) questions.push_back(fmt::format("What is the average {} of {}?", *number, several(name)));
  if (number && label) questions.push_back(fmt::format("Which 5 {} have the highest {}?", several(name), *number));
  if (number && group) questions.push_back(fmt::format("What is the total {} for each {}?", *number, *group));
  questions.push_back(fmt::format("How many {} are there?", several(name)));
  return questions;
}

}  // namespace

std::string words_of(const std::string& name) {
  std::string spaced;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool upper = name[i] >= 'A' && name[i] <= 'Z';
    const bool after_lower = i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
    if (upper && after_lower) spaced += ' ';
    spaced += name[i];
  }
  return base::fold(spaced);
}

std::vector<std::string> suggest(const Catalog& catalog, const std::function<bool(const std::string&)>& reads,
                                 std::size_t limit) {
  std::vector<std::vector<std::string>> by_table;
  for (int table : tables_by_weight(catalog)) by_table.push_back(questions_about(catalog, table));
  std::vector<std::string> suggestions;
  // A round takes from each table the first of its questions that would be answered, so that kinds and tables mix.
  for (bool any = true; any && suggestions.size() < limit;) {
    any = false;
    for (std::size_t table = 0, kind = suggestions.size(); table < by_table.size() && suggestions.size() < limit;
         ++table) {
      auto& questions = by_table[table];
      if (questions.empty()) continue;
      any = true;
      const auto next = questions.begin() + static_cast<long>(kind++ % questions.size());
      if (reads(*next)) suggestions.push_back(*next);
      questions.erase(next);
    }
  }
  return suggestions;
}

std::string declined_hint(const Catalog& catalog, bool has_sql) {
  std::vector<std::string> names;
  for (int table : tables_by_weight(catalog)) {
    if (names.size() == kTablesNamed) break;
    names.push_back(catalog.tables[static_cast<std::size_t>(table)].name);
  }
  if (names.empty()) return "The database has no tables.";
  const bool all = names.size() == catalog.tables.size();
  std::string hint = fmt::format("Say it in words of the schema ({}{}; `sayquel schema` shows all)",
                                 base::join(names, ", "), all ? "" : ", ...");
  return hint + (has_sql ? ", or run the SQL with `sayquel sql` if it is what you meant." : ".");
}

}  // namespace sayquel::engine

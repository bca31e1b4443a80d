#include "large_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>
#include <stdexcept>

namespace sayquel::benchmarks {
namespace {

struct Column {
  std::string name, type;
};

struct Table {
  std::string name;
  std::vector<Column> columns;
  std::vector<std::size_t> parents;  // tables that its keys lead to
};

// Lemmas of letters alone that WordNet's corpus has more than a few times: the lines of index.noun are
// "lemma n synsets pointers symbols... senses tagged_senses offsets...".
std::vector<std::string> frequent_nouns(const std::filesystem::path& wordnet) {
  std::ifstream file(wordnet / "index.noun");
  std::vector<std::string> nouns;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string lemma, part, ignored;
    int synsets = 0, pointers = 0, senses = 0, tagged = 0;
    if (!(words >> lemma >> part >> synsets >> pointers)) continue;
    for (int i = 0; i < pointers; ++i) words >> ignored;
    if (!(words >> senses >> tagged) || tagged < 2 || lemma.size() < 4 || lemma.size() > 11) continue;
    if (std::all_of(lemma.begin(), lemma.end(), [](char c) { return c >= 'a' && c <= 'z'; })) nouns.push_back(lemma);
  }
  if (nouns.size() < 500) throw std::runtime_error("WordNet's index.noun is not in " + wordnet.string());
  return nouns;
}

std::string spoken(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

class Maker {
 public:
  Maker(std::vector<std::string> nouns, unsigned seed) : nouns_(std::move(nouns)), random_(seed) {
    std::shuffle(nouns_.begin(), nouns_.end(), random_);
  }

  LargeSchema make(std::size_t tables, std::size_t columns) {
    for (std::size_t i = 0; i < tables; ++i) add_table(i, columns / tables);
    LargeSchema schema;
    schema.sql.emplace_back("BEGIN");
    for (const Table& table : tables_) write(table, schema.sql);
    schema.sql.emplace_back("COMMIT");
    for (int i = 0; i < 200; ++i) schema.questions.push_back(question(i));
    return schema;
  }

 private:
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
  const std::string& noun() { return nouns_[below(nouns_.size())]; }

  void add_table(std::size_t place, std::size_t width) {
    Table table;
    table.name = place < 300 ? nouns_[place] : nouns_[below(300)] + "_" + noun();
    while (std::any_of(tables_.begin(), tables_.end(), [&](const Table& other) { return other.name == table.name; }))
      table.name = nouns_[below(300)] + "_" + noun();
    table.columns.push_back({table.name + "_id", "INTEGER"});
    table.columns.push_back({"name", "TEXT"});
    for (std::size_t i = below(4); i > 0 && place > 0; --i) {
      const std::size_t parent = below(place);
      if (std::find(table.parents.begin(), table.parents.end(), parent) != table.parents.end()) continue;
      table.parents.push_back(parent);
      table.columns.push_back({tables_[parent].name + "_id", "INTEGER"});
    }
    static constexpr const char* kCommon[] = {"status", "created_at", "city", "amount", "comment", "start_date"};
    static constexpr const char* kTypes[] = {"INTEGER", "REAL", "TEXT", "DATE"};
    for (const char* name : kCommon)
      if (below(3) == 0)
        table.columns.push_back({name, name == kCommon[1] || name == kCommon[5] ? "DATE"
                                       : name == kCommon[3]                     ? "REAL"
                                                                                : "TEXT"});
    while (table.columns.size() < width) {
      const std::string name = below(2) ? noun() : noun() + "_" + noun();
      const auto taken = [&](const Column& other) { return other.name == name; };
      if (std::none_of(table.columns.begin(), table.columns.end(), taken))
        table.columns.push_back({name, kTypes[below(4)]});
    }
    tables_.push_back(std::move(table));
  }

  void write(const Table& table, std::vector<std::string>& sql) {
    std::string columns;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      columns += fmt::format("{}\"{}\" {}{}", i ? ", " : "", table.columns[i].name, table.columns[i].type,
                             i == 0 ? " PRIMARY KEY" : "");
    for (const std::size_t parent : table.parents)
      columns += fmt::format(", FOREIGN KEY (\"{0}_id\") REFERENCES \"{0}\" (\"{0}_id\")", tables_[parent].name);
    sql.push_back(fmt::format("CREATE TABLE \"{}\" ({})", table.name, columns));
    for (int row = 1; row <= 8; ++row) {
      std::string values;
      for (std::size_t i = 0; i < table.columns.size(); ++i)
        values += (i ? ", " : "") + value(table.columns[i], i == 0 ? row : 0);
      sql.push_back(fmt::format("INSERT INTO \"{}\" VALUES ({})", table.name, values));
    }
  }

  std::string value(const Column& column, int key) {
    if (key) return std::to_string(key);
    if (column.name.ends_with("_id")) return std::to_string(1 + below(8));
    if (column.type == "INTEGER") return std::to_string(below(1000));
    if (column.type == "REAL") return fmt::format("{}.5", below(1000));
    if (column.type == "DATE") return fmt::format("'20{:02}-0{}-1{}'", below(20), 1 + below(9), below(9));
    return fmt::format("'{} {}'", noun(), noun());
  }

  const Column& column_of(const Table& table) { return table.columns[1 + table.parents.size() + 1 + below(8)]; }

  std::string question(int kind) {
    const Table& table = tables_[below(tables_.size())];
    const std::string thing = spoken(table.name), one = spoken(column_of(table).name),
                      other = spoken(column_of(table).name), limit = std::to_string(below(900));
    const std::string parent = table.parents.empty() ? one : spoken(tables_[table.parents[0]].name);
    switch (kind % 8) {
      case 0:
        return fmt::format("How many {}s are there?", thing);
      case 1:
        return fmt::format("List the {} and {} of each {}.", one, other, thing);
      case 2:
        return fmt::format("Which {} has the highest {}?", thing, one);
      case 3:
        return fmt::format("What is the average {} of the {}s for each {}?", one, thing, other);
      case 4:
        return fmt::format("Show the names of the {}s whose {} is more than {}.", thing, one, limit);
      case 5:
        return fmt::format("How many {}s does each {} have?", thing, parent);
      case 6:
        return fmt::format("What are the names of {}s without any {}?", parent, thing);
      default:
        return fmt::format("Show the 5 {}s with the most {} since 2015, sorted by {}.", thing, one, other);
    }
  }

  std::vector<std::string> nouns_;
  std::mt19937 random_;
  std::vector<Table> tables_;
};

}  // namespace

LargeSchema make_large_schema(const std::filesystem::path& wordnet, std::size_t tables, std::size_t columns,
                              unsigned seed) {
  return Maker(frequent_nouns(wordnet), seed).make(tables, columns);
}

}  // namespace sayquel::benchmarks

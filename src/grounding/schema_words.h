// The English in a schema's names: what each table and column is called, word by word.
//
// Built once for a catalog and then shared; immutable, any thread may read it.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "catalog/catalog.h"

namespace sayquel::grounding {

// A word of a name, abbreviations opened: "qty" gives quantity.
struct NameWord {
  std::string word;  // a lemma: "seller"
  std::string stem;
  double weight = 1;  // how much of the name's meaning it carries: "id", "name" and "code" carry less
};

struct ColumnWords {
  std::vector<NameWord>
      words;  // of the column's own name, its table's words taken out: venuename in venue gives {name}
  std::vector<NameWord> context;  // those that were taken out
  bool identifier = false;        // a key by its name: ends in id, code, key, number
};

// A foreign key column that says what part the other table plays: buyerid gives "buyer" for users.
struct Role {
  int key = -1;  // of Catalog::foreign_keys
  std::vector<NameWord> words;
};

// Where a stem stands: in the name of a table (column -1) or column, or in a role.
struct Posting {
  catalog::ColumnId id;
  int role = -1;
  std::string stem;     // of the name's word: the key is this, or a form of it (sold, for sell)
  double strength = 1;  // 1: the word itself; less: a form of it
};

class SchemaWords {
 public:
  explicit SchemaWords(const catalog::Catalog& catalog);

  const std::vector<NameWord>& table(int table) const { return tables_[static_cast<std::size_t>(table)]; }
  const ColumnWords& column(catalog::ColumnId id) const {
    return columns_[static_cast<std::size_t>(id.table)][static_cast<std::size_t>(id.column)];
  }
  const std::vector<Role>& roles() const { return roles_; }
  const std::vector<Posting>& find(const std::string& stem) const;

  // The name as a person would say it: "price paid", "event".
  std::string say_column(catalog::ColumnId id) const;
  std::string say_table(int table) const;

  // The columns that show what a row is: a name or title, or first and last name; empty where none does.
  const std::vector<int>& name_columns(int table) const { return names_[static_cast<std::size_t>(table)]; }
  // Rows of this table are people: it has name columns as people have, or is called so.
  bool people(int table) const { return people_[static_cast<std::size_t>(table)]; }
  // Columns of yes and no that say what somebody likes, by a verb of liking in their name.
  const std::vector<catalog::ColumnId>& affinity_columns() const { return affinity_; }
  // Two foreign keys and little else.
  bool bridge(int table) const { return bridge_[static_cast<std::size_t>(table)]; }

 private:
  void read_tables();
  std::vector<std::string> open_initials(std::vector<std::string> words, int own) const;
  // `of_tables`: words of all tables' names, by which an unbroken name is cut.
  void read_columns(int table, const std::set<std::string, std::less<>>& of_tables);
  void read_roles();
  void find_names(int table);
  void find_affinity();
  void add_postings();

  const catalog::Catalog& catalog_;
  std::vector<std::vector<NameWord>> tables_;
  std::vector<std::vector<ColumnWords>> columns_;
  std::vector<Role> roles_;
  std::vector<std::vector<int>> names_;
  std::vector<bool> people_, bridge_;
  std::vector<catalog::ColumnId> affinity_;
  std::unordered_map<std::string, std::vector<Posting>> postings_;
};

// What a shortened word stands for in names: "qty" gives "quantity"; empty: it is none.
std::string opened_abbreviation(const std::string& word);

// "eventName", "EVENT_NAME" and "eventname" as words: event, name. `known` are words to cut an unbroken name by,
// beside the dictionary.
std::vector<std::string> split_name(std::string_view name, const std::vector<std::string>& known);

}  // namespace sayquel::grounding

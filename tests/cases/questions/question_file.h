// The question files of examples/tickit/questions/ (their README.md states the format).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sayquel/result.h"
#include "sayquel/value.h"

namespace sayquel::questions {

// A query that an analyst would accept. `sqlite` is the same as SQLite has to write it.
struct Accepted {
  std::string sql;
  std::string sqlite;
};

struct Turn {
  std::size_t line = 0;  // of the first wording, from 1
  std::vector<std::string> wordings;
  std::vector<Accepted> accepted;  // none: the question is to be declined
  std::string ordered_by;          // a column of the query; empty: any order
  bool fraction = false;
  bool may_ask = false;
  bool empty = false;
  bool tied = false;
};

struct Case {
  std::string name;
  std::vector<Turn> turns;  // more than one: a conversation, of one wording a turn
};

// "57 of 60".
struct Requirement {
  std::size_t right = 0;
  std::size_t of = 0;
};

struct QuestionFile {
  std::string name;      // without the ending
  std::string database;  // "tickit", or a path below SAYQUEL_DATA
  std::optional<Date> today;
  Requirement wordings;                   // counted over every wording of every turn
  std::optional<Requirement> first_ones;  // counted over the first wording of every case
  std::vector<Case> cases;

  bool generated() const { return database == "tickit"; }
  std::size_t wording_count() const;
};

// BadInput, naming file and line, where the text does not follow the format.
Result<QuestionFile> read_question_file(const std::filesystem::path& path);
Result<QuestionFile> parse_question_file(const std::string& name, const std::string& text);

}  // namespace sayquel::questions

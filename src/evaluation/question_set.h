// Question sets: questions, each with the SQL that is right. Four formats, told apart by how the file begins.
//
//   JSON lines   {"id": "q1", "database": "shop.sqlite", "question": "...", "gold": ["SELECT ..."]}
//   Spider       [{"db_id": "shop", "question": "...", "query": "SELECT ..."}, ...]
//   BIRD         [{"question_id": 1, "db_id": "shop", "question": "...", "evidence": "...", "SQL": "SELECT ...",
//                  "difficulty": "simple"}, ...]
//   plain list   ? How many orders are there?          (plain_list.h)
//                SELECT COUNT(*) FROM orders
//
// In the first three, "evidence", "difficulty" and the other wordings that a set may have are read by their names.
// Sources: Yu et al. 2018, "Spider"; Li et al. 2023, "Can LLM Already Serve as A Database Interface? (BIRD)".
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sayquel/result.h"
#include "sayquel/value.h"

namespace sayquel::evaluation {

// A query that is right. `sqlite` is the same as SQLite has to write it; empty: as `sql`.
struct Gold {
  std::string sql;
  std::string sqlite;
};

struct QuestionCase {
  std::string id;        // as JSON text; its place in the file, from 1, where the file gives none
  std::string database;  // as the file names it; empty: it names none
  std::string question;
  std::string evidence;
  std::string difficulty;
  std::vector<Gold> gold;  // any of them is right; none: the database cannot answer the question
};

struct QuestionSet {
  std::vector<QuestionCase> cases;
  std::optional<Date> today;        // what "last month" is counted from, where the file says it
  std::size_t without_wording = 0;  // cases that lack the wording asked for, and are asked in their first one
  std::size_t follow_ups = 0;       // left out: a conversation's later turns
};

// `wording` names the field that holds the question ("question" where empty). NotFound where the file cannot be read;
// BadInput, naming the line or the place, where it does not follow its format; Usage where no case has the wording.
Result<QuestionSet> read_question_set(const std::string& path, const std::string& wording = {});
Result<QuestionSet> parse_question_set(std::string_view text, const std::string& name, const std::string& wording = {});

}  // namespace sayquel::evaluation

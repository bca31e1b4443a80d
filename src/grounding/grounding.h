// The part of the schema that a question is about: its words' mentions of tables, columns, roles and database values,
// each with a score and tied to the words.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/join_graph.h"
#include "catalog/value_index.h"
#include "grounding/periods.h"
#include "grounding/question.h"
#include "grounding/schema_words.h"
#include "grounding/tokens.h"
#include "sayquel/result.h"
#include "sayquel/stop.h"

namespace sayquel::grounding {

enum class MentionKind { Table, Column, Role, Value };

// How the words and the name met, best first.
enum class Via { Exact, Form, Knowledge, Part, Synonym, Contains, Typo };

struct Mention {
  std::size_t begin = 0, end = 0;  // tokens [begin, end)
  MentionKind kind = MentionKind::Table;
  catalog::ColumnId column;  // of Table and Role: column is -1, table the one meant
  int role = -1;             // of Role: in SchemaWords::roles()
  std::string value;         // of Value: as it stands in the database
  double score = 0;          // 0..1
  double coverage = 1;       // share of the name that the words cover
  Via via = Via::Exact;
};

struct Grounding {
  const catalog::Catalog* catalog = nullptr;  // these three must outlive it
  const catalog::JoinGraph* graph = nullptr;
  const SchemaWords* words = nullptr;
  std::string question;  // in self-contained words: a follow-up is completed by what was asked before
  std::vector<Token> tokens;
  bool cut = false;               // the question was longer than is read
  std::vector<Mention> mentions;  // by begin, then score; they may overlap
  std::vector<PeriodMention> periods;
};

// Reads questions over one catalog. Immutable: any thread may use it. The catalog, graph and index must outlive it.
class Grounder {
 public:
  Grounder(const catalog::Catalog& catalog, const catalog::JoinGraph& graph, const catalog::ValueIndex& values);

  // BadInput where there is nothing to read (empty, too long, no letter in it); Cancelled or Deadline.
  Result<Grounding> ground(const Question& question, const Stop& stop) const;

  const SchemaWords& words() const { return words_; }

 private:
  // The hint put into the question's words (reword.h).
  Result<Grounding> read_with_hint(const Question& question, const Stop& stop) const;
  Result<Grounding> read(const std::string& text, Date today, const Stop& stop) const;

  const catalog::Catalog& catalog_;
  const catalog::JoinGraph& graph_;
  const catalog::ValueIndex& values_;
  SchemaWords words_;
};

// Words that carry structure or nothing, never a mention by themselves: "the", "of", "show", "which".
bool function_word(const std::string& lower);

}  // namespace sayquel::grounding

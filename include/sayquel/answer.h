// The answer to a question: the same value behind the command's output, the service's and MCP's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sayquel/result.h"
#include "sayquel/value.h"

namespace sayquel {

enum class AnswerStatus { Answered, Ambiguous, Declined, Failed };

struct Alternative {
  std::string sql;
  std::string reading;
  double confidence = 0;
};

// Milliseconds, fractions included.
struct Timings {
  double ground = 0, draft = 0, guard = 0, execute = 0, answer = 0;
};

// One request to a model as it left, for the egress ledger: a further try is a request of its own.
struct ModelCall {
  std::string purpose;  // "draft" | "repair" | "narrate"
  std::string to;       // scheme, host and port
  bool local = false;   // to this machine: nothing left it
  bool answered = false;
  std::string body;                                  // exactly what was sent; keys travel in headers and are not kept
  std::uint64_t bytes = 0, bytes_back = 0;           // of the bodies
  std::int64_t prompt_tokens = 0, reply_tokens = 0;  // of an answered call
  bool counted = false;                              // by the service; else estimated, never too low
  std::vector<std::string> tables;                   // whose schema stood in it
  std::uint64_t samples = 0;                         // values of the database in it, beside rows
  std::uint64_t rows = 0;                            // rows of the result in it
};

// One draft of a model, and what became of it.
struct ModelRound {
  int sample = 0;       // which of the replies that vote, from 0
  int repair = 0;       // 0: its first draft
  std::string sql;      // empty: the reply held none
  std::string outcome;  // "answers", or why it was sent back
};

struct ModelUse {
  std::string name;   // of the model; empty: none was asked
  std::string share;  // "schema" | "samples" | "rows"
  std::vector<ModelCall> calls;
  std::vector<ModelRound> rounds;
  bool agreed = false;    // the parser and the model came to the same
  std::string narration;  // "", "used", or why the model's wording was not taken
  double cost = 0;        // by the prices of the settings
};

struct Answer {
  std::string id;  // the question's, echoed unchanged as JSON text; empty: none was given
  std::string question;
  AnswerStatus status = AnswerStatus::Failed;
  std::string sql;  // the best draft, also where it was declined or not run; empty: none
  std::vector<ResultColumn> columns;
  std::vector<Row> rows;
  std::uint64_t row_count = 0;  // rows held here
  bool truncated = false;       // there were more rows than the limit let through
  std::string answer;           // the sentence
  std::string reading;          // how the question was understood, in one sentence
  double confidence = 0;        // 0..1
  std::string drafted_by;       // "parser" | "model:NAME" | "" (typed by the user)
  std::vector<Alternative> alternatives;
  std::vector<std::string> notes;
  std::optional<std::string> chart;  // a Vega-Lite specification as JSON text
  std::optional<Error> error;
  Timings timings;
  ModelUse model;  // what a model was told and what it drafted; not part of the JSON form
};

enum class OutputFormat { Text, Table, Csv, Json, JsonLines, Markdown };

// How text output may look. Width in terminal columns.
struct TextStyle {
  bool colour = false;
  int width = 100;
  std::size_t rows_shown = 40;  // of a table in text; what is left out is said
  bool error_shown = true;      // in text; false: the caller says it elsewhere (standard error)
};

// The answer in a format. JSON follows the outside contract: decimals and 64-bit integers beyond 2^53 are strings,
// timestamps "YYYY-MM-DD HH:MM:SS", NULL null. CSV holds the rows alone.
std::string render(const Answer& answer, OutputFormat format, const TextStyle& style = {});

}  // namespace sayquel

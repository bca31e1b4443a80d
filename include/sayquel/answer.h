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

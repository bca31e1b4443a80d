// A run's figures for people and for programs, and its outcomes as JSON lines.
#pragma once

#include <string>

#include "evaluation/figures.h"

namespace sayquel::evaluation {

// Totals alone: no single question stands in it. `by_database`: a line for each database too.
std::string as_text(const Figures& figures, bool by_database);
// One JSON object, by database included.
std::string as_json(const Figures& figures);
// {"id", "database", "question", "gold", "status", "sql", "confidence", "reading", "right", "why", "detail", ...}, with
// no line end.
std::string as_json_line(const QuestionCase& asked, const Outcome& outcome);

}  // namespace sayquel::evaluation

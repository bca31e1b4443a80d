// Answers that somebody gave before: to judge them instead of asking.
//
//   {"id": 1, "sql": "SELECT ...", "status": "answered", "confidence": 0.7}     a line for each question
//
// as `sayquel ask --questions` writes them; another system's drafts need only id and sql.
#pragma once

#include <functional>
#include <string>

#include "evaluation/question_set.h"
#include "sayquel/answer.h"
#include "sayquel/result.h"

namespace sayquel::evaluation {

// The answer to a question by its id; a question that has none is Declined. NotFound or BadInput. The function may be
// called from any thread.
Result<std::function<Answer(const QuestionCase&)>> read_answers(const std::string& path);

}  // namespace sayquel::evaluation

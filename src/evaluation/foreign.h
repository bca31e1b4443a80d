// Questions that a database cannot answer: another database's.
//
// The question's own words are good English and its own database answers it, so what is measured is whether the program
// knows what it does not know. Now and then the other database can answer after all (both have students): the share
// that comes back answered is an upper bound of what is answered wrongly.
#pragma once

#include "evaluation/question_set.h"

namespace sayquel::evaluation {

// The same questions, each asked of the database half the set's databases further on (by name, around), and none of
// them right. Usage where the set has fewer than two databases.
Result<QuestionSet> foreign(QuestionSet set);

}  // namespace sayquel::evaluation

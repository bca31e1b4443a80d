// Asks the engine every wording of a question file and judges what comes back.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cases/questions/reference.h"
#include "sayquel/engine.h"

namespace sayquel::questions {

enum class Verdict {
  Right,          // answered, and the rows are right; or rightly not answered
  RightButAsked,  // asked back, while the rows shown are right
  Wrong,          // answered with other rows, or answered where nothing can be: the worst
  WrongButAsked,  // asked back, and the rows shown are not right
  NotAnswered,    // declined where there is an answer
  Failed,         // an error
};
std::string_view verdict_name(Verdict verdict);

struct Outcome {
  std::string question;  // file, block and line: "seeds.txt:8 biggest-spenders"
  std::string wording;
  bool first_of_case = false;
  Verdict verdict = Verdict::Failed;
  bool counts = false;   // as right, by the file's options
  std::string why;       // where it is not right
  std::string expected;  // the first query that is right; empty: to be declined
  std::string drafted, reading, said;
  double confidence = 0;
  double milliseconds = 0;  // of the whole question
};

struct Score {
  std::size_t right = 0, of = 0;
  std::size_t first_right = 0, first_of = 0;
  std::map<Verdict, std::size_t> verdicts;
};

// In the order of the file. An error: a query of the file does not run, or the database does not open.
Result<std::vector<Outcome>> examine(const QuestionFile& file, const std::filesystem::path& database,
                                     tickit::Format format, const std::filesystem::path& cache_folder);

Score score(const std::vector<Outcome>& outcomes);
// "81 wordings: 70 right, 3 wrong, ...".
std::string summary(const Score& score);
// What a person needs to mend it: the question, both queries, and why they differ.
std::string explanation(const Outcome& outcome);

}  // namespace sayquel::questions

#include "evaluation/figures.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "evaluation/report.h"

namespace sayquel::evaluation {
namespace {

struct Made {
  QuestionSet set;
  Run run;

  void add(AnswerStatus status, double confidence, bool right, const char* difficulty = "") {
    QuestionCase one;
    one.id = std::to_string(set.cases.size() + 1);
    one.database = set.cases.size() % 2 ? "odd" : "even";
    one.difficulty = difficulty;
    one.question = "secret words";
    one.gold = {{"SELECT 1", {}}};
    Outcome outcome;
    outcome.place = set.cases.size();
    outcome.answer.status = status;
    outcome.answer.confidence = confidence;
    outcome.answer.sql = "SELECT 2";
    outcome.judgement.right = right;
    outcome.judgement.why = right ? Why::None : Why::OtherRows;
    outcome.milliseconds = static_cast<double>(set.cases.size());
    set.cases.push_back(one);
    run.outcomes.push_back(std::move(outcome));
  }
};

Made eight() {
  Made made;
  made.add(AnswerStatus::Answered, 0.95, true, "easy");
  made.add(AnswerStatus::Answered, 0.55, false, "hard");
  made.add(AnswerStatus::Answered, 0.85, true, "easy");
  made.add(AnswerStatus::Ambiguous, 0.5, true, "hard");
  made.add(AnswerStatus::Answered, 0.75, false);
  made.add(AnswerStatus::Declined, 0.1, true);
  made.add(AnswerStatus::Answered, 0.65, true);
  made.add(AnswerStatus::Failed, 0, false);
  made.run.outcomes.back().answer.sql.clear();
  return made;
}

TEST(Figures, CountAccuracyAndStatus) {
  const Made made = eight();
  const Figures result = figures(made.set, made.run);
  EXPECT_EQ(result.all.right, 5u);  // a declined or ambiguous draft counts by its SQL, as score.py has it
  EXPECT_EQ(result.all.count, 8u);
  EXPECT_EQ(result.answerable_answered.right, 3u);
  EXPECT_EQ(result.answerable_answered.count, 5u);
  EXPECT_EQ(result.answered, 5u);
  EXPECT_EQ(result.ambiguous, 1u);
  EXPECT_EQ(result.declined, 1u);
  EXPECT_EQ(result.failed, 1u);
  EXPECT_EQ(result.by_database.at("even").count, 4u);
  EXPECT_EQ(result.by_difficulty.at("easy").right, 2u);
  EXPECT_EQ(result.by_difficulty.count(""), 0u);
  EXPECT_EQ(result.why.at("other_rows"), 3u);
}

TEST(Figures, TakeTheSurestOfAllQuestions) {
  const Made made = eight();
  const Figures result = figures(made.set, made.run);
  ASSERT_EQ(result.surest.size(), 4u);
  EXPECT_EQ(result.surest[0].tally.count, 2u);  // a quarter of eight: 0.95 and 0.85
  EXPECT_EQ(result.surest[0].tally.right, 2u);
  EXPECT_DOUBLE_EQ(result.surest[0].confidence, 0.85);
  EXPECT_EQ(result.surest[1].tally.right, 3u);  // 0.75 wrong, 0.65 right
  EXPECT_EQ(result.surest[3].tally.count, 5u);  // no more were answered
}

TEST(Figures, MeasureCalibration) {
  Made made;
  for (int i = 0; i < 4; ++i) made.add(AnswerStatus::Answered, 0.75, i != 0);  // three of four right: as said
  EXPECT_NEAR(figures(made.set, made.run).calibration_error, 0, 1e-12);
  for (int i = 0; i < 4; ++i) made.add(AnswerStatus::Answered, 0.95, false);  // none of these
  EXPECT_NEAR(figures(made.set, made.run).calibration_error, 0.475, 1e-12);
  made.add(AnswerStatus::Answered, 1.0, true);  // the last bin holds its end
  EXPECT_EQ(figures(made.set, made.run).bins.back().tally.count, 5u);
}

TEST(Figures, CountAnswersToWhatCannotBeAnswered) {
  Made made = eight();
  for (QuestionCase& one : made.set.cases) one.gold.clear();
  for (Outcome& one : made.run.outcomes) one.judgement.right = one.answer.status != AnswerStatus::Answered;
  const Figures result = figures(made.set, made.run);
  EXPECT_EQ(result.unanswerable.count, 8u);
  EXPECT_EQ(result.unanswerable.right, 3u);
  EXPECT_EQ(result.all.count, 0u);
  EXPECT_NE(as_text(result, false).find("8 questions, of which 5 came back answered (62.50%)"), std::string::npos);
}

TEST(Figures, AreTotalsAndShowNoQuestion) {
  const Made made = eight();
  const Figures result = figures(made.set, made.run);
  for (const std::string& shown : {as_text(result, true), as_json(result)}) {
    EXPECT_EQ(shown.find("secret"), std::string::npos);
    EXPECT_EQ(shown.find("SELECT"), std::string::npos);
  }
  const auto json = nlohmann::json::parse(as_json(result));
  EXPECT_EQ(json.at("execution_accuracy").at("right"), 5);
  EXPECT_EQ(json.at("surest").size(), 4u);
  EXPECT_EQ(json.at("by_database").at("odd").at("count"), 4);
  EXPECT_EQ(nlohmann::json::parse(as_json_line(made.set.cases[1], made.run.outcomes[1])).at("why"), "other_rows");
}

TEST(Figures, OfNothingAreNothing) {
  const Figures result = figures({}, {});
  EXPECT_EQ(result.all.count, 0u);
  EXPECT_EQ(result.calibration_error, 0);
  EXPECT_FALSE(as_text(result, true).empty());
}

}  // namespace
}  // namespace sayquel::evaluation

#include "evaluation/run.h"

#include <gtest/gtest.h>

#include <fstream>

#include "evaluation/given.h"
#include "unit/evaluation/shop_file.h"

namespace sayquel::evaluation {
namespace {

class RunTest : public testing::Test {
 protected:
  RunOptions options(int jobs = 1) const {
    RunOptions options;
    options.engine.cache_folder = shop_.folder() + "/cache";
    options.jobs = jobs;
    options.locate = [this](const std::string& name) -> Result<std::string> {
      return name == "absent" ? shop_.folder() + "/absent.sqlite" : shop_.path();
    };
    return options;
  }

  // A case whose right query is `gold`, and the SQL that is given as its answer.
  void add(std::string gold, const std::string& given, const std::string& database = "shop") {
    QuestionCase one;
    one.id = std::to_string(set_.cases.size() + 1);
    one.database = database;
    one.question = "?";
    if (!gold.empty()) one.gold = {{std::move(gold), {}}};
    set_.cases.push_back(one);
    given_.push_back(given);
  }

  // Whether each came out right, as letters: r, or w.
  std::string judged(RunOptions options, std::vector<Why>* why = nullptr) const {
    options.given = [this](const QuestionCase& one) {
      Answer answer;
      answer.status = AnswerStatus::Answered;
      answer.sql = given_[std::stoul(one.id) - 1];
      return answer;
    };
    const auto run = evaluation::run(set_, options, {});
    if (!run) return run.error().message;
    std::string letters;
    for (const Outcome& one : run->outcomes) {
      letters += one.judgement.right ? 'r' : 'w';
      if (why) why->push_back(one.judgement.why);
    }
    return letters;
  }

  ShopFile shop_;
  QuestionSet set_;
  std::vector<std::string> given_;
};

TEST_F(RunTest, JudgesByTheRowsThatComeBack) {
  add("SELECT city, name FROM customer", "SELECT name, city FROM customer");
  add("SELECT DISTINCT city FROM customer", "SELECT city FROM customer");
  add("SELECT name FROM customer ORDER BY age DESC", "SELECT name FROM customer ORDER BY age");
  add("SELECT name FROM customer WHERE age > = 40", "SELECT name FROM customer WHERE age > 30");
  add("SELECT name FROM customer", "");
  add("SELECT name FROM customer", "DELETE FROM customer");
  add("SELECT nobody FROM customer", "SELECT name FROM customer");
  add("SELECT COUNT(*) AS \"many?\", city FROM customer GROUP BY city", "SELECT city FROM customer GROUP BY city");
  std::vector<Why> why;
  EXPECT_EQ(judged(options(), &why), "rrwrwwwr");
  const std::vector<Why> expected = {Why::None,    Why::None,    Why::OtherRows,  Why::None,
                                     Why::NoDraft, Why::Refused, Why::GoldFailed, Why::None};
  EXPECT_EQ(why, expected);
}

TEST_F(RunTest, ComparesSetsAndKeepsDistinctWhereTold) {
  add("SELECT DISTINCT city FROM customer", "SELECT city FROM customer");
  add("SELECT city, name FROM customer", "SELECT name, city FROM customer");
  RunOptions keep = options();
  keep.rules.keep_distinct = true;
  EXPECT_EQ(judged(keep), "wr");
  RunOptions sets = options();
  sets.rules.scoring = Scoring::Sets;
  EXPECT_EQ(judged(sets), "rw");
}

TEST_F(RunTest, OutcomesDoNotDependOnTheNumberOfJobs) {
  for (int i = 0; i < 200; ++i)
    add("SELECT name FROM customer WHERE age > " + std::to_string(i % 70),
        "SELECT name FROM customer WHERE age > " + std::to_string(i % 35 + 20), i % 3 ? "shop" : "store");
  const std::string one = judged(options(1));
  EXPECT_EQ(one.size(), 200u);
  EXPECT_NE(one.find('r'), std::string::npos);
  EXPECT_NE(one.find('w'), std::string::npos);
  EXPECT_EQ(judged(options(4)), one);
}

TEST_F(RunTest, AsksTheEngine) {
  add("SELECT COUNT(*) FROM customer", "");
  set_.cases[0].question = "How many customers are there?";
  add("", "");
  set_.cases[1].question = "What is the weather on the moon?";
  RunOptions asking = options(2);
  std::vector<std::size_t> counts;
  asking.progress = [&](const Count& count) { counts.push_back(count.done); };
  const auto run = evaluation::run(set_, asking, {});
  ASSERT_TRUE(run) << run.error().message;
  ASSERT_EQ(run->outcomes.size(), 2u);
  EXPECT_TRUE(run->outcomes[0].judgement.right) << run->outcomes[0].answer.sql;
  EXPECT_EQ(run->outcomes[0].answer.rows.size(), 0u);
  EXPECT_TRUE(run->outcomes[1].judgement.right);  // it was not answered
  EXPECT_EQ(counts, (std::vector<std::size_t>{1, 2}));
}

TEST_F(RunTest, ADatabaseThatIsNotThereFailsItsQuestionsAlone) {
  add("SELECT name FROM customer", "SELECT name FROM customer", "absent");
  add("SELECT name FROM customer", "SELECT name FROM customer");
  EXPECT_EQ(judged(options()), "wr");
}

TEST_F(RunTest, StopsWhereItIsTold) {
  for (int i = 0; i < 50; ++i) add("SELECT name FROM customer", "SELECT name FROM customer");
  CancelToken token;
  RunOptions stopping = options(2);
  stopping.given = [](const QuestionCase&) { return Answer(); };
  stopping.progress = [&](const Count& count) {
    if (count.done == 10) token.cancel();
  };
  const auto run = evaluation::run(set_, stopping, Stop(token));
  ASSERT_TRUE(run);
  EXPECT_TRUE(run->stopped);
  EXPECT_GE(run->outcomes.size(), 10u);
  EXPECT_LT(run->outcomes.size(), 50u);
}

TEST_F(RunTest, ReadsAnswersThatSomebodyGave) {
  const std::string path = shop_.folder() + "/answers.jsonl";
  std::ofstream(path) << "{\"id\": 1, \"sql\": \"SELECT 1\", \"confidence\": 0.5}\n\n{\"id\": 2, \"sql\": null}\n";
  const auto given = read_answers(path);
  ASSERT_TRUE(given) << given.error().message;
  QuestionCase one;
  one.id = "1";
  EXPECT_EQ((*given)(one).sql, "SELECT 1");
  EXPECT_EQ((*given)(one).status, AnswerStatus::Answered);
  one.id = "2";
  EXPECT_EQ((*given)(one).status, AnswerStatus::Declined);
  one.id = "3";
  EXPECT_EQ((*given)(one).status, AnswerStatus::Declined);
  std::ofstream(path) << "{\"sql\": \"SELECT 1\"}\n";
  EXPECT_EQ(read_answers(path).error().code, ErrorCode::BadInput);
  EXPECT_EQ(read_answers(path + ".none").error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace sayquel::evaluation

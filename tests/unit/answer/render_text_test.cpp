#include <gtest/gtest.h>

#include "answer/render/table.h"
#include "base/text.h"
#include "sayquel/answer.h"

namespace sayquel {
namespace {

Answer buyers() {
  Answer answer;
  answer.status = AnswerStatus::Answered;
  answer.answer = "The top 3 buyers are Jane Doe, \xE6\x97\xA5\xE6\x9C\xAC and Li.";
  answer.columns = {{"buyer", {TypeKind::Text, "TEXT"}}, {"total_paid", {TypeKind::Decimal, "DECIMAL(10,2)"}}};
  answer.rows = {{std::string("Jane Doe"), Decimal{"12345.60"}},
                 {std::string("\xE6\x97\xA5\xE6\x9C\xAC"), Decimal{"6172.80"}},
                 {Null{}, Null{}}};
  answer.row_count = 3;
  answer.sql = "SELECT 1";
  return answer;
}

TEST(RenderTable, AlignsNumbersRightAndCountsWideCharacters) {
  EXPECT_EQ(render(buyers(), OutputFormat::Table),
            "buyer     total_paid\n"
            "────────  ──────────\n"
            "Jane Doe   12,345.60\n"
            "日本        6,172.80\n"
            "–                  –\n");
}

TEST(RenderTable, CutsWideCellsAndSaysWhatDoesNotFit) {
  Answer answer = buyers();
  answer.rows[0][0] = std::string(80, 'x');
  const std::string text = render(answer, OutputFormat::Table, {.width = 30});
  for (const std::string& line : base::split(text, '\n')) EXPECT_LE(base::display_width(line), 30) << line;
  EXPECT_NE(text.find("x\xE2\x80\xA6"), std::string::npos);
  const std::string narrow = render(answer, OutputFormat::Table, {.width = 12});
  EXPECT_NE(narrow.find("Too narrow for total_paid."), std::string::npos) << narrow;
}

TEST(RenderText, DrawsBarsWhereTheChartIsOfBars) {
  Answer answer = buyers();
  answer.chart = R"({"usermeta": {"sayquel": {"kind": "bar", "category": 0, "number": 1}}})";
  const std::string text = render(answer, OutputFormat::Text, {.width = 60});
  const auto blocks = [](const std::string& line) {
    int count = 0;
    for (std::size_t at = 0; (at = line.find("\xE2\x96\x88", at)) != std::string::npos; at += 3) ++count;
    return count;
  };
  std::vector<int> counts;
  for (const std::string& line : base::split(text, '\n'))
    if (blocks(line)) counts.push_back(blocks(line));
  ASSERT_EQ(counts.size(), 2u) << text;
  EXPECT_EQ(counts[0], 2 * counts[1]) << text;
}

TEST(RenderText, SaysHowManyRowsAreNotShown) {
  Answer answer = buyers();
  answer.rows.assign(50, answer.rows[0]);
  const std::string text = render(answer, OutputFormat::Text, {.rows_shown = 10});
  EXPECT_NE(text.find("40 more rows not shown here"), std::string::npos) << text;
}

TEST(RenderText, HasColoursOnlyWhereAsked) {
  EXPECT_EQ(render(buyers(), OutputFormat::Text).find('\x1b'), std::string::npos);
  EXPECT_NE(render(buyers(), OutputFormat::Text, {.colour = true}).find("\x1b[1m"), std::string::npos);
}

TEST(RenderText, SaysWhatHappenedAndWhatToTry) {
  Answer answer;
  answer.status = AnswerStatus::Declined;
  answer.error = Error{ErrorCode::Declined, "Nothing in this database is about the weather.",
                       "Ask about venues, events or sales."};
  answer.sql = "SELECT 1";
  answer.alternatives = {{"SELECT 2", "the number of events", 0.3}};
  EXPECT_EQ(render(answer, OutputFormat::Text),
            "Nothing in this database is about the weather.\n"
            "Ask about venues, events or sales.\n"
            "\n"
            "Perhaps it means:\n"
            "  - the number of events\n"
            "\n"
            "A draft, not run:\n"
            "  SELECT 1\n");
}

TEST(RenderText, ASingleRowOfManyColumnsStandsAsARecord) {
  Answer answer;
  answer.status = AnswerStatus::Answered;
  answer.answer = "Royce Hall.";
  for (const char* name : {"id", "name", "city", "state", "seats"})
    answer.columns.push_back({name, {TypeKind::Text, "TEXT"}});
  answer.rows = {
      {std::int64_t{1234}, std::string("Royce Hall"), std::string("Los Angeles"), Null{}, std::int64_t{1834}}};
  EXPECT_EQ(render(answer, OutputFormat::Text),
            "Royce Hall.\n\n  id     1234\n  name   Royce Hall\n  city   Los Angeles\n  state  –\n  seats  1,834\n");
}

}  // namespace
}  // namespace sayquel

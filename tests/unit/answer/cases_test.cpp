// tests/cases/answer/*.txt: what is said of a query's rows, on the small database tickets.sql.
//
//   # a comment
//   question: How many venues are in California?
//   sql: SELECT COUNT(*) FROM venue WHERE venuestate = 'CA'
//   answer: There are 3 venues where the venue state is CA.
//   note: each note, one a line, in order; none: no note is expected
//   chart: bar | line | point | grouped bar; none: no chart is expected
//   probe: off (optional: no probing queries)
//   limit: 3 (optional: rows let through)
//
// Cases are parted by blank lines; a line that begins with a blank goes on with the field before it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "answer/chart.h"
#include "answer/compose.h"
#include "answer/verify.h"
#include "base/text.h"
#include "guard/guard.h"
#include "unit/answer/small_database.h"

namespace sayquel::answer {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(SAYQUEL_SOURCE_DIR) / "tests/cases/answer";

struct AnswerCase {
  std::string place, question, subject, sql, answer, chart, probe, limit;
  std::vector<std::string> notes;
};

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void take(AnswerCase& into, const std::string& name, const std::string& value) {
  if (name == "question")
    into.question = value;
  else if (name == "subject")
    into.subject = value;
  else if (name == "sql")
    into.sql = value;
  else if (name == "answer")
    into.answer = value;
  else if (name == "chart")
    into.chart = value;
  else if (name == "probe")
    into.probe = value;
  else if (name == "limit")
    into.limit = value;
  else if (name == "note")
    into.notes.push_back(value);
  else
    ADD_FAILURE() << into.place << ": no such field: " << name;
}

std::vector<AnswerCase> read_cases(const std::filesystem::path& path) {
  std::vector<AnswerCase> cases;
  std::vector<std::pair<std::string, std::string>> fields;
  int number = 0, first = 0;
  const auto finish = [&] {
    if (fields.empty()) return;
    AnswerCase& made = cases.emplace_back();
    made.place = path.filename().string() + ":" + std::to_string(first);
    for (const auto& [name, value] : fields) take(made, name, value);
    fields.clear();
  };
  for (const std::string& line : base::split(read(path), '\n')) {
    ++number;
    if (line.starts_with("#")) continue;
    if (line.empty()) {
      finish();
    } else if (line[0] == ' ' && !fields.empty()) {
      fields.back().second += " " + std::string(base::trim(line));
    } else {
      if (fields.empty()) first = number;
      const std::size_t colon = line.find(':');
      fields.emplace_back(line.substr(0, colon), std::string(base::trim(line.substr(colon + 1))));
    }
  }
  finish();
  return cases;
}

std::string kind_of(const std::optional<std::string>& chart) {
  switch (chart_columns(chart).kind) {
    case ChartKind::Bar:
      return "bar";
    case ChartKind::Line:
      return "line";
    case ChartKind::Point:
      return "point";
    case ChartKind::GroupedBar:
      return "grouped bar";
    case ChartKind::None:
      break;
  }
  return chart ? "unknown" : "";
}

class AnswerCases : public ::testing::TestWithParam<std::string> {
 protected:
  void check(const AnswerCase& c) {
    SCOPED_TRACE(c.place + ": " + c.question);
    const auto approval = guard_.approve(c.sql);
    ASSERT_TRUE(approval) << approval.error().message;
    auto rows = database_.rows(approval->query.text());
    ASSERT_TRUE(rows) << rows.error().message;
    if (!c.limit.empty() && rows->rows.size() > std::stoull(c.limit))
      rows->rows.resize(std::stoull(c.limit)), rows->truncated = true;
    Input input{c.question, c.subject, &approval->query, &database_.catalog(), &*rows, {}};
    if (c.probe != "off") input.probe = [&](const std::string& sql) { return probe(sql); };
    const Composed composed = compose(input);
    EXPECT_EQ(composed.sentence, c.answer);
    EXPECT_EQ(composed.notes, c.notes);
    if (!c.chart.empty()) {
      EXPECT_EQ(kind_of(composed.chart), c.chart == "none" ? "" : c.chart);
    }
    // What we say ourselves passes the check that a model's text must pass.
    EXPECT_EQ(check_sentence(composed.sentence, *rows, c.question + " " + c.sql), std::vector<std::string>())
        << composed.sentence;
  }

  Result<execute::Rows> probe(const std::string& sql) {
    const auto approval = guard_.approve(sql);
    EXPECT_TRUE(approval) << "a probe is refused: " << sql << "\n" << (approval ? "" : approval.error().message);
    if (!approval) return tl::unexpected(approval.error());
    auto rows = database_.rows(approval->query.text());
    EXPECT_TRUE(rows) << "a probe fails: " << sql;
    return rows;
  }

  test::SmallDatabase database_{read(kFolder / "tickets.sql")};
  guard::Guard guard_{database_.catalog()};
};

TEST_P(AnswerCases, AreSaidAsWritten) {
  const std::vector<AnswerCase> cases = read_cases(kFolder / GetParam());
  EXPECT_FALSE(cases.empty());
  for (const AnswerCase& c : cases) check(c);
}

std::vector<std::string> case_files() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder))
    if (entry.path().extension() == ".txt") files.push_back(entry.path().filename().string());
  std::sort(files.begin(), files.end());
  return files;
}

INSTANTIATE_TEST_SUITE_P(Folder, AnswerCases, ::testing::ValuesIn(case_files()),
                         [](const auto& file) { return file.param.substr(0, file.param.find('.')); });

}  // namespace
}  // namespace sayquel::answer

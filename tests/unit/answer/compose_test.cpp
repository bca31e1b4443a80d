// Whatever the rows hold, what is said of them stands in them.
#include "answer/compose.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "answer/verify.h"
#include "base/text.h"
#include "guard/guard.h"
#include "unit/answer/small_database.h"

namespace sayquel::answer {
namespace {

std::string script() {
  std::ifstream file(std::filesystem::path(SAYQUEL_SOURCE_DIR) / "tests/cases/answer/tickets.sql");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

struct AskedQuery {
  const char* question;
  const char* sql;
  std::vector<TypeKind> types;
};

const std::vector<AskedQuery>& asked_queries() {
  static const std::vector<AskedQuery> queries = {
      {"How many venues are there?", "SELECT COUNT(*) FROM venue", {TypeKind::Integer}},
      {"What is the average price?", "SELECT AVG(pricepaid) FROM sales", {TypeKind::Float}},
      {"Total commission", "SELECT SUM(commission) FROM sales", {TypeKind::Decimal}},
      {"When was the last sale?", "SELECT MAX(saletime) FROM sales", {TypeKind::Timestamp}},
      {"Which state has the most venues?",
       "SELECT venuestate, COUNT(*) FROM venue GROUP BY venuestate ORDER BY 2 DESC",
       {TypeKind::Text, TypeKind::Integer}},
      {"Who are the buyers?",
       "SELECT firstname, lastname, city FROM users",
       {TypeKind::Text, TypeKind::Text, TypeKind::Text}},
      {"average price by event",
       "SELECT e.eventname, AVG(s.pricepaid) FROM sales s JOIN event e ON s.eventid = e.eventid GROUP BY e.eventname",
       {TypeKind::Text, TypeKind::Float}},
      {"sales by month",
       "SELECT STRFTIME('%m', saletime), SUM(pricepaid), COUNT(*) FROM sales GROUP BY 1 ORDER BY 1",
       {TypeKind::Integer, TypeKind::Decimal, TypeKind::Integer}},
      {"all sales", "SELECT saletime, pricepaid FROM sales", {TypeKind::Timestamp, TypeKind::Decimal}},
      {"Are there any big venues?", "SELECT venuename, venueseats FROM venue", {TypeKind::Text, TypeKind::Integer}}};
  return queries;
}

// Values that trip a writer of sentences: names with numbers, quotes and marks, huge and tiny numbers.
Value any_value(TypeKind kind) {
  if (*rc::gen::inRange(0, 8) == 0) return Null{};
  switch (kind) {
    case TypeKind::Integer:
      return *rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 13),
                             rc::gen::inRange<std::int64_t>(-5'000'000, 5'000'000), rc::gen::arbitrary<std::int64_t>());
    case TypeKind::Float:
      return *rc::gen::oneOf(rc::gen::arbitrary<double>(),
                             rc::gen::map(rc::gen::inRange(-100'000, 100'000), [](int n) { return n / 7.0; }));
    case TypeKind::Decimal:
      return Decimal{std::to_string(*rc::gen::inRange(-100'000, 100'000)) + "." +
                     std::to_string(*rc::gen::inRange(10, 99))};
    case TypeKind::Timestamp:
      return Timestamp{*rc::gen::inRange<std::int64_t>(0, 2'000'000'000) * 1'000'000};
    default:
      return *rc::gen::element<std::string>("Jane Doe", "Blink 182", "2008", "O'Neil", "\xE6\x97\xA5\xE6\x9C\xAC", "",
                                            "a\x1b[2Jb", "3.5 million", "January 5", "CA", "(12)", "x, y and z");
  }
}

execute::Rows any_rows(const AskedQuery& asked) {
  execute::Rows rows;
  for (std::size_t i = 0; i < asked.types.size(); ++i)
    rows.columns.push_back({"column " + std::string(1, static_cast<char>('a' + i)), {asked.types[i], ""}});
  const bool one = asked.types.size() == 1;
  const auto count = one ? 1 : *rc::gen::inRange<std::size_t>(0, 20);
  for (std::size_t r = 0; r < count; ++r) {
    Row& row = rows.rows.emplace_back();
    for (const TypeKind kind : asked.types) row.push_back(any_value(kind));
  }
  rows.truncated = count > 3 && *rc::gen::arbitrary<bool>();
  return rows;
}

TEST(Compose, SaysNothingThatTheRowsDoNot) {
  const test::SmallDatabase database(script());
  const guard::Guard guard(database.catalog());
  EXPECT_TRUE(rc::check("sentence", [&] {
    const AskedQuery& asked = *rc::gen::elementOf(asked_queries());
    const auto approval = guard.approve(asked.sql);
    RC_ASSERT(approval.has_value());
    const execute::Rows rows = any_rows(asked);
    const Composed composed = compose({asked.question, "", &approval->query, &database.catalog(), &rows, {}});
    const auto unsupported = check_sentence(composed.sentence, rows, std::string(asked.question) + " " + asked.sql);
    RC_LOG() << composed.sentence << "\n" << base::join(unsupported, " | ");
    RC_ASSERT(unsupported.empty());
    RC_ASSERT(!composed.sentence.empty() && base::printable(composed.sentence) == composed.sentence);
  }));
}

TEST(Compose, FailingProbesLeaveTheAnswerWithoutANote) {
  const test::SmallDatabase database(script());
  const guard::Guard guard(database.catalog());
  const auto approval = guard.approve("SELECT venuename FROM venue WHERE venuecity = 'Boise'");
  ASSERT_TRUE(approval);
  const execute::Rows none{{{"venuename", {TypeKind::Text, "TEXT"}}}, {}};
  int asked = 0;
  const Probe failing = [&](const std::string&) -> Result<execute::Rows> {
    ++asked;
    return fail(ErrorCode::Deadline, "late");
  };
  const Composed composed =
      compose({"Which venues are in Boise?", "", &approval->query, &database.catalog(), &none, failing});
  EXPECT_EQ(composed.sentence, "There are no venues where the venue city is Boise.");
  EXPECT_TRUE(composed.notes.empty());
  EXPECT_EQ(asked, 1);  // the time is up: no second probe
}

TEST(Compose, HidesTheValuesOfASensitiveColumn) {
  const test::SmallDatabase database(script());
  catalog::Catalog catalog = database.catalog();
  const int users = catalog.find_table("users");
  catalog.tables[static_cast<std::size_t>(users)]
      .columns[static_cast<std::size_t>(catalog.find_column(users, "lastname"))]
      .sensitive = true;
  const guard::Guard guard(catalog);
  const auto approval = guard.approve("SELECT city FROM users WHERE lastname = 'Dow'");
  ASSERT_TRUE(approval);
  const execute::Rows none{{{"city", {TypeKind::Text, "TEXT"}}}, {}};
  const Composed composed = compose({"Where does Dow live?", "", &approval->query, &catalog, &none,
                                     [&](const std::string& sql) { return database.rows(sql); }});
  for (const std::string& note : composed.notes) EXPECT_EQ(note.find("Doe"), std::string::npos) << note;
}

TEST(Compose, WordsRowsWithoutAQuery) {
  const execute::Rows rows{{{"total_sales", {TypeKind::Decimal, "DECIMAL(8,2)"}}}, {{Decimal{"1234.50"}}}};
  const Composed composed = compose({"", "", nullptr, nullptr, &rows, {}});
  EXPECT_EQ(composed.sentence, "The total sales are 1,234.50.");
}

}  // namespace
}  // namespace sayquel::answer

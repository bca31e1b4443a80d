// The same questions give the same answers on PostgreSQL as on DuckDB.
//
// Both are asked the first wording of each case (all wordings with SAYQUEL_ALL_WORDINGS set); what is right is not
// judged here (questions_test.cpp does), only that the databases agree: in status, and in rows where both answered.
#include "servers/postgres.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "cases/questions/question_file.h"
#include "cases/questions/reference.h"
#include "sayquel/engine.h"

namespace sayquel::questions {
namespace {

using servers::Postgres;

Table shown(const Answer& answer) {
  Table table;
  for (const ResultColumn& column : answer.columns) table.columns.push_back(column.name);
  table.rows = answer.rows;
  return table;
}

// Nothing where the answers agree; else how they differ.
std::string disagreement(const Answer& on_duckdb, const Answer& on_postgres, bool tied) {
  if (on_postgres.error && on_postgres.error->code != ErrorCode::Declined)
    return fmt::format("{}: {}", code_name(on_postgres.error->code), on_postgres.error->message);
  if (on_duckdb.status != on_postgres.status)
    return fmt::format("status {} on DuckDB, {} on PostgreSQL", static_cast<int>(on_duckdb.status),
                       static_cast<int>(on_postgres.status));
  if (on_duckdb.rows.size() != on_postgres.rows.size())
    return fmt::format("{} rows on DuckDB, {} on PostgreSQL", on_duckdb.rows.size(), on_postgres.rows.size());
  if (tied) return "";  // which of the equals come first is each database's own
  return difference(shown(on_duckdb), shown(on_postgres), {}).value_or("");
}

TEST(PostgresQuestions, AgreeWithDuckDb) {
  if (const std::string why = Postgres::missing(); !why.empty()) GTEST_SKIP() << why;
  auto& server = Postgres::shared();
  const std::string database = server.make_database();
  const auto made = tickit::generate(server.url(database, "postgres"), {});
  ASSERT_TRUE(made) << made.error().message;
  Databases files;
  std::size_t asked = 0, agreed = 0;
  for (const auto& path : question_files()) {
    const auto file = read_question_file(path);
    ASSERT_TRUE(file) << file.error().message;
    if (!file->generated()) continue;
    const auto duckdb = files.find(*file, tickit::Format::DuckDb);
    ASSERT_TRUE(duckdb && *duckdb);
    const auto open = [&](const std::string& url) {
      return Engine::open({.database = url,
                           .cache_folder = (files.folder() / "cache").string(),
                           .probe = Probe::Always,
                           .today = file->today});
    };
    const auto one = open((*duckdb)->string()), other = open(server.url(database));
    ASSERT_TRUE(one) << one.error().message;
    ASSERT_TRUE(other) << other.error().message << " " << other.error().hint;
    for (const std::string& note : (*other)->notes()) ADD_FAILURE() << note;
    for (const Case& question : file->cases) {
      const Turn& turn = question.turns.front();
      const bool all = std::getenv("SAYQUEL_ALL_WORDINGS") != nullptr;
      for (std::size_t at = 0; at < (all ? turn.wordings.size() : 1); ++at) {
        const Ask ask{.id = {}, .text = turn.wordings[at], .evidence = {}, .before = {}};
        const Answer here = (*one)->ask(ask), there = (*other)->ask(ask);
        const std::string why = disagreement(here, there, turn.tied);
        ++asked;
        agreed += why.empty();
        if (!why.empty())
          std::cout << fmt::format("{}\n  {}\n  DuckDB: {}\n  PostgreSQL: {}\n", ask.text, why, here.sql, there.sql);
      }
    }
  }
  std::cout << fmt::format("{} of {} agree\n", agreed, asked);
  EXPECT_GE(agreed * 100, asked * 95);  // 110 of 114 when this was written, before NULLs were placed
}

}  // namespace
}  // namespace sayquel::questions

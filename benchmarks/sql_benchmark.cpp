// Statements parsed and printed a second: TICKIT-like questions' SQL, from a line to a page.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "sql/lower.h"
#include "sql/parser.h"
#include "sql/printer.h"

namespace sayquel::sql {
namespace {

const std::vector<std::string>& statements() {
  static const std::vector<std::string> texts = {
      "SELECT COUNT(*) FROM event",
      "SELECT SUM(pricepaid) FROM sales WHERE saletime >= '2008-01-05' AND saletime < '2008-01-06'",
      "SELECT venuestate, COUNT(*) AS venues FROM venue GROUP BY venuestate ORDER BY venues DESC LIMIT 1",
      "SELECT u.firstname, u.lastname, SUM(s.qtysold) AS tickets FROM sales AS s JOIN users AS u ON s.buyerid = "
      "u.userid "
      "GROUP BY u.userid, u.firstname, u.lastname ORDER BY tickets DESC LIMIT 10",
      "SELECT e.eventname, COUNT(DISTINCT e.venueid) FROM event AS e WHERE e.eventname = 'Macbeth' GROUP BY "
      "e.eventname",
      "SELECT u.firstname FROM users AS u WHERE u.userid NOT IN (SELECT s.buyerid FROM sales AS s WHERE s.qtysold > 2)",
      "WITH monthly AS (SELECT d.month, SUM(s.pricepaid) AS total FROM sales AS s JOIN date AS d ON s.dateid = "
      "d.dateid "
      "GROUP BY d.month), ranked AS (SELECT month, total, RANK() OVER (ORDER BY total DESC) AS place, total - "
      "LAG(total) "
      "OVER (ORDER BY month) AS change FROM monthly) SELECT month, total, CASE WHEN change > 0 THEN 'up' WHEN change < "
      "0 "
      "THEN 'down' ELSE 'same' END AS trend FROM ranked WHERE place <= 3 UNION ALL SELECT 'all', SUM(total), NULL FROM "
      "monthly ORDER BY 2 DESC"};
  return texts;
}

void parse_statements(benchmark::State& state) {
  std::size_t bytes = 0;
  for (auto _ : state)
    for (const std::string& text : statements()) {
      auto tree = parse(text, Dialect::SQLite);
      if (!tree) std::abort();
      benchmark::DoNotOptimize(tree);
      bytes += text.size();
    }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * statements().size()));
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK(parse_statements);

void print_statements(benchmark::State& state) {
  std::vector<QueryPtr> trees;
  for (const std::string& text : statements()) trees.push_back(*parse(text, Dialect::SQLite));
  const auto layout = static_cast<Layout>(state.range(0));
  for (auto _ : state)
    for (const QueryPtr& tree : trees) benchmark::DoNotOptimize(print(*tree, Dialect::SQLite, layout));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * trees.size()));
}
BENCHMARK(print_statements)->Arg(static_cast<int>(Layout::OneLine))->Arg(static_cast<int>(Layout::Indented));

void lower_statements(benchmark::State& state) {
  std::vector<QueryPtr> trees;
  for (const std::string& text : statements()) trees.push_back(*parse(text, Dialect::SQLite));
  for (auto _ : state)
    for (const QueryPtr& tree : trees) benchmark::DoNotOptimize(lower(tree, Dialect::SQLite));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * trees.size()));
}
BENCHMARK(lower_statements);

// The refusal of hostile input must stay cheap.
void refuse_a_megabyte_of_parentheses(benchmark::State& state) {
  const std::string text = "SELECT " + std::string(1'000'000, '(');
  for (auto _ : state) benchmark::DoNotOptimize(parse(text, Dialect::SQLite));
}
BENCHMARK(refuse_a_megabyte_of_parentheses)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace sayquel::sql

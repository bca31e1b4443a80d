// What every adapter promises (src/database/connection.h) of values and streams.
#include "unit/database/conformance.h"

#include <limits>
#include <thread>

namespace sayquel::database {
namespace {

INSTANTIATE_TEST_SUITE_P(Adapters, Conformance, testing::ValuesIn(tested_engines()), engine_name);

TEST_P(Conformance, SaysWhatItIs) {
  const auto connection = made("CREATE TABLE t (i INTEGER)");
  EXPECT_EQ(connection->dialect(), GetParam().dialect);
  EXPECT_EQ(connection->server().substr(0, GetParam().name.size() + 1), GetParam().name + " ");
}

TEST_P(Conformance, GivesEveryTypeExactly) {
  const auto connection = made(
      "CREATE TABLE t (b BOOLEAN, i BIGINT, f DOUBLE, s VARCHAR, x BLOB, d DATE, tm TIME, ts TIMESTAMP);"
      "INSERT INTO t VALUES (true, 42, 0.1, 'text', CAST('bytes' AS BLOB), '2008-01-05', '14:30:00', '2008-01-05 "
      "14:30:00');"
      "INSERT INTO t VALUES (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)");
  const auto stream = run(*connection, "SELECT * FROM t ORDER BY i IS NULL");
  ASSERT_TRUE(stream) << stream.error().message;
  const std::vector<std::pair<std::string, TypeKind>> expected = {
      {"b", TypeKind::Boolean}, {"i", TypeKind::Integer}, {"f", TypeKind::Float}, {"s", TypeKind::Text},
      {"x", TypeKind::Blob},    {"d", TypeKind::Date},    {"tm", TypeKind::Time}, {"ts", TypeKind::Timestamp}};
  ASSERT_EQ((*stream)->columns().size(), expected.size());
  for (std::size_t at = 0; at < expected.size(); ++at) {
    EXPECT_EQ((*stream)->columns()[at].name, expected[at].first);
    EXPECT_EQ((*stream)->columns()[at].type.kind, expected[at].second) << expected[at].first;
    EXPECT_NE((*stream)->columns()[at].type.declared, "");
  }
  const auto all = rows(*connection, "SELECT * FROM t ORDER BY i IS NULL");
  ASSERT_EQ(all.size(), 2u);
  const Row typed = {true,
                     std::int64_t{42},
                     0.1,
                     std::string("text"),
                     Blob{"bytes"},
                     Date{13883},
                     Time{52'200'000'000},
                     Timestamp{13883 * 86'400'000'000 + 52'200'000'000}};
  EXPECT_EQ(all[0], typed) << text(all);
  EXPECT_EQ(all[1], Row(8, Null{})) << text(all);
}

TEST_P(Conformance, GivesIntegersAtTheirLimits) {
  const auto connection = made(
      "CREATE TABLE t (i BIGINT); INSERT INTO t VALUES (9223372036854775807), (-9223372036854775807 - 1), "
      "(9007199254740993), (0)");
  const auto all = rows(*connection, "SELECT i FROM t ORDER BY i");
  const std::vector<Row> expected = {{std::numeric_limits<std::int64_t>::min()},
                                     {std::int64_t{0}},
                                     {std::int64_t{9007199254740993}},
                                     {std::numeric_limits<std::int64_t>::max()}};
  EXPECT_EQ(all, expected);
}

TEST_P(Conformance, GivesDatesFarAway) {
  const auto connection = made(
      "CREATE TABLE t (n INTEGER, d DATE, ts TIMESTAMP);"
      "INSERT INTO t VALUES (1, '1969-12-31', '1969-12-31 23:59:59.999999'), (2, '1600-02-29', '1600-02-29 00:00:00'), "
      "(3, '9999-12-31', '9999-12-31 23:59:59'), (4, '0001-01-01', '0001-01-01 00:00:00.000001')");
  const std::string expected =
      "1969-12-31|1969-12-31 23:59:59.999999|\n1600-02-29|1600-02-29 00:00:00|\n"
      "9999-12-31|9999-12-31 23:59:59|\n0001-01-01|0001-01-01 00:00:00.000001|\n";
  const auto all = rows(*connection, "SELECT d, ts FROM t ORDER BY n");
  EXPECT_EQ(text(all), expected);
  ASSERT_EQ(all.size(), 4u);
  EXPECT_EQ(all[0], (Row{Date{-1}, Timestamp{-1}}));
}

TEST_P(Conformance, GivesUnicodeAndBytesUnchanged) {
  const auto connection = made(
      "CREATE TABLE t (s VARCHAR, x BLOB); INSERT INTO t VALUES ('Zoë 東京 🎟️', CAST('' AS BLOB)), ('', NULL), "
      "('a longer text than any that a short string buffer would hold: Ångström', CAST('bytes' AS BLOB))");
  const auto all = rows(*connection, "SELECT s, x FROM t");
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0], (Row{std::string("Zoë 東京 🎟️"), Blob{}}));
  EXPECT_EQ(all[1], (Row{std::string(), Null{}}));
  EXPECT_EQ(all[2], (Row{std::string("a longer text than any that a short string buffer would hold: Ångström"),
                         Blob{"bytes"}}));
}

TEST_P(Conformance, GivesColumnsOfAnEmptyResult) {
  const auto connection = made("CREATE TABLE t (d DATE, s VARCHAR)");
  const auto stream = run(*connection, "SELECT s AS name, d FROM t");
  ASSERT_TRUE(stream);
  ASSERT_EQ((*stream)->columns().size(), 2u);
  EXPECT_EQ((*stream)->columns()[0].name, "name");
  EXPECT_EQ((*stream)->columns()[1].type.kind, TypeKind::Date);
  Row row;
  const auto more = (*stream)->next(row);
  ASSERT_TRUE(more);
  EXPECT_FALSE(*more);
}

TEST_P(Conformance, KeepsKindsApartWhereARowsStorageIsUsedAgain) {
  const auto connection =
      made("CREATE TABLE t (n INTEGER, s VARCHAR); INSERT INTO t VALUES (1, 'x'), (2, NULL), (3, 'y')");
  const auto stream = run(*connection, "SELECT s, n FROM t ORDER BY n");
  ASSERT_TRUE(stream);
  Row row = {Blob{"left over"}, std::string("left over"), Null{}};
  std::string seen;
  for (;;) {
    const auto more = (*stream)->next(row);
    ASSERT_TRUE(more);
    if (!*more) break;
    seen += text({row});
  }
  EXPECT_EQ(seen, "x|1|\nNULL|2|\ny|3|\n");
}

TEST_P(Conformance, StartingAStreamEndsTheOneBefore) {
  const auto connection = made("CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1), (2)");
  auto first = run(*connection, numbers(100'000));
  ASSERT_TRUE(first);
  Row row;
  ASSERT_TRUE((*first)->next(row));
  auto second = run(*connection, "SELECT n FROM t ORDER BY n");
  ASSERT_TRUE(second);
  const auto ended = (*first)->next(row);
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().code, ErrorCode::Database);
  first->reset();  // and destroying it leaves the new one alone
  ASSERT_TRUE((*second)->next(row));
  EXPECT_EQ(row[0], Value(std::int64_t{1}));
  ASSERT_TRUE((*second)->next(row));
  EXPECT_EQ(row[0], Value(std::int64_t{2}));
}

TEST_P(Conformance, AStreamMayOutliveItsConnection) {
  auto connection = made("CREATE TABLE t (n INTEGER)");
  auto stream = run(*connection, numbers(10'000));
  ASSERT_TRUE(stream);
  connection.reset();
  Row row;
  std::int64_t count = 0;
  for (;;) {
    const auto more = (*stream)->next(row);
    ASSERT_TRUE(more) << more.error().message;
    if (!*more) break;
    ++count;
  }
  EXPECT_EQ(count, 10'000);
}

TEST_P(Conformance, SaysWhatIsWrongWithAQuery) {
  const auto connection = made("CREATE TABLE t (n INTEGER)");
  const Error wrong = error(*connection, "SELECT missing FROM t");
  EXPECT_EQ(wrong.code, ErrorCode::Database);
  EXPECT_NE(wrong.message.find("missing"), std::string::npos) << wrong.message;
  EXPECT_EQ(error(*connection, "").code, ErrorCode::Database);
  EXPECT_EQ(error(*connection, "SELECT 1; SELECT 2").code, ErrorCode::Database);
  EXPECT_EQ(value(*connection, "SELECT count(*) FROM t"), Value(std::int64_t{0})) << "and goes on working";
}

TEST_P(Conformance, SeveralConnectionsReadOneFileFromSeveralThreads) {
  const std::string path = place("CREATE TABLE t AS " + numbers(20'000));
  const std::string query = "SELECT CAST(sum(n) AS " + type("BIGINT") + ") FROM t";
  constexpr int kThreads = 4;
  std::vector<Value> sums(kThreads);
  std::vector<std::thread> threads;
  for (int at = 0; at < kThreads; ++at)
    threads.emplace_back([&, at] {
      const auto connection = must_open(path);
      for (int round = 0; round < 5; ++round) sums[at] = value(*connection, query);
    });
  for (auto& thread : threads) thread.join();
  for (const Value& sum : sums) EXPECT_EQ(sum, Value(std::int64_t{200'010'000}));
}

}  // namespace
}  // namespace sayquel::database

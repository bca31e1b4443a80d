// What only MariaDB and MySQL have: grants, KILL QUERY, their own types, a server that goes away.
#include <gtest/gtest.h>

#include <thread>

#include "servers/mariadb.h"
#include "unit/database/sample.h"

namespace sayquel::database {
namespace {

using namespace std::chrono_literals;
using servers::MariaDb;

class MysqlTest : public testing::Test {
 protected:
  void SetUp() override {
    if (const std::string why = MariaDb::missing(); !why.empty()) GTEST_SKIP() << why;
    server_ = &MariaDb::shared();
    database_ = server_->make_database();
  }
  std::unique_ptr<Connection> connect() { return must_open(server_->url(database_)); }
  void execute(const std::string& sql) { server_->execute(database_, sql); }
  std::string ask_owner(const std::string& sql) { return server_->value(database_, sql); }

  MariaDb* server_ = nullptr;
  std::string database_;
};

TEST_F(MysqlTest, RefusesRolesThatCanWrite) {
  const Error refused = open_error(server_->url(database_, "owner"));
  EXPECT_EQ(refused.code, ErrorCode::PermissionDenied) << refused.message;
  EXPECT_NE(refused.hint.find("GRANT SELECT"), std::string::npos);
  execute("CREATE USER clerk@'127.0.0.1' IDENTIFIED BY '" + server_->password() + "'; GRANT SELECT, INSERT ON " +
          database_ + ".* TO clerk@'127.0.0.1'");
  EXPECT_NE(open_error(server_->url(database_, "clerk")).message.find("INSERT"), std::string::npos);
  execute("DROP USER clerk@'127.0.0.1'");
}

TEST_F(MysqlTest, HoldsARoleThatCanWriteToReading) {
  execute(
      "CREATE TABLE sales (n INTEGER); INSERT INTO sales VALUES (1); CREATE SEQUENCE numbers;"
      "CREATE FUNCTION sneak() RETURNS INTEGER MODIFIES SQL DATA BEGIN INSERT INTO sales VALUES (2); RETURN 2; END");
  const auto connection = must_open(server_->url(database_, "owner") + "?writable_role=accept");
  for (const char* sql : {"SELECT sneak()",
                          "COMMIT",
                          "ROLLBACK",
                          "COMMIT; DROP TABLE sales",
                          "/* */ DELETE FROM sales",
                          "/*! DELETE FROM sales */",
                          "SELECT n FROM sales INTO OUTFILE '/tmp/sayquel-outfile'",
                          "SELECT n FROM sales INTO/**/OUTFILE '/tmp/sayquel-outfile'",
                          "SELECT n FROM sales INTO @a",
                          "SELECT 1) INTO OUTFILE '/tmp/sayquel-outfile' -- ",
                          "SELECT 1; DELETE FROM sales",
                          "SET @a = 1",
                          "SET STATEMENT max_statement_time = 0 FOR SELECT 1",
                          "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE sales",
                          "SHOW TABLES",
                          "HANDLER sales OPEN",
                          "CALL nothing()",
                          "LOCK TABLES sales WRITE",
                          "CREATE TEMPORARY TABLE x (n INT)",
                          "EXPLAIN DELETE FROM sales",
                          "PREPARE x FROM 'DELETE FROM sales'",
                          "EXECUTE IMMEDIATE 'DELETE FROM sales'",
                          "DO SLEEP(0)",
                          "KILL 1",
                          "ANALYZE TABLE sales"}) {
    const Error refused = error(*connection, sql);
    EXPECT_TRUE(refused.code == ErrorCode::PermissionDenied || refused.code == ErrorCode::Database)
        << sql << ": " << refused.message;
  }
  EXPECT_EQ(ask_owner("SELECT count(*) FROM sales"), "1");
  EXPECT_EQ(value(*connection, "SELECT n FROM sales"), Value(std::int64_t{1}));
}

TEST_F(MysqlTest, AKilledQueryIsAnErrorAndNeverAZero) {
  const auto connection = connect();
  for (const char* sql : {"SELECT SLEEP(60)", "SELECT count(*) FROM seq_1_to_10 WHERE SLEEP(60) = 1"}) {
    const auto start = Clock::now();
    const Error stopped = error(*connection, sql, Stop::after(100ms));
    EXPECT_EQ(stopped.code, ErrorCode::Deadline) << sql << ": " << stopped.message;
    EXPECT_LT(Clock::now() - start, 30s);
  }
  EXPECT_EQ(value(*connection, "SELECT 7"), Value(std::int64_t{7}));
}

TEST_F(MysqlTest, LeavesNothingOfAQuestionBehind) {
  const auto connection = connect();
  rows(*connection, "SELECT GET_LOCK('mine', 0)");
  EXPECT_EQ(ask_owner("SELECT IS_FREE_LOCK('mine')"), "1");
  rows(*connection, "SELECT @a := 5");
  EXPECT_EQ(value(*connection, "SELECT @a"), Value(Null{}));
}

TEST_F(MysqlTest, NeverTellsAPassword) {
  const auto wrong = server_->url(database_).replace(std::string("mariadb://reader:").size(), 4, "Wron");
  for (const std::string& url :
       {wrong, "mariadb://reader:Wron1234@127.0.0.1:" + std::to_string(servers::free_port()) + "/x"}) {
    const Error refused = open_error(url);
    EXPECT_TRUE(refused.code == ErrorCode::PermissionDenied || refused.code == ErrorCode::Network) << refused.message;
    EXPECT_EQ((refused.message + refused.hint).find("Wron"), std::string::npos) << refused.message;
  }
  EXPECT_EQ(open_error(server_->url("")).code, ErrorCode::Usage);
  EXPECT_EQ(open_error(server_->url(database_) + "?unknown=1").code, ErrorCode::Usage);
}

TEST_F(MysqlTest, GivesItsTypesExactly) {
  execute(
      "CREATE TABLE t (a TINYINT, b TINYINT(1), c BIGINT UNSIGNED, d FLOAT, e DECIMAL(30,10), f YEAR, g BIT(9), h "
      "ENUM('sad', 'happy'), i TIME, j DATETIME(3), k TIMESTAMP NULL, l VARBINARY(9), m LONGTEXT, n DATE, o CHAR(5));"
      "SET time_zone = '+00:00';"
      "INSERT INTO t VALUES (-5, 2, 18446744073709551615, 0.1, -1234567890.0000000001, 2008, 257, 'happy', "
      "'100:00:00', "
      "'2008-01-05 14:30:00.250', '2008-01-05 14:30:00', x'00ff41', REPEAT('long ', 100000), '1000-01-01', 'ab')");
  const auto connection = connect();
  const auto all = rows(*connection, "SELECT * FROM t");
  ASSERT_EQ(all.size(), 1u);
  const std::int64_t moment = 13883 * 86'400'000'000 + 52'200'000'000;
  std::string text;
  for (int count = 0; count < 100'000; ++count) text += "long ";
  const Row expected = {std::int64_t{-5},
                        std::int64_t{2},
                        Decimal{"18446744073709551615"},
                        0.1,
                        Decimal{"-1234567890.0000000001"},
                        std::int64_t{2008},
                        std::int64_t{257},
                        std::string("happy"),
                        std::string("100:00:00"),
                        Timestamp{moment + 250'000},
                        Timestamp{moment},
                        Blob{std::string("\0\xff\x41", 3)},
                        text,
                        Date{-354285},
                        std::string("ab")};
  ASSERT_EQ(all[0].size(), expected.size());
  for (std::size_t at = 0; at < expected.size(); ++at) EXPECT_TRUE(all[0][at] == expected[at]) << "column " << at;
}

// ---- faults: a clear error, and the next question works ----

TEST_F(MysqlTest, OutlivesAConnectionThatTheServerClosed) {
  const auto connection = connect();
  EXPECT_EQ(value(*connection, "SELECT 7"), Value(std::int64_t{7}));
  ask_owner("KILL USER reader@'127.0.0.1'");
  EXPECT_EQ(value(*connection, "SELECT 7"), Value(std::int64_t{7})) << "nobody notices";
}

TEST_F(MysqlTest, OutlivesAConnectionClosedInTheFetch) {
  const auto connection = connect();
  const auto stream = run(*connection, "SELECT seq FROM seq_1_to_1000000000");
  ASSERT_TRUE(stream);
  Row row;
  ASSERT_TRUE((*stream)->next(row));
  ask_owner("KILL USER reader@'127.0.0.1'");
  Error broken;
  for (;;) {
    const auto more = (*stream)->next(row);
    if (!more) broken = more.error();
    if (!more) break;
    ASSERT_TRUE(*more) << "never a short result";
  }
  EXPECT_EQ(broken.code, ErrorCode::Network) << broken.message;
  EXPECT_EQ(value(*connection, "SELECT 7"), Value(std::int64_t{7}));
}

TEST_F(MysqlTest, OutlivesTheServersCrash) {
  const auto connection = connect();
  std::thread killer([&] {
    while (ask_owner("SELECT count(*) FROM information_schema.processlist WHERE user = 'reader' AND info LIKE "
                     "'SELECT SLEEP(60)%'") == "0")
      std::this_thread::sleep_for(5ms);
    server_->crash();
  });
  const Error broken = error(*connection, "SELECT SLEEP(60)");
  killer.join();
  EXPECT_EQ(broken.code, ErrorCode::Network) << broken.message;
  EXPECT_EQ(error(*connection, "SELECT 7").code, ErrorCode::Network);
  server_->start();
  EXPECT_EQ(value(*connection, "SELECT 7"), Value(std::int64_t{7}));
}

}  // namespace
}  // namespace sayquel::database

// What only PostgreSQL has: roles, transactions, its own types, several schemas, a server that goes away.
#include "servers/postgres.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <limits>
#include <thread>

#include "unit/database/sample.h"

namespace sayquel::database {
namespace {

using namespace std::chrono_literals;
using servers::Postgres;

class PostgresTest : public testing::Test {
 protected:
  void SetUp() override {
    if (const std::string why = Postgres::missing(); !why.empty()) GTEST_SKIP() << why;
    server_ = &Postgres::shared();
    database_ = server_->make_database();
  }
  std::unique_ptr<Connection> connect(const std::string& options = "") {
    return must_open(server_->url(database_) + options);
  }
  void execute(const std::string& sql) { server_->execute(database_, sql); }
  std::string ask_owner(const std::string& sql) { return server_->value(database_, sql); }

  Postgres* server_ = nullptr;
  std::string database_;
};

TEST_F(PostgresTest, RefusesRolesThatCanWrite) {
  execute("CREATE TABLE sales (n integer); CREATE SCHEMA shop; CREATE TABLE shop.till (n integer)");
  const auto refused = [&](const std::string& role) {
    const Error error = open_error(server_->url(database_, role));
    EXPECT_EQ(error.code, ErrorCode::PermissionDenied) << error.message;
    EXPECT_NE(error.hint.find("GRANT SELECT"), std::string::npos);
    EXPECT_NE(error.hint.find("writable_role=accept"), std::string::npos);
    return error.message;
  };
  EXPECT_NE(refused("postgres").find("is a superuser"), std::string::npos);
  const auto with_role = [&](const std::string& grant) {
    execute("CREATE ROLE clerk LOGIN PASSWORD '" + server_->password() + "'; GRANT USAGE ON SCHEMA shop TO clerk; " +
            grant);
    const std::string said = refused("clerk");
    execute("DROP OWNED BY clerk; DROP ROLE clerk");
    return said;
  };
  EXPECT_NE(with_role("GRANT INSERT ON sales TO clerk").find("can change public.sales"), std::string::npos);
  EXPECT_NE(with_role("GRANT DELETE ON shop.till TO clerk").find("can change shop.till"), std::string::npos);
  EXPECT_NE(with_role("GRANT CREATE ON SCHEMA shop TO clerk").find("can make tables in the schema shop"),
            std::string::npos);
  EXPECT_NE(with_role("GRANT pg_write_all_data TO clerk").find("pg_write_all_data"), std::string::npos);
  EXPECT_EQ(open_error(server_->url(database_, "postgres") + "?writable_role=yes").code, ErrorCode::Usage);
}

TEST_F(PostgresTest, HoldsARoleThatCanWriteToReading) {
  execute(
      "CREATE TABLE sales (n integer); INSERT INTO sales VALUES (1); CREATE SEQUENCE numbers;"
      "CREATE FUNCTION sneak() RETURNS integer LANGUAGE sql AS 'INSERT INTO sales VALUES (2) RETURNING n'");
  const auto connection = must_open(server_->url(database_, "postgres") + "?writable_role=accept");
  for (const char* sql : {"SELECT sneak()",
                          "SELECT nextval('numbers')",
                          "SELECT n INTO other FROM sales",
                          "SELECT n FROM sales FOR UPDATE",
                          "WITH gone AS (DELETE FROM sales RETURNING n) SELECT * FROM gone",
                          "COMMIT",
                          "ROLLBACK",
                          "END; DROP TABLE sales",
                          "COMMIT; DROP TABLE sales",
                          "/* */ DELETE FROM sales",
                          "TABLE sales; DROP TABLE sales",
                          "EXPLAIN ANALYZE DELETE FROM sales",
                          "COPY sales TO '/tmp/out'",
                          "COPY (SELECT 1) TO STDOUT",
                          "DO $$ BEGIN END $$",
                          "SET TRANSACTION READ WRITE",
                          "SELECT set_config('transaction_read_only', 'off', true)",
                          "LISTEN x",
                          "SELECT 1) TO STDOUT; --",
                          "CREATE TEMPORARY TABLE x (n integer)",
                          "PREPARE x AS DELETE FROM sales"}) {
    const Error refused = error(*connection, sql);
    EXPECT_TRUE(refused.code == ErrorCode::PermissionDenied || refused.code == ErrorCode::Database)
        << sql << ": " << refused.message;
  }
  EXPECT_EQ(ask_owner("SELECT count(*) FROM sales"), "1");
  rows(*connection, "SELECT lo_create(0)");  // which a read-only transaction allows before PostgreSQL 16
  EXPECT_EQ(ask_owner("SELECT count(*) FROM pg_largeobject_metadata"), "0") << "but what a question did is undone";
  EXPECT_EQ(value(*connection, "SELECT n FROM sales"), Value(std::int64_t{1}));
}

TEST_F(PostgresTest, LeavesNothingOfAQuestionBehind) {
  const auto connection = connect();
  EXPECT_EQ(value(*connection, "SELECT set_config('search_path', 'elsewhere', false)"),
            Value(std::string("elsewhere")));
  EXPECT_EQ(value(*connection, "SELECT current_setting('search_path')"), Value(std::string("\"$user\", public")));
  rows(*connection, "SELECT pg_advisory_lock(7)");
  EXPECT_EQ(ask_owner("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"), "0");
  EXPECT_EQ(ask_owner("SELECT state FROM pg_stat_activity WHERE usename = 'reader' AND datname = current_database()"),
            "idle");
}

TEST_F(PostgresTest, NeverTellsAPassword) {
  const std::string port = std::to_string(servers::free_port());
  const auto wrong = server_->url(database_).replace(std::string("postgresql://reader:").size(), 4, "Wron");
  for (const std::string& url :
       {wrong, "postgresql://reader:Wron1234@127.0.0.1:" + port + "/x",
        "postgresql://reader:Wron1234@127.0.0.1:" + std::to_string(server_->port()) + "/none"}) {
    const Error refused = open_error(url);
    EXPECT_TRUE(refused.code == ErrorCode::PermissionDenied || refused.code == ErrorCode::Network) << refused.message;
    EXPECT_EQ((refused.message + refused.hint).find("Wron"), std::string::npos) << refused.message;
  }
  EXPECT_EQ(open_error(server_->url("no_such_database")).code, ErrorCode::NotFound);
  EXPECT_EQ(open_error(server_->url(database_) + "?sslmode=verify-full").code, ErrorCode::Network);
  EXPECT_EQ(open_error(server_->url(database_) + "?unknown=1").code, ErrorCode::Usage);
}

// Each value as it comes in binary, and as it comes in text where an array stands beside it.
TEST_F(PostgresTest, GivesItsTypesExactly) {
  execute("CREATE TYPE mood AS ENUM ('sad', 'happy'); CREATE DOMAIN price AS numeric(8,2)");
  const auto connection = connect();
  const std::pair<const char*, Value> cases[] = {
      {"12::smallint", std::int64_t{12}},
      {"(-2147483648)::integer", std::int64_t{-2147483648}},
      {"0.1::real", 0.1},
      {"'Infinity'::double precision", std::numeric_limits<double>::infinity()},
      {"1e-300::double precision", 1e-300},
      {"1234.50::numeric(8,2)", Decimal{"1234.50"}},
      {"-0.00012::numeric", Decimal{"-0.00012"}},
      {"100000000.00000001::numeric", Decimal{"100000000.00000001"}},
      {"10000::numeric", Decimal{"10000"}},
      {"0::numeric", Decimal{"0"}},
      {"0.000::numeric", Decimal{"0.000"}},
      {"123456789012345678901234567890::numeric", Decimal{"123456789012345678901234567890"}},
      {"5::price", Decimal{"5.00"}},
      {"'NaN'::numeric", std::string("NaN")},
      {"false", false},
      {"'abc'::char(5)", std::string("abc  ")},
      {"'happy'::mood", std::string("happy")},
      {"'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid", std::string("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")},
      {"'\\x00ff41'::bytea", Blob{std::string("\0\xff\x41", 3)}},
      {"'{\"a\": 1}'::json", std::string("{\"a\": 1}")},
      {"date '1999-12-31'", Date{10956}},
      {"date 'infinity'", std::string("infinity")},
      {"time '23:59:59.25'", Time{86'399'250'000}},
      {"timestamp '2000-01-01 00:00:00.5'", Timestamp{946'684'800'500'000}},
      {"timestamp '-infinity'", std::string("-infinity")},
      {"timestamptz '2000-01-01 02:00:00+02'", Timestamp{946'684'800'000'000}},
      {"interval '1 year 2 days'", std::string("1 year 2 days")},
      {"'{1,2}'::integer[]", std::string("{1,2}")},
      {"'10.0.0.0/8'::inet", std::string("10.0.0.0/8")},
      {"NULL::integer", Null{}},
  };
  for (const auto& [sql, expected] : cases) {
    EXPECT_EQ(value(*connection, std::string("SELECT ") + sql), expected) << sql;
    EXPECT_EQ(value(*connection, std::string("SELECT ") + sql + ", '{}'::integer[]"), expected) << sql << " as text";
  }
}

TEST_F(PostgresTest, NamesTheTypesOfAResult) {
  execute("CREATE TYPE mood AS ENUM ('sad', 'happy'); CREATE TABLE t (a mood, b numeric(8,2), c varchar(30), d int[])");
  const auto connection = connect();
  const auto stream = run(*connection, "SELECT a, b, c, d, b * 2 AS e FROM t");
  ASSERT_TRUE(stream) << stream.error().message;
  std::string all;
  for (const auto& column : (*stream)->columns())
    all += column.name + " " + column.type.declared + " " + std::to_string(static_cast<int>(column.type.kind)) + "\n";
  EXPECT_EQ(all, "a mood 5\nb numeric(8,2) 4\nc character varying(30) 5\nd integer[] 11\ne numeric 4\n");
}

TEST_F(PostgresTest, DescribesSeveralSchemas) {
  execute(
      "CREATE TABLE users (id integer PRIMARY KEY, name varchar(30)); COMMENT ON TABLE users IS 'who buys';"
      "COMMENT ON COLUMN users.name IS 'as they sign';"
      "CREATE SCHEMA shop; CREATE TABLE shop.orders (id bigint, user_id integer REFERENCES users, placed date NOT "
      "NULL);"
      "CREATE UNIQUE INDEX ON shop.orders (id); CREATE UNIQUE INDEX ON shop.orders (user_id) WHERE placed > '2000-1-1';"
      "CREATE TABLE shop.log (at date, n integer) PARTITION BY RANGE (at);"
      "CREATE TABLE shop.log_2008 PARTITION OF shop.log FOR VALUES FROM ('2008-01-01') TO ('2009-01-01');"
      "CREATE MATERIALIZED VIEW shop.recent AS SELECT * FROM shop.orders");
  const auto names = [&](const std::string& options) {
    const auto connection = connect(options);
    const auto tables = connection->describe({});
    EXPECT_TRUE(tables) << tables.error().message;
    std::string all;
    for (const auto& table : *tables) all += (table.schema.empty() ? "" : table.schema + ".") + table.name + " ";
    return all;
  };
  EXPECT_EQ(names(""), "users shop.log shop.orders shop.recent ");
  EXPECT_EQ(names("?schemas=shop"), "log orders recent ");
  EXPECT_EQ(names("?schemas=shop,public"), "log orders recent users ");
  EXPECT_EQ(names("?include=shop.*&exclude=log,recent"), "shop.orders ");

  const auto connection = connect();
  const auto tables = connection->describe({});
  const auto& users = (*tables)[0];
  EXPECT_EQ(users.comment, "who buys");
  EXPECT_EQ(users.columns[1].comment, "as they sign");
  EXPECT_EQ(users.columns[1].type.declared, "character varying(30)");
  EXPECT_EQ(users.primary_key, std::vector<std::string>{"id"});
  const auto& orders = (*tables)[2];
  ASSERT_EQ(orders.unique_keys.size(), 1u) << "a partial index is no key";
  EXPECT_EQ(orders.unique_keys[0].columns, std::vector<std::string>{"id"});
  ASSERT_EQ(orders.foreign_keys.size(), 1u);
  EXPECT_EQ(orders.foreign_keys[0].referenced_table, "users");
  EXPECT_EQ(orders.foreign_keys[0].referenced_schema, "");
  EXPECT_FALSE(orders.columns[2].nullable);
  EXPECT_TRUE((*tables)[3].view);
  EXPECT_EQ(connection->measure("shop", "orders", {"placed"}, {}).value().front().rows, 0);
  EXPECT_EQ(connect("?schemas=shop")->measure("", "orders", {"placed"}, {}).value().front().rows, 0);
}

TEST_F(PostgresTest, LeavesOutWhatTheRoleMayNotRead) {
  execute("CREATE TABLE open_to_all (a integer, b integer); CREATE TABLE secret (a integer)");
  ask_owner("REVOKE ALL ON secret, open_to_all FROM reader");
  ask_owner("GRANT SELECT (b) ON open_to_all TO reader");
  const auto connection = connect();
  const auto tables = connection->describe({});
  ASSERT_TRUE(tables);
  ASSERT_EQ(tables->size(), 1u);
  ASSERT_EQ(tables->front().columns.size(), 1u);
  EXPECT_EQ(tables->front().columns[0].name, "b");
  const Error refused = error(*connection, "SELECT a FROM secret");
  EXPECT_EQ(refused.code, ErrorCode::PermissionDenied);
  EXPECT_NE(refused.hint.find("GRANT SELECT"), std::string::npos);
}

TEST_F(PostgresTest, MeasuresWhatHasNoOrder) {
  execute(
      "CREATE TABLE t (j json, u uuid, b boolean, p point); INSERT INTO t VALUES ('{}', "
      "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', true, '(1,2)'), ('{}', NULL, false, NULL)");
  const auto connection = connect();
  const auto measures = connection->measure("", "t", {"j", "u", "b", "p"}, {});
  ASSERT_TRUE(measures) << measures.error().message;
  std::string distinct;
  for (const auto& measure : *measures) distinct += std::to_string(measure.distinct);
  EXPECT_EQ(distinct, "1121");
  EXPECT_EQ((*measures)[2].minimum, Value(false));
  EXPECT_EQ((*measures)[2].maximum, Value(true));
  EXPECT_TRUE(connection->distinct_values({"", "t", "j"}, 100, {}));
}

TEST_F(PostgresTest, FingerprintTellsAChange) {
  execute("CREATE TABLE t (n integer)");
  const auto connection = connect();
  const std::string before = connection->fingerprint({}).value();
  EXPECT_EQ(connect()->fingerprint({}).value(), before);
  execute("ALTER TABLE t ADD COLUMN m text");
  const std::string altered = connection->fingerprint({}).value();
  EXPECT_NE(altered, before);
  execute("INSERT INTO t SELECT generate_series(1, 1000)");
  std::string after = altered;  // the server counts what has changed a moment later
  for (const auto limit = Clock::now() + 60s; after == altered && Clock::now() < limit;) {
    after = connection->fingerprint({}).value();
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_NE(after, altered);
}

TEST_F(PostgresTest, SaysThatATableIsLocked) {
  execute("CREATE TABLE t (n integer)");
  const auto connection = connect();
  std::thread locker([&] { ask_owner("BEGIN; LOCK TABLE t; SELECT pg_sleep(1); ROLLBACK"); });
  while (ask_owner("SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation = 't'::regclass") ==
         "0")
    std::this_thread::sleep_for(5ms);
  const Error late = error(*connection, "SELECT n FROM t", Stop::after(50ms));
  EXPECT_EQ(late.code, ErrorCode::Deadline) << late.message;
  locker.join();
  EXPECT_EQ(text(rows(*connection, "SELECT n FROM t")), "");
}

TEST_F(PostgresTest, WaitsForNoServerThatDoesNotAnswer) {
  // A port that takes a connection and says nothing.
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  ASSERT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size), 0);
  ASSERT_EQ(::listen(socket, 5), 0);
  const auto location = locate("postgresql://reader@127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/x");
  const auto connection = open(*location, Stop::after(50ms));
  ASSERT_FALSE(connection);
  EXPECT_EQ(connection.error().code, ErrorCode::Deadline) << connection.error().message;
  ::close(socket);
}

// ---- faults: a clear error, and the next question works ----

TEST_F(PostgresTest, OutlivesAConnectionThatTheServerClosed) {
  execute("CREATE TABLE t (n integer); INSERT INTO t VALUES (7)");
  const auto connection = connect();
  EXPECT_EQ(value(*connection, "SELECT n FROM t"), Value(std::int64_t{7}));
  ask_owner("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = 'reader'");
  EXPECT_EQ(value(*connection, "SELECT n FROM t"), Value(std::int64_t{7})) << "nobody notices";
}

TEST_F(PostgresTest, OutlivesAConnectionClosedInTheFetch) {
  const auto connection = connect();
  const auto stream = run(*connection, "SELECT generate_series(1, 100000000)");
  ASSERT_TRUE(stream);
  Row row;
  ASSERT_TRUE((*stream)->next(row));
  ask_owner("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = 'reader'");
  Error broken;
  for (;;) {
    const auto more = (*stream)->next(row);
    if (!more) broken = more.error();
    if (!more) break;
    ASSERT_TRUE(*more) << "never a short result";
  }
  EXPECT_EQ(broken.code, ErrorCode::Network) << broken.message;
  EXPECT_NE(broken.hint, "");
  EXPECT_EQ(value(*connection, "SELECT 7"), Value(std::int64_t{7}));
}

TEST_F(PostgresTest, OutlivesTheServersCrash) {
  const auto connection = connect();
  std::thread killer([&] {
    while (ask_owner("SELECT count(*) FROM pg_stat_activity WHERE usename = 'reader' AND query LIKE '%pg_sleep(60)%' "
                     "AND state = 'active'") == "0")
      std::this_thread::sleep_for(5ms);
    server_->crash();
  });
  const Error broken = error(*connection, "SELECT pg_sleep(60)");
  killer.join();
  EXPECT_EQ(broken.code, ErrorCode::Network) << broken.message;
  const Error gone = error(*connection, "SELECT 7");
  EXPECT_EQ(gone.code, ErrorCode::Network) << gone.message;
  EXPECT_NE(gone.hint, "");
  server_->start();
  EXPECT_EQ(value(*connection, "SELECT 7"), Value(std::int64_t{7}));
}

}  // namespace
}  // namespace sayquel::database

// What every adapter promises where SQL gets past the guard: the database itself refuses all but reading.
#include <filesystem>

#include "unit/database/conformance.h"

namespace sayquel::database {
namespace {

class Refuses : public Conformance {};

INSTANTIATE_TEST_SUITE_P(Adapters, Refuses, testing::ValuesIn(tested_engines()), engine_name);

TEST_P(Refuses, EveryStatementThatIsMoreThanReading) {
  const std::string path = place("CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1)");
  const std::string before = GetParam().file ? read_file(path) : "";
  const auto connection = must_open(path);
  const std::string outside = folder_.path("outside");
  for (const std::string& sql : {
           std::string("INSERT INTO t VALUES (2)"),
           std::string("UPDATE t SET n = 2"),
           std::string("DELETE FROM t"),
           std::string("DROP TABLE t"),
           std::string("ALTER TABLE t RENAME TO u"),
           std::string("CREATE TABLE u (n INTEGER)"),
           std::string("CREATE TEMP TABLE u (n INTEGER)"),
           std::string("CREATE VIEW v AS SELECT 1"),
           std::string("CREATE INDEX i ON t (n)"),
           std::string("INSERT INTO t VALUES (3) RETURNING n"),
           std::string("BEGIN"),
           std::string("VACUUM"),
           std::string("ANALYZE"),
           "ATTACH '" + outside + "' AS other",
           "VACUUM INTO '" + outside + "'",
           "COPY t TO '" + outside + "'",
           "EXPORT DATABASE '" + outside + "'",
           std::string("PRAGMA journal_mode = DELETE"),
           std::string("PRAGMA writable_schema = 1"),
           std::string("PRAGMA query_only = 0"),
           std::string("SET enable_external_access = true"),
           std::string("SET lock_configuration = false"),
           std::string("SET memory_limit = '1GB'"),
           std::string("RESET memory_limit"),
           std::string("INSTALL httpfs"),
           std::string("LOAD httpfs"),
           std::string("SELECT load_extension('x')"),
           std::string("SELECT * FROM read_csv('/etc/passwd')"),
           std::string("SELECT * FROM read_text('/etc/passwd')"),
           std::string("SELECT * FROM '/etc/passwd'"),
           std::string("SELECT * FROM glob('/etc/*')"),
           std::string("SELECT readfile('/etc/passwd')"),
           "SELECT writefile('" + outside + "', 'x')",
           std::string("SELECT * FROM sqlite_scan('x', 'y')"),
       }) {
    const Error refused = error(*connection, sql);
    EXPECT_NE(refused.message, "") << sql;
    EXPECT_NE(refused.code, ErrorCode::Internal) << sql;
  }
  for (const char* sql :
       {"INSERT INTO t VALUES (2)", "UPDATE t SET n = 2", "DROP TABLE t", "CREATE TABLE u (n INTEGER)"})
    EXPECT_EQ(error(*connection, sql).code, ErrorCode::PermissionDenied) << sql;
  EXPECT_EQ(text(rows(*connection, "SELECT n FROM t")), "1|\n");
  EXPECT_FALSE(std::filesystem::exists(outside));
  EXPECT_EQ(GetParam().file ? read_file(path) : "", before);
}

}  // namespace
}  // namespace sayquel::database

// What only SQLite has: values typed one by one, odd schemas, journals.
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "database/sqlite/values.h"
#include "unit/database/sample.h"

namespace sayquel::database {
namespace {

TEST(SqliteType, KindIsReadFromTheDeclaration) {
  const std::pair<const char*, TypeKind> cases[] = {
      {"INTEGER", TypeKind::Integer},
      {"int", TypeKind::Integer},
      {"BIGINT UNSIGNED", TypeKind::Integer},
      {"TINYINT(1)", TypeKind::Integer},
      {"VARCHAR(30)", TypeKind::Text},
      {"text", TypeKind::Text},
      {"NVARCHAR(10)", TypeKind::Text},
      {"CLOB", TypeKind::Text},
      {"character varying", TypeKind::Text},
      {"string", TypeKind::Text},
      {"REAL", TypeKind::Float},
      {"double precision", TypeKind::Float},
      {"float", TypeKind::Float},
      {"DECIMAL(8,2)", TypeKind::Decimal},
      {"numeric", TypeKind::Decimal},
      {"NUMBER(10)", TypeKind::Decimal},
      {"money", TypeKind::Decimal},
      {"bool", TypeKind::Boolean},
      {"BOOLEAN", TypeKind::Boolean},
      {"DATE", TypeKind::Date},
      {"datetime", TypeKind::Timestamp},
      {"TIMESTAMP", TypeKind::Timestamp},
      {"timestamp with time zone", TypeKind::Timestamp},
      {"TIME", TypeKind::Time},
      {"BLOB", TypeKind::Blob},
      {"varbinary(16)", TypeKind::Blob},
      {"", TypeKind::Unknown},
      {"year", TypeKind::Unknown},
      {"json", TypeKind::Text},
      {"  Int ", TypeKind::Integer},
  };
  for (const auto& [declared, kind] : cases) EXPECT_EQ(sqlite::kind_of(declared), kind) << declared;
}

class Sqlite : public testing::Test {
 protected:
  std::string file(const std::string& sql) {
    make_sqlite(folder_.path("s.sqlite"), sql);
    return folder_.path("s.sqlite");
  }
  std::unique_ptr<Connection> made(const std::string& sql) { return must_open(file(sql)); }
  static const TableDescription* find(const std::vector<TableDescription>& tables, const std::string& name) {
    const auto found = std::ranges::find(tables, name, &TableDescription::name);
    return found == tables.end() ? nullptr : &*found;
  }
  Folder folder_;
};

TEST_F(Sqlite, ConvertsOnlyWhatIsWrittenBackTheSame) {
  const auto connection = made(
      "CREATE TABLE t (n INTEGER PRIMARY KEY, d DATE, ts DATETIME, tm TIME, b BOOLEAN, p DECIMAL(8,2));"
      "INSERT INTO t VALUES (1, '2008-01-05', '2008-01-05 10:00:00', '23:59:59', 1, 19.99),"
      "(2, '2008-02-30', '2008-01-05T10:00:00', '24:00:00', 2, '19.990'),"
      "(3, '5 January 2008', '2008-01-05 10:00:00.500', '9:30', 'true', 20),"
      "(4, 20080105, 1199527200, 12.5, 0, 'unknown'),"
      "(5, '2008-01-05 00:00:00', '2008-01-05', '10:00:00.250000', NULL, '')");
  const auto all = rows(*connection, "SELECT d, ts, tm, b, p FROM t ORDER BY n");
  ASSERT_EQ(all.size(), 5u);
  const auto as_text = [](const char* text) { return Value(std::string(text)); };
  const std::int64_t day = 13883 * 86'400'000'000;
  EXPECT_EQ(all[0], (Row{Date{13883}, Timestamp{day + 36'000'000'000}, Time{86'399'000'000}, true, 19.99}));
  // The rest stays what SQLite stores. (Numeric affinity has made 19.99 of '19.990'.)
  EXPECT_EQ(all[1],
            (Row{as_text("2008-02-30"), as_text("2008-01-05T10:00:00"), as_text("24:00:00"), std::int64_t{2}, 19.99}));
  EXPECT_EQ(all[2], (Row{as_text("5 January 2008"), as_text("2008-01-05 10:00:00.500"), as_text("9:30"),
                         as_text("true"), std::int64_t{20}}));
  EXPECT_EQ(all[3], (Row{std::int64_t{20080105}, std::int64_t{1199527200}, 12.5, false, as_text("unknown")}));
  EXPECT_EQ(all[4],
            (Row{as_text("2008-01-05 00:00:00"), as_text("2008-01-05"), Time{36'000'250'000}, Null{}, as_text("")}));
}

TEST_F(Sqlite, ExpressionsKeepTheirStorage) {
  const auto connection =
      made("CREATE TABLE t (d DATE, i INTEGER); INSERT INTO t VALUES ('2008-01-05', 1), ('2009-01-05', 2)");
  const auto stream = run(*connection, "SELECT max(d), count(*), avg(i), NULL, d, 1 + i, x'00ff' FROM t");
  ASSERT_TRUE(stream);
  const TypeKind kinds[] = {TypeKind::Text, TypeKind::Integer, TypeKind::Float, TypeKind::Unknown,
                            TypeKind::Date, TypeKind::Integer, TypeKind::Blob};
  for (std::size_t at = 0; at < std::size(kinds); ++at) EXPECT_EQ((*stream)->columns()[at].type.kind, kinds[at]) << at;
  Row row;
  ASSERT_TRUE((*stream)->next(row).value());
  EXPECT_EQ(row[0], Value(std::string("2009-01-05")));
  EXPECT_EQ(row[2], Value(1.5));
  EXPECT_EQ(row[4], Value(Date{14249}));
  EXPECT_EQ(row[6], Value(Blob{std::string("\0\xff", 2)}));
}

TEST_F(Sqlite, PassesOnTextThatIsNoUtf8AndZeroBytes) {
  const auto connection =
      made("CREATE TABLE t (s TEXT); INSERT INTO t VALUES (CAST(x'636166e9' AS TEXT)), (CAST(x'610062' AS TEXT))");
  const auto all = rows(*connection, "SELECT s FROM t ORDER BY rowid");
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0][0], Value(std::string("caf\xe9")));
  EXPECT_EQ(all[1][0], Value(std::string("a\0b", 3)));
}

TEST_F(Sqlite, ReadsUtf16Databases) {
  const auto connection =
      made("PRAGMA encoding = 'UTF-16le'; CREATE TABLE t (s TEXT); INSERT INTO t VALUES ('Zoë 東京')");
  EXPECT_EQ(value(*connection, "SELECT s FROM t"), Value(std::string("Zoë 東京")));
}

TEST_F(Sqlite, DescribesOddTables) {
  const auto connection = made(
      "CREATE TABLE plain (id INTEGER PRIMARY KEY, twice INTEGER GENERATED ALWAYS AS (id * 2) VIRTUAL,"
      "  kept INTEGER AS (id + 1) STORED, anything);"
      "CREATE TABLE without (a TEXT, b INT, PRIMARY KEY (b, a)) WITHOUT ROWID;"
      "CREATE TABLE loose (code TEXT PRIMARY KEY, rowid TEXT);"
      "CREATE TABLE strictly (a INTEGER NOT NULL) STRICT;"
      "CREATE VIRTUAL TABLE pages USING fts5(title, body);"
      "CREATE VIRTUAL TABLE old_pages USING fts4(title);"
      "CREATE VIEW good AS SELECT id AS number, twice + 1 AS computed FROM plain;"
      "CREATE VIEW bad AS SELECT * FROM missing;"
      "CREATE VIEW worse AS SELECT missing_function(id) AS x FROM plain;"
      "CREATE UNIQUE INDEX whole ON plain (kept, anything);"
      "CREATE UNIQUE INDEX partial ON plain (twice) WHERE id > 5;"
      "CREATE UNIQUE INDEX computed ON plain (id + twice);"
      "CREATE TABLE auto (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO auto VALUES (7); ANALYZE");
  const auto tables = connection->describe({});
  ASSERT_TRUE(tables) << tables.error().message;
  std::string names;
  for (const auto& table : *tables) names += table.name + " ";
  EXPECT_EQ(names, "plain without loose strictly pages old_pages good auto ");

  const auto* plain = find(*tables, "plain");
  std::string columns;
  for (const auto& column : plain->columns) columns += column.name + (column.nullable ? " " : "! ");
  EXPECT_EQ(columns, "id! twice kept anything ");
  EXPECT_EQ(plain->columns[3].type.kind, TypeKind::Unknown);
  ASSERT_EQ(plain->unique_keys.size(), 1u);
  EXPECT_EQ(plain->unique_keys[0].columns, (std::vector<std::string>{"kept", "anything"}));

  EXPECT_EQ(find(*tables, "without")->primary_key, (std::vector<std::string>{"b", "a"}));
  EXPECT_FALSE(find(*tables, "without")->columns[0].nullable);
  EXPECT_TRUE(find(*tables, "loose")->columns[0].nullable) << "SQLite lets NULL into this primary key";
  EXPECT_EQ(find(*tables, "loose")->estimated_rows, -1);
  EXPECT_EQ(find(*tables, "pages")->columns.size(), 2u) << "hidden columns are left out";
  EXPECT_TRUE(find(*tables, "good")->view);
  EXPECT_EQ(find(*tables, "auto")->estimated_rows, 7);
}

TEST_F(Sqlite, ForeignKeysAreMadeWholeOrLeftOut) {
  const auto connection = made(
      "CREATE TABLE Parent (Id INTEGER PRIMARY KEY, code TEXT UNIQUE);"
      "CREATE TABLE pair (a INTEGER, b INTEGER, PRIMARY KEY (a, b));"
      "CREATE TABLE keyless (n INTEGER);"
      "CREATE TABLE child (p1 INTEGER REFERENCES parent, p2 TEXT REFERENCES PARENT(CODE), x INTEGER REFERENCES "
      "gone(id),"
      "  y INTEGER REFERENCES parent(no_such_column), z INTEGER REFERENCES pair, w INTEGER REFERENCES keyless, a1 "
      "INTEGER, b1 INTEGER,"
      "  FOREIGN KEY (A1, B1) REFERENCES pair);");
  const auto tables = connection->describe({});
  ASSERT_TRUE(tables) << tables.error().message;
  std::string keys;
  for (const auto& key : find(*tables, "child")->foreign_keys) {
    for (const auto& column : key.columns) keys += column + " ";
    keys += "-> " + key.referenced_table;
    for (const auto& column : key.referenced_columns) keys += " " + column;
    keys += "; ";
  }
  EXPECT_EQ(keys, "p1 -> Parent Id; p2 -> Parent code; a1 b1 -> pair a b; ");
}

TEST_F(Sqlite, QueriesVirtualTables) {
  const auto connection = made(
      "CREATE VIRTUAL TABLE pages USING fts5(title, body); INSERT INTO pages VALUES ('one', 'the quick fox'), ('two', "
      "'a dog');"
      "CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1); INSERT INTO boxes VALUES (1, 0, 5), (2, 6, 9)");
  EXPECT_EQ(text(rows(*connection, "SELECT title FROM pages WHERE pages MATCH 'fox'")), "one|\n");
  EXPECT_EQ(text(rows(*connection, "SELECT id FROM boxes WHERE x0 > 5")), "2|\n");
  for (const char* sql : {"INSERT INTO pages VALUES ('x', 'y')", "INSERT INTO boxes VALUES (3, 1, 2)",
                          "DELETE FROM boxes", "DELETE FROM boxes_node", "UPDATE sqlite_master SET sql = ''"})
    EXPECT_EQ(error(*connection, sql).code, ErrorCode::PermissionDenied) << sql;
}

TEST_F(Sqlite, MeasuresMixedColumns) {
  const auto connection = made("CREATE TABLE t (x); INSERT INTO t VALUES (1), (1.0), ('1'), (x'31'), (NULL), ('abc')");
  const auto measured = connection->measure("", "t", {"x"}, {});
  ASSERT_TRUE(measured);
  EXPECT_EQ(measured->front().distinct, 4) << "1 and 1.0 are one value to SQLite";
  EXPECT_EQ(measured->front().minimum, Value(std::int64_t{1}));
  EXPECT_EQ(measured->front().maximum, Value(Blob{"1"}));
}

TEST_F(Sqlite, MeasuresAsManyColumnsAsThereMayBe) {
  std::string columns, values;
  std::vector<std::string> names;
  for (int column = 0; column < 2000; ++column) {
    names.push_back("c" + std::to_string(column));
    columns += (column ? ", " : "") + names.back();
    values += (column ? ", " : "") + std::to_string(column);
  }
  const auto connection = made("CREATE TABLE t (" + columns + "); INSERT INTO t VALUES (" + values + ")");
  const auto measured = connection->measure("", "t", names, {});
  ASSERT_TRUE(measured) << measured.error().message;
  ASSERT_EQ(measured->size(), 2000u);
  for (std::int64_t column : {0, 399, 400, 1999})
    EXPECT_EQ((*measured)[static_cast<std::size_t>(column)].minimum, Value(column));
}

// The schema is whoever's made the file: what its views call is trusted no more than a query.
TEST_F(Sqlite, ViewsMayDoNoMoreThanQueries) {
  const auto connection = made(
      "CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1);"
      "CREATE VIEW extension AS SELECT load_extension('x') FROM t;"
      "CREATE VIEW pragma AS SELECT * FROM pragma_database_list;"
      "CREATE VIEW plain AS SELECT upper('a') AS a FROM t");
  EXPECT_EQ(error(*connection, "SELECT * FROM extension").code, ErrorCode::PermissionDenied);
  EXPECT_NE(error(*connection, "SELECT * FROM pragma").message, "");
  EXPECT_EQ(value(*connection, "SELECT a FROM plain"), Value(std::string("A")));
}

TEST_F(Sqlite, ReadsAnEmptySchemaAndManyTables) {
  EXPECT_TRUE(must_open(file("CREATE TABLE t (i); DROP TABLE t"))->describe({})->empty());
  std::string sql = "BEGIN;";
  for (int table = 0; table < 300; ++table)
    sql += "CREATE TABLE IF NOT EXISTS \"t " + std::to_string(table) + "\" (id INTEGER PRIMARY KEY, a TEXT, b TEXT);";
  EXPECT_EQ(must_open(file(sql + "COMMIT"))->describe({})->size(), 300u);
}

// ---- journals ----

TEST_F(Sqlite, ReadsAWalDatabaseAndLeavesNothing) {
  const std::string path = file("PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1)");
  ASSERT_EQ(folder_.listing(), "s.sqlite");
  {
    const auto connection = must_open(path);
    EXPECT_EQ(text(rows(*connection, "SELECT n FROM t")), "1|\n");
    EXPECT_EQ(folder_.listing(), "s.sqlite");
  }
  EXPECT_EQ(folder_.listing(), "s.sqlite");
}

TEST_F(Sqlite, ReadsAWalDatabaseInAFolderThatCannotBeWritten) {
  const std::string path = file("PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1)");
  chmod(folder_.path().c_str(), 0555);
  chmod(path.c_str(), 0444);
  const pid_t child = fork();
  if (child == 0) {  // somebody who may not write there, also where the tests run as root
    if (geteuid() == 0 && setuid(65534) != 0) _exit(2);
    const auto connection = open({Kind::SQLite, path, path, "file", {}});
    _exit(connection && text(rows(**connection, "SELECT n FROM t")) == "1|\n" ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  chmod(folder_.path().c_str(), 0755);
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST_F(Sqlite, SeesWhatAWriterAddsToAWalDatabase) {
  const std::string path = file("PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1)");
  const auto connection = must_open(path);  // nobody else has it open: read as immutable
  EXPECT_EQ(value(*connection, "SELECT count(*) FROM t"), Value(std::int64_t{1}));
  sqlite3* writer = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &writer), SQLITE_OK);
  const auto write = [&](const char* sql) {
    ASSERT_EQ(sqlite3_exec(writer, sql, nullptr, nullptr, nullptr), SQLITE_OK);
  };
  write("INSERT INTO t VALUES (2)");
  EXPECT_EQ(value(*connection, "SELECT count(*) FROM t"), Value(std::int64_t{2})) << "out of the log";
  write("PRAGMA wal_checkpoint(TRUNCATE); INSERT INTO t VALUES (3)");
  EXPECT_EQ(value(*connection, "SELECT count(*) FROM t"), Value(std::int64_t{3}));
  sqlite3_close(writer);
  EXPECT_EQ(value(*connection, "SELECT count(*) FROM t"), Value(std::int64_t{3}));
}

TEST_F(Sqlite, AChangeUnderAnImmutableReadIsAnErrorAndNoTornResult) {
  const std::string path = file(
      "PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER, s TEXT);"
      "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 2000) INSERT INTO t SELECT n, 'x' FROM "
      "c");
  const auto connection = must_open(path);
  const auto stream = run(*connection, "SELECT n FROM t");
  ASSERT_TRUE(stream);
  Row row;
  ASSERT_TRUE((*stream)->next(row).value());
  make_sqlite(path, "UPDATE t SET s = 'y'; PRAGMA wal_checkpoint(TRUNCATE)");
  for (;;) {
    const auto more = (*stream)->next(row);
    if (!more) {
      EXPECT_EQ(more.error().code, ErrorCode::Busy) << more.error().message;
      break;
    }
    ASSERT_TRUE(*more) << "never as if nothing had happened";
  }
  EXPECT_EQ(value(*connection, "SELECT count(*) FROM t WHERE s = 'y'"), Value(std::int64_t{2000}))
      << "and the next works";
}

TEST_F(Sqlite, AJournalThatNeedsRecoveryIsSaid) {
  const std::string path = file(
      "CREATE TABLE t (n INTEGER, s TEXT);"
      "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 5000) INSERT INTO t SELECT n, 'x' FROM "
      "c");
  const pid_t child = fork();
  if (child == 0) {  // a writer that dies in the middle
    sqlite3* handle = nullptr;
    sqlite3_open(path.c_str(), &handle);
    sqlite3_exec(handle, "PRAGMA cache_size = 5; BEGIN; UPDATE t SET s = 'a longer text than before'", nullptr, nullptr,
                 nullptr);
    _exit(0);
  }
  waitpid(child, nullptr, 0);
  ASSERT_EQ(folder_.listing(), "s.sqlite s.sqlite-journal");
  const std::string before = read_file(path);
  const Error error = open_error(path);
  EXPECT_EQ(error.code, ErrorCode::PermissionDenied) << error.message;
  EXPECT_NE(error.message.find("journal"), std::string::npos) << error.message;
  EXPECT_NE(error.hint, "");
  EXPECT_EQ(read_file(path), before);
}

}  // namespace
}  // namespace sayquel::database

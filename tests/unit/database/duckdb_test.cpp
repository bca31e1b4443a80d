// What only DuckDB has: its many types, schemas, comments, nested values.
#include <gtest/gtest.h>

#include <cmath>

#include "database/duckdb/number_text.h"
#include "unit/database/sample.h"

namespace sayquel::database {
namespace {

using std::string_literals::operator""s;

TEST(DuckdbNumber, DecimalsToTheLastDigit) {
  std::string digits;
  const auto decimal = [&](duckdb::Int128 number, int scale) {
    duckdb::write_decimal(number, scale, digits);
    return digits;
  };
  EXPECT_EQ(decimal(0, 0), "0");
  EXPECT_EQ(decimal(0, 2), "0.00");
  EXPECT_EQ(decimal(-5, 2), "-0.05");
  EXPECT_EQ(decimal(123456, 2), "1234.56");
  const auto most = static_cast<duckdb::Int128>(~static_cast<duckdb::Uint128>(0) >> 1);
  EXPECT_EQ(decimal(most, 0), "170141183460469231731687303715884105727");
  EXPECT_EQ(decimal(-most - 1, 0), "-170141183460469231731687303715884105728");
  EXPECT_EQ(decimal(-most - 1, 38), "-1.70141183460469231731687303715884105728");
}

TEST(DuckdbNumber, IntervalsAsDuckdbWritesThem) {
  const std::pair<duckdb_interval, std::string> cases[] = {
      {{0, 0, 0}, "00:00:00"},
      {{14, 3, 0}, "1 year 2 months 3 days"},
      {{-1, 0, 1'500'000}, "-1 month 00:00:01.5"},
      {{0, 1, -3'600'000'000}, "1 day -01:00:00"},
      {{0, 0, INT64_MIN}, "-2562047788:00:54.775808"},
  };
  for (const auto& [interval, text] : cases) EXPECT_EQ(duckdb::interval_text(interval), text);
}

class Duckdb : public testing::Test {
 protected:
  std::unique_ptr<Connection> made(const std::string& sql) {
    make_duckdb(folder_.path("d.duckdb"), sql);
    return must_open(folder_.path("d.duckdb"));
  }
  Folder folder_;
};

struct TypeCase {
  std::string sql;  // an expression
  Value value;
  TypeKind kind;
  std::string declared;
};

TEST_F(Duckdb, GivesEveryTypeExactly) {
  const auto connection = made("CREATE TABLE t (i INTEGER)");
  const std::int64_t day = 86'400'000'000;
  const TypeCase cases[] = {
      {"true", true, TypeKind::Boolean, "BOOLEAN"},
      {"(-128)::TINYINT", std::int64_t{-128}, TypeKind::Integer, "TINYINT"},
      {"(-32768)::SMALLINT", std::int64_t{-32768}, TypeKind::Integer, "SMALLINT"},
      {"(-2147483648)::INTEGER", std::int64_t{-2147483648}, TypeKind::Integer, "INTEGER"},
      {"255::UTINYINT", std::int64_t{255}, TypeKind::Integer, "UTINYINT"},
      {"65535::USMALLINT", std::int64_t{65535}, TypeKind::Integer, "USMALLINT"},
      {"4294967295::UINTEGER", std::int64_t{4294967295}, TypeKind::Integer, "UINTEGER"},
      {"9223372036854775807::UBIGINT", std::int64_t{9223372036854775807}, TypeKind::Integer, "UBIGINT"},
      {"18446744073709551615::UBIGINT", Decimal{"18446744073709551615"}, TypeKind::Integer, "UBIGINT"},
      {"sum(5)", std::int64_t{5}, TypeKind::Integer, "HUGEINT"},
      {"(-9223372036854775808)::HUGEINT", std::int64_t{INT64_MIN}, TypeKind::Integer, "HUGEINT"},
      {"9223372036854775808::HUGEINT", Decimal{"9223372036854775808"}, TypeKind::Integer, "HUGEINT"},
      {"(-170141183460469231731687303715884105728)::HUGEINT", Decimal{"-170141183460469231731687303715884105728"},
       TypeKind::Integer, "HUGEINT"},
      {"340282366920938463463374607431768211455::UHUGEINT", Decimal{"340282366920938463463374607431768211455"},
       TypeKind::Integer, "UHUGEINT"},
      {"'123456789012345678901234567890123456789012345678901234567890'::BIGNUM",
       Decimal{"123456789012345678901234567890123456789012345678901234567890"}, TypeKind::Integer, "BIGNUM"},
      {"(-256)::BIGNUM", Decimal{"-256"}, TypeKind::Integer, "BIGNUM"},
      {"0::BIGNUM", Decimal{"0"}, TypeKind::Integer, "BIGNUM"},
      {"1.5::DECIMAL(4,1)", Decimal{"1.5"}, TypeKind::Decimal, "DECIMAL(4,1)"},
      {"(-0.05)::DECIMAL(9,2)", Decimal{"-0.05"}, TypeKind::Decimal, "DECIMAL(9,2)"},
      {"1234567890.1234::DECIMAL(18,4)", Decimal{"1234567890.1234"}, TypeKind::Decimal, "DECIMAL(18,4)"},
      {"'-9999999999999999999999999999.9999999999'::DECIMAL(38,10)",
       Decimal{"-9999999999999999999999999999.9999999999"}, TypeKind::Decimal, "DECIMAL(38,10)"},
      {"0.1::FLOAT", 0.1, TypeKind::Float, "FLOAT"},
      {"0.1::DOUBLE", 0.1, TypeKind::Float, "DOUBLE"},
      {"'-inf'::DOUBLE", -INFINITY, TypeKind::Float, "DOUBLE"},
      {"'inf'::FLOAT", INFINITY, TypeKind::Float, "FLOAT"},
      {"5e-324::DOUBLE", 5e-324, TypeKind::Float, "DOUBLE"},
      {"'short'", "short"s, TypeKind::Text, "VARCHAR"},
      {"'longer than twelve bytes, 東京'", "longer than twelve bytes, 東京"s, TypeKind::Text, "VARCHAR"},
      {"'a' || chr(0) || 'b'", "a\0b"s, TypeKind::Text, "VARCHAR"},
      {"'ab'::CHAR(10)", "ab"s, TypeKind::Text, "VARCHAR"},
      {"'\\x00\\xFFa'::BLOB",
       Blob{"\0\xff"
            "a"s},
       TypeKind::Blob, "BLOB"},
      {"'1969-12-31'::DATE", Date{-1}, TypeKind::Date, "DATE"},
      {"'infinity'::DATE", "infinity"s, TypeKind::Date, "DATE"},
      {"'-infinity'::DATE", "-infinity"s, TypeKind::Date, "DATE"},
      {"'23:59:59.999999'::TIME", Time{day - 1}, TypeKind::Time, "TIME"},
      {"'14:30:00+02'::TIMETZ", "14:30:00+02"s, TypeKind::Text, "TIME WITH TIME ZONE"},
      {"'14:30:00.5-05:30'::TIMETZ", "14:30:00.500000-05:30"s, TypeKind::Text, "TIME WITH TIME ZONE"},
      {"'1969-12-31 23:59:59.999999'::TIMESTAMP", Timestamp{-1}, TypeKind::Timestamp, "TIMESTAMP"},
      {"'infinity'::TIMESTAMP", "infinity"s, TypeKind::Timestamp, "TIMESTAMP"},
      {"'1970-01-02 00:00:01'::TIMESTAMP_S", Timestamp{day + 1'000'000}, TypeKind::Timestamp, "TIMESTAMP_S"},
      {"'1970-01-02 00:00:00.5'::TIMESTAMP_MS", Timestamp{day + 500'000}, TypeKind::Timestamp, "TIMESTAMP_MS"},
      {"'1970-01-02 00:00:00.000001'::TIMESTAMP_NS", Timestamp{day + 1}, TypeKind::Timestamp, "TIMESTAMP_NS"},
      {"'1969-12-31 23:59:59.999999999'::TIMESTAMP_NS", "1969-12-31 23:59:59.999999999"s, TypeKind::Timestamp,
       "TIMESTAMP_NS"},
      {"'1970-01-01 02:00:00+02'::TIMESTAMPTZ", Timestamp{0}, TypeKind::Timestamp, "TIMESTAMP WITH TIME ZONE"},
      {"INTERVAL 14 MONTH + INTERVAL 90 SECOND", "1 year 2 months 00:01:30"s, TypeKind::Interval, "INTERVAL"},
      {"'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::UUID", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"s, TypeKind::Text, "UUID"},
      {"'00000000-0000-0000-0000-000000000000'::UUID", "00000000-0000-0000-0000-000000000000"s, TypeKind::Text, "UUID"},
      {"'0101100111'::BIT", "0101100111"s, TypeKind::Text, "BIT"},
      {"'sad'::ENUM ('happy', 'sad')", "sad"s, TypeKind::Text, "ENUM"},
      {"[1, NULL, 3]", "[1, null, 3]"s, TypeKind::Nested, "INTEGER[]"},
      {"[]::VARCHAR[]", "[]"s, TypeKind::Nested, "VARCHAR[]"},
      {"[['a \"b\"'], NULL, []]", "[[\"a \\\"b\\\"\"], null, []]"s, TypeKind::Nested, "VARCHAR[][]"},
      {"[1.5, 2.25]::DECIMAL(4,2)[2]", "[1.50, 2.25]"s, TypeKind::Nested, "DECIMAL(4,2)[2]"},
      {"{'a': 1, 'b c': DATE '2008-01-05'}", "{\"a\": 1, \"b c\": \"2008-01-05\"}"s, TypeKind::Nested,
       "STRUCT(\"a\" INTEGER, \"b c\" DATE)"},
      {"MAP {'k': [1], 'l': NULL}", "{\"k\": [1], \"l\": null}"s, TypeKind::Nested, "MAP(VARCHAR, INTEGER[])"},
      {"MAP {1: true}", "{\"1\": true}"s, TypeKind::Nested, "MAP(INTEGER, BOOLEAN)"},
      {"union_value(n := 5)", "5"s, TypeKind::Nested, "UNION(\"n\" INTEGER)"},
      {"NULL::INTEGER[]", Null{}, TypeKind::Nested, "INTEGER[]"},
      {"NULL::STRUCT(a INTEGER)", Null{}, TypeKind::Nested, "STRUCT(\"a\" INTEGER)"},
      {"'{\"a\": 1}'::JSON", "{\"a\": 1}"s, TypeKind::Text, "JSON"},
      {"NULL", Null{}, TypeKind::Integer, "INTEGER"},
  };
  for (const auto& one : cases) {
    const auto stream = run(*connection, "SELECT " + one.sql + " AS x");
    ASSERT_TRUE(stream) << one.sql << ": " << stream.error().message;
    EXPECT_EQ((*stream)->columns()[0].type.kind, one.kind) << one.sql;
    EXPECT_EQ((*stream)->columns()[0].type.declared, one.declared) << one.sql;
    Row row;
    ASSERT_TRUE((*stream)->next(row).value()) << one.sql;
    EXPECT_EQ(row[0], one.value) << one.sql << " gives " << to_text(row[0]);
  }
  const Value not_a_number = value(*connection, "SELECT 'nan'::DOUBLE");
  EXPECT_TRUE(std::isnan(std::get<double>(not_a_number)));
}

TEST_F(Duckdb, ReadsNestedValuesAcrossChunks) {
  const auto connection = made(
      "CREATE TABLE t AS SELECT range AS n, [range, range + 1] AS l, {'a': range, 'b': [range]} AS s, "
      "CASE WHEN range % 2 = 0 THEN 'even' END::ENUM ('odd', 'even') AS e FROM range(5000)");
  EXPECT_EQ(text(rows(*connection, "SELECT l, s, e FROM t WHERE n IN (0, 4097) ORDER BY n")),
            "[0, 1]|{\"a\": 0, \"b\": [0]}|even|\n[4097, 4098]|{\"a\": 4097, \"b\": [4097]}|NULL|\n");
}

TEST_F(Duckdb, DescribesSchemasCommentsAndKeys) {
  const auto connection = made(
      "CREATE TABLE z (id INTEGER PRIMARY KEY, a VARCHAR, \"b, c\" VARCHAR, e ENUM ('x', 'y'), UNIQUE (\"b, c\", a));"
      "CREATE TABLE w (z_id INTEGER REFERENCES z (id), day DATE);"
      "CREATE SCHEMA shop; CREATE TABLE shop.z (n INTEGER);"
      "COMMENT ON TABLE z IS 'about z'; COMMENT ON COLUMN z.a IS 'an a'; CREATE UNIQUE INDEX i ON w (day);"
      "CREATE INDEX j ON w (z_id); CREATE VIEW v AS SELECT a FROM z; CREATE TABLE gone (n INTEGER);"
      "CREATE VIEW broken AS SELECT n FROM gone; DROP TABLE gone; CREATE TEMP TABLE mine (n INTEGER)");
  const auto tables = connection->describe({});
  ASSERT_TRUE(tables) << tables.error().message;
  std::string names;
  for (const auto& table : *tables) names += table.schema + "." + table.name + (table.view ? "(view) " : " ");
  EXPECT_EQ(names, ".w .z shop.z .v(view) ");
  const TableDescription& w = (*tables)[0];
  const TableDescription& z = (*tables)[1];
  EXPECT_EQ(z.comment, "about z");
  EXPECT_EQ(z.columns[1].comment, "an a");
  EXPECT_FALSE(z.columns[0].nullable);
  EXPECT_EQ(z.columns[3].type.kind, TypeKind::Text);
  EXPECT_EQ(z.primary_key, std::vector<std::string>{"id"});
  ASSERT_EQ(z.unique_keys.size(), 1u);
  EXPECT_EQ(z.unique_keys[0].columns, (std::vector<std::string>{"b, c", "a"}));
  ASSERT_EQ(w.foreign_keys.size(), 1u);
  EXPECT_EQ(w.foreign_keys[0].columns, std::vector<std::string>{"z_id"});
  EXPECT_EQ(w.foreign_keys[0].referenced_table, "z");
  EXPECT_EQ(w.foreign_keys[0].referenced_columns, std::vector<std::string>{"id"});
  ASSERT_EQ(w.unique_keys.size(), 1u);
  EXPECT_EQ(w.unique_keys[0].columns, std::vector<std::string>{"day"});
  const auto measured = connection->measure("shop", "z", {"n"}, {});
  ASSERT_TRUE(measured) << measured.error().message;
  EXPECT_EQ(measured->front().rows, 0);
}

TEST_F(Duckdb, MeasuresTypesWithoutAnOrder) {
  const auto connection = made(
      "CREATE TABLE t AS SELECT [1] AS l, {'a': 1} AS s, MAP {'k': 1} AS m, 'x'::BLOB AS b, 1.5::DECIMAL(3,1) AS d");
  const auto measured = connection->measure("", "t", {"l", "s", "m", "b", "d"}, {});
  ASSERT_TRUE(measured) << measured.error().message;
  EXPECT_EQ((*measured)[0].distinct, 1);
  EXPECT_TRUE(is_null((*measured)[0].minimum));
  EXPECT_TRUE(is_null((*measured)[2].maximum));
  EXPECT_EQ((*measured)[3].minimum, Value(Blob{"x"}));
  EXPECT_EQ((*measured)[4].minimum, Value(Decimal{"1.5"}));
  const auto values = connection->distinct_values({"", "t", "m"}, 100, {});
  ASSERT_TRUE(values) << values.error().message;
}

TEST_F(Duckdb, AnErrorInTheMiddleOfAStreamIsNoShortResult) {
  const auto connection = made(
      "CREATE TABLE t AS SELECT CASE WHEN range = 900000 THEN 'x' ELSE range::VARCHAR END AS s FROM range(1000000)");
  const Error wrong = error(*connection, "SELECT s::INTEGER FROM t");
  EXPECT_EQ(wrong.code, ErrorCode::Database);
  EXPECT_NE(wrong.message.find("Could not convert"), std::string::npos) << wrong.message;
  EXPECT_EQ(wrong.message.find('\n'), std::string::npos) << wrong.message;
}

TEST_F(Duckdb, RunsOneStatementAndNoOther) {
  const auto connection = made("CREATE TABLE t (i INTEGER)");
  for (const char* sql :
       {"SET threads = 1", "SET VARIABLE x = 1", "PREPARE p AS SELECT 1", "USE memory", "CHECKPOINT", "LOAD json",
        "BEGIN TRANSACTION", "EXPLAIN ANALYZE SELECT 1", "CREATE TEMP TABLE u (i INTEGER)"})
    EXPECT_EQ(error(*connection, sql).code, ErrorCode::PermissionDenied) << sql;
  EXPECT_EQ(error(*connection, "SELECT 1; DROP TABLE t").code, ErrorCode::Database);
  EXPECT_EQ(value(*connection, "SELECT current_setting('lock_configuration')"), Value(true));
  EXPECT_EQ(value(*connection, "SELECT current_setting('enable_external_access')"), Value(false));
  EXPECT_EQ(error(*connection, "SELECT getenv('HOME')").code, ErrorCode::Database);
}

TEST_F(Duckdb, SpillsToAFolderOfItsOwn) {
  const auto connection = made("CREATE TABLE t (i INTEGER)");
  const std::string spill = to_text(value(*connection, "SELECT current_setting('temp_directory')"));
  EXPECT_EQ(spill.find(folder_.path()), std::string::npos) << "not beside the database";
  EXPECT_NE(spill, "");
}

}  // namespace
}  // namespace sayquel::database

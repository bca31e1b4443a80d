// CSV, Parquet and JSON files as tables: read whole, or one error that names the line.
#include "database/duckdb/data_file.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "unit/database/sample.h"

namespace sayquel::database {
namespace {

TEST(TableName, IsThePlainStem) {
  const std::pair<const char*, const char*> cases[] = {
      {"/data/sales.csv", "sales"},
      {"Sales 2008.csv", "sales_2008"},
      {"/x/2008-sales.csv", "t_2008_sales"},
      {"a.b.c.parquet", "a_b_c"},
      {"--.csv", "data"},
      {"Größe.json", "größe"},
      {"(copy) of  x (1).csv", "copy_of_x_1"},
  };
  for (const auto& [path, name] : cases) EXPECT_EQ(duckdb::table_name(path), name) << path;
}

struct CsvCase {
  std::string name;
  std::string content;
  std::string columns;  // "a:BIGINT b:VARCHAR"
  std::string rows;     // as sample.h's text(), in the file's order
};

void PrintTo(const CsvCase& one, std::ostream* out) { *out << one.name; }

class Csv : public testing::TestWithParam<CsvCase> {};

TEST_P(Csv, IsReadWhole) {
  const Folder folder;
  const std::string path = folder.path("file.csv");
  write_file(path, GetParam().content);
  const auto connection = must_open(path);
  const auto stream = run(*connection, "SELECT * FROM file");
  ASSERT_TRUE(stream) << stream.error().message;
  std::string columns;
  for (const auto& column : (*stream)->columns())
    columns += (columns.empty() ? "" : " ") + column.name + ":" + column.type.declared;
  EXPECT_EQ(columns, GetParam().columns);
  EXPECT_EQ(text(rows(*connection, "SELECT * FROM file")), GetParam().rows);
  EXPECT_EQ(folder.listing(), "file.csv");
}

std::string late_text() {
  std::string content = "n,s\n";
  for (int row = 0; row < 30'000; ++row) content += std::to_string(row) + ",x\n";
  return content + "unknown,y\n";
}

const CsvCase kCsvCases[] = {
    {"Plain", "a,b\n1,x\n2,y\n", "a:BIGINT b:VARCHAR", "1|x|\n2|y|\n"},
    {"NoLastLineEnd", "a,b\n1,x\n2,y", "a:BIGINT b:VARCHAR", "1|x|\n2|y|\n"},
    {"ByteOrderMark",
     "\xEF\xBB\xBF"
     "a,b\n1,2\n",
     "a:BIGINT b:BIGINT", "1|2|\n"},
    {"Semicolons", "a;b\n1,5;x\n2,5;y\n", "a:VARCHAR b:VARCHAR", "1,5|x|\n2,5|y|\n"},
    {"Tabs", "a\tb\n1\tx, y\n", "a:BIGINT b:VARCHAR", "1|x, y|\n"},
    {"Bars", "a|b\n1|x\n", "a:BIGINT b:VARCHAR", "1|x|\n"},
    {"WindowsLines", "a,b\r\n1,x\r\n", "a:BIGINT b:VARCHAR", "1|x|\n"},
    {"MixedLines", "a,b\r\n1,x\n2,y\r\n", "a:BIGINT b:VARCHAR", "1|x|\n2|y|\n"},
    {"Quotes", "a,b\n1,\"x, \"\"y\"\"\nz\"\n2,\n", "a:BIGINT b:VARCHAR", "1|x, \"y\"\nz|\n2|NULL|\n"},
    {"QuoteInsideAField", "a,b\n1,5\" pipe\n", "a:BIGINT b:VARCHAR", "1|5\" pipe|\n"},
    {"HeaderOnly", "a,b\n", "a:VARCHAR b:VARCHAR", ""},
    {"NoHeader", "1,2\n3,4\n", "column0:BIGINT column1:BIGINT", "1|2|\n3|4|\n"},
    {"YearsAsNames", "country,2007,2008\nUS,1,2\n", "country:VARCHAR 2007:BIGINT 2008:BIGINT", "US|1|2|\n"},
    {"NamesTwice", "a,a,A ,,\n1,2,3,4,5\n", "a:BIGINT a_1:BIGINT A_2:BIGINT column4:BIGINT column5:BIGINT",
     "1|2|3|4|5|\n"},
    {"OneColumn", "name\nbob\njane\n", "name:VARCHAR", "bob|\njane|\n"},
    {"OneColumnWithABlank", "name\nbob\n\njane\n", "name:VARCHAR", "bob|\nNULL|\njane|\n"},
    {"OneColumnOfProse", "note\nfine\nhello, world\nok\nsure\n", "note:VARCHAR", "fine|\nhello, world|\nok|\nsure|\n"},
    {"BlankLines", "\n\na,b\n1,2\n\n3,4\n\n", "a:BIGINT b:BIGINT", "1|2|\n3|4|\n"},
    {"LeadingZeros", "id,zip\n1,01234\n2,00501\n", "id:BIGINT zip:VARCHAR", "1|01234|\n2|00501|\n"},
    {"Dates", "d,t\n2008-01-05,2008-01-05 10:00:00\n,\n", "d:DATE t:TIMESTAMP",
     "2008-01-05|2008-01-05 10:00:00|\nNULL|NULL|\n"},
    {"HashIsNoComment", "a,b\n#1,2\n", "a:VARCHAR b:BIGINT", "#1|2|\n"},
    {"Unicode", "naïve,b\n東京,1\n", "naïve:VARCHAR b:BIGINT", "東京|1|\n"},
};

INSTANTIATE_TEST_SUITE_P(Files, Csv, testing::ValuesIn(kCsvCases),
                         [](const testing::TestParamInfo<CsvCase>& one) { return one.param.name; });

struct BadFile {
  std::string name;  // of the test
  std::string file;
  std::string content;
  ErrorCode code;
  std::string message;  // what it must hold
};

void PrintTo(const BadFile& one, std::ostream* out) { *out << one.name; }

class BadDataFile : public testing::TestWithParam<BadFile> {};

TEST_P(BadDataFile, IsOneClearError) {
  const Folder folder;
  const std::string path = folder.path(GetParam().file);
  write_file(path, GetParam().content);
  const Error error = open_error(path);
  EXPECT_EQ(error.code, GetParam().code) << error.message;
  EXPECT_NE(error.message.find(path), std::string::npos) << error.message;
  EXPECT_NE(error.message.find(GetParam().message), std::string::npos) << error.message;
  EXPECT_EQ(error.message.find('\n'), std::string::npos) << error.message;
  EXPECT_NE(error.hint, "") << error.message;
  EXPECT_EQ(read_file(path), GetParam().content);
  EXPECT_EQ(folder.listing(), GetParam().file);
}

std::string broken_late() {
  std::string content = "a,b,c\n";
  for (int row = 0; row < 30'000; ++row) content += "1,x,2\n";
  return content + "1,x\n1,x,2\n";
}

const BadFile kBadFiles[] = {
    {"Empty", "x.csv", "", ErrorCode::Corrupt, "is empty"},
    {"OnlyBlankLines", "x.csv", "\n\n", ErrorCode::BadInput, "no lines"},
    {"TooFewFields", "x.csv", "a,b,c\n1,x,2\n2,y\n4,u,6\n", ErrorCode::BadInput,
     "line 3: 2 fields, where the file's lines have 3"},
    {"TooManyFields", "x.csv", "a,b,c\n1,x,2\n2,y,3\n3,z,4,5\n", ErrorCode::BadInput, "line 4: 4 fields"},
    {"SecondLineShort", "x.csv", "a,b,c\n1,2\n1,x,1\n2,x,2\n", ErrorCode::BadInput, "line 2: 2 fields"},
    {"ATitleAbove", "x.csv", "Our sales\na,b\n1,2\n3,4\n", ErrorCode::BadInput, "line 1: 1 field,"},
    {"FarDown", "x.csv", broken_late(), ErrorCode::BadInput, "line 30002: 2 fields"},
    {"QuoteNeverClosed", "x.csv", "a,b\n1,x\n2,\"open\n3,z\n", ErrorCode::BadInput,
     "line 3: a quote is opened and never closed"},
    {"QuoteNeverClosedInTheFirstLine", "x.csv", "a,\"b\n1,2\n", ErrorCode::BadInput,
     "line 1: a quote is opened and never closed"},
    {"TextAfterAQuote", "x.csv", "a,b\n1,\"x\"y\n2,z\n", ErrorCode::BadInput, "line 2: there is text between"},
    {"AfterLinesInQuotes", "x.csv", "a,b\n1,\"x\ny\nz\"\n2\n", ErrorCode::BadInput, "line 5: 1 field,"},
    {"Latin1", "x.csv", "a,b\n1,caf\xe9\n", ErrorCode::BadInput, "line 2: bytes that are no UTF-8"},
    {"Utf16", "x.csv",
     std::string("\xff\xfe"
                 "a\0,\0b\0\n\0",
                 10),
     ErrorCode::BadInput, "line 1"},
    {"Binary", "x.csv", std::string("a,b\n1,\0\n", 8), ErrorCode::BadInput, "line 2: a zero byte"},
    {"JsonCutOff", "x.json", "[{\"a\":1},{\"a\":", ErrorCode::BadInput, "Malformed JSON"},
    {"JsonLinesBroken", "x.jsonl", "{\"a\":1}\n{\"a\":2\n{\"a\":3}\n", ErrorCode::BadInput, "line 3"},
    {"JsonOfNothing", "x.json", "[]", ErrorCode::BadInput, "no records"},
    {"NoParquet", "x.parquet", "hello, this is no parquet file", ErrorCode::Corrupt, "No magic bytes"},
    {"ParquetCutOff", "x.parquet", "PAR1 and then it ends here", ErrorCode::Corrupt, ""},
};

INSTANTIATE_TEST_SUITE_P(Files, BadDataFile, testing::ValuesIn(kBadFiles),
                         [](const testing::TestParamInfo<BadFile>& one) { return one.param.name; });

TEST(DataFile, ATypeHoldsForAllRows) {
  const Folder folder;
  write_file(folder.path("late.csv"), late_text());
  const auto connection = must_open(folder.path("late.csv"));
  EXPECT_EQ(value(*connection, "SELECT typeof(n) FROM late LIMIT 1"), Value(std::string("VARCHAR")));
  EXPECT_EQ(value(*connection, "SELECT count(*) FROM late"), Value(std::int64_t{30'001}));
}

TEST(DataFile, RecordsAcrossTheReadersBlocks) {
  const Folder folder;
  std::string content = "a,b\n";
  const std::string field(700'000, 'x');
  for (int row = 0; row < 4; ++row) content += "1,\"" + field + "\n" + field + "\"\n" + "2," + field + "\n";
  write_file(folder.path("long.csv"), content);
  const auto connection = must_open(folder.path("long.csv"));
  EXPECT_EQ(
      text(rows(*connection, "SELECT a, min(length(b)), max(length(b)), count(*) FROM long GROUP BY a ORDER BY a")),
      "1|1400001|1400001|4|\n2|700000|700000|4|\n");
}

TEST(DataFile, ReadsParquetAndJson) {
  const Folder folder;
  make_duckdb(folder.path("maker.duckdb"),
              "COPY (SELECT range AS n, DATE '2008-01-05' AS d FROM range(3)) TO '" + folder.path("p q.parquet") + "'");
  EXPECT_EQ(text(rows(*must_open(folder.path("p q.parquet")), "SELECT * FROM p_q")),
            "0|2008-01-05|\n1|2008-01-05|\n2|2008-01-05|\n");
  write_file(folder.path("array.json"), R"([{"a": 1, "b": {"c": [1, 2]}}, {"a": null}])");
  EXPECT_EQ(text(rows(*must_open(folder.path("array.json")), "SELECT * FROM \"array\"")),
            "1|{\"c\": [1, 2]}|\nNULL|NULL|\n");
  write_file(folder.path("lines.ndjson"), "{\"a\": \"x\"}\n{\"a\": \"y\"}\n");
  EXPECT_EQ(text(rows(*must_open(folder.path("lines.ndjson")), "SELECT a FROM lines")), "x|\ny|\n");
}

TEST(DataFile, IsLockedUpWhenItIsRead) {
  const Folder folder;
  write_file(folder.path("file.csv"), "a,b\n1,2\n");
  write_file(folder.path("other.csv"), "a,b\n1,2\n");
  const auto connection = must_open(folder.path("file.csv"));
  for (const std::string& sql :
       {"SELECT * FROM read_csv('" + folder.path("other.csv") + "')", "SELECT * FROM '" + folder.path("file.csv") + "'",
        "COPY file TO '" + folder.path("out.csv") + "'", std::string("CREATE TABLE u (n INTEGER)"),
        std::string("INSERT INTO file VALUES (3, 4)"), std::string("DROP TABLE file"), std::string("COMMIT"),
        std::string("SET enable_external_access = true"), "ATTACH '" + folder.path("db") + "' AS db"})
    EXPECT_NE(error(*connection, sql).message, "") << sql;
  EXPECT_EQ(text(rows(*connection, "SELECT * FROM file")), "1|2|\n");
  EXPECT_EQ(folder.listing(), "file.csv other.csv");
  const auto tables = connection->describe({});
  ASSERT_TRUE(tables);
  ASSERT_EQ(tables->size(), 1u);
  EXPECT_EQ(tables->front().name, "file");
  EXPECT_EQ(connection->fingerprint({}).value(), file_fingerprint(*locate(folder.path("file.csv"))).value());
}

}  // namespace
}  // namespace sayquel::database

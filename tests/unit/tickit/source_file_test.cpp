#include "tickit/source_file.h"

#include <gtest/gtest.h>

#include "tickit/tickit.h"

namespace sayquel::tickit {
namespace {

std::string shown(const Cell& cell) {
  if (std::holds_alternative<Null>(cell)) return "NULL";
  if (const auto* yes = std::get_if<bool>(&cell)) return *yes ? "yes" : "no";
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return std::to_string(*whole);
  if (const auto* money = std::get_if<Money>(&cell)) return std::to_string(money->cents) + " cents";
  if (const auto* text = std::get_if<std::string_view>(&cell)) return "'" + std::string(*text) + "'";
  if (const auto* date = std::get_if<Date>(&cell)) return to_text(*date);
  return to_text(std::get<Timestamp>(cell));
}

struct Example {
  Field field;
  const char* text;
  const char* cell;  // or, after '!', part of why it does not fit
};

constexpr Field kWhole{"n", FieldKind::Integer, false, 32767};
constexpr Field kRequired{"n", FieldKind::Integer, true, 32767};
constexpr Field kMoney{"m", FieldKind::Money};
constexpr Field kText{"t", FieldKind::Text, false, 5};
constexpr Field kChar{"c", FieldKind::Text, false, 3, true};
constexpr Field kFlag{"f", FieldKind::Boolean};
constexpr Field kDate{"d", FieldKind::Date};
constexpr Field kTime{"s", FieldKind::Timestamp};

constexpr Example kExamples[] = {
    {kWhole, "17", "17"},
    {kWhole, "-32768", "-32768"},
    {kWhole, "32768", "!out of range"},
    {kWhole, "99999999999999999999", "!out of range"},
    {kWhole, "1.5", "!no whole number"},
    {kWhole, "x", "!'x' is no whole number"},
    {kWhole, " 1", "!no whole number"},
    {kWhole, "", "NULL"},
    {kWhole, "\\N", "NULL"},
    {kRequired, "", "!may not be empty"},
    {kRequired, "\\N", "!may not be empty"},
    {kMoney, "182.00", "18200 cents"},
    {kMoney, "109.2", "10920 cents"},
    {kMoney, "-0.05", "-5 cents"},
    {kMoney, "7", "700 cents"},
    {kMoney, "7.", "700 cents"},
    {kMoney, "999999.99", "99999999 cents"},
    {kMoney, "1000000.00", "!out of range"},
    {kMoney, "1.005", "!no amount"},
    {kMoney, ".5", "!no amount"},
    {kMoney, "--5", "!no amount"},
    {kMoney, "1,50", "!no amount"},
    {kText, "five5", "'five5'"},
    {kText, "M\xC3\xBCller", "!6 characters, where 5 fit"},
    {kText, "M\xC3\xBCll ", "'M\xC3\xBCll '"},
    {kText, "M\xFCll", "!not UTF-8"},
    {kChar, "MO ", "'MO'"},
    {kChar, "MO        ", "'MO'"},
    {kChar, " MO", "' MO'"},
    {kChar, "LONG", "!4 characters, where 3 fit"},
    {kFlag, "TRUE", "yes"},
    {kFlag, "f", "no"},
    {kFlag, "0", "no"},
    {kFlag, "maybe", "!no TRUE or FALSE"},
    {kDate, "2008-02-29", "2008-02-29"},
    {kDate, "2007-02-29", "!no date"},
    {kDate, "2008-13-01", "!no date"},
    {kDate, "2008-01-01 ", "!no date"},
    {kDate, "2/9/2008", "2008-02-09"},
    {kTime, "2008-01-24 06:43:29", "2008-01-24 06:43:29"},
    {kTime, "2/18/2008 02:36:48", "2008-02-18 02:36:48"},
    {kTime, "12/1/2008 2:36:48", "2008-12-01 02:36:48"},
    {kTime, "12/31/2008 23:59", "2008-12-31 23:59:00"},
    {kTime, "18/2/2008 02:36:48", "!no date and time"},
    {kTime, "2/18/2008 24:00:00", "!no date and time"},
    {kTime, "2/18/2008", "!no date and time"},
    {kTime, "2/18/08 02:36:48", "!no date and time"},
};

TEST(TickitField, IsReadExactlyOrRefusedWithAReason) {
  for (const Example& example : kExamples) {
    const auto cell = read_field(example.field, example.text);
    if (example.cell[0] == '!') {
      ASSERT_FALSE(cell) << example.text << " read as " << shown(*cell);
      EXPECT_NE(cell.error().find(example.cell + 1), std::string::npos) << example.text << ": " << cell.error();
    } else {
      ASSERT_TRUE(cell) << example.text << ": " << cell.error();
      EXPECT_EQ(shown(*cell), example.cell) << example.text;
    }
  }
}

TEST(TickitField, QuotesOnlyTheBeginningOfALongOne) {
  const auto cell = read_field(kText, std::string(100'000, 'x'));
  ASSERT_FALSE(cell);
  EXPECT_LT(cell.error().size(), 120u);
}

TEST(TickitLine, TellsACountOfFieldsThatIsWrong) {
  const SourceFile& category = source_files()[2];
  std::vector<Cell> row;
  EXPECT_TRUE(read_line(category, "1|Sports|MLB|Major League Baseball", row));
  EXPECT_EQ(row.size(), 4u);
  EXPECT_EQ(read_line(category, "1|Sports|MLB", row).error(), "3 fields, where 4 belong");
  EXPECT_EQ(read_line(category, "x|Sports|MLB", row).error(), "3 fields, where 4 belong");
  EXPECT_EQ(read_line(category, "1|Sports|MLB|a|b", row).error(), "5 fields, where 4 belong");
  EXPECT_EQ(read_line(category, "", row).error(), "1 fields, where 4 belong");
  EXPECT_EQ(read_line(category, "x|Sports|MLB|a", row).error(), "catid: 'x' is no whole number");
}

TEST(TickitSourceFiles, FollowTheSchema) {
  std::size_t from = 0;
  for (const SourceFile& file : source_files()) {
    const std::string_view schema = schema_sql();
    from = schema.find("CREATE TABLE " + std::string(file.table) + " (", from);
    ASSERT_NE(from, std::string_view::npos) << file.table;
    std::size_t column = from;
    for (const Field& field : file.fields) {
      column = schema.find("\n  " + std::string(field.name) + " ", column + 1);
      ASSERT_NE(column, std::string_view::npos) << file.table << "." << field.name;
      const std::string_view line = schema.substr(column + 1, schema.find('\n', column + 1) - column - 1);
      EXPECT_EQ(line.find("NOT NULL") != std::string_view::npos, field.required) << line;
      EXPECT_EQ(line.find("CHAR") != std::string_view::npos, field.kind == FieldKind::Text) << line;
      if (field.kind == FieldKind::Text) {
        EXPECT_NE(line.find("(" + std::to_string(field.limit) + ")"), std::string_view::npos) << line;
        EXPECT_EQ(line.find("VARCHAR") == std::string_view::npos, field.padded) << line;
      }
      EXPECT_EQ(line.find("SMALLINT") != std::string_view::npos, field.limit == 32767) << line;
    }
  }
}

}  // namespace
}  // namespace sayquel::tickit

#include "answer/wording/naming.h"

#include <gtest/gtest.h>

namespace sayquel::answer {
namespace {

TEST(Readable, TurnsNamesIntoWords) {
  const struct {
    const char *name, *words;
  } cases[] = {{"total_price", "total price"},
               {"TotalPrice", "total price"},
               {"pricepaid", "price paid"},
               {"qtysold", "quantity sold"},
               {"VENUE_NAME", "venue name"},
               {"HTTPCode", "http code"},
               {"xyzzy", "xyzzy"},
               {"caldate", "caldate"},
               {"order", "order"},
               {"order id", "order id"},
               {"avg_price", "average price"},
               {"numtickets", "number of tickets"},
               {"commission", "commission"},
               {"address2", "address2"},
               {"starttime", "start time"},
               {"", ""}};
  for (const auto& c : cases) EXPECT_EQ(readable(c.name), c.words) << c.name;
}

TEST(ReadableColumn, SaysWhoseNameItIs) {
  const struct {
    const char *column, *table, *words;
  } cases[] = {{"venuename", "venue", "venue name"},
               {"name", "venue", "venue name"},
               {"catdesc", "category", "catdesc"},
               {"title", "films", "film title"},
               {"price", "products", "price"},
               {"venuestate", "venue", "venue state"},
               {"city", "users", "city"}};
  for (const auto& c : cases) EXPECT_EQ(readable_column(c.column, c.table), c.words) << c.column;
}

TEST(Plural, FormsAndUndoesEnglishPlurals) {
  const struct {
    const char *one, *many;
  } cases[] = {{"venue", "venues"},
               {"category", "categories"},
               {"city", "cities"},
               {"person", "people"},
               {"order item", "order items"},
               {"box", "boxes"},
               {"child", "children"},
               {"day", "days"},
               {"match", "matches"},
               {"address", "addresses"},
               {"bus", "buses"},
               {"class", "classes"},
               {"sale", "sales"},
               {"status", "statuses"}};
  for (const auto& c : cases) {
    EXPECT_EQ(plural(c.one), c.many);
    EXPECT_EQ(plural(c.many), c.many);
    EXPECT_EQ(singular(c.many), c.one);
    EXPECT_EQ(singular(c.one), c.one);
  }
  EXPECT_EQ(counted("venue", 1), "venue");
  EXPECT_EQ(counted("venue", 0), "venues");
}

TEST(Listed, JoinsAsASentenceDoes) {
  EXPECT_EQ(listed({}), "");
  EXPECT_EQ(listed({"A"}), "A");
  EXPECT_EQ(listed({"A", "B"}), "A and B");
  EXPECT_EQ(listed({"A", "B", "C"}), "A, B and C");
}

TEST(FormatOfName, FindsMoneyPercentAndCodes) {
  const ColumnType decimal{TypeKind::Decimal, "DECIMAL(8,2)"}, integer{TypeKind::Integer, "INTEGER"},
      real{TypeKind::Float, "DOUBLE"};
  const struct {
    const char* name;
    ColumnType type;
    Unit unit;
    const char* currency;
  } cases[] = {{"pricepaid", decimal, Unit::Money, ""},
               {"price_usd", real, Unit::Money, "$"},
               {"total_price", real, Unit::Money, ""},
               {"pct_sold", real, Unit::Percent, ""},
               {"userid", integer, Unit::Identifier, ""},
               {"zip", integer, Unit::Identifier, ""},
               {"year", integer, Unit::Year, ""},
               {"venueseats", integer, Unit::Plain, ""},
               {"number_of_sales", integer, Unit::Plain, ""},
               {"rating", real, Unit::Plain, ""}};
  for (const auto& c : cases) {
    const ValueFormat format = format_of_name(c.name, c.type);
    EXPECT_EQ(static_cast<int>(format.unit), static_cast<int>(c.unit)) << c.name;
    EXPECT_EQ(format.currency, c.currency) << c.name;
  }
}

}  // namespace
}  // namespace sayquel::answer

#include "engine/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "unit/engine/shop.h"

namespace sayquel::engine {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Schema, Text) {
  EXPECT_EQ(print_schema(*shop_catalog(), "shop", OutputFormat::Text),
            "customer  (3 rows)\n"
            "  id     INTEGER  primary key\n"
            "  name   TEXT\n"
            "  city   TEXT\n"
            "  email  TEXT     sensitive\n"
            "\n"
            "orders  (1,234 rows)\n"
            "  id           INTEGER  primary key\n"
            "  customer_id  INTEGER  references customer.id (inferred, 98% sure)\n"
            "  amount       INTEGER\n"
            "  note         TEXT\n");
}

TEST(Schema, TextSaysThatThereIsNothing) {
  EXPECT_EQ(print_schema(catalog::Catalog(), "shop", OutputFormat::Text), "The database has no tables.\n");
}

TEST(Schema, TextKeepsNamesOnTheirLine) {
  auto catalog = shop_catalog();
  catalog->tables[0].columns[1].name = "two\nlines\x1b[2J";
  catalog->tables[0].columns[1].type.declared = "A\x1b\nB";
  const std::string text = print_schema(*catalog, "shop", OutputFormat::Text);
  EXPECT_THAT(text, HasSubstr("\n  two lines"));
  EXPECT_THAT(text, testing::Not(HasSubstr("\x1b")));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 11);
}

TEST(Schema, Json) {
  const auto schema = nlohmann::json::parse(print_schema(*shop_catalog(), "shop", OutputFormat::Json));
  EXPECT_EQ(schema["database"], "shop");
  EXPECT_EQ(schema["dialect"], "sqlite");
  ASSERT_EQ(schema["tables"].size(), 2u);
  EXPECT_EQ(schema["tables"][1]["rows"], 1234);
  EXPECT_EQ(schema["tables"][1]["columns"][2]["distinct"], 3);
  EXPECT_EQ(schema["tables"][0]["columns"][3]["sensitive"], true);
  EXPECT_EQ(schema["foreign_keys"][0]["references"], "customer");
  EXPECT_EQ(schema["foreign_keys"][0]["declared"], false);
}

TEST(Schema, JsonLinesIsOneLine) {
  const std::string line = print_schema(*shop_catalog(), "shop", OutputFormat::JsonLines);
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
}

TEST(Schema, MarkdownEscapesNames) {
  auto catalog = shop_catalog();
  catalog->tables[0].columns[1].name = "a|b";
  const std::string markdown = print_schema(*catalog, "shop", OutputFormat::Markdown);
  EXPECT_THAT(markdown, HasSubstr("## customer\n"));
  EXPECT_THAT(markdown, HasSubstr("| a\\|b | TEXT |"));
}

TEST(Schema, CsvIsALineAColumn) {
  const std::string csv = print_schema(*shop_catalog(), "shop", OutputFormat::Csv);
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 9);
  EXPECT_THAT(csv, HasSubstr("orders,customer_id,INTEGER,true,\"references customer.id (inferred, 98% sure)\"\n"));
}

TEST(Complete, NamesThatBeginWithThePrefix) {
  const auto catalog = shop_catalog();
  EXPECT_THAT(complete_words(*catalog, "c", 10), ElementsAre("city", "customer", "customer_id"));
  EXPECT_THAT(complete_words(*catalog, "CUST", 10), ElementsAre("customer", "customer_id"));
  EXPECT_THAT(complete_words(*catalog, "id", 10), ElementsAre("id"));
  EXPECT_THAT(complete_words(*catalog, "c", 2), ElementsAre("city", "customer"));
  EXPECT_THAT(complete_words(*catalog, "zz", 10), IsEmpty());
}

}  // namespace
}  // namespace sayquel::engine

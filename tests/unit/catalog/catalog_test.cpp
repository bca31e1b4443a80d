#include "catalog/catalog.h"

#include <gtest/gtest.h>

#include "catalog/storage/catalog_bytes.h"

namespace sayquel::catalog {
namespace {

Column column(std::string name, std::int64_t distinct, std::int64_t rows, std::int64_t nulls = 0) {
  Column out;
  out.name = std::move(name);
  out.type = {TypeKind::Integer, "INTEGER"};
  if (distinct >= 0) {
    out.profile.measured = true;
    out.profile.distinct = distinct;
    out.profile.nulls = nulls;
    out.profile.unique = distinct == rows - nulls;
  }
  return out;
}

Catalog sample() {
  Catalog catalog;
  Table sales;
  sales.name = "Sales";
  sales.rows = 100;
  sales.columns = {column("id", 100, 100), column("shop", 3, 100), column("day", 20, 100), column("note", -1, 100),
                   column("code", 90, 100, 10)};
  sales.unique_keys = {{1, 2, 3}};
  Table one;
  one.schema = "other";
  one.name = "sales";
  one.rows = 1;
  one.columns = {column("x", -1, 1)};
  catalog.tables = {sales, one};
  return catalog;
}

TEST(Catalog, FindsByNameWhateverTheCaseAndTheExactSpellingFirst) {
  const Catalog catalog = sample();
  EXPECT_EQ(catalog.find_table("Sales"), 0);
  EXPECT_EQ(catalog.find_table("sales"), 1);
  EXPECT_EQ(catalog.find_table("SALES"), 0);
  EXPECT_EQ(catalog.find_table("sales", "OTHER"), 1);
  EXPECT_EQ(catalog.find_table("shop"), -1);
  EXPECT_EQ(catalog.find_column(0, "DAY"), 2);
  EXPECT_EQ(catalog.find_column(0, "days"), -1);
}

TEST(Catalog, TellsWhetherColumnsAreUnique) {
  const Catalog catalog = sample();
  EXPECT_EQ(catalog.unique(0, {0}), Certainty::Yes) << "measured";
  EXPECT_EQ(catalog.unique(0, {4, 1}), Certainty::Yes) << "measured unique where not NULL, with another beside it";
  EXPECT_EQ(catalog.unique(0, {3, 2, 1}), Certainty::Yes) << "a declared key, in any order";
  EXPECT_EQ(catalog.unique(0, {1}), Certainty::No);
  EXPECT_EQ(catalog.unique(0, {1, 2}), Certainty::No) << "60 combinations for 100 rows";
  EXPECT_EQ(catalog.unique(0, {3}), Certainty::Unknown) << "not measured";
  EXPECT_EQ(catalog.unique(0, {2, 3}), Certainty::Unknown);
  EXPECT_EQ(catalog.unique(0, {}), Certainty::No);
  EXPECT_EQ(catalog.unique(1, {0}), Certainty::Yes) << "one row";
}

TEST(CatalogBytes, ComeBackAsTheyWere) {
  Catalog catalog = sample();
  catalog.fingerprint = "abc";
  catalog.dialect = sql::Dialect::DuckDB;
  catalog.tables[0].comment = "é\n";
  auto& profile = catalog.tables[0].columns[0].profile;
  profile.samples = {Null{},
                     true,
                     std::int64_t{-5},
                     2.5,
                     Decimal{"-1234567890123456789012.50"},
                     std::string("x"),
                     Blob{std::string("\0\1", 2)},
                     Date{-3},
                     Time{77},
                     Timestamp{-1}};
  profile.minimum = std::int64_t{INT64_MIN};
  profile.maximum = std::int64_t{INT64_MAX};
  profile.content = Content::Phone;
  catalog.foreign_keys = {{0, {1}, 1, {0}, false, 0.75}};
  const auto back = catalog_from_bytes(catalog_bytes(catalog));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->fingerprint, "abc");
  EXPECT_EQ(back->dialect, sql::Dialect::DuckDB);
  const auto& column = back->tables[0].columns[0];
  EXPECT_EQ(back->tables[0].comment, "é\n");
  EXPECT_EQ(column.profile.samples, profile.samples);
  EXPECT_EQ(column.profile.minimum, profile.minimum);
  EXPECT_EQ(column.profile.maximum, profile.maximum);
  EXPECT_EQ(column.profile.content, Content::Phone);
  EXPECT_EQ(back->tables[0].unique_keys, catalog.tables[0].unique_keys);
  EXPECT_EQ(back->foreign_keys[0].confidence, 0.75);
  EXPECT_EQ(catalog_bytes(*back), catalog_bytes(catalog));
}

TEST(CatalogBytes, DamageIsSeenOrHarmless) {
  Catalog catalog = sample();
  catalog.foreign_keys = {{0, {1}, 1, {0}, false, 0.75}};
  const std::string whole = catalog_bytes(catalog);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    EXPECT_FALSE(catalog_from_bytes(whole.substr(0, i)));
    for (int bit = 0; bit < 8; ++bit) {
      std::string bytes = whole;
      bytes[i] ^= static_cast<char>(1 << bit);
      const auto back = catalog_from_bytes(bytes);
      if (!back) continue;
      for (const auto& key : back->foreign_keys) {
        EXPECT_LT(static_cast<std::size_t>(key.to_table), back->tables.size());
      }
    }
  }
}

}  // namespace
}  // namespace sayquel::catalog

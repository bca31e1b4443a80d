#include "unit/engine/shop.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>

namespace sayquel::engine {
namespace {

catalog::Column column(std::string name, TypeKind kind, std::string declared) {
  catalog::Column column;
  column.name = std::move(name);
  column.type = {kind, std::move(declared)};
  return column;
}

void measure(catalog::Column& column, std::int64_t nulls, std::int64_t distinct) {
  column.profile.measured = true;
  column.profile.nulls = nulls;
  column.profile.distinct = distinct;
}

constexpr const char* kShop = R"(
CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT, city TEXT, email TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer (id), amount INTEGER, note TEXT);
INSERT INTO customer VALUES (1, 'Ann', 'Rome', 'a@x.org'), (2, 'Bob', 'Oslo', 'b@x.org'), (3, 'Cy', 'Oslo', NULL);
INSERT INTO orders VALUES (1, 1, 10, NULL), (2, 1, 20, NULL), (3, 2, 5, NULL), (4, 2, NULL, NULL);
)";

}  // namespace

std::shared_ptr<catalog::Catalog> shop_catalog() {
  auto shop = std::make_shared<catalog::Catalog>();
  shop->dialect = sql::Dialect::SQLite;
  catalog::Table customer;
  customer.name = "customer";
  customer.rows = 3;
  customer.columns = {column("id", TypeKind::Integer, "INTEGER"), column("name", TypeKind::Text, "TEXT"),
                      column("city", TypeKind::Text, "TEXT"), column("email", TypeKind::Text, "TEXT")};
  customer.columns[3].sensitive = true;
  measure(customer.columns[2], 0, 2);
  customer.primary_key = {0};
  catalog::Table orders;
  orders.name = "orders";
  orders.rows = 1234;
  orders.columns = {column("id", TypeKind::Integer, "INTEGER"), column("customer_id", TypeKind::Integer, "INTEGER"),
                    column("amount", TypeKind::Integer, "INTEGER"), column("note", TypeKind::Text, "TEXT")};
  measure(orders.columns[1], 0, 2);
  measure(orders.columns[2], 1, 3);
  orders.primary_key = {0};
  shop->tables = {customer, orders};
  shop->foreign_keys = {{1, {1}, 0, {0}, false, 0.987}};
  return shop;
}

ShopFile::ShopFile() {
  std::string pattern = (std::filesystem::temp_directory_path() / "sayquel-engine-XXXXXX").string();
  if (mkdtemp(pattern.data())) folder_ = pattern;
  sqlite3* database = nullptr;
  EXPECT_EQ(sqlite3_open(path().c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, kShop, nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
}

ShopFile::~ShopFile() { std::filesystem::remove_all(folder_); }

draft::Candidate candidate(std::string sql, double confidence, std::string reading) {
  draft::Candidate made;
  made.sql = std::move(sql);
  made.confidence = confidence;
  made.reading = std::move(reading);
  return made;
}

}  // namespace sayquel::engine

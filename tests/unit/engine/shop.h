// A small shop: customer(id, name, city, email) and orders(id, customer_id, amount, note), as a catalog and as a file.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/value_index.h"
#include "draft/drafter.h"

namespace sayquel::engine {

std::shared_ptr<catalog::Catalog> shop_catalog();

// A SQLite file with these tables: three customers, four orders (of Ann 10 and 20, of Bob 5 and NULL). Removed when
// the object goes.
class ShopFile {
 public:
  ShopFile();
  ~ShopFile();
  std::string path() const { return (folder_ / "shop.sqlite").string(); }
  std::string folder() const { return folder_.string(); }

 private:
  std::filesystem::path folder_;
};

// An index without values.
class NoValues final : public catalog::ValueIndex {
 public:
  std::vector<catalog::ValueMatch> find(std::string_view, std::size_t) const override { return {}; }
  std::vector<catalog::ValueMatch> find_containing(std::string_view, std::size_t) const override { return {}; }
  std::vector<catalog::ValueMatch> find_similar(std::string_view, std::size_t) const override { return {}; }
  std::uint64_t size() const override { return 0; }
};

draft::Candidate candidate(std::string sql, double confidence, std::string reading = "");

}  // namespace sayquel::engine

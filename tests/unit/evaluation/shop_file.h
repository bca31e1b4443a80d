// A small shop as a SQLite file, in a folder that goes with it.
#pragma once

#include <filesystem>
#include <string>

namespace sayquel::evaluation {

class ShopFile {
 public:
  ShopFile();
  ShopFile(const ShopFile&) = delete;
  ShopFile& operator=(const ShopFile&) = delete;
  ~ShopFile();
  std::string path() const { return (folder_ / "shop.sqlite").string(); }
  std::string folder() const { return folder_.string(); }

 private:
  std::filesystem::path folder_;
};

}  // namespace sayquel::evaluation

// A JSON object that a client sent, read field by field.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "sayquel/result.h"

namespace sayquel::service {

// Fields that are asked for are known; finish() refuses the others, so that a misspelled one is not lost in silence.
// The first thing wrong is kept, and given by finish().
class Fields {
 public:
  // BadInput, told by finish(), for what is no JSON object.
  explicit Fields(const std::string& body);

  std::string text(const char* name, std::size_t longest = 100'000);
  std::string needed_text(const char* name, std::size_t longest = 100'000);
  bool flag(const char* name);
  // The value as it stands, or null.
  const nlohmann::json& value(const char* name);
  void wrong(const std::string& message);
  Status finish();

 private:
  nlohmann::json object_;
  std::set<std::string> known_;
  Status status_;
};

}  // namespace sayquel::service

// Fields of a service's JSON, which may be missing, null or of another kind than its documentation says.
#pragma once

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

namespace sayquel::model {

using Json = nlohmann::json;

// Null is as good as a field that is not there.
inline const Json* member(const Json& object, const char* name) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

inline std::string text_at(const Json& object, const char* name) {
  const Json* found = member(object, name);
  return found && found->is_string() ? found->get<std::string>() : std::string();
}

inline std::int64_t count_at(const Json& object, const char* name) {
  const Json* found = member(object, name);
  return found && found->is_number_integer() ? std::max<std::int64_t>(0, found->get<std::int64_t>()) : 0;
}

}  // namespace sayquel::model

#include "unit/service/schema_check.h"

#include <algorithm>

namespace sayquel::service {
namespace {

using Json = nlohmann::json;

bool has_type(const Json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "null") return value.is_null();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  return false;
}

bool type_fits(const Json& value, const Json& type) {
  if (type.is_string()) return has_type(value, type);
  return std::any_of(type.begin(), type.end(), [&](const Json& each) { return has_type(value, each); });
}

std::string object_misfit(const Json& value, const Json& schema, const Json& document, const std::string& where) {
  if (schema.contains("required"))
    for (const Json& name : schema["required"])
      if (!value.contains(name.get<std::string>())) return where + " lacks " + name.get<std::string>();
  for (const auto& [name, field] : value.items()) {
    const bool known = schema.contains("properties") && schema["properties"].contains(name);
    if (!known && schema.value("additionalProperties", true) == false) return where + " has " + name;
    if (!known) continue;
    if (auto wrong = misfit(field, schema["properties"][name], document, where + "." + name); !wrong.empty())
      return wrong;
  }
  return {};
}

}  // namespace

std::string misfit(const Json& value, const Json& schema, const Json& document, const std::string& where) {
  if (schema.contains("$ref")) {
    const Json::json_pointer pointer(schema["$ref"].get<std::string>().substr(1));
    return misfit(value, document.at(pointer), document, where);
  }
  if (schema.contains("anyOf")) {
    for (const Json& each : schema["anyOf"])
      if (misfit(value, each, document, where).empty()) return {};
    return where + " fits none of anyOf";
  }
  if (schema.contains("const") && value != schema["const"]) return where + " is not " + schema["const"].dump();
  if (schema.contains("type") && !type_fits(value, schema["type"]))
    return where + " is no " + schema["type"].dump() + ": " + value.dump();
  if (schema.contains("enum") && std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
    return where + " is none of " + schema["enum"].dump() + ": " + value.dump();
  if (value.is_object()) return object_misfit(value, schema, document, where);
  if (value.is_array() && schema.contains("items"))
    for (std::size_t at = 0; at < value.size(); ++at)
      if (auto wrong = misfit(value[at], schema["items"], document, where + "[" + std::to_string(at) + "]");
          !wrong.empty())
        return wrong;
  return {};
}

}  // namespace sayquel::service

// Checks JSON against the part of JSON Schema that openapi.json uses.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace sayquel::service {

// What does not fit, with where; empty where all does. `document`: where "#/..." references lead.
std::string misfit(const nlohmann::json& value, const nlohmann::json& schema, const nlohmann::json& document,
                   const std::string& where = "$");

}  // namespace sayquel::service

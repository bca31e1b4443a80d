#include "draft/model/backends/aws_service.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace sayquel::model {

Error aws_exception(const std::string& type, const std::string& payload, const std::string& origin) {
  const auto json = nlohmann::json::parse(payload, nullptr, false);
  std::string words;
  for (const char* name : {"message", "Message", "OriginalMessage"})
    if (words.empty() && json.is_object() && json.contains(name) && json[name].is_string())
      words = base::printable(json[name].get<std::string>().substr(0, 300));
  const std::string kind = base::lower_ascii(type);
  const auto has = [&](std::string_view part) { return kind.find(part) != std::string::npos; };
  ErrorCode code = ErrorCode::BadInput;
  if (has("throttling") || has("notready") || has("unavailable")) code = ErrorCode::Busy;
  if (has("internal") || has("modelstream") || has("modelerror") || has("timeout")) code = ErrorCode::Network;
  return {code, fmt::format("{} failed while it answered ({}): {}", origin, base::printable(type), words),
          code == ErrorCode::BadInput ? "Check that this model takes text." : "Try again later."};
}

}  // namespace sayquel::model

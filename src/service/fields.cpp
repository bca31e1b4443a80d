#include "service/fields.h"

#include <fmt/format.h>

#include "base/text.h"

namespace sayquel::service {

using Json = nlohmann::json;

Fields::Fields(const std::string& body) : object_(Json::parse(body, nullptr, false)) {
  if (object_.is_object()) return;
  wrong(object_.is_discarded() ? "The body is no JSON." : "The body has to be a JSON object.");
  object_ = Json::object();
}

const Json& Fields::value(const char* name) {
  static const Json kNull;
  known_.insert(name);
  const auto found = object_.find(name);
  return found == object_.end() ? kNull : *found;
}

std::string Fields::text(const char* name, std::size_t longest) {
  const Json& field = value(name);
  if (field.is_null()) return {};
  if (!field.is_string()) {
    wrong(fmt::format("`{}` has to be text.", name));
    return {};
  }
  std::string text = field.get<std::string>();
  if (text.size() > longest) wrong(fmt::format("`{}` is longer than {} bytes.", name, longest));
  return text;
}

std::string Fields::needed_text(const char* name, std::size_t longest) {
  std::string found = text(name, longest);
  if (base::trim(found).empty()) wrong(fmt::format("`{}` is missing, or empty.", name));
  return found;
}

bool Fields::flag(const char* name) {
  const Json& field = value(name);
  if (field.is_null()) return false;
  if (!field.is_boolean()) {
    wrong(fmt::format("`{}` has to be true or false.", name));
    return false;
  }
  return field.get<bool>();
}

void Fields::wrong(const std::string& message) {
  if (status_) status_ = fail(ErrorCode::BadInput, message, "GET /api/v1/openapi.json says what each request holds.");
}

Status Fields::finish() {
  for (const auto& [name, field] : object_.items())
    if (!known_.count(name)) wrong(fmt::format("There is no field `{}` here.", base::printable(name)));
  return status_;
}

}  // namespace sayquel::service

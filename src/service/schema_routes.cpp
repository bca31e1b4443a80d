// What a database holds: its tables, words for completion, and questions that it can answer.
#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "service/api.h"

namespace sayquel::service {
namespace {

using Json = nlohmann::ordered_json;

std::string parameter(const Request& request, const char* name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second;
}

std::size_t limit_of(const Request& request, std::size_t usual, std::size_t most) {
  const std::string text = parameter(request, "limit");
  std::size_t limit = usual;
  std::from_chars(text.data(), text.data() + text.size(), limit);
  return std::clamp<std::size_t>(limit, 1, most);
}

}  // namespace

void Api::databases(Call& call, Worker&) {
  Json names = Json::array();
  for (const OfferedDatabase& database : pool_.databases())
    if (chosen_database(call, database.name)) names.push_back({{"name", database.name}});
  send_json(call, Json{{"version", options_.version}, {"databases", names}}.dump() + "\n");
}

void Api::schema(Call& call, Worker& worker) {
  const auto database = chosen_database(call, parameter(call.request, "database"));
  if (!database) return send_error(call, database.error());
  const auto engine = worker.engine(*database);
  if (!engine) return send_error(call, engine.error());
  send_json(call, (*engine)->schema(OutputFormat::JsonLines));
}

void Api::suggestions(Call& call, Worker& worker) {
  const auto database = chosen_database(call, parameter(call.request, "database"));
  if (!database) return send_error(call, database.error());
  const auto engine = worker.engine(*database);
  if (!engine) return send_error(call, engine.error());
  const auto questions = (*engine)->suggestions(limit_of(call.request, 6, 20));
  send_json(call, Json{{"suggestions", questions}}.dump() + "\n");
}

void Api::complete(Call& call, Worker& worker) {
  const auto database = chosen_database(call, parameter(call.request, "database"));
  if (!database) return send_error(call, database.error());
  const auto engine = worker.engine(*database);
  if (!engine) return send_error(call, engine.error());
  const auto words = (*engine)->complete(parameter(call.request, "prefix"), limit_of(call.request, 10, 100));
  send_json(call, Json{{"words", words}}.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace sayquel::service

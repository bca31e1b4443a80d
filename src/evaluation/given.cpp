#include "evaluation/given.h"

#include <fmt/format.h>

#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

namespace sayquel::evaluation {
namespace {

using Json = nlohmann::json;
using Answers = std::map<std::string, Answer>;  // by id as JSON text

AnswerStatus status_of(const Json& object) {
  const std::string status = object.contains("status") && object["status"].is_string() ? object["status"] : "answered";
  if (status == "ambiguous") return AnswerStatus::Ambiguous;
  if (status == "declined") return AnswerStatus::Declined;
  return status == "failed" ? AnswerStatus::Failed : AnswerStatus::Answered;
}

Status take(const Json& object, Answers& answers) {
  if (!object.is_object() || !object.contains("id"))
    return fail(ErrorCode::BadInput, "is no JSON object with an \"id\"");
  Answer answer;
  if (const auto sql = object.find("sql"); sql != object.end() && sql->is_string()) answer.sql = *sql;
  if (const auto sure = object.find("confidence"); sure != object.end() && sure->is_number()) answer.confidence = *sure;
  answer.status = answer.sql.empty() ? AnswerStatus::Declined : status_of(object);
  answers[object["id"].dump(-1, ' ', false, Json::error_handler_t::replace)] = std::move(answer);
  return {};
}

}  // namespace

Result<std::function<Answer(const QuestionCase&)>> read_answers(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail(ErrorCode::NotFound, fmt::format("The answers {} cannot be read.", path), "Check the path.");
  const auto answers = std::make_shared<Answers>();
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    if (const Status taken = take(Json::parse(line, nullptr, false), *answers); !taken)
      return fail(ErrorCode::BadInput, fmt::format("{}, line {} {}.", path, number, taken.error().message),
                  "Write {\"id\": ..., \"sql\": \"SELECT ...\"}.");
  }
  return [answers](const QuestionCase& one) {
    const auto found = answers->find(one.id);
    if (found != answers->end()) return found->second;
    Answer none;
    none.status = AnswerStatus::Declined;
    return none;
  };
}

}  // namespace sayquel::evaluation

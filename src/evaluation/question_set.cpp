#include "evaluation/question_set.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "evaluation/plain_list.h"

namespace sayquel::evaluation {
namespace {

using Json = nlohmann::json;

// The text of the first of these members that there is; empty: none.
std::string text_of(const Json& object, std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (const auto found = object.find(name); found != object.end() && found->is_string())
      return found->get<std::string>();
  return {};
}

std::string id_of(const Json& object, std::size_t place) {
  for (const char* name : {"id", "question_id"})
    if (const auto found = object.find(name); found != object.end() && !found->is_null())
      return found->dump(-1, ' ', false, Json::error_handler_t::replace);
  return std::to_string(place);
}

std::vector<Gold> gold_of(const Json& object) {
  std::vector<Gold> gold;
  for (const char* name : {"gold", "SQL", "query"}) {
    const auto found = object.find(name);
    if (found == object.end()) continue;
    if (found->is_string()) gold.push_back({found->get<std::string>(), {}});
    if (found->is_array())
      for (const Json& one : *found)
        if (one.is_string()) gold.push_back({one.get<std::string>(), {}});
    break;
  }
  return gold;
}

class JsonReader {
 public:
  JsonReader(const std::string& file, const std::string& wording) : file_(file), wording_(wording) {}

  // `place` from 1: a line, or an element of the array.
  Status take(const Json& object, const char* unit, std::size_t place) {
    if (!object.is_object()) return error(unit, place, "is no JSON object");
    QuestionCase one;
    one.question = text_of(object, {"question"});
    if (const std::string other = wording_.empty() ? one.question : text_of(object, {wording_.c_str()}); other.empty())
      ++set_.without_wording;
    else
      one.question = other;
    if (one.question.empty()) return error(unit, place, "has no \"question\"");
    one.gold = gold_of(object);
    if (one.gold.empty() && !object.contains("gold"))
      return error(unit, place, "has neither \"gold\" nor \"query\" nor \"SQL\"");
    one.id = id_of(object, place);
    one.database = text_of(object, {"database", "db_id"});
    one.evidence = text_of(object, {"evidence"});
    one.difficulty = text_of(object, {"difficulty", "hardness"});
    set_.cases.push_back(std::move(one));
    return {};
  }

  Result<QuestionSet> finish() {
    if (!wording_.empty() && set_.without_wording == set_.cases.size())
      return fail(ErrorCode::Usage, fmt::format("No question of {} has a wording \"{}\".", file_, wording_),
                  "--wording names the field that holds it.");
    return std::move(set_);
  }

  tl::unexpected<Error> error(const char* unit, std::size_t place, const char* what) const {
    return fail(ErrorCode::BadInput, fmt::format("{}, {} {} {}.", file_, unit, place, what),
                "`sayquel evaluate --help` shows the formats.");
  }

 private:
  const std::string& file_;
  const std::string& wording_;
  QuestionSet set_;
};

Result<QuestionSet> parse_lines(std::string_view text, const std::string& name, const std::string& wording) {
  JsonReader reader(name, wording);
  std::size_t number = 0;
  for (const std::string& line : base::split(text, '\n')) {
    ++number;
    if (base::trim(line).empty()) continue;
    SAYQUEL_CHECK(reader.take(Json::parse(line, nullptr, false), "line", number));
  }
  return reader.finish();
}

Result<QuestionSet> parse_array(std::string_view text, const std::string& name, const std::string& wording) {
  const Json array = Json::parse(text, nullptr, false);
  if (!array.is_array())
    return fail(ErrorCode::BadInput, fmt::format("{} is no JSON that can be read to its end.", name),
                "A file that begins with [ holds one array of questions.");
  JsonReader reader(name, wording);
  std::size_t place = 0;
  for (const Json& object : array) SAYQUEL_CHECK(reader.take(object, "element", ++place));
  return reader.finish();
}

}  // namespace

Result<QuestionSet> parse_question_set(std::string_view text, const std::string& name, const std::string& wording) {
  const std::string_view body = base::trim(text);
  if (body.empty())
    return fail(ErrorCode::BadInput, fmt::format("{} holds no questions.", name),
                "`sayquel evaluate --help` shows the formats.");
  if (body.front() == '{') return parse_lines(text, name, wording);
  if (body.front() == '[') return parse_array(text, name, wording);
  if (!wording.empty())
    return fail(ErrorCode::Usage, fmt::format("{} is a plain list: its questions have no fields.", name),
                "Leave --wording out.");
  return parse_plain_list(text, name);
}

Result<QuestionSet> read_question_set(const std::string& path, const std::string& wording) {
  std::error_code unreadable;
  std::ifstream file;
  if (!std::filesystem::is_directory(path, unreadable)) file.open(path, std::ios::binary);
  if (!file.is_open())
    return fail(ErrorCode::NotFound, fmt::format("The question set {} cannot be read.", path),
                "Check the path and its permissions.");
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file.bad()) return fail(ErrorCode::BadInput, fmt::format("{} could not be read to its end.", path));
  return parse_question_set(text, path, wording);
}

}  // namespace sayquel::evaluation

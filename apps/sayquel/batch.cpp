// sayquel ask --questions FILE: a question a line, an answer a line.
#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <list>
#include <nlohmann/json.hpp>

#include "common.h"
#include "terminal.h"

namespace sayquel::app {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLongestLine = 1 << 20;
constexpr std::size_t kOpenDatabases = 8;

struct Line {
  std::string id;  // JSON text; empty: none
  std::string question, evidence, database;
};

Result<std::string> text_member(const Json& object, const char* name, std::size_t number) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return std::string();
  if (!found->is_string())
    return fail(ErrorCode::BadInput, fmt::format("Line {}: \"{}\" is not a text.", number, name),
                "Put it in double quotes.");
  return found->get<std::string>();
}

// `line` keeps what could be read of a line that is not valid, so that its answer carries the id.
Status read_object(const std::string& text, std::size_t number, Line& line) {
  const Json object = Json::parse(text, nullptr, false);
  if (!object.is_object())
    return fail(ErrorCode::BadInput, fmt::format("Line {} is no JSON object.", number),
                "Write {\"id\": ..., \"question\": \"...\"}, or the question alone.");
  if (const auto id = object.find("id"); id != object.end())
    line.id = id->dump(-1, ' ', false, Json::error_handler_t::replace);
  SAYQUEL_TRY(line.question, text_member(object, "question", number));
  SAYQUEL_TRY(line.evidence, text_member(object, "evidence", number));
  SAYQUEL_TRY(line.database, text_member(object, "database", number));
  if (!object.contains("question"))
    return fail(ErrorCode::BadInput, fmt::format("Line {} has no \"question\".", number),
                "Write {\"question\": \"...\"}.");
  return {};
}

Status read_line(const std::string& text, std::size_t number, Line& line) {
  if (text.size() > kLongestLine)
    return fail(ErrorCode::TooLarge, fmt::format("Line {} is {} bytes long.", number, text.size()),
                "Put one question on each line.");
  if (text[text.find_first_not_of(" \t\r")] == '{') return read_object(text, number, line);
  line.question = text;
  return {};
}

// Open engines, the one used last in front.
class Engines {
 public:
  Engines(EngineOptions options, std::string root, const Interrupt& interrupt)
      : options_(std::move(options)), root_(std::move(root)), interrupt_(interrupt) {}

  Result<Engine*> of(const std::string& database) {
    SAYQUEL_TRY(const std::string url, locate(database));
    for (auto open = open_.begin(); open != open_.end(); ++open)
      if (open->url == url) {
        open_.splice(open_.begin(), open_, open);
        return open_.front().engine.get();
      }
    EngineOptions options = options_;
    options.database = url;
    SAYQUEL_TRY(auto engine, open_engine(std::move(options), interrupt_));
    open_.push_front({url, std::move(engine)});
    if (open_.size() > kOpenDatabases) open_.pop_back();
    return open_.front().engine.get();
  }

 private:
  struct Open {
    std::string url;
    std::unique_ptr<Engine> engine;
  };

  Result<std::string> locate(const std::string& database) const {
    if (!database.empty()) return locate_database(database, root_);
    if (!options_.database.empty()) return options_.database;
    return fail(ErrorCode::Usage, "No database is named.", "Use --database FILE, or \"database\" in the line.");
  }

  EngineOptions options_;
  std::string root_;
  const Interrupt& interrupt_;
  std::list<Open> open_;
};

Answer answer_line(const std::string& text, std::size_t number, bool dry_run, Engines& engines,
                   const Interrupt& interrupt) {
  Line line;
  if (const Status read = read_line(text, number, line); !read)
    return failed_answer(line.id, line.question, read.error());
  const auto engine = engines.of(line.database);
  if (!engine) return failed_answer(line.id, line.question, engine.error());
  return (*engine)->ask({.id = line.id, .text = line.question, .evidence = line.evidence, .dry_run = dry_run},
                        interrupt.stop());
}

Status answer_lines(std::istream& input, const AskFlags& flags, EngineOptions options) {
  Interrupt interrupt;
  Engines engines(std::move(options), flags.database_root, interrupt);
  std::string text;
  for (std::size_t number = 1; std::getline(input, text); ++number) {
    if (text.find_first_not_of(" \t\r") == std::string::npos) continue;
    const Answer answer = answer_line(text, number, flags.dry_run, engines, interrupt);
    if (interrupt.raised())
      return fail(ErrorCode::Cancelled, fmt::format("Cancelled at line {}.", number),
                  "The lines before it have their answers.");
    SAYQUEL_CHECK(write_out(render(answer, OutputFormat::JsonLines)));
  }
  if (input.bad())
    return fail(ErrorCode::BadInput, fmt::format("{} could not be read to its end.", flags.questions_file));
  return {};
}

Status answer_file(const AskFlags& flags) {
  if (flags.asked)
    return fail(ErrorCode::Usage, "There is a question and a file of questions.", "Leave one of them out.");
  if (flags.output != OutputFormat::Text && flags.output != OutputFormat::JsonLines)
    return fail(ErrorCode::Usage, "Answers to a file of questions are lines of JSON.",
                "Leave --output out, or say --output jsonl.");
  SAYQUEL_CHECK(check_model(flags.model));
  SAYQUEL_TRY(EngineOptions options, engine_options(flags.database, false));
  if (flags.questions_file == "-") return answer_lines(std::cin, flags, std::move(options));
  std::error_code unreadable;
  std::ifstream file;
  if (!std::filesystem::is_directory(flags.questions_file, unreadable))
    file.open(flags.questions_file, std::ios::binary);
  if (!file.is_open())
    return fail(ErrorCode::NotFound, fmt::format("The questions file {} cannot be read.", flags.questions_file),
                "Check the path and its permissions; - reads standard input.");
  return answer_lines(file, flags, std::move(options));
}

}  // namespace

int run_batch(const AskFlags& flags) {
  const Status done = answer_file(flags);
  return done ? kAnswered : end_with(done.error());
}

}  // namespace sayquel::app

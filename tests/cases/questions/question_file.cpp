#include "cases/questions/question_file.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <fstream>
#include <set>
#include <sstream>

#include "base/text.h"

namespace sayquel::questions {
namespace {

// Reads a file line by line; what a line belongs to is what the lines before it opened.
class Reader {
 public:
  explicit Reader(const std::string& name) { file_.name = name; }

  Status read(const std::string& text) {
    for (const std::string& line : base::split(text, '\n')) {
      ++number_;
      SAYQUEL_CHECK(take(line));
    }
    return close_case();
  }
  QuestionFile take_file() { return std::move(file_); }

 private:
  tl::unexpected<Error> error(const std::string& what) const {
    return fail(ErrorCode::BadInput, fmt::format("{}.txt:{}: {}", file_.name, number_, what));
  }
  Status take(const std::string& line);
  Status take_wording(const std::string& line);
  Status take_setting(const std::string& key, const std::string& value);
  Status take_header(const std::string& key, const std::string& value);
  Status take_option(const std::string& option);
  Status open_case(const std::string& name);
  Status close_case();
  Turn* turn() {
    return file_.cases.empty() || file_.cases.back().turns.empty() ? nullptr : &file_.cases.back().turns.back();
  }

  QuestionFile file_;
  std::size_t number_ = 0;
  std::set<std::string> names_;
  std::string* sql_ = nullptr;     // where lines of SQL go
  bool wordings_open_ = false;     // further wordings belong to the same turn
  bool expects_declined_ = false;  // of the turn
};

Status Reader::take(const std::string& raw) {
  const std::string line(base::trim(raw));
  if (line.starts_with("#")) return {};
  if (line.starts_with("== ")) return open_case(std::string(base::trim(line.substr(3))));
  if (line.starts_with("? ") || line.starts_with("> ")) return take_wording(line);
  const std::size_t colon = line.find(':');
  const std::string key = colon == std::string::npos ? "" : line.substr(0, colon);
  for (const char* known :
       {"database", "today", "require", "require first", "sql", "or", "sqlite", "options", "expect"}) {
    if (key == known) return take_setting(key, std::string(base::trim(line.substr(colon + 1))));
  }
  if (line.empty()) return {};
  if (!sql_) return error(fmt::format("'{}' belongs to nothing", line));
  *sql_ += (sql_->empty() ? "" : "\n") + line;
  return {};
}

Status Reader::open_case(const std::string& name) {
  SAYQUEL_CHECK(close_case());
  if (!names_.insert(name).second) return error(fmt::format("a second block named {}", name));
  file_.cases.push_back({.name = name, .turns = {}});
  sql_ = nullptr;
  wordings_open_ = false;
  return {};
}

Status Reader::take_wording(const std::string& line) {
  if (file_.cases.empty()) return error("a wording before the first block (== name)");
  const bool follow_up = line.front() == '>';
  std::vector<Turn>& turns = file_.cases.back().turns;
  const bool begins = turns.empty() || (turns.size() == 1 && wordings_open_);
  if (follow_up && turns.empty()) return error("a block begins with '?', and its follow-ups with '>'");
  if (!follow_up && !begins) return error("a wording after its answer: begin a block, or a follow-up with '>'");
  if (!wordings_open_) {
    if (follow_up) SAYQUEL_CHECK(close_case());
    expects_declined_ = false;
    turns.push_back({});
    turns.back().line = number_;
    wordings_open_ = true;
  } else if (follow_up) {
    return error("a follow-up has one wording");
  }
  turns.back().wordings.emplace_back(base::trim(std::string_view(line).substr(2)));
  sql_ = nullptr;
  return {};
}

Status Reader::take_setting(const std::string& key, const std::string& value) {
  if (file_.cases.empty()) return take_header(key, value);
  Turn* open = turn();
  if (!open) return error(fmt::format("{} before the first wording", key));
  sql_ = nullptr;
  if (key == "options") {
    for (const std::string& option : base::split(value, ';')) {
      SAYQUEL_CHECK(take_option(std::string(base::trim(option))));
    }
    return {};
  }
  wordings_open_ = false;
  if (key == "expect") {
    expects_declined_ = value == "declined";
    return expects_declined_ ? Status{} : error(fmt::format("expect: {} is not known", value));
  }
  if (key == "sql" || key == "or") {
    open->accepted.emplace_back();
    sql_ = &open->accepted.back().sql;
    return {};
  }
  if (key != "sqlite") return error(fmt::format("{} belongs in the file's head", key));
  if (open->accepted.empty()) return error("sqlite: without the query it stands for");
  sql_ = &open->accepted.back().sqlite;
  return {};
}

Result<Requirement> read_requirement(const std::string& value) {
  Requirement requirement;
  std::istringstream stream(value);
  std::string of;
  if (!(stream >> requirement.right >> of >> requirement.of) || of != "of") {
    return fail(ErrorCode::BadInput, fmt::format("'{}' is not like '57 of 60'", value));
  }
  return requirement;
}

Status Reader::take_header(const std::string& key, const std::string& value) {
  if (key == "database") {
    file_.database = value;
  } else if (key == "today") {
    unsigned year = 0, month = 0, day = 0;
    if (std::sscanf(value.c_str(), "%u-%u-%u", &year, &month, &day) != 3) return error("today: is not like 2008-11-15");
    const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(year)}, std::chrono::month{month},
                                           std::chrono::day{day}};
    if (!date.ok()) return error(fmt::format("{} is no day", value));
    file_.today = Date{static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count())};
  } else if (key == "require" || key == "require first") {
    SAYQUEL_TRY(const Requirement requirement, read_requirement(value));
    if (key == "require") {
      file_.wordings = requirement;
    } else {
      file_.first_ones = requirement;
    }
  } else {
    return error(fmt::format("{} before the first block (== name)", key));
  }
  return {};
}

Status Reader::take_option(const std::string& option) {
  constexpr std::string_view kOrdered = "ordered by ";
  Turn& open = *turn();
  if (option.starts_with(kOrdered)) {
    open.ordered_by = base::trim(std::string_view(option).substr(kOrdered.size()));
  } else if (option == "fraction") {
    open.fraction = true;
  } else if (option == "may ask") {
    open.may_ask = true;
  } else if (option == "empty") {
    open.empty = true;
  } else if (option == "tied") {
    open.tied = true;
  } else {
    return error(fmt::format("the option '{}' is not known", option));
  }
  return {};
}

// Also closes a turn: everything that was asked has an answer.
Status Reader::close_case() {
  if (file_.cases.empty()) return {};
  const Case& last = file_.cases.back();
  if (last.turns.empty()) return error(fmt::format("{} has no wording", last.name));
  const Turn& open = last.turns.back();
  if (open.accepted.empty() != expects_declined_) {
    return error(fmt::format("{} needs either sql: or expect: declined", last.name));
  }
  for (const Accepted& accepted : open.accepted) {
    if (accepted.sql.empty()) return error(fmt::format("{} has an empty query", last.name));
  }
  return {};
}

}  // namespace

std::size_t QuestionFile::wording_count() const {
  std::size_t count = 0;
  for (const Case& one : cases) {
    for (const Turn& turn : one.turns) count += turn.wordings.size();
  }
  return count;
}

Result<QuestionFile> parse_question_file(const std::string& name, const std::string& text) {
  Reader reader(name);
  SAYQUEL_CHECK(reader.read(text));
  QuestionFile file = reader.take_file();
  if (file.database.empty()) return fail(ErrorCode::BadInput, fmt::format("{}.txt names no database", name));
  const auto fits = [](const Requirement& needed, std::size_t count) {
    return needed.of == count && needed.right <= count;
  };
  if (!fits(file.wordings, file.wording_count()) || (file.first_ones && !fits(*file.first_ones, file.cases.size()))) {
    return fail(ErrorCode::BadInput, fmt::format("{}.txt has {} wordings in {} blocks, which is not what its head says",
                                                 name, file.wording_count(), file.cases.size()));
  }
  return file;
}

Result<QuestionFile> read_question_file(const std::filesystem::path& path) {
  std::ifstream stream(path);
  if (!stream) return fail(ErrorCode::NotFound, fmt::format("{} cannot be read", path.string()));
  std::stringstream text;
  text << stream.rdbuf();
  return parse_question_file(path.stem().string(), text.str());
}

}  // namespace sayquel::questions

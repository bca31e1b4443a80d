// sayquel chat: one question after the other, each understood from those before it.
#include <fmt/format.h>

#include <algorithm>

#include "common.h"
#include "line_editor.h"
#include "terminal.h"

namespace sayquel::app {
namespace {

constexpr std::size_t kTurnsKept = 10;
constexpr std::size_t kWordsOffered = 60;

struct ChatCommand {
  const char* name;
  const char* help;
};
constexpr ChatCommand kCommands[] = {
    {"\\help", "this list, and questions to try"},
    {"\\quit", "leave (so does Ctrl-D)"},
    {"\\schema", "tables, columns and keys"},
    {"\\sql", "the SQL of the last answer; \\sql SELECT ... runs a query of your own"},
    {"\\why", "how the last question was read, how sure that is, and what else it could mean"},
};

class Chat {
 public:
  Chat(Engine& engine, Interrupt& interrupt)
      : engine_(engine),
        interrupt_(interrupt),
        editor_(engine.database_name() + "> ", history_file(),
                [this](const std::string& before) { return complete(before); }) {}

  Status run() {
    if (editor_.interactive()) SAYQUEL_CHECK(write_out("Ask in English; \\help lists the commands, Ctrl-D leaves.\n"));
    for (int interrupted = 0;;) {
      std::string line;
      const LineRead read = editor_.read(line);
      if (read == LineRead::End || (read == LineRead::Line && trimmed(line) == "\\quit")) return {};
      if (read == LineRead::Interrupted && ++interrupted == 2) return {};
      interrupt_.reset();
      if (read == LineRead::Interrupted) continue;
      interrupted = 0;
      SAYQUEL_CHECK(take(trimmed(line)));
    }
  }

 private:
  static std::string trimmed(const std::string& text) {
    const std::size_t start = text.find_first_not_of(" \t\r");
    return start == std::string::npos ? std::string() : text.substr(start, text.find_last_not_of(" \t\r") - start + 1);
  }

  Status take(const std::string& line) {
    if (line.empty()) return {};
    if (line.front() != '\\') return ask(line);
    const std::string name = line.substr(0, line.find(' '));
    if (name == "\\help") return write_out(help());
    if (name == "\\schema") return write_out(engine_.schema(OutputFormat::Text));
    if (name == "\\sql" && line.size() > name.size())
      return show(engine_.sql(trimmed(line.substr(name.size())), interrupt_.stop()));
    if (name == "\\sql")
      return write_out(last_.sql.empty() ? "There is no SQL yet: ask something first.\n" : last_.sql + "\n");
    if (name == "\\why") return write_out(why());
    report({ErrorCode::Usage, fmt::format("There is no command {}.", name), "\\help lists the commands."});
    return {};
  }

  Status ask(const std::string& question) {
    std::string completed;
    Answer answer = engine_.ask({.text = question, .before = turns_}, interrupt_.stop(), &completed);
    if (answer.status == AnswerStatus::Answered || answer.status == AnswerStatus::Ambiguous) {
      turns_.push_back({std::move(completed), answer.sql});
      if (turns_.size() > kTurnsKept) turns_.erase(turns_.begin());
    }
    last_ = answer;
    return show(std::move(answer));
  }

  // An answer that went wrong is no reason to leave: only output that cannot be written is.
  Status show(const Answer& answer) {
    SAYQUEL_CHECK(write_out(render(answer, OutputFormat::Text, text_style())));
    return write_out("\n");
  }

  std::string help() {
    std::string text = "A question in English, or:\n";
    for (const ChatCommand& command : kCommands) text += fmt::format("  {:<9} {}\n", command.name, command.help);
    if (suggestions_.empty()) suggestions_ = engine_.suggestions(4);
    if (!suggestions_.empty()) text += "Try:\n";
    for (const std::string& question : suggestions_) text += "  " + question + "\n";
    return text;
  }

  std::string why() const {
    if (last_.question.empty()) return "Nothing was asked yet.\n";
    std::string text = fmt::format("Question:    {}\n", last_.question);
    if (!last_.reading.empty()) text += fmt::format("Read as:     {}\n", last_.reading);
    text += fmt::format("Sure:        {:.0f}%\n", last_.confidence * 100);
    for (const std::string& note : last_.notes) text += fmt::format("Note:        {}\n", note);
    for (const Alternative& other : last_.alternatives)
      text +=
          fmt::format("Alternative: {} ({:.0f}%)\n             {}\n", other.reading, other.confidence * 100, other.sql);
    if (last_.alternatives.empty()) text += "Alternative: none\n";
    if (last_.error) text += fmt::format("Error:       {}\n", last_.error->message);
    if (!last_.sql.empty()) text += fmt::format("SQL:         {}\n", last_.sql);
    const Timings& took = last_.timings;
    return text +
           fmt::format("Took:        ground {:.1f} ms, draft {:.1f}, guard {:.1f}, execute {:.1f}, answer {:.1f}\n",
                       took.ground, took.draft, took.guard, took.execute, took.answer);
  }

  std::vector<std::string> complete(const std::string& before) {
    if (!before.empty() && before.front() == '\\' && before.find(' ') == std::string::npos) {
      std::vector<std::string> names;
      for (const ChatCommand& command : kCommands)
        if (std::string(command.name).starts_with(before)) names.emplace_back(command.name);
      return names;
    }
    const std::size_t space = before.find_last_of(" (,");
    const std::string word = space == std::string::npos ? before : before.substr(space + 1);
    return word.empty() ? std::vector<std::string>() : engine_.complete(word, kWordsOffered);
  }

  Engine& engine_;
  Interrupt& interrupt_;
  LineEditor editor_;
  std::vector<PastTurn> turns_;
  std::vector<std::string> suggestions_;
  Answer last_;
};

Status converse(const ChatFlags& flags) {
  SAYQUEL_CHECK(check_model(flags.model));
  SAYQUEL_TRY(EngineOptions options, engine_options(flags.database));
  Interrupt interrupt;
  SAYQUEL_TRY(const auto engine, open_engine(std::move(options), interrupt));
  return Chat(*engine, interrupt).run();
}

}  // namespace

int run_chat(const ChatFlags& flags) {
  const Status done = converse(flags);
  return done ? kAnswered : end_with(done.error());
}

}  // namespace sayquel::app

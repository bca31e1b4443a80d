#include "line_editor.h"

#include <fcntl.h>
#include <histedit.h>
#include <langinfo.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iostream>

namespace sayquel::app {
namespace {

constexpr int kHistoryLines = 1000;

// So that letters beyond ASCII are edited as one; numbers keep the C locale's form.
void use_utf8() {
  std::setlocale(LC_CTYPE, "");
  if (std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0) std::setlocale(LC_CTYPE, "C.UTF-8");
}

std::string common_start(const std::vector<std::string>& words) {
  std::string start = words.front();
  for (const std::string& word : words) {
    std::size_t same = 0;
    while (same < start.size() && same < word.size() && start[same] == word[same]) ++same;
    start.resize(same);
  }
  return start;
}

}  // namespace

class LineEditor::Terminal {
 public:
  Terminal(std::string prompt, std::string history_file, Complete complete)
      : prompt_(std::move(prompt)), file_(std::move(history_file)), complete_(std::move(complete)) {
    use_utf8();
    history_ = history_init();
    HistEvent event;
    history(history_, &event, H_SETSIZE, kHistoryLines);
    history(history_, &event, H_SETUNIQUE, 1);
    if (!file_.empty()) load();
    edit_ = el_init("sayquel", stdin, stdout, stderr);
    el_set(edit_, EL_CLIENTDATA, this);
    el_set(
        edit_, EL_PROMPT, +[](EditLine* edit) { return of(edit).prompt_.data(); });
    el_set(edit_, EL_EDITOR, "emacs");
    el_set(edit_, EL_SIGNAL, 0);
    el_set(edit_, EL_HIST, history, history_);
    el_set(
        edit_, EL_ADDFN, "sayquel-complete", "Complete a name of the schema",
        +[](EditLine* edit, int) { return of(edit).complete(); });
    el_set(edit_, EL_BIND, "^I", "sayquel-complete", nullptr);
    el_set(edit_, EL_BIND, "^R", "em-inc-search-prev", nullptr);
  }

  ~Terminal() {
    el_end(edit_);
    history_end(history_);
  }

  LineRead read(std::string& line) {
    int length = 0;
    errno = 0;
    const char* text = el_gets(edit_, &length);
    if (text == nullptr || length <= 0) {
      std::fputc('\n', stdout);
      if (length < 0 && errno == EINTR) {
        el_reset(edit_);
        return LineRead::Interrupted;
      }
      return LineRead::End;
    }
    line.assign(text, static_cast<std::size_t>(length));
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
    remember(line);
    return LineRead::Line;
  }

 private:
  static Terminal& of(EditLine* edit) {
    void* self = nullptr;
    el_get(edit, EL_CLIENTDATA, &self);
    return *static_cast<Terminal*>(self);
  }

  // Questions may hold what nobody else should read: the file is its owner's alone.
  void load() {
    const int descriptor = ::open(file_.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0 || fchmod(descriptor, 0600) != 0) {
      std::fprintf(stderr, "sayquel: The history %s cannot be kept: %s.\n", file_.c_str(), std::strerror(errno));
      file_.clear();
    }
    if (descriptor >= 0) ::close(descriptor);
    HistEvent event;
    if (!file_.empty()) history(history_, &event, H_LOAD, file_.c_str());
  }

  void remember(const std::string& line) {
    if (line.find_first_not_of(" \t") == std::string::npos) return;
    HistEvent event;
    history(history_, &event, H_ENTER, line.c_str());
    if (!file_.empty()) history(history_, &event, H_SAVE, file_.c_str());
  }

  unsigned char complete() {
    const LineInfo* info = el_line(edit_);
    const std::string before(info->buffer, info->cursor);
    const std::size_t space = before.find_last_of(" (,");
    const std::size_t typed = before.size() - (space == std::string::npos ? 0 : space + 1);
    const std::vector<std::string> words = complete_(before);
    if (words.empty()) return CC_REFRESH_BEEP;
    const std::string start = common_start(words);
    if (start.size() > typed || words.size() == 1) {
      el_deletestr(edit_, static_cast<int>(typed));  // the schema's own spelling takes the place of what was typed
      el_insertstr(edit_, (words.size() == 1 ? start + " " : start).c_str());
      return CC_REFRESH;
    }
    std::fputc('\n', stdout);
    for (const std::string& word : words) std::fprintf(stdout, "%s  ", word.c_str());
    std::fputc('\n', stdout);
    return CC_REDISPLAY;
  }

  std::string prompt_, file_;
  Complete complete_;
  History* history_ = nullptr;
  EditLine* edit_ = nullptr;
};

LineEditor::LineEditor(std::string prompt, std::string history_file, Complete complete) {
  if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
    terminal_ = std::make_unique<Terminal>(std::move(prompt), std::move(history_file), std::move(complete));
}

LineEditor::~LineEditor() = default;

LineRead LineEditor::read(std::string& line) {
  if (terminal_) return terminal_->read(line);
  return std::getline(std::cin, line) ? LineRead::Line : LineRead::End;
}

std::string history_file() {
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  std::filesystem::path folder;
  if (state && *state == '/')
    folder = state;
  else if (home && *home)
    folder = std::filesystem::path(home) / ".local" / "state";
  else
    return {};
  folder /= "sayquel";
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  return failed ? std::string() : (folder / "history").string();
}

}  // namespace sayquel::app

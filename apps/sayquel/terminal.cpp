#include "terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace sayquel::app {
namespace {

constexpr auto kPatience = std::chrono::milliseconds(400);
constexpr auto kRefresh = std::chrono::milliseconds(100);

bool colourful(int file) {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return isatty(file) && !(no_color && *no_color) && !(term && std::strcmp(term, "dumb") == 0);
}

// Control characters could steer the terminal: a message may quote what a file or a user said.
std::string harmless(std::string_view text) {
  std::string out;
  for (char c : text) out += (c >= 0 && c < 0x20 && c != '\n' && c != '\t') || c == 0x7f ? '?' : c;
  return out;
}

}  // namespace

TextStyle text_style() {
  TextStyle style;
  style.colour = colourful(STDOUT_FILENO);
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20) style.width = size.ws_col;
  return style;
}

void report(const Error& error) {
  const bool colour = colourful(STDERR_FILENO);
  std::string text =
      fmt::format("{}sayquel:{} {}\n", colour ? "\x1b[31m" : "", colour ? "\x1b[0m" : "", harmless(error.message));
  if (!error.hint.empty()) text += fmt::format("hint: {}\n", harmless(error.hint));
  std::fflush(stdout);
  std::fputs(text.c_str(), stderr);
}

void remark(const std::string& note) { std::fputs(fmt::format("note: {}\n", harmless(note)).c_str(), stderr); }

Status write_out(std::string_view text) {
  errno = 0;
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) return {};
  const int reason = errno;
  return fail(reason == ENOSPC || reason == EDQUOT ? ErrorCode::DiskFull : ErrorCode::Internal,
              fmt::format("The output could not be written: {}.", std::strerror(reason)),
              "What was written so far is not whole. Make room, or write elsewhere.");
}

ProgressLine::ProgressLine() : terminal_(isatty(STDERR_FILENO)), next_(Clock::now() + kPatience) {}

ProgressLine::~ProgressLine() { clear(); }

void ProgressLine::show(const Progress& progress) {
  if (!terminal_ || Clock::now() < next_) return;
  next_ = Clock::now() + kRefresh;
  shown_ = true;
  const std::string share =
      progress.total
          ? fmt::format(" {:3.0f}%", 100.0 * static_cast<double>(progress.done) / static_cast<double>(progress.total))
          : "";
  std::fputs(fmt::format("\r\x1b[K{}{}", harmless(progress.what), share).c_str(), stderr);
}

void ProgressLine::clear() {
  if (shown_) std::fputs("\r\x1b[K", stderr);
  shown_ = false;
}

}  // namespace sayquel::app

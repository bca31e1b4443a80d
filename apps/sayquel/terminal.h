// What goes to the terminal: answers on standard output, errors and progress on standard error.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "sayquel/answer.h"
#include "sayquel/result.h"
#include "sayquel/stop.h"

namespace sayquel::app {

// Colours only on a terminal, not with NO_COLOR (https://no-color.org) and not on a dumb one; the terminal's width.
TextStyle text_style();

// "sayquel: what happened" and "hint: what to do", on standard error.
void report(const Error& error);

// "note: ...", on standard error.
void remark(const std::string& note);

// Writes to standard output and flushes it: DiskFull, or Internal with the system's words.
Status write_out(std::string_view text);

// A line on standard error that says how far a long piece of work is; only on a terminal, and only if it takes long
// enough to be read. It is wiped when the object goes.
class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  void show(const Progress& progress);
  void clear();

 private:
  bool terminal_;
  bool shown_ = false;
  Clock::time_point next_;
};

}  // namespace sayquel::app

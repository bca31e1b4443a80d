// Lines that a person types: with editing, history and completion on a terminal, plain where input comes from a pipe.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace sayquel::app {

// Words that may stand in place of the word that `before` ends with (`before`: the line up to the cursor).
using Complete = std::function<std::vector<std::string>(const std::string& before)>;

enum class LineRead { Line, Interrupted, End };

class LineEditor {
 public:
  // `history_file`: kept between sessions, readable by its owner alone; empty: none is kept.
  LineEditor(std::string prompt, std::string history_file, Complete complete);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  LineRead read(std::string& line);
  bool interactive() const { return terminal_ != nullptr; }

 private:
  class Terminal;
  std::unique_ptr<Terminal> terminal_;  // null: input is no terminal
};

// $XDG_STATE_HOME/sayquel/history, else ~/.local/state/sayquel/history; its folders are made. Empty: there is no place.
std::string history_file();

}  // namespace sayquel::app

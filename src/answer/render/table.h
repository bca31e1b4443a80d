// A result as an aligned table for a terminal: numbers right, text left, cells cut to fit with an ellipsis.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sayquel/answer.h"

namespace sayquel::answer {

// Terminal control sequences, or nothing where colour is off.
struct Paint {
  bool on = false;
  std::string bold(std::string_view text) const { return wrap("1", text); }
  std::string dim(std::string_view text) const { return wrap("2", text); }
  std::string bar(std::string_view text) const { return wrap("36", text); }
  std::string warning(std::string_view text) const { return wrap("33", text); }
  std::string error(std::string_view text) const { return wrap("31", text); }

 private:
  std::string wrap(std::string_view code, std::string_view text) const {
    return on ? "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m" : std::string(text);
  }
};

struct TableLayout {
  int width = 100;  // terminal columns
  int indent = 2;
  std::size_t rows = 40;            // shown; the first ones
  std::optional<std::size_t> bars;  // the column that bars stand for, at the right
  Paint paint;
};

struct LaidOut {
  std::string text;                           // lines, each with its line break
  std::vector<std::string> columns_left_out;  // names of those that did not fit, the last ones
};

LaidOut lay_out(const Answer& answer, const TableLayout& layout);

// One record under another, "name  value" a line: for a single row of many columns.
std::string lay_out_record(const Answer& answer, const TableLayout& layout);

// Cut to `width` terminal columns, an ellipsis in the last one where something was left out.
std::string cut_to_width(const std::string& text, int width);

}  // namespace sayquel::answer

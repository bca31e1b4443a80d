// Text with places where a line may end. On one line they are blanks or nothing; laid out, a group that does not fit
// into the width is broken at every place of its own, the groups inside it only where they do not fit either
// (Oppen, "Prettyprinting", 1980, with Wadler's uniform groups).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sql/printer.h"

namespace sayquel::sql {

class Writer {
 public:
  explicit Writer(Layout layout) : laid_out_(layout == Layout::Indented) {}

  void text(std::string_view text);
  void line();         // a blank, or the end of the line
  void soft_line();    // nothing, or the end of the line
  void fill_line();    // in a broken group: the end of the line only where what follows does not fit behind
  void open();         // a group
  void open_broken();  // a group that is always broken where the text is laid out
  void close();
  void indent();  // lines that begin from here on stand two columns further right
  void outdent();

  std::string finish();

 private:
  enum class Kind { Text, Line, SoftLine, FillLine, Open, OpenBroken, Close, Indent, Outdent };
  struct Piece {
    Kind kind;
    std::string text = {};
    std::size_t width = 0;  // of an Open: the columns of the whole group on one line
  };
  void add(Kind kind) {
    if (laid_out_) pieces_.push_back({kind});
  }
  void measure();
  std::size_t width_to_next_line(std::size_t index) const;

  bool laid_out_;
  std::string flat_;
  std::vector<Piece> pieces_;
};

}  // namespace sayquel::sql

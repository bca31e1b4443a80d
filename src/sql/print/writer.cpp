#include "sql/print/writer.h"

namespace sayquel::sql {
namespace {

constexpr std::size_t kColumns = 100;

}  // namespace

void Writer::text(std::string_view text) {
  if (!laid_out_)
    flat_ += text;
  else if (!pieces_.empty() && pieces_.back().kind == Kind::Text)
    pieces_.back().text += text;
  else
    pieces_.push_back({Kind::Text, std::string(text)});
}

void Writer::line() {
  if (laid_out_)
    pieces_.push_back({Kind::Line});
  else
    flat_ += ' ';
}

void Writer::fill_line() {
  if (laid_out_)
    pieces_.push_back({Kind::FillLine});
  else
    flat_ += ' ';
}

void Writer::soft_line() { add(Kind::SoftLine); }
void Writer::open() { add(Kind::Open); }
void Writer::open_broken() { add(Kind::OpenBroken); }
void Writer::close() { add(Kind::Close); }
void Writer::indent() { add(Kind::Indent); }
void Writer::outdent() { add(Kind::Outdent); }

// Sets the width of every group.
void Writer::measure() {
  std::vector<std::pair<std::size_t, std::size_t>> open;  // group, columns before it
  std::size_t columns = 0;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    switch (pieces_[i].kind) {
      case Kind::Text:
        columns += pieces_[i].text.size();
        break;
      case Kind::Line:
        ++columns;
        break;
      case Kind::Open:
      case Kind::OpenBroken:
        open.emplace_back(i, columns);
        break;
      case Kind::Close:
        pieces_[open.back().first].width = columns - open.back().second;
        open.pop_back();
        break;
      default:
        break;
    }
  }
}

// Of what stands right behind the group that opens at `index`, and cannot be parted from it.
std::size_t Writer::width_to_next_line(std::size_t index) const {
  int depth = 0;
  std::size_t columns = 0;
  for (; index < pieces_.size() && columns < kColumns; ++index) {
    const Piece& piece = pieces_[index];
    if (piece.kind == Kind::Open || piece.kind == Kind::OpenBroken) ++depth;
    if (piece.kind == Kind::Close) --depth;
    if (depth > 0) continue;
    if (piece.kind == Kind::Text) columns += piece.text.size();
    if (piece.kind == Kind::Line || piece.kind == Kind::SoftLine || piece.kind == Kind::FillLine) break;
  }
  return columns;
}

std::string Writer::finish() {
  if (!laid_out_) return std::move(flat_);
  measure();
  std::string result;
  std::vector<bool> broken{false};
  std::size_t indentation = 0;
  std::size_t column = 0;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const Piece& piece = pieces_[i];
    switch (piece.kind) {
      case Kind::Text:
        result += piece.text;
        column += piece.text.size();
        break;
      case Kind::Line:
      case Kind::SoftLine:
      case Kind::FillLine:
        if (broken.back() && (piece.kind != Kind::FillLine || column + 1 + width_to_next_line(i + 1) > kColumns)) {
          result += '\n';
          result.append(indentation, ' ');
          column = indentation;
        } else if (piece.kind != Kind::SoftLine) {
          result += ' ';
          ++column;
        }
        break;
      case Kind::Open:
        // Inside a group on one line everything fits already.
        broken.push_back(column + piece.width + width_to_next_line(i) > kColumns);
        break;
      case Kind::OpenBroken:
        broken.push_back(true);
        break;
      case Kind::Close:
        broken.pop_back();
        break;
      case Kind::Indent:
        indentation += 2;
        break;
      case Kind::Outdent:
        indentation -= 2;
        break;
    }
  }
  return result;
}

}  // namespace sayquel::sql

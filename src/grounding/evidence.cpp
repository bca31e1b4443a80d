#include "grounding/evidence.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace sayquel::grounding {
namespace {

using base::lower_ascii;
using base::trim;
using catalog::ColumnId;

bool word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// The closing quote of an opening one; 0: it is none. An apostrophe within a word ("children's") opens nothing.
char closing_quote(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '\'' && at > 0 && word_char(text[at - 1])) return 0;
  return c == '[' ? ']' : c == '\'' || c == '"' || c == '`' ? c : 0;
}

// Past the quoted text that begins at `at`, or `at` where none does.
std::size_t past_quoted(std::string_view text, std::size_t at) {
  const char close = closing_quote(text, at);
  const std::size_t end = close ? text.find(close, at + 1) : std::string_view::npos;
  return end == std::string_view::npos ? at : end + 1;
}

// The parts between separators that no quotes or parentheses hold.
std::vector<std::string_view> split_outside(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t past = past_quoted(text, at); past > at) {
      at = past;
      continue;
    }
    depth += text[at] == '(' ? 1 : text[at] == ')' && depth > 0 ? -1 : 0;
    if (depth == 0 && separators.find(text[at]) != std::string_view::npos) {
      parts.push_back(trim(text.substr(begin, at - begin)));
      begin = at + 1;
    }
    ++at;
  }
  parts.push_back(trim(text.substr(begin)));
  return parts;
}

// A cursor over a definition. Each read_... gives nothing, and stays where it is, where it does not fit.
class Definition {
 public:
  Definition(std::string_view text, const catalog::Catalog& catalog) : text_(trim(text)), catalog_(catalog) {
    if (text_.ends_with('.')) text_.remove_suffix(1);
  }

  std::optional<Hint> read() {
    for (const auto reader : {&Definition::aggregate, &Definition::conditions, &Definition::columns}) {
      at_ = 0;
      if (auto hint = (this->*reader)(); hint && at_end()) return hint;
    }
    return {};
  }

 private:
  void skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n')) ++at_;
  }
  std::string_view rest() const { return text_.substr(at_); }

  // Nothing is left but where the column stands ("in the table Patient"), which a reader sees already.
  bool at_end() {
    skip_space();
    const std::string left = lower_ascii(rest());
    return left.empty() || left.starts_with("in the table ") || left.starts_with("in table ");
  }

  bool symbol(std::string_view wanted) {
    skip_space();
    if (!rest().starts_with(wanted)) return false;
    at_ += wanted.size();
    return true;
  }

  bool word(std::string_view wanted) {
    skip_space();
    if (!base::equal_ignoring_case(rest().substr(0, wanted.size()), wanted)) return false;
    if (at_ + wanted.size() < text_.size() && word_char(text_[at_ + wanted.size()])) return false;
    at_ += wanted.size();
    return true;
  }

  // Quoted text, or nothing.
  std::optional<std::string> quoted() {
    skip_space();
    if (at_ >= text_.size()) return {};
    const std::size_t past = past_quoted(text_, at_);
    if (past == at_) return {};
    std::string inside(text_.substr(at_ + 1, past - at_ - 2));
    at_ = past;
    return inside;
  }

  // The places of the column named here: in quotes, or the longest name of the schema that the text goes on with.
  std::vector<ColumnId> column() {
    skip_space();
    const std::size_t start = at_;
    if (const int table = table_before_point(); table >= 0)
      if (auto found = column_of(table); !found.empty()) return found;
    at_ = start;
    return column_of(-1);
  }

  // Past "patient." where that is a table's name; -1: it is none.
  int table_before_point() {
    for (std::size_t t = 0; t < catalog_.tables.size(); ++t) {
      const std::string& name = catalog_.tables[t].name;
      const std::size_t start = at_;
      if ((name_here(name)) && symbol(".")) return static_cast<int>(t);
      at_ = start;
    }
    return -1;
  }

  bool name_here(const std::string& name) {
    const std::size_t start = at_;
    if (const auto inside = quoted(); inside && base::equal_ignoring_case(*inside, name)) return true;
    at_ = start;
    return word(name);
  }

  std::vector<ColumnId> column_of(int table) {
    const std::size_t start = at_;
    std::size_t longest = start;
    std::vector<ColumnId> found;
    for (std::size_t t = 0; t < catalog_.tables.size(); ++t) {
      if (table >= 0 && table != static_cast<int>(t)) continue;
      for (std::size_t c = 0; c < catalog_.tables[t].columns.size(); ++c) {
        at_ = start;
        if (!name_here(catalog_.tables[t].columns[c].name) || at_ < longest) continue;
        if (at_ > longest) found.clear();
        longest = at_;
        found.push_back({static_cast<int>(t), static_cast<int>(c)});
      }
    }
    at_ = found.empty() ? start : longest;
    return found;
  }

  std::optional<HintValue> value() {
    if (const auto inside = quoted()) return HintValue{std::string(trim(*inside)), false};
    std::size_t end = at_;
    const auto inside_value = [](char c) { return word_char(c) || std::string_view(".-+/:%").find(c) < 6; };
    while (end < text_.size() && inside_value(text_[end])) ++end;
    if (end == at_) return {};
    HintValue read{std::string(text_.substr(at_, end - at_)), false};
    if (read.text.ends_with('.')) read.text.pop_back();
    read.number = !read.text.empty() && read.text.find_first_not_of("0123456789.-+") == std::string::npos;
    at_ = end;
    return read;
  }

  std::optional<Comparison> comparison() {
    static constexpr std::array<std::pair<std::string_view, Comparison>, 8> kSymbols = {
        {{">=", Comparison::MoreOrEqual},
         {"<=", Comparison::LessOrEqual},
         {"<>", Comparison::NotEqual},
         {"!=", Comparison::NotEqual},
         {"==", Comparison::Equal},
         {"=", Comparison::Equal},
         {">", Comparison::More},
         {"<", Comparison::Less}}};
    for (const auto& [text, kind] : kSymbols)
      if (symbol(text)) return kind;
    const std::size_t start = at_;
    if (word("is")) {
      const bool negated = word("not");
      if (word("null")) return negated ? Comparison::NotNull : Comparison::Null;
      at_ = start;
    }
    const bool negated = word("not");
    if (word("like")) return negated ? Comparison::NotLike : Comparison::Like;
    if (word("in")) return negated ? Comparison::NotIn : Comparison::In;
    if (!negated && word("between")) return Comparison::Between;
    at_ = start;
    return {};
  }

  std::optional<HintCondition> condition() {
    HintCondition read;
    read.columns = column();
    if (read.columns.empty()) return {};
    const auto compared = comparison();
    if (!compared) return {};
    read.comparison = *compared;
    if (read.comparison == Comparison::Null || read.comparison == Comparison::NotNull) return read;
    const bool list = read.comparison == Comparison::In || read.comparison == Comparison::NotIn;
    if (list && !symbol("(")) return {};
    if (joins_a_table()) return HintCondition();
    while (true) {
      const auto one = value();
      if (!one) return {};
      read.values.push_back(*one);
      const bool more = list ? symbol(",") : read.comparison == Comparison::Between && read.values.size() < 2;
      if (!more) break;
      if (!list && !word("and")) return {};
    }
    if (list && !symbol(")")) return {};
    return read;
  }

  // "colour.id" where a value could stand: how tables are joined is not for a hint to say.
  bool joins_a_table() {
    const std::size_t start = at_;
    skip_space();
    if (at_ < text_.size() && word_char(text_[at_]))
      if (const int table = table_before_point(); table >= 0 && !column_of(table).empty()) return true;
    at_ = start;
    return false;
  }

  std::optional<Hint> conditions() {
    Hint hint;
    hint.kind = HintKind::Conditions;
    do {
      auto one = condition();
      if (!one) return {};
      if (!one->columns.empty()) hint.conditions.push_back(std::move(*one));
    } while (word("and") || symbol("&&") || symbol(","));
    if (hint.conditions.empty()) return {};
    return hint;
  }

  std::optional<Hint> columns() {
    Hint hint;
    do {
      auto places = column();
      if (places.empty()) return {};
      hint.columns.push_back(std::move(places));
    } while (word("and") || (symbol(",") && (word("and") || true)));
    return hint;
  }

  std::optional<Hint> aggregate() {
    static constexpr std::array<std::pair<std::string_view, HintKind>, 5> kFunctions = {{{"max", HintKind::Most},
                                                                                         {"min", HintKind::Least},
                                                                                         {"avg", HintKind::Average},
                                                                                         {"sum", HintKind::Sum},
                                                                                         {"count", HintKind::Count}}};
    for (const auto& [name, kind] : kFunctions) {
      at_ = 0;
      if (!word(name) || !symbol("(")) continue;
      word("distinct");
      Hint hint;
      hint.kind = kind;
      hint.columns.push_back(column());
      if (hint.columns[0].empty() || !symbol(")")) return {};
      return hint;
    }
    return {};
  }

  std::string_view text_;
  const catalog::Catalog& catalog_;
  std::size_t at_ = 0;
};

struct Halves {
  std::string_view left, right;
};

// At the first joining word that stands outside of quotes.
std::optional<Halves> cut(std::string_view clause) {
  static constexpr std::array<std::string_view, 14> kJoins = {
      " refers to ",      " refer to ",   " referring to ",      " means that ", " means ",
      " mean ",           " stands for ", " denotes ",           " represents ", " indicates ",
      " corresponds to ", " implies ",    " is represented by ", " signifies "};
  const std::string lower = lower_ascii(clause);
  std::optional<Halves> first;
  for (const std::string_view join : kJoins)
    if (const std::size_t at = lower.find(join); at != std::string::npos && (!first || at < first->left.size()))
      first = Halves{clause.substr(0, at), clause.substr(at + join.size())};
  return first;
}

std::string without_quotes(std::string_view phrase) {
  phrase = trim(phrase);
  if (phrase.size() >= 2 && past_quoted(phrase, 0) == phrase.size()) phrase = phrase.substr(1, phrase.size() - 2);
  return std::string(trim(phrase));
}

std::optional<Hint> read_clause(std::string_view clause, const catalog::Catalog& catalog) {
  auto halves = cut(clause);
  if (!halves) {
    // "full name = first_name, last_name": only where what stands on the left is no column.
    const std::size_t equals = clause.find(" = ");
    if (equals == std::string_view::npos) return {};
    halves = Halves{clause.substr(0, equals), clause.substr(equals + 3)};
    if (Definition(halves->left, catalog).read()) return {};
  }
  for (const auto& [phrase, definition] :
       {std::pair{halves->left, halves->right}, std::pair{halves->right, halves->left}})
    if (auto hint = Definition(definition, catalog).read()) {
      hint->phrase = without_quotes(phrase);
      return hint;
    }
  return {};
}

}  // namespace

std::vector<Hint> read_evidence(std::string_view evidence, const catalog::Catalog& catalog) {
  std::vector<Hint> hints;
  for (const std::string_view clause : split_outside(evidence, ";\n"))
    if (auto hint = read_clause(clause, catalog); hint && !hint->phrase.empty()) hints.push_back(std::move(*hint));
  return hints;
}

}  // namespace sayquel::grounding

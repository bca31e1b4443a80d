#include "grounding/reword.h"

#include <algorithm>
#include <optional>

#include "grounding/tokens.h"

namespace sayquel::grounding {
namespace {

struct Span {
  std::size_t begin = 0, end = 0;  // tokens
};

// What a hint becomes: text with pins counted from its own beginning.
struct Piece {
  std::string text;
  std::vector<Pin> pins;

  void say(std::string_view words) { text += words; }
  void pin(const std::string& words, const std::vector<catalog::ColumnId>& columns, const std::string& value = {}) {
    pins.push_back({text.size(), text.size() + words.size(), columns, value});
    text += words;
  }
};

bool is(const Token& token, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), token.lower) != words.end();
}

bool carries_meaning(const Token& token) {
  return token.kind != TokenKind::Punctuation && (token.kind != TokenKind::Word || !function_word(token.lower));
}

bool same_word(const Token& left, const Token& right) {
  if (left.kind == TokenKind::Number && right.kind == TokenKind::Number) return left.digits == right.digits;
  return left.lower == right.lower || (!left.stem.empty() && left.stem == right.stem);
}

// The words that carry meaning, by their places; all words where none does.
std::vector<std::size_t> places(const std::vector<Token>& tokens, bool all) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (all || carries_meaning(tokens[i])) out.push_back(i);
  return out;
}

// Where the phrase stands: its telling words one after the other, whatever small words stand between them.
std::optional<Span> find(const std::vector<Token>& phrase, const std::vector<Token>& question) {
  const bool all = places(phrase, false).empty();
  const std::vector<std::size_t> wanted = places(phrase, all), there = places(question, all);
  if (wanted.empty()) return {};
  for (std::size_t i = 0; i + wanted.size() <= there.size(); ++i) {
    std::size_t k = 0;
    while (k < wanted.size() && same_word(phrase[wanted[k]], question[there[i + k]])) ++k;
    if (k < wanted.size()) continue;
    Span span{there[i], there[i + k - 1] + 1};
    // "over 80": the phrase's own small words in front of its first telling one belong to it.
    for (std::size_t w = wanted[0]; w-- > 0 && span.begin > 0 && same_word(phrase[w], question[span.begin - 1]);)
      --span.begin;
    return span;
  }
  return {};
}

std::string quoted(const HintValue& value) { return value.number ? value.text : "'" + value.text + "'"; }

std::string pattern_words(const std::string& pattern) {
  const bool before = pattern.starts_with('%'), after = pattern.ends_with('%');
  return before && after ? "contains" : after ? "starts with" : before ? "ends with" : "is";
}

std::string without_percent(std::string pattern) {
  pattern.erase(std::remove(pattern.begin(), pattern.end(), '%'), pattern.end());
  return pattern;
}

class Speaker {
 public:
  explicit Speaker(const SchemaWords& words) : words_(words) {}

  // "weight kg more than 80"
  void condition(const HintCondition& one, Piece& piece) const {
    if (one.comparison == Comparison::Null) piece.say("no ");
    column(one.columns, piece);
    switch (one.comparison) {
      case Comparison::Equal:
      case Comparison::In:
        return values(one, " ", " or ", piece);
      case Comparison::NotEqual:
      case Comparison::NotIn:
        return values(one, " not ", " and not ", piece);
      case Comparison::Less:
        return piece.say(" less than " + one.values[0].text);
      case Comparison::LessOrEqual:
        return piece.say(" at most " + one.values[0].text);
      case Comparison::More:
        return piece.say(" more than " + one.values[0].text);
      case Comparison::MoreOrEqual:
        return piece.say(" at least " + one.values[0].text);
      case Comparison::Between:
        return piece.say(" between " + one.values[0].text + " and " + one.values[1].text);
      case Comparison::Like:
        return piece.say(" " + pattern_words(one.values[0].text) + " '" + without_percent(one.values[0].text) + "'");
      case Comparison::NotLike:
        return piece.say(" not like '" + without_percent(one.values[0].text) + "'");
      case Comparison::Null:
      case Comparison::NotNull:
        return;
    }
  }

  void column(const std::vector<catalog::ColumnId>& columns, Piece& piece) const {
    piece.pin(words_.say_column(columns.front()), columns);
  }

 private:
  static void values(const HintCondition& one, std::string_view before, std::string_view between, Piece& piece) {
    for (std::size_t i = 0; i < one.values.size(); ++i) {
      piece.say(i ? between : before);
      piece.pin(quoted(one.values[i]), one.columns, one.values[i].text);
    }
  }

  const SchemaWords& words_;
};

class Rewriter {
 public:
  Rewriter(std::string_view question, const SchemaWords& words)
      : speaker_(words), text_(question), tokens_(tokenize(question).list) {}

  void put(const Hint& hint) {
    const auto span = find(tokenize(hint.phrase).list, tokens_);
    if (!span || overlaps_another(*span)) return;
    taken_.push_back(*span);
    if (hint.kind == HintKind::Columns && hint.columns.size() == 1) return pin(*span, hint.columns[0], {});
    if (const HintCondition* one = plain_value(hint)) return pin(*span, one->columns, one->values[0].text);
    Piece piece;
    switch (hint.kind) {
      case HintKind::Conditions:
        for (std::size_t i = 0; i < hint.conditions.size(); ++i) {
          if (i) piece.say(" and ");
          speaker_.condition(hint.conditions[i], piece);
        }
        return describe(*span, std::move(piece));
      case HintKind::Columns:
        for (std::size_t i = 0; i < hint.columns.size(); ++i) {
          if (i) piece.say(i + 1 == hint.columns.size() ? " and " : ", ");
          speaker_.column(hint.columns[i], piece);
        }
        return replace(*span, std::move(piece));
      case HintKind::Most:
      case HintKind::Least:
        piece.say(hint.kind == HintKind::Most ? "the highest " : "the lowest ");
        speaker_.column(hint.columns[0], piece);
        return describe(*span, std::move(piece));
      case HintKind::Average:
      case HintKind::Sum:
      case HintKind::Count:
        piece.say(hint.kind == HintKind::Average ? "average " : hint.kind == HintKind::Sum ? "total " : "number of ");
        speaker_.column(hint.columns[0], piece);
        return replace(*span, std::move(piece));
    }
  }

  Reworded finish() {
    std::sort(edits_.begin(), edits_.end(), [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
    Reworded out;
    std::size_t at = 0;
    for (const Edit& edit : edits_) {
      out.text += text_.substr(at, edit.begin - at);
      for (Pin pin : edit.piece.pins) {
        pin.begin += out.text.size();
        pin.end += out.text.size();
        out.pins.push_back(std::move(pin));
      }
      out.text += edit.piece.text;
      at = edit.end;
    }
    out.text += text_.substr(at);
    return out;
  }

 private:
  struct Edit {
    std::size_t begin = 0, end = 0;  // bytes of the question that the piece stands for
    Piece piece;
  };

  bool overlaps_another(const Span& span) const {
    return std::any_of(taken_.begin(), taken_.end(),
                       [&](const Span& other) { return span.begin < other.end && other.begin < span.end; });
  }

  // sex = 'F', and nothing more: the question's own words stand for the value.
  static const HintCondition* plain_value(const Hint& hint) {
    if (hint.kind != HintKind::Conditions || hint.conditions.size() != 1) return nullptr;
    const HintCondition& one = hint.conditions[0];
    return one.comparison == Comparison::Equal ? &one : nullptr;
  }

  std::size_t byte_begin(const Span& span) const { return tokens_[span.begin].begin; }
  std::size_t byte_end(const Span& span) const { return tokens_[span.end - 1].end; }

  void pin(const Span& span, const std::vector<catalog::ColumnId>& columns, const std::string& value) {
    Piece piece;
    piece.pin(std::string(text_.substr(byte_begin(span), byte_end(span) - byte_begin(span))), columns, value);
    replace(span, std::move(piece));
  }

  void replace(const Span& span, Piece piece) {
    edits_.push_back({byte_begin(span), byte_end(span), std::move(piece)});
  }

  // "the oldest player", "tall players": before a noun, the words go, and what they mean is said at the end. Elsewhere
  // it takes their place, and that of the verb and pronoun before it ("who are heavier than 80").
  void describe(Span span, Piece piece) {
    const bool noun_follows = span.end < tokens_.size() && carries_meaning(tokens_[span.end]);
    if (!noun_follows) {
      // At least one word stays in front: a question does not begin with its condition.
      while (span.begin > 1 && is(tokens_[span.begin - 1], {"is", "are", "was", "were", "be", "who", "that", "which",
                                                            "the", "a", "an", "from", "in", "at"}))
        --span.begin;
      const bool joined = span.begin > 0 && is(tokens_[span.begin - 1], {"with", "has", "have", "having"});
      return replace(span, joined ? std::move(piece) : after("with ", std::move(piece)));
    }
    replace(span, {});
    std::size_t end = text_.size();
    while (end > 0 && std::string_view(" ?.!").find(text_[end - 1]) < 4) --end;
    edits_.push_back({end, end, after(" with ", std::move(piece))});
  }

  static Piece after(std::string_view words, Piece piece) {
    for (Pin& pin : piece.pins) {
      pin.begin += words.size();
      pin.end += words.size();
    }
    piece.text.insert(0, words);
    return piece;
  }

  Speaker speaker_;
  std::string_view text_;
  std::vector<Token> tokens_;
  std::vector<Span> taken_;
  std::vector<Edit> edits_;
};

}  // namespace

Reworded reword(std::string_view question, const std::vector<Hint>& hints, const SchemaWords& words) {
  Rewriter rewriter(question, words);
  for (const Hint& hint : hints) rewriter.put(hint);
  return rewriter.finish();
}

void pin_mentions(const std::vector<Pin>& pins, Grounding& grounding) {
  std::vector<Mention>& mentions = grounding.mentions;
  for (const Pin& pin : pins) {
    std::size_t begin = grounding.tokens.size(), end = 0;
    for (std::size_t i = 0; i < grounding.tokens.size(); ++i) {
      const Token& token = grounding.tokens[i];
      if (token.begin >= pin.end || token.end <= pin.begin) continue;
      begin = std::min(begin, i);
      end = i + 1;
    }
    if (begin >= end) continue;
    std::erase_if(mentions, [&](const Mention& other) { return other.begin < end && begin < other.end; });
    for (const catalog::ColumnId column : pin.columns)
      mentions.push_back({begin, end, pin.value.empty() ? MentionKind::Column : MentionKind::Value, column, -1,
                          pin.value, 1, 1, Via::Exact});
  }
  std::stable_sort(mentions.begin(), mentions.end(), [](const Mention& a, const Mention& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    if (a.end != b.end) return a.end > b.end;
    return a.score > b.score;
  });
}

}  // namespace sayquel::grounding

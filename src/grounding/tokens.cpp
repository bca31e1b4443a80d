#include "grounding/tokens.h"

#include <fmt/format.h>
#include <libstemmer.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <memory>

#include "base/text.h"
#include "grounding/lexicon/lexicon.h"

namespace sayquel::grounding {
namespace {

bool space(unsigned char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool digit(unsigned char c) { return c >= '0' && c <= '9'; }
bool letter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80 || c == '_'; }

// Opening quotation marks and what closes each.
struct Quotes {
  std::string_view open, close;
};
constexpr std::array<Quotes, 6> kQuotes{{{"\"", "\""},
                                         {"\xE2\x80\x9C", "\xE2\x80\x9D"},
                                         {"\xE2\x80\x98", "\xE2\x80\x99"},
                                         {"``", "''"},
                                         {"'", "'"},
                                         {"`", "`"}}};

const std::map<std::string, double, std::less<>>& number_words() {
  static const std::map<std::string, double, std::less<>> words{
      {"zero", 0},      {"one", 1},       {"two", 2},       {"three", 3},    {"four", 4},     {"five", 5},
      {"six", 6},       {"seven", 7},     {"eight", 8},     {"nine", 9},     {"ten", 10},     {"eleven", 11},
      {"twelve", 12},   {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17},
      {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},  {"forty", 40},   {"fifty", 50},
      {"sixty", 60},    {"seventy", 70},  {"eighty", 80},   {"ninety", 90},  {"dozen", 12},   {"once", 1},
      {"twice", 2},     {"thrice", 3}};
  return words;
}
const std::map<std::string, double, std::less<>>& ordinal_words() {
  static const std::map<std::string, double, std::less<>> words{
      {"first", 1},   {"second", 2}, {"third", 3}, {"fourth", 4}, {"fifth", 5},     {"sixth", 6},
      {"seventh", 7}, {"eighth", 8}, {"ninth", 9}, {"tenth", 10}, {"eleventh", 11}, {"twelfth", 12}};
  return words;
}
const std::map<std::string, double, std::less<>>& scale_words() {
  static const std::map<std::string, double, std::less<>> words{{"hundred", 1e2}, {"thousand", 1e3},  {"million", 1e6},
                                                                {"billion", 1e9}, {"trillion", 1e12}, {"k", 1e3},
                                                                {"m", 1e6},       {"mm", 1e6},        {"bn", 1e9}};
  return words;
}

std::string digits_of(double value) {
  if (value == static_cast<double>(static_cast<long long>(value)))
    return fmt::format("{}", static_cast<long long>(value));
  return fmt::format("{}", value);
}

class Scanner {
 public:
  Scanner(std::string_view text, std::size_t limit) : text_(text), limit_(limit) {}

  Tokens scan() {
    while (at_ < text_.size()) {
      if (tokens_.list.size() >= limit_) {
        tokens_.cut = true;
        break;
      }
      const auto c = static_cast<unsigned char>(text_[at_]);
      if (space(c))
        ++at_;
      else if (!quoted() && !number() && !word())
        punctuation();
    }
    return std::move(tokens_);
  }

 private:
  Token& add(TokenKind kind, std::size_t begin, std::size_t end) {
    Token token;
    token.kind = kind;
    token.begin = begin;
    token.end = end;
    token.text = std::string(text_.substr(begin, end - begin));
    token.lower = base::fold(token.text);
    token.capitalised =
        !token.text.empty() && (static_cast<unsigned char>(token.text[0]) >= 0x80
                                    ? token.text != token.lower && base::lower_ascii(token.text) != token.lower
                                    : token.text[0] >= 'A' && token.text[0] <= 'Z');
    tokens_.list.push_back(std::move(token));
    return tokens_.list.back();
  }

  bool quoted() {
    for (const Quotes& quotes : kQuotes) {
      if (text_.substr(at_, quotes.open.size()) != quotes.open) continue;
      // An apostrophe within a word is none of these, nor one that nothing closes.
      if (quotes.open == "'" && at_ > 0 && (letter(text_[at_ - 1]) || digit(text_[at_ - 1]))) continue;
      std::size_t close = text_.find(quotes.close, at_ + quotes.open.size());
      if (quotes.open == "'")  // 'O'Neill': the closing one has no letter behind it
        while (close != std::string_view::npos && close + 1 < text_.size() && letter(text_[close + 1]))
          close = text_.find('\'', close + 1);
      if (close == std::string_view::npos) continue;
      const std::size_t begin = at_, inner = at_ + quotes.open.size();
      Token& token = add(TokenKind::Quoted, inner, close);
      token.text = std::string(base::trim(token.text));
      token.begin = begin;
      at_ = token.end = close + quotes.close.size();
      return true;
    }
    return false;
  }

  bool number() {
    std::size_t i = at_;
    const bool money = text_[i] == '$';
    if (money) ++i;
    const bool negative = !money && text_[i] == '-' && (at_ == 0 || space(text_[at_ - 1]) || text_[at_ - 1] == '(');
    if (negative) ++i;
    if (i >= text_.size() || !digit(text_[i])) {
      if (!(text_[i == text_.size() ? i - 1 : i] == '.' && i + 1 < text_.size() && digit(text_[i + 1]))) return false;
    }
    // Dates such as 2008-01-05 and 1/5/2008, and codes such as 2A, are words: the date reader and the value index want
    // them whole.
    std::size_t end = i;
    std::string digits = negative ? "-" : "";
    bool point = false;
    while (end < text_.size()) {
      const char c = text_[end];
      if (digit(c))
        digits += c;
      else if (c == ',' && end + 3 < text_.size() + 0 && digit(text_[end + 1]) && end + 3 < text_.size() &&
               digit(text_[end + 2]) && digit(text_[end + 3]) && (end + 4 >= text_.size() || !digit(text_[end + 4]))) {
        // a thousands separator
      } else if (c == '.' && !point && end + 1 < text_.size() && digit(text_[end + 1])) {
        point = true;
        digits += c;
      } else {
        break;
      }
      ++end;
    }
    std::size_t tail = end;
    while (tail < text_.size() && (letter(text_[tail]) || digit(text_[tail]) ||
                                   ((text_[tail] == '-' || text_[tail] == '/' || text_[tail] == ':') &&
                                    tail + 1 < text_.size() && digit(text_[tail + 1]))))
      ++tail;
    const std::string suffix = base::lower_ascii(text_.substr(end, tail - end));
    const bool ordinal = suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "th";
    const auto scale = scale_words().find(suffix);
    const bool decade = suffix == "s" && digits.size() == 4;
    if (!suffix.empty() && !ordinal && scale == scale_words().end() && !decade) {
      add(TokenKind::Word, at_, tail);
      at_ = tail;
      return true;
    }
    if (decade) {
      add(TokenKind::Word, at_, tail);
      at_ = tail;
      return true;
    }
    Token& token = add(TokenKind::Number, at_, tail);
    if (digits.starts_with(".")) digits.insert(0, "0");
    token.number = std::strtod(digits.c_str(), nullptr) * (scale != scale_words().end() ? scale->second : 1);
    token.digits = scale != scale_words().end() ? digits_of(token.number) : digits;
    token.ordinal = ordinal;
    token.money = money;
    at_ = tail;
    if (at_ < text_.size() && text_[at_] == '%') {
      token.percent = true;
      token.end = ++at_;
    }
    return true;
  }

  bool word() {
    if (!letter(text_[at_])) return false;
    std::size_t end = at_;
    const auto inner = [&](std::size_t i) {
      const char c = text_[i];
      if (letter(c) || digit(c)) return true;
      const bool between = i + 1 < text_.size() && (letter(text_[i + 1]) || digit(text_[i + 1]));
      if (c == '\'' || text_.substr(i, 3) == "\xE2\x80\x99") return between;
      return (c == '@' || c == '.') && between &&
             (c == '@' || text_.substr(at_, end - at_).find('@') != std::string_view::npos || i + 2 < text_.size());
    };
    while (end < text_.size() && inner(end)) {
      if (text_[end] == '.' && text_.substr(at_, end - at_).find('@') == std::string_view::npos && !abbreviation(end))
        break;
      ++end;
    }
    std::size_t begin = at_;
    at_ = end;
    std::string plain;
    for (std::size_t i = begin; i < end; ++i) {
      if (text_.substr(i, 3) == "\xE2\x80\x99")
        plain += '\'', i += 2;
      else
        plain += text_[i];
    }
    contraction_or_word(begin, end, plain);
    return true;
  }

  // "Ph.D", "U.S": letters and points in turn.
  bool abbreviation(std::size_t point) const {
    return point + 1 < text_.size() && letter(text_[point + 1]) &&
           (point + 2 >= text_.size() || !letter(text_[point + 2]));
  }

  void contraction_or_word(std::size_t begin, std::size_t end, const std::string& plain) {
    const std::string lower = base::lower_ascii(plain);
    static const std::map<std::string, std::pair<const char*, const char*>, std::less<>> whole{
        {"can't", {"can", "not"}},
        {"cannot", {"can", "not"}},
        {"won't", {"will", "not"}},
        {"shan't", {"shall", "not"}}};
    const auto push = [&](const std::string& text, bool shown) {
      Token& token = add(TokenKind::Word, begin, end);
      token.text = text;
      token.lower = base::fold(text);
      if (!shown) token.capitalised = false;
    };
    if (auto found = whole.find(lower); found != whole.end()) {
      push(found->second.first, true);
      push(found->second.second, false);
    } else if (lower.size() > 3 && lower.ends_with("n't")) {
      push(plain.substr(0, plain.size() - 3), true);
      push("not", false);
    } else if (lower.size() > 2 && lower.ends_with("'s")) {
      static const std::map<std::string, int, std::less<>> is{{"what", 1},  {"who", 1}, {"where", 1}, {"how", 1},
                                                              {"there", 1}, {"it", 1},  {"that", 1},  {"when", 1}};
      push(plain.substr(0, plain.size() - 2), true);
      if (is.contains(base::lower_ascii(plain.substr(0, plain.size() - 2))))
        push("is", false);
      else
        tokens_.list.back().possessive = true;
    } else if (lower.size() > 3 && (lower.ends_with("'ve") || lower.ends_with("'re") || lower.ends_with("'ll"))) {
      push(plain.substr(0, plain.size() - 3), true);
      push(lower.ends_with("'ve") ? "have" : lower.ends_with("'re") ? "are" : "will", false);
    } else if (lower.size() > 2 && (lower.ends_with("'d") || lower.ends_with("'m"))) {
      push(plain.substr(0, plain.size() - 2), true);
    } else {
      push(plain, true);
      if (end < text_.size() && text_[end] == '\'' && lower.ends_with("s")) {
        tokens_.list.back().possessive = true;
        ++at_;
      }
    }
  }

  void punctuation() {
    const std::size_t begin = at_;
    std::size_t length = 1;
    if (text_.substr(at_, 2) == ">=" || text_.substr(at_, 2) == "<=" || text_.substr(at_, 2) == "!=" ||
        text_.substr(at_, 2) == "<>" || text_.substr(at_, 2) == "==")
      length = 2;
    at_ += length;
    add(TokenKind::Punctuation, begin, at_).lower = std::string(text_.substr(begin, length));
  }

  std::string_view text_;
  std::size_t limit_;
  std::size_t at_ = 0;
  Tokens tokens_;
};

// Joins number words: "twenty five", "two hundred and fifty", "1.5 million"; marks ordinals.
void join_numbers(std::vector<Token>& list) {
  std::vector<Token> out;
  for (std::size_t i = 0; i < list.size(); ++i) {
    Token token = list[i];
    const auto word = token.kind == TokenKind::Word ? number_words().find(token.lower) : number_words().end();
    const auto ordinal = token.kind == TokenKind::Word ? ordinal_words().find(token.lower) : ordinal_words().end();
    if (word == number_words().end() && ordinal == ordinal_words().end() && token.kind != TokenKind::Number) {
      out.push_back(std::move(token));
      continue;
    }
    if (ordinal != ordinal_words().end()) {
      token.kind = TokenKind::Number;
      token.ordinal = token.spelled = true;
      token.number = ordinal->second;
      token.digits = digits_of(token.number);
      out.push_back(std::move(token));
      continue;
    }
    const bool spelled = word != number_words().end();
    double total = 0, part = spelled ? word->second : token.number;
    std::size_t last = i;
    bool joined = false;
    for (std::size_t j = i + 1; j < list.size(); ++j) {
      std::size_t k = j;
      if (list[k].lower == "-" && spelled && k + 1 < list.size()) ++k;
      if (list[k].lower == "and" && joined && k + 1 < list.size()) ++k;
      const auto scale = scale_words().find(list[k].lower);
      const auto next = number_words().find(list[k].lower);
      if (list[k].kind == TokenKind::Word && scale != scale_words().end() && list[k].lower.size() > 2) {
        if (scale->second >= 1000)
          total += part * scale->second, part = 0;
        else
          part *= scale->second;
      } else if (spelled && list[k].kind == TokenKind::Word && next != number_words().end() &&
                 ((part >= 20 && part < 100 && next->second < 10 && static_cast<int>(part) % 10 == 0) ||
                  (joined && next->second < 100))) {
        part += next->second;
      } else {
        break;
      }
      joined = true;
      last = j = k;
    }
    if (spelled || joined) {
      token.number = total + part;
      token.digits = digits_of(token.number);
    }
    token.spelled = spelled;
    token.kind = TokenKind::Number;
    token.end = list[last].end;
    for (std::size_t j = i + 1; j <= last; ++j) token.text += " " + list[j].text;
    i = last;
    if (i + 1 < list.size() && (list[i + 1].lower == "percent" || list[i + 1].lower == "%"))
      token.percent = true, ++i;
    else if (i + 1 < list.size() && (list[i + 1].lower == "dollars" || list[i + 1].lower == "usd"))
      token.money = true, ++i;
    out.push_back(std::move(token));
  }
  list = std::move(out);
}

}  // namespace

std::vector<std::string> lemmas_of(const Token& token) {
  std::vector<std::string> lemmas = lexicon::lemmas(token.lower);
  if (std::find(lemmas.begin(), lemmas.end(), token.lower) == lemmas.end()) lemmas.push_back(token.lower);
  return lemmas;
}

std::string undone(const std::string& word) {
  if (word.size() < 6 || !word.starts_with("un") || word == "unknown" || word == "united") return "";
  const std::string rest = word.substr(2);
  for (const std::string& lemma : lexicon::lemmas(rest, lexicon::PartOfSpeech::Verb))
    if (lemma != rest && lexicon::parts_of_speech(lemma).verb > 0.3 && !rest.ends_with("ing") && !rest.ends_with("s"))
      return rest;
  return "";
}

std::string stem(const std::string& word) {
  // Snowball's stemmers keep state, so each thread has its own.
  thread_local const std::unique_ptr<sb_stemmer, decltype(&sb_stemmer_delete)> stemmer(
      sb_stemmer_new("english", "UTF_8"), &sb_stemmer_delete);
  const sb_symbol* stemmed =
      sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
  return {reinterpret_cast<const char*>(stemmed), static_cast<std::size_t>(sb_stemmer_length(stemmer.get()))};
}

Tokens tokenize(std::string_view question, std::size_t limit) {
  Tokens tokens = Scanner(question, limit).scan();
  join_numbers(tokens.list);
  for (Token& token : tokens.list)
    if (token.kind == TokenKind::Word) token.stem = stem(token.lower);
  return tokens;
}

}  // namespace sayquel::grounding

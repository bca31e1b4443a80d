#include "answer/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_set>

#include "answer/wording/number_words.h"
#include "answer/wording/numbers.h"
#include "base/text.h"

namespace sayquel::answer {
namespace {

constexpr std::string_view kMask = "\x01";  // stands where a name of the rows stood: not a letter, not a digit

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) >= 0x80);
}
bool upper(char c) { return c >= 'A' && c <= 'Z'; }

// A date as far as it is known; 0: not said.
struct Day {
  int year = 0;
  unsigned month = 0, day = 0;
  bool fits(const Day& known) const {
    return (!year || year == known.year) && (!month || month == known.month) && (!day || day == known.day);
  }
};

// ---- what supports ----

class Support {
 public:
  Support(const execute::Rows& rows, std::string_view question, const std::vector<Value>& computed) {
    for (const Row& row : rows.rows)
      for (const Value& value : row) add(value);
    for (const Value& value : computed) add(value);
    add_number(fmt::format("{}", rows.rows.size()));
    add_text(question);
    for (const ResultColumn& column : rows.columns) add_text(column.name);
  }

  bool number(const std::string& digits) const { return numbers_.contains(normal_decimal(digits)); }

  // Within half a unit of the last place that is said.
  bool nearly(double said, double unit) const {
    return std::any_of(values_.begin(), values_.end(),
                       [&](double value) { return std::abs(value - said) <= unit * 0.5000001; });
  }

  bool day(const Day& said) const {
    return std::any_of(days_.begin(), days_.end(), [&](const Day& known) { return said.fits(known); });
  }
  bool quarter(int year, unsigned quarter) const {
    return std::any_of(days_.begin(), days_.end(), [&](const Day& known) {
      return known.year == year && known.month && (known.month + 2) / 3 == quarter;
    });
  }
  bool time(const std::string& text) const { return times_.contains(text); }
  bool word(const std::string& folded) const { return words_.contains(folded); }
  const std::set<std::string, std::less<>>& texts() const { return texts_; }

 private:
  void add_number(const std::string& digits) {
    numbers_.insert(normal_decimal(digits));
    const double value = std::strtod(digits.c_str(), nullptr);
    values_.push_back(value);
  }

  void add(const Value& value) {
    if (const auto real = as_number(value)) {
      const bool exact = !std::holds_alternative<double>(value);
      const std::string digits = exact ? to_text(value) : plain_digits(*real);
      if (digits.empty()) {  // said as it is printed: 1e+300
        texts_.insert(to_text(value));
        return;
      }
      add_number(digits);
      // A double's sum is said without the noise in its last digits.
      if (!exact)
        for (int places : {0, 1, 2, 3, 4, 5, 6})
          if (const std::string rounded = round_decimal(digits, places);
              std::abs(std::strtod(rounded.c_str(), nullptr) - *real) <= 1e-9 * std::max(1.0, std::abs(*real)))
            numbers_.insert(normal_decimal(rounded));
      if (std::abs(*real) <= 1)
        add_number(
            normal_decimal(round_decimal(fmt::format("{:.12f}", *real * 100), 10)));  // a share said as a percentage
      if (*real >= 1 && *real <= 12 && exact)
        days_.push_back({0, static_cast<unsigned>(*real), 0});  // a month's number said by its name
      if (*real >= 0 && *real <= 7 && exact) add_text(kWeekdays[static_cast<std::size_t>(*real) % 7]);
    } else if (const auto* blob = std::get_if<Blob>(&value)) {
      add_number(fmt::format("{}", blob->bytes.size()));
    } else if (!is_null(value)) {
      add_moment(value);
      const auto* text = std::get_if<std::string>(&value);
      if (text) add_text(*text), add_whole(*text);
      const auto month = text && text->size() <= 2 ? number_of_word(*text) : std::nullopt;
      if (month && *month >= 1 && *month <= 12) days_.push_back({0, static_cast<unsigned>(*month), 0});
    }
  }

  void add_whole(const std::string& raw) {
    const std::string text = one_line(raw);
    if (text.size() >= 2) texts_.insert(text);
  }

  void add_moment(const Value& value) {
    std::optional<std::int64_t> microseconds;
    if (const auto* time = std::get_if<Time>(&value)) microseconds = time->microseconds;
    if (const auto moment = as_moment(value)) {
      const Day day{static_cast<int>(moment->day.year()), static_cast<unsigned>(moment->day.month()),
                    static_cast<unsigned>(moment->day.day())};
      days_.push_back(day);
      numbers_.insert(fmt::format("{}", day.year));
      microseconds = moment->microseconds;
    }
    if (!microseconds) return;
    const std::string text = to_text(Time{*microseconds});
    times_.insert(text);
    times_.insert(text.substr(0, 8));
    times_.insert(text.substr(0, 5));
  }

  // The words, numbers and dates that a text says.
  void add_text(std::string_view text);

  static constexpr std::string_view kWeekdays[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                   "Thursday", "Friday", "Saturday"};

  std::unordered_set<std::string> numbers_, times_, words_;
  std::set<std::string, std::less<>> texts_;
  std::vector<double> values_;
  std::vector<Day> days_;
};

// ---- what is said ----

struct Token {
  std::string text;     // as written
  bool number = false;  // begins with a digit
  bool starts = false;  // begins a sentence
  bool apart = false;   // more than blanks and commas stand before it
  bool comma = false;
};

// Words and numbers in order; "12,345.60", "14:30", "2008-01-05" and "O'Brien" are one token each.
std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  bool starts = true, apart = false, comma = false;
  for (std::size_t i = 0; i < text.size();) {
    const bool number = digit(text[i]);
    if (!number && !letter(text[i])) {
      if (text[i] == '.' || text[i] == '!' || text[i] == '?' || text[i] == ':' || text[i] == '\n') starts = true;
      if (text[i] == kMask[0])
        starts = apart = comma = false, tokens.push_back({std::string(kMask), false, false, true, false});
      else if (text[i] == ',')
        comma = true;
      else if (text[i] != ' ')
        apart = true;
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    const auto inner = [&](char c) {
      return number ? c == ',' || c == '.' || c == ':' || c == '-' : c == '\'' || c == '-';
    };
    while (end < text.size() &&
           (digit(text[end]) || letter(text[end]) ||
            (inner(text[end]) && end + 1 < text.size() && (number ? digit(text[end + 1]) : letter(text[end + 1])))))
      ++end;
    tokens.push_back({std::string(text.substr(i, end - i)), number, starts, apart, comma});
    starts = apart = comma = false;
    i = end;
  }
  return tokens;
}

class Checker {
 public:
  Checker(const Support& support, std::string_view sentence)
      : support_(support), tokens_(tokens_of(sentence)), sentence_(sentence) {
    rounds_everywhere_ = base::lower_ascii(sentence).find("rounded") != std::string::npos;
  }

  std::vector<std::string> check() {
    for (std::size_t i = 0; i < tokens_.size();) i += step(i);
    return std::move(unsupported_);
  }

 private:
  std::string word(std::size_t i) const { return i < tokens_.size() ? base::lower_ascii(tokens_[i].text) : ""; }
  bool is_number(std::size_t i) const { return i < tokens_.size() && tokens_[i].number; }

  static unsigned small_number(const std::string& text, unsigned most) {
    const auto value = number_of_word(text);
    return value && *value >= 1 && *value <= most ? static_cast<unsigned>(*value) : 0;
  }
  int year_at(std::size_t i) const {
    if (!is_number(i) || tokens_[i].apart || tokens_[i].text.size() != 4 ||
        tokens_[i].text.find_first_not_of("0123456789") != std::string::npos)
      return 0;
    return std::stoi(tokens_[i].text);
  }

  void report(std::size_t first, std::size_t count) {
    std::vector<std::string> parts;
    for (std::size_t i = first; i < first + count; ++i) parts.push_back(tokens_[i].text);
    unsupported_.push_back(base::join(parts, " "));
  }

  // Tokens dealt with.
  std::size_t step(std::size_t i) {
    if (tokens_[i].text == kMask) return 1;
    if (const std::size_t used = date(i)) return used;
    if (tokens_[i].number) return figure(i);
    if (const std::size_t used = number_words(i)) return used;
    name(i);
    return 1;
  }

  std::size_t date(std::size_t i) {
    const std::string first = word(i);
    Day said;
    std::size_t used = 0;
    if (const unsigned month = month_of_word(first); month && upper(tokens_[i].text[0])) {
      said.month = month, used = 1;
      const bool year_next = year_at(i + 1) != 0;
      if (is_number(i + 1) && !year_next && !tokens_[i + 1].apart)
        if (const unsigned day = small_number(tokens_[i + 1].text, 31)) said.day = day, used = 2;
      if (const int year = year_at(i + used)) said.year = year, ++used;
    } else if (is_number(i) && i + 1 < tokens_.size() && month_of_word(word(i + 1)) && !tokens_[i + 1].apart &&
               !tokens_[i + 1].comma && upper(tokens_[i + 1].text[0])) {
      said.day = small_number(first, 31), said.month = month_of_word(word(i + 1)), used = 2;
      if (!said.day) return 0;
      if (const int year = year_at(i + 2)) said.year = year, used = 3;
    } else if (first.size() == 2 && first[0] == 'q' && first[1] >= '1' && first[1] <= '4' && year_at(i + 1)) {
      if (!support_.quarter(year_at(i + 1), static_cast<unsigned>(first[1] - '0'))) report(i, 2);
      return 2;
    } else if (const auto moment = as_moment(Value{tokens_[i].text})) {
      said = {static_cast<int>(moment->day.year()), static_cast<unsigned>(moment->day.month()),
              static_cast<unsigned>(moment->day.day())},
      used = 1;
    }
    if (used && !support_.day(said)) report(i, used);
    return used;
  }

  bool hedged(std::size_t i) const {
    static const std::set<std::string, std::less<>> kHedges = {
        "about", "around", "approximately", "roughly", "nearly", "almost", "over", "some", "approx", "circa", "than"};
    return rounds_everywhere_ || (i > 0 && kHedges.contains(word(i - 1)));
  }

  // The unit of the last digit that a number as written gives: 0.1 for "12.5", 100 for "1,200".
  static double unit_of(const std::string& digits) {
    const std::size_t point = digits.find('.');
    if (point != std::string::npos) return std::pow(10.0, -static_cast<double>(digits.size() - point - 1));
    const std::size_t zeros = digits.size() - 1 - std::min(digits.find_last_not_of('0'), digits.size() - 1);
    return std::pow(10.0, static_cast<double>(zeros));
  }

  std::size_t figure(std::size_t i) {
    std::string digits, suffix;
    for (char c : tokens_[i].text)
      if (c != ',') (digit(c) || c == '.' || c == ':' || c == '-' ? digits : suffix) += c;
    if (digits.find(':') != std::string::npos) {
      if (!support_.time(digits)) report(i, 1);
      return 1;
    }
    // "1998-2008" is two numbers.
    const std::vector<std::string> parts = base::split(digits, '-');
    const bool minus = negative(i);
    double scale = suffix == "k" || suffix == "K" ? 1e3 : suffix == "M" ? 1e6 : 1;
    std::size_t used = 1;
    if (const std::uint64_t times = multiplier(word(i + 1)); times > 1 && parts.size() == 1)
      scale = static_cast<double>(times), used = 2;
    bool supported = true;
    for (const std::string& part : parts)
      supported = supported && supports((minus ? "-" : "") + part, scale, hedged(i));
    if (!supported && !support_.word(base::fold(tokens_[i].text))) report(i, used);
    return used;
  }

  bool supports(const std::string& digits, double scale, bool hedge) const {
    if (scale == 1)
      return support_.number(digits) ||
             (hedge && support_.nearly(std::strtod(digits.c_str(), nullptr), unit_of(digits)));
    const double said = std::strtod(digits.c_str(), nullptr) * scale;
    return support_.nearly(said, hedge ? unit_of(digits) * scale : 1e-6);
  }

  // Was a minus sign written before the i-th token? Looked up in the sentence, for tokens do not hold signs.
  bool negative(std::size_t i) const {
    std::size_t at = 0;
    for (std::size_t t = 0; t <= i; ++t) {
      at = sentence_.find(tokens_[t].text, at);
      if (at == std::string_view::npos) return false;
      if (t < i) at += tokens_[t].text.size();
    }
    if (at > 0 && !letter(sentence_[at - 1]) && sentence_[at - 1] != '-' && sentence_[at - 1] != ' ' && at > 1 &&
        sentence_[at - 2] == '-')
      return true;
    return at > 0 && sentence_[at - 1] == '-' && (at == 1 || sentence_[at - 2] == ' ' || sentence_[at - 2] == '(');
  }

  // "five", "twenty-three", "two hundred thousand"; "one" only where it is no pronoun.
  std::size_t number_words(std::size_t i) {
    static const std::set<std::string, std::less<>> kBeforePronoun = {"the",   "this", "that", "which", "each",
                                                                      "every", "no",   "any",  "other", "another"};
    std::uint64_t total = 0, group = 0;
    std::size_t used = 0;
    for (std::size_t at = i; at < tokens_.size(); ++at, ++used) {
      const std::string here = word(at);
      if (const auto unit = compound(here))
        group += *unit;
      else if (const std::uint64_t times = multiplier(here); times == 100 && used)
        group = std::max<std::uint64_t>(group, 1) * 100;
      else if (times && used)
        total += std::max<std::uint64_t>(group, 1) * times, group = 0;
      else
        break;
    }
    if (!used) return 0;
    if (used == 1 && (word(i) == "one" || word(i) == "once") &&
        (word(i + 1) == "of" || (i > 0 && kBeforePronoun.contains(word(i - 1)))))
      return 1;
    const std::string digits = fmt::format("{}", total + group);
    if (!supports(digits, 1, hedged(i)) && !support_.word(base::fold(tokens_[i].text))) report(i, used);
    return used;
  }

  static std::optional<std::uint64_t> compound(const std::string& text) {
    if (const auto value = cardinal(text)) return value;
    const std::size_t dash = text.find('-');
    if (dash == std::string::npos) return std::nullopt;
    const auto tens = cardinal(text.substr(0, dash)), units = cardinal(text.substr(dash + 1));
    return tens && units && *tens >= 20 && *units < 10 ? std::optional(*tens + *units) : std::nullopt;
  }

  void name(std::size_t i) {
    const Token& token = tokens_[i];
    if (token.starts || !upper(token.text[0]) || token.text.size() < 2) return;
    for (const std::string& part : base::split(base::fold(token.text), ' '))
      if (!part.empty() && !support_.word(part) &&
          !(part.ends_with("s") && support_.word(part.substr(0, part.size() - 1))))
        return report(i, 1);
  }

  const Support& support_;
  std::vector<Token> tokens_;
  std::string_view sentence_;
  bool rounds_everywhere_ = false;
  std::vector<std::string> unsupported_;
};

void Support::add_text(std::string_view text) {
  for (const std::string& word : base::split(base::fold(text), ' ')) words_.insert(word);
  const std::vector<Token> tokens = tokens_of(text);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string lower = base::lower_ascii(tokens[i].text);
    if (const auto number = number_of_word(lower)) add_number(fmt::format("{}", *number));
    if (tokens[i].number) {
      add_moment(Value{tokens[i].text});
      std::string digits;
      for (char c : tokens[i].text)
        if (digit(c) || c == '.') digits += c;
      add_number(digits);
    }
    const unsigned month = month_of_word(lower);
    if (!month) continue;
    Day day{0, month, 0};
    days_.push_back(day);
    for (const std::size_t near : {i + 1, i + 2, i - 1}) {
      const auto number = near < tokens.size() ? number_of_word(tokens[near].text) : std::nullopt;
      if (number && *number <= 31 && !day.day)
        day.day = static_cast<unsigned>(*number);
      else if (number && *number >= 1000 && *number <= 9999)
        day.year = static_cast<int>(*number);
    }
    days_.push_back(day);
  }
}

// The rows' own texts, longest first, taken out of the sentence: numbers inside a name are no claims.
std::string without_names(std::string sentence, const std::set<std::string, std::less<>>& texts) {
  std::vector<std::string_view> names;
  for (const std::string& text : texts)
    if (sentence.find(text) != std::string::npos) names.push_back(text);
  std::sort(names.begin(), names.end(), [](auto left, auto right) { return left.size() > right.size(); });
  const auto part_of_word = [&](std::size_t at) {
    return at < sentence.size() && (letter(sentence[at]) || digit(sentence[at]));
  };
  for (const std::string_view name : names)
    for (std::size_t at = sentence.find(name); at != std::string::npos; at = sentence.find(name, at + 1)) {
      const std::size_t end = at + name.size();
      if ((at > 0 && part_of_word(at - 1) && part_of_word(at)) || (part_of_word(end - 1) && part_of_word(end)))
        continue;
      sentence.replace(at, name.size(), kMask);
    }
  return sentence;
}

}  // namespace

std::vector<std::string> check_sentence(std::string_view sentence, const execute::Rows& rows, std::string_view question,
                                        const std::vector<Value>& computed) {
  const Support support(rows, question, computed);
  const std::string bare = without_names(one_line(sentence, 100'000), support.texts());
  return Checker(support, bare).check();
}

}  // namespace sayquel::answer

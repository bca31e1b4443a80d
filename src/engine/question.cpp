#include "engine/question.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>

#include "base/text.h"

namespace sayquel::engine {
namespace {

constexpr const char* kHint = "Ask in a sentence of English, for example: how many rows are in the largest table?";

struct Letters {
  int latin = 0;
  int other = 0;  // letters of other scripts
  int digits = 0;
  bool control = false;
};

Letters count_letters(std::string_view text) {
  Letters letters;
  for (std::int32_t at = 0, length = static_cast<std::int32_t>(text.size()); at < length;) {
    UChar32 c;
    U8_NEXT(text.data(), at, length, c);
    UErrorCode status = U_ZERO_ERROR;
    if (u_iscntrl(c) && c != '\t' && c != '\n' && c != '\r')
      letters.control = true;
    else if (u_isdigit(c))
      ++letters.digits;
    else if (u_isalpha(c))
      ++(uscript_getScript(c, &status) == USCRIPT_LATIN ? letters.latin : letters.other);
  }
  return letters;
}

// Function words, folded, that tell a language of Latin letters from English: none of them is an English word, and
// articles that names carry (la, el, de) are left out.
constexpr std::array kForeign = {
    "quel",      "quels",   "quelle",  "quelles",  "combien", "sont",  "dans",  "avec",   "pour",  "chaque",
    "plusieurs",  // French
    "welche",    "welcher", "welches", "wieviele", "viele",   "haben", "nicht", "jeder",  "sind",  "wurden",
    "gibt",                                                                                                   // German
    "cuantos",   "cuantas", "cuales",  "quienes",  "donde",   "todos", "cada",  "fueron", "estan", "tienen",  // Spanish
    "quanti",    "quante",  "quali",   "sono",     "ogni",    "della", "degli", "hanno",                      // Italian
    "quantos",   "quantas", "quais",   "foram",    "nao",     "dos",   "das",  // Portuguese
    "hoeveel",   "welke",   "zijn",    "niet",     "heeft",   "voor",          // Dutch
};
constexpr std::array kEnglish = {"the",  "of",   "and",  "what", "which", "who",    "how",  "many",
                                 "much", "is",   "are",  "for",  "in",    "by",     "with", "each",
                                 "all",  "list", "show", "find", "give",  "number", "was"};

template <std::size_t n>
int count_words(const std::vector<std::string>& words, const std::array<const char*, n>& among) {
  return static_cast<int>(std::count_if(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(among.begin(), among.end(), word) != among.end();
  }));
}

bool foreign(std::string_view text, const Letters& letters) {
  if (letters.other > letters.latin) return true;
  const auto words = base::split(base::fold(text), ' ');
  const int strange = count_words(words, kForeign);
  return strange >= 2 && strange > count_words(words, kEnglish);
}

std::string single_spaced(std::string_view text) {
  std::string out;
  for (char c : base::trim(text)) {
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
    if (c != ' ' || out.back() != ' ') out += c;
  }
  return out;
}

Status check_size(std::string_view what, std::size_t bytes, std::size_t longest) {
  if (bytes <= longest) return {};
  return fail(ErrorCode::TooLarge, fmt::format("The {} is {} bytes long; at most {} are read.", what, bytes, longest),
              "Ask one question, in a sentence or two.");
}

Status check_text(std::string_view text) {
  if (base::trim(text).empty()) return fail(ErrorCode::BadInput, "The question is empty.", kHint);
  if (!base::valid_utf8(text))
    return fail(ErrorCode::BadInput, "The question is not text: some of its bytes are not UTF-8.",
                "Send it as UTF-8 text.");
  const Letters letters = count_letters(text);
  if (letters.control)
    return fail(ErrorCode::BadInput, "The question is not text: it holds control characters.", kHint);
  if (letters.latin + letters.other == 0)
    return fail(ErrorCode::BadInput, "There are no words in the question.", kHint);
  if (foreign(text, letters))
    return fail(ErrorCode::Declined, "The question does not seem to be in English, which is all that is read so far.",
                kHint);
  return {};
}

}  // namespace

Result<grounding::Question> read_question(const Ask& ask, Date today) {
  SAYQUEL_CHECK(check_size("question", ask.text.size(), kLongestQuestion));
  SAYQUEL_CHECK(check_size("evidence", ask.evidence.size(), kLongestEvidence));
  SAYQUEL_CHECK(check_text(ask.text));
  grounding::Question question;
  question.id = ask.id;
  question.text = single_spaced(ask.text);
  question.evidence = base::printable(ask.evidence);
  for (const PastTurn& turn : ask.before) question.before.push_back({turn.text, turn.sql});
  question.today = today;
  return question;
}

Date local_today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  const std::chrono::year_month_day day{std::chrono::year(local.tm_year + 1900),
                                        std::chrono::month(static_cast<unsigned>(local.tm_mon + 1)),
                                        std::chrono::day(static_cast<unsigned>(local.tm_mday))};
  return Date{static_cast<std::int32_t>(std::chrono::sys_days(day).time_since_epoch().count())};
}

}  // namespace sayquel::engine

#include <algorithm>
#include <set>

#include "base/text.h"
#include "grounding/affinity.h"
#include "grounding/conversation.h"
#include "grounding/grounding.h"
#include "grounding/mentions.h"
#include "grounding/reword.h"

namespace sayquel::grounding {
namespace {

constexpr std::size_t kLongestQuestion = 4'000;  // bytes; more is no question but a document

Status readable(const std::string& text) {
  const std::string_view trimmed = base::trim(text);
  if (trimmed.empty())
    return fail(ErrorCode::BadInput, "The question is empty.",
                "Ask something in English, such as \"how many rows does each table have?\"");
  if (text.size() > kLongestQuestion)
    return fail(ErrorCode::BadInput,
                "The question is too long: " + std::to_string(text.size()) + " bytes, where " +
                    std::to_string(kLongestQuestion) + " are read.",
                "Ask one thing at a time, in a sentence or two.");
  if (!base::valid_utf8(text) || text.find('\0') != std::string::npos)
    return fail(ErrorCode::BadInput, "The question is not text: it holds bytes that are not UTF-8.",
                "Type the question, or save the file as UTF-8.");
  const std::string folded = base::fold(trimmed);
  if (folded.empty())
    return fail(ErrorCode::BadInput, "There are no words in the question.", "Ask in English, in words.");
  return {};
}

// "Fall 2003" where a column holds 'Fall': the season is that value, and only the year a period.
void settle_seasons(Grounding& grounding, const catalog::Catalog& catalog, Date today) {
  static const std::set<std::string, std::less<>> seasons{"spring", "summer", "autumn", "fall", "winter"};
  const std::vector<Token>& tokens = grounding.tokens;
  for (PeriodMention& mention : grounding.periods) {
    const std::size_t year = mention.end - 1;
    if (mention.end < mention.begin + 2 || tokens[year].kind != TokenKind::Number) continue;
    const bool held = std::any_of(grounding.mentions.begin(), grounding.mentions.end(), [&](const Mention& value) {
      return value.kind == MentionKind::Value && value.begin >= mention.begin && value.end == value.begin + 1 &&
             value.end <= year && seasons.contains(tokens[value.begin].lower) &&
             catalog.column(value.column).profile.distinct <= 12;
    });
    if (!held) continue;
    std::vector<PeriodMention> alone = find_periods({tokens[year]}, today);
    if (alone.empty()) continue;
    mention.period = alone.front().period;
    mention.bare_year = alone.front().bare_year;
    mention.preposition = false;
    mention.begin = year;
  }
}

}  // namespace

bool function_word(const std::string& lower) {
  static const std::set<std::string, std::less<>> words{"a",
                                                        "an",
                                                        "the",
                                                        "of",
                                                        "in",
                                                        "on",
                                                        "at",
                                                        "to",
                                                        "for",
                                                        "from",
                                                        "by",
                                                        "with",
                                                        "without",
                                                        "and",
                                                        "or",
                                                        "but",
                                                        "not",
                                                        "no",
                                                        "nor",
                                                        "than",
                                                        "as",
                                                        "is",
                                                        "are",
                                                        "was",
                                                        "were",
                                                        "be",
                                                        "been",
                                                        "being",
                                                        "do",
                                                        "does",
                                                        "did",
                                                        "done",
                                                        "has",
                                                        "have",
                                                        "had",
                                                        "having",
                                                        "who",
                                                        "whom",
                                                        "whose",
                                                        "which",
                                                        "what",
                                                        "that",
                                                        "this",
                                                        "these",
                                                        "those",
                                                        "there",
                                                        "where",
                                                        "when",
                                                        "why",
                                                        "how",
                                                        "many",
                                                        "much",
                                                        "more",
                                                        "most",
                                                        "less",
                                                        "least",
                                                        "few",
                                                        "fewest",
                                                        "fewer",
                                                        "some",
                                                        "any",
                                                        "all",
                                                        "each",
                                                        "every",
                                                        "both",
                                                        "either",
                                                        "neither",
                                                        "it",
                                                        "its",
                                                        "they",
                                                        "them",
                                                        "their",
                                                        "theirs",
                                                        "he",
                                                        "his",
                                                        "she",
                                                        "her",
                                                        "i",
                                                        "me",
                                                        "my",
                                                        "we",
                                                        "us",
                                                        "our",
                                                        "you",
                                                        "your",
                                                        "show",
                                                        "list",
                                                        "give",
                                                        "find",
                                                        "tell",
                                                        "display",
                                                        "return",
                                                        "get",
                                                        "please",
                                                        "can",
                                                        "could",
                                                        "will",
                                                        "would",
                                                        "shall",
                                                        "should",
                                                        "may",
                                                        "might",
                                                        "must",
                                                        "also",
                                                        "only",
                                                        "just",
                                                        "then",
                                                        "so",
                                                        "if",
                                                        "into",
                                                        "out",
                                                        "over",
                                                        "under",
                                                        "above",
                                                        "below",
                                                        "between",
                                                        "per",
                                                        "via",
                                                        "about",
                                                        "up",
                                                        "down",
                                                        "other",
                                                        "such",
                                                        "same",
                                                        "own",
                                                        "too",
                                                        "very",
                                                        "ever",
                                                        "never",
                                                        "else",
                                                        "let",
                                                        "want",
                                                        "need",
                                                        "like",
                                                        "one",
                                                        "ones",
                                                        "s",
                                                        "t",
                                                        "among",
                                                        "within",
                                                        "during",
                                                        "since",
                                                        "before",
                                                        "after",
                                                        "until",
                                                        "while",
                                                        "exactly",
                                                        "different",
                                                        "distinct",
                                                        "unique",
                                                        "along",
                                                        "together",
                                                        "count",
                                                        "sum",
                                                        "average",
                                                        "total",
                                                        "maximum",
                                                        "minimum",
                                                        "highest",
                                                        "lowest",
                                                        "largest",
                                                        "smallest",
                                                        "greater",
                                                        "top",
                                                        "bottom",
                                                        "best",
                                                        "sorted",
                                                        "ordered",
                                                        "order",
                                                        "sort",
                                                        "descending",
                                                        "ascending",
                                                        "alphabetical",
                                                        "alphabetically",
                                                        "grouped",
                                                        "group",
                                                        "equal",
                                                        "equals",
                                                        "well",
                                                        "using",
                                                        "used",
                                                        "corresponding",
                                                        "respectively"};
  return words.contains(lower);
}

Grounder::Grounder(const catalog::Catalog& catalog, const catalog::JoinGraph& graph, const catalog::ValueIndex& values)
    : catalog_(catalog), graph_(graph), values_(values), words_(catalog) {}

Result<Grounding> Grounder::ground(const Question& question, const Stop& stop) const {
  SAYQUEL_CHECK(readable(question.text));
  if (!question.evidence.empty() && question.before.empty()) return read_with_hint(question, stop);
  SAYQUEL_TRY(Grounding now, read(question.text, question.today, stop));
  if (question.before.empty()) return now;
  const std::string& before_text = question.before.back().text;
  SAYQUEL_TRY(const Grounding before, read(before_text, question.today, stop));
  SAYQUEL_TRY(const std::string completed, complete_follow_up(before_text, before, question.text, now));
  if (completed == question.text) return now;
  return read(completed, question.today, stop);
}

Result<Grounding> Grounder::read_with_hint(const Question& question, const Stop& stop) const {
  const Reworded asked = reword(question.text, read_evidence(question.evidence, catalog_), words_);
  SAYQUEL_TRY(Grounding grounding, read(asked.text, question.today, stop));
  pin_mentions(asked.pins, grounding);
  return grounding;
}

Result<Grounding> Grounder::read(const std::string& text, Date today, const Stop& stop) const {
  Grounding grounding;
  grounding.question = text;
  grounding.catalog = &catalog_;
  grounding.graph = &graph_;
  grounding.words = &words_;
  Tokens tokens = tokenize(text);
  grounding.tokens = std::move(tokens.list);
  grounding.cut = tokens.cut;
  SAYQUEL_CHECK(stop.check("reading the question"));
  grounding.periods = find_periods(grounding.tokens, today);
  grounding.mentions = find_schema_mentions(grounding.tokens, words_, catalog_);
  SAYQUEL_CHECK(stop.check("looking up the question's words"));
  std::vector<Mention> values = find_value_mentions(grounding.tokens, text, words_, catalog_, values_);
  grounding.mentions.insert(grounding.mentions.end(), std::make_move_iterator(values.begin()),
                            std::make_move_iterator(values.end()));
  settle_affinity(grounding.tokens, words_, grounding.mentions);
  settle_seasons(grounding, catalog_, today);
  std::stable_sort(grounding.mentions.begin(), grounding.mentions.end(), [](const Mention& a, const Mention& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    if (a.end != b.end) return a.end > b.end;
    return a.score > b.score;
  });
  return grounding;
}

}  // namespace sayquel::grounding

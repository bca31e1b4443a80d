#include "draft/parser/cues.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "base/text.h"
#include "draft/parser/cue_patterns.h"
#include "grounding/lexicon/lexicon.h"

namespace sayquel::draft::parser {
namespace {

using grounding::Token;
using grounding::TokenKind;

constexpr const char* kAskWords[] = {"compare", "show",   "list",    "give",      "find",     "tell",      "display",
                                     "return",  "get",    "report",  "name",      "provide",  "retrieve",  "select",
                                     "fetch",   "print",  "compute", "calculate", "identify", "determine", "state",
                                     "search",  "please", "output",  "see",       "know"};

struct Index {
  std::map<std::string, std::vector<std::pair<std::vector<std::string>, const CuePattern*>>, std::less<>> by_first;
};

// Patterns by their first word, made once.
const Index& index() {
  static const Index made = [] {
    Index out;
    for (const CuePattern& pattern : cue_patterns()) {
      std::vector<std::string> words = base::split(pattern.words, ' ');
      out.by_first[words.front()].emplace_back(words, &pattern);
    }
    return out;
  }();
  return made;
}

bool word_at(const std::vector<Token>& tokens, std::size_t i, std::string_view word) {
  return i < tokens.size() && tokens[i].kind != TokenKind::Quoted && tokens[i].lower == word;
}

Cue make_cue(ChunkKind kind, std::size_t begin, std::size_t end, std::string word, double score_a_token) {
  Cue cue;
  cue.chunk.kind = kind;
  cue.chunk.begin = begin;
  cue.chunk.end = end;
  cue.chunk.word = std::move(word);
  cue.score = score_a_token * static_cast<double>(end - begin);
  return cue;
}

void patterns(const std::vector<Token>& tokens, std::size_t at, std::vector<Cue>& cues) {
  const auto found = index().by_first.find(tokens[at].lower);
  if (found == index().by_first.end()) return;
  for (const auto& [words, pattern] : found->second) {
    bool all = true;
    for (std::size_t i = 1; i < words.size() && all; ++i) all = word_at(tokens, at + i, words[i]);
    if (!all) continue;
    Cue cue = make_cue(pattern->kind, at, at + words.size(), pattern->word, pattern->score);
    cue.chunk.down = pattern->down;
    cue.chunk.or_equal = pattern->or_equal;
    // "who" after the opening begins a relative clause.
    if (pattern->kind == ChunkKind::Who && at > 1) cue.chunk.kind = ChunkKind::Relative;
    if (pattern->kind == ChunkKind::When && at > 2) cue.chunk.kind = ChunkKind::Other, cue.score *= 0.5;
    if (pattern->kind == ChunkKind::Where && at > 1) cue.chunk.kind = ChunkKind::Relative;
    // "compare A with B"
    if (tokens[0].lower == "compare" && at > 1 && (cue.chunk.word == "with" || cue.chunk.word == "to"))
      cue.chunk.kind = ChunkKind::And, cue.chunk.word = "versus";
    cues.push_back(std::move(cue));
  }
}

// The adjective behind a comparative or superlative form: old for older, oldest; empty: none.
std::string base_adjective(const std::string& word, std::string_view ending) {
  static const std::map<std::string, std::pair<const char*, const char*>, std::less<>> irregular{
      {"best", {"good", "est"}},   {"worst", {"bad", "est"}},    {"better", {"good", "er"}},
      {"worse", {"bad", "er"}},    {"furthest", {"far", "est"}}, {"farthest", {"far", "est"}},
      {"latest", {"late", "est"}}, {"later", {"late", "er"}},    {"earliest", {"early", "est"}},
      {"earlier", {"early", "er"}}};
  if (const auto found = irregular.find(word); found != irregular.end())
    return found->second.second == ending ? found->second.first : "";
  static const std::set<std::string, std::less<>> nouns{
      "order",  "number",   "customer", "member",   "user",     "other",   "over",     "under",   "after",
      "never",  "either",   "neither",  "per",      "together", "whether", "interest", "request", "test",
      "guest",  "forest",   "contest",  "west",     "rest",     "invest",  "harvest",  "power",   "river",
      "player", "driver",   "teacher",  "officer",  "paper",    "water",   "summer",   "winter",  "quarter",
      "letter", "center",   "computer", "another",  "rather",   "however", "every",    "manager", "seller",
      "buyer",  "supplier", "singer",   "register", "chapter",  "server",  "tower",    "layer",   "hotel"};
  if (word.size() < ending.size() + 3 || !word.ends_with(ending) || nouns.contains(word)) return "";
  for (const std::string& lemma : lexicon::lemmas(word, lexicon::PartOfSpeech::Adjective)) {
    if (lemma == word || lemma.size() >= word.size()) continue;
    const lexicon::PartsOfSpeech parts = lexicon::parts_of_speech(lemma);
    // "fast", "late" are adverbs as well; "user" is no more "us" than "number" is "numb".
    if (parts.adjective + parts.adverb > 0.1 && (parts.adjective + parts.adverb > 0.3 || ending == "est") &&
        !(ending == "er" && lexicon::parts_of_speech(word).noun > 0.6))
      return lemma;
  }
  return "";
}

void adjectives(const std::vector<Token>& tokens, std::size_t at, std::vector<Cue>& cues) {
  const std::string& word = tokens[at].lower;
  if (tokens[at].kind != TokenKind::Word) return;
  if (const std::string adjective = base_adjective(word, "est"); !adjective.empty()) {
    Cue cue = make_cue(ChunkKind::Superlative, at, at + 1, adjective, 0.88);
    cue.chunk.down = points_down(adjective);
    cues.push_back(std::move(cue));
  }
  if (const std::string adjective = base_adjective(word, "er"); !adjective.empty() && word_at(tokens, at + 1, "than")) {
    Cue cue = make_cue(ChunkKind::Compare, at, at + 2, adjective, 0.9);
    cue.chunk.down = points_down(adjective);
    cues.push_back(std::move(cue));
  }
  // "more venues than any other"
  if (word == "more" || word == "fewer")
    for (std::size_t i = at + 2; i + 2 < tokens.size(); ++i)
      if (tokens[i].lower == "than" && (tokens[i + 1].lower == "any" || tokens[i + 1].lower == "anyone") &&
          (tokens[i + 2].lower == "other" || tokens[i + 2].lower == "else")) {
        Cue cue = make_cue(ChunkKind::Superlative, at, at + 1, "many", 0.9);
        cue.chunk.down = word == "fewer";
        cues.push_back(std::move(cue));
      }
  if ((word == "most" || word == "least" || word == "more" || word == "less") && at + 1 < tokens.size() &&
      tokens[at + 1].kind == TokenKind::Word) {
    const std::string& next = tokens[at + 1].lower;
    const lexicon::PartsOfSpeech parts = lexicon::parts_of_speech(next);
    const bool describes = parts.adjective + parts.adverb > 0.5 && !grounding::function_word(next);
    if (describes && (word == "most" || word == "least")) {
      Cue cue = make_cue(ChunkKind::Superlative, at, at + 2, next, 0.87);
      cue.chunk.down = (word == "least") != points_down(next);
      cues.push_back(std::move(cue));
    } else if (describes && word_at(tokens, at + 2, "than")) {
      Cue cue = make_cue(ChunkKind::Compare, at, at + 3, next, 0.9);
      cue.chunk.down = (word == "less") != points_down(next);
      cues.push_back(std::move(cue));
    }
  }
}

// "top 5", "first 10", "last 3"; "second highest".
void numbered(const std::vector<Token>& tokens, std::size_t at, std::vector<Cue>& cues) {
  const auto plain = [&](std::size_t i) {
    return i < tokens.size() && tokens[i].kind == TokenKind::Number && !tokens[i].ordinal && tokens[i].number >= 1 &&
           tokens[i].number <= 1e6 && !tokens[i].percent && !tokens[i].money;
  };
  const std::string& word = tokens[at].lower;
  const bool first = tokens[at].ordinal && tokens[at].spelled && tokens[at].number == 1;
  if ((word == "top" || word == "bottom" || word == "best" || first || word == "last") && plain(at + 1)) {
    Cue cue = make_cue(ChunkKind::Superlative, at, at + 2, first || word == "last" ? "first" : "top", 0.9);
    cue.chunk.count = static_cast<std::int64_t>(tokens[at + 1].number);
    cue.chunk.down = word == "bottom" || word == "last";
    cues.push_back(std::move(cue));
  }
  if (tokens[at].ordinal && tokens[at].number >= 2 && tokens[at].number <= 20 && at + 1 < tokens.size()) {
    for (const Cue& next : find_cues(tokens, at + 1)) {
      if (next.chunk.kind != ChunkKind::Superlative) continue;
      Cue cue = next;
      cue.chunk.begin = at;
      cue.chunk.rank = static_cast<std::int64_t>(tokens[at].number);
      cue.score += 0.9;
      cues.push_back(std::move(cue));
    }
  }
}

void openings(const std::vector<Token>& tokens, std::size_t at, std::vector<Cue>& cues) {
  const std::string& word = tokens[at].lower;
  const bool opening =
      at == 0 ||
      (at <= 3 && (tokens[at - 1].lower == "please" || tokens[at - 1].lower == "you" || tokens[at - 1].lower == "to" ||
                   tokens[at - 1].lower == "and" || tokens[at - 1].lower == "me")) ||
      (at > 0 && (tokens[at - 1].lower == "." || tokens[at - 1].lower == "?"));
  if (word == "which" && at > 1 &&
      (tokens[at - 1].lower == "for" || tokens[at - 1].lower == "in" || tokens[at - 1].lower == "of" ||
       tokens[at - 1].lower == "at" || tokens[at - 1].lower == "on" || tokens[at - 1].lower == "to" ||
       tokens[at - 1].lower == "by" || tokens[at - 1].lower == "from" || tokens[at - 1].lower == "with") &&
      tokens[at - 2].kind == TokenKind::Word && !grounding::function_word(tokens[at - 2].lower)) {
    cues.push_back(make_cue(ChunkKind::Relative, at, at + 1, "that", 0.86));
    return;
  }
  if (word == "what" || word == "which") {
    cues.push_back(make_cue(ChunkKind::Ask, at, at + 1, word, at == 0 || opening ? 0.86 : 0.8));
    return;
  }
  if (!opening) return;
  for (const char* ask : kAskWords)
    if (word == ask) {
      std::size_t end = at + 1;
      if (word_at(tokens, end, "me") || word_at(tokens, end, "us")) ++end;
      if (word_at(tokens, end, "out")) ++end;
      cues.push_back(make_cue(ChunkKind::Ask, at, end, word, word == "name" ? 0.7 : at == 0 ? 0.97 : 0.86));
    }
}

}  // namespace

std::vector<Cue> find_cues(const std::vector<Token>& tokens, std::size_t at) {
  std::vector<Cue> cues;
  if (tokens[at].kind == TokenKind::Quoted) return cues;
  patterns(tokens, at, cues);
  adjectives(tokens, at, cues);
  numbered(tokens, at, cues);
  openings(tokens, at, cues);
  return cues;
}

bool points_down(const std::string& adjective) {
  static const std::set<std::string, std::less<>> down{
      "young",       "small",      "short", "low",  "cheap",     "early",         "light",      "slow",    "few",
      "little",      "near",       "close", "poor", "weak",      "bad",           "minor",      "narrow",  "shallow",
      "inexpensive", "affordable", "rare",  "thin", "unpopular", "old-fashioned", "infrequent", "uncommon"};
  return down.contains(adjective);
}

const std::vector<std::string>& measures(const std::string& adjective) {
  static const std::vector<std::string> none;
  static const std::map<std::string, std::vector<std::string>, std::less<>> list{
      {"old", {"age", "-birth", "-birthday", "-built", "-founded", "-opened", "-date", "-year"}},
      {"young", {"age", "-birth", "-birthday", "-date", "-year"}},
      {"long", {"length", "duration", "distance", "time", "day", "minute", "second", "millisecond", "hour"}},
      {"short", {"length", "height", "duration", "distance", "time", "minute", "second", "millisecond"}},
      {"big", {"size", "area", "population", "capacity", "total", "amount"}},
      {"large", {"size", "area", "population", "capacity", "seat", "amount", "total", "number"}},
      {"small", {"size", "area", "population", "capacity", "seat", "amount"}},
      {"high", {"height", "elevation", "altitude", "high"}},
      {"tall", {"height"}},
      {"low", {"elevation", "low"}},
      {"expensive", {"price", "cost", "fee", "rate", "charge", "rent", "fare"}},
      {"cheap", {"price", "cost", "fee", "rate", "charge", "rent", "fare"}},
      {"pricey", {"price", "cost"}},
      {"affordable", {"price", "cost"}},
      {"costly", {"cost", "price", "fee"}},
      {"heavy", {"weight"}},
      {"light", {"weight"}},
      {"fast", {"speed", "-time", "-lap"}},
      {"slow", {"-speed", "time"}},
      {"rich", {"wealth", "income", "money", "worth", "asset", "salary", "sale"}},
      {"deep", {"depth"}},
      {"wide", {"width"}},
      {"far", {"distance"}},
      {"close", {"distance"}},
      {"good", {"rating", "score", "rank", "grade", "result", "point"}},
      {"bad", {"rating", "score", "rank", "grade"}},
      {"experienced", {"experience", "year"}},
      {"profitable", {"profit", "revenue"}},
      {"populous", {"population"}},
      {"populated", {"population"}},
      {"dense", {"density"}},
      {"hot", {"temperature"}},
      {"cold", {"-temperature"}},
      {"great", {"amount", "number"}},
  };
  const auto found = list.find(adjective);
  return found == list.end() ? none : found->second;
}

bool counts(const std::string& adjective) {
  static const std::set<std::string, std::less<>> words{
      "many",     "popular",  "common",     "frequent", "frequently", "commonly",  "prevalent",
      "numerous", "often",    "active",     "busy",     "rare",       "unpopular", "used",
      "top",      "uncommon", "infrequent", "prolific", "productive", "widespread"};
  return words.contains(adjective);
}

bool temporal(const std::string& adjective) {
  static const std::set<std::string, std::less<>> words{"recent", "recently", "early", "late",  "new",
                                                        "old",    "first",    "last",  "latest"};
  return words.contains(adjective);
}

}  // namespace sayquel::draft::parser

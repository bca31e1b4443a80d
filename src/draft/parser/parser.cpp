#include "draft/parser/parser.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.h"
#include "draft/parser/chunks.h"
#include "draft/parser/compose.h"
#include "draft/parser/link.h"
#include "draft/parser/rank.h"
#include "draft/parser/reader.h"
#include "draft/parser/say.h"
#include "grounding/lexicon/lexicon.h"
#include "sql/lower.h"
#include "sql/printer.h"

namespace sayquel::draft {
namespace {

using namespace parser;

constexpr std::size_t kCuts = 3, kLinkings = 4, kJoins = 3, kCandidates = 8;

struct Scored {
  Candidate candidate;
  double score = 0;
};

std::string sentence(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text + ".";
}

// Each choice that the question really has, taken the other way, one at a time.
std::vector<Choices> other_ways(const ReadPlan& read) {
  std::vector<Choices> ways;
  const auto add = [&](auto change) {
    Choices choices;
    change(choices);
    ways.push_back(choices);
  };
  if (read.chose_superlative) add([](Choices& c) { c.superlative_other_way = true; });
  if (read.chose_both) add([](Choices& c) { c.both_other_way = true; });
  if (read.chose_measure) add([](Choices& c) { c.measure = 1; }), add([](Choices& c) { c.measure = 2; });
  if (read.chose_count) add([](Choices& c) { c.count_other_way = true; });
  if (read.chose_adjective) add([](Choices& c) { c.adjective_next = true; });
  return ways;
}

class Parser final : public Drafter {
 public:
  std::string name() const override { return "parser"; }

  Result<Draft> draft(const grounding::Question&, const grounding::Grounding& grounding,
                      const Stop& stop) const override {
    Draft draft;
    draft.drafted_by = name();
    draft.question = grounding.question;
    const Sense sense(grounding);
    const std::vector<std::string> hints = role_hints(grounding);
    std::vector<Scored> all;
    const std::vector<std::vector<Chunk>> cuts = find_chunks(grounding, kCuts);
    for (std::size_t c = 0; c < cuts.size(); ++c) {
      const std::vector<Linking> linkings = link(cuts[c], grounding, sense, kLinkings);
      for (std::size_t l = 0; l < linkings.size(); ++l) {
        SAYQUEL_CHECK(stop.check("drafting a query"));
        const double behind =
            0.04 * static_cast<double>(c) + 0.02 * static_cast<double>(l) + (linkings[0].score - linkings[l].score);
        const ReadPlan first = read(cuts[c], linkings[l], grounding, sense, {});
        consider(first, behind, sense, hints, all);
        if (c == 0 && l < 2)
          for (const Choices& choices : other_ways(first))
            consider(read(cuts[c], linkings[l], grounding, sense, choices), behind, sense, hints, all);
      }
    }
    std::stable_sort(all.begin(), all.end(), [](const Scored& a, const Scored& b) { return a.score > b.score + 1e-9; });
    std::set<std::string> seen;
    for (Scored& scored : all)
      if (draft.candidates.size() < kCandidates && seen.insert(scored.candidate.sql).second)
        draft.candidates.push_back(std::move(scored.candidate));
    if (const std::string beyond = beyond_data(grounding); !beyond.empty()) {
      draft.doubt = beyond;
      for (Candidate& candidate : draft.candidates) candidate.confidence *= 0.3;
      return draft;
    }
    draft.doubt = doubt(draft, grounding);
    return draft;
  }

 private:
  static std::vector<std::string> role_hints(const grounding::Grounding& grounding) {
    // Who does what, where a verb has two sides (general knowledge; WordNet does not tell payer from payee).
    static const std::set<std::string> paying{"spend", "pay", "purchase", "buy", "order", "acquire", "spender"},
        earning{"sell", "earn", "receive", "vend", "earner"};
    std::vector<std::string> hints;
    for (const grounding::Token& token : grounding.tokens) {
      if (token.kind != grounding::TokenKind::Word || grounding::function_word(token.lower)) continue;
      for (const std::string& lemma : grounding::lemmas_of(token)) {
        hints.push_back(lemma);
        if (paying.contains(lemma)) hints.push_back("buyer"), hints.push_back("customer");
        if (earning.contains(lemma)) hints.push_back("seller"), hints.push_back("vendor");
      }
    }
    return hints;
  }

  static void consider(const ReadPlan& read, double behind, const Sense& sense, const std::vector<std::string>& hints,
                       std::vector<Scored>& all) {
    if (read.plan.outputs.empty()) return;
    const std::vector<ComposedQuery> ways = compose(read.plan, sense, hints, kJoins);
    for (std::size_t w = 0; w < ways.size(); ++w) {
      Features features;
      features.unread = read.content > 0 ? read.unread / read.content : 1;
      features.unread_words = read.unread;
      features.assumed = read.assumed;
      features.link = read.link_score;
      features.joins = ways[w].cost;
      features.behind = behind;
      features.guessed = ways[w].guessed_parts;
      features.rivals = static_cast<double>(ways.size() - 1);
      features.content = read.content;
      features.unknown = read.unknown;
      Scored scored;
      scored.score = score(features);
      scored.candidate.tree = sql::lower(ways[w].tree, sense.catalog().dialect);
      scored.candidate.sql = sql::print(*scored.candidate.tree, sense.catalog().dialect);
      scored.candidate.reading =
          sentence(say(read.plan, sense) + (ways[w].path.empty() ? "" : " (" + base::join(ways[w].path, ", ") + ")"));
      scored.candidate.subject = say_subject(read.plan, sense);
      scored.candidate.notes = read.plan.notes;
      scored.candidate.notes.insert(scored.candidate.notes.end(), ways[w].notes.begin(), ways[w].notes.end());
      scored.candidate.confidence = confidence(features);
      all.push_back(std::move(scored));
    }
  }

  // Reasons and the future are not in the rows.
  static std::string beyond_data(const grounding::Grounding& grounding) {
    static const std::set<std::string> future{"forecast", "predict", "prediction"};
    for (std::size_t i = 0; i < grounding.tokens.size(); ++i) {
      const std::string& word = grounding.tokens[i].lower;
      if (word == "why" && i < 3) return "The rows say what happened, not why.";
      if (future.contains(word)) return "The rows say what happened, not what will.";
      if (word == "will" && i + 1 < grounding.tokens.size() &&
          (grounding.tokens[i + 1].lower == "we" || grounding.tokens[i + 1].lower == "there" ||
           grounding.tokens[i + 1].lower == "i"))
        return "The rows say what happened, not what will.";
    }
    return "";
  }

  static std::string doubt(const Draft& draft, const grounding::Grounding& grounding) {
    if (grounding.cut) return "The question is longer than is read.";
    if (draft.candidates.empty()) {
      if (grounding.mentions.empty()) return "None of the question's words name anything in this database.";
      return "The question's words were found in the schema, but not what it asks of them.";
    }
    return "";
  }
};

}  // namespace

std::unique_ptr<Drafter> make_parser() { return std::make_unique<Parser>(); }

}  // namespace sayquel::draft

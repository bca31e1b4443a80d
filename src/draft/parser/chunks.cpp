#include "draft/parser/chunks.h"

#include <algorithm>
#include <set>

#include "draft/parser/cues.h"
#include "grounding/affinity.h"
#include "grounding/lexicon/lexicon.h"

namespace sayquel::draft::parser {
namespace {

using grounding::MentionKind;
using grounding::Token;
using grounding::TokenKind;

struct Edge {
  Chunk chunk;
  double score = 0;
};

struct Path {
  double score = 0;
  std::vector<const Edge*> edges;
};

class Cutter {
 public:
  explicit Cutter(const Grounding& grounding)
      : grounding_(grounding), tokens_(grounding.tokens), edges_(grounding.tokens.size()) {}

  std::vector<std::vector<Chunk>> cut(std::size_t limit) {
    mentions();
    periods();
    for (std::size_t i = 0; i < tokens_.size(); ++i) plain(i);
    // The best paths to each token, by dynamic programming; few are kept, as few are wanted.
    std::vector<std::vector<Path>> best(tokens_.size() + 1);
    best[0].push_back({});
    for (std::size_t i = 0; i < tokens_.size(); ++i)
      for (const Path& path : best[i])
        for (const Edge& edge : edges_[i]) {
          Path longer = path;
          longer.score += edge.score;
          longer.edges.push_back(&edge);
          keep(best[edge.chunk.end], std::move(longer), limit);
        }
    std::vector<std::vector<Chunk>> cuts;
    for (const Path& path : best[tokens_.size()]) {
      std::vector<Chunk> chunks;
      for (const Edge* edge : path.edges) chunks.push_back(edge->chunk);
      cuts.push_back(std::move(chunks));
    }
    return cuts;
  }

 private:
  static void keep(std::vector<Path>& paths, Path path, std::size_t limit) {
    const auto place =
        std::find_if(paths.begin(), paths.end(), [&](const Path& other) { return path.score > other.score + 1e-9; });
    if (place == paths.end() && paths.size() >= limit) return;
    paths.insert(place, std::move(path));
    if (paths.size() > limit) paths.pop_back();
  }

  static ChunkKind kind_of(const Mention& mention) {
    switch (mention.kind) {
      case MentionKind::Column:
        return ChunkKind::Attribute;
      case MentionKind::Value:
        return ChunkKind::Value;
      case MentionKind::Table:
      case MentionKind::Role:
        return ChunkKind::Entity;
    }
    return ChunkKind::Other;
  }

  // All mentions over the same tokens and of the same kind are one chunk's options.
  void mentions() {
    // "List the users" opens the question, whatever table is called listing.
    static const std::set<std::string> openings{"list",  "show",    "find", "give", "return",
                                                "count", "display", "tell", "get"};
    for (const Mention& mention : grounding_.mentions) {
      if (mention.begin == 0 && mention.end == 1 && tokens_.size() > 2 && openings.contains(tokens_[0].lower)) continue;
      const ChunkKind kind = kind_of(mention);
      auto& list = edges_[mention.begin];
      auto place = std::find_if(list.begin(), list.end(), [&](const Edge& edge) {
        return edge.chunk.kind == kind && edge.chunk.end == mention.end;
      });
      if (place == list.end()) {
        Edge edge;
        edge.chunk.kind = kind;
        edge.chunk.begin = mention.begin;
        edge.chunk.end = mention.end;
        list.push_back(std::move(edge));
        place = list.end() - 1;
      }
      place->chunk.options.push_back(&mention);
    }
    for (auto& list : edges_)
      for (Edge& edge : list) {
        auto& options = edge.chunk.options;
        std::stable_sort(options.begin(), options.end(),
                         [](const Mention* a, const Mention* b) { return a->score > b->score; });
        const double top = options.front()->score;
        std::size_t kept = options.size();
        while (kept > 1 && options[kept - 1]->score < top - 0.45) --kept;
        options.resize(std::min<std::size_t>(kept, 24));
        edge.score = claim(edge.chunk, top);
      }
  }

  // What a mention's words are worth: its score for each of them, the joints in between a little less.
  double claim(const Chunk& chunk, double score) const {
    double words = 0;
    for (std::size_t i = chunk.begin; i < chunk.end; ++i)
      words += grounding::function_word(tokens_[i].lower) ? 0.87 : 1;
    // A table named outright beats a column of the same name by a hair, a value by more where it is in lower case.
    const double lean = chunk.kind == ChunkKind::Entity ? 0.03 : chunk.kind == ChunkKind::Value ? 0.0 : 0.01;
    return score * words + lean + 0.02 * static_cast<double>(chunk.end - chunk.begin - 1);
  }

  void periods() {
    for (const grounding::PeriodMention& mention : grounding_.periods) {
      Edge edge;
      edge.chunk.kind = ChunkKind::Period;
      edge.chunk.begin = mention.begin;
      edge.chunk.end = mention.end;
      edge.chunk.period = &mention;
      // A season may be a value as well ("Fall" of a term); the database's own word is preferred.
      const bool season = mention.period.text.find("whole months") != std::string::npos;
      edge.score = (season ? 0.85 : 0.93) * static_cast<double>(mention.end - mention.begin) + 0.05;
      edges_[mention.begin].push_back(std::move(edge));
    }
  }

  void plain(std::size_t i) {
    const Token& token = tokens_[i];
    for (Cue& cue : find_cues(tokens_, i)) edges_[i].push_back({std::move(cue.chunk), cue.score});
    Edge edge;
    edge.chunk.begin = i;
    edge.chunk.end = i + 1;
    if (token.kind == TokenKind::Quoted) {
      edge.chunk.kind = ChunkKind::Literal;
      edge.score = 0.4;
    } else if (token.kind == TokenKind::Number) {
      edge.chunk.kind = ChunkKind::Number;
      edge.score = 0.7;
    } else if (amount(token.lower)) {
      edge.chunk.kind = ChunkKind::Measure;
      edge.chunk.word = token.lower;
      edge.score = 0.7;
    } else if (unit(token.lower)) {
      edge.chunk.kind = ChunkKind::Unit;
      edge.chunk.word = unit(token.lower);
      edge.score = 0.5;
    } else {
      // A word that is a cue by itself is not passed over: such a cut would only hide what the word asks for.
      if (std::any_of(edges_[i].begin(), edges_[i].end(),
                      [&](const Edge& other) { return other.chunk.end == i + 1 && other.chunk.options.empty(); }))
        return;
      static const std::set<std::string> telling{"more", "less", "fewer", "most", "least",
                                                 "not",  "no",   "never", "both", "either"};
      edge.chunk.weight = token.kind == TokenKind::Punctuation ||
                                  (grounding::function_word(token.lower) && !telling.contains(token.lower))
                              ? 0
                              : 1;
      if (filler(token.lower) && !mentioned(i)) edge.chunk.weight = 0;
      if (edge.chunk.weight > 0 && !grounding_.words->affinity_columns().empty() &&
          grounding::affinity_word(token.lower))
        edge.chunk.weight = 0;
      if (edge.chunk.weight > 0 && !token.capitalised) {
        // A verb that nobody reads costs less than a thing that nobody knows.
        const lexicon::PartsOfSpeech parts = lexicon::parts_of_speech(lexicon::lemmas(token.lower).front());
        const bool infinitive = i > 1 && tokens_[i - 1].lower == "to" && i + 1 < tokens_.size();
        if (parts.known() && (infinitive || parts.verb > 0.6 || (parts.verb > 0.35 && i > 1) ||
                              (i > 1 && (token.lower.ends_with("ed") || token.lower.ends_with("ing")))))
          edge.chunk.weight = 0.2;
        else if (parts.known() && parts.adverb > 0.6)
          edge.chunk.weight = 0.3;
      }
      edge.score = edge.chunk.weight > 0 ? 0.05 : 0.75;
      edge.chunk.word = token.lower;
    }
    edges_[i].push_back(std::move(edge));
  }

  // Something of the schema or its values is called so, not only by a synonym.
  bool mentioned(std::size_t i) const {
    return std::any_of(grounding_.mentions.begin(), grounding_.mentions.end(), [&](const Mention& mention) {
      return mention.begin <= i && i < mention.end && mention.via <= grounding::Via::Part;
    });
  }

  // Words that mean nothing by themselves: whatever they stand for is said by the words beside them.
  static bool filler(const std::string& word) {
    static const std::set<std::string> words{
        "something",   "anything",   "everything", "thing",     "things",     "stuff",     "member",    "members",
        "someone",     "anyone",     "somebody",   "anybody",   "everyone",   "everybody", "recorded",  "respective",
        "given",       "listed",     "certain",    "specific",  "particular", "overall",   "actually",  "currently",
        "here",        "ever",       "presently",  "kindly",    "database",   "result",    "results",   "result",
        "exist",       "exists",     "existing",   "across",    "belong",     "belongs",   "belonging", "correspond",
        "corresponds", "associated", "related",    "regarding", "concerning", "along",     "entire",    "altogether",
        "simply",      "folks"};
    return words.contains(word);
  }

  // Words for money that comes in or goes out; a column called so is a mention, and claims the word before this.
  static bool amount(const std::string& word) {
    static const std::set<std::string> words{"revenue",     "revenues", "income",   "earnings", "turnover",
                                             "takings",     "proceeds", "money",    "spend",    "spending",
                                             "expenditure", "gross",    "grossing", "dollars",  "bucks"};
    return words.contains(word);
  }

  static const char* unit(const std::string& word) {
    for (const char* name : {"year", "quarter", "month", "week", "day", "weekday", "hour", "date"}) {
      const std::string plural = std::string(name) + "s";
      if (word == name || word == plural) return name;
    }
    if (word == "daily") return "day";
    if (word == "weekly") return "week";
    if (word == "monthly") return "month";
    if (word == "quarterly") return "quarter";
    if (word == "yearly" || word == "annual" || word == "annually") return "year";
    return nullptr;
  }

  const Grounding& grounding_;
  const std::vector<Token>& tokens_;
  std::vector<std::vector<Edge>> edges_;
};

}  // namespace

std::vector<std::vector<Chunk>> find_chunks(const Grounding& grounding, std::size_t limit) {
  return Cutter(grounding).cut(limit);
}

}  // namespace sayquel::draft::parser

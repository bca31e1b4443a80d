#include "grounding/affinity.h"

#include <algorithm>
#include <set>

#include "grounding/lexicon/lexicon.h"

namespace sayquel::grounding {
namespace {

using WordSet = std::set<std::string, std::less<>>;

const WordSet& verbs() {
  static const WordSet words{"like", "love", "enjoy", "prefer", "adore", "favor", "favour", "fancy", "appreciate"};
  return words;
}
const WordSet& nouns() {
  static const WordSet words{"fan", "lover", "enthusiast", "aficionado", "buff"};
  return words;
}

bool is_form_of(const std::string& lower, const WordSet& words, lexicon::PartOfSpeech part) {
  if (words.contains(lower)) return true;
  const std::vector<std::string> lemmas = lexicon::lemmas(lower, part);
  return std::any_of(lemmas.begin(), lemmas.end(), [&](const std::string& lemma) { return words.contains(lemma); });
}

// A column of yes and no that says what somebody likes: the stems of the thing liked.
struct Flag {
  catalog::ColumnId column;
  std::vector<NameWord> liked;
  std::string joined;  // an unbroken name may have been cut too far: broad, way
};

std::vector<Flag> affinity_flags(const SchemaWords& words) {
  std::vector<Flag> flags;
  for (const catalog::ColumnId id : words.affinity_columns()) {
    Flag flag{id, {}, {}};
    for (const NameWord& word : words.column(id).words)
      if (!affinity_word(word.word)) flag.liked.push_back(word), flag.joined += word.word;
    if (!flag.liked.empty()) flags.push_back(std::move(flag));
  }
  return flags;
}

class Settler {
 public:
  Settler(const std::vector<Token>& tokens, std::vector<Flag> flags, std::vector<Mention>& mentions)
      : tokens_(tokens), flags_(std::move(flags)), mentions_(mentions) {}

  void run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i)
      if (const std::size_t end = cue(i); end > i) {
        forward(i, end);
        i = end - 1;
      } else if (is_form_of(tokens_[i].lower, nouns(), lexicon::PartOfSpeech::Noun)) {
        backward(i);
      }
    drop_unliked();
    mentions_.insert(mentions_.end(), found_.begin(), found_.end());
  }

 private:
  const std::string& lower(std::size_t i) const {
    static const std::string none;
    return i < tokens_.size() ? tokens_[i].lower : none;
  }

  // The end of the words of liking that begin at i; i: there are none.
  std::size_t cue(std::size_t i) const {
    static const WordSet wishes{"would", "d", "i", "we", "should"};
    if (tokens_[i].kind != TokenKind::Word) return i;
    if (is_form_of(lower(i), verbs(), lexicon::PartOfSpeech::Verb))
      return lower(i + 1) == "to" || (i > 0 && wishes.contains(lower(i - 1))) ? i : i + 1;
    static const WordSet being{"is", "are", "was", "were", "be", "really", "people", "users", "customers", "members"};
    if (lower(i) == "into") return i > 0 && being.contains(lower(i - 1)) ? i + 1 : i;
    static const std::set<std::pair<std::string, std::string>> pairs{
        {"fond", "of"},          {"keen", "on"},     {"interested", "in"}, {"crazy", "about"},
        {"passionate", "about"}, {"interest", "in"}, {"taste", "for"},     {"fan", "of"},
        {"fans", "of"},          {"lover", "of"},    {"lovers", "of"}};
    return pairs.contains({lower(i), lower(i + 1)}) ? i + 2 : i;
  }

  // What is liked follows: "both opera and musicals", "jazz but not rock music".
  void forward(std::size_t begin, std::size_t end) {
    static const WordSet joints{"and", "or",   "but",   "not", "nor", "neither",   "both",  "either", "also",
                                "do",  "does", "did",   "the", "a",   ",",         "&",     "as",     "well",
                                "at",  "all",  "music", "to",  "of",  "listening", "going", "shows",  "events"};
    for (std::size_t i = end; i < tokens_.size(); ++i) {
      if (const std::size_t stop = cue(i); stop > i) {
        begin = i;
        i = stop - 1;
        continue;
      }
      if (joints.contains(lower(i))) continue;
      if (const Flag* flag = meet(i)) {
        // The words of liking themselves are read with the first thing liked.
        const bool beside = i == begin + 1 || cue(begin) == i;
        // "rock music", "Broadway shows" are no more than rock and Broadway here.
        static const WordSet kinds{"music", "show", "shows", "event", "events"};
        const std::size_t stop = kinds.contains(lower(i + 1)) && !named(i + 1) ? i + 2 : i + 1;
        add(*flag, beside ? begin : i, stop);
        i = stop - 1;
      } else {
        return;
      }
    }
  }

  // "jazz fans", "opera lovers"
  void backward(std::size_t noun) {
    if (noun == 0) return;
    if (const Flag* flag = meet(noun - 1)) add(*flag, noun - 1, noun + 1);
  }

  // A flag has exactly this word in its name.
  bool named(std::size_t i) const {
    return std::any_of(flags_.begin(), flags_.end(), [&](const Flag& flag) {
      return std::any_of(flag.liked.begin(), flag.liked.end(),
                         [&](const NameWord& word) { return word.word == lower(i) || word.word + "s" == lower(i); });
    });
  }

  const Flag* meet(std::size_t i) const {
    const Token& token = tokens_[i];
    if (token.kind != TokenKind::Word) return nullptr;
    for (const Flag& flag : flags_) {
      if (flag.joined == token.lower) return &flag;
      for (const NameWord& word : flag.liked)
        if (word.stem == token.stem) return &flag;
    }
    if (function_word(token.lower)) return nullptr;
    for (const Flag& flag : flags_)
      for (const NameWord& word : flag.liked)
        if (lexicon::relatedness(token.lower, word.word) > 0.85) return &flag;
    return nullptr;
  }

  void add(const Flag& flag, std::size_t begin, std::size_t end) {
    Mention mention;
    mention.begin = begin;
    mention.end = end;
    mention.kind = MentionKind::Column;
    mention.column = flag.column;
    mention.score = 0.94;
    mention.via = Via::Form;
    std::erase_if(mentions_, [&](const Mention& other) { return other.begin >= begin && other.end <= end; });
    found_.push_back(std::move(mention));
  }

  // Flags that no word of liking asks for.
  void drop_unliked() {
    const auto affinity = [&](const Mention& mention) {
      return mention.kind == MentionKind::Column &&
             std::any_of(flags_.begin(), flags_.end(), [&](const Flag& flag) { return flag.column == mention.column; });
    };
    const auto liked = [&](const Mention& mention) {
      for (std::size_t i = mention.begin; i < mention.end; ++i)
        if (affinity_word(lower(i))) return true;
      return false;
    };
    const std::vector<Mention> all = mentions_;
    std::erase_if(mentions_, [&](const Mention& mention) {
      return affinity(mention) && !liked(mention) && std::any_of(all.begin(), all.end(), [&](const Mention& other) {
               return !affinity(other) && other.begin <= mention.begin && other.end >= mention.end;
             });
    });
    for (Mention& mention : mentions_)
      if (affinity(mention) && !liked(mention)) mention.score *= 0.7;
  }

  const std::vector<Token>& tokens_;
  std::vector<Flag> flags_;
  std::vector<Mention>& mentions_;
  std::vector<Mention> found_;
};

}  // namespace

bool affinity_word(const std::string& lower) {
  return is_form_of(lower, verbs(), lexicon::PartOfSpeech::Verb) ||
         is_form_of(lower, nouns(), lexicon::PartOfSpeech::Noun);
}

void settle_affinity(const std::vector<Token>& tokens, const SchemaWords& words, std::vector<Mention>& mentions) {
  std::vector<Flag> flags = affinity_flags(words);
  if (!flags.empty()) Settler(tokens, std::move(flags), mentions).run();
}

}  // namespace sayquel::grounding

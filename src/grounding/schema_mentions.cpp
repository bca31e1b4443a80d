#include <algorithm>
#include <map>
#include <set>

#include "grounding/lexicon/lexicon.h"
#include "grounding/mentions.h"

namespace sayquel::grounding {
namespace {

struct Hit {
  std::size_t token = 0;
  std::string stem;  // the name's word that is met
  double strength = 0;
  Via via = Via::Exact;
};

struct Target {
  catalog::ColumnId id;
  int role = -1;
  friend auto operator<=>(const Target&, const Target&) = default;
};

class Finder {
 public:
  Finder(const std::vector<Token>& tokens, const SchemaWords& words, const catalog::Catalog& catalog)
      : tokens_(tokens), words_(words), catalog_(catalog) {}

  std::vector<Mention> find() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      collect(i);
      compound(i);
      initials(i);
    }
    for (auto& [target, hits] : hits_)
      std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.token < b.token; });
    for (const auto& [target, hits] : hits_) spans(target, hits);
    return std::move(mentions_);
  }

 private:
  void collect(std::size_t i) {
    const Token& token = tokens_[i];
    const bool readable = token.kind == TokenKind::Word || (token.kind == TokenKind::Number && token.spelled);
    if (!readable || token.lower.empty()) return;
    static const std::set<std::string, std::less<>> joints{"of",  "per", "in",  "to",  "by", "on", "at",
                                                           "for", "a",   "the", "and", "is", "no"};
    const std::string stemmed = token.stem.empty() ? stem(token.lower) : token.stem;
    std::set<std::string> met;
    meet(i, stemmed, 1, Via::Exact, met);
    if (joints.contains(token.lower)) return;
    for (const std::string& lemma : lexicon::lemmas(token.lower)) meet(i, stem(lemma), 0.93, Via::Form, met);
    // "max speed" names the column max_speed, whose words are maximum and speed.
    if (const std::string opened = opened_abbreviation(token.lower);
        !opened.empty() && opened.find(' ') == std::string::npos)
      meet(i, stem(opened), 0.97, Via::Form, met);
    if (met.empty()) partners(i, met);
    if (met.empty()) people(i);
    if (stemmed == "name") full_names(i);
    if (function_word(token.lower)) return;
    // "unsold" speaks of what is sold; that it was not done is the drafter's to read.
    if (const std::string done = undone(token.lower); met.empty() && !done.empty()) {
      for (const std::string& lemma : lexicon::lemmas(done)) meet(i, stem(lemma), 0.9, Via::Form, met);
      family(i, done, met);
    }
    if (!met.empty()) {
      family(i, token.lower, met);
      return;
    }
    int kept = 0;
    for (const lexicon::Relation& relation : lexicon::relations(token.lower)) {
      if (relation.weight < 0.2 || ++kept > 24) break;
      meet(i, stem(std::string(relation.word)), strength_of(relation), Via::Synonym, met);
    }
  }

  // "family name" where the schema says last name, which is also what a lone "surname" means.
  void compound(std::size_t i) {
    if (tokens_[i].kind != TokenKind::Word || function_word(tokens_[i].lower) || schema_has(tokens_[i])) return;
    whole_names(i, i + 1, lexicon::lemmas(tokens_[i].lower).front());
    if (i + 1 < tokens_.size() && tokens_[i + 1].kind == TokenKind::Word && !function_word(tokens_[i + 1].lower))
      whole_names(i, i + 2, tokens_[i].lower + " " + lexicon::lemmas(tokens_[i + 1].lower).front());
  }
  bool schema_has(const Token& token) const { return !words_.find(token.stem).empty(); }

  // Columns called by two words that mean the same as these tokens.
  void whole_names(std::size_t begin, std::size_t end, const std::string& said) {
    if (!lexicon::contains(said)) return;
    for (const lexicon::Relation& relation : lexicon::relations(said)) {
      if (relation.weight < 0.4) break;
      if (relation.kind != lexicon::RelationKind::Synonym && relation.kind != lexicon::RelationKind::Attribute)
        continue;
      const std::string related(relation.word);
      const std::size_t space = related.find(' ');
      if (space == std::string::npos || related.find(' ', space + 1) != std::string::npos) continue;
      const std::string first = stem(related.substr(0, space)), second = stem(related.substr(space + 1));
      for (const Posting& posting : words_.find(first)) {
        if (posting.id.column < 0 || posting.role >= 0 || posting.stem != first) continue;
        const std::vector<NameWord>& own = words_.column(posting.id).words;
        if (own.size() == 2 && find_word(own, first) && find_word(own, second))
          add({posting.id, -1}, begin, end, 0.92 * strength_of(relation) + 0.05, 1, Via::Synonym);
      }
    }
  }

  // "gross domestic product" where the schema says GDP.
  void initials(std::size_t i) {
    std::string letters;
    for (std::size_t t = i; t < tokens_.size() && t < i + 4; ++t) {
      if (tokens_[t].kind != TokenKind::Word || function_word(tokens_[t].lower)) return;
      letters += tokens_[t].lower[0];
      if (letters.size() < 3) continue;
      for (const Posting& posting : words_.find(letters)) {
        if (posting.stem != letters || posting.id.column < 0) continue;
        double all = 0;
        for (const NameWord& word : words_.column(posting.id).words) all += word.weight;
        if (all < 1.5) add({posting.id, -1}, i, t + 1, 0.9, 1, Via::Form);
      }
    }
  }

  static double strength_of(const lexicon::Relation& relation) {
    if (relation.kind == lexicon::RelationKind::Learned) return std::min(0.9, relation.weight);
    const double base = relation.kind == lexicon::RelationKind::Derived ? 0.85 : 0.75;
    return std::min(0.85, base * (0.35 + 0.65 * relation.weight));
  }

  // "sold" also speaks of sales and of sellers, though a column has "sold" in its name.
  void family(std::size_t i, const std::string& word, std::set<std::string>& met) {
    const std::vector<std::string> verbs = lexicon::lemmas(word, lexicon::PartOfSpeech::Verb);
    if (verbs.empty() || (verbs.front() == word && !word.ends_with("ed") && !word.ends_with("ing")) ||
        lexicon::parts_of_speech(verbs.front()).verb < 0.4)
      return;
    for (const lexicon::Relation& relation : lexicon::relations(word)) {
      if (relation.kind != lexicon::RelationKind::Derived || relation.weight < 0.35) continue;
      const std::string stemmed = stem(std::string(relation.word));
      if (!met.insert(stemmed).second) continue;
      for (const Posting& posting : words_.find(stemmed))
        if (posting.id.column < 0 && posting.role < 0 && posting.stem == stemmed)
          hits_[{posting.id, -1}].push_back({i, posting.stem, 0.85, Via::Synonym});
    }
  }

  // Who plays the same part in a deal, whatever they are called (general usage).
  void partners(std::size_t i, std::set<std::string>& met) {
    static const std::vector<std::set<std::string, std::less<>>> groups{
        {"buyer", "customer", "client", "purchaser", "spender", "shopper", "consumer", "patron", "payer"},
        {"seller", "vendor", "merchant", "earner"},
        {"employee", "staff", "worker"}};
    for (const std::string& lemma : lexicon::lemmas(tokens_[i].lower))
      for (const auto& group : groups)
        if (group.contains(lemma))
          for (const std::string& other : group) meet(i, stem(other), 0.8, Via::Synonym, met);
  }

  // "name" alone is first and last name together, where a table keeps them apart.
  void full_names(std::size_t i) {
    for (std::size_t t = 0; t < catalog_.tables.size(); ++t)
      if (const std::vector<int>& names = words_.name_columns(static_cast<int>(t)); names.size() > 1)
        add({{static_cast<int>(t), names.front()}, -1}, i, i + 1, 0.9, 1, Via::Knowledge);
      else if (!names.empty() && i > 0 && tokens_[i - 1].lower == "full")
        add({{static_cast<int>(t), names.front()}, -1}, i - 1, i + 1, 0.88, 1, Via::Form);
    if (i > 0 && tokens_[i - 1].lower == "full")
      for (std::size_t t = 0; t < catalog_.tables.size(); ++t)
        if (const std::vector<int>& names = words_.name_columns(static_cast<int>(t)); names.size() > 1)
          add({{static_cast<int>(t), names.front()}, -1}, i - 1, i + 1, 0.92, 1, Via::Knowledge);
  }

  // "people" and "persons" are whoever the schema keeps tables of.
  void people(std::size_t i) {
    static const std::set<std::string, std::less<>> nouns{"people",      "person",   "persons", "individual",
                                                          "individuals", "somebody", "anyone",  "folks"};
    if (!nouns.contains(tokens_[i].lower)) return;
    for (std::size_t t = 0; t < catalog_.tables.size(); ++t)
      if (words_.people(static_cast<int>(t))) add({{static_cast<int>(t), -1}, -1}, i, i + 1, 0.85, 1, Via::Knowledge);
  }

  void meet(std::size_t token, const std::string& stemmed, double strength, Via via, std::set<std::string>& met) {
    const std::vector<Posting>& postings = words_.find(stemmed);
    if (postings.empty() || !met.insert(stemmed).second) return;
    for (const Posting& posting : postings)
      hits_[{posting.id, posting.role}].push_back({token, posting.stem, strength * posting.strength, via});
  }

  const std::vector<NameWord>& core(const Target& target) const {
    if (target.role >= 0) return words_.roles()[static_cast<std::size_t>(target.role)].words;
    return target.id.column < 0 ? words_.table(target.id.table) : words_.column(target.id).words;
  }
  static const NameWord* find_word(const std::vector<NameWord>& list, const std::string& stemmed) {
    for (const NameWord& word : list)
      if (word.stem == stemmed) return &word;
    return nullptr;
  }

  // Runs of hits that stand together, each emitted as one mention. Words of the table's name count beside a column's
  // only right next to it; "date of birth" may be bridged by of, the, per.
  void spans(const Target& target, const std::vector<Hit>& hits) {
    const std::vector<NameWord>& own = core(target);
    static const std::vector<NameWord> none;
    const std::vector<NameWord>& context =
        target.role < 0 && target.id.column >= 0 ? words_.column(target.id).context : none;
    std::size_t i = 0;
    while (i < hits.size()) {
      std::vector<const Hit*> run{&hits[i]};
      std::set<std::string> used{hits[i].stem};
      std::size_t j = i + 1;
      for (; j < hits.size(); ++j) {
        const Hit& last = *run.back();
        if (hits[j].token == last.token) {  // one word met two words of the name: keep the better
          if (hits[j].strength > last.strength && !used.contains(hits[j].stem))
            run.back() = &hits[j], used.insert(hits[j].stem);
          continue;
        }
        if (used.contains(hits[j].stem) || !joined(last, hits[j], own)) break;
        run.push_back(&hits[j]);
        used.insert(hits[j].stem);
      }
      emit(target, run, own, context);
      i = j;
    }
    elliptic(target, hits, own);
  }

  bool joined(const Hit& last, const Hit& next, const std::vector<NameWord>& own) const {
    if (next.token == last.token + 1) return true;
    if (!find_word(own, last.stem) || !find_word(own, next.stem) || next.token > last.token + 3) return false;
    for (std::size_t t = last.token + 1; t < next.token; ++t) {
      const std::string& gap = tokens_[t].lower;
      if (gap != "of" && gap != "the" && gap != "per" && gap != "-" && gap != "in" && gap != "a") return false;
    }
    return true;
  }

  void emit(const Target& target, const std::vector<const Hit*>& run, const std::vector<NameWord>& own,
            const std::vector<NameWord>& context) {
    double all = 0, met = 0, strength = 0, beside = 0;
    Via via = Via::Exact;
    for (const NameWord& word : own) all += word.weight;
    std::size_t begin = run.front()->token, end = run.back()->token + 1;
    for (const Hit* hit : run) {
      if (const NameWord* word = find_word(own, hit->stem)) {
        met += word->weight;
        strength += word->weight * hit->strength;
      } else if (find_word(context, hit->stem)) {
        beside += 0.04;
      }
      via = std::max(via, hit->via);
    }
    if (met <= 0 || all <= 0) return;
    if (met < 0.2) return;  // "of" alone
    strength /= met;
    const double coverage = met / all;
    if (target.role >= 0 && coverage < 0.99) return;
    double score = coverage >= 0.99 ? 0.9 : 0.25 + 0.55 * coverage;
    if (coverage < 0.99) via = std::max(via, Via::Part);
    if (coverage < 0.3) return;
    // "number" and "code" alone name a column only weakly, unless its table stands beside them.
    const bool light = std::all_of(own.begin(), own.end(),
                                   [](const NameWord& word) { return word.weight < 0.9 && word.word != "name"; });
    if (light && beside <= 0 && target.id.column >= 0) score = std::min(score, 0.72);
    // A login is no name, unless it is asked for.
    if (target.id.column >= 0 && beside <= 0) {
      const std::string& name = catalog_.column(target.id).name;
      if (name.find("user") != std::string::npos || name.find("User") != std::string::npos ||
          name.find("login") != std::string::npos || name.find("nick") != std::string::npos)
        score = std::min(score, 0.7);
    }
    // "operas" may be a flag's (likes opera), but rather a value's.
    if (target.role < 0 && target.id.column >= 0 && coverage < 0.99) {
      const catalog::Column& column = catalog_.column(target.id);
      if (column.type.kind == TypeKind::Boolean || column.profile.content == catalog::Content::Flag) score *= 0.8;
    }
    score = std::min(1.0, score * strength + beside + 0.02 * static_cast<double>(run.size() - 1));
    add(target, begin, end, score, coverage, via);
  }

  // "first and last name": the shared word stands once, at the end.
  void elliptic(const Target& target, const std::vector<Hit>& hits, const std::vector<NameWord>& own) {
    if (own.size() != 2 || target.id.column < 0) return;
    for (const Hit& first : hits) {
      if (first.stem != own[0].stem) continue;
      for (std::size_t gap = 3; gap <= 6; ++gap) {
        const std::size_t at = first.token + gap;
        if (at >= tokens_.size() || !coordinated(first.token + 1, at)) continue;
        for (const Hit& second : hits)
          if (second.token == at && second.stem == own[1].stem)
            add(target, first.token, first.token + 1, 0.88 * first.strength, 1, first.via);
      }
    }
  }
  // ", middle and last" between the first word and the shared one.
  bool coordinated(std::size_t begin, std::size_t end) const {
    bool joint = false, word = false;
    for (std::size_t t = begin; t < end; ++t) {
      const std::string& lower = tokens_[t].lower;
      if (lower == "and" || lower == "or" || lower == "," || lower == "&" || lower == "/")
        joint = true, word = false;
      else if (word || !joint)
        return false;
      else
        word = true;
    }
    return joint && word;
  }

  void add(const Target& target, std::size_t begin, std::size_t end, double score, double coverage, Via via) {
    Mention mention;
    mention.begin = begin;
    mention.end = end;
    mention.kind = target.role >= 0       ? MentionKind::Role
                   : target.id.column < 0 ? MentionKind::Table
                                          : MentionKind::Column;
    mention.column = target.id;
    mention.role = target.role;
    mention.score = score;
    mention.coverage = coverage;
    mention.via = via;
    mentions_.push_back(std::move(mention));
  }

  const std::vector<Token>& tokens_;
  const SchemaWords& words_;
  const catalog::Catalog& catalog_;
  std::map<Target, std::vector<Hit>> hits_;
  std::vector<Mention> mentions_;
};

}  // namespace

std::vector<Mention> find_schema_mentions(const std::vector<Token>& tokens, const SchemaWords& words,
                                          const catalog::Catalog& catalog) {
  return Finder(tokens, words, catalog).find();
}

}  // namespace sayquel::grounding

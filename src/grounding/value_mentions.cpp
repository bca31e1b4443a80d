#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "grounding/knowledge/knowledge.h"
#include "grounding/lexicon/lexicon.h"
#include "grounding/mentions.h"

namespace sayquel::grounding {
namespace {

using catalog::MatchKind;

constexpr double kWeakest = 0.1;  // what scores less is no mention
using catalog::ValueMatch;

class Finder {
 public:
  Finder(const std::vector<Token>& tokens, std::string_view question, const SchemaWords& words,
         const catalog::Catalog& catalog, const catalog::ValueIndex& values)
      : tokens_(tokens), question_(question), words_(words), catalog_(catalog), values_(values) {}

  std::vector<Mention> find() {
    for (std::size_t i = 0; i < tokens_.size(); ++i)
      for (std::size_t length = std::min<std::size_t>(7, tokens_.size() - i); length >= 1; --length)
        whole(i, i + length);
    for (std::size_t i = 0; i < tokens_.size(); ++i) i = part_of_name(i);
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].kind == TokenKind::Quoted)
        quoted(i);
      else if (tokens_[i].kind == TokenKind::Word)
        known_and_coded(i);
    }
    names();
    return std::move(mentions_);
  }

 private:
  std::string phrase(std::size_t begin, std::size_t end) const {
    if (end == begin + 1 && tokens_[begin].kind == TokenKind::Quoted) return tokens_[begin].text;
    const std::size_t from = tokens_[begin].begin, to = tokens_[end - 1].end;
    return std::string(question_.substr(from, to - from));
  }
  bool content(std::size_t i) const {
    const Token& token = tokens_[i];
    return token.kind == TokenKind::Quoted || token.kind == TokenKind::Number ||
           (token.kind == TokenKind::Word && !function_word(token.lower));
  }
  bool capitalised(std::size_t i) const {
    return tokens_[i].capitalised && (i > 0 || !function_word(tokens_[i].lower));
  }

  void add(std::size_t begin, std::size_t end, const ValueMatch& match, double score, Via via) {
    Mention mention;
    mention.begin = begin;
    mention.end = end;
    mention.kind = MentionKind::Value;
    mention.column = match.column;
    mention.value = match.value;
    // A first or last name alone is half a name; a title that says the same is a whole one.
    const std::vector<int>& names = words_.name_columns(match.column.table);
    if (names.size() == 2 && std::find(names.begin(), names.end(), match.column.column) != names.end()) score -= 0.1;
    mention.score = std::clamp(score, 0.0, 1.0);
    mention.coverage = match.coverage;
    mention.via = via;
    mentions_.push_back(std::move(mention));
    for (std::size_t i = begin; i < end; ++i) covered_.insert(i);
  }

  // Spans that a value equals. A lone lower-case word is weak, weaker where the schema or English has use for it.
  void whole(std::size_t begin, std::size_t end) {
    if (!content(begin) && !(end - begin >= 2 && capitalised(begin))) return;
    if (!content(end - 1) && !(end - begin >= 2 && capitalised(end - 1))) return;
    for (std::size_t i = begin; i < end; ++i) {
      if (tokens_[i].kind == TokenKind::Quoted && end - begin > 1) return;
      const bool mark = tokens_[i].kind == TokenKind::Punctuation;
      if (mark && (i == begin || i + 1 == end || tokens_[i].lower == "?" || tokens_[i].lower == ";")) return;
    }
    const bool lone = end - begin == 1;
    const Token& token = tokens_[begin];
    std::string text = phrase(begin, end);
    if (lone && token.kind == TokenKind::Number && (token.spelled || token.ordinal || token.money || token.percent))
      return;
    // A possessive is no part of the name ("Boston's venues").
    if (tokens_[end - 1].possessive && text.size() > 2 && text.ends_with("s"))
      text.resize(text.size() - (text[text.size() - 2] == '\'' ? 2 : text.ends_with("\xE2\x80\x99s") ? 4 : 0));
    for (const ValueMatch& match : values_.find(text, 24)) {
      double score = match.kind == MatchKind::Exact ? 0.95 : 0.9;
      if (token.kind == TokenKind::Quoted)
        score = match.kind == MatchKind::Exact ? 1 : 0.95;
      else if (lone && token.kind == TokenKind::Word && !capitalised(begin)) {
        score -= 0.12;
        if (token.lower.size() <= 2) score -= 0.35;
        if (!words_.find(token.stem).empty()) score -= 0.25;
        if (function_word(token.lower)) score -= 0.4;
        if (!category(match.column))
          score -= plain_word(token.lower);
        else if (one_row_each(match.column) && lexicon::parts_of_speech(token.lower).verb > 0.9)
          score -= 0.7;
      } else if (lone && token.kind == TokenKind::Number) {
        score -= 0.3;
      } else if (lone && begin == 0) {
        score -= 0.2;
      }
      score += std::min(0.05, 0.02 * static_cast<double>(end - begin - 1));
      if (score < kWeakest) continue;
      add(begin, end, match, score, match.kind == MatchKind::Exact ? Via::Exact : Via::Form);
    }
    if (lone && token.kind == TokenKind::Word && !function_word(token.lower) && token.lower.size() > 3)
      number_forms(begin);
  }

  // What a word of everyday English loses as the name of one row of many: a verb more than a noun.
  static double plain_word(const std::string& lower) {
    double verb = lexicon::parts_of_speech(lower).verb;
    const bool known = lexicon::parts_of_speech(lower).known();
    for (const std::string& lemma : lexicon::lemmas(lower, lexicon::PartOfSpeech::Verb))
      if (lemma != lower && !known) verb = std::max(verb, lexicon::parts_of_speech(lemma).verb);
    return verb > 0.6 ? 0.7 : known ? 0.15 : 0;
  }

  // "concert" names the value Concerts, "musicals" Musical.
  void number_forms(std::size_t i) {
    const std::string& lower = tokens_[i].lower;
    std::set<std::string> forms;
    for (const std::string& lemma : lexicon::lemmas(lower, lexicon::PartOfSpeech::Noun))
      if (lemma != lower) forms.insert(lemma);
    if (!lower.ends_with("s"))
      forms.insert(lower.ends_with("y") ? lower.substr(0, lower.size() - 1) + "ies" : lower + "s");
    for (const std::string& form : forms)
      for (const ValueMatch& match : values_.find(form, 8)) {
        const bool schema_word = !words_.find(tokens_[i].stem).empty();
        add(i, i + 1, match, (schema_word ? 0.45 : 0.72) - (category(match.column) ? 0 : 0.2), Via::Form);
      }
  }

  // Few values, each on many rows: what a word in lower case may well name.
  bool category(catalog::ColumnId id) const {
    const catalog::ColumnProfile& profile = catalog_.column(id).profile;
    return profile.measured && profile.distinct <= 200;
  }

  // A run of capitalised words, small words in between, that no value equals: part of a longer one, which is then meant
  // rather than a shorter one inside the run ("Phantom of the Opera": 'The Phantom of the Opera', not 'Opera'). Gives
  // the run's last token, or i.
  std::size_t part_of_name(std::size_t i) {
    if (!name_word(i)) return i;
    std::size_t end = i + 1;
    for (std::size_t t = end; t < tokens_.size() && t < i + 7; ++t) {
      static const std::set<std::string, std::less<>> inner{"of",  "the", "and", "in", "on",
                                                            "for", "to",  "a",   "de", "&"};
      if (name_word(t))
        end = t + 1;
      else if (!inner.contains(tokens_[t].lower))
        break;
    }
    for (std::size_t stop = end; stop > i + 1; --stop) {
      if (!name_word(stop - 1)) continue;
      if (equalled(i, stop)) return stop - 1;
      bool met = false;
      for (const ValueMatch& match : values_.find_containing(phrase(i, stop), 6))
        if (match.coverage >= 0.5) met = true, add(i, stop, match, 0.5 + 0.4 * match.coverage, Via::Contains);
      if (met) return stop - 1;
    }
    return i;
  }
  bool name_word(std::size_t i) const {
    return tokens_[i].kind == TokenKind::Word && tokens_[i].capitalised && content(i);
  }
  bool equalled(std::size_t begin, std::size_t end) const {
    return std::any_of(mentions_.begin(), mentions_.end(),
                       [&](const Mention& mention) { return mention.begin == begin && mention.end == end; });
  }

  bool one_row_each(catalog::ColumnId id) const { return catalog_.column(id).profile.unique; }

  void quoted(std::size_t i) {
    if (covered_.contains(i)) return;
    const std::string& text = tokens_[i].text;
    for (const ValueMatch& match : values_.find_containing(text, 8))
      add(i, i + 1, match, 0.5 + 0.3 * match.coverage, Via::Contains);
    if (covered_.contains(i)) return;
    for (const ValueMatch& match : values_.find_similar(text, 8))
      add(i, i + 1, match, 0.8 - 0.08 * match.edits, Via::Typo);
  }

  // Names of places, nationalities and coded words, as the database may write them.
  void known_and_coded(std::size_t i) {
    for (std::size_t length = std::min<std::size_t>(3, tokens_.size() - i); length >= 1; --length) {
      if (tokens_[i + length - 1].kind == TokenKind::Punctuation) continue;
      const std::string folded = base::fold(phrase(i, i + length));
      if (length == 1 && (function_word(folded) || folded.size() < 3)) {
        if (!(folded.size() == 2 && tokens_[i].text.size() == 2 && tokens_[i].text[1] >= 'A' &&
              tokens_[i].text[1] <= 'Z'))
          continue;
      }
      std::vector<std::pair<std::string, double>> forms;
      if (const auto region = knowledge::region(folded)) {
        if (region->by != knowledge::MatchedBy::Code)
          forms.emplace_back(region->entry->code, 0.86);
        else
          forms.emplace_back(region->entry->name, 0.8);
      }
      if (const auto country = knowledge::country(folded); country && country->by != knowledge::MatchedBy::Code) {
        forms.emplace_back(country->entry->name, 0.84);
        forms.emplace_back(country->entry->alpha2, 0.72);
        forms.emplace_back(country->entry->alpha3, 0.76);
        for (const std::string& demonym : base::split(country->entry->demonyms, ';'))
          if (!demonym.empty()) forms.emplace_back(demonym, 0.82);
        for (const std::string& alias : base::split(country->entry->aliases, ';'))
          if (!alias.empty()) forms.emplace_back(alias, 0.82);
      }
      double coded = 0.74;
      for (std::string_view form : knowledge::coded_forms(folded)) forms.emplace_back(form, coded), coded -= 0.02;
      // Where the database spells the name out, a code for it in another column is the lesser reading.
      const bool spelled_out = std::any_of(mentions_.begin(), mentions_.end(), [&](const Mention& mention) {
        return mention.begin == i && mention.end == i + length && mention.via == Via::Exact && mention.score > 0.9;
      });
      for (const auto& [form, score] : forms)
        for (const ValueMatch& match : values_.find(form, 12)) {
          if (base::fold(form) == folded) continue;
          // A code means the thing only in a column of codes: few values, and as short as this one.
          if (form.size() <= 3 && !codes(match.column, form.size())) continue;
          if (form.size() > 3 && !category(match.column) && score < 0.78) continue;
          add(i, i + length, match, spelled_out ? score - 0.25 : score, Via::Knowledge);
        }
    }
  }
  bool codes(catalog::ColumnId id, std::size_t length) const {
    const catalog::ColumnProfile& profile = catalog_.column(id).profile;
    if (!profile.measured || profile.distinct > 400) return false;
    return std::all_of(profile.samples.begin(), profile.samples.end(), [&](const Value& sample) {
      const auto* text = std::get_if<std::string>(&sample);
      return text && base::trim(*text).size() <= length + 1;
    });
  }

  // Capitalised words that nothing has met: part of a longer value, or misspelt.
  void names() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!open(i)) continue;
      std::size_t end = i + 1;
      while (end < tokens_.size() && open(end) && end - i < 5) ++end;
      for (std::size_t stop = end; stop > i; --stop) {
        const std::string text = phrase(i, stop);
        bool met = false;
        for (const ValueMatch& match : values_.find_containing(text, 6))
          met = true, add(i, stop, match, (capitalised(i) ? 0.42 : 0.25) + 0.35 * match.coverage, Via::Contains);
        if (!met && base::fold(text).size() >= 4)
          for (const ValueMatch& match : values_.find_similar(text, 6))
            met = true, add(i, stop, match, (capitalised(i) ? 0.72 : 0.55) - 0.08 * match.edits, Via::Typo);
        if (met) {
          i = stop - 1;
          break;
        }
      }
    }
  }
  // Nothing has met it, and it looks like a name: a capital, or no word of English.
  bool open(std::size_t i) const {
    const Token& token = tokens_[i];
    if (token.kind != TokenKind::Word || covered_.contains(i) || function_word(token.lower) || token.lower.size() < 3)
      return false;
    if (!words_.find(token.stem).empty()) return false;
    if (knowledge::month(token.lower)) return false;
    return (token.capitalised && i > 0) || !lexicon::parts_of_speech(lexicon::lemmas(token.lower).front()).known();
  }

  const std::vector<Token>& tokens_;
  std::string_view question_;
  const SchemaWords& words_;
  const catalog::Catalog& catalog_;
  const catalog::ValueIndex& values_;
  std::vector<Mention> mentions_;
  std::set<std::size_t> covered_;
};

}  // namespace

std::vector<Mention> find_value_mentions(const std::vector<Token>& tokens, std::string_view question,
                                         const SchemaWords& words, const catalog::Catalog& catalog,
                                         const catalog::ValueIndex& values) {
  return Finder(tokens, question, words, catalog, values).find();
}

}  // namespace sayquel::grounding

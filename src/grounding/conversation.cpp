#include "grounding/conversation.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/text.h"

namespace sayquel::grounding {
namespace {

using Words = std::set<std::string, std::less<>>;

// Tokens [begin, end) of a question.
struct Span {
  std::size_t begin = 0, end = 0;
  bool empty() const { return begin >= end; }
};

class FollowUp {
 public:
  FollowUp(const std::string& before_text, const Grounding& before, const std::string& now_text, const Grounding& now)
      : before_text_(before_text), before_(before), now_text_(now_text), now_(now) {}

  Result<std::string> complete() {
    strip();
    if (!leans()) return now_text_;
    if (before_.tokens.empty()) return declined();
    for (auto attempt :
         {&FollowUp::list_them, &FollowUp::of_them, &FollowUp::attribute_of_it, &FollowUp::grouping,
          &FollowUp::comparison, &FollowUp::number, &FollowUp::superlative, &FollowUp::period, &FollowUp::negated,
          &FollowUp::value, &FollowUp::aggregate, &FollowUp::part, &FollowUp::measure})
      if (std::optional<std::string> text = (this->*attempt)()) return *text;
    return declined();
  }

 private:
  static Result<std::string> declined() {
    return fail(ErrorCode::Declined, "This seems to lean on the question before it, in a way that was not understood.",
                "Ask it again in a full sentence.");
  }
  const std::string& word(const Grounding& in, std::size_t i) const {
    static const std::string none;
    return i < in.tokens.size() ? in.tokens[i].lower : none;
  }
  const std::string& word(std::size_t i) const { return word(now_, i); }
  bool is(std::size_t i, const Words& words) const { return words.contains(word(i)); }
  bool mark(std::size_t i) const { return i < now_.tokens.size() && now_.tokens[i].kind == TokenKind::Punctuation; }

  // Openings that say nothing themselves: "and", "what about", "ok now", "the same for".
  void strip() {
    static const Words empty{"and",    "but",  "ok", "okay", "now", "then", "so",  "also",
                             "please", "well", "or", ",",    "hm",  "just", "only"};
    std::size_t i = 0;
    const std::size_t count = now_.tokens.size();
    for (bool again = true; again && i < count;) {
      again = false;
      if (is(i, empty))
        only_ = only_ || word(i) == "only" || word(i) == "just", ++i, again = lead_ = true;
      else if ((word(i) == "what" || word(i) == "how") && word(i + 1) == "about")
        i += 2, again = lead_ = true;
      else if (word(i) == "same" && (word(i + 1) == "for" || word(i + 1) == "in" || word(i + 1) == "with"))
        i += 2, again = lead_ = true;
      else if (word(i) == "the" && word(i + 1) == "same")
        ++i, again = true;
    }
    rest_ = {i, count};
    while (!rest_.empty() && (mark(rest_.end - 1) || word(rest_.end - 1) == "instead" || word(rest_.end - 1) == "too" ||
                              word(rest_.end - 1) == "then" || word(rest_.end - 1) == "please")) {
      lead_ = lead_ || word(rest_.end - 1) == "instead" || word(rest_.end - 1) == "too";
      --rest_.end;
    }
  }

  // Does it need the question before? It opens as a continuation, speaks of "them", or is no sentence.
  bool leans() const {
    static const Words anaphors{"them", "those", "these", "they", "their", "theirs", "it",
                                "its",  "that",  "ones",  "his",  "her",   "him"};
    static const Words asking{"who",  "what", "which",   "how",    "list",  "show",    "find",  "count",
                              "give", "is",   "are",     "do",     "does",  "did",     "when",  "where",
                              "tell", "name", "display", "number", "total", "average", "return"};
    bool asks = false, refers = false;
    for (std::size_t i = rest_.begin; i < rest_.end; ++i) {
      asks = asks || is(i, asking);
      const bool relative = word(i) == "that" && i > rest_.begin;  // "venues that hosted"
      const bool pointing =
          (word(i) == "those" || word(i) == "these") && (word(i + 1) == "who" || word(i + 1) == "that");
      if (is(i, anaphors) && !relative && !pointing) {
        // "customers and their orders" refers within the sentence.
        const bool within =
            (word(i) == "their" || word(i) == "its" || word(i) == "they" || word(i) == "it" || word(i) == "them") &&
            entity_before(i);
        refers = refers || !within;
      }
      refers = refers || (word(i) == "one" && i > rest_.begin && (word(i - 1) == "which" || word(i - 1) == "that"));
    }
    if (refers) return true;
    if (asks) return lead_ && !names_entity() && now_.tokens.size() < 9;
    return lead_ || rest_.end - rest_.begin <= 6;
  }
  bool entity_before(std::size_t i) const {
    return std::any_of(now_.mentions.begin(), now_.mentions.end(), [&](const Mention& m) {
      return (m.kind == MentionKind::Table || m.kind == MentionKind::Role) && m.begin < i && m.score > 0.6;
    });
  }
  bool names_entity() const { return entity_before(now_.tokens.size()); }

  // ---- text ----
  std::string text_of(const std::string& text, const Grounding& in, Span span) const {
    if (span.empty()) return "";
    return text.substr(in.tokens[span.begin].begin, in.tokens[span.end - 1].end - in.tokens[span.begin].begin);
  }
  std::string rest(std::size_t from) const { return text_of(now_text_, now_, {from, rest_.end}); }
  std::string rest() const { return rest(rest_.begin); }
  // The last question without its closing mark, with a span of it replaced.
  std::string with(Span span, const std::string& by) const {
    const std::size_t from = span.begin < before_.tokens.size() ? before_.tokens[span.begin].begin : stem_of().size();
    const std::size_t to = span.empty() ? from : before_.tokens[span.end - 1].end;
    std::string text = before_text_.substr(0, from) + by + before_text_.substr(to);
    return std::string(base::trim(text));
  }
  std::string stem_of() const {
    std::string text = before_text_;
    while (!text.empty() && (text.back() == '?' || text.back() == '.' || text.back() == '!' || text.back() == ' '))
      text.pop_back();
    return text;
  }
  std::string appended(const std::string& more) const { return stem_of() + " " + more; }

  std::optional<Span> find_before(const Words& words) const {
    for (std::size_t i = 0; i < before_.tokens.size(); ++i)
      if (words.contains(before_.tokens[i].lower)) return Span{i, i + 1};
    return std::nullopt;
  }
  // The strongest mention of a kind in the rest of what was said.
  template <typename Accept>
  const Mention* strongest(const Grounding& in, Span span, Accept accept) const {
    const Mention* best = nullptr;
    for (const Mention& m : in.mentions)
      if (m.begin >= span.begin && m.end <= span.end && accept(m) &&
          (!best || m.score + 0.05 * static_cast<double>(m.end - m.begin) >
                        best->score + 0.05 * static_cast<double>(best->end - best->begin)))
        best = &m;
    return best;
  }
  Span all_before() const { return {0, before_.tokens.size()}; }

  // ---- what it may be ----
  std::optional<std::string> list_them() {
    static const Words listing{"list", "show", "display", "name"};
    const bool them =
        (is(rest_.begin, listing) && is(rest_.begin + 1, {"them", "those", "these"}) && rest_.begin + 2 == rest_.end) ||
        (is(rest_.begin, {"who", "which", "what"}) && is(rest_.begin + 1, {"are"}) &&
         is(rest_.begin + 2, {"they", "those", "these"}) && rest_.begin + 3 == rest_.end);
    if (!them) return std::nullopt;
    if (word(before_, 0) == "how" && word(before_, 1) == "many") return with({0, 2}, "List the");
    if (word(before_, 0) == "count" || (word(before_, 0) == "number" && word(before_, 1) == "of"))
      return with({0, word(before_, 0) == "count" ? 1u : 2u}, "List");
    return std::nullopt;
  }

  // "how many of them ...", "which of those ...": one more condition.
  std::optional<std::string> of_them() {
    std::size_t i = rest_.begin;
    const bool many = word(i) == "how" && word(i + 1) == "many";
    const bool which = is(i, {"which", "who"});
    if (!many && !which) return std::nullopt;
    i += many ? 2 : 1;
    if (!(word(i) == "of" && is(i + 1, {"them", "those", "these"}))) return std::nullopt;
    i += 2;
    const bool be = is(i, {"are", "were", "is", "was"});
    if (be) ++i;
    if (i >= rest_.end) return std::nullopt;
    const bool verb = !be && !is(i, {"in", "from", "at", "on", "with", "without", "of", "for"});
    const std::string more = (verb ? "and " : "") + rest(i);
    if (many) {
      if (word(before_, 0) == "how" && word(before_, 1) == "many") return appended(more);
      return std::nullopt;
    }
    if (word(before_, 0) == "how" && word(before_, 1) == "many") {
      const std::string listed = with({0, 2}, "Which");
      std::string text = listed;
      while (!text.empty() && (text.back() == '?' || text.back() == ' ')) text.pop_back();
      return text + " " + (be ? "of " : "") + more;
    }
    return appended((be ? "of " : "") + more);
  }

  // "what is their email?" after "who is the biggest buyer?"
  std::optional<std::string> attribute_of_it() {
    std::size_t i = rest_.begin;
    if (!is(i, {"what", "show", "give", "list"})) {
      if (!is(i, {"their", "his", "her", "its"})) return std::nullopt;
    } else {
      ++i;
      while (is(i, {"is", "are", "was", "were", "me", "about"})) ++i;
    }
    if (!is(i, {"their", "his", "her", "its"})) return std::nullopt;
    const std::string attribute = rest(i + 1);
    if (attribute.empty()) return std::nullopt;
    if (word(before_, 0) == "who" && is_be(before_, 1))
      return "What is the " + attribute + " of " + text_of(stem_of(), before_, whole_before(2));
    if (word(before_, 0) == "which" || word(before_, 0) == "what") {
      if (is_be(before_, 1))
        return "What is the " + attribute + " of " + text_of(before_text_, before_, whole_before(2));
      return "What is the " + attribute + " of the " + text_of(before_text_, before_, {1, 2}) + " that " +
             text_of(before_text_, before_, whole_before(2));
    }
    return std::nullopt;
  }
  bool is_be(const Grounding& in, std::size_t i) const {
    return Words{"is", "are", "was", "were"}.contains(word(in, i));
  }
  Span whole_before(std::size_t from) const {
    std::size_t end = before_.tokens.size();
    while (end > from && before_.tokens[end - 1].kind == TokenKind::Punctuation) --end;
    return {from, end};
  }

  // "by quarter instead", "break that down by category"
  std::optional<std::string> grouping() {
    std::size_t by = rest_.begin;
    while (by < rest_.end && !is(by, {"by", "per"}) && !(word(by) == "for" && is(by + 1, {"each", "every"}))) ++by;
    if (by >= rest_.end) return std::nullopt;
    static const Words opening{"break",   "split",  "group", "sort",   "order",   "rank",    "show",
                               "list",    "it",     "that",  "this",   "them",    "down",    "sorted",
                               "grouped", "broken", "the",   "result", "results", "ordered", "ranked"};
    for (std::size_t i = rest_.begin; i < by; ++i)
      if (!is(i, opening)) return std::nullopt;
    const bool sorts = is(rest_.begin, {"sort", "sorted", "order", "ordered"});
    const std::string more = (sorts ? "sorted " : "") + rest(by);
    if (!sorts)
      for (std::size_t i = before_.tokens.size(); i-- > 1;)
        if (before_.tokens[i].lower == "by" || before_.tokens[i].lower == "per") {
          // What stands behind the old one, up to the next preposition, gives way.
          std::size_t end = i + 1;
          static const Words next{"in", "on", "for", "from", "at", "during", "?", ".", "since", "between", "with"};
          while (end < before_.tokens.size() && !next.contains(before_.tokens[end].lower)) ++end;
          return with({i, end}, more);
        }
    return appended(more);
  }

  static bool compares(const std::string& word) {
    return Words{"more",   "less",  "fewer", "over", "under",   "above", "below",  "greater",
                 "higher", "lower", "least", "most", "exactly", "older", "younger"}
        .contains(word);
  }
  std::optional<Span> comparison_in(const Grounding& in, Span span) const {
    for (std::size_t i = span.begin; i < span.end; ++i) {
      if (in.tokens[i].kind != TokenKind::Number || in.tokens[i].ordinal) continue;
      for (std::size_t back = 1; back <= 3 && i >= span.begin + back; ++back)
        if (compares(in.tokens[i - back].lower)) {
          std::size_t begin = i - back;
          if (begin > span.begin && in.tokens[begin - 1].lower == "at") --begin;
          return Span{begin, i + 1};
        }
    }
    return std::nullopt;
  }
  std::optional<std::string> comparison() {
    const std::optional<Span> mine = comparison_in(now_, rest_);
    if (!mine || mine->begin != rest_.begin) return std::nullopt;
    const std::optional<Span> theirs = comparison_in(before_, all_before());
    if (!theirs) return std::nullopt;
    return with(*theirs, text_of(now_text_, now_, *mine));
  }

  // "show ten instead", "top 3", "make it 20"
  std::optional<std::string> number() {
    std::optional<std::size_t> count;
    static const Words around{"show", "list", "give",  "me",  "make", "it", "that",
                              "the",  "top",  "first", "let", "us",   "see"};
    for (std::size_t i = rest_.begin; i < rest_.end; ++i) {
      if (now_.tokens[i].kind == TokenKind::Number && !(now_.tokens[i].ordinal && now_.tokens[i].number == 1)) {
        if (count) return std::nullopt;
        count = i;
      } else if (!is(i, around) && !now_.tokens[i].ordinal) {
        return std::nullopt;
      }
    }
    if (!count || now_.tokens[*count].text.size() == 4) return std::nullopt;
    for (std::size_t i = 0; i < before_.tokens.size(); ++i) {
      const bool dated = std::any_of(before_.periods.begin(), before_.periods.end(),
                                     [&](const PeriodMention& p) { return p.begin <= i && i < p.end; });
      if (before_.tokens[i].kind == TokenKind::Number && !before_.tokens[i].ordinal && !dated)
        return with({i, i + 1}, now_.tokens[*count].text);
    }
    return std::nullopt;
  }

  // "which one has the second most?", "and the most users?"
  std::optional<std::string> superlative() {
    static const Words most{"most", "least", "fewest", "highest", "lowest", "largest", "smallest"};
    std::optional<std::size_t> mine;
    for (std::size_t i = rest_.begin; i < rest_.end; ++i)
      if (is(i, most)) mine = i;
    const std::optional<Span> theirs = find_before(most);
    if (!mine || !theirs) return std::nullopt;
    std::size_t begin = *mine;
    if (begin > rest_.begin && now_.tokens[begin - 1].ordinal) --begin;
    if (*mine + 1 == rest_.end) return with(*theirs, text_of(now_text_, now_, {begin, rest_.end}));
    // Another noun: it takes the old one's place.
    std::size_t end = theirs->end;
    while (end < before_.tokens.size() && before_.tokens[end].kind == TokenKind::Word &&
           !function_word(before_.tokens[end].lower))
      ++end;
    return with({theirs->begin, end}, text_of(now_text_, now_, {begin, rest_.end}));
  }

  std::optional<std::string> period() {
    const PeriodMention* mine = nullptr;
    for (const PeriodMention& p : now_.periods)
      if (p.begin >= rest_.begin && p.end <= rest_.end) mine = &p;
    if (!mine || mine->begin > rest_.begin + 1 || mine->end != rest_.end) return std::nullopt;
    std::string text = rest();
    if (!mine->preposition)
      text = (mine->period.weekdays.empty() && mine->period.grain != Grain::Day ? "in " : "on ") + text;
    if (before_.periods.empty()) return appended(text);
    const PeriodMention& theirs = before_.periods.front();
    // The year goes on where only the month or quarter changes.
    if (!mine->period.from && (mine->period.month || mine->period.quarter) && theirs.period.from) {
      int year, month, day;
      split_date(*theirs.period.from, year, month, day);
      text += " " + std::to_string(year);
    }
    return with({theirs.begin, theirs.end}, text);
  }

  // "and not on holidays?": the words it denies stand in the question before.
  std::optional<std::string> negated() {
    if (word(rest_.begin) != "not" || rest_.begin + 1 >= rest_.end) return std::nullopt;
    const std::size_t length = rest_.end - rest_.begin - 1;
    for (std::size_t i = 0; i + length <= before_.tokens.size(); ++i) {
      bool same = true;
      for (std::size_t k = 0; k < length && same; ++k) same = before_.tokens[i + k].lower == word(rest_.begin + 1 + k);
      if (same) return with({i, i + length}, rest());
    }
    return std::nullopt;
  }

  // "and musicals too?" after who likes opera: liked as well, or instead.
  std::optional<std::string> also_liked(const std::string& text) const {
    const std::vector<catalog::ColumnId>& flags = before_.words->affinity_columns();
    const Mention* theirs = strongest(before_, all_before(), [&](const Mention& m) {
      return m.kind == MentionKind::Column && m.score > 0.9 &&
             std::find(flags.begin(), flags.end(), m.column) != flags.end();
    });
    if (!theirs) return std::nullopt;
    for (std::size_t i = 0; i < now_.tokens.size(); ++i)
      if (is(i, {"too", "also"})) return appended("and " + text);
    return with({theirs->end - 1, theirs->end}, text);
  }

  std::optional<std::string> value() {
    const Mention* mine =
        strongest(now_, rest_, [](const Mention& m) { return m.kind == MentionKind::Value && m.score > 0.4; });
    if (!mine) return std::nullopt;
    // All the rest must be the value and what may stand around it.
    for (std::size_t i = rest_.begin; i < rest_.end; ++i)
      if ((i < mine->begin || i >= mine->end) && !function_word(word(i)) && !mark(i)) return std::nullopt;
    std::set<catalog::ColumnId> columns;
    for (const Mention& m : now_.mentions)
      if (m.kind == MentionKind::Value && m.begin == mine->begin && m.end == mine->end) columns.insert(m.column);
    const Mention* theirs = strongest(before_, all_before(), [&](const Mention& m) {
      return m.kind == MentionKind::Value && m.score > 0.4 && columns.contains(m.column);
    });
    const std::string text = text_of(now_text_, now_, {mine->begin, mine->end});
    if (std::optional<std::string> liked = also_liked(text)) return liked;
    if (theirs && !only_) return with({theirs->begin, theirs->end}, text);
    const bool preposition = is(rest_.begin, {"in", "from", "at", "on", "for", "of", "with", "by"});
    return appended((preposition ? "" : "for ") + rest());
  }

  std::optional<std::string> aggregate() {
    static const Words words{"average", "mean", "maximum", "minimum", "total", "sum", "highest", "lowest"};
    std::optional<std::size_t> mine;
    for (std::size_t i = rest_.begin; i < rest_.end; ++i) {
      if (is(i, words))
        mine = i;
      else if (word(i) != "the" && !mark(i))
        return std::nullopt;
    }
    const std::optional<Span> theirs = find_before(words);
    if (!mine || !theirs) return std::nullopt;
    return with(*theirs, word(*mine));
  }

  // "and the buyers?" after the sellers.
  std::optional<std::string> part() {
    const Mention* mine = strongest(now_, rest_, [](const Mention& m) {
      return (m.kind == MentionKind::Role || m.kind == MentionKind::Table) && m.score > 0.6;
    });
    if (!mine) return std::nullopt;
    for (std::size_t i = rest_.begin; i < rest_.end; ++i)
      if ((i < mine->begin || i >= mine->end) && word(i) != "the" && !mark(i)) return std::nullopt;
    const Mention* theirs = strongest(before_, all_before(), [&](const Mention& m) {
      return (m.kind == MentionKind::Role || m.kind == MentionKind::Table) && m.score > 0.6 &&
             m.column.table == mine->column.table;
    });
    if (!theirs) return std::nullopt;
    return with({theirs->begin, theirs->end}, text_of(now_text_, now_, {mine->begin, mine->end}));
  }

  // "what about the commission?" after the revenue.
  std::optional<std::string> measure() {
    static const Words money{"revenue", "income", "earnings", "turnover", "money", "sales"};
    const Mention* mine =
        strongest(now_, rest_, [](const Mention& m) { return m.kind == MentionKind::Column && m.score > 0.6; });
    if (!mine) return std::nullopt;
    for (std::size_t i = rest_.begin; i < rest_.end; ++i)
      if ((i < mine->begin || i >= mine->end) && !function_word(word(i)) && !mark(i)) return std::nullopt;
    const std::string text = text_of(now_text_, now_, {mine->begin, mine->end});
    const bool number = before_.catalog->column(mine->column).type.numeric();
    const Mention* theirs = strongest(before_, all_before(), [&](const Mention& m) {
      return m.kind == MentionKind::Column && m.score > 0.6 &&
             before_.catalog->column(m.column).type.numeric() == number;
    });
    if (theirs) return with({theirs->begin, theirs->end}, text);
    if (const std::optional<Span> amount = find_before(money); amount && number) return with(*amount, "total " + text);
    return std::nullopt;
  }

  const std::string& before_text_;
  const Grounding& before_;
  const std::string& now_text_;
  const Grounding& now_;
  Span rest_;
  bool lead_ = false, only_ = false;
};

}  // namespace

Result<std::string> complete_follow_up(const std::string& before_text, const Grounding& before,
                                       const std::string& now_text, const Grounding& now) {
  return FollowUp(before_text, before, now_text, now).complete();
}

}  // namespace sayquel::grounding

// Superlatives, orders, durations: which rows come first, and how many are wanted.
#include <algorithm>

#include "draft/parser/cues.h"
#include "draft/parser/reader_state.h"
#include "grounding/lexicon/lexicon.h"

namespace sayquel::draft::parser {
namespace {

bool generic(const std::string& word) {
  static const std::set<std::string> words{"many", "high", "low", "large", "big",     "small",  "great",
                                           "good", "bad",  "top", "first", "maximum", "minimum"};
  return words.contains(word);
}

}  // namespace

void Reader::set_limit(const Chunk& cue) {
  const std::int64_t count = cue.count ? cue.count : number_limit_ ? number_limit_ : 1;
  plan_.limit = cue.rank ? 1 : count;
  plan_.offset = cue.rank ? cue.rank - 1 : 0;
}

std::optional<Term> Reader::adjective_term(const std::string& adjective, const std::vector<int>& tables, bool& down) {
  const std::vector<Sense::Measured> found = sense_.measured_by(adjective, tables);
  if (found.empty()) return std::nullopt;
  std::size_t chosen = 0;
  if (found.size() > 1 && found[1].score > found[0].score - 0.2) {
    result_.chose_adjective = true;
    if (choices_.adjective_next) chosen = 1, assume(0.3 + found[0].score - found[1].score);
  }
  const Sense::Measured& measured = found[chosen];
  if (measured.score < 0.7)
    assume(0.8 - measured.score, "'" + adjective + "' is read by " + sense_.catalog().table(measured.column).name +
                                     "." + sense_.catalog().column(measured.column).name + ".");
  if (measured.down) down = !down;
  return column_term({measured.column, -1});
}

Term Reader::rows_of_main_child(int table) {
  const int acting = verb_table(0, chunks_.size());
  const int child = acting >= 0 && acting != table ? acting : sense_.busiest_child(table);
  assume(
      acting >= 0 ? 0.05 : 0.2,
      child >= 0 ? "'Most' counts rows of " + sense_.catalog().tables[static_cast<std::size_t>(child)].name + "." : "");
  return rows_term({child >= 0 ? child : table, -1});
}

// "What is the highest salary" asks for the figure; "the department with the highest budget", "the oldest student" for
// a row.
bool Reader::asks_for_extreme(std::size_t i, std::size_t attribute) const {
  const Chunk& cue = chunk(i);
  if (region_ != Region::Select || cue.count || cue.rank || number_limit_ || kind(attribute) != ChunkKind::Attribute ||
      !(generic(cue.word) || temporal(cue.word) || cue.word == "long" || cue.word == "short"))
    return false;
  const ColumnId column = mention(attribute)->column;
  if (!sense_.numeric(column) && !sense_.temporal(column) && !sense_.year_number(column)) return false;
  const std::size_t before = previous(i);
  if (!has(before)) return true;
  return kind(before) == ChunkKind::Ask || kind(before) == ChunkKind::And || kind(before) == ChunkKind::Comma ||
         kind(before) == ChunkKind::Aggregate || kind(before) == ChunkKind::Superlative ||
         kind(before) == ChunkKind::Pronoun;
}

std::optional<Order> Reader::superlative_order(std::size_t& i, const Chunk& cue) {
  Order order;
  order.descending = !cue.down;
  std::size_t j = next(i + 1, {ChunkKind::Distinct});
  if (kind(j) == ChunkKind::Preposition && chunk(j).word == "of") j = next(j + 1);
  const int main = main_table();
  const auto summed = [&](ColumnUse column) {
    const bool many = main >= 0 && main != column.column.table && sense_.has_many(main, column.column.table);
    const bool adds = sense_.money(column.column) > 0.5 || sense_.quantity(column.column) > 0;
    return column_term(column, many && adds && (cue.word == "many" || sense_.quantity(column.column) > 0)
                                   ? Aggregate::Sum
                                   : Aggregate::None);
  };
  if (kind(j) == ChunkKind::CountOf) {
    i = j;
    if (std::optional<Term> term = count_term(i)) {
      order.term = *term;
      return order;
    }
    return std::nullopt;
  }
  if (kind(j) == ChunkKind::Aggregate && chunk(j).word != "maximum" && chunk(j).word != "minimum") {
    i = j;
    if (std::optional<Term> term = aggregate_term(i)) {
      order.term = *term;
      return order;
    }
    return std::nullopt;
  }
  if (cue.word == "many") {
    if (kind(j) == ChunkKind::Measure && money_table() >= 0) {
      use(j);
      i = j + 1;
      order.term = measured(money_table(), Aggregate::Sum);
      return order;
    }
    if (kind(j) == ChunkKind::Entity && !verb(j) && (part_of(j).table != main || !outputs_.empty())) {
      use(j);
      i = j + 1;
      entities_.push_back({part_of(j), j, false, false, true, false});
      order.term = rows_term(part_of(j));
      // "sold the most tickets": where the verb's table counts pieces, pieces are meant.
      return order;
    }
    const int acting = verb_table(0, chunks_.size());
    if (kind(j) == ChunkKind::Attribute) {
      use(j);
      i = j + 1;
      ColumnUse column = column_of(j);
      if (acting >= 0 && column.column.table != acting && mention(j)->coverage < 0.99)
        if (const auto quantity = sense_.measure(acting, MeasureKind::Quantity, {})) column.column = *quantity;
      if (sense_.numeric(column.column))
        order.term = summed(column);
      else
        order.term = column_term(column, Aggregate::Count, true);
      return order;
    }
    i = j;
    if (acting >= 0) {
      const bool noun = kind(j) == ChunkKind::Other && chunk(j).weight > 0;
      std::optional<ColumnId> money = sense_.measure(acting, MeasureKind::Money, hint_stems());
      if (const auto amount = verb_amount()) money = amount->column;
      const auto quantity = sense_.measure(acting, MeasureKind::Quantity, hint_stems());
      double about_money = 0;
      if (noun)
        for (const char* word : {"money", "revenue", "income", "profit", "earnings"})
          about_money = std::max(about_money, lexicon::relatedness(chunk(j).word, word));
      if (noun) use(j), i = j + 1;
      const bool pieces = noun && about_money < 0.3;
      if (pieces && quantity)
        order.term = column_term({*quantity, -1}, Aggregate::Sum);
      else if (money && !pieces)
        order.term = column_term({*money, -1}, Aggregate::Sum);
      else
        order.term = rows_term({acting, -1});
      if (money || quantity)
        assume(0.15,
               "The amount is taken from " + sense_.catalog().tables[static_cast<std::size_t>(acting)].name +
                   (order.term.column.column.column >= 0 ? "." + sense_.catalog().column(order.term.column.column).name
                                                         : "") +
                   ".");
      return order;
    }
    if (main < 0) return std::nullopt;
    order.term = rows_of_main_child(main);
    return order;
  }
  if (counts(cue.word)) {
    if (kind(j) == ChunkKind::Attribute) {
      // "the most common nationality": the column's own rows are counted.
      order.term = rows_term(column_of(j).part());
      return order;
    }
    const int table = kind(j) == ChunkKind::Entity && !verb(j) ? part_of(j).table : main;
    if (table < 0) return std::nullopt;
    // What is frequent comes up often under its own name, where names repeat.
    static const std::set<std::string> repeated{"common", "frequent", "frequently", "commonly", "often", "prevalent"};
    const std::vector<int>& names = sense_.words().name_columns(table);
    if (repeated.contains(cue.word) && names.size() == 1 &&
        !sense_.catalog().column({table, names[0]}).profile.unique &&
        sense_.catalog().column({table, names[0]}).profile.measured) {
      order.term = rows_term({table, -1});
      return order;
    }
    if (outputs_.empty() || outputs_.front().term.column.column.table != table || kind(j) == ChunkKind::Entity)
      order.term = rows_of_main_child(table);
    else
      order.term = rows_term({verb_table(0, chunks_.size()) >= 0 ? verb_table(0, chunks_.size()) : table, -1});
    return order;
  }
  bool down = cue.down;
  if (kind(j) == ChunkKind::Measure && money_table() >= 0) {
    use(j);
    i = j + 1;
    order.term = measured(money_table(), Aggregate::Sum);
    return order;
  }
  if (kind(j) == ChunkKind::Attribute) {
    const ColumnUse column = quantity_by_verb(column_of(j), j + 1, j + 4);
    const bool comparable =
        sense_.numeric(column.column) || sense_.temporal(column.column) || sense_.year_number(column.column);
    if (comparable) {
      use(j);
      i = j + 1;
      last_term_.reset();
      order.term = summed(column);
      return order;
    }
  }
  std::vector<int> tables = near_tables();
  if ((kind(j) == ChunkKind::Entity || kind(j) == ChunkKind::Attribute) && mention(j))
    tables.insert(tables.begin(), mention(j)->column.table);
  if (std::optional<Term> term = adjective_term(cue.word == "top" ? "good" : cue.word, tables, down)) {
    order.term = *term;
    order.descending = !down;
    order_guessed_ = generic(cue.word);
    return order;
  }
  return std::nullopt;
}

void Reader::read_superlative() {
  const std::size_t at = i_;
  Chunk cue = chunk(at);
  if (cue.kind == ChunkKind::Aggregate) cue.down = cue.word == "minimum", cue.word = cue.down ? "low" : "high";
  ++i_;
  const std::size_t j = next(at + 1, {ChunkKind::Distinct});
  if (cue.word == "top" || cue.word == "first") {
    // The measure stands elsewhere: "top 5 sellers by revenue".
    use(at);
    set_limit(cue);
    limit_wanted_ = true;
    if (cue.word == "first" || cue.count == 0) {
      bool down = !cue.down;
      if (cue.word == "first" && kind(j) == ChunkKind::Entity)
        if (std::optional<Term> term = adjective_term("recent", {part_of(j).table}, down))
          plan_.order.push_back({*term, cue.down}), limit_wanted_ = false;
    }
    if (kind(j) == ChunkKind::Number)
      use(j), plan_.limit = static_cast<std::int64_t>(grounding_.tokens[chunk(j).begin].number), i_ = j + 1;
    return;
  }
  // "the highest and lowest price": both of one column.
  const std::size_t joint = next(at + 1), second = next(joint + 1), shared = next(second + 1);
  if (kind(joint) == ChunkKind::And &&
      (kind(second) == ChunkKind::Superlative || kind(second) == ChunkKind::Aggregate) &&
      kind(shared) == ChunkKind::Attribute && asks_for_extreme(at, shared)) {
    use(at), use(joint), use(second), use(shared);
    const bool down = kind(second) == ChunkKind::Superlative ? chunk(second).down : chunk(second).word == "minimum";
    output(column_term(column_of(shared), cue.down ? Aggregate::Minimum : Aggregate::Maximum), at);
    output(column_term(column_of(shared), down ? Aggregate::Minimum : Aggregate::Maximum), second);
    last_term_ = column_term(column_of(shared));
    last_term_at_ = shared;
    i_ = shared + 1;
    return;
  }
  const bool extreme = asks_for_extreme(at, j);
  if (extreme) {
    result_.chose_superlative = true;
    if (!choices_.superlative_other_way) {
      use(at), use(j);
      i_ = j + 1;
      last_term_ = column_term(column_of(j));
      last_term_at_ = j;
      output(column_term(column_of(j), cue.down ? Aggregate::Minimum : Aggregate::Maximum), at);
      return;
    }
    assume(0.6);
  }
  if (plan_.limit && !plan_.order.empty() && cue.count == 0 && number_limit_ == 0) {
    // A second superlative in one question is beyond this reader; it stays unread and costs.
    return;
  }
  std::size_t i = at;
  const std::size_t before = i_;
  std::optional<Order> order = superlative_order(i, cue);
  i_ = std::max(i_, i == at ? before : i);
  if (!order && (cue.word == "good" || cue.word == "bad" || cue.word == "high" || cue.word == "low" ||
                 cue.word == "large" || cue.word == "big")) {
    // "the best month by revenue": the measure comes later.
    use(at);
    set_limit(cue);
    limit_wanted_ = true;
    return;
  }
  if (!order) return;
  use(at);
  plan_.order.insert(plan_.order.begin(), *order);
  set_limit(cue);
  limit_wanted_ = false;
  if (region_ == Region::Select && kind(j) == ChunkKind::Attribute && i_ <= j)
    i_ = j;  // still to be read as what is asked for
}

void Reader::read_duration() {
  const std::size_t at = i_;
  ++i_;
  if (std::any_of(plan_.order.begin(), plan_.order.end(),
                  [](const Order& order) { return order.term.kind == TermKind::Duration; })) {
    use(at);  // said twice: "slowest selling, by time from listing to sale"
    region_ = Region::Where;
    return;
  }
  std::set<int> tables;
  const int acting = verb_table(0, chunks_.size());
  if (acting >= 0) tables.insert(acting);
  auto span = sense_.duration(tables);
  if (span.first.column.table < 0) {
    for (int table : near_tables()) tables.insert(table);
    span = sense_.duration(tables);
  }
  if (span.first.column.table < 0) return;
  use(at);
  Term term;
  term.kind = TermKind::Duration;
  term.column = span.second;
  term.second = span.first;
  term.unit = "day";
  const int main = main_table();
  const bool per_row = main == span.second.column.table;
  term.aggregate = per_row ? Aggregate::None : Aggregate::Average;
  const auto say = [&](ColumnId id) {
    return sense_.catalog().table(id).name + "." + sense_.catalog().column(id).name;
  };
  assume(0.15, std::string("How long it took is ") + (per_row ? "" : "the average ") + "time from " +
                   say(span.first.column) + " to " + say(span.second.column) + ".");
  // "to sell": the verb is part of it.
  std::size_t j = next(i_, {ChunkKind::Preposition});
  if (kind(j) == ChunkKind::Superlative || (kind(j) == ChunkKind::Aggregate && chunk(j).word == "average"))
    use(j), j = next(j + 1, {ChunkKind::Preposition});
  if (kind(j) == ChunkKind::Unit) use(j), j = next(j + 1, {ChunkKind::Preposition});
  if (kind(j) == ChunkKind::Entity && verb(j)) {
    use(j);
    i_ = j + 1;
  }
  if (chunk(at).word == "longest" || (chunk(at).word == "took" && limit_wanted_)) {
    plan_.order.insert(plan_.order.begin(), {term, !chunk(at).down});
    if (!plan_.limit) set_limit(chunk(at));
    limit_wanted_ = false;
    region_ = Region::Where;
    return;
  }
  output(term, at);
}

void Reader::read_by() {
  const std::size_t at = i_;
  use(at);
  ++i_;
  const std::size_t j = next(i_, {ChunkKind::Distinct});
  bool aggregated = false;
  for (const Output& it : outputs_) aggregated = aggregated || it.term.aggregated();
  const bool orders = (limit_wanted_ && plan_.order.empty()) || order_guessed_;
  if (order_guessed_ && (kind(j) == ChunkKind::Attribute || kind(j) == ChunkKind::CountOf ||
                         kind(j) == ChunkKind::Aggregate || kind(j) == ChunkKind::Measure))
    plan_.order.clear(), limit_wanted_ = true, order_guessed_ = false;
  if (orders && (kind(j) == ChunkKind::Attribute || kind(j) == ChunkKind::CountOf || kind(j) == ChunkKind::Aggregate ||
                 kind(j) == ChunkKind::Entity || kind(j) == ChunkKind::Measure)) {
    i_ = at;
    read_order();
    return;
  }
  // "events by month": with nothing else asked for, what is counted by which.
  const bool bare = outputs_.empty() && !entities_.empty() && !entities_.front().verb && region_ == Region::Select &&
                    kind(0) != ChunkKind::Ask &&
                    !(kind(j) == ChunkKind::Attribute && sense_.numeric(mention(j)->column));
  if ((aggregated || bare) &&
      (kind(j) == ChunkKind::Attribute || kind(j) == ChunkKind::Unit || (kind(j) == ChunkKind::Entity && !verb(j)))) {
    const std::size_t before = previous(at);
    const bool acted = has(before) && (kind(before) == ChunkKind::Entity) && verb(before) &&
                       kind(j) == ChunkKind::Entity && part_of(j).key >= 0;
    if (!acted) {
      i_ = at;
      read_each();
    }
  }
}

void Reader::read_order() {
  const std::size_t at = i_;
  const Chunk& cue = chunk(at);
  use(at);
  ++i_;
  const bool replaces = cue.word == "based" || cue.word == "terms" || cue.kind == ChunkKind::Preposition;
  bool descending = cue.down || (replaces && (limit_wanted_ || plan_.limit));
  std::size_t j = next(i_, {ChunkKind::Pronoun, ChunkKind::Distinct});
  if (kind(j) == ChunkKind::Direction) {
    use(j);
    descending = chunk(j).down;
    j = next(j + 1, {ChunkKind::Preposition, ChunkKind::Pronoun});
  }
  if (kind(j) == ChunkKind::Preposition) j = next(j + 1, {ChunkKind::Pronoun});
  const int main = main_table();
  bool any = false;
  while (modifier(j)) use(j), ++j;
  for (;;) {
    std::optional<Term> term;
    if (kind(j) == ChunkKind::Attribute) {
      use(j);
      const ColumnUse column = quantity_by_verb(column_of(j), j + 1, j + 4);
      const bool many = main >= 0 && column.column.table != main && sense_.has_many(main, column.column.table) &&
                        sense_.numeric(column.column);
      term = column_term(column, many && (replaces || limit_wanted_) ? Aggregate::Sum : Aggregate::None);
      for (const Output& it : outputs_)
        if (it.term.aggregated() && it.term.column == column) term = it.term;
      ++j;
    } else if (kind(j) == ChunkKind::CountOf) {
      term = count_term(j);
    } else if (kind(j) == ChunkKind::Aggregate) {
      term = aggregate_term(j);
    } else if (kind(j) == ChunkKind::Measure && money_table() >= 0) {
      use(j);
      term = measured(money_table(), Aggregate::Sum);
      ++j;
    } else if (kind(j) == ChunkKind::Entity && kind(next(j + 1)) == ChunkKind::Measure) {
      use(j), use(next(j + 1));
      term = measured(money_table(), Aggregate::Sum);
      j = next(j + 1) + 1;
    } else if (kind(j) == ChunkKind::Entity && replaces) {
      use(j);
      const Part part = part_of(j);
      term = measured(part.table, Aggregate::Sum);
      entities_.push_back({part, j, false, false, true, false});
      ++j;
    } else if (kind(j) == ChunkKind::Unit) {
      Term unit;
      if (read_unit_group(j, unit)) unit.date_part.clear(), term = unit, use(j), ++j;
    }
    if (!term) break;
    Order order{*term, descending};
    if (!any && replaces && !plan_.order.empty())
      plan_.order.front().term = *term;
    else
      plan_.order.push_back(order);
    any = true;
    const std::size_t direction = next(j);
    if (kind(direction) == ChunkKind::Direction) {
      use(direction);
      plan_.order.back().descending = chunk(direction).down;
      j = direction + 1;
    }
    const std::size_t joint = next(j);
    const std::size_t after = next(joint + 1, {ChunkKind::Comma, ChunkKind::And});
    if ((kind(joint) == ChunkKind::And || kind(joint) == ChunkKind::Comma) && kind(after) == ChunkKind::Attribute &&
        !replaces) {
      use(joint);
      j = after;
      continue;
    }
    break;
  }
  i_ = std::max(j, at + 1);
  if (any) limit_wanted_ = limit_wanted_ && plan_.order.empty();
  last_term_.reset();
  if (!any && !outputs_.empty() && cue.word == "order") plan_.order.push_back({outputs_.front().term, descending});
}

void Reader::read_direction() {
  const std::size_t at = i_;
  ++i_;
  use(at);
  if (!plan_.order.empty() && !plan_.limit) {
    plan_.order.back().descending = chunk(at).down;
    return;
  }
  if (chunk(at).word == "chronological") {
    chronological_ = chunk(at).down;
    return;
  }
  if (plan_.order.empty()) {
    Term term;
    if (!outputs_.empty())
      term = outputs_.front().term;
    else if (main_table() >= 0)
      term = sense_.shown({main_table(), -1}).front();
    else
      return;
    if (chunk(at).word == "alphabetical")
      for (const Output& it : outputs_)
        if (!it.term.aggregated() && sense_.text(it.term.column.column)) {
          term = it.term;
          break;
        }
    if (chunk(at).word != "alphabetical")  // "the number of pets for each owner, in descending order"
      for (const Output& it : outputs_)
        if (it.term.aggregated()) term = it.term;
    plan_.order.push_back({term, chunk(at).down});
  }
}

}  // namespace sayquel::draft::parser

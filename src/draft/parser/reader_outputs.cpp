// What is asked for: columns, entities, counts, aggregates, and what they are grouped by.
#include <algorithm>

#include "draft/parser/cues.h"
#include "draft/parser/reader_state.h"
#include "grounding/lexicon/lexicon.h"

namespace sayquel::draft::parser {
namespace {

Aggregate aggregate_of(const std::string& word) {
  if (word.starts_with("average")) return Aggregate::Average;
  if (word == "maximum") return Aggregate::Maximum;
  if (word == "minimum") return Aggregate::Minimum;
  return Aggregate::Sum;
}

}  // namespace

void Reader::output(Term term, std::size_t at) {
  for (const Output& other : outputs_)
    if (other.term == term) return;
  outputs_.push_back({std::move(term), at});
}

// "student age": an entity and a column of its own, side by side, the column a plain noun.
bool Reader::compound(std::size_t i) const {
  if (kind(i) != ChunkKind::Entity || kind(i + 1) != ChunkKind::Attribute ||
      mention(i + 1)->column.table != mention(i)->column.table)
    return false;
  const std::string& first = grounding_.tokens[chunk(i + 1).begin].lower;
  return !sense_.flag(mention(i + 1)->column) && !verb(i + 1) && !first.ends_with("ed") && !first.ends_with("ing");
}

bool Reader::modifier(std::size_t i) const {
  return kind(i) == ChunkKind::Attribute && kind(i + 1) == ChunkKind::Attribute && mention(i)->coverage < 0.99 &&
         chunk(i + 1).begin == chunk(i).end && !verb(i) && (!verb(i + 1) || sense_.numeric(mention(i + 1)->column)) &&
         !sense_.flag(mention(i)->column);
}

void Reader::read_attribute() {
  const std::size_t at = i_;
  ++i_;
  use(at);
  if (modifier(at)) {
    assume(0.03);
    return;
  }
  const std::size_t after = next(at + 1);
  if (verb(at) && (!entities_.empty() || who_ || !outputs_.empty())) {
    // "who spent", "tickets sold": it tells which rows are spoken of, and is read again where an amount is asked for.
    region_ = Region::Where;
    entities_.push_back({{mention(at)->column.table, -1}, at, false, true, true, false});
    return;
  }
  const ColumnUse column = quantity_by_verb(column_of(at), at + 1, at + 4);
  if (same_for_two(at)) return;
  if (sense_.flag(column.column) && flag_condition(at)) return;
  last_term_ = column_term(column);
  last_term_at_ = at;
  const bool distinct = distinct_;
  // What stands beside it and makes it a condition: "city San Diego", "id 5", "age over 30", "name contains".
  const bool valued =
      (kind(after) == ChunkKind::Value && mention(after)->column == column.column) ||
      ((kind(after) == ChunkKind::Literal || (kind(after) == ChunkKind::Number && !chunk(after).count)) &&
       after == at + 1 && !limit_wanted_) ||
      (kind(after) == ChunkKind::Preposition && chunk(after).word == "of" &&
       kind(next(after + 1)) == ChunkKind::Value && mention(next(after + 1))->column == column.column) ||
      kind(after) == ChunkKind::Compare || kind(after) == ChunkKind::Contain || kind(after) == ChunkKind::Average ||
      (kind(after) == ChunkKind::Period && sense_.temporal(column.column) && region_ == Region::Where);
  const std::size_t before = previous(at);
  // "the banking or retailing industry", "female gender": the value's own column, said after it.
  if (has(before) && kind(before) == ChunkKind::Value && before + 1 == at && mention(before)->column == column.column)
    return;
  // "on Macbeth tickets": a word that only half names a column, behind what is asked for.
  if (region_ == Region::Select && mention(at)->coverage < 0.99 && !(outputs_.empty() && entities_.empty()) && at > 0 &&
      (kind(at - 1) == ChunkKind::Value ||
       (kind(at - 1) == ChunkKind::Entity && at > 1 && kind(at - 2) == ChunkKind::Preposition) ||
       (kind(at - 1) == ChunkKind::Preposition && chunk(at - 1).word != "of" && chunk(at - 1).word != "by"))) {
    assume(0.05);
    return;
  }
  // A far-fetched word between two things is no thing asked for ("events took place": a place).
  if (region_ == Region::Select && mention(at)->score < 0.5 && !entities_.empty() && outputs_.empty() && has(before) &&
      kind(before) != ChunkKind::And && kind(before) != ChunkKind::Comma && kind(before) != ChunkKind::Ask &&
      kind(before) != ChunkKind::Distinct && kind(before) != ChunkKind::Superlative && before + 1 != at) {
    assume(0.1);
    return;
  }
  if (region_ == Region::Select) {
    if (valued && !(kind(after) == ChunkKind::Compare && outputs_.empty() && entities_.empty())) return;
    if (mention(at)->via == grounding::Via::Knowledge && sense_.words().name_columns(column.column.table).size() > 1) {
      for (const Term& term : sense_.shown(column.part())) output(term, at);  // first and last name
      return;
    }
    Aggregate aggregate = column == column_of(at) ? Aggregate::None : Aggregate::Sum;
    // "the average price and weight": the figure asked for holds for both.
    if (has(before) && kind(before) == ChunkKind::And && !outputs_.empty() && sense_.numeric(column.column) &&
        before + 2 >= at) {
      const Term& last = outputs_.back().term;
      if (last.kind == TermKind::Column && last.aggregate != Aggregate::None && last.aggregate != Aggregate::Count &&
          last.column.column.table == column.column.table)
        aggregate = last.aggregate;
    }
    output(column_term(column, aggregate), at);
    if (distinct) plan_.distinct = true;
    distinct_ = false;
    return;
  }
  if (valued) return;
  // A condition column with nothing to compare: "that have an address", or one more thing asked for.
  if (and_between_ && i_ >= chunks_.size() && kind(previous(at)) == ChunkKind::And && !outputs_.empty()) {
    output(column_term(column), at);
    assume(0.3);
    return;
  }
  if (mention(at)->coverage >= 0.99 && !inside_related_)
    plan_.parts.insert(column.part());
  else
    assume(0.05);
}

// "where the buyer and the seller live in the same state", "in different cities".
bool Reader::same_for_two(std::size_t at) {
  if (chunk(at).begin == 0) return false;
  const std::string& word = grounding_.tokens[chunk(at).begin - 1].lower;
  if (word != "same" && word != "different") return false;
  const ColumnUse column = column_of(at);
  std::vector<int> keys;
  for (const Entity& entity : entities_)
    if (entity.part.table == column.column.table && entity.part.key >= 0 &&
        std::find(keys.begin(), keys.end(), entity.part.key) == keys.end())
      keys.push_back(entity.part.key);
  const auto& all = sense_.catalog().foreign_keys;
  if (keys.size() < 2 ||
      all[static_cast<std::size_t>(keys[0])].from_table != all[static_cast<std::size_t>(keys[1])].from_table) {
    if (word == "same" || keys.size() >= 2) assume(0.2);
    return false;
  }
  Condition condition;
  condition.left = column_term({column.column, keys[0]});
  condition.other = column_term({column.column, keys[1]});
  condition.op = word == "same" ? Compare::Equal : Compare::NotEqual;
  distinct_ = false;
  for (Entity& entity : entities_)
    if (entity.part.table == column.column.table) entity.where = true;
  add_condition(std::move(condition));
  return true;
}

void Reader::read_entity() {
  const std::size_t at = i_;
  ++i_;
  use(at);
  if (inside_related_) return;
  Entity entity;
  entity.part = part_of(at);
  entity.at = at;
  entity.verb = verb(at) && (!entities_.empty() || who_ || !outputs_.empty() || at > 2);
  entity.where = region_ == Region::Where;
  if (distinct_ && !entity.verb) plan_.distinct = true, distinct_ = false;
  // "registered branch names": before a noun it only describes.
  const std::size_t before = previous(at);
  const bool describes = entity.verb && has(before) &&
                         (kind(before) == ChunkKind::And || kind(before) == ChunkKind::Comma ||
                          kind(before) == ChunkKind::Ask || kind(before) == ChunkKind::Distinct ||
                          kind(before) == ChunkKind::Aggregate || kind(before) == ChunkKind::Superlative) &&
                         (kind(at + 1) == ChunkKind::Attribute || kind(at + 1) == ChunkKind::Entity) &&
                         region_ == Region::Select;
  if (entity.verb && !describes) region_ = Region::Where;
  entities_.push_back(entity);
  if (!entity.verb) last_term_.reset();
}

std::optional<Term> Reader::count_term(std::size_t& i) {
  const Chunk& cue = chunk(i);
  use(i);
  bool distinct = cue.word == "different";
  std::size_t j = next(i + 1);
  while (kind(j) == ChunkKind::Distinct || (kind(j) == ChunkKind::Preposition && chunk(j).word == "of")) {
    distinct = distinct || kind(j) == ChunkKind::Distinct;
    use(j);
    j = next(j + 1);
  }
  while (modifier(j)) use(j), ++j;
  if (cue.word == "times") {
    i = j;
    return rows_term({main_table(), -1});
  }
  // "which event sold the most tickets, and how many?", "users in Texas, how many": what was just spoken of.
  if (!has(j) && main_table() >= 0 && !entities_.empty()) {
    i = j;
    if (plan_.order.empty() || !plan_.limit) return rows_term({main_table(), -1});
    for (Entity& entity : entities_)
      entity.output = entity.output || (entity.part.table == main_table() && outputs_.empty());
    return plan_.order.front().term;
  }
  // "how many Jetblue flights": conditions stand before the noun.
  std::size_t noun = j;
  while (kind(noun) == ChunkKind::Value &&
         (kind(next(noun + 1)) == ChunkKind::Entity || kind(next(noun + 1)) == ChunkKind::Value))
    noun = next(noun + 1);
  if (kind(noun) != ChunkKind::Entity) noun = j;
  for (std::size_t k = j; k < noun; ++k)
    if (kind(k) == ChunkKind::Value) {
      i_ = k;
      read_value();
    }
  i = has(noun) ? noun + 1 : noun;
  const int acting = verb_table(noun + 1, noun + 6);
  const auto quantity_of = [&](int table) {
    return table >= 0 ? sense_.measure(table, MeasureKind::Quantity, {}) : std::nullopt;
  };
  if (kind(noun) == ChunkKind::Entity && kind(noun + 1) == ChunkKind::Attribute && compound(noun))
    use(noun), ++noun, ++i;
  if (kind(noun) == ChunkKind::Entity && !verb(noun)) {
    use(noun);
    const Part part = part_of(noun);
    Entity entity;
    entity.part = part;
    entity.at = noun;
    entity.where = region_ == Region::Where;
    entities_.push_back(entity);
    last_term_.reset();
    return rows_term(part);
  }
  if (kind(noun) == ChunkKind::Attribute && sense_.flag(mention(noun)->column))
    for (std::size_t k = noun + 1; k < std::min(noun + 5, chunks_.size()); ++k)
      if (kind(k) == ChunkKind::Entity && !verb(k)) {
        use(noun), use(k);
        assume(0.2);
        entities_.push_back({part_of(k), k, false, false, region_ == Region::Where, false});
        i = k + 1;
        return rows_term(part_of(k));
      }
  if (kind(noun) == ChunkKind::Attribute) {
    use(noun);
    const ColumnUse column = column_of(noun);
    const bool whole = mention(noun)->coverage >= 0.99;
    if (const auto quantity = quantity_of(acting);
        quantity && (!whole || sense_.quantity(column.column) > 0) && !sense_.text(column.column))
      return column_term({*quantity, -1}, Aggregate::Sum);
    if (sense_.quantity(column.column) > 0 ||
        (sense_.numeric(column.column) && !sense_.year_number(column.column) && cue.word != "different"))
      return column_term(column, Aggregate::Sum);
    const catalog::Column& it = sense_.catalog().column(column.column);
    result_.chose_count = !it.profile.unique;
    bool counts_distinct = distinct || (!it.profile.unique && sense_.text(column.column) && region_ == Region::Select);
    if (choices_.count_other_way && result_.chose_count) counts_distinct = !counts_distinct, assume(0.5);
    return column_term(column, Aggregate::Count, counts_distinct);
  }
  if (kind(noun) == ChunkKind::Other && main_table() >= 0 &&
      (chunk(noun).word.starts_with("occurrence") || chunk(noun).word.starts_with("appearance") ||
       chunk(noun).word == "rows" || chunk(noun).word == "records" || chunk(noun).word == "entries")) {
    use(noun);
    return rows_term({main_table(), -1});
  }
  // A noun that the schema does not have, and a verb that it has: "tickets were sold".
  if (acting >= 0) {
    if (kind(noun) == ChunkKind::Other || kind(noun) == ChunkKind::Unit)
      use(noun);
    else
      i = noun;
    if (const auto quantity = quantity_of(acting)) return column_term({*quantity, -1}, Aggregate::Sum);
    assume(0.4);
    return rows_term({acting, -1});
  }
  if (kind(noun) == ChunkKind::Entity) {
    i = noun;
    return rows_term(part_of(noun));
  }
  if (main_table() < 0) return std::nullopt;
  if (kind(noun) != ChunkKind::Other) i = noun;
  assume(0.4);
  return rows_term({main_table(), -1});
}

void Reader::read_count() {
  const std::size_t at = i_;
  const Region region = region_;
  std::size_t end = at;
  const std::optional<Term> term = count_term(end);
  i_ = std::max(end, at + 1);
  if (!term) return;
  std::size_t after = next(i_);
  // "whose number of employees is more than 10": compared, not asked for.
  if (kind(after) == ChunkKind::Compare || (region == Region::Where && kind(after) == ChunkKind::Number)) {
    last_term_ = term;
    last_term_at_ = at;
    if (region == Region::Where) return;
    if (!outputs_.empty() || !entities_.empty()) {
      const std::size_t operand = next(after + 1);
      if (kind(operand) == ChunkKind::Number && term->kind == TermKind::Rows && region == Region::Where) return;
    }
  }
  output(*term, at);
}

Term Reader::measured(int table, Aggregate aggregate) {
  const std::set<std::string> hints = hint_stems();
  std::vector<std::optional<ColumnId>> ways{sense_.measure(table, MeasureKind::Money, hints),
                                            sense_.measure(table, MeasureKind::Quantity, hints)};
  std::vector<Term> terms;
  for (const auto& way : ways)
    if (way) terms.push_back(column_term({*way, -1}, aggregate));
  if (aggregate == Aggregate::Sum || terms.empty()) terms.push_back(rows_term({table, -1}));
  result_.chose_measure = terms.size() > 1;
  const std::size_t chosen = std::min<std::size_t>(static_cast<std::size_t>(choices_.measure), terms.size() - 1);
  const Term& term = terms[chosen];
  if (terms.size() > 1 && term.kind == TermKind::Column)
    assume(0.12 + 0.5 * static_cast<double>(chosen), "The amount is taken from " +
                                                         sense_.catalog().table(term.column.column).name + "." +
                                                         sense_.catalog().column(term.column.column).name + ".");
  else
    assume(0.2 + 0.4 * static_cast<double>(chosen));
  return term;
}

// "the average number of tickets per sale": of a table with such a quantity of its own, that is averaged over its rows;
// else what there is in all, over how many it is for. i stands behind the figure and moves past the table.
std::optional<Term> Reader::average_for_each(std::size_t& i, ColumnUse& column) {
  const std::size_t each = next(i), whose = next(each + 1);
  if (kind(each) != ChunkKind::Each || kind(whose) != ChunkKind::Entity || verb(whose)) return std::nullopt;
  const Part part = part_of(whose);
  if (part.table == column.column.table && part.key < 0) return std::nullopt;
  const auto own = part.key < 0 && sense_.quantity(column.column) > 0
                       ? sense_.measure(part.table, MeasureKind::Quantity, {})
                       : std::nullopt;
  if (own) {
    column.column = *own;
    use(each), use(whose);
    i = whose + 1;
    return column_term(column, Aggregate::Average);
  }
  const bool adds = sense_.money(column.column) > 0.5 || sense_.quantity(column.column) > 0;
  if (!adds || !sense_.has_many(part.table, column.column.table)) return std::nullopt;
  use(each), use(whose);
  i = whose + 1;
  return for_each(column_term(column, Aggregate::Sum), part, whose);
}

// "a buyer", "an event": any one of them.
bool Reader::single(std::size_t i) const {
  if (typical_ == i) return true;
  if (chunk(i).begin == 0) return false;
  static const std::set<std::string> articles{"a", "an", "one", "each", "every", "any", "single", "per"};
  return articles.contains(grounding_.tokens[chunk(i).begin - 1].lower);
}

// "on average, how much does a buyer spend": the total is that of one of them.
void Reader::settle_average() {
  if (!average_wanted_) return;
  for (Output& it : outputs_) {
    if (it.term.aggregate != Aggregate::Sum && it.term.aggregate != Aggregate::Count) continue;
    if (it.term.kind != TermKind::Column && it.term.kind != TermKind::Rows) continue;
    for (const Entity& entity : entities_) {
      if (entity.verb || entity.each || !single(entity.at)) continue;
      if (entity.part.table == it.term.column.column.table ||
          !sense_.has_many(entity.part.table, it.term.column.column.table))
        continue;
      it.term = for_each(it.term, entity.part, entity.at);
      return;
    }
    if (it.term.kind == TermKind::Column && it.term.aggregate == Aggregate::Sum) {
      it.term.aggregate = Aggregate::Average;
      return;
    }
  }
}

// What `total` adds up to for each row of the part on average: the whole over how many there are.
Term Reader::for_each(Term total, Part part, std::size_t at) {
  entities_.push_back({part, at, false, false, true, false});
  total.kind = TermKind::Ratio;
  total.second = {{part.table, -1}, part.key};
  return total;
}

std::optional<Term> Reader::aggregate_term(std::size_t& i) {
  const std::string word = chunk(i).word;
  const Aggregate aggregate = aggregate_of(word);
  use(i);
  std::size_t j = next(i + 1);
  bool distinct = false;
  while ((kind(j) == ChunkKind::Preposition && (chunk(j).word == "of" || chunk(j).word == "for")) ||
         kind(j) == ChunkKind::Distinct || kind(j) == ChunkKind::Pronoun) {
    distinct = distinct || kind(j) == ChunkKind::Distinct;
    use(j);
    j = next(j + 1);
  }
  while (modifier(j)) use(j), ++j;
  if (kind(j) == ChunkKind::CountOf || word == "average count") {
    // "average number of pets per student": rows of one for each of the other.
    const std::size_t counted = kind(j) == ChunkKind::CountOf ? j : i;
    i = counted;
    std::optional<Term> term = count_term(i);
    if (!term) return term;
    if (term->kind == TermKind::Column && term->aggregate == Aggregate::Sum) {
      term->aggregate = aggregate;
      return term;
    }
    if (aggregate == Aggregate::Sum) return term;
    const std::size_t each = next(i);
    if (aggregate == Aggregate::Average &&
        (kind(each) == ChunkKind::Each || kind(each) == ChunkKind::GroupBy || kind(each) == ChunkKind::Preposition)) {
      const std::size_t whose = next(each + 1);
      if (kind(whose) == ChunkKind::Entity && part_of(whose).table != term->column.column.table) {
        use(each), use(whose);
        Term ratio = *term;
        ratio.kind = TermKind::Ratio;
        const Part part = part_of(whose);
        ratio.second = {{part.table, -1}, part.key};
        i = whose + 1;
        return ratio;
      }
    }
    return term;
  }
  // "student age", "listing price": the compound's last word is the figure.
  if (kind(j) == ChunkKind::Entity && kind(j + 1) == ChunkKind::Attribute && compound(j)) use(j), ++j;
  if (kind(j) == ChunkKind::Aggregate && aggregate == Aggregate::Average &&
      aggregate_of(chunk(j).word) == Aggregate::Sum)
    use(j), j = next(j + 1);  // "average total spend"
  // "how much does the average buyer spend"
  if (word == "much" && kind(j) == ChunkKind::Aggregate && aggregate_of(chunk(j).word) == Aggregate::Average &&
      kind(next(j + 1)) == ChunkKind::Entity)
    use(j), average_wanted_ = true, typical_ = j = next(j + 1);
  // "how much is the most expensive ticket": the price, not the ticket.
  if (word == "much" && kind(j) == ChunkKind::Superlative && !chunk(j).count && !chunk(j).rank) {
    std::size_t end = j;
    const std::optional<Order> order = superlative_order(end, chunk(j));
    if (order && order->term.kind == TermKind::Column && !order->term.aggregated() &&
        sense_.numeric(order->term.column.column)) {
      use(j);
      i = std::max(end, j + 1);
      region_ = Region::Where;
      return column_term(order->term.column, order->descending ? Aggregate::Maximum : Aggregate::Minimum);
    }
  }
  // "the total amount paid", "the amount of money spent": a word for any amount, right before what was done.
  if (kind(j) == ChunkKind::Attribute && mention(j)->score < 0.4 && verb_at(next(j + 1))) use(j), j = next(j + 1);
  const bool amount = kind(j) == ChunkKind::Measure ||
                      (kind(j) == ChunkKind::Entity && kind(next(j + 1)) == ChunkKind::Measure) ||
                      (kind(j) == ChunkKind::Attribute && verb(j));
  if (amount) {
    const int table = kind(j) == ChunkKind::Attribute ? mention(j)->column.table : money_table();
    if (kind(j) == ChunkKind::Entity) {
      // "a buyer spends": who does it, not what kind of money it is.
      if (part_of(j).key >= 0 || single(j)) entities_.push_back({part_of(j), j, false, false, true, false});
      use(j), j = next(j + 1);
    }
    use(j);
    i = j + 1;
    if (table < 0) return std::nullopt;
    Term term = kind(j) == ChunkKind::Attribute ? column_term(column_of(j), aggregate) : measured(table, aggregate);
    if (kind(j) == ChunkKind::Attribute && !sense_.numeric(term.column.column)) term = measured(table, aggregate);
    const std::size_t each = next(i);
    const std::size_t whose = next(each + 1);
    if (aggregate == Aggregate::Average && kind(whose) == ChunkKind::Entity &&
        (kind(each) == ChunkKind::Each || (kind(each) == ChunkKind::Preposition && single(whose)))) {
      // An amount per buyer is what all paid over the number of buyers.
      const Part part = part_of(whose);
      if (part.key < 0 && part.table == term.column.column.table) return term;
      use(each), use(whose);
      i = whose + 1;
      term.aggregate = term.column.column.column < 0 ? Aggregate::Count : Aggregate::Sum;
      return for_each(term, part, whose);
    }
    return term;
  }
  if (kind(j) == ChunkKind::Attribute) {
    use(j);
    i = j + 1;
    ColumnUse column = quantity_by_verb(column_of(j), j + 1, j + 4);
    if (aggregate == Aggregate::Average)
      if (const std::optional<Term> each = average_for_each(i, column)) return each;
    last_term_ = column_term(column);
    last_term_at_ = j;
    const bool number = sense_.numeric(column.column) || sense_.flag(column.column);
    const bool ordered = aggregate == Aggregate::Maximum || aggregate == Aggregate::Minimum;
    if (!number && !ordered) {
      if (aggregate == Aggregate::Sum) return column_term(column, Aggregate::Count, true);
      assume(0.6);
    }
    return column_term(column, aggregate,
                       distinct && aggregate != Aggregate::Maximum && aggregate != Aggregate::Minimum);
  }
  const int acting = verb_table(j, j + 6);
  if (kind(j) == ChunkKind::Entity) {
    const Part part = part_of(j);
    i = verb(j) && part.key >= 0 ? j : j + 1;
    use(j);
    Entity entity;
    entity.part = part;
    entity.at = j;
    entity.verb = verb(j);
    entity.where = true;
    entities_.push_back(entity);
    return measured(part.key >= 0 ? acting : part.table, aggregate);
  }
  // "how much did we earn in commissions", "average length in minutes": the figure is named further on.
  for (std::size_t k = j; k < std::min(j + 7, chunks_.size()); ++k) {
    if (kind(k) == ChunkKind::Each || kind(k) == ChunkKind::Relative || kind(k) == ChunkKind::And) break;
    if (kind(k) != ChunkKind::Attribute || verb(k) || !sense_.numeric(mention(k)->column) ||
        sense_.year_number(mention(k)->column))
      continue;
    if (word == "much" && sense_.money(mention(k)->column) < 0.3) continue;
    if (k == j || kind(k - 1) != ChunkKind::Preposition) continue;
    use(k);
    for (std::size_t between = j; between < k; ++between)
      if (kind(between) == ChunkKind::Other) use(between);
    assume(0.1);
    i = k + 1;
    return column_term(column_of(k), aggregate);
  }
  // "how much did ... spend", "total spent": the verb's table, else the main one.
  i = j;
  int table = acting;
  if (table < 0)
    for (int near : near_tables())
      if (sense_.measure(near, MeasureKind::Money, {}) && (table < 0 || sense_.up_steps(near, table) > 0)) table = near;
  if (table < 0) return std::nullopt;
  if (kind(j) == ChunkKind::Other && chunk(j).weight > 0 && has(j)) {
    double related = 0;
    for (const char* money : {"money", "spend", "pay", "revenue", "income", "earnings", "price", "cost", "sale"})
      related = std::max(related, lexicon::relatedness(chunk(j).word, money));
    if (related > 0.3) use(j), i = j + 1;
  }
  return measured(table, aggregate);
}

void Reader::read_aggregate() {
  const std::size_t at = i_;
  // "stadium with the maximum capacity": the row that has it, not the figure.
  if (region_ == Region::Where && (chunk(at).word == "maximum" || chunk(at).word == "minimum") &&
      kind(previous(at)) != ChunkKind::Compare && kind(next(at + 1)) == ChunkKind::Attribute) {
    read_superlative();
    return;
  }
  // "what commission did we make in total".
  if (grounding_.tokens[chunk(at).begin].lower == "in" && !outputs_.empty()) {
    Term& last = outputs_.back().term;
    use(at);
    ++i_;
    if (last.kind == TermKind::Column && !last.aggregated() && sense_.numeric(last.column.column))
      last.aggregate = Aggregate::Sum;
    return;
  }
  // "how many tickets does a listing have on average", "on average, how much does a buyer spend": settled at the end.
  if (grounding_.tokens[chunk(at).begin].lower == "on" && (at == 0 || !outputs_.empty())) {
    use(at);
    ++i_;
    average_wanted_ = true;
    return;
  }
  // "average, minimum and maximum age": several of one column.
  std::vector<std::size_t> cues{at};
  std::size_t j = at + 1;
  while (has(j) && (kind(j) == ChunkKind::Comma || kind(j) == ChunkKind::And || kind(j) == ChunkKind::Aggregate ||
                    (kind(j) == ChunkKind::Other && chunk(j).weight == 0))) {
    if (kind(j) == ChunkKind::Aggregate) {
      if (kind(j - 1) == ChunkKind::Aggregate) break;  // "average total": one figure, not two
      if (chunk(at).word == "much") break;
      cues.push_back(j);
    }
    ++j;
  }
  std::size_t end = cues.back();
  const std::optional<Term> term = aggregate_term(end);
  i_ = std::max(end, cues.back() + 1);
  if (!term) {
    used_[at] = false;
    return;
  }
  const std::size_t after = next(i_);
  if (region_ == Region::Where && (kind(after) == ChunkKind::Compare || kind(after) == ChunkKind::Average)) {
    last_term_ = term;
    last_term_at_ = at;
    return;
  }
  for (std::size_t cue : cues) {
    use(cue);
    Term other = *term;
    if (cue != cues.back() && term->kind == TermKind::Column) other.aggregate = aggregate_of(chunk(cue).word);
    output(other, cue);
  }
  // "the average capacity and the highest" is rare; "maximum and minimum of the budget" is not: what follows is used.
}

}  // namespace sayquel::draft::parser

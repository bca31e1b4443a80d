// Which rows are meant: values, comparisons, periods, negation.
#include <algorithm>

#include "draft/parser/cues.h"
#include "draft/parser/reader_state.h"
#include "grounding/lexicon/lexicon.h"

namespace sayquel::draft::parser {
namespace {

Compare opposite(Compare op) {
  switch (op) {
    case Compare::Equal:
      return Compare::NotEqual;
    case Compare::NotEqual:
      return Compare::Equal;
    case Compare::Less:
      return Compare::GreaterEqual;
    case Compare::LessEqual:
      return Compare::Greater;
    case Compare::Greater:
      return Compare::LessEqual;
    case Compare::GreaterEqual:
      return Compare::Less;
    case Compare::IsNull:
      return Compare::IsNotNull;
    case Compare::IsNotNull:
      return Compare::IsNull;
    case Compare::IsTrue:
      return Compare::IsFalse;
    case Compare::IsFalse:
      return Compare::IsTrue;
    default:
      return op;
  }
}

}  // namespace

void Reader::add_condition(Condition condition) {
  // "on Saturdays and Sundays", "this month against the last": one of them, as no day is both.
  if (condition.op == Compare::During && !negated_ && !plan_.where.empty() && (and_between_ || or_)) {
    const Condition& last = plan_.where.back().back();
    const std::size_t before = i_ >= 2 ? previous(i_ - 1) : chunks_.size();
    const bool beside = has(before) && (kind(before) == ChunkKind::And || kind(before) == ChunkKind::Or ||
                                        kind(before) == ChunkKind::Comma || versus_);
    if (last.op == Compare::During && last.left == condition.left && beside) {
      if (versus_ && (condition.period->from || condition.period->quarter || condition.period->month)) {
        Term part = condition.left;
        part.date_part = condition.period->grain == grounding::Grain::Year      ? "year"
                         : condition.period->grain == grounding::Grain::Quarter ? "quarter"
                         : condition.period->grain == grounding::Grain::Month   ? "month"
                         : condition.period->grain == grounding::Grain::Week    ? "week"
                                                                                : "day";
        groups_.push_back({part, {}, 0, false});
      }
      plan_.where.back().push_back(std::move(condition));
      or_ = false;
      return;
    }
  }
  if (negated_) {
    if (condition.op == Compare::Between || condition.op == Compare::Contains || condition.op == Compare::StartsWith ||
        condition.op == Compare::EndsWith || condition.op == Compare::During)
      condition.negated = !condition.negated;
    else
      condition.op = opposite(condition.op);
  }
  negated_ = false;
  if (or_ && !plan_.where.empty())
    plan_.where.back().push_back(std::move(condition));
  else
    plan_.where.push_back({std::move(condition)});
  or_ = false;
}

void Reader::add_having(Condition condition) {
  if (negated_) condition.op = opposite(condition.op);
  negated_ = false;
  plan_.having.push_back({std::move(condition)});
  or_ = false;
}

Operand Reader::operand_of(std::size_t i, ColumnId column) const {
  if (kind(i) == ChunkKind::Number || kind(i) == ChunkKind::Period) {
    const grounding::Token& token = grounding_.tokens[chunk(i).begin];
    return {token.digits, column.table < 0 || column.column < 0 || !sense_.text(column)};
  }
  if (kind(i) == ChunkKind::Value && mention(i)) return {mention(i)->value, false};
  std::string text;
  for (std::size_t t = chunk(i).begin; t < chunk(i).end; ++t)
    text += (text.empty() ? "" : " ") + grounding_.tokens[t].text;
  return {text, false};
}

bool Reader::flag_condition(std::size_t i) {
  const std::size_t after = next(i + 1);
  if (kind(after) == ChunkKind::Value && mention(after)->column == mention(i)->column) return false;
  // A flag is asked for where nothing else is ("show the holiday flag"); elsewhere it picks rows.
  if (region_ == Region::Select && entities_.empty() && outputs_.empty() && !has(after)) return false;
  Condition condition;
  condition.left = column_term(column_of(i));
  condition.op = Compare::IsTrue;
  use(i);
  add_condition(std::move(condition));
  return true;
}

void Reader::read_value() {
  const std::size_t at = i_;
  ++i_;
  use(at);
  const ColumnUse column = column_of(at);
  // "the show Macbeth": a value of a category right before a name is its kind, and says nothing more; the name decides.
  Condition condition;
  condition.left = column_term(column);
  condition.operands.push_back(operand_of(at, column.column));
  if (mention(at)->via == grounding::Via::Typo)
    assume(0.2, "'" + mention(at)->value + "' was read for a word that is spelt a little differently.");
  if (mention(at)->via == grounding::Via::Contains && chunk(at).end - chunk(at).begin >= 1)
    assume(0.1, "Read as '" + mention(at)->value + "'.");
  const int main = main_table();
  const bool joined =
      last_value_ && mention(*last_value_)->column == column.column && !plan_.where.empty() &&
      !plan_.where.back().empty() && plan_.where.back().back().left == condition.left &&
      (plan_.where.back().back().op == Compare::Equal || plan_.where.back().back().op == Compare::NotEqual);
  if (joined) {
    bool linked = false, strong_and = false;
    for (std::size_t k = *last_value_ + 1; k < at; ++k) {
      linked = linked || kind(k) == ChunkKind::And || kind(k) == ChunkKind::Or || kind(k) == ChunkKind::Comma;
      strong_and = strong_and || (kind(k) == ChunkKind::And && chunk(k).word == "and");
    }
    const bool negative = plan_.where.back().back().op == Compare::NotEqual;
    bool all = both_ || (strong_and && !or_ && !negative && main >= 0 && sense_.has_many(main, column.column.table));
    result_.chose_both = strong_and && !or_;
    if (choices_.both_other_way && result_.chose_both) all = !all, assume(0.5);
    last_value_ = at;
    if (linked && all) {
      // Both are needed: each in a query of its own (settled when the rest is known).
      Related first, second;
      first.absent = second.absent = false;
      first.part = second.part = column.part();
      first.where.push_back(plan_.where.back());
      second.where.push_back({condition});
      plan_.where.pop_back();
      plan_.related.push_back(std::move(first));
      plan_.related.push_back(std::move(second));
      or_ = false;
      return;
    }
    if (linked) {
      plan_.where.back().back().operands.push_back(condition.operands.front());
      or_ = false;
      return;
    }
  }
  last_value_ = at;
  if (negated_ && main >= 0 && sense_.has_many(main, column.column.table)) {
    Related related;
    related.part = column.part();
    related.where.push_back({std::move(condition)});
    plan_.related.push_back(std::move(related));
    negated_ = false;
    return;
  }
  add_condition(std::move(condition));
}

void Reader::read_literal() {
  const std::size_t at = i_;
  ++i_;
  ColumnUse column{{-1, -1}, -1};
  if (last_term_ && !last_term_->aggregated())
    column = last_term_->column;
  else if (main_table() >= 0 && !sense_.words().name_columns(main_table()).empty())
    column = {{main_table(), sense_.words().name_columns(main_table()).front()}, -1};
  if (column.column.table < 0) return;
  use(at);
  Condition condition;
  condition.left = column_term(column);
  condition.operands.push_back(operand_of(at, column.column));
  assume(0.35, "No value '" + condition.operands.front().text + "' was found in the database.");
  add_condition(std::move(condition));
}

void Reader::read_number() {
  const std::size_t at = i_;
  ++i_;
  const grounding::Token& token = grounding_.tokens[chunk(at).begin];
  const std::size_t after = next(at + 1), before = previous(at);
  // "10 or more", "3 or fewer"
  const bool bounded = kind(after) == ChunkKind::Compare && chunk(after).word == "after many";
  Condition condition;
  condition.op = bounded ? operator_of(chunk(after)) : Compare::Equal;
  condition.operands.push_back({token.digits, true});
  const std::size_t noun = bounded ? next(after + 1) : after;
  const bool counts_rows = kind(noun) == ChunkKind::Entity && !verb(noun);
  if (region_ == Region::Select && !bounded && !token.ordinal && !last_term_ && token.number >= 1 &&
      token.number < 1e6 &&
      (counts_rows || kind(after) == ChunkKind::Duration || kind(after) == ChunkKind::Superlative ||
       kind(after) == ChunkKind::Attribute || kind(after) == ChunkKind::Value)) {
    number_limit_ = static_cast<std::int64_t>(token.number);
    limit_wanted_ = true;
    use(at);
    return;
  }
  if (region_ == Region::Where && counts_rows && part_of(noun).table != main_table()) {
    use(at), use(noun);
    if (bounded) use(after);
    condition.left = rows_term(part_of(noun));
    entities_.push_back({part_of(noun), noun, false, false, true, false});
    add_having(std::move(condition));
    i_ = noun + 1;
    return;
  }
  if (region_ == Region::Where && kind(noun) == ChunkKind::Attribute && (sense_.numeric(mention(noun)->column)) &&
      !(has(before) && last_term_ && last_term_at_ == before)) {
    use(at), use(noun);
    if (bounded) use(after);
    condition.left = column_term(column_of(noun));
    add_condition(std::move(condition));
    i_ = noun + 1;
    return;
  }
  // "... Show ten."
  if (has(before) && kind(before) == ChunkKind::Ask && kind(next(after)) == ChunkKind::End && plan_.limit) {
    use(at);
    plan_.limit = static_cast<std::int64_t>(token.number);
    return;
  }
  // "supplier 3": by its key.
  if (at > 0 && kind(at - 1) == ChunkKind::Entity && !token.spelled && !token.ordinal && !counts_rows &&
      kind(after) != ChunkKind::Superlative) {
    const Part part = part_of(at - 1);
    const std::vector<int> keys = sense_.key_columns(part.table);
    if (keys.size() == 1) {
      use(at);
      condition.left = column_term({{part.table, keys.front()}, part.key});
      condition.operands = {operand_of(at, condition.left.column.column)};
      assume(0.05);
      add_condition(std::move(condition));
      return;
    }
  }
  // "from $100 to $200"
  const bool ranged = at > 0 && kind(at - 1) == ChunkKind::Preposition && chunk(at - 1).word == "from" &&
                      kind(after) == ChunkKind::Preposition && chunk(after).word == "to" &&
                      kind(next(after + 1)) == ChunkKind::Number;
  if (ranged) {
    const std::size_t high = next(after + 1);
    std::optional<Term> left = last_term_;
    const std::size_t attribute = next(high + 1, {ChunkKind::Preposition, ChunkKind::Each});
    if (!left && kind(attribute) == ChunkKind::Attribute && sense_.numeric(mention(attribute)->column))
      left = column_term(column_of(attribute)), use(attribute);
    if (!left)
      for (int table : near_tables())
        if (const auto money = sense_.measure(table, MeasureKind::Money, hint_stems()); money && !left)
          left = column_term({*money, -1}), assume(0.2);
    if (left && !left->aggregated()) {
      use(at), use(after), use(high);
      condition.left = *left;
      condition.op = Compare::Between;
      condition.operands = {operand_of(at, left->column.column), operand_of(high, left->column.column)};
      add_condition(std::move(condition));
      i_ = kind(attribute) == ChunkKind::Attribute && used_[attribute] ? attribute + 1 : high + 1;
      return;
    }
  }
  const bool numbered = last_term_ && (last_term_->aggregated() || !sense_.text(last_term_->column.column) ||
                                       sense_.key(last_term_->column.column));
  if (numbered && has(before) && before >= last_term_at_ && at - last_term_at_ <= 4 &&
      kind(after) != ChunkKind::Superlative && !counts_rows) {
    use(at);
    if (bounded) use(after), i_ = after + 1;
    condition.left = *last_term_;
    condition.operands = {operand_of(at, last_term_->column.column)};
    if (last_term_->aggregated())
      add_having(std::move(condition));
    else
      add_condition(std::move(condition));
    // It was a condition, not a thing asked for: "the product with id 5", "room 101".
    outputs_.erase(std::remove_if(outputs_.begin(), outputs_.end(),
                                  [&](const Output& it) { return it.at == last_term_at_ && region_ == Region::Where; }),
                   outputs_.end());
  }
}

ColumnUse Reader::date_column(std::size_t at) {
  if (last_term_ && !last_term_->aggregated() && last_term_->column.column.column >= 0 &&
      (sense_.temporal(last_term_->column.column) || sense_.year_number(last_term_->column.column)) &&
      at - last_term_at_ <= 4)
    return last_term_->column;
  // A verb says what happened then ("sold in May"); it is looked for near the date first.
  int acting = verb_table(at >= 6 ? at - 6 : 0, at);
  if (acting < 0) acting = verb_table(at, at + 5);
  if (acting < 0) acting = verb_table(0, chunks_.size());
  std::vector<int> tables;
  if (acting >= 0) tables.push_back(acting);
  // A measure's table dates the measure.
  for (const Output& it : outputs_)
    if (it.term.aggregated() && it.term.column.column.table >= 0) tables.push_back(it.term.column.column.table);
  for (const Order& order : plan_.order)
    if (order.term.aggregated() && order.term.column.column.table >= 0)
      tables.push_back(order.term.column.column.table);
  for (const Chunk& it : chunks_)
    if (it.kind == ChunkKind::Measure && money_table() >= 0) tables.push_back(money_table());
  for (int table : near_tables()) tables.push_back(table);
  for (int table : tables)
    if (const ColumnId id = sense_.when(table); id.table >= 0) return {id, -1};
  // No date among them: a table that each row leads to has it, or the rows that speak of this table.
  const std::vector<int> near = tables;
  for (int table : near)
    for (const catalog::ForeignKey& key : sense_.catalog().foreign_keys)
      if (key.from_table == table)
        if (const ColumnId id = sense_.when(key.to_table); id.table >= 0) return {id, -1};
  for (int table : near)
    for (const catalog::ForeignKey& key : sense_.catalog().foreign_keys)
      if (key.to_table == table)
        if (const ColumnId id = sense_.when(key.from_table); id.table >= 0) {
          assume(0.15);
          return {id, -1};
        }
  return {};
}

void Reader::read_period() {
  const std::size_t at = i_;
  ++i_;
  const ColumnUse column = date_column(at);
  if (column.column.table < 0) return;
  use(at);
  Condition condition;
  condition.left = column_term(column);
  condition.op = Compare::During;
  condition.period = chunk(at).period->period;
  // "since last year" and the like say what was assumed about the date.
  if (!(last_term_ && last_term_->column == column)) assume(0.02);
  add_condition(std::move(condition));
}

void Reader::read_contain() {
  const std::size_t at = i_;
  ++i_;
  std::size_t j = next(at + 1);
  if (chunk(at).word == "missing") {
    // "missing seats", "the seats are unknown"
    Condition gap;
    gap.op = Compare::IsNull;
    if (kind(j) == ChunkKind::Attribute)
      gap.left = column_term(column_of(j)), use(j), i_ = j + 1;
    else if (last_term_ && !last_term_->aggregated())
      gap.left = *last_term_;
    else
      return;
    use(at);
    outputs_.erase(
        std::remove_if(outputs_.begin(), outputs_.end(), [&](const Output& it) { return it.term == gap.left; }),
        outputs_.end());
    add_condition(std::move(gap));
    return;
  }
  // "the letter A", "the word b", "the substring x": the word that names it says nothing.
  static const std::set<std::string> naming{"letter",    "word",   "substring", "string",
                                            "character", "prefix", "phrase",    "text"};
  while (has(j) && chunk(j).end - chunk(j).begin == 1 && kind(j) != ChunkKind::Literal &&
         naming.contains(grounding_.tokens[chunk(j).begin].lower))
    use(j), j = next(j + 1);
  if (!has(j)) return;
  ColumnUse column{{-1, -1}, -1};
  // "have the word X in their title": the column comes last.
  const std::size_t in = next(j + 1), title = next(in + 1, {ChunkKind::Pronoun});
  std::size_t end = j + 1;
  if (kind(in) == ChunkKind::Preposition && kind(title) == ChunkKind::Attribute &&
      sense_.text(mention(title)->column)) {
    column = column_of(title);
    use(title);
    end = title + 1;
  } else if (last_term_ && !last_term_->aggregated())
    column = last_term_->column;
  else if (main_table() >= 0 && !sense_.words().name_columns(main_table()).empty())
    column = {{main_table(), sense_.words().name_columns(main_table()).front()}, -1}, assume(0.2);
  if (column.column.table < 0) return;
  if (kind(j) == ChunkKind::Entity || (kind(j) == ChunkKind::Attribute && !last_term_)) return;
  use(at), use(j);
  i_ = end;
  Condition condition;
  condition.left = column_term(column);
  condition.op = chunk(at).word == "start" ? Compare::StartsWith
                 : chunk(at).word == "end" ? Compare::EndsWith
                                           : Compare::Contains;
  std::string text;
  for (std::size_t t = chunk(j).begin; t < chunk(j).end; ++t)
    text += (text.empty() ? "" : " ") + grounding_.tokens[t].text;
  condition.operands.push_back({text, false});
  add_condition(std::move(condition));
}

// No row of what chunk j names belongs to what is asked for. `conditions`: what follows picks among those rows, up to
// the next joint. False: j names nothing that could be missing.
bool Reader::read_absent(std::size_t j, bool conditions) {
  const int main = main_table();
  Part part = part_of(j);
  int table = part.table;
  if (const int role = verb_role(j, main); role >= 0 && sense_.words().people(main) && table != main)
    table = sense_.catalog().foreign_keys[static_cast<std::size_t>(role)].from_table, part = {table, role};
  else if (verb(j) && part.key >= 0)
    table = sense_.catalog().foreign_keys[static_cast<std::size_t>(part.key)].from_table, part = {table, part.key};
  if (table == main || main < 0) return false;
  use(j);
  negated_verbs_.insert(j);
  Related related;
  related.part = part;
  negated_ = false;
  i_ = j + 1;
  if (conditions) related.where = conditions_inside();
  plan_.related.push_back(std::move(related));
  last_term_.reset();
  return true;
}

// The conditions from here to the next joint, read as a subquery's own.
std::vector<AnyOf> Reader::conditions_inside() {
  const bool outer_inside = inside_related_;
  inside_related_ = true;
  const std::set<Part> outer_parts = plan_.parts;
  std::vector<AnyOf> outer, outer_having;
  outer.swap(plan_.where);
  outer_having.swap(plan_.having);
  region_ = Region::Where;
  while (has(i_) && kind(i_) != ChunkKind::And && kind(i_) != ChunkKind::Or && kind(i_) != ChunkKind::But &&
         kind(i_) != ChunkKind::OrderBy && kind(i_) != ChunkKind::Direction && kind(i_) != ChunkKind::Superlative) {
    const std::size_t before = i_;
    step();
    if (i_ == before) ++i_;
  }
  inside_related_ = outer_inside;
  plan_.parts = outer_parts;
  outer.swap(plan_.where);
  plan_.having = std::move(outer_having);
  return outer;
}

// "unsold listings", "tickets that are unpaid"
bool Reader::read_undone() {
  const std::size_t at = i_;
  if (chunk(at).end - chunk(at).begin != 1 || !mention(at) || mention(at)->via == grounding::Via::Exact ||
      grounding::undone(grounding_.tokens[chunk(at).begin].lower).empty())
    return false;
  return read_absent(at, false);
}

void Reader::read_negated() {
  const std::size_t at = i_;
  const Chunk& cue = chunk(at);
  ++i_;
  use(at);
  if (cue.kind == ChunkKind::But || region_ == Region::Select) region_ = Region::Where;
  std::size_t j = next(at + 1, {ChunkKind::Having, ChunkKind::Preposition});
  // "no tickets were sold": what was not done, whatever it was done to.
  if (kind(j) == ChunkKind::Attribute && !sense_.flag(mention(j)->column) && !verb(j) && verb_at(next(j + 1)))
    use(j), j = next(j + 1);
  if ((kind(j) == ChunkKind::Entity || verb_at(j)) && read_absent(j, true)) {
    // "never bought or sold": neither was done.
    const std::size_t joint = next(i_);
    if ((kind(joint) == ChunkKind::Or || (kind(joint) == ChunkKind::And && chunk(joint).word == "nor")) &&
        (verb_at(next(joint + 1)) || kind(next(joint + 1)) == ChunkKind::Entity)) {
      i_ = joint;
      read_negated();
    }
    return;
  }
  if (kind(j) == ChunkKind::Attribute && !sense_.flag(mention(j)->column)) {
    const std::size_t after = next(j + 1);
    const bool compared = kind(after) == ChunkKind::Value || kind(after) == ChunkKind::Compare ||
                          kind(after) == ChunkKind::Literal || kind(after) == ChunkKind::Number ||
                          kind(after) == ChunkKind::Contain;
    if (!compared && cue.word != "not") {
      use(j);
      i_ = j + 1;
      Condition condition;
      condition.left = column_term(column_of(j));
      condition.op = Compare::IsNull;
      add_condition(std::move(condition));
      return;
    }
  }
  negated_ = true;
}

}  // namespace sayquel::draft::parser

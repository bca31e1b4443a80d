// What the figures are for: each, per, by month; shares, and amounts that no column is called by.
#include <algorithm>

#include "draft/parser/reader_state.h"

namespace sayquel::draft::parser {

// "revenue", "sales revenue", "money": what the rows of the table that carries it add up to.
void Reader::read_measure() {
  const std::size_t at = i_;
  ++i_;
  const std::string& word = chunk(at).word;
  if (word == "dollars" || word == "bucks") {
    use(at);
    return;
  }
  const int table = money_table();
  if (table < 0) return;
  use(at);
  for (const Output& it : outputs_)
    if (it.term.aggregated()) return;  // "total sales revenue": said already
  if (!plan_.order.empty() && plan_.limit && plan_.order.front().term.aggregated() && region_ == Region::Where) return;
  output(measured(table, Aggregate::Sum), at);
}

// "monthly revenue", "tickets sold daily".
void Reader::read_unit() {
  const std::size_t at = i_;
  ++i_;
  const std::string& token = grounding_.tokens[chunk(at).begin].lower;
  const bool adverb = token.ends_with("ly") || token == "annual";
  const std::size_t before = previous(at);
  const bool asked = adverb || (has(before) && kind(before) == ChunkKind::Ask) ||
                     (has(before) && kind(before) == ChunkKind::Superlative) ||
                     (at == 0 && chunk(at).word == "weekday");
  if (!asked || region_ == Region::Where) return;
  Term term;
  if (!read_unit_group(at, term)) return;
  use(at);
  groups_.push_back({term, {}, at, false});
}

void Reader::read_share() {
  share_at_ = i_;
  use(i_);
  ++i_;
  std::size_t j = next(i_, {ChunkKind::Preposition, ChunkKind::Pronoun});
  Term term;
  term.kind = TermKind::Share;
  if (kind(j) == ChunkKind::Aggregate &&
      (kind(next(j + 1)) == ChunkKind::Measure || kind(next(j + 1)) == ChunkKind::Entity))
    use(j), j = next(j + 1);
  if (kind(j) == ChunkKind::Entity && kind(next(j + 1)) == ChunkKind::Measure) use(j), j = next(j + 1);
  if (kind(j) == ChunkKind::Measure && money_table() >= 0) {
    use(j);
    i_ = j + 1;
    const Term sum = measured(money_table(), Aggregate::Sum);
    term.column = sum.column;
    term.aggregate = sum.aggregate;
    output(term, *share_at_);
    return;
  }
  if (kind(j) == ChunkKind::Entity && !verb(j)) {
    const Part part = part_of(j);
    use(j);
    entities_.push_back({part, j, false, false, false, false});
    // "share of sales" is of the amount, "share of users" of the rows.
    const bool amount = kind(previous(j)) == ChunkKind::Aggregate ||
                        (sense_.measure(part.table, MeasureKind::Money, {}) && !sense_.words().people(part.table) &&
                         sense_.busiest_child(part.table) < 0);
    term.column = {{part.table, -1}, part.key};
    term.aggregate = Aggregate::Count;
    if (amount) {
      const Term sum = measured(part.table, Aggregate::Sum);
      term.column = sum.column;
      term.aggregate = sum.aggregate;
    }
    i_ = j + 1;
  } else if (kind(j) == ChunkKind::Attribute) {
    use(j);
    term.column = quantity_by_verb(column_of(j), j + 1, chunks_.size());
    term.aggregate = sense_.numeric(term.column.column) ? Aggregate::Sum : Aggregate::Count;
    i_ = j + 1;
  } else if (kind(j) == ChunkKind::Aggregate || kind(j) == ChunkKind::CountOf) {
    std::size_t end = j;
    const std::optional<Term> inner = kind(j) == ChunkKind::CountOf ? count_term(end) : aggregate_term(end);
    i_ = std::max(end, j + 1);
    if (!inner) return;
    term.column = inner->column;
    term.aggregate = inner->aggregate;
  } else {
    const int table = main_table();
    if (table < 0) return;
    term.column = {{table, -1}, -1};
    term.aggregate = Aggregate::Count;
    assume(0.4);
  }
  output(term, *share_at_);
}

bool Reader::read_unit_group(std::size_t i, Term& term) const {
  std::string unit = kind(i) == ChunkKind::Unit ? chunk(i).word : "";
  if (unit.empty() || unit == "date") unit = unit.empty() ? "" : "day";
  if (unit.empty()) return false;
  for (int table : near_tables()) {
    ColumnId date = sense_.when(table);
    const int acting = verb_table(0, chunks_.size());
    if (acting >= 0 && sense_.when(acting).table >= 0) date = sense_.when(acting);
    if (date.table < 0) continue;
    term = column_term({date, -1});
    if (sense_.year_number(date) && !sense_.temporal(date) && unit != "year") continue;
    if (!sense_.year_number(date) || sense_.temporal(date)) term.date_part = unit;
    return true;
  }
  return false;
}

std::optional<Term> Reader::group_term(std::size_t& i) {
  if (kind(i) == ChunkKind::Attribute) {
    use(i);
    return column_term(column_of(i++));
  }
  Term term;
  if (read_unit_group(i, term)) {
    use(i++);
    if (kind(next(i)) == ChunkKind::Preposition && chunk(next(i)).word == "of") {
      const std::size_t j = next(next(i) + 1);
      if (kind(j) == ChunkKind::Unit) use(j), i = j + 1;  // "day of the week"
      if (kind(j) == ChunkKind::Unit && chunk(j).word == "week") term.date_part = "weekday";
    }
    return term;
  }
  return std::nullopt;
}

void Reader::read_each() {
  const std::size_t at = i_;
  const bool each_of = chunk(at).word == "each of";
  use(at);
  ++i_;
  std::size_t j = next(i_, {ChunkKind::Preposition, ChunkKind::Distinct});
  if (kind(j) == ChunkKind::Pronoun) {  // "each of them"
    use(j);
    i_ = j + 1;
    if (main_table() >= 0) groups_.push_back({{}, {main_table(), -1}, at, true});
    return;
  }
  for (;;) {
    Group group;
    group.at = at;
    group.each_of = each_of;
    if (kind(j) == ChunkKind::Entity && !verb(j)) {
      use(j);
      group.entity = part_of(j);
      entities_.push_back({group.entity, j, false, false, false, true});
      ++j;
      // "for each student name": the entity's column
      if (kind(j) == ChunkKind::Attribute && mention(j)->column.table == group.entity.table && j == next(j) &&
          j + 1 <= chunks_.size() && chunk(j).begin == chunk(j - 1).end) {
        use(j);
        group.term = column_term(column_of(j));
        group.entity = {};
        ++j;
      }
    } else if (std::optional<Term> term = group_term(j)) {
      group.term = *term;
    } else {
      break;
    }
    groups_.push_back(group);
    // "by city and state"
    const std::size_t joint = next(j);
    const std::size_t after = next(joint + 1);
    if (kind(joint) == ChunkKind::And && chunk(joint).word == "and" &&
        (kind(after) == ChunkKind::Attribute || kind(after) == ChunkKind::Unit) &&
        kind(next(after + 1)) != ChunkKind::Compare && chunk(at).kind == ChunkKind::GroupBy) {
      use(joint);
      j = after;
      continue;
    }
    break;
  }
  i_ = j;
  last_term_.reset();
  if (at == 0 || kind(next(i_)) == ChunkKind::Comma) region_ = Region::Select;
}

}  // namespace sayquel::draft::parser

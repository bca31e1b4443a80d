// Comparisons: what is compared, with which number, average, column or other row.
#include <algorithm>

#include "draft/parser/cues.h"
#include "draft/parser/reader_state.h"
#include "grounding/lexicon/lexicon.h"

namespace sayquel::draft::parser {

Compare operator_of(const Chunk& cue) {
  if (cue.word == "exactly" || cue.word == "only") return Compare::Equal;
  if (cue.word == "unequal") return Compare::NotEqual;
  if (cue.word == "between") return Compare::Between;
  if (cue.down) return cue.or_equal ? Compare::LessEqual : Compare::Less;
  return cue.or_equal ? Compare::GreaterEqual : Compare::Greater;
}

std::shared_ptr<const Plan> Reader::average_of(const Term& term, Aggregate aggregate, std::size_t from) {
  auto plan = std::make_shared<Plan>();
  Term inner = term;
  inner.aggregate = aggregate;
  plan->outputs.push_back(inner);
  plan->entity = term.column.column.table;
  // "than the average of songs in English": what follows right away belongs inside.
  std::size_t k = from;
  bool inside = false;
  while (has(k)) {
    const std::size_t j = next(k, {ChunkKind::Preposition});
    if (kind(j) == ChunkKind::Entity && !verb(j)) {
      if (part_of(j).table != term.column.column.table) plan->parts.insert(part_of(j));
      inside = true;
      use(j);
      k = j + 1;
      continue;
    }
    if (kind(j) == ChunkKind::Value && (inside || k != j)) {
      Condition condition;
      condition.left = column_term(column_of(j));
      condition.operands.push_back(operand_of(j, mention(j)->column));
      plan->where.push_back({condition});
      use(j);
      k = j + 1;
      continue;
    }
    break;
  }
  i_ = std::max(i_, k);
  return plan;
}

std::optional<Term> Reader::compared_term(std::size_t at, std::size_t operand) {
  const Chunk& cue = chunk(at);
  static const std::set<std::string> generic{"many",  "exactly", "only", "unequal", "between", "great",
                                             "large", "big",     "high", "low",     "small"};
  const std::size_t before = previous(at), after = next(operand + 1);
  // "$1,000" is compared with money, whatever is counted.
  if (grounding_.tokens[chunk(operand).begin].money &&
      !(last_term_ && !last_term_->aggregated() && sense_.money(last_term_->column.column) > 0) &&
      !(kind(after) == ChunkKind::Attribute && sense_.money(mention(after)->column) > 0)) {
    const int table = money_table(), main = main_table();
    const auto column = table >= 0 ? sense_.measure(table, MeasureKind::Money, hint_stems()) : std::nullopt;
    if (column) {
      assume(0.1);
      return column_term({*column, -1},
                         main >= 0 && main != table && sense_.has_many(main, table) ? Aggregate::Sum : Aggregate::None);
    }
  }
  if (!generic.contains(cue.word)) {
    bool down = cue.down;
    if (std::optional<Term> term = adjective_term(cue.word, near_tables(), down)) return term;
  }
  // Right before it: "age over 30", "the number of pets is more than 3"; but "in which months were more than 10 sales"
  // compares no month with a number.
  const bool words = last_term_ && last_term_->kind == TermKind::Column && !last_term_->aggregated() &&
                     sense_.text(last_term_->column.column) && kind(operand) == ChunkKind::Number &&
                     (kind(after) == ChunkKind::Entity || kind(after) == ChunkKind::Attribute);
  if (last_term_ && has(before) && !words &&
      (before == last_term_at_ || (last_term_->aggregated() && before <= last_term_at_ + 4)))
    return last_term_;
  if (kind(after) == ChunkKind::Attribute && sense_.numeric(mention(after)->column)) {
    use(after);
    i_ = std::max(i_, after + 1);
    ColumnUse column = column_of(after);
    // "sold more than 10 tickets": the verb's own quantity rather than another table's.
    column = quantity_by_verb(column, 0, chunks_.size());
    const int main = main_table();
    // "sales of more than 6 tickets": a row that has such a quantity of its own is compared by it.
    if (main >= 0 && main != column.column.table && sense_.quantity(column.column) > 0 &&
        mention(after)->coverage < 0.99)
      if (const auto own = sense_.measure(main, MeasureKind::Quantity, {})) column.column = *own;
    if (main >= 0 && main != column.column.table && sense_.has_many(main, column.column.table) &&
        sense_.quantity(column.column) > 0)
      return column_term(column, Aggregate::Sum);
    return column_term(column);
  }
  if (kind(after) == ChunkKind::Entity && (!verb(after) || part_of(after).key < 0)) {
    use(after);
    i_ = std::max(i_, after + 1);
    const Part part = part_of(after);
    if (part.table != main_table()) entities_.push_back({part, after, false, false, true, false});
    return rows_term(part);
  }
  if (last_term_) return last_term_;
  const int acting = verb_table(0, chunks_.size());
  const int main = main_table();
  bool times = false;
  for (std::size_t t = chunk(operand).begin; t < std::min(chunk(operand).end + 2, grounding_.tokens.size()); ++t)
    times = times || grounding_.tokens[t].lower == "times" || grounding_.tokens[t].lower == "once" ||
            grounding_.tokens[t].lower == "twice" || grounding_.tokens[t].lower == "thrice";
  if (times || (acting < 0 && generic.contains(cue.word) && kind(after) == ChunkKind::End)) {
    const int counted = acting >= 0 ? acting : main >= 0 ? sense_.busiest_child(main) : -1;
    if (counted >= 0) return rows_term({counted, -1});
  }
  if (acting >= 0) {
    const bool grouped = main >= 0 && main != acting && sense_.has_many(main, acting);
    if (const auto column = sense_.measure(
            acting,
            kind(after) == ChunkKind::Other && chunk(after).weight > 0 ? MeasureKind::Quantity : MeasureKind::Money,
            hint_stems())) {
      if (kind(after) == ChunkKind::Other) use(after);
      assume(0.15);
      return column_term({*column, -1}, grouped ? Aggregate::Sum : Aggregate::None);
    }
  }
  bool down = cue.down;
  if (std::optional<Term> term = adjective_term(cue.word == "many" ? "large" : cue.word, near_tables(), down)) {
    assume(0.3);
    return term;
  }
  return std::nullopt;
}

void Reader::read_compare() {
  const std::size_t at = i_;
  const Chunk& cue = chunk(at);
  ++i_;
  if (cue.word == "after many") return;
  std::size_t j = next(at + 1, {ChunkKind::Distinct});
  if (kind(j) == ChunkKind::Preposition && (chunk(j).word == "of" || chunk(j).word == "by")) j = next(j + 1);
  if (cue.word == "only" && kind(j) != ChunkKind::Number) {
    use(at);
    return;
  }
  Condition condition;
  condition.op = operator_of(cue);
  bool all = false, any = false;
  for (std::size_t t = chunk(at).end; has(j) && t < chunk(j).begin; ++t) {
    all = all || grounding_.tokens[t].lower == "all" || grounding_.tokens[t].lower == "every";
    any = any || grounding_.tokens[t].lower == "any" || grounding_.tokens[t].lower == "some";
  }
  if (kind(j) == ChunkKind::Each) all = true, use(j), j = next(j + 1);
  // Four digits may be a year or a plain number: what they are compared with decides.
  const bool plain_number =
      kind(j) == ChunkKind::Period && chunk(j).period->bare_year && chunk(j).end == chunk(j).begin + 1 &&
      ((last_term_ && (last_term_->aggregated() || (sense_.numeric(last_term_->column.column) &&
                                                    !sense_.year_number(last_term_->column.column)))) ||
       (kind(next(j + 1)) == ChunkKind::Entity) ||
       (kind(next(j + 1)) == ChunkKind::Attribute && sense_.numeric(mention(next(j + 1))->column)));
  if (kind(j) == ChunkKind::Number || kind(j) == ChunkKind::Period) {
    if (kind(j) == ChunkKind::Period && !plain_number) {
      const ColumnUse column = date_column(at);
      if (column.column.table < 0) return;
      condition.left = column_term(column);
      condition.op = Compare::During;
      condition.period = chunk(j).period->period;
      if (cue.word != "between" && cue.word != "exactly" && condition.period->from && condition.period->to) {
        if (cue.down)
          condition.period->to = cue.or_equal ? condition.period->to : condition.period->from,
          condition.period->from.reset(), condition.period->text = "before " + condition.period->text;
        else
          condition.period->from = cue.or_equal ? condition.period->from : condition.period->to,
          condition.period->to.reset(), condition.period->text = "after " + condition.period->text;
      }
      use(at), use(j);
      i_ = j + 1;
      add_condition(std::move(condition));
      return;
    }
    std::size_t last = j;
    i_ = j + 1;
    if (cue.word == "between") {
      const std::size_t joint = next(j + 1);
      const std::size_t second = next(joint + 1);
      if (!((kind(joint) == ChunkKind::And || kind(joint) == ChunkKind::Preposition) &&
            kind(second) == ChunkKind::Number))
        return;
      use(joint), use(second);
      last = second;
      i_ = second + 1;
    }
    std::optional<Term> left = compared_term(at, last);
    if (!left) return;
    use(at), use(j);
    condition.left = *left;
    condition.operands.push_back(operand_of(j, left->aggregated() ? ColumnId{} : left->column.column));
    if (last != j)
      condition.operands.push_back(operand_of(last, left->aggregated() ? ColumnId{} : left->column.column));
    const std::size_t tail = next(last + 1);
    if (kind(tail) == ChunkKind::Compare && chunk(tail).word == "after many")
      use(tail), condition.op = operator_of(chunk(tail)), i_ = std::max(i_, tail + 1);
    if (left->aggregated())
      add_having(std::move(condition));
    else
      add_condition(std::move(condition));
    return;
  }
  if (kind(j) == ChunkKind::Aggregate || kind(j) == ChunkKind::Superlative || kind(j) == ChunkKind::Average) {
    // "than the average", "than the maximum price of ..."
    const Chunk& inner = chunk(j);
    const Aggregate aggregate = inner.kind == ChunkKind::Superlative
                                    ? (inner.down ? Aggregate::Minimum : Aggregate::Maximum)
                                : inner.word == "maximum" ? Aggregate::Maximum
                                : inner.word == "minimum" ? Aggregate::Minimum
                                : inner.word == "sum"     ? Aggregate::Sum
                                                          : Aggregate::Average;
    std::optional<Term> left = last_term_;
    static const std::set<std::string> generic{"many", "great", "large", "big", "high", "low", "small"};
    if (!generic.contains(cue.word)) {
      bool down = cue.down;
      if (std::optional<Term> term = adjective_term(cue.word, near_tables(), down)) left = term;
    }
    std::size_t k = next(j + 1, {ChunkKind::Preposition});
    std::optional<Term> right = left;
    if (kind(k) == ChunkKind::Attribute &&
        (sense_.numeric(mention(k)->column) || sense_.temporal(mention(k)->column))) {
      use(k);
      right = column_term(column_of(k));
      if (!left) left = right;
      ++k;
    } else {
      k = j + 1;
    }
    i_ = k;
    if (!left || left->aggregated()) return;
    use(at), use(j);
    condition.left = *left;
    condition.than = average_of(*right, aggregate, k);
    add_condition(std::move(condition));
    return;
  }
  if (kind(j) == ChunkKind::Attribute && last_term_ && !all && !any &&
      mention(j)->column != last_term_->column.column) {
    use(at), use(j);
    condition.left = *last_term_;
    condition.other = column_term(column_of(j));
    i_ = j + 1;
    add_condition(std::move(condition));
    return;
  }
  const std::string& last_word = grounding_.tokens[chunk(at).end - 1].lower;
  if ((kind(j) == ChunkKind::Value || kind(j) == ChunkKind::Entity || kind(j) == ChunkKind::Attribute) &&
      cue.word != "between" &&
      (last_word == "than" || last_word.starts_with("exceed") || cue.word == "exactly" || cue.word == "unequal")) {
    // "older than John", "higher than any employee in ..": another row's, the least or the greatest of several.
    bool down = cue.down;
    std::optional<Term> left = last_term_;
    if (std::optional<Term> term = adjective_term(cue.word, near_tables(), down); term && !left) left = term;
    if (!left || left->aggregated()) {
      if (kind(j) == ChunkKind::Value && cue.word == "exactly") use(at);
      return;
    }
    if (cue.word == "exactly" || cue.word == "unequal") {
      use(at);
      if (cue.word == "unequal") negated_ = true;
      return;
    }
    use(at);
    condition.left = *left;
    i_ = j;
    const bool most = cue.down ? any : !any;
    const bool several = all || any || kind(j) == ChunkKind::Entity;
    const Aggregate aggregate = !several ? Aggregate::None : (most ? Aggregate::Maximum : Aggregate::Minimum);
    condition.than = average_of(*left, aggregate, kind(j) == ChunkKind::Attribute ? j + 1 : j);
    if (condition.than->where.empty() && kind(j) == ChunkKind::Value) {
      auto inner = std::make_shared<Plan>(*condition.than);
      Condition which;
      which.left = column_term(column_of(j));
      which.operands.push_back(operand_of(j, mention(j)->column));
      inner->where.push_back({which});
      condition.than = inner;
      use(j);
      i_ = std::max(i_, j + 1);
    }
    if (kind(j) == ChunkKind::Attribute) use(j);
    add_condition(std::move(condition));
  }
}

// What `total` comes to for the average row of the part: "spent more than the average buyer".
std::shared_ptr<const Plan> Reader::average_total(const Term& total, Part part) const {
  auto plan = std::make_shared<Plan>();
  Term ratio = total;
  ratio.kind = TermKind::Ratio;
  ratio.second = {{part.table, -1}, part.key};
  plan->outputs.push_back(ratio);
  plan->entity = total.column.column.table;
  return plan;
}

void Reader::read_average() {
  const std::size_t at = i_;
  const Chunk& cue = chunk(at);
  ++i_;
  std::optional<Term> left = last_term_;
  const std::size_t j = next(at + 1);
  const int main = main_table();
  const bool typical = kind(j) == ChunkKind::Entity && !verb(j) && part_of(j).table == main;
  if (kind(j) == ChunkKind::Attribute && sense_.numeric(mention(j)->column)) {
    use(j);
    if (!left || left->aggregated()) left = column_term(column_of(j));
    i_ = j + 1;
  }
  if (!left && main >= 0)
    if (const int acting = verb_table(0, at); acting >= 0 && sense_.has_many(main, acting))
      left = measured(acting, Aggregate::Sum);
  if (!left) return;
  Condition condition;
  condition.left = *left;
  condition.op = cue.down ? Compare::Less : Compare::Greater;
  if (left->aggregated()) {
    if (main < 0 || main == left->column.column.table || !sense_.has_many(main, left->column.column.table)) return;
    use(at);
    if (typical) use(j), i_ = j + 1;
    for (std::size_t k = 0; k < at; ++k)
      if (kind(k) == ChunkKind::Other && (chunk(k).word == "more" || chunk(k).word == "less")) {
        use(k);
        if (chunk(k).word == "less") condition.op = Compare::Less;
      }
    Part part{main, -1};
    for (const Entity& entity : entities_)
      if (entity.part.table == main && entity.part.key >= 0) part = entity.part;
    condition.than = average_total(*left, part);
    add_having(std::move(condition));
    return;
  }
  use(at);
  condition.than = average_of(*left, Aggregate::Average, i_);
  add_condition(std::move(condition));
}

}  // namespace sayquel::draft::parser

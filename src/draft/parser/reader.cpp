#include "draft/parser/reader.h"

#include <algorithm>

#include "draft/parser/cues.h"
#include "draft/parser/reader_state.h"
#include "grounding/lexicon/lexicon.h"

namespace sayquel::draft::parser {

using grounding::MentionKind;
using grounding::Via;

Reader::Reader(const std::vector<Chunk>& chunks, const Linking& linking, const Grounding& grounding, const Sense& sense,
               const Choices& choices)
    : chunks_(chunks),
      linking_(linking),
      grounding_(grounding),
      sense_(sense),
      choices_(choices),
      plan_(result_.plan),
      used_(chunks.size()) {}

ReadPlan Reader::run() {
  result_.link_score = linking_.score;
  while (i_ < chunks_.size()) {
    const std::size_t before = i_;
    step();
    if (i_ == before) ++i_;  // every chunk is left behind, read or not
  }
  finish();
  return std::move(result_);
}

void Reader::step() {
  const Chunk& it = chunk(i_);
  if ((it.kind == ChunkKind::Entity || it.kind == ChunkKind::Attribute) && read_undone()) return;
  switch (it.kind) {
    case ChunkKind::Attribute:
      return read_attribute();
    case ChunkKind::Entity:
      return read_entity();
    case ChunkKind::Value:
      return read_value();
    case ChunkKind::Literal:
      return read_literal();
    case ChunkKind::Number:
      return read_number();
    case ChunkKind::Period:
      return read_period();
    case ChunkKind::CountOf:
      return read_count();
    case ChunkKind::Aggregate:
      return read_aggregate();
    case ChunkKind::Share:
      return read_share();
    case ChunkKind::Measure:
      return read_measure();
    case ChunkKind::Unit:
      return read_unit();
    case ChunkKind::Superlative:
      return read_superlative();
    case ChunkKind::Compare:
      return read_compare();
    case ChunkKind::Average:
      return read_average();
    case ChunkKind::Contain:
      return read_contain();
    case ChunkKind::Duration:
      return read_duration();
    case ChunkKind::Each:
      return read_each();
    case ChunkKind::GroupBy:
      return read_each();
    case ChunkKind::OrderBy:
      return read_order();
    case ChunkKind::Direction:
      return read_direction();
    case ChunkKind::Negation:
    case ChunkKind::But:
      return read_negated();
    case ChunkKind::Distinct:
      distinct_ = true;
      use(i_);
      break;
    case ChunkKind::Who:
      who_ = true;
      use(i_);
      break;
    case ChunkKind::When:
      when_asked_ = true;
      use(i_);
      break;
    case ChunkKind::Where:
      where_asked_ = true;
      use(i_);
      break;
    case ChunkKind::Ask:
      if (i_ > 0) region_ = Region::Select;
      last_term_.reset();
      use(i_);
      break;
    case ChunkKind::Pronoun:
      if ((it.word == "their" || it.word == "its") &&
          (kind(previous(i_)) == ChunkKind::And || kind(previous(i_)) == ChunkKind::Comma ||
           kind(previous(i_)) == ChunkKind::Ask || kind(previous(i_)) == ChunkKind::Relative))
        region_ = Region::Select;
      use(i_);
      break;
    case ChunkKind::Relative:
      region_ = Region::Where;
      last_term_.reset();
      use(i_);
      break;
    case ChunkKind::Having:
      if (!entities_.empty() || !outputs_.empty()) region_ = Region::Where;
      use(i_);
      break;
    case ChunkKind::Both:
      both_ = true;
      use(i_);
      break;
    case ChunkKind::Either:
    case ChunkKind::Or:
      or_ = true;
      use(i_);
      break;
    case ChunkKind::And:
    case ChunkKind::Comma:
      and_between_ = true;
      versus_ = versus_ || it.word == "versus";
      use(i_);
      break;
    case ChunkKind::Preposition:
      if (it.word == "by") return read_by();
      use(i_);
      break;
    case ChunkKind::Other:
    case ChunkKind::End:
      break;
  }
  ++i_;
}

std::size_t Reader::next(std::size_t i, std::initializer_list<ChunkKind> also) const {
  for (; i < chunks_.size(); ++i) {
    const Chunk& it = chunks_[i];
    if (it.kind == ChunkKind::Other && it.weight == 0) continue;
    if (std::find(also.begin(), also.end(), it.kind) != also.end()) continue;
    break;
  }
  return i;
}

std::size_t Reader::previous(std::size_t i) const {
  while (i > 0) {
    --i;
    const Chunk& it = chunks_[i];
    if (it.kind == ChunkKind::Other && it.weight == 0) continue;
    if (it.kind == ChunkKind::Preposition) continue;
    return i;
  }
  return chunks_.size();
}

void Reader::assume(double price, std::string note) {
  result_.assumed += price;
  if (!note.empty() && std::find(plan_.notes.begin(), plan_.notes.end(), note) == plan_.notes.end())
    plan_.notes.push_back(std::move(note));
}

bool Reader::verb(std::size_t i) const {
  if (!has(i) || chunk(i).end - chunk(i).begin != 1) return false;
  const std::string& word = grounding_.tokens[chunk(i).begin].lower;
  const Mention* met = mention(i);
  if (!met || met->via == Via::Exact) {
    // "sales" and "orders" are nouns here, "booked" never is.
    if (!(word.ends_with("ed") || word.ends_with("ing"))) return false;
  }
  for (const std::string& lemma : lexicon::lemmas(word, lexicon::PartOfSpeech::Verb)) {
    const lexicon::PartsOfSpeech parts = lexicon::parts_of_speech(lemma);
    // "sellers listed": a past form is a verb, though its stem is a noun more often.
    if (parts.verb > (word.ends_with("ed") && i > 0 && kind(i - 1) == ChunkKind::Entity ? 0.1 : 0.4) &&
        (lemma != word || parts.verb > parts.noun) && !(word.ends_with("s") && parts.noun > parts.verb))
      return true;
  }
  return false;
}

Part Reader::part_of(std::size_t i) const {
  const Mention* met = mention(i);
  Part part{met->column.table, -1};
  if (kind(i) == ChunkKind::Entity && met->role >= 0)
    part.key = sense_.words().roles()[static_cast<std::size_t>(met->role)].key;
  return part;
}

ColumnUse Reader::column_of(std::size_t i) const { return {mention(i)->column, -1}; }

int Reader::main_table() const {
  for (const Entity& entity : entities_)
    if (!entity.verb && !entity.where && !entity.each) return entity.part.table;
  if (!outputs_.empty()) {
    const Term& term = outputs_.front().term;
    if (term.column.column.table >= 0) return term.column.column.table;
  }
  for (const Entity& entity : entities_)
    if (!entity.verb) return entity.part.table;
  // Not read yet: the first that comes.
  for (std::size_t i = 0; i < chunks_.size(); ++i)
    if (chunks_[i].kind == ChunkKind::Entity && mention(i) && !verb(i)) return mention(i)->column.table;
  for (std::size_t i = 0; i < chunks_.size(); ++i)
    if (mention(i)) return mention(i)->column.table;
  return -1;
}

std::vector<int> Reader::near_tables() const {
  std::vector<int> tables;
  const auto add = [&](int table) {
    if (table >= 0 && std::find(tables.begin(), tables.end(), table) == tables.end()) tables.push_back(table);
  };
  add(main_table());
  for (std::size_t i = 0; i < chunks_.size(); ++i)
    if (const Mention* met = mention(i)) {
      add(met->column.table);
      if (met->role >= 0) add(sense_.catalog().foreign_keys[static_cast<std::size_t>(part_of(i).key)].from_table);
    }
  return tables;
}

std::set<std::string> Reader::hint_stems() const {
  std::set<std::string> stems;
  for (const grounding::Token& token : grounding_.tokens)
    if (!token.stem.empty() && !grounding::function_word(token.lower)) {
      stems.insert(token.stem);
      for (const std::string& lemma : lexicon::lemmas(token.lower)) stems.insert(grounding::stem(lemma));
    }
  return stems;
}

int Reader::verb_table(std::size_t from, std::size_t to) const {
  for (std::size_t i = from; i < std::min(to, chunks_.size()); ++i) {
    if (negated_verbs_.contains(i)) continue;
    if (chunk(i).kind == ChunkKind::Attribute && mention(i) && verb(i)) return mention(i)->column.table;
    if (chunk(i).kind != ChunkKind::Entity || !mention(i)) continue;
    const Part part = part_of(i);
    if (part.key >= 0) return sense_.catalog().foreign_keys[static_cast<std::size_t>(part.key)].from_table;
    if (verb(i)) return part.table;
  }
  return -1;
}

ColumnUse Reader::quantity_by_verb(ColumnUse column, std::size_t from, std::size_t to) const {
  if (sense_.quantity(column.column) <= 0) return column;
  int acting = verb_table(from, to);
  if (acting < 0) acting = verb_table(0, chunks_.size());
  if (acting < 0 || acting == column.column.table) return column;
  if (const auto quantity = sense_.measure(acting, MeasureKind::Quantity, {})) column.column = *quantity;
  return column;
}

int Reader::verb_role(std::size_t i, int people) const {
  if (!verb_at(i) || people < 0) return -1;
  const Part part = part_of(i);
  if (part.key >= 0 && kind(i) == ChunkKind::Entity) return part.table == people ? part.key : -1;
  int best = -1;
  double top = 0.45;
  const auto& keys = sense_.catalog().foreign_keys;
  for (const std::string& lemma : grounding::lemmas_of(grounding_.tokens[chunk(i).begin]))
    for (const grounding::Role& role : sense_.words().roles()) {
      const catalog::ForeignKey& key = keys[static_cast<std::size_t>(role.key)];
      if (key.from_table != part.table || key.to_table != people) continue;
      for (const grounding::NameWord& word : role.words)
        if (const double related = lexicon::relatedness(lemma, word.word); related > top + 1e-9)
          top = related, best = role.key;
    }
  return best;
}

int Reader::money_table() const {
  const std::vector<int> near = near_tables();
  int acting = -1;
  for (std::size_t i = 0; i < chunks_.size(); ++i)
    if (verb_at(i) && acting < 0) acting = verb_table(i, i + 1);
  int best = -1;
  double top = 0;
  const int tables = static_cast<int>(sense_.catalog().tables.size());
  for (int table = 0; table < tables; ++table) {
    const auto column = sense_.measure(table, MeasureKind::Money, hint_stems());
    if (!column) continue;
    double score = sense_.money(*column);
    for (const grounding::NameWord& word : sense_.words().column(*column).words)
      for (const char* good : {"paid", "total", "amount", "revenue", "payment"})
        score += word.word == good || word.stem == good ? 0.2 : 0;
    double deal = 0;
    for (const grounding::NameWord& word : sense_.words().table(table))
      for (const char* trade : {"sale", "order", "payment", "invoice", "purchase", "transaction", "booking"})
        deal = std::max(deal, lexicon::relatedness(word.word, trade));
    score += 0.6 * deal;
    if (table == acting) score += 1;
    int nearest = near.empty() ? 0 : 9;
    for (int other : near)
      if (const int steps = sense_.graph().distance(table, other); steps >= 0) nearest = std::min(nearest, steps);
    if (nearest > 6) continue;
    score -= 0.15 * nearest;
    if (score > top + 1e-9) top = score, best = table;
  }
  return best;
}

std::optional<ColumnUse> Reader::verb_amount() const {
  for (std::size_t i = 0; i < chunks_.size(); ++i)
    if (kind(i) == ChunkKind::Attribute && mention(i) && verb(i) && sense_.money(mention(i)->column) > 0.4)
      return column_of(i);
  return std::nullopt;
}

void Reader::finish() {
  // "top 5" without a measure: by the figure asked for, else by how often rows of another table speak of it.
  if (limit_wanted_ && plan_.order.empty()) {
    for (const Output& it : outputs_)
      if (it.term.aggregated() && plan_.order.empty()) plan_.order.push_back({it.term, true});
    // "top spenders": by what they spend.
    static const std::set<std::string> by_money{"spender", "spenders", "earner", "earners", "payer", "payers"};
    for (std::size_t i = 0; i < chunks_.size() && plan_.order.empty(); ++i)
      if (kind(i) == ChunkKind::Entity && by_money.contains(grounding_.tokens[chunk(i).begin].lower) &&
          money_table() >= 0)
        plan_.order.push_back({measured(money_table(), Aggregate::Sum), true});
    if (plan_.order.empty() && main_table() >= 0) {
      if (sense_.busiest_child(main_table()) >= 0)
        plan_.order.push_back({rows_of_main_child(main_table()), true}), assume(0.25);
      else
        assume(0.6);
    }
    if (!plan_.limit && number_limit_) plan_.limit = number_limit_;
  }
  settle_average();
  settle_parts();
  settle_denied_parts();
  settle_roles();
  // A figure beside groups is the groups'.
  if (std::any_of(groups_.begin(), groups_.end(), [](const Group& group) { return !group.each_of; }))
    for (Order& order : plan_.order)
      if (!order.term.aggregated() && order.term.kind == TermKind::Column && order.term.date_part.empty() &&
          (sense_.quantity(order.term.column.column) > 0 || sense_.money(order.term.column.column) > 0.5) &&
          outputs_.empty())
        order.term.aggregate = Aggregate::Sum;
  settle_groups();
  settle_outputs();
  settle_counted_groups();
  settle_calendar_order();
  for (std::size_t i = 0; i < chunks_.size(); ++i) {
    const Chunk& it = chunks_[i];
    double weight = it.kind == ChunkKind::Other ? it.weight : 0;
    if (!it.options.empty() || it.kind == ChunkKind::Number || it.kind == ChunkKind::Literal ||
        it.kind == ChunkKind::Period)
      weight = 1;
    if (it.kind == ChunkKind::Superlative || it.kind == ChunkKind::Compare || it.kind == ChunkKind::Negation ||
        it.kind == ChunkKind::Average || it.kind == ChunkKind::Aggregate || it.kind == ChunkKind::CountOf ||
        it.kind == ChunkKind::Contain || it.kind == ChunkKind::Share)
      weight = 1;
    if (it.kind == ChunkKind::Negation && negated_) used_[i] = false;  // what was denied was not found
    result_.content += weight;
    if (!used_[i]) result_.unread += weight;
    if (!used_[i] && it.kind == ChunkKind::Other && it.weight >= 1) result_.unknown += 1;
  }
}

ReadPlan read(const std::vector<Chunk>& chunks, const Linking& linking, const Grounding& grounding, const Sense& sense,
              const Choices& choices) {
  return Reader(chunks, linking, grounding, sense, choices).run();
}

}  // namespace sayquel::draft::parser

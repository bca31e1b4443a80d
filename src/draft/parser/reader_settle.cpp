// What only the whole question decides: which parts are played, what is shown, grouped and added up.
#include <algorithm>

#include "draft/parser/reader_state.h"
#include "grounding/lexicon/lexicon.h"

namespace sayquel::draft::parser {

// Figures that nobody's rows were asked for are added up: "commission for Macbeth", "total per country". A top list
// without a name is a list of what it ranks.
void Reader::settle_amounts() {
  const bool grouped = std::any_of(groups_.begin(), groups_.end(), [](const Group& group) { return !group.each_of; });
  bool plain = !outputs_.empty(), named = false;
  for (const Output& it : outputs_) plain = plain && !it.term.aggregated();
  if (plain) {
    for (const Output& it : outputs_) {
      const int table = it.term.column.column.table;
      named = named || !sense_.numeric(it.term.column.column) ||
              std::any_of(entities_.begin(), entities_.end(),
                          [&](const Entity& e) { return e.part.table == table && !e.verb && !grouped; });
    }
    bool how_much = false;
    for (const Chunk& it : chunks_) how_much = how_much || (it.kind == ChunkKind::Aggregate && it.word == "much");
    for (Output& it : outputs_) {
      const bool amount = it.term.kind == TermKind::Column && it.term.date_part.empty() &&
                          (sense_.money(it.term.column.column) > 0.5 || sense_.quantity(it.term.column.column) > 0);
      if (amount && (grouped || how_much || (!named && !plan_.where.empty() && plan_.order.empty()))) {
        const bool group_itself =
            std::any_of(groups_.begin(), groups_.end(), [&](const Group& group) { return group.term == it.term; });
        if (!group_itself) it.term.aggregate = Aggregate::Sum, assume(0.05);
      }
    }
  }
  const bool only_figures = !outputs_.empty() && std::all_of(outputs_.begin(), outputs_.end(),
                                                             [](const Output& it) { return it.term.aggregated(); });
  if (!plan_.limit || !only_figures || grouped || plan_.order.empty()) return;
  for (const Entity& entity : entities_) {
    if (entity.verb || entity.each) continue;
    const bool ranked = plan_.order.front().term.kind == TermKind::Rows &&
                        plan_.order.front().term.column.column.table == entity.part.table;
    const bool same = outputs_.size() == 1 && outputs_.front().term == plan_.order.front().term;
    std::vector<Output> shown;
    for (const Term& term : sense_.shown(entity.part)) shown.push_back({term, 0});
    // "the five customers who paid the most" wants their names; "how often each occurs" the figure as well.
    const bool asked =
        std::any_of(chunks_.begin(), chunks_.end(), [](const Chunk& it) { return it.kind == ChunkKind::CountOf; });
    if (same && !asked && !ranked) outputs_.clear();
    outputs_.insert(outputs_.begin(), shown.begin(), shown.end());
    return;
  }
}

// "average tickets per listing": a listing is a row already, and nothing is left to group.
void Reader::drop_own_rows() {
  groups_.erase(std::remove_if(groups_.begin(), groups_.end(),
                               [&](const Group& group) {
                                 return group.entity.table >= 0 &&
                                        std::any_of(outputs_.begin(), outputs_.end(),
                                                    [&](const Output& it) {
                                                      return it.term.kind == TermKind::Column &&
                                                             it.term.aggregate == Aggregate::Average &&
                                                             it.term.column.column.table == group.entity.table;
                                                    }) &&
                                        !sense_.key_columns(group.entity.table).empty();
                               }),
                groups_.end());
}

// "events per state", "sales by month": the thing itself, and a group; its rows are counted, or their amounts added up.
void Reader::settle_bare_groups() {
  if (!outputs_.empty() || !plan_.order.empty() || plan_.limit || !plan_.having.empty() || groups_.empty()) return;
  for (const Group& group : groups_) {
    const std::string& word = grounding_.tokens[chunk(group.at).begin].lower;
    if (word != "per" && word != "by") return;
  }
  for (const Entity& entity : entities_) {
    if (entity.verb || entity.where || entity.each) continue;
    const bool deals = !sense_.words().people(entity.part.table) && sense_.busiest_child(entity.part.table) < 0 &&
                       sense_.measure(entity.part.table, MeasureKind::Money, {});
    output(deals ? measured(entity.part.table, Aggregate::Sum) : rows_term(entity.part), entity.at);
    return;
  }
}

void Reader::settle_groups() {
  settle_bare_groups();
  settle_amounts();
  drop_own_rows();
  // "the top 3 events in each category": a limit within each group, of things that are not the group.
  if (plan_.limit && !plan_.order.empty() &&
      std::any_of(groups_.begin(), groups_.end(), [](const Group& group) { return !group.each_of; })) {
    const auto of_group = [&](int table) {
      return std::any_of(groups_.begin(), groups_.end(), [&](const Group& group) {
        return group.entity.table == table || (group.entity.table < 0 && group.term.column.column.table == table);
      });
    };
    for (const Output& it : outputs_)
      plan_.limit_per_group =
          plan_.limit_per_group || (!it.term.aggregated() && !of_group(it.term.column.column.table));
    if (!plan_.limit_per_group && outputs_.empty())
      for (const Entity& entity : entities_)
        if (!entity.verb && !entity.each && !entity.where && !of_group(entity.part.table) && !plan_.limit_per_group) {
          plan_.limit_per_group = true;
          for (const Term& term : sense_.shown(entity.part)) outputs_.push_back({term, entity.at});
        }
  }
  const auto aggregated = [](const Term& term) { return term.aggregated(); };
  bool any = !plan_.having.empty();
  for (const Output& it : outputs_) any = any || aggregated(it.term);
  for (const Order& order : plan_.order) any = any || aggregated(order.term);
  for (Group& group : groups_) {
    if (group.entity.table >= 0) {
      if (!any) {
        // "for each trip, its date" shows the trip; "the date of each trip" does not.
        entities_.push_back({group.entity, group.at, !group.each_of && group.at <= 1, false, false, false});
        continue;
      }
      // Rows that are counted for each of themselves are told apart by name: how often each name occurs.
      bool itself = false;
      for (const Output& it : outputs_)
        itself = itself || (it.term.kind == TermKind::Rows && it.term.column.column.table == group.entity.table);
      if (itself)
        for (const Term& term : sense_.shown(group.entity)) plan_.groups.push_back(term);
      else
        plan_.group_entities.insert(group.entity);
      bool shown = false;
      for (const Output& it : outputs_)
        shown = shown || (!it.term.aggregated() && it.term.column.column.table == group.entity.table);
      if (!shown)
        for (const Term& term : sense_.shown(group.entity)) outputs_.push_back({term, group.at});
    } else {
      if (any) plan_.groups.push_back(group.term);
      bool shown = false;
      for (const Output& it : outputs_) shown = shown || it.term == group.term;
      if (!shown && (any || !group.each_of)) outputs_.push_back({group.term, group.at});
    }
  }
}

// Months, quarters and days come in the calendar's order unless another one is asked for.
void Reader::settle_calendar_order() {
  if (!plan_.order.empty() || plan_.limit) return;
  if (chronological_ && plan_.groups.empty() && plan_.group_entities.empty() && plan_.entity >= 0 &&
      sense_.when(plan_.entity).table >= 0) {
    plan_.order.push_back({column_term({sense_.when(plan_.entity), -1}), *chronological_});
    return;
  }
  for (const Term& term : plan_.groups) {
    if (term.kind != TermKind::Column || term.aggregated()) continue;
    const ColumnId column = term.column.column;
    if (!term.date_part.empty() || sense_.temporal(column) || sense_.year_number(column)) {
      if (term.date_part != "weekday") plan_.order.push_back({term, false});
      continue;
    }
    const ColumnId date = sense_.when(column.table);
    bool month = false;
    for (const grounding::NameWord& word : sense_.words().column(column).words)
      month = month || word.word == "month" || word.word == "quarter";
    if (!month || date.table < 0 || date == column) continue;
    Term first = column_term({date, term.column.key}, Aggregate::Minimum);
    plan_.order.push_back({first, false});
  }
}

// "the 10 biggest venues, with their number of seats": a figure of the very rows that are listed is not added up.
void Reader::settle_own_figures() {
  if (!plan_.limit || !groups_.empty()) return;
  const auto lists = [&](int table) {
    return std::any_of(entities_.begin(), entities_.end(),
                       [&](const Entity& e) { return e.part.table == table && !e.verb && !e.where && !e.each; });
  };
  const auto settle = [&](Term& term) {
    if (term.kind == TermKind::Column && term.aggregate == Aggregate::Sum && lists(term.column.column.table))
      term.aggregate = Aggregate::None;
  };
  if (outputs_.size() < 2 && !(outputs_.size() == 1 && outputs_.front().at > 3)) return;
  for (Output& it : outputs_) settle(it.term);
  for (Order& order : plan_.order) settle(order.term);
}

void Reader::settle_outputs() {
  settle_own_figures();
  // Entities asked for by themselves.
  const bool nothing = outputs_.empty();
  const bool share =
      std::any_of(outputs_.begin(), outputs_.end(), [](const Output& it) { return it.term.kind == TermKind::Share; });
  for (const Entity& entity : entities_) {
    if (entity.verb || entity.where || entity.each || share) continue;
    bool asked = entity.output;
    if (nothing) {
      const bool first = &entity == &entities_.front() ||
                         std::none_of(entities_.begin(), entities_.end(),
                                      [&](const Entity& e) { return e.at < entity.at && !e.verb && !e.where; });
      const std::size_t before = previous(entity.at);
      const bool joined =
          has(before) && (kind(before) == ChunkKind::And || kind(before) == ChunkKind::Comma) && entity.at < 8;
      asked = asked || first || joined;
    } else {
      // "show customers and their orders' number": named first, with more to come
      std::size_t before = previous(entity.at);
      const std::size_t after = next(entity.at + 1);
      while (has(before) && kind(before) == ChunkKind::Value) before = previous(before);
      const bool opened = !has(before) || kind(before) == ChunkKind::Ask || kind(before) == ChunkKind::Distinct ||
                          kind(before) == ChunkKind::Superlative;
      bool counted = false;
      for (const Output& it : outputs_)
        counted = counted || (it.term.kind == TermKind::Rows && it.term.column.column.table == entity.part.table);
      const bool ranked = plan_.limit && has(before) && outputs_.front().at > entity.at && entity.at < 8 &&
                          (kind(before) == ChunkKind::Superlative || kind(before) == ChunkKind::Number);
      asked = asked || (ranked && !counted) ||
              (opened && !counted &&
               (kind(after) == ChunkKind::And || kind(after) == ChunkKind::Comma ||
                (kind(after) == ChunkKind::Relative && chunk(after).word == "with")) &&
               outputs_.front().at > entity.at);
    }
    if (!asked) continue;
    std::vector<Term> shown = sense_.shown(entity.part);
    bool present = false;
    for (const Output& it : outputs_)
      present = present || std::any_of(shown.begin(), shown.end(), [&](const Term& t) { return t == it.term; });
    if (!present)
      for (const Term& term : shown) outputs_.push_back({term, entity.at});
  }
  plan_.entity = main_table();
  // "who made the latest order": a person behind the row.
  if (who_ && plan_.entity >= 0 && nothing && !sense_.words().people(plan_.entity))
    for (const catalog::ForeignKey& key : sense_.catalog().foreign_keys)
      if (key.from_table == plan_.entity && sense_.words().people(key.to_table)) {
        outputs_.clear();
        for (const Term& term : sense_.shown({key.to_table, -1})) outputs_.push_back({term, 0});
        break;
      }
  for (const Entity& entity : entities_)
    if (entity.part.table == plan_.entity && entity.part.key >= 0 && plan_.entity_key < 0)
      plan_.entity_key = entity.part.key;
  // "when was the last ticket sold?": one moment, the first or the last.
  if (when_asked_ && plan_.entity >= 0 && plan_.order.empty()) {
    Aggregate end = Aggregate::None;
    for (const grounding::Token& token : grounding_.tokens) {
      if (token.lower == "last" || token.lower == "latest" || token.lower == "recently") end = Aggregate::Maximum;
      if (token.lower == "first" || token.lower == "earliest") end = Aggregate::Minimum;
    }
    const int acting = verb_table(0, chunks_.size());
    const ColumnId date = sense_.when(acting >= 0 ? acting : plan_.entity);
    if (end != Aggregate::None && date.table >= 0) {
      outputs_ = {{column_term({date, -1}, end), 0}};
      plan_.limit.reset();
    }
  }
  if (outputs_.empty() && plan_.entity >= 0) {
    if (when_asked_ && sense_.when(plan_.entity).table >= 0)
      outputs_.push_back({column_term({sense_.when(plan_.entity), -1}), 0});
    else
      for (const Term& term : sense_.shown({plan_.entity, plan_.entity_key})) outputs_.push_back({term, 0});
  } else if (when_asked_ && plan_.entity >= 0 && outputs_.front().term.kind == TermKind::Column &&
             !outputs_.front().term.aggregated()) {
    const ColumnId date = sense_.when(plan_.entity);
    if (date.table >= 0) outputs_ = {{column_term({date, -1}), 0}};
  }
  if (who_ && plan_.entity >= 0 && !outputs_.empty() && !sense_.words().people(plan_.entity)) assume(0.1);
  std::stable_sort(outputs_.begin(), outputs_.end(), [](const Output& a, const Output& b) { return a.at < b.at; });
  for (const Output& it : outputs_) plan_.outputs.push_back(it.term);
  for (const Entity& entity : entities_) plan_.parts.insert(entity.part);

  // Aggregates beside plain columns: grouped by those.
  bool aggregated_output = false, plain_output = false, aggregated_elsewhere = !plan_.having.empty();
  for (const Term& term : plan_.outputs) (term.aggregated() ? aggregated_output : plain_output) = true;
  for (const Order& order : plan_.order) aggregated_elsewhere = aggregated_elsewhere || order.term.aggregated();
  const bool grouped = !plan_.groups.empty() || !plan_.group_entities.empty();
  if (!grouped && plain_output && (aggregated_output || aggregated_elsewhere)) {
    for (const Term& term : plan_.outputs) {
      if (term.aggregated()) continue;
      const std::vector<int>& names = sense_.words().name_columns(term.column.column.table);
      const std::vector<int> keys = sense_.key_columns(term.column.column.table);
      const bool names_row = std::find(names.begin(), names.end(), term.column.column.column) != names.end() ||
                             std::find(keys.begin(), keys.end(), term.column.column.column) != keys.end();
      // A name stands for its row only where rows of another table are counted.
      bool counts_itself = false;
      const auto counts_own = [&](const Term& t) {
        return t.aggregated() && t.column.column.table == term.column.column.table;
      };
      for (const Term& other : plan_.outputs) counts_itself = counts_itself || counts_own(other);
      for (const Order& order : plan_.order) counts_itself = counts_itself || counts_own(order.term);
      for (const AnyOf& any : plan_.having)
        for (const Condition& condition : any) counts_itself = counts_itself || counts_own(condition.left);
      const bool named = std::any_of(entities_.begin(), entities_.end(), [&](const Entity& e) {
        return e.part.table == term.column.column.table && !e.verb;
      });
      if ((names_row || (term.column.column.table == plan_.entity && named)) && !counts_itself && !keys.empty())
        plan_.group_entities.insert(term.column.part());
      else
        plan_.groups.push_back(term);
    }
  }
  if (aggregated_output || grouped) plan_.distinct = false;
}

// "sellers who listed tickets but never sold any": the part that they do not play is not the one that makes them
// sellers.
void Reader::settle_denied_parts() {
  const auto& keys = sense_.catalog().foreign_keys;
  for (const Related& related : plan_.related) {
    if (!related.absent || related.part.key < 0 || !related.where.empty()) continue;
    for (Entity& entity : entities_) {
      if (entity.part.key != related.part.key) continue;
      const auto& denied = keys[static_cast<std::size_t>(related.part.key)];
      int other = -1;
      for (const Entity& done : entities_)
        for (std::size_t k = 0; k < keys.size() && other < 0; ++k)
          if (done.part.table == keys[k].from_table && keys[k].from_table != denied.from_table &&
              keys[k].to_table == entity.part.table && same_word(static_cast<int>(k), related.part.key))
            other = static_cast<int>(k);
      entity.part.key = other;
      for (Output& it : outputs_)
        if (it.term.column.key == related.part.key && it.term.column.column.table == entity.part.table)
          it.term.column.key = other;
    }
  }
}

// Two keys whose columns give the same part its name: the seller of a listing, and of a sale.
bool Reader::same_word(int one, int other) const {
  const auto stems = [&](int key) {
    std::set<std::string> out;
    for (const grounding::Role& role : sense_.words().roles())
      if (role.key == key)
        for (const grounding::NameWord& word : role.words) out.insert(word.stem);
    return out;
  };
  const std::set<std::string> words = stems(one);
  return !words.empty() && words == stems(other);
}

// Who bought is the buyer; who is a buyer and a seller must be both, each by rows of its own.
void Reader::settle_roles() {
  const int main = main_table();
  if (main < 0) return;
  std::set<int> keys;
  for (const Entity& entity : entities_) {
    int key = entity.part.table == main ? entity.part.key : -1;
    if (entity.verb && entity.where)
      if (const int role = verb_role(entity.at, main); role >= 0) key = role;
    if (key >= 0) keys.insert(key);
  }
  bool measures = !plan_.order.empty() || !plan_.having.empty();
  for (const Output& it : outputs_)
    measures =
        measures || (it.term.aggregated() && !(it.term.kind == TermKind::Rows && it.term.column.column.table == main));
  if (keys.size() == 2 && !measures) {
    for (int key : keys) {
      Related related;
      related.absent = false;
      related.part = {sense_.catalog().foreign_keys[static_cast<std::size_t>(key)].from_table, key};
      if (related.part.table != main) plan_.related.push_back(related);
    }
    std::vector<Entity> kept;
    for (Entity& entity : entities_) {
      const bool role = entity.part.table == main && entity.part.key >= 0;
      if (role) entity.part.key = -1;
      if (!entity.verb) kept.push_back(entity);
    }
    entities_ = kept;
    for (Output& it : outputs_)
      if (it.term.column.column.table == main) it.term.column.key = -1;
    return;
  }
  if (keys.size() != 1) return;
  for (Entity& entity : entities_)
    if (entity.part.table == main && entity.part.key < 0 && !entity.each) entity.part.key = *keys.begin();
}

// "how many buyers bought more than 100 tickets": the buyers are counted who, one by one, pass.
void Reader::settle_counted_groups() {
  if (plan_.having.empty() || !plan_.groups.empty() || !plan_.group_entities.empty() || plan_.outputs.size() != 1)
    return;
  const Term& counted = plan_.outputs.front();
  const int table = counted.column.column.table;
  const bool column =
      counted.kind == TermKind::Column && counted.aggregate == Aggregate::Count && counted.column.column.column >= 0;
  if (counted.kind != TermKind::Rows && !column) return;
  const std::vector<int> keys = column ? std::vector<int>{counted.column.column.column} : sense_.key_columns(table);
  const bool others = column || std::any_of(plan_.having.begin(), plan_.having.end(), [&](const AnyOf& any) {
                        return any.front().left.column.column.table != table;
                      });
  if (keys.size() != 1 || !others) return;
  auto inner = std::make_shared<Plan>(plan_);
  Term key;
  key.column = {{table, keys.front()}, plan_.entity == table ? plan_.entity_key : counted.column.key};
  inner->outputs = {key};
  if (column)
    inner->groups = {key};
  else
    inner->group_entities = {key.column.part()};
  Condition condition;
  condition.left = key;
  condition.left.column.key = -1;
  condition.than = inner;
  condition.among = true;
  plan_.having.clear();
  plan_.where = {{condition}};
  plan_.related.clear();
  plan_.parts.clear();
  plan_.entity = table;
  plan_.entity_key = -1;
  plan_.outputs.front().column.key = -1;
  if (column) plan_.outputs.front().distinct = true;
}

// A part whose word two tables have ("seller" of a listing and of a sale) is that of the table that is spoken of.
void Reader::settle_parts() {
  const auto& keys = sense_.catalog().foreign_keys;
  std::vector<int> spoken;
  if (const int acting = verb_table(0, chunks_.size()); acting >= 0) spoken.push_back(acting);
  for (const Order& order : plan_.order) spoken.push_back(order.term.column.column.table);
  for (const Output& it : outputs_) spoken.push_back(it.term.column.column.table);
  const auto settle = [&](Part& part) {
    if (part.key < 0) return;
    for (int table : spoken) {
      if (table == keys[static_cast<std::size_t>(part.key)].from_table) return;
      for (std::size_t k = 0; k < keys.size(); ++k)
        if (keys[k].from_table == table && keys[k].to_table == part.table && same_word(static_cast<int>(k), part.key)) {
          part.key = static_cast<int>(k);
          return;
        }
    }
  };
  for (Entity& entity : entities_) settle(entity.part);
  for (Group& group : groups_) settle(group.entity);
}

}  // namespace sayquel::draft::parser

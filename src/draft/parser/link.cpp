#include "draft/parser/link.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace sayquel::draft::parser {
namespace {

using grounding::MentionKind;

struct State {
  std::vector<const Mention*> chosen;
  std::set<int> tables;
  double score = 0;
};

class Linker {
 public:
  Linker(const std::vector<Chunk>& chunks, const Grounding& grounding, const Sense& sense)
      : chunks_(chunks), grounding_(grounding), sense_(sense) {}

  std::vector<Linking> run(std::size_t limit) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < chunks_.size(); ++i)
      if (!chunks_[i].options.empty()) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return clarity(a) > clarity(b); });
    std::vector<State> beam(1);
    beam[0].chosen.resize(chunks_.size());
    for (std::size_t i : order) {
      std::vector<State> next;
      for (const State& state : beam)
        for (const Mention* option : chunks_[i].options) {
          State longer = state;
          longer.chosen[i] = option;
          longer.score += fit(i, *option, state);
          longer.tables.insert(option->column.table);
          if (option->role >= 0) longer.tables.insert(key_of(*option).from_table);
          next.push_back(std::move(longer));
        }
      std::stable_sort(next.begin(), next.end(),
                       [](const State& a, const State& b) { return a.score > b.score + 1e-9; });
      if (next.size() > kBeam) next.resize(kBeam);
      beam = std::move(next);
    }
    std::vector<Linking> out;
    for (State& state : beam) {
      if (out.size() >= limit) break;
      out.push_back({std::move(state.chosen), order.empty() ? 0.88 : state.score / static_cast<double>(order.size())});
    }
    return out;
  }

 private:
  static constexpr std::size_t kBeam = 10;

  const catalog::ForeignKey& key_of(const Mention& mention) const {
    return sense_.catalog()
        .foreign_keys[static_cast<std::size_t>(sense_.words().roles()[static_cast<std::size_t>(mention.role)].key)];
  }

  // Entities first, then what has few options, then values.
  double clarity(std::size_t i) const {
    const Chunk& chunk = chunks_[i];
    const double kind = chunk.kind == ChunkKind::Entity ? 2 : chunk.kind == ChunkKind::Attribute ? 1 : 0.8;
    return kind - 0.05 * static_cast<double>(chunk.options.size()) + chunk.options.front()->score;
  }

  double fit(std::size_t i, const Mention& option, const State& state) const {
    double score = option.score - stretch(option, state);
    const Chunk& chunk = chunks_[i];
    if (chunk.kind == ChunkKind::Attribute) score += owner_bonus(i, option, state);
    if (chunk.kind == ChunkKind::Value) score += beside_bonus(i, option, state);
    // A key column that refers elsewhere stands for the other table's; prefer where the column lives.
    if (chunk.kind == ChunkKind::Attribute && foreign(option.column)) score -= 0.03;
    if (chunk.kind == ChunkKind::Entity && option.role >= 0) score += 0.01;
    return score;
  }

  bool foreign(ColumnId id) const {
    for (const catalog::ForeignKey& key : sense_.catalog().foreign_keys)
      if (key.from_table == id.table && key.from_columns.size() == 1 && key.from_columns[0] == id.column) return true;
    return false;
  }

  double stretch(const Mention& option, const State& state) const {
    if (state.tables.empty() || state.tables.contains(option.column.table)) return 0;
    int nearest = 99;
    for (int table : state.tables) {
      const int steps = sense_.graph().distance(table, option.column.table);
      if (steps >= 0) nearest = std::min(nearest, steps);
    }
    return nearest == 1 ? 0.08 : nearest == 2 ? 0.13 : nearest < 99 ? 0.08 + 0.05 * nearest : 0.45;
  }

  // "name of the student", "student name", "student's name": the entity beside it owns it.
  double owner_bonus(std::size_t i, const Mention& option, const State& state) const {
    double bonus = 0;
    for (std::size_t j = 0; j < chunks_.size(); ++j) {
      if (chunks_[j].kind != ChunkKind::Entity || !state.chosen[j] ||
          state.chosen[j]->column.table != option.column.table)
        continue;
      bonus = std::max(bonus, 0.1);
      if (j + 1 == i) bonus = std::max(bonus, 0.28);
      if (j > i && of_between(i, j))
        bonus = std::max(bonus, 0.28);
      else if (j > i && j - i <= 3)
        bonus = std::max(bonus, 0.13);
    }
    return bonus;
  }
  bool of_between(std::size_t from, std::size_t to) const {
    bool of = false;
    for (std::size_t k = from + 1; k < to; ++k) {
      const Chunk& chunk = chunks_[k];
      if (chunk.kind == ChunkKind::Preposition || (chunk.kind == ChunkKind::Each && chunk.word == "each of"))
        of = true;
      else if (chunk.kind == ChunkKind::Attribute || chunk.kind == ChunkKind::And || chunk.kind == ChunkKind::Comma ||
               chunk.kind == ChunkKind::Distinct || (chunk.kind == ChunkKind::Other && chunk.weight == 0))
        continue;
      else
        return false;
    }
    return of;
  }

  // "the city San Diego", "whose state is CA", "Sales department": the column that is named beside the value.
  double beside_bonus(std::size_t i, const Mention& option, const State& state) const {
    double bonus = 0;
    const auto beside = [&](std::size_t j, double nearness) {
      const Chunk& chunk = chunks_[j];
      if (chunk.kind == ChunkKind::Attribute) {
        if (state.chosen[j] && state.chosen[j]->column == option.column)
          bonus = std::max(bonus, 0.32 * nearness);
        else if (std::any_of(chunk.options.begin(), chunk.options.end(),
                             [&](const Mention* m) { return m->column == option.column; }))
          bonus = std::max(bonus, 0.2 * nearness);
        else if (state.chosen[j] && state.chosen[j]->column.table == option.column.table)
          bonus = std::max(bonus, 0.14 * nearness);
      } else if (chunk.kind == ChunkKind::Entity && state.chosen[j] &&
                 state.chosen[j]->column.table == option.column.table) {
        const auto& names = sense_.words().name_columns(option.column.table);
        const bool name = std::find(names.begin(), names.end(), option.column.column) != names.end();
        // "albums by Iron Maiden", "flights from Boston": not the thing's own name.
        if (!(name && j < i && elsewhere_between(j, i))) bonus = std::max(bonus, (name ? 0.24 : 0.18) * nearness);
      } else if (chunk.kind == ChunkKind::Value && state.chosen[j] && state.chosen[j]->column == option.column) {
        bonus = std::max(bonus, 0.15);
      }
    };
    // The nearest thing named on its left, and the one right behind it.
    for (std::size_t j = i; j-- > 0 && j + 6 > i;) {
      const ChunkKind kind = chunks_[j].kind;
      if (kind != ChunkKind::Attribute && kind != ChunkKind::Entity && kind != ChunkKind::Value) continue;
      beside(j, j + 3 >= i ? 1 : 0.75);
      if (kind == ChunkKind::Entity && state.chosen[j])
        bonus = std::max(bonus, maker_bonus(j, i, option, *state.chosen[j]));
      if (kind != ChunkKind::Value) break;
    }
    if (i + 1 < chunks_.size()) beside(i + 1, 1);
    return bonus;
  }

  // A preposition right before the value that leads away from what stands before it.
  bool elsewhere_between(std::size_t from, std::size_t to) const {
    static const std::set<std::string, std::less<>> away{"by", "in", "from", "at", "on"};
    for (std::size_t k = from + 1; k < to; ++k)
      if (chunks_[k].kind == ChunkKind::Preposition && away.contains(chunks_[k].word)) return true;
    return false;
  }
  // "albums by Iron Maiden": what the entity refers to, by one key.
  double maker_bonus(std::size_t entity, std::size_t value, const Mention& option, const Mention& chosen) const {
    if (!elsewhere_between(entity, value) || option.column.table == chosen.column.table) return 0;
    const auto& names = sense_.words().name_columns(option.column.table);
    if (std::find(names.begin(), names.end(), option.column.column) == names.end()) return 0;
    return sense_.up_steps(chosen.column.table, option.column.table) == 1 ? 0.2 : 0;
  }

  const std::vector<Chunk>& chunks_;
  const Grounding& grounding_;
  const Sense& sense_;
};

}  // namespace

std::vector<Linking> link(const std::vector<Chunk>& chunks, const Grounding& grounding, const Sense& sense,
                          std::size_t limit) {
  return Linker(chunks, grounding, sense).run(limit);
}

}  // namespace sayquel::draft::parser

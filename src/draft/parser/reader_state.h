// The reader at work: shared by the files that read one kind of chunk each. Internal to the parser.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "draft/parser/reader.h"

namespace sayquel::draft::parser {

enum class Region { Select, Where };

class Reader {
 public:
  Reader(const std::vector<Chunk>& chunks, const Linking& linking, const Grounding& grounding, const Sense& sense,
         const Choices& choices);
  ReadPlan run();

 private:
  // ---- walking (reader.cpp) ----
  void step();
  void finish();
  bool has(std::size_t i) const { return i < chunks_.size(); }
  const Chunk& chunk(std::size_t i) const { return chunks_[i]; }
  ChunkKind kind(std::size_t i) const { return has(i) ? chunks_[i].kind : ChunkKind::End; }
  const Mention* mention(std::size_t i) const { return linking_.chosen[i]; }
  // The next chunk from i that is no weightless filler, nor one of the kinds to be skipped.
  std::size_t next(std::size_t i, std::initializer_list<ChunkKind> also = {}) const;
  std::size_t previous(std::size_t i) const;  // the same backwards; chunks_.size(): none
  void use(std::size_t i) { used_[i] = true; }
  void assume(double price, std::string note = {});
  bool verb(std::size_t i) const;                          // an entity met by a verb ("sold", "purchased")
  Part part_of(std::size_t i) const;                       // of an entity chunk
  ColumnUse column_of(std::size_t i) const;                // of an attribute or value chunk
  int main_table() const;                                  // the entity so far, or the best guess
  std::vector<int> near_tables() const;                    // mentioned ones, the main one first
  std::set<std::string> hint_stems() const;                // of the question's words, to choose a measure by
  int verb_table(std::size_t from, std::size_t to) const;  // of a verb among chunks [from, to); -1
  // "tickets sold": a quantity of another table gives way to the verb's own.
  ColumnUse quantity_by_verb(ColumnUse column, std::size_t from, std::size_t to) const;
  int verb_role(std::size_t i, int people) const;  // the key that a verb gives: who bought is the buyer; -1
  int money_table() const;                         // whose rows carry the money that the question speaks of; -1
  bool verb_at(std::size_t i) const {
    return (kind(i) == ChunkKind::Entity || kind(i) == ChunkKind::Attribute) && mention(i) && verb(i);
  }
  std::optional<ColumnUse> verb_amount() const;  // what a verb's own column adds up ("spent": price paid)

  // ---- what is asked for (reader_outputs.cpp) ----
  void read_attribute();
  bool compound(std::size_t i) const;
  bool modifier(std::size_t i) const;  // "ticket quantity": only the last noun names the column
  void read_entity();
  void read_count();
  std::optional<Term> count_term(std::size_t& i);  // from a CountOf chunk on; i moves past it
  void read_aggregate();
  std::optional<Term> aggregate_term(std::size_t& i);  // the same for one aggregate
  std::optional<Term> average_for_each(std::size_t& i, ColumnUse& column);
  Term for_each(Term total, Part part, std::size_t at);
  bool single(std::size_t i) const;
  bool same_for_two(std::size_t at);
  void settle_average();
  Term measured(int table, Aggregate aggregate);  // an amount of a table that the question does not name
  void read_each();
  void read_share();
  void read_measure();
  void read_unit();
  void output(Term term, std::size_t at);
  std::optional<Term> group_term(std::size_t& i);  // what follows "by" or "for each"
  bool read_unit_group(std::size_t i, Term& term) const;
  void settle_parts();
  void settle_outputs();
  void settle_own_figures();
  void settle_calendar_order();
  void settle_groups();
  void settle_bare_groups();
  void drop_own_rows();
  void settle_amounts();
  void settle_roles();
  void settle_denied_parts();
  bool same_word(int one, int other) const;
  void settle_counted_groups();

  // ---- conditions (reader_conditions.cpp) ----
  void read_value();
  void read_literal();
  void read_number();
  void read_period();
  void read_compare();
  void read_average();
  void read_contain();
  void read_negated();
  bool read_absent(std::size_t j, bool conditions);
  bool read_undone();
  std::vector<AnyOf> conditions_inside();
  void add_condition(Condition condition);
  void add_having(Condition condition);
  bool flag_condition(std::size_t i);
  std::optional<Term> compared_term(std::size_t at, std::size_t operand);  // the left side of a comparison
  bool take_operand(std::size_t& i, Condition& condition);
  Operand operand_of(std::size_t i, ColumnId column) const;
  ColumnUse date_column(std::size_t at);
  std::shared_ptr<const Plan> average_total(const Term& total, Part part) const;
  std::shared_ptr<const Plan> average_of(const Term& term, Aggregate aggregate, std::size_t from);

  // ---- superlatives and order (reader_order.cpp) ----
  void read_superlative();
  void read_order();
  void read_by();
  void read_duration();
  void read_direction();
  std::optional<Order> superlative_order(std::size_t& i, const Chunk& cue);
  std::optional<Term> adjective_term(const std::string& adjective, const std::vector<int>& tables, bool& down);
  Term rows_of_main_child(int table);
  bool asks_for_extreme(std::size_t i, std::size_t attribute) const;
  void set_limit(const Chunk& cue);

  const std::vector<Chunk>& chunks_;
  const Linking& linking_;
  const Grounding& grounding_;
  const Sense& sense_;
  const Choices& choices_;
  ReadPlan result_;
  Plan& plan_;

  std::size_t i_ = 0;
  Region region_ = Region::Select;
  std::vector<bool> used_;
  struct Entity {
    Part part;
    std::size_t at = 0;
    bool output = false;  // asked for by itself
    bool verb = false;
    bool where = false;  // stands in a condition
    bool each = false;
  };
  std::vector<Entity> entities_;
  struct Output {
    Term term;
    std::size_t at = 0;
  };
  std::vector<Output> outputs_;
  struct Group {
    Term term;
    Part entity;  // table -1: the term
    std::size_t at = 0;
    bool each_of = false;  // "of each", "each": groups only where something is aggregated
  };
  std::vector<Group> groups_;
  std::optional<Term> last_term_;  // the attribute that a comparison may be about
  std::size_t last_term_at_ = 0;
  std::optional<std::size_t> last_value_;  // chunk of the last value condition
  bool negated_ = false;
  bool both_ = false;
  bool or_ = false;
  bool and_between_ = false, versus_ = false;
  std::set<std::size_t> negated_verbs_;  // what was not done says nothing of who did
  bool inside_related_ = false;          // reading the conditions of rows that must not be there
  bool distinct_ = false;
  bool who_ = false, when_asked_ = false, where_asked_ = false;
  std::int64_t number_limit_ = 0;  // "the 5 people who ..."
  bool limit_wanted_ = false;
  bool order_guessed_ = false;  // by an adjective that may mean several columns
  std::optional<std::size_t> share_at_;
  std::optional<bool> chronological_;   // asked for in order of time; true: the latest first
  bool average_wanted_ = false;         // "on average", said before or after what is averaged
  std::optional<std::size_t> typical_;  // chunk of "the average buyer"
};

// The comparison that a cue asks for: "at least" is GreaterEqual.
Compare operator_of(const Chunk& cue);

}  // namespace sayquel::draft::parser

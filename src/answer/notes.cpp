#include "answer/notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "answer/probe_queries.h"
#include "answer/wording/naming.h"
#include "answer/wording/number_words.h"
#include "base/text.h"
#include "sql/printer.h"
#include "sql/rewrite.h"

namespace sayquel::answer {
namespace {

constexpr std::uint64_t kTiesLookedFor = 50;    // beyond the cut-off
constexpr std::uint64_t kMostTiedRows = 1'000;  // a cut-off further down is no ranking that a reader counts
constexpr std::size_t kTiesNamed = 3;
constexpr std::size_t kMostArguments = 4;  // of aggregates, counted in one probe

class NoteWriter {
 public:
  NoteWriter(const Material& material, Prober& prober)
      : m_(material), shape_(material.shape), rows_(material.rows), prober_(prober) {}

  std::vector<std::string> write() {
    cut();
    if (!rows_.empty()) {
      fewer_than_asked();
      ties();
      arbitrary();
      left_out();
      without_name();
      repeated();
    }
    return std::move(notes_);
  }

 private:
  std::string things(std::uint64_t count) const {
    return counted(shape_.row_noun.empty() ? "row" : shape_.row_noun, count);
  }

  void cut() {
    if (!m_.input.rows->truncated) return;
    const std::string held = rows_.size() == 1 ? "row is" : count_of(rows_.size()) + " rows are";
    notes_.push_back(m_.input.rows->cut_by_bytes
                         ? fmt::format("Only the first {} here: more would not fit the limit on a result's size.", held)
                         : fmt::format("Only the first {} here: there are more, beyond the limit on rows.", held));
  }

  // "The top 5" of which there are three.
  void fewer_than_asked() {
    if (!shape_.limit || shape_.has_offset || *shape_.limit <= rows_.size() || m_.input.rows->truncated ||
        *shape_.limit > 100)
      return;
    for (const std::string& word : base::split(m_.input.question, ' '))
      if (number_of_word(word) == shape_.limit) {
        notes_.push_back(fmt::format("There {} only {} {}, not {}.", rows_.size() == 1 ? "is" : "are",
                                     count_of(rows_.size()), things(rows_.size()), count_of(*shape_.limit)));
        return;
      }
  }

  bool measures(const OrderKey& key) const {
    if (key.column >= 0) {
      const Role role = shape_.columns[static_cast<std::size_t>(key.column)].role;
      return role == Role::Measure || role == Role::Time;
    }
    const sql::Expression& expression = m_.phrases.behind(*key.item->expression);
    if (aggregate_of(expression) != Aggregate::None) return true;
    const catalog::ColumnId id = m_.phrases.stored(expression);
    if (id.table < 0) return !expression.as<sql::ColumnReference>();
    const auto& column = m_.input.catalog->column(id);
    const bool text_time =
        column.profile.content == catalog::Content::Date || column.profile.content == catalog::Content::Timestamp;
    return (column.type.numeric() || column.type.temporal() || text_time) &&
           m_.input.catalog->table(id).primary_key != std::vector<int>{id.column};
  }

  // The keys that rank; those after them that only settle the order (a name, an id) break ties and are none.
  std::vector<OrderKey> ranking_keys() const {
    std::vector<OrderKey> keys;
    for (const OrderKey& key : shape_.order) {
      if (!measures(key)) break;
      keys.push_back(key);
    }
    return keys;
  }

  void ties() {
    const std::uint64_t limit = shape_.limit.value_or(0);
    if (limit == 0 || limit > kMostTiedRows || rows_.size() != limit || m_.input.rows->truncated || !prober_.can())
      return;
    if (shape_.query->limit->with_ties) return;
    const std::vector<OrderKey> keys = ranking_keys();
    if (keys.empty()) return;
    std::vector<sql::ExpressionPtr> further;
    std::vector<std::size_t> at;
    for (const OrderKey& key : keys) {
      if (key.column < 0 && (!shape_.select || shape_.select->distinct)) return;
      at.push_back(key.column >= 0 ? static_cast<std::size_t>(key.column) : shape_.columns.size() + further.size());
      if (key.column < 0) further.push_back(key.item->expression);
    }
    const auto more = prober_.rows(with_limit(*shape_.query, limit + kTiesLookedFor, further, m_.phrases.dialect()));
    if (!more || more->rows.size() <= limit || more->columns.size() != shape_.columns.size() + further.size()) return;
    const Row& last = more->rows[limit - 1];
    std::size_t end = limit;
    const auto same = [&](const Row& row) {
      return std::all_of(at.begin(), at.end(), [&](std::size_t column) { return row[column] == last[column]; });
    };
    while (end < more->rows.size() && same(more->rows[end])) ++end;
    if (end > limit) tell_ties(*more, limit, end, keys[0], last[at[0]]);
  }

  void tell_ties(const execute::Rows& more, std::size_t limit, std::size_t end, const OrderKey& key,
                 const Value& value) {
    const std::uint64_t count = end - limit;
    const bool all = count >= kTiesLookedFor;
    const ValueFormat format =
        key.column >= 0 ? shape_.columns[static_cast<std::size_t>(key.column)].format : ValueFormat();
    const std::string with = limit == 1 ? (rows_.size() == 1 ? "it" : "the first") : "the " + ordinal(limit);
    std::string note = fmt::format("{}{} more {} {} with {}", all ? "At least " : "", count_of(count), things(count),
                                   count == 1 ? "ties" : "tie", with);
    if (!is_null(value)) note += ", at " + say(value, format).text;
    std::vector<std::string> names;
    for (std::size_t i = limit; i < std::min(end, limit + kTiesNamed); ++i)
      if (shape_.has_label_value(more.rows[i])) names.push_back(shape_.name_of(more.rows[i]));
    if (count <= kTiesNamed && names.size() == count) note += ": " + listed(names);
    notes_.push_back(note + ".");
  }

  void arbitrary() {
    if (!shape_.limit || !shape_.order.empty() || shape_.query->order_by_all || rows_.size() != *shape_.limit ||
        shape_.aggregated)
      return;
    const std::string which = *shape_.limit == 1
                                  ? fmt::format("which of the {} comes", things(2))
                                  : fmt::format("which {} of the {} come", count_of(*shape_.limit), things(2));
    notes_.push_back("The query has a limit but no order: " + which + " first is up to the database.");
  }

  struct Argument {
    sql::ExpressionPtr expression;
    Aggregate aggregate = Aggregate::None;
    std::string words;
  };

  bool may_be_null(const sql::Expression& expression) const {
    const catalog::ColumnId id = m_.phrases.stored(expression);
    if (id.table < 0) return true;
    const catalog::Column& column = m_.input.catalog->column(id);
    return column.profile.measured ? column.profile.nulls > 0 : column.nullable;
  }

  // The arguments of SUM, AVG, MIN and MAX among the items, each once.
  std::vector<Argument> arguments() const {
    std::vector<Argument> out;
    const auto collect = [&](const sql::Expression& expression) {
      if (expression.as<sql::ScalarSubquery>() || expression.as<sql::Exists>() || expression.as<sql::InQuery>())
        return false;
      const auto* call = expression.as<sql::FunctionCall>();
      const Aggregate aggregate = call ? aggregate_of(expression) : Aggregate::None;
      const bool leaves_out = aggregate == Aggregate::Sum || aggregate == Aggregate::Average ||
                              aggregate == Aggregate::Minimum || aggregate == Aggregate::Maximum;
      if (!leaves_out || aggregate_call(expression) != call || call->filter || call->arguments.size() != 1) return true;
      const sql::Expression& argument = *call->arguments[0];
      const bool plain = argument.as<sql::ColumnReference>() != nullptr;
      const bool known = std::any_of(out.begin(), out.end(),
                                     [&](const Argument& other) { return sql::equal(*other.expression, argument); });
      if (plain && !known && may_be_null(argument))
        out.push_back({call->arguments[0], aggregate, m_.phrases.expression(argument)});
      return true;
    };
    for (const sql::SelectItem& item : shape_.select->items) sql::walk(*item.expression, {.expression = collect});
    if (out.size() > kMostArguments) out.resize(kMostArguments);
    return out;
  }

  static bool outer_join(const sql::FromPtr& from) {
    const auto* join = from ? from->as<sql::Join>() : nullptr;
    if (!join) return false;
    return join->kind == sql::JoinKind::Left || join->kind == sql::JoinKind::Right ||
           join->kind == sql::JoinKind::Full || outer_join(join->left) || outer_join(join->right);
  }

  // Rows that an average, a total, a lowest or a highest passes over because the value is missing.
  void left_out() {
    if (!shape_.select || !shape_.select->from || outer_join(shape_.select->from)) return;
    const std::vector<Argument> found = arguments();
    if (found.empty() || !prober_.can()) return;
    std::vector<sql::ExpressionPtr> items = {count_all()};
    for (const Argument& argument : found) items.push_back(count_of_values(argument.expression));
    const auto counts = prober_.rows(over_rows(*shape_.query, items, shape_.select->where, m_.phrases.dialect()));
    if (!counts || counts->rows.size() != 1 || counts->rows[0].size() != items.size()) return;
    const auto count_at = [&](std::size_t i) {
      return static_cast<std::uint64_t>(as_number(counts->rows[0][i]).value_or(0));
    };
    const std::string noun = m_.phrases.row_noun(*shape_.select);
    for (std::size_t i = 0; i < found.size(); ++i) {
      const std::uint64_t all = count_at(0), missing = all - std::min(all, count_at(i + 1));
      if (missing == 0) continue;
      static constexpr std::string_view kNames[] = {"", "", "", "total", "average", "lowest", "highest"};
      notes_.push_back(fmt::format("{} of {} {} {} no {} and {} left out of the {}.", count_of(missing), count_of(all),
                                   counted(noun.empty() ? "row" : noun, all), missing == 1 ? "has" : "have",
                                   found[i].words.empty() ? "value" : found[i].words, missing == 1 ? "is" : "are",
                                   kNames[static_cast<std::size_t>(found[i].aggregate)]));
    }
  }

  // A group of NULLs is no value of its own.
  void without_name() {
    if (!shape_.grouped || shape_.label.empty()) return;
    const auto nameless = static_cast<std::uint64_t>(
        std::count_if(rows_.begin(), rows_.end(), [&](const Row& row) { return !shape_.has_label_value(row); }));
    if (nameless == 0) return;
    const std::string words = shape_.columns[shape_.label[0]].words;
    notes_.push_back(nameless == 1 ? fmt::format("One row stands for all those without a {}.", words)
                                   : fmt::format("{} rows have no {}.", count_of(nameless), words));
  }

  void repeated() {
    if (!shape_.select || shape_.select->distinct || shape_.grouped || rows_.size() < 2 ||
        !shape_.columns_of(Role::Identifier).empty() || shape_.measure)
      return;
    std::set<std::string> different;
    for (const Row& row : rows_) {
      std::string key;
      for (const Value& value : row) key += to_text(value) + (is_null(value) ? "\x01" : "\x02");
      different.insert(std::move(key));
    }
    if (different.size() == rows_.size()) return;
    notes_.push_back(fmt::format("Some rows are the same: of {} rows, {} {} different.", count_of(rows_.size()),
                                 count_of(different.size()), different.size() == 1 ? "is" : "are"));
  }

  const Material& m_;
  const ResultShape& shape_;
  const std::vector<Row>& rows_;
  Prober& prober_;
  std::vector<std::string> notes_;
};

}  // namespace

std::vector<std::string> write_notes(const Material& material, Prober& prober) {
  return NoteWriter(material, prober).write();
}

}  // namespace sayquel::answer

#include "answer/empty.h"

#include <fmt/format.h>

#include <algorithm>

#include "answer/probe_queries.h"
#include "answer/wording/naming.h"
#include "base/text.h"
#include "sql/build.h"

namespace sayquel::answer {
namespace {

constexpr std::size_t kMostConditions = 8;        // counted in one probe
constexpr std::size_t kMostCulprits = 2;          // named in one note
constexpr std::uint64_t kValuesLookedAt = 5'000;  // for a value that may have been meant

sql::ExpressionPtr all_of(const std::vector<sql::ExpressionPtr>& parts) {
  sql::ExpressionPtr out;
  for (const auto& part : parts) out = sql::build::conjunction(out, part);
  return out;
}

class EmptyExplainer {
 public:
  EmptyExplainer(const Material& material, Prober& prober) : m_(material), prober_(prober) {}

  Emptiness explain() {
    out_.empty = m_.rows.empty() ? !m_.input.rows->truncated : only_nothing();
    if (!out_.empty || !m_.shape.select || !m_.shape.select->from) return out_;
    for (Condition& condition : m_.phrases.conditions(*m_.shape.select)) {
      if (condition.of_groups)
        having_.push_back(std::move(condition));
      else if (condition.joins)
        kept_.insert(kept_.end(), condition.parts.begin(), condition.parts.end());
      else
        where_.push_back(std::move(condition));
    }
    if (m_.shape.limit == 0u)
      out_.notes.emplace_back("The query asks for 0 rows.");
    else if (where_.size() <= kMostConditions)
      count();
    return out_;
  }

 private:
  // One row of a total over nothing: every cell 0 or NULL, each of an aggregate.
  bool only_nothing() const {
    if (!m_.shape.aggregated || m_.rows.size() != 1) return false;
    for (std::size_t i = 0; i < m_.shape.columns.size(); ++i) {
      const Value& cell = m_.rows[0][i];
      const auto number = as_number(cell);
      const Aggregate aggregate = m_.shape.columns[i].aggregate;
      const bool counts = aggregate == Aggregate::Count || aggregate == Aggregate::CountDistinct;
      if (!is_null(cell) && !(counts && number && *number == 0)) return false;
    }
    return true;
  }

  std::string things(std::uint64_t count) const {
    const std::string noun = m_.phrases.row_noun(*m_.shape.select);
    return counted(noun.empty() ? "row" : noun, count);
  }
  std::string there_are(std::uint64_t count) const {
    return fmt::format("there {} {} {}", count == 1 ? "is" : "are", count_of(count), things(count));
  }

  // One scan: how many rows there are in all, with all conditions, without each, and with each alone.
  void count() {
    std::vector<sql::ExpressionPtr> items = {count_all()};
    const auto add = [&](const sql::ExpressionPtr& condition) {
      items.push_back(condition ? count_where(condition) : count_all());
    };
    std::vector<sql::ExpressionPtr> each, every;
    for (const Condition& condition : where_) each.push_back(all_of(condition.parts));
    add(all_of(each));
    for (std::size_t i = 0; i < each.size(); ++i) {
      std::vector<sql::ExpressionPtr> others;
      for (std::size_t j = 0; j < each.size(); ++j)
        if (j != i) others.push_back(each[j]);
      add(all_of(others));
      add(each[i]);
    }
    const auto counted_rows = prober_.rows(over_rows(*m_.shape.query, items, all_of(kept_), m_.phrases.dialect()));
    if (!counted_rows || counted_rows->rows.size() != 1 || counted_rows->rows[0].size() != items.size()) return;
    std::vector<std::uint64_t> counts;
    for (const Value& cell : counted_rows->rows[0])
      counts.push_back(static_cast<std::uint64_t>(as_number(cell).value_or(0)));
    out_.matched = counts[1];
    judge(counts);
  }

  void judge(const std::vector<std::uint64_t>& counts) {
    if (counts[0] == 0) return nothing_at_all();
    if (counts[1] > 0) return groups();
    std::vector<std::size_t> culprits, barren;
    for (std::size_t i = 0; i < where_.size(); ++i) {
      if (counts[2 + 2 * i] > 0) culprits.push_back(i);
      if (counts[3 + 2 * i] == 0) barren.push_back(i);
    }
    for (std::size_t i : barren) nearest_value(where_[i]);
    if (culprits.empty()) return without_culprit(barren, counts[0]);
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < std::min(culprits.size(), kMostCulprits); ++i)
      parts.push_back(fmt::format("{}the condition that {} {}", i ? "" : "without ", where_[culprits[i]].words,
                                  there_are(counts[2 + 2 * culprits[i]])));
    out_.notes.push_back(capitalized(fmt::format("{}.", fmt::join(parts, ", without "))));
  }

  void without_culprit(const std::vector<std::size_t>& barren, std::uint64_t in_all) {
    for (std::size_t i = 0; i < std::min(barren.size(), kMostCulprits); ++i)
      out_.notes.push_back(fmt::format("Of all {} {}, there is none for which {}.", count_of(in_all), things(in_all),
                                       where_[barren[i]].words));
    if (barren.empty())
      out_.notes.push_back(fmt::format("Of {} {}, none meets all conditions, also where one of them is dropped.",
                                       count_of(in_all), things(in_all)));
  }

  void nothing_at_all() {
    const std::vector<int> tables = m_.phrases.tables(*m_.shape.select);
    for (int table : tables)
      if (table >= 0 && m_.input.catalog->tables[static_cast<std::size_t>(table)].rows == 0) {
        out_.notes.push_back(fmt::format("The table {} is empty.",
                                         one_line(m_.input.catalog->tables[static_cast<std::size_t>(table)].name)));
        return;
      }
    out_.notes.emplace_back(tables.size() > 1 ? "No rows of the joined tables belong together, whatever the conditions."
                                              : "There are no rows to look at, whatever the conditions.");
  }

  void groups() {
    if (!m_.rows.empty()) return;
    if (having_.empty() || !m_.shape.grouped) return;
    const auto before = prober_.count(count_groups(*m_.shape.query, m_.phrases.dialect()));
    if (!before || *before == 0) return;
    std::vector<std::string> words;
    for (const Condition& condition : having_) words.push_back(condition.words);
    const std::string noun = m_.shape.row_noun.empty() ? "group" : m_.shape.row_noun;
    out_.notes.push_back(fmt::format("Without the condition that {} there {} {} {}.", listed(words),
                                     *before == 1 ? "is" : "are", count_of(*before), counted(noun, *before)));
  }

  // "No venue city is San Deigo; there is San Diego.": a stored value close to the one that no row has.
  void nearest_value(const Condition& condition) {
    if (!condition.column || condition.text.empty()) return;
    const catalog::ColumnId id = m_.phrases.stored(*condition.column);
    if (id.table < 0 || m_.input.catalog->column(id).sensitive) return;
    const auto near = nearest(id, condition.text);
    const std::string words = m_.phrases.expression(*condition.column);
    if (near)
      out_.notes.push_back(fmt::format("No {} is \xE2\x80\x9C{}\xE2\x80\x9D; there is \xE2\x80\x9C{}\xE2\x80\x9D.",
                                       words, one_line(condition.text, 60), one_line(*near, 60)));
  }

  std::optional<std::string> nearest(catalog::ColumnId id, const std::string& text) {
    const std::string wanted = base::fold(text);
    if (wanted.empty()) return std::nullopt;
    const int limit = wanted.size() < 5 ? 1 : wanted.size() < 9 ? 2 : 3;
    std::optional<std::string> best;
    int best_distance = limit + 1;
    const auto consider = [&](const Value& value) {
      const auto* candidate = std::get_if<std::string>(&value);
      const int distance = candidate ? base::edit_distance(base::fold(*candidate), wanted, limit) : limit + 1;
      if (distance < best_distance) best_distance = distance, best = std::string(base::trim(*candidate));
    };
    for (const Value& sample : m_.input.catalog->column(id).profile.samples) consider(sample);
    const char first = text[0];
    if (best_distance > 0 && static_cast<unsigned char>(first) < 0x80 && first != '%' && first != '_') {
      const auto& table = m_.input.catalog->table(id);
      const auto values = prober_.rows(values_beginning(table.schema, table.name, m_.input.catalog->column(id).name,
                                                        first, kValuesLookedAt, m_.phrases.dialect()));
      if (values)
        for (const Row& row : values->rows) consider(row[0]);
    }
    return best;
  }

  const Material& m_;
  Prober& prober_;
  Emptiness out_;
  std::vector<Condition> where_, having_;
  std::vector<sql::ExpressionPtr> kept_;
};

}  // namespace

Emptiness explain_empty(const Material& material, Prober& prober) { return EmptyExplainer(material, prober).explain(); }

}  // namespace sayquel::answer

#include "draft/parser/sense.h"

#include <algorithm>
#include <deque>
#include <map>

#include "base/text.h"
#include "draft/parser/cues.h"
#include "grounding/lexicon/lexicon.h"

namespace sayquel::draft::parser {

using catalog::Content;

Sense::Sense(const grounding::Grounding& grounding)
    : catalog_(*grounding.catalog), words_(*grounding.words), graph_(*grounding.graph) {}

bool Sense::name_has(ColumnId id, const std::set<std::string>& words) const {
  const grounding::ColumnWords& name = words_.column(id);
  const auto in = [&](const grounding::NameWord& word) { return words.contains(word.word); };
  return std::any_of(name.words.begin(), name.words.end(), in) ||
         std::any_of(name.context.begin(), name.context.end(), in);
}

bool Sense::temporal(ColumnId id) const {
  const catalog::Column& column = catalog_.column(id);
  if (column.type.temporal()) return true;
  const Content content = column.profile.content;
  return column.type.kind == TypeKind::Text && (content == Content::Date || content == Content::Timestamp);
}

bool Sense::year_number(ColumnId id) const {
  const catalog::Column& column = catalog_.column(id);
  if (column.profile.content == Content::Year) return true;
  static const std::set<std::string> year{"year"};
  return (column.type.kind == TypeKind::Integer || column.type.kind == TypeKind::Float) && name_has(id, year);
}

bool Sense::key(ColumnId id) const {
  const catalog::Table& table = catalog_.table(id);
  if (std::find(table.primary_key.begin(), table.primary_key.end(), id.column) != table.primary_key.end() &&
      table.primary_key.size() == 1)
    return true;
  for (const catalog::ForeignKey& key : catalog_.foreign_keys)
    if (key.from_table == id.table &&
        std::find(key.from_columns.begin(), key.from_columns.end(), id.column) != key.from_columns.end())
      return true;
  return words_.column(id).identifier;
}

bool Sense::numeric(ColumnId id) const {
  const catalog::Column& column = catalog_.column(id);
  if (key(id) || column.type.kind == TypeKind::Boolean) return false;
  return column.type.numeric();
}

bool Sense::flag(ColumnId id) const {
  const catalog::Column& column = catalog_.column(id);
  return column.type.kind == TypeKind::Boolean || column.profile.content == Content::Flag;
}

bool Sense::text(ColumnId id) const {
  const TypeKind kind = catalog_.column(id).type.kind;
  return kind == TypeKind::Text || kind == TypeKind::Unknown;
}

ColumnId Sense::when(int t) const {
  const catalog::Table& table = catalog_.tables[static_cast<std::size_t>(t)];
  ColumnId best;
  double top = 0;
  static const std::set<std::string> lesser{"end",    "finish",     "update", "modified", "birth", "birthday",
                                            "expiry", "expiration", "delete", "deleted",  "close", "updated"};
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const ColumnId id{t, static_cast<int>(c)};
    double score = 0;
    if (temporal(id))
      score = table.columns[c].type.kind == TypeKind::Timestamp ? 1 : 0.95;
    else if (year_number(id))
      score = 0.6;
    if (score > 0 && name_has(id, lesser)) score -= 0.4;
    if (score > top + 1e-9) top = score, best = id;
  }
  return best;
}

std::pair<ColumnUse, ColumnUse> Sense::duration(const std::set<int>& tables) const {
  static const std::set<std::string> starts{"start",     "begin", "from",    "open", "depart",
                                            "departure", "check", "created", "order"};
  static const std::set<std::string> ends{"end",    "finish",   "to",   "close",   "closed",    "arrive",   "arrival",
                                          "return", "resolved", "ship", "shipped", "completed", "delivered"};
  for (int t : tables) {
    ColumnId start, end;
    for (std::size_t c = 0; c < catalog_.tables[static_cast<std::size_t>(t)].columns.size(); ++c) {
      const ColumnId id{t, static_cast<int>(c)};
      if (!temporal(id)) continue;
      if (end.table < 0 && name_has(id, ends))
        end = id;
      else if (start.table < 0 && name_has(id, starts))
        start = id;
    }
    if (start.table >= 0 && end.table >= 0) return {{start, -1}, {end, -1}};
  }
  // A row of one table follows a row of another: listed, then sold. From the parent's time to the child's.
  for (int child : tables)
    for (const catalog::ForeignKey& key : catalog_.foreign_keys) {
      if (key.from_table != child || key.to_table == child) continue;
      const ColumnId to = when(child), from = when(key.to_table);
      if (to.table < 0 || from.table < 0 || catalog_.column(to).type.kind != TypeKind::Timestamp) continue;
      if (catalog_.column(from).type.kind != TypeKind::Timestamp) continue;
      // The earlier one begins it: measured ranges tell, where both are known.
      const auto* a = std::get_if<Timestamp>(&catalog_.column(from).profile.minimum);
      const auto* b = std::get_if<Timestamp>(&catalog_.column(to).profile.minimum);
      const auto* a_last = std::get_if<Timestamp>(&catalog_.column(from).profile.maximum);
      const auto* b_last = std::get_if<Timestamp>(&catalog_.column(to).profile.maximum);
      if (a && b && a_last && b_last &&
          (a->microseconds > b->microseconds || a_last->microseconds > b_last->microseconds))
        continue;
      return {{from, -1}, {to, -1}};
    }
  return {};
}

double Sense::money(ColumnId id) const {
  if (!numeric(id)) return 0;
  static const std::set<std::string> strong{
      "price",      "paid",    "pay",     "amount", "cost",   "revenue", "salary",  "fee",
      "payment",    "income",  "spend",   "sale",   "charge", "money",   "budget",  "profit",
      "earnings",   "earning", "balance", "value",  "gross",  "dollar",  "expense", "wage",
      "commission", "bonus",   "tax",     "fare",   "rent",   "rental",  "total"};
  double score = name_has(id, strong) ? 0.8 : 0;
  const ColumnType& type = catalog_.column(id).type;
  if (type.kind == TypeKind::Decimal) score += 0.2;
  return score;
}

double Sense::quantity(ColumnId id) const {
  if (!numeric(id) || catalog_.column(id).type.kind == TypeKind::Decimal)
    return catalog_.column(id).type.kind == TypeKind::Decimal && name_has(id, {"quantity"}) ? 0.8 : 0;
  static const std::set<std::string> strong{"quantity", "number", "count", "unit", "qty"};
  return name_has(id, strong) ? 0.9 : 0;
}

std::optional<ColumnId> Sense::measure(int t, MeasureKind kind, const std::set<std::string>& hints) const {
  const catalog::Table& table = catalog_.tables[static_cast<std::size_t>(t)];
  std::optional<ColumnId> best;
  double top = 0.2;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const ColumnId id{t, static_cast<int>(c)};
    if (!numeric(id) || year_number(id)) continue;
    double score = kind == MeasureKind::Money      ? money(id)
                   : kind == MeasureKind::Quantity ? quantity(id)
                                                   : std::max(money(id), 0.8 * quantity(id));
    if (score <= 0) continue;
    // A unit price is no amount to add up; what was paid, or a total, is.
    if (name_has(id, {"per", "unit", "each", "rate"}) && kind != MeasureKind::Quantity) score -= 0.5;
    if (name_has(id, {"total", "paid", "amount", "gross"})) score += 0.1;
    if (name_has(id, {"commission", "tax", "bonus", "discount", "fee", "tip"})) score -= 0.25;
    for (const grounding::NameWord& word : words_.column(id).words)
      if (hints.contains(word.stem)) score += 0.3;
    if (score > top + 1e-9) top = score, best = id;
  }
  return best;
}

std::vector<Sense::Measured> Sense::measured_by(const std::string& adjective, const std::vector<int>& tables) const {
  std::vector<Measured> found;
  const std::vector<std::string>& listed = measures(adjective);
  const bool time = parser::temporal(adjective);
  for (std::size_t order = 0; order < tables.size(); ++order) {
    const int t = tables[order];
    for (std::size_t c = 0; c < catalog_.tables[static_cast<std::size_t>(t)].columns.size(); ++c) {
      const ColumnId id{t, static_cast<int>(c)};
      const bool date = this->temporal(id) || year_number(id);
      if (!numeric(id) && !date) continue;
      Measured measured{id, false, 0};
      for (std::size_t m = 0; m < listed.size(); ++m) {
        const bool turned = listed[m].front() == '-';
        const std::string word = turned ? listed[m].substr(1) : listed[m];
        if (!name_has(id, {word})) continue;
        if (date && !time && !turned && !year_number(id))
          continue;  // "long" measures a time taken, not the time of day
        const double score = 0.95 - 0.05 * static_cast<double>(m);
        if (score > measured.score) measured.score = score, measured.down = turned;
      }
      // Only a date turns: "-date" asks for one.
      if (time && date && measured.score < 0.85) {
        measured.score = id == when(t) ? 0.85 : 0.7;
        measured.down = adjective == "old";
      }
      if (measured.score < 0.5)
        for (const grounding::NameWord& word : words_.column(id).words) {
          if (word.weight < 0.9) continue;
          const double related = 0.9 * lexicon::relatedness(adjective, word.word);
          if (related > measured.score && related > 0.3) measured.score = std::min(0.8, related), measured.down = false;
        }
      if (measured.score > 0.25) {
        measured.score -= 0.06 * static_cast<double>(order);
        found.push_back(measured);
      }
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Measured& a, const Measured& b) { return a.score > b.score + 1e-9; });
  return found;
}

std::vector<int> Sense::key_columns(int t) const {
  const catalog::Table& table = catalog_.tables[static_cast<std::size_t>(t)];
  if (!table.primary_key.empty()) return table.primary_key;
  if (!table.unique_keys.empty()) return table.unique_keys.front();
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    if (table.columns[c].profile.unique && table.columns[c].profile.nulls == 0) return {static_cast<int>(c)};
  return {};
}

std::vector<Term> Sense::shown(Part part) const {
  std::vector<Term> terms;
  std::vector<int> columns = words_.name_columns(part.table);
  if (columns.empty()) columns = key_columns(part.table);
  if (columns.empty()) columns = {0};
  for (int column : columns) {
    Term term;
    term.column = {{part.table, column}, part.key};
    terms.push_back(term);
  }
  return terms;
}

int Sense::up_steps(int from, int to) const {
  std::map<int, int> steps{{from, 0}};
  std::deque<int> queue{from};
  while (!queue.empty()) {
    const int now = queue.front();
    queue.pop_front();
    if (now == to) return steps[now];
    for (const catalog::ForeignKey& key : catalog_.foreign_keys)
      if (key.from_table == now && !steps.contains(key.to_table))
        steps[key.to_table] = steps[now] + 1, queue.push_back(key.to_table);
  }
  return -1;
}

bool Sense::has_many(int one, int many) const { return one != many && up_steps(many, one) > 0; }

int Sense::busiest_child(int t) const {
  int best = -1;
  std::int64_t rows = -1;
  for (const catalog::ForeignKey& key : catalog_.foreign_keys) {
    if (key.to_table != t || key.from_table == t) continue;
    const std::int64_t count = catalog_.tables[static_cast<std::size_t>(key.from_table)].rows;
    if (count > rows || best < 0) rows = count, best = key.from_table;
  }
  return best;
}

}  // namespace sayquel::draft::parser

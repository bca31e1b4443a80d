#include "answer/result_shape.h"

#include <algorithm>
#include <set>

#include "answer/wording/naming.h"
#include "base/text.h"
#include "sql/printer.h"

namespace sayquel::answer {
namespace {

// Aliases that say less than the expression that they stand for.
bool says_nothing(const std::string& words) {
  for (const char* empty : {"count", "cnt", "n", "num", "total", "sum", "average", "avg", "min", "max", "value",
                            "result", "answer", "number of", "c", "x", "count star"})
    if (words == empty) return true;
  return words.size() < 2;
}

bool all_rows(const std::vector<Row>& rows, std::size_t column, bool (*holds)(const Value&)) {
  bool any = false;
  for (const Row& row : rows) {
    if (column >= row.size()) return false;
    if (is_null(row[column])) continue;
    if (!holds(row[column])) return false;
    any = true;
  }
  return any;
}

bool numeric(const Value& value) { return as_number(value).has_value(); }
bool temporal(const Value& value) { return as_moment(value).has_value(); }
bool within_one(const Value& value) {
  const auto number = as_number(value);
  return number && *number >= 0 && *number <= 1;
}

bool is_key(const catalog::Catalog& catalog, catalog::ColumnId id) {
  const std::vector<int> column{id.column};
  if (catalog.table(id).primary_key == column) return true;
  return std::any_of(catalog.foreign_keys.begin(), catalog.foreign_keys.end(),
                     [&](const auto& key) { return key.from_table == id.table && key.from_columns == column; });
}

// The calendar unit that an expression cuts time to: DATE_TRUNC('month', x), EXTRACT(MONTH FROM x).
Unit calendar_unit(const sql::Expression& expression) {
  if (const auto* cast = expression.as<sql::Cast>()) return calendar_unit(*cast->operand);
  if (const auto* extract = expression.as<sql::Extract>()) {
    const std::string field = base::lower_ascii(extract->field);
    return field == "month"    ? Unit::MonthNumber
           : field == "year"   ? Unit::Year
           : field == "dow"    ? Unit::Weekday
           : field == "isodow" ? Unit::IsoWeekday
                               : Unit::Plain;
  }
  const auto* call = expression.as<sql::FunctionCall>();
  if (!call || call->name.empty() || call->arguments.empty()) return Unit::Plain;
  const std::string name = base::lower_ascii(call->name.back().name);
  const auto* first = call->arguments[0]->as<sql::Literal>();
  const std::string text = first ? base::lower_ascii(first->text) : "";
  if (name == "date_trunc")
    return text == "month"     ? Unit::MonthStart
           : text == "quarter" ? Unit::QuarterStart
           : text == "year"    ? Unit::YearStart
                               : Unit::Plain;
  if (name == "strftime" && first)
    return first->text == "%m"   ? Unit::MonthNumber
           : first->text == "%Y" ? Unit::Year
           : first->text == "%w" ? Unit::Weekday
                                 : Unit::Plain;
  if (name == "month") return Unit::MonthNumber;
  if (name == "year") return Unit::Year;
  return Unit::Plain;
}

bool divides(const sql::Expression& expression) {
  if (const auto* cast = expression.as<sql::Cast>()) return divides(*cast->operand);
  const auto* binary = expression.as<sql::Binary>();
  if (binary && binary->op == sql::BinaryOperator::Divide) return true;
  const auto* call = expression.as<sql::FunctionCall>();
  return call && !call->arguments.empty() && divides(*call->arguments[0]);
}

const sql::Select* first_select(const sql::Query& query) {
  if (const auto* select = query.as<sql::Select>()) return select;
  const auto* both = query.as<sql::SetOperation>();
  return both ? first_select(*both->left) : nullptr;
}

class Shaper {
 public:
  Shaper(const Input& input, const Phrases& phrases) : input_(input), phrases_(phrases) {}

  ResultShape shape() {
    if (input_.query) query();
    columns();
    if (shape_.query) order();
    label();
    measure();
    noun();
    return std::move(shape_);
  }

 private:
  void query() {
    shape_.query = input_.query->tree().get();
    shape_.select = shape_.query->as<sql::Select>();
    if (shape_.select) shape_.grouped = !shape_.select->group_by.empty() || shape_.select->group_by_all;
    if (!shape_.query->limit) return;
    const auto& limit = *shape_.query->limit;
    shape_.has_offset = limit.offset != nullptr;
    const auto* count = limit.count && !limit.percent ? limit.count->as<sql::Literal>() : nullptr;
    if (count && count->kind == sql::LiteralKind::Number && count->text.size() < 10 &&
        count->text.find_first_not_of("0123456789") == std::string::npos)
      shape_.limit = std::stoull(count->text);
  }

  // The select items, where they stand for the columns one by one.
  std::vector<sql::SelectItem> items() const {
    const sql::Select* select = shape_.query ? first_select(*shape_.query) : nullptr;
    if (!select || select->items.size() != input_.rows->columns.size()) return {};
    for (const auto& item : select->items)
      if (!item.expression || item.expression->as<sql::Star>()) return {};
    return select->items;
  }

  void columns() {
    const std::vector<sql::SelectItem> selected = items();
    for (std::size_t i = 0; i < input_.rows->columns.size(); ++i) {
      ShapedColumn column;
      if (!selected.empty()) {
        column.expression = selected[i].expression.get();
        column.aggregate = aggregate_of(phrases_.behind(*column.expression));
        column.stored = phrases_.stored(*column.expression);
      }
      const bool aliased = !selected.empty() && selected[i].alias.has_value();
      column.words = words_of(i, column, aliased);
      column.format = format_of(i, column);
      column.role = role_of(i, column);
      if (column.aggregate != Aggregate::None) shape_.aggregated = !shape_.grouped && shape_.select;
      shape_.columns.push_back(std::move(column));
    }
  }

  std::string words_of(std::size_t index, const ShapedColumn& column, bool aliased) const {
    const std::string own = readable(input_.rows->columns[index].name);
    if (!column.expression) return own.empty() ? "value" : own;
    if (aliased && own.starts_with("number of ")) return "number of " + plural(own.substr(10));
    if (aliased && !says_nothing(own)) return own;
    const std::string described = phrases_.expression(*column.expression);
    if (!described.empty()) return described;
    return aliased && !own.empty() ? own : "value";
  }

  ValueFormat format_of(std::size_t index, const ShapedColumn& column) const {
    const ResultColumn& result = input_.rows->columns[index];
    if (column.aggregate == Aggregate::Count || column.aggregate == Aggregate::CountDistinct) return {};
    if (column.expression)
      if (const Unit unit = calendar_unit(phrases_.behind(*column.expression)); unit != Unit::Plain) return {unit, ""};
    ValueFormat format = format_of_name(column.words, result.type);
    if (format.unit == Unit::Plain) format = format_of_name(result.name, result.type);
    const bool share =
        has_word(column.words, "share") || has_word(column.words, "fraction") || has_word(column.words, "proportion");
    if (share && column.expression && divides(*column.expression) && all_rows(input_.rows->rows, index, within_one))
      return {Unit::Share, ""};
    return format;
  }

  Role role_of(std::size_t index, const ShapedColumn& column) const {
    const ResultColumn& result = input_.rows->columns[index];
    const auto& rows = input_.rows->rows;
    if (result.type.kind == TypeKind::Boolean) return Role::Flag;
    if (result.type.kind == TypeKind::Blob || result.type.kind == TypeKind::Nested) return Role::Other;
    const Unit unit = column.format.unit;
    const bool calendar =
        unit == Unit::Year || unit == Unit::MonthNumber || unit == Unit::Weekday || unit == Unit::IsoWeekday;
    if (column.aggregate == Aggregate::None && (calendar || result.type.temporal() || all_rows(rows, index, temporal)))
      return Role::Time;
    const bool key = column.stored.table >= 0 && is_key(*input_.catalog, column.stored);
    const bool number =
        rows.empty() ? result.type.numeric()
                     : all_rows(rows, index, numeric) || (result.type.numeric() && column.aggregate != Aggregate::None);
    if (column.aggregate == Aggregate::None && (unit == Unit::Identifier || key))
      return number ? Role::Identifier : Role::Label;
    if (number) return Role::Measure;
    if (result.type.temporal() || all_rows(rows, index, temporal)) return Role::Time;
    return Role::Label;
  }

  void order() {
    for (const sql::OrderItem& item : shape_.query->order_by)
      shape_.order.push_back({&item, column_of(*item.expression)});
  }

  // Which column of the result an ORDER BY expression is: its position, its alias, or the same expression.
  int column_of(const sql::Expression& expression) const {
    const std::vector<sql::SelectItem> selected = items();
    if (const auto* position = expression.as<sql::Literal>();
        position && position->kind == sql::LiteralKind::Number && position->text.size() < 4) {
      const int column = std::atoi(position->text.c_str());
      return column >= 1 && column <= static_cast<int>(shape_.columns.size()) ? column - 1 : -1;
    }
    const auto* reference = expression.as<sql::ColumnReference>();
    for (std::size_t i = 0; i < selected.size(); ++i) {
      if (reference && reference->qualifiers.empty() && selected[i].alias &&
          base::equal_ignoring_case(selected[i].alias->name, reference->name.name))
        return static_cast<int>(i);
      if (sql::equal(*selected[i].expression, expression)) return static_cast<int>(i);
    }
    return -1;
  }

  void label() {
    const std::vector<std::size_t> labels = shape_.columns_of(Role::Label);
    for (std::size_t i = 0; i + 1 < labels.size(); ++i) {
      const std::string &one = shape_.columns[labels[i]].words, &two = shape_.columns[labels[i + 1]].words;
      if (has_word(one, "first") && has_word(two, "last") && labels[i + 1] == labels[i] + 1)
        shape_.label = {labels[i], labels[i + 1]};
    }
    if (!shape_.label.empty()) return;
    // Two categories name a group where one of them alone names several.
    if (shape_.grouped && labels.size() == 2 && repeats(labels[0])) {
      shape_.label = labels;
      return;
    }
    for (const auto& candidates : {labels, shape_.columns_of(Role::Time), shape_.columns_of(Role::Identifier)}) {
      if (candidates.empty()) continue;
      shape_.label = {candidates.front()};
      return;
    }
  }

  bool repeats(std::size_t column) const {
    std::set<std::string> seen;
    return std::any_of(input_.rows->rows.begin(), input_.rows->rows.end(),
                       [&](const Row& row) { return !seen.insert(to_text(row[column])).second; });
  }

  bool named_by_person() const {
    return shape_.label.size() == 2 && has_word(shape_.columns[shape_.label[0]].words, "first");
  }

  void measure() {
    for (const OrderKey& key : shape_.order)
      if (key.column >= 0 && shape_.columns[static_cast<std::size_t>(key.column)].role == Role::Measure) {
        shape_.measure = static_cast<std::size_t>(key.column);
        return;
      }
    const auto measures = shape_.columns_of(Role::Measure);
    if (!measures.empty()) shape_.measure = measures.back();
  }

  // A drafter's subject that is a plain noun ("buyers"), and not a figure ("total commission").
  static bool names_things(const std::string& subject) {
    if (subject.empty() || subject.size() > 60) return false;
    for (const char* figure : {"number", "total", "average", "lowest", "highest", "first", "last", "percentage",
                               "share", "time", "the", "different"})
      if (has_word(subject, figure)) return false;
    return true;
  }

  // What a row is: the table whose name column labels it, else the label's own words, else the table's row.
  void noun() {
    if (shape_.label.empty()) {
      if (shape_.select && !shape_.aggregated) shape_.row_noun = phrases_.row_noun(*shape_.select);
      return;
    }
    if (names_things(input_.subject)) {
      shape_.row_noun = singular(one_line(input_.subject));
      return;
    }
    // Rows that are neither grouped nor made different are the table's own, whatever column names them.
    if (shape_.select && !shape_.grouped && !shape_.aggregated && !shape_.select->distinct)
      shape_.row_noun = phrases_.row_noun(*shape_.select);
    if (!shape_.row_noun.empty()) return;
    const ShapedColumn& first = shape_.columns[shape_.label.front()];
    std::string words = first.words;
    const bool person = named_by_person();
    if (shape_.label.size() == 2 && !person) return;
    if (person || words == "name" || words == "full name") {
      words = first.stored.table >= 0 ? readable(input_.catalog->table(first.stored).name) : "name";
    } else {
      for (const char* tail : {" name", " names", " title", " id"})
        if (words.ends_with(tail)) words.resize(words.size() - std::char_traits<char>::length(tail));
      for (const char* head : {"month of ", "year of ", "quarter of ", "week of ", "day of "})
        if (words.starts_with(head)) words.resize(std::char_traits<char>::length(head) - 4);
    }
    shape_.row_noun = singular(words);
  }

  const Input& input_;
  const Phrases& phrases_;
  ResultShape shape_;
};

}  // namespace

std::vector<std::size_t> ResultShape::columns_of(Role role) const {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].role == role) out.push_back(i);
  return out;
}

bool ResultShape::has_label_value(const Row& row) const {
  return std::any_of(label.begin(), label.end(), [&](std::size_t column) { return !is_null(row[column]); });
}

std::string ResultShape::name_of(const Row& row) const {
  std::string name;
  const bool person = label.size() == 2 && has_word(columns[label[0]].words, "first");
  for (std::size_t column : label) {
    if (is_null(row[column])) continue;
    if (!name.empty()) name += person ? " " : " / ";
    name += say(row[column], columns[column].format).text;
  }
  return name;
}

ResultShape shape_of(const Input& input, const Phrases& phrases) { return Shaper(input, phrases).shape(); }

}  // namespace sayquel::answer

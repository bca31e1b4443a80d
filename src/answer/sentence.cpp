#include "answer/sentence.h"

#include <fmt/format.h>

#include <algorithm>

#include "answer/wording/naming.h"
#include "answer/wording/statement.h"

namespace sayquel::answer {
namespace {

constexpr std::size_t kShortList = 10;         // names said in the sentence
constexpr std::size_t kLongestListText = 600;  // bytes of such a list
constexpr std::size_t kShownFields = 5;        // of one row of many columns
constexpr std::string_view kNumberOf = "number of ";

class SentenceWriter {
 public:
  SentenceWriter(const Material& material, const Emptiness& emptiness)
      : m_(material), emptiness_(emptiness), shape_(material.shape), rows_(material.rows) {
    framed_ = m_.input.query != nullptr && covers(m_.input.query->text(), m_.input.question);
  }

  std::string write() {
    if (rows_.empty()) return nothing();
    const YesNo asked = yes_no(m_.input.question);
    if (rows_.size() == 1 && shape_.columns.size() == 1) return one_value(asked);
    const std::string yes = asked.any && shape_.aggregated == false && framed_ ? "Yes. " : "";
    if (rows_.size() == 1) return yes + one_row();
    if (rows_.size() <= kShortList && !shape_.label.empty())
      if (const std::string list = short_list(); !list.empty()) return yes + list;
    return yes + long_list();
  }

 private:
  const ShapedColumn& column(std::size_t index) const { return shape_.columns[index]; }
  Said value(const Row& row, std::size_t index) const { return say(row[index], column(index).format); }
  std::string hedged(const Said& said) const { return said.rounded ? "about " + said.text : said.text; }

  // Plural where rows() is not one: "venues"; "rows" where nothing better is known.
  std::string things(std::uint64_t count) const {
    return counted(shape_.row_noun.empty() ? "row" : shape_.row_noun, count);
  }

  // What a column is called; one figure by the subject that the drafter gave, one name by what it names.
  std::string words(std::size_t index) const {
    const ShapedColumn& named = column(index);
    const std::string subject = one_line(m_.input.subject, 100);
    if (shape_.columns.size() == 1 && shape_.aggregated && !subject.empty()) return subject;
    return shape_.columns.size() == 1 && named.role == Role::Label && !shape_.row_noun.empty() ? shape_.row_noun
                                                                                               : named.words;
  }

  std::string nothing() const {
    if (m_.input.rows->truncated) return "The rows do not fit the limit on the size of a result.";
    const std::string things_found = shape_.row_noun.empty() ? "rows" : plural(shape_.row_noun);
    const YesNo asked = yes_no(m_.input.question);
    return fmt::format("{}There are no {}{}.", asked.any && framed_ ? "No. " : "", things_found, where_clause(m_));
  }

  // The frame of the question for names, where what the rows name can be what the question asks for.
  std::optional<StatementFrame> frame_for_names(std::size_t rows) const {
    if (!framed_ || (asks_for_people(m_.input.question) && !may_name_people())) return std::nullopt;
    return names_frame(m_.input.question, rows);
  }

  // A table of people has more than a name of each: "who" is not answered with a category.
  bool may_name_people() const {
    if (shape_.label.empty()) return false;
    const catalog::ColumnId id = column(shape_.label[0]).stored;
    if (shape_.label.size() > 1 || id.table < 0) return true;
    const auto personal = [](const catalog::Column& other) {
      const std::string name = readable(other.name);
      for (const char* mark : {"first", "surname", "username", "email", "gender", "sex", "birth", "age", "nationality",
                               "salary", "phone", "hometown", "birthday"})
        if (has_word(name, mark)) return true;
      return false;
    };
    const auto& columns = m_.input.catalog->table(id).columns;
    return std::any_of(columns.begin(), columns.end(), personal);
  }

  // ---- one value ----

  std::string one_value(const YesNo& asked) const {
    const Value& cell = rows_[0][0];
    if (is_null(cell)) return no_value();
    if (const auto decided = decide(asked, cell)) return *decided;
    const auto number = as_number(cell);
    const bool count =
        number && *number >= 0 && *number < 1e15 && *number == static_cast<double>(static_cast<std::uint64_t>(*number));
    if (framed_ && count)
      if (auto said = count_statement(m_.input.question, static_cast<std::uint64_t>(*number))) return *said;
    const std::string said = hedged(value(rows_[0], 0));
    if (framed_) {
      const bool named = !number && column(0).role == Role::Label;
      const auto frame = named ? frame_for_names(1) : std::nullopt;
      if (const auto used = frame ? frame : value_frame(m_.input.question))
        return capitalized(used->before + said + used->after);
    }
    if (count && words(0).starts_with(kNumberOf))
      return there_are(static_cast<std::uint64_t>(*number), words(0).substr(kNumberOf.size()));
    return fmt::format("The {}{} {} {}.", words(0), where_clause(m_), is_plural(words(0)) ? "are" : "is", said);
  }

  static bool is_plural(const std::string& words) { return !words.starts_with(kNumberOf) && looks_plural(words); }

  std::string there_are(std::uint64_t count, const std::string& noun) const {
    return fmt::format("There {} {} {}{}.", count == 1 ? "is" : "are", count == 0 ? "no" : count_of(count),
                       counted(noun, count), where_clause(m_));
  }

  std::string no_value() const {
    const std::string conditions = where_clause(m_), noun = shape_.select ? m_.phrases.row_noun(*shape_.select) : "";
    const std::string things_found = plural(noun.empty() ? "row" : noun);
    if (!shape_.aggregated)
      return fmt::format("The {}{} {} not known: the database holds no value there.", words(0), conditions,
                         is_plural(words(0)) ? "are" : "is");
    if (emptiness_.matched == 0u)
      return fmt::format("There are no {}{}, so there is no {}.", things_found, conditions, words(0));
    if (emptiness_.matched)
      return *emptiness_.matched == 1
                 ? fmt::format("There is no {}{}: the one {} that matches has no value for it.", words(0), conditions,
                               singular(things_found))
                 : fmt::format("There is no {}{}: none of the {} {} that match has a value for it.", words(0),
                               conditions, count_of(*emptiness_.matched), things_found);
    return fmt::format("There is no {}{}: no value was found to take it from.", words(0), conditions);
  }

  // Yes or No, where the value is one; a count of things that the question asks the existence of decides too.
  std::optional<std::string> decide(const YesNo& asked, const Value& cell) const {
    if (!asked.asked || !framed_) return std::nullopt;
    if (const auto* flag = std::get_if<bool>(&cell)) return *flag ? "Yes." : "No.";
    const auto* number = std::get_if<std::int64_t>(&cell);
    if (!number || !asked.any || column(0).aggregate == Aggregate::None || !words(0).starts_with(kNumberOf))
      return std::nullopt;
    const auto count = static_cast<std::uint64_t>(std::max<std::int64_t>(*number, 0));
    return std::string(count ? "Yes. " : "No. ") + there_are(count, words(0).substr(kNumberOf.size()));
  }

  // ---- one row ----

  // "41 venues" for a number of venues, else "total commission 1,234.50".
  std::string field(const Row& row, std::size_t index) const {
    if (is_null(row[index])) return "no known " + words(index);
    const std::string said = hedged(value(row, index));
    if (words(index).starts_with(kNumberOf) && column(index).role == Role::Measure) {
      const auto number = as_number(row[index]);
      const std::string noun = words(index).substr(kNumberOf.size());
      return (number && *number == 0 ? "no" : said) + " " + (number && *number == 1 ? singular(noun) : noun);
    }
    return words(index) + " " + said;
  }

  std::vector<std::size_t> beside_label() const {
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < shape_.columns.size(); ++i)
      if (std::find(shape_.label.begin(), shape_.label.end(), i) == shape_.label.end()) others.push_back(i);
    return others;
  }

  std::string one_row() const {
    const Row& row = rows_[0];
    std::vector<std::size_t> others = beside_label();
    const bool named = !shape_.label.empty() && shape_.has_label_value(row);
    const std::string name = named ? shape_.name_of(row) : "";
    if (named) {
      if (const auto frame = frame_for_names(1)) {
        const bool measured = shape_.measure && !is_null(row[*shape_.measure]) && frame->after.size() > 1;
        const std::string number =
            shape_.measure && !is_null(row[*shape_.measure]) ? fmt::format(" ({})", number_beside(row)) : "";
        if (measured)
          return capitalized(frame->before + name + frame->after.substr(0, frame->after.size() - 1) + number + ".");
        return capitalized(frame->before + name + number + frame->after);
      }
    }
    if (others.empty()) return fmt::format("The {} is {}.", shape_.row_noun, name);
    std::vector<std::string> fields;
    const bool many = others.size() > kShownFields;
    if (many) others.resize(kShownFields);
    for (std::size_t index : others)
      fields.push_back(named                 ? field(row, index)
                       : is_null(row[index]) ? "no " + words(index)
                                             : fmt::format("the {} is {}", words(index), hedged(value(row, index))));
    const std::string text = many ? fmt::format("{} and more in the table", fmt::join(fields, ", ")) : listed(fields);
    return named ? fmt::format("{}: {}.", capitalized(name), text) : capitalized(text) + ".";
  }

  // ---- several rows ----

  std::string number_beside(const Row& row) const { return hedged(value(row, *shape_.measure)); }

  bool ranked() const {
    return shape_.limit && !shape_.order.empty() && shape_.measure &&
           shape_.order[0].column == static_cast<int>(*shape_.measure);
  }

  // "5 buyers", "5 buyers by total price paid", "number of venues by state".
  std::string heading() const {
    const std::uint64_t count = rows_.size();
    if (ranked()) {
      const bool most = shape_.order[0].item->descending;
      return fmt::format("{} {} {} by {}", most ? "top" : "last", count_of(count), things(count),
                         words(*shape_.measure));
    }
    return fmt::format("{} {}{}", count_of(count), things(count), where_clause(m_));
  }

  std::string item(const Row& row) const {
    const std::string name = shape_.has_label_value(row) ? shape_.name_of(row) : "no known " + shape_.row_noun;
    if (!shape_.measure) return name;
    return fmt::format("{} ({})", name, is_null(row[*shape_.measure]) ? "no value" : number_beside(row));
  }

  std::string short_list() const {
    std::vector<std::string> items;
    for (const Row& row : rows_) items.push_back(item(row));
    const std::string text = listed(items);
    if (text.size() > kLongestListText) return {};
    const bool all_named =
        std::all_of(rows_.begin(), rows_.end(), [&](const Row& row) { return shape_.has_label_value(row); });
    if (all_named)
      if (const auto frame = frame_for_names(rows_.size())) return capitalized(frame->before + text + frame->after);
    if (shape_.measure && !ranked()) return fmt::format("{}: {}.", capitalized(table_title(shape_)), text);
    return fmt::format("The {} are {}.", heading(), text);
  }

  std::string long_list() const {
    const bool more = m_.input.rows->truncated;
    const std::string count = (more ? "more than " : "") + count_of(rows_.size());
    if (shape_.label.empty() || !shape_.measure) return names_only(count);
    const std::string title = capitalized(table_title(shape_));
    if (ranked() || shape_.order.empty() || shape_.columns[shape_.label[0]].role != Role::Time)
      if (const auto extremes = extremes_of()) return fmt::format("{}: {} {}, {}.", title, count, things(2), *extremes);
    std::string text =
        fmt::format("{}: {} {}, from {} to {}", title, count, things(2), item(rows_.front()), item(rows_.back()));
    if (!more)
      if (const auto extremes = extremes_of()) text += "; " + *extremes;
    return text + ".";
  }

  std::string names_only(const std::string& count) const {
    const std::string first = fmt::format("There are {} {}{}", count, things(2), where_clause(m_));
    const bool keys = !shape_.label.empty() && column(shape_.label[0]).role == Role::Identifier;
    if (shape_.label.empty() || keys) return first + "; the table lists them.";
    std::vector<std::string> leading;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, rows_.size()); ++i) leading.push_back(item(rows_[i]));
    if (rows_.size() <= 3) return fmt::format("{}: {}.", first, listed(leading));
    return fmt::format("{}: {}, \xE2\x80\xA6 and {}.", first, fmt::join(leading, ", "), item(rows_.back()));
  }

  // "the highest is CA (29), the lowest WY (1)", found here among all rows; nothing where rows are missing or equal.
  std::optional<std::string> extremes_of() const {
    const Row *least = nullptr, *most = nullptr;
    const std::size_t at = *shape_.measure;
    for (const Row& row : rows_) {
      const auto number = as_number(row[at]);
      if (!number) continue;
      if (!most || *number > *as_number((*most)[at])) most = &row;
      if (!least || *number < *as_number((*least)[at])) least = &row;
    }
    if (!most || m_.input.rows->truncated || *as_number((*most)[at]) == *as_number((*least)[at])) return std::nullopt;
    return fmt::format("the highest is {}, the lowest {}", item(*most), item(*least));
  }

  const Material& m_;
  const Emptiness& emptiness_;
  const ResultShape& shape_;
  const std::vector<Row>& rows_;
  bool framed_ = false;
};

}  // namespace

std::string where_clause(const Material& material) {
  const sql::Select* select = material.shape.select;
  if (!select) return {};
  std::vector<std::string> words;
  for (const Condition& condition : material.phrases.conditions(*select)) {
    if (condition.joins) continue;
    if (condition.words.find("\xE2\x80\x9C") != std::string::npos || condition.words.size() > 90) return {};
    words.push_back(condition.words);
  }
  return words.empty() || words.size() > 2 ? "" : " where " + listed(words);
}

std::string table_title(const ResultShape& shape) {
  std::string title =
      shape.measure ? shape.columns[*shape.measure].words : plural(shape.row_noun.empty() ? "row" : shape.row_noun);
  if (!shape.measure || shape.label.empty()) return title;
  if (!shape.row_noun.empty()) return title + " by " + shape.row_noun;
  std::vector<std::string> names;
  for (std::size_t column : shape.label) names.push_back(shape.columns[column].words);
  if (names.size() > 1) title += " by " + listed(names);
  return title;
}

std::string write_sentence(const Material& material, const Emptiness& emptiness) {
  return SentenceWriter(material, emptiness).write();
}

}  // namespace sayquel::answer

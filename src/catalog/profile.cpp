#include "catalog/profile.h"

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "catalog/content.h"

namespace sayquel::catalog {
namespace {

constexpr std::size_t kSamples = 8;
constexpr std::int64_t kMostSampled = 10'000;    // distinct values of a column that is not text
constexpr std::int64_t kMostInspected = 20'000;  // text values whose looks are taken

// The most frequent values, the smaller one first among equally frequent ones.
class Samples {
 public:
  void add(const Value& value, std::int64_t count) {
    if (best_.size() == kSamples && count < best_.back().count) return;
    Sample sample{count, to_text(value), value};
    const auto before = [](const Sample& left, const Sample& right) {
      if (left.count != right.count) return left.count > right.count;
      const auto *one = std::get_if<std::int64_t>(&left.value), *other = std::get_if<std::int64_t>(&right.value);
      return one && other ? *one < *other : left.text < right.text;
    };
    best_.insert(std::upper_bound(best_.begin(), best_.end(), sample, before), std::move(sample));
    if (best_.size() > kSamples) best_.pop_back();
  }
  std::vector<Value> take() {
    std::vector<Value> values;
    for (Sample& sample : best_) values.push_back(std::move(sample.value));
    return values;
  }

 private:
  struct Sample {
    std::int64_t count;
    std::string text;
    Value value;
  };
  std::vector<Sample> best_;
};

// Do the values come with the padding of a fixed width?
class Padding {
 public:
  void add(std::string_view text) {
    trailing_ = trailing_ || text.ends_with(' ');
    shortest_ = std::min(shortest_, text.size());
    longest_ = std::max(longest_, text.size());
  }
  bool padded(const ColumnType& type) const {
    const std::string declared = base::lower_ascii(type.declared);
    const bool fixed = declared.starts_with("char(") || declared.starts_with("character(") || declared == "char" ||
                       declared.starts_with("nchar") || declared.starts_with("bpchar");
    return trailing_ && (fixed || shortest_ == longest_);
  }

 private:
  bool trailing_ = false;
  std::size_t shortest_ = std::numeric_limits<std::size_t>::max(), longest_ = 0;
};

std::string without_padding(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

bool text_like(const ColumnType& type) { return type.kind == TypeKind::Text || type.kind == TypeKind::Unknown; }

bool worth_sampling(const Column& column) {
  switch (column.type.kind) {
    case TypeKind::Text:
    case TypeKind::Unknown:
      return true;
    case TypeKind::Blob:
    case TypeKind::Nested:
    case TypeKind::Interval:
      return false;
    default:
      return column.profile.distinct <= kMostSampled;
  }
}

// Which of very many values to look at: the same ones in whatever order they come.
bool inspected(std::string_view text, std::int64_t distinct) {
  if (distinct <= kMostInspected) return true;
  return checksum(text) % static_cast<std::uint64_t>(distinct) < static_cast<std::uint64_t>(kMostInspected);
}

class Profiler {
 public:
  Profiler(database::Connection& connection, Catalog& catalog, ValueCollector* values, const BuildOptions& options,
           const Stop& stop)
      : connection_(connection), catalog_(catalog), values_(values), options_(options), stop_(stop) {
    for (const Table& table : catalog.tables) total_ += table.columns.size();
  }

  Status table(int id) {
    Table& table = catalog_.tables[static_cast<std::size_t>(id)];
    tell("measuring " + table.name);
    SAYQUEL_CHECK(measure(table));
    for (int column = 0; column < static_cast<int>(table.columns.size()); ++column) {
      SAYQUEL_CHECK(stop_.check("reading the values of " + table.name));
      SAYQUEL_CHECK(sample({id, column}));
      ++done_;
      tell("reading the values of " + table.name);
    }
    return {};
  }
  void skip(int id) { done_ = std::min(total_, done_ + catalog_.tables[static_cast<std::size_t>(id)].columns.size()); }

 private:
  void tell(const std::string& what) const {
    if (options_.progress) options_.progress({what, done_, total_});
  }

  Status measure(Table& table) {
    std::vector<std::string> names;
    for (const Column& column : table.columns) names.push_back(column.name);
    SAYQUEL_TRY(const auto measures, connection_.measure(table.schema, table.name, names, stop_));
    for (std::size_t i = 0; i < measures.size() && i < table.columns.size(); ++i) {
      const auto& measure = measures[i];
      Column& column = table.columns[i];
      table.rows = measure.rows;
      column.profile.measured = true;
      column.profile.nulls = measure.nulls;
      column.profile.distinct = measure.distinct;
      column.profile.unique = measure.distinct == measure.rows - measure.nulls;
      if (column.sensitive) continue;
      column.profile.minimum = measure.minimum;
      column.profile.maximum = measure.maximum;
    }
    return {};
  }

  Status sample(ColumnId id) {
    const Table& table = catalog_.table(id);
    Column& column = catalog_.tables[static_cast<std::size_t>(id.table)].columns[static_cast<std::size_t>(id.column)];
    if (column.sensitive || column.profile.distinct == 0 || !worth_sampling(column)) {
      if (!column.sensitive) few_samples(column);
      return {};
    }
    SAYQUEL_TRY(auto stream,
                connection_.distinct_values({table.schema, table.name, column.name}, options_.longest_value, stop_));
    Samples samples;
    ContentDetector content;
    Padding padding;
    Row row;
    for (;;) {
      SAYQUEL_TRY(const bool more, stream->next(row));
      if (!more) break;
      if (row.size() != 2) return fail(ErrorCode::Internal, "distinct values came without their counts");
      const auto* count = std::get_if<std::int64_t>(&row[1]);
      samples.add(row[0], count ? *count : 1);
      const auto* text = std::get_if<std::string>(&row[0]);
      if (!text) continue;
      padding.add(*text);
      if (inspected(*text, column.profile.distinct)) content.add(*text);
      if (values_ && text_like(column.type))
        SAYQUEL_CHECK(values_->add(id, *text, static_cast<std::uint64_t>(count ? *count : 1), stop_));
    }
    column.profile.samples = samples.take();
    column.profile.padded = text_like(column.type) && padding.padded(column.type);
    if (column.profile.padded) drop_padding(column.profile);
    column.profile.content = column.type.numeric()    ? number_content(column)
                             : text_like(column.type) ? content.text(column.name)
                                                      : Content::Unknown;
    return {};
  }

  // Of a column with very many numbers: its ends.
  static void few_samples(Column& column) {
    ColumnProfile& profile = column.profile;
    if (!is_null(profile.minimum)) profile.samples.push_back(profile.minimum);
    if (!is_null(profile.maximum) && profile.distinct > 1) profile.samples.push_back(profile.maximum);
    if (column.type.numeric()) profile.content = number_content(column);
  }

  static void drop_padding(ColumnProfile& profile) {
    const auto drop = [](Value& value) {
      if (auto* text = std::get_if<std::string>(&value)) *text = without_padding(std::move(*text));
    };
    for (Value& sample : profile.samples) drop(sample);
    drop(profile.minimum);
    drop(profile.maximum);
  }

  database::Connection& connection_;
  Catalog& catalog_;
  ValueCollector* values_;
  const BuildOptions& options_;
  const Stop& stop_;
  std::uint64_t done_ = 0, total_ = 0;
};

}  // namespace

Status profile_tables(database::Connection& connection, Catalog& catalog, ValueCollector* values,
                      const BuildOptions& options, std::vector<std::string>& notes, const Stop& stop) {
  Profiler profiler(connection, catalog, values, options, stop);
  for (int table = 0; table < static_cast<int>(catalog.tables.size()); ++table) {
    const Status status = profiler.table(table);
    if (status) continue;
    if (status.error().code != ErrorCode::Database) return status;
    // A broken view, say: the rest of the database can still be asked.
    notes.push_back("table " + catalog.tables[static_cast<std::size_t>(table)].name +
                    " could not be measured: " + status.error().message);
    profiler.skip(table);
  }
  return {};
}

}  // namespace sayquel::catalog

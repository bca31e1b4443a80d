#include "draft/model/schema_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "base/text.h"
#include "draft/model/tokens.h"
#include "sql/printer.h"

namespace sayquel::model {
namespace {

using catalog::Catalog;
using catalog::ColumnId;
using catalog::Table;

constexpr std::size_t kSamples = 3;
constexpr std::size_t kLongestSample = 24;    // bytes
constexpr std::size_t kLongestComment = 120;  // bytes
// A table next to a mentioned one is this much as likely to be needed: joins go through it.
constexpr double kNextTo = 0.4;
// No single table takes more than this share of what there is room for, unless it is alone.
constexpr std::size_t kWidestShare = 3;

std::string cut(std::string text, std::size_t longest) {
  if (text.size() <= longest) return text;
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

// On one line, so that nothing in it ends the comment that it stands in.
std::string one_line(const std::string& text, std::size_t longest) {
  std::string out = base::printable(text);
  for (char& c : out)
    if (c == '\n' || c == '\t') c = ' ';
  return cut(std::move(out), longest);
}

std::string sample_text(const Value& value) {
  const std::string text = one_line(to_text(value), kLongestSample);
  const bool bare = std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value) ||
                    std::holds_alternative<Decimal>(value) || std::holds_alternative<bool>(value);
  return bare ? text : "'" + text + "'";
}

std::string name_of(const std::string& name, sql::Dialect dialect) {
  return base::printable(sql::quote_identifier(sql::Identifier(name), dialect));
}

std::string names(const Table& table, const std::vector<int>& columns, sql::Dialect dialect) {
  std::vector<std::string> out;
  for (int column : columns) out.push_back(name_of(table.columns[static_cast<std::size_t>(column)].name, dialect));
  return base::join(out, ", ");
}

std::string qualified(const Table& table, sql::Dialect dialect) {
  const std::string name = name_of(table.name, dialect);
  return table.schema.empty() ? name : name_of(table.schema, dialect) + "." + name;
}

}  // namespace

SchemaWriter::SchemaWriter(const Catalog& catalog, Share share) : catalog_(catalog), share_(share) {
  for (std::size_t t = 0; t < catalog.tables.size(); ++t) {
    std::vector<int> columns(catalog.tables[t].columns.size());
    std::iota(columns.begin(), columns.end(), 0);
    blocks_.push_back(table(static_cast<int>(t), columns));
    whole_ += blocks_.back().text;
    whole_tokens_ += blocks_.back().tokens;
    whole_samples_ += blocks_.back().samples;
  }
}

std::string SchemaWriter::column(int table_index, int column_index, std::size_t& samples) const {
  const Table& table = catalog_.tables[static_cast<std::size_t>(table_index)];
  const catalog::Column& column = table.columns[static_cast<std::size_t>(column_index)];
  std::string line = "  " + name_of(column.name, catalog_.dialect);
  if (!column.type.declared.empty()) line += " " + one_line(column.type.declared, 40);
  if (table.primary_key == std::vector<int>{column_index}) line += " PRIMARY KEY";
  for (const catalog::ForeignKey& key : catalog_.foreign_keys) {
    if (key.from_table != table_index || key.from_columns != std::vector<int>{column_index}) continue;
    const Table& target = catalog_.tables[static_cast<std::size_t>(key.to_table)];
    line += fmt::format(" REFERENCES {} ({})", qualified(target, catalog_.dialect),
                        names(target, key.to_columns, catalog_.dialect));
  }
  line += ",";
  std::vector<std::string> remarks;
  if (!column.comment.empty()) remarks.push_back(one_line(column.comment, kLongestComment));
  if (share_ != Share::Schema && !column.sensitive) {
    std::vector<std::string> shown;
    for (const Value& value : column.profile.samples)
      if (shown.size() < kSamples && !is_null(value) && !std::holds_alternative<Blob>(value))
        shown.push_back(sample_text(value));
    samples += shown.size();
    if (!shown.empty()) remarks.push_back("like " + base::join(shown, ", "));
  }
  if (!remarks.empty()) line += " -- " + base::join(remarks, "; ");
  return line + "\n";
}

SchemaWriter::Block SchemaWriter::table(int index, const std::vector<int>& columns) const {
  const Table& table = catalog_.tables[static_cast<std::size_t>(index)];
  Block block;
  if (!table.comment.empty()) block.text += "-- " + one_line(table.comment, kLongestComment) + "\n";
  block.text += fmt::format("CREATE {} {} (\n", table.view ? "VIEW" : "TABLE", qualified(table, catalog_.dialect));
  for (int one : columns) block.text += column(index, one, block.samples);
  if (columns.size() < table.columns.size())
    block.text += fmt::format("  -- and {} more columns\n", table.columns.size() - columns.size());
  if (table.primary_key.size() > 1)
    block.text += fmt::format("  PRIMARY KEY ({}),\n", names(table, table.primary_key, catalog_.dialect));
  for (const catalog::ForeignKey& key : catalog_.foreign_keys) {
    if (key.from_table != index || key.from_columns.size() < 2) continue;
    const Table& target = catalog_.tables[static_cast<std::size_t>(key.to_table)];
    block.text +=
        fmt::format("  FOREIGN KEY ({}) REFERENCES {} ({}),\n", names(table, key.from_columns, catalog_.dialect),
                    qualified(target, catalog_.dialect), names(target, key.to_columns, catalog_.dialect));
  }
  block.text += ");\n";
  block.tokens = estimate_tokens(block.text);
  return block;
}

SchemaWriter::Block SchemaWriter::narrow(int index, const grounding::Grounding& grounding, std::size_t tokens) const {
  const Table& table = catalog_.tables[static_cast<std::size_t>(index)];
  std::vector<double> weight(table.columns.size(), 0);
  for (int column : table.primary_key) weight[static_cast<std::size_t>(column)] += 2;
  for (const catalog::ForeignKey& key : catalog_.foreign_keys) {
    if (key.from_table == index)
      for (int column : key.from_columns) weight[static_cast<std::size_t>(column)] += 2;
    if (key.to_table == index)
      for (int column : key.to_columns) weight[static_cast<std::size_t>(column)] += 2;
  }
  for (const grounding::Mention& mention : grounding.mentions)
    if (mention.column.table == index && mention.column.column >= 0)
      weight[static_cast<std::size_t>(mention.column.column)] += 4 * mention.score;
  std::vector<int> order(table.columns.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int left, int right) {
    return weight[static_cast<std::size_t>(left)] > weight[static_cast<std::size_t>(right)];
  });
  std::vector<int> kept;
  std::size_t used = estimate_tokens(table.name + table.comment) + 24, samples = 0;
  for (int one : order) {
    used += estimate_tokens(column(index, one, samples));
    if (used > tokens && !kept.empty()) break;
    kept.push_back(one);
  }
  std::sort(kept.begin(), kept.end());
  return this->table(index, kept);
}

SchemaText SchemaWriter::write(const grounding::Grounding& grounding, std::size_t tokens) const {
  SchemaText out;
  if (whole_tokens_ <= tokens) {
    out.text = whole_;
    out.whole = true;
    out.samples = whole_samples_;
    out.tables.resize(catalog_.tables.size());
    std::iota(out.tables.begin(), out.tables.end(), 0);
    return out;
  }
  std::map<int, Block> chosen;
  for (int table : rank_tables(grounding)) {
    const std::size_t share = std::max<std::size_t>(tokens / kWidestShare, 1);
    const Block& full = blocks_[static_cast<std::size_t>(table)];
    Block block = full.tokens <= std::min(share, tokens) ? full : narrow(table, grounding, std::min(share, tokens));
    if (block.tokens > tokens) {
      if (chosen.empty()) continue;
      break;
    }
    tokens -= block.tokens;
    chosen.emplace(table, std::move(block));
  }
  for (auto& [table, block] : chosen) {
    out.text += block.text;
    out.samples += block.samples;
    out.tables.push_back(table);
  }
  return out;
}

std::vector<int> rank_tables(const grounding::Grounding& grounding) {
  const Catalog& catalog = *grounding.catalog;
  // Each word counts once for a table, by the best of what it may mean there.
  std::vector<std::map<std::size_t, double>> words(catalog.tables.size());
  for (const grounding::Mention& mention : grounding.mentions) {
    double& best = words[static_cast<std::size_t>(mention.column.table)][mention.begin];
    best = std::max(best, mention.score * mention.coverage);
  }
  std::vector<double> own(catalog.tables.size(), 0);
  for (std::size_t t = 0; t < words.size(); ++t)
    for (const auto& [word, score] : words[t]) own[t] += score;
  std::vector<double> score = own;
  for (const catalog::ForeignKey& key : catalog.foreign_keys) {
    const auto from = static_cast<std::size_t>(key.from_table), to = static_cast<std::size_t>(key.to_table);
    score[from] = std::max(score[from], own[from] + kNextTo * own[to]);
    score[to] = std::max(score[to], own[to] + kNextTo * own[from]);
  }
  std::vector<int> order(catalog.tables.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int left, int right) {
    return score[static_cast<std::size_t>(left)] > score[static_cast<std::size_t>(right)];
  });
  return order;
}

}  // namespace sayquel::model

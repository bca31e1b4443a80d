#include "engine/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace sayquel::engine {
namespace {

using catalog::Catalog;
using catalog::Column;
using catalog::ForeignKey;
using catalog::Table;
using Json = nlohmann::ordered_json;

std::string qualified(const Table& table) {
  return table.schema.empty() ? table.name : table.schema + "." + table.name;
}

std::vector<std::string> names(const Table& table, const std::vector<int>& columns) {
  std::vector<std::string> out;
  for (int column : columns) out.push_back(table.columns[static_cast<std::size_t>(column)].name);
  return out;
}

std::string with_thousands(std::int64_t number) {
  std::string digits = fmt::format("{}", number);
  for (auto at = static_cast<long>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

std::string heading(const Table& table) {
  std::string out = table.view ? "view" : "";
  if (table.rows >= 0)
    out += fmt::format("{}{} row{}", out.empty() ? "" : ", ", with_thousands(table.rows), table.rows == 1 ? "" : "s");
  return out;
}

std::string type_name(const Column& column) { return column.type.declared.empty() ? "any" : column.type.declared; }

bool holds(const std::vector<int>& columns, int column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

// "primary key; references venue.venueid (inferred, 98% sure); sensitive"
std::string remarks(const Catalog& catalog, int table_index, int column_index) {
  const Table& table = catalog.tables[static_cast<std::size_t>(table_index)];
  const Column& column = table.columns[static_cast<std::size_t>(column_index)];
  std::vector<std::string> parts;
  if (holds(table.primary_key, column_index))
    parts.emplace_back(table.primary_key_inferred ? "primary key (inferred)" : "primary key");
  for (const ForeignKey& key : catalog.foreign_keys) {
    if (key.from_table != table_index || !holds(key.from_columns, column_index)) continue;
    const Table& target = catalog.tables[static_cast<std::size_t>(key.to_table)];
    std::string remark =
        fmt::format("references {}.{}", qualified(target), base::join(names(target, key.to_columns), "+"));
    if (!key.declared) remark += fmt::format(" (inferred, {:.0f}% sure)", std::floor(key.confidence * 100));
    parts.push_back(std::move(remark));
  }
  if (column.sensitive) parts.emplace_back("sensitive");
  if (!column.comment.empty()) parts.push_back(base::printable(column.comment));
  return base::join(parts, "; ");
}

std::string padded(const std::string& text, int width) {
  return text + std::string(static_cast<std::size_t>(std::max(0, width - base::display_width(text))), ' ');
}

// SQLite takes anything for a name, line ends too.
std::string on_one_line(const std::string& name) {
  std::string out = base::printable(name);
  for (char& c : out)
    if (c == '\n' || c == '\t') c = ' ';
  return out;
}

std::string print_text(const Catalog& catalog) {
  if (catalog.tables.empty()) return "The database has no tables.\n";
  std::string out;
  for (std::size_t t = 0; t < catalog.tables.size(); ++t) {
    const Table& table = catalog.tables[t];
    out += (t ? "\n" : "") + on_one_line(qualified(table)) +
           (heading(table).empty() ? "" : "  (" + heading(table) + ")") + "\n";
    if (!table.comment.empty()) out += "  " + base::printable(table.comment) + "\n";
    int name_width = 0, type_width = 0;
    for (const Column& column : table.columns) {
      name_width = std::max(name_width, base::display_width(on_one_line(column.name)));
      type_width = std::max(type_width, base::display_width(on_one_line(type_name(column))));
    }
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const Column& column = table.columns[c];
      const std::string line = "  " + padded(on_one_line(column.name), name_width) + "  " +
                               padded(on_one_line(type_name(column)), type_width) + "  " +
                               on_one_line(remarks(catalog, static_cast<int>(t), static_cast<int>(c)));
      out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
  }
  return out;
}

std::string escaped_markdown(const std::string& text) {
  std::string out;
  for (char c : base::printable(text)) {
    if (c == '|' || c == '\\' || c == '`' || c == '*' || c == '_' || c == '<') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string print_markdown(const Catalog& catalog) {
  std::string out;
  for (std::size_t t = 0; t < catalog.tables.size(); ++t) {
    const Table& table = catalog.tables[t];
    out += fmt::format("{}## {}\n\n", t ? "\n" : "", escaped_markdown(qualified(table)));
    if (!heading(table).empty()) out += heading(table) + "\n\n";
    out += "| column | type | |\n| --- | --- | --- |\n";
    for (std::size_t c = 0; c < table.columns.size(); ++c)
      out += fmt::format("| {} | {} | {} |\n", escaped_markdown(table.columns[c].name),
                         escaped_markdown(type_name(table.columns[c])),
                         escaped_markdown(remarks(catalog, static_cast<int>(t), static_cast<int>(c))));
  }
  return out;
}

std::string quoted_csv(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

std::string print_csv(const Catalog& catalog) {
  std::string out = "table,column,type,nullable,remarks\n";
  for (std::size_t t = 0; t < catalog.tables.size(); ++t)
    for (std::size_t c = 0; c < catalog.tables[t].columns.size(); ++c) {
      const Column& column = catalog.tables[t].columns[c];
      out += fmt::format("{},{},{},{},{}\n", quoted_csv(qualified(catalog.tables[t])), quoted_csv(column.name),
                         quoted_csv(type_name(column)), column.nullable,
                         quoted_csv(remarks(catalog, static_cast<int>(t), static_cast<int>(c))));
    }
  return out;
}

Json json_table(const Table& table) {
  Json columns = Json::array();
  for (const Column& column : table.columns) {
    Json entry{{"name", column.name}, {"type", column.type.declared}, {"nullable", column.nullable}};
    if (column.sensitive) entry["sensitive"] = true;
    if (!column.comment.empty()) entry["comment"] = column.comment;
    if (column.profile.measured) {
      entry["distinct"] = column.profile.distinct;
      entry["nulls"] = column.profile.nulls;
    }
    columns.push_back(std::move(entry));
  }
  Json entry{{"name", table.name}, {"schema", table.schema}, {"view", table.view}};
  entry["rows"] = table.rows >= 0 ? Json(table.rows) : Json(nullptr);
  if (!table.comment.empty()) entry["comment"] = table.comment;
  entry["primary_key"] = names(table, table.primary_key);
  entry["primary_key_inferred"] = table.primary_key_inferred;
  entry["columns"] = std::move(columns);
  return entry;
}

std::string print_json(const Catalog& catalog, const std::string& database, bool indented) {
  Json tables = Json::array(), keys = Json::array();
  for (const Table& table : catalog.tables) tables.push_back(json_table(table));
  for (const ForeignKey& key : catalog.foreign_keys) {
    const Table& from = catalog.tables[static_cast<std::size_t>(key.from_table)];
    const Table& to = catalog.tables[static_cast<std::size_t>(key.to_table)];
    keys.push_back({{"table", qualified(from)},
                    {"columns", names(from, key.from_columns)},
                    {"references", qualified(to)},
                    {"referenced_columns", names(to, key.to_columns)},
                    {"declared", key.declared},
                    {"confidence", key.confidence}});
  }
  const Json schema{{"database", database},
                    {"dialect", sql::dialect_name(catalog.dialect)},
                    {"tables", tables},
                    {"foreign_keys", keys}};
  return schema.dump(indented ? 2 : -1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string print_schema(const Catalog& catalog, const std::string& database, OutputFormat format) {
  switch (format) {
    case OutputFormat::Text:
    case OutputFormat::Table:
      return print_text(catalog);
    case OutputFormat::Markdown:
      return print_markdown(catalog);
    case OutputFormat::Csv:
      return print_csv(catalog);
    case OutputFormat::Json:
      return print_json(catalog, database, true);
    case OutputFormat::JsonLines:
      return print_json(catalog, database, false);
  }
  return {};
}

std::vector<std::string> complete_words(const Catalog& catalog, const std::string& prefix, std::size_t limit) {
  const std::string start = base::lower_ascii(prefix);
  std::vector<std::string> words;
  const auto offer = [&](const std::string& name) {
    if (base::lower_ascii(name).starts_with(start)) words.push_back(name);
  };
  for (const Table& table : catalog.tables) {
    offer(table.name);
    for (const Column& column : table.columns) offer(column.name);
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  words.resize(std::min(words.size(), limit));
  return words;
}

}  // namespace sayquel::engine

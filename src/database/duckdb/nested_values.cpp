// Nested values as text in JSON's form: numbers and booleans bare, the rest in quotes, a MAP's keys as names.
#include <fmt/format.h>

#include <cmath>

#include "database/duckdb/values.h"

namespace sayquel::database::duckdb {
namespace {

void append_quoted(std::string_view text, std::string& json) {
  json += '"';
  for (const char letter : text) {
    switch (letter) {
      case '"':
        json += "\\\"";
        break;
      case '\\':
        json += "\\\\";
        break;
      case '\n':
        json += "\\n";
        break;
      case '\r':
        json += "\\r";
        break;
      case '\t':
        json += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(letter) < 0x20)
          json += fmt::format("\\u{:04x}", static_cast<int>(letter));
        else
          json += letter;
    }
  }
  json += '"';
}

bool bare_in_json(const Value& value) {
  if (const auto* number = std::get_if<double>(&value)) return std::isfinite(*number);
  return std::holds_alternative<bool>(value) || std::holds_alternative<std::int64_t>(value) ||
         std::holds_alternative<Decimal>(value);
}

}  // namespace

void VectorReader::append_json(idx_t row, std::string& json) const {
  if (validity_ && !(validity_[row / 64] >> (row % 64) & 1)) {
    json += "null";
    return;
  }
  switch (type_) {
    case DUCKDB_TYPE_LIST: {
      const auto& entry = at<duckdb_list_entry>(row);
      append_items(entry.offset, entry.length, json);
      return;
    }
    case DUCKDB_TYPE_ARRAY:
      append_items(row * array_size_, array_size_, json);
      return;
    case DUCKDB_TYPE_MAP:
      append_map(row, json);
      return;
    case DUCKDB_TYPE_STRUCT:
      append_struct(row, json);
      return;
    case DUCKDB_TYPE_UNION:
      children_[at<std::uint8_t>(row)].append_json(row, json);
      return;
    default:
      break;
  }
  Value value;
  read_present(row, value);
  if (bare_in_json(value))
    json += to_text(value);
  else
    append_quoted(to_text(value), json);
}

void VectorReader::append_items(idx_t from, idx_t count, std::string& json) const {
  json += '[';
  for (idx_t item = 0; item < count; ++item) {
    if (item) json += ", ";
    children_[0].append_json(from + item, json);
  }
  json += ']';
}

void VectorReader::append_map(idx_t row, std::string& json) const {
  const auto& entry = at<duckdb_list_entry>(row);
  json += '{';
  for (idx_t item = entry.offset; item < entry.offset + entry.length; ++item) {
    if (item > entry.offset) json += ", ";
    std::string key;
    children_[0].append_json(item, key);
    if (key.starts_with('"'))
      json += key;
    else
      append_quoted(key, json);
    json += ": ";
    children_[1].append_json(item, json);
  }
  json += '}';
}

void VectorReader::append_struct(idx_t row, std::string& json) const {
  json += '{';
  for (std::size_t field = 0; field < children_.size(); ++field) {
    if (field) json += ", ";
    append_quoted(names_[field], json);
    json += ": ";
    children_[field].append_json(row, json);
  }
  json += '}';
}

}  // namespace sayquel::database::duckdb

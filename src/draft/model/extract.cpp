#include "draft/model/extract.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/text.h"
#include "sql/parser.h"

namespace sayquel::model {
namespace {

constexpr std::size_t kMostCuts = 40;      // tries at cutting off what follows a query
constexpr std::size_t kMostPlaces = 8;     // of each kind that are looked at
constexpr std::size_t kLongest = 1 << 16;  // bytes of a reply that are read

bool space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Begins with the keyword, and the keyword ends there.
bool begins(std::string_view text, std::string_view keyword) {
  return text.size() >= keyword.size() && base::equal_ignoring_case(text.substr(0, keyword.size()), keyword) &&
         (text.size() == keyword.size() || !word_character(text[keyword.size()]));
}

bool begins_query(std::string_view text) {
  while (!text.empty() && (space(text[0]) || text[0] == '(')) text.remove_prefix(1);
  return begins(text, "select") || begins(text, "with") || begins(text, "values");
}

std::string without_thoughts(std::string_view reply) {
  std::string text(reply);
  for (const char* name : {"think", "thinking", "reasoning"}) {
    const std::string open = std::string("<") + name + ">", close = std::string("</") + name + ">";
    for (std::size_t thoughts = 0; thoughts < kMostPlaces; ++thoughts) {
      const std::string lower = base::lower_ascii(text);
      const std::size_t end = lower.find(close);
      const std::size_t start = lower.find(open);
      if (end == std::string::npos) {
        if (start != std::string::npos) text.erase(start);  // cut off while it thought
        break;
      }
      // A template may have opened the thought itself: everything up to its end is one.
      const std::size_t from = start == std::string::npos || start > end ? 0 : start;
      text.erase(from, end + close.size() - from);
    }
  }
  return text;
}

std::vector<std::string> in_tags(const std::string& text) {
  std::vector<std::string> found;
  const std::string lower = base::lower_ascii(text);
  for (const char* name : {"sql", "query", "answer"}) {
    const std::string open = std::string("<") + name + ">", close = std::string("</") + name + ">";
    for (std::size_t at = 0; found.size() < kMostPlaces && (at = lower.find(open, at)) != std::string::npos;) {
      const std::size_t start = at + open.size(), end = lower.find(close, start);
      found.push_back(text.substr(start, end == std::string::npos ? end : end - start));
      if (end == std::string::npos) break;
      at = end;
    }
  }
  return found;
}

// ``` or ~~~ fences; those that are called sql (or a dialect) come first.
std::vector<std::string> in_fences(const std::string& text) {
  std::vector<std::string> named, others;
  for (const char* mark : {"```", "~~~"}) {
    for (std::size_t at = 0; named.size() < kMostPlaces && (at = text.find(mark, at)) != std::string::npos;) {
      std::size_t start = at + 3;
      std::size_t label_end = start;
      while (label_end < text.size() && (word_character(text[label_end]) || text[label_end] == '-')) ++label_end;
      std::string label = base::lower_ascii(std::string_view(text).substr(start, label_end - start));
      const bool sql = label == "sql" || label == "sqlite" || label == "duckdb" || label == "postgresql" ||
                       label == "postgres" || label == "mysql" || label == "redshift" || label == "tsql";
      // ```SELECT ...``` on one line has no label.
      if (!begins_query(label)) start = label_end;
      const std::size_t end = text.find(mark, start);
      (sql ? named : others).push_back(text.substr(start, end == std::string::npos ? end : end - start));
      if (end == std::string::npos) break;
      at = end + 3;
    }
  }
  named.insert(named.end(), others.begin(), others.end());
  return named;
}

std::vector<std::string> in_json(const std::string& text) {
  const std::size_t start = text.find('{'), end = text.rfind('}');
  if (start == std::string::npos || end == std::string::npos || end < start) return {};
  const auto object = nlohmann::json::parse(text.substr(start, end - start + 1), nullptr, false);
  if (!object.is_object()) return {};
  for (const char* name : {"sql", "SQL", "query"})
    if (const auto found = object.find(name); found != object.end() && found->is_string()) return {*found};
  return {};
}

// From each line that begins with SELECT or WITH to the end; "SQL: SELECT" and "> SELECT" count as well.
std::vector<std::string> in_lines(const std::string& text) {
  std::vector<std::string> found;
  for (std::size_t line = 0; line < text.size() && found.size() < kMostPlaces;) {
    const std::size_t end = std::min(text.find('\n', line), text.size());
    const std::string_view whole = std::string_view(text).substr(line, end - line);
    std::size_t start = 0;
    while (start < whole.size() && (space(whole[start]) || whole[start] == '>' || whole[start] == '`')) ++start;
    const std::size_t colon = whole.find(": ");
    if (begins_query(whole.substr(start)))
      found.push_back(text.substr(line + start));
    else if (colon != std::string_view::npos && begins_query(whole.substr(colon + 2)))
      found.push_back(text.substr(line + colon + 2));
    line = end + 1;
  }
  return found;
}

// Cut at the semicolons that stand outside quotes and comments.
std::vector<std::string> statements_of(std::string_view text) {
  std::vector<std::string> found;
  std::string one;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\'' || c == '"' || c == '`') {
      const std::size_t end = std::min(text.find(c, at + 1), text.size() - 1);
      one += text.substr(at, end - at + 1);
      at = end;
    } else if (text.substr(at, 2) == "--") {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      one += '\n';
      at = end;
    } else if (c == ';') {
      found.push_back(std::move(one));
      one.clear();
    } else {
      one += c;
    }
  }
  found.push_back(std::move(one));
  std::erase_if(found, [](const std::string& statement) { return base::trim(statement).empty(); });
  return found;
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && (space(text.front()) || text.front() == '`')) text.remove_prefix(1);
  while (!text.empty() && (space(text.back()) || text.back() == '`')) text.remove_suffix(1);
  for (std::string_view mark : {"</s>", "<|im_end|>", "<|eot_id|>", "<|endoftext|>"})
    if (text.ends_with(mark)) return trimmed(text.substr(0, text.size() - mark.size()));
  return std::string(text);
}

// The statement, or as many of its lines as parse: prose may follow a query that has no semicolon.
Extracted read_statement(const std::string& statement, sql::Dialect dialect) {
  Extracted out;
  out.sql = trimmed(statement);
  std::string text = out.sql;
  for (std::size_t cuts = 0; !text.empty() && cuts < kMostCuts; ++cuts) {
    if (sql::parse(text, dialect)) return {text, true, 0};
    const std::size_t line = text.rfind('\n');
    if (line == std::string::npos) break;
    text = trimmed(text.substr(0, line));
  }
  // Nothing parses: what stands before an empty line is more likely the query than all of it.
  if (const std::size_t gap = out.sql.find("\n\n"); gap != std::string::npos) out.sql = trimmed(out.sql.substr(0, gap));
  return out;
}

Extracted first_of(const std::vector<std::string>& places, sql::Dialect dialect) {
  Extracted first;
  for (std::size_t i = 0; i < std::min(places.size(), kMostPlaces); ++i) {
    const std::string& place = places[i];
    const std::vector<std::string> statements = statements_of(place);
    for (const std::string& statement : statements) {
      if (!begins_query(trimmed(statement))) continue;
      Extracted read = read_statement(statement, dialect);
      read.statements = static_cast<int>(statements.size());
      if (read.complete) return read;
      if (first.sql.empty()) first = std::move(read);
    }
  }
  return first;
}

}  // namespace

Extracted extract_sql(std::string_view reply, sql::Dialect dialect) {
  const std::string text = without_thoughts(reply.substr(0, kLongest));
  Extracted first;
  for (const auto& places : {in_tags(text), in_fences(text), in_json(text), in_lines(text)}) {
    Extracted found = first_of(places, dialect);
    if (found.complete) return found;
    if (first.sql.empty()) first = std::move(found);
  }
  return first;
}

}  // namespace sayquel::model

// The databases' own parsers against ours: what they take as one query, we take, or say by name what we do not offer;
// and what we print of it is the same to them. Over the case files and seeded mutations of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#ifdef SAYQUEL_PG_QUERY
#include <pg_query.h>
#endif

#include "sql/parser.h"
#include "sql/printer.h"
#include "unit/sql/engines.h"
#include "unit/sql/statements.h"

namespace sayquel::sql {
namespace {

// What a database made of a statement: nothing where it does not parse, else a form that two texts share only where
// they mean the same.
using Fingerprint = std::optional<std::string>;

// It parses, but names or types are wrong: what it would mean cannot be told.
constexpr const char* kInvalid = "invalid";

// Splits into words, numbers, strings and marks, roughly, for mutations.
std::vector<std::string> pieces_of(const std::string& text) {
  std::vector<std::string> pieces;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    const auto word = [&](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.'; };
    if (word(text[i])) {
      while (end < text.size() && word(text[end])) ++end;
    } else if (text[i] == '\'' || text[i] == '"') {
      while (end < text.size() && text[end] != text[i]) ++end;
      end = std::min(end + 1, text.size());
    }
    if (text[i] != ' ') pieces.push_back(text.substr(i, end - i));
    i = end;
  }
  return pieces;
}

std::string joined(const std::vector<std::string>& pieces) {
  std::string text;
  for (const std::string& piece : pieces) text += (text.empty() ? "" : " ") + piece;
  return text;
}

// The statements, and for each some in which pieces were dropped, doubled, swapped or taken from another.
std::vector<std::string> with_mutations(const std::vector<std::string>& statements, int each) {
  std::mt19937 random(20081231);
  const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
  std::vector<std::string> result = statements;
  for (const std::string& statement : statements)
    for (int i = 0; i < each; ++i) {
      auto pieces = pieces_of(statement);
      if (pieces.size() < 3) continue;
      const std::size_t at = 1 + below(pieces.size() - 1);
      const auto place = pieces.begin() + static_cast<std::ptrdiff_t>(at);
      const auto other = pieces_of(statements[below(statements.size())]);
      switch (below(4)) {
        case 0:
          pieces.erase(place);
          break;
        case 1:
          pieces.insert(place, pieces[at]);
          break;
        case 2:
          std::swap(pieces[at], pieces[1 + below(pieces.size() - 1)]);
          break;
        default:
          pieces[at] = other[below(other.size())];
          break;
      }
      result.push_back(joined(pieces));
    }
  return result;
}

// True where we refuse by name what the database takes: it is outside our range, not misread.
bool refused_by_name(const Error& error) {
  return error.code == ErrorCode::Unsupported || error.code == ErrorCode::Refused || error.code == ErrorCode::TooLarge;
}

// Read into something that means the same but is written otherwise, so that forms cannot be compared.
bool written_otherwise(const std::string& text) {
  static const char* const kParts[] = {
      "POSITION", "FOR 3", "TRIM(BOTH", "TRIM ( BOTH",     "TRIM ( LEADING", "LIMIT ALL",         "N'x'",
      "N 'x'",    "**",    "* * 2",     "ARRAY[1, 2], $$", "3 DAYS",         "SUBSTRING ( a FROM"};
  return std::any_of(std::begin(kParts), std::end(kParts),
                     [&](const char* part) { return text.find(part) != std::string::npos; });
}

struct Tally {
  int accepted = 0, outside = 0;
  std::vector<std::string> missed, changed;
};

template <typename Ask>
Tally compare(const std::vector<std::string>& statements, Dialect dialect, Ask&& ask) {
  Tally tally;
  for (const std::string& text : statements) {
    const Fingerprint theirs = ask(text);
    if (!theirs) continue;
    ++tally.accepted;
    const auto tree = parse(text, dialect);
    if (!tree) {
      if (refused_by_name(tree.error()))
        ++tally.outside;
      else
        tally.missed.push_back(tree.error().message + "\n  " + text);
      continue;
    }
    if (*theirs == kInvalid || written_otherwise(text)) continue;
    const std::string printed = print(**tree, dialect);
    const Fingerprint again = ask(printed);
    if (again != theirs)
      tally.changed.push_back(text + "\n  " + printed + "\n" + *theirs + "\n" + again.value_or("(does not parse)"));
  }
  return tally;
}

std::string listed(const std::vector<std::string>& texts) {
  std::string result;
  for (const std::string& text : texts) result += text + "\n";
  return result;
}

std::vector<std::string> corpus(const std::string& dialect) {
  std::vector<std::string> result;
  for (const std::string& file : {std::string("identity_all.sql"), "identity_" + dialect + ".sql"})
    for (const Statement& statement : read_statements(file)) result.push_back(statement.text);
  for (const Statement& line : read_statements("spellings.txt"))
    if (line.text.starts_with(dialect + ": "))
      result.push_back(line.text.substr(dialect.size() + 2, line.text.rfind(" => ") - dialect.size() - 2));
  return result;
}

// Of the statements as people write them, none may be missed. Mutations find what only a grammar takes (LEFT LEFT JOIN,
// a comma before a parenthesis closes, operators behind their operand): those may be missed, one in twenty. None may
// change.
template <typename Ask>
void expect_agreement(const std::string& dialect_text, Dialect dialect, Ask&& ask) {
  const auto statements = corpus(dialect_text);
  const Tally written = compare(statements, dialect, ask);
  EXPECT_GT(written.accepted, 150);
  EXPECT_TRUE(written.missed.empty()) << listed(written.missed);
  EXPECT_TRUE(written.changed.empty()) << listed(written.changed);
  const Tally mutated = compare(with_mutations(statements, 12), dialect, ask);
  EXPECT_GT(mutated.accepted, 500);
  EXPECT_LT(mutated.outside * 10, mutated.accepted);
  EXPECT_LT(mutated.missed.size() * 20, static_cast<std::size_t>(mutated.accepted)) << listed(mutated.missed);
  EXPECT_TRUE(mutated.changed.empty()) << listed(mutated.changed);
  testing::Test::RecordProperty("accepted", mutated.accepted);
  testing::Test::RecordProperty("missed", static_cast<int>(mutated.missed.size()));
}

// Where something stands, and what it is called inside, is no meaning.
void drop_positions(nlohmann::json& tree) {
  if (tree.is_object()) {
    for (const char* key : {"query_location", "location", "stmt_len", "stmt_location", "funcformat"}) tree.erase(key);
  }
  if (tree.is_object() || tree.is_array())
    for (auto& child : tree) drop_positions(child);
}

TEST(Differential, DuckdbSerializesWhatWePrintTheSame) {
  DuckdbEngine duckdb;
  const auto ask = [&](const std::string& text) -> Fingerprint {
    std::string quoted;
    for (const char c : text) quoted += c == '\'' ? "''" : std::string(1, c);
    const Outcome outcome = duckdb.run("SELECT json_serialize_sql('" + quoted + "')");
    if (!outcome.ok()) return std::nullopt;
    auto tree = nlohmann::json::parse(outcome.rows.at(0).at(0), nullptr, false);
    if (tree.is_discarded() || tree.value("error", true) || tree["statements"].size() != 1) return std::nullopt;
    drop_positions(tree);
    return tree.dump();
  };
  expect_agreement("duckdb", Dialect::DuckDB, ask);
}

TEST(Differential, SqliteCompilesWhatWePrintToTheSameProgram) {
  SqliteEngine sqlite;
  for (const char* table : {"t", "u", "v", "w", "x", "y", "head", "sales", "events", "s"})
    ASSERT_TRUE(sqlite
                    .run("CREATE TABLE " + std::string(table) +
                         " (id, a, b, c, d, e, x, y, i, n, s, name, state, date, year, month, other, doc)")
                    .ok());
  const auto ask = [&](const std::string& text) -> Fingerprint {
    const std::string error = sqlite.prepare_error(text);
    for (const char* part : {"syntax error", "unrecognized token", "incomplete input"})
      if (error.find(part) != std::string::npos) return std::nullopt;
    if (error.find("VALUES must have the same") != std::string::npos) return std::nullopt;
    if (!error.empty()) return kInvalid;
    const Outcome program = sqlite.run("EXPLAIN " + text);
    std::string result;
    for (const auto& row : program.rows) {
      for (std::size_t i = 1; i < row.size() && i < 7; ++i) result += row[i] + " ";
      result += "\n";
    }
    return result;
  };
  expect_agreement("sqlite", Dialect::SQLite, ask);
}

#ifdef SAYQUEL_PG_QUERY
TEST(Differential, PostgresqlParsesWhatWePrintTheSame) {
  const auto ask = [&](const std::string& text) -> Fingerprint {
    const PgQueryParseResult result = pg_query_parse(text.c_str());
    Fingerprint fingerprint;
    if (!result.error) {
      auto tree = nlohmann::json::parse(result.parse_tree, nullptr, false);
      // (Its JSON is broken where a string holds a control character.)
      if (!tree.is_discarded() && tree["stmts"].size() == 1 && tree["stmts"][0]["stmt"].contains("SelectStmt")) {
        drop_positions(tree);
        fingerprint = tree["stmts"].dump();
      }
    }
    pg_query_free_parse_result(result);
    return fingerprint;
  };
  expect_agreement("postgresql", Dialect::PostgreSQL, ask);
}
#endif

}  // namespace
}  // namespace sayquel::sql

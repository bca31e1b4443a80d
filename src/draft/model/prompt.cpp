#include "draft/model/prompt.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "draft/model/prompts/texts.h"
#include "draft/model/tokens.h"

namespace sayquel::model {
namespace {

constexpr std::size_t kValuesNamed = 8;
constexpr std::size_t kTurnsTold = 3;
constexpr double kSureValue = 0.5;               // below this score a mention of a value is a guess
constexpr std::size_t kLongestEvidence = 4'000;  // bytes

std::string dialect_words(sql::Dialect dialect) {
  switch (dialect) {
    case sql::Dialect::SQLite:
      return "SQLite";
    case sql::Dialect::DuckDB:
      return "DuckDB";
    case sql::Dialect::PostgreSQL:
      return "PostgreSQL";
    case sql::Dialect::Redshift:
      return "Amazon Redshift";
    case sql::Dialect::MySQL:
      return "MySQL";
  }
  return "SQL";
}

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (char c : base::printable(text)) {
    if (c == '\'') out += '\'';
    out += c == '\n' || c == '\t' ? ' ' : c;
  }
  return out + "'";
}

// "san diego" stands in users.city as 'San Diego'.
std::string named_values(const grounding::Grounding& grounding, std::size_t& count) {
  std::vector<const grounding::Mention*> mentions;
  for (const grounding::Mention& mention : grounding.mentions)
    if (mention.kind == grounding::MentionKind::Value && mention.score >= kSureValue && mention.column.column >= 0 &&
        !grounding.catalog->column(mention.column).sensitive)
      mentions.push_back(&mention);
  std::stable_sort(mentions.begin(), mentions.end(),
                   [](const auto* left, const auto* right) { return left->score > right->score; });
  std::string out;
  std::set<std::pair<catalog::ColumnId, std::string>> said;
  for (const grounding::Mention* mention : mentions) {
    if (said.size() == kValuesNamed) break;
    if (!said.emplace(mention->column, mention->value).second) continue;
    out += fmt::format("{}.{} has the value {}\n", base::printable(grounding.catalog->table(mention->column).name),
                       base::printable(grounding.catalog->column(mention->column).name), quoted(mention->value));
  }
  count += said.size();
  return out.empty() ? out : "Values that the question may name:\n" + out;
}

std::string told_before(const grounding::Question& question) {
  std::string out;
  const std::size_t first = question.before.size() > kTurnsTold ? question.before.size() - kTurnsTold : 0;
  for (std::size_t i = first; i < question.before.size(); ++i)
    out += fmt::format("Asked before: {}\nAnswered by: {}\n", base::printable(question.before[i].text),
                       base::printable(question.before[i].sql));
  return out;
}

}  // namespace

DraftPrompt draft_prompt(const SchemaWriter& schema, Share share, std::size_t tokens,
                         const grounding::Question& question, const grounding::Grounding& grounding) {
  DraftPrompt prompt;
  std::string evidence = question.evidence.substr(0, kLongestEvidence);
  if (!evidence.empty()) evidence = "What terms mean: " + base::printable(evidence) + "\n";
  const std::string asked =
      fill(draft_text(), {{"conversation", told_before(question)},
                          {"values", share == Share::Schema ? "" : named_values(grounding, prompt.samples)},
                          {"evidence", std::move(evidence)},
                          {"today", to_text(question.today)},
                          {"question", base::printable(question.text)}});
  const std::string dialect = dialect_words(grounding.catalog->dialect);
  const std::size_t rest =
      estimate_tokens(fill(draft_system_text(), {{"dialect", dialect}, {"schema", ""}})) + estimate_tokens(asked);
  SchemaText text = schema.write(grounding, tokens > rest ? tokens - rest : 0);
  prompt.samples += text.samples;
  prompt.tables = std::move(text.tables);
  prompt.messages = {
      {Speaker::System, fill(draft_system_text(), {{"dialect", dialect}, {"schema", std::move(text.text)}})},
      {Speaker::User, asked}};
  return prompt;
}

Message repair_prompt(const Error& problem, const std::string& names) {
  std::string told = base::printable(problem.message);
  if (!problem.hint.empty()) told += " " + base::printable(problem.hint);
  return {Speaker::User, fill(repair_text(), {{"problem", std::move(told)}, {"names", names}})};
}

}  // namespace sayquel::model

#include "draft/model/conversation.h"

#include <algorithm>

#include "base/text.h"
#include "draft/model/extract.h"
#include "draft/model/name_repair.h"
#include "draft/model/prompt.h"
#include "sql/parser.h"
#include "sql/printer.h"

namespace sayquel::model {
namespace {

constexpr double kDrawn = 0.7;             // temperature of samples after the first
constexpr int kMostTokens = 768;           // of a reply: a long query is 300
constexpr std::size_t kReplyKept = 4'000;  // bytes of a reply that is told back

// The same query, however it is laid out.
std::string normal(const std::string& sql, sql::Dialect dialect) {
  const auto tree = sql::parse(sql, dialect);
  return tree ? sql::print(**tree, dialect) : sql;
}

}  // namespace

Conversation::Conversation(const ModelBackend& backend, const catalog::Catalog& catalog, std::vector<Message> opening)
    : backend_(backend), catalog_(catalog), messages_(std::move(opening)) {}

Result<Drafted> Conversation::ask(int sample, std::string grammar, const Listener& listener, const Stop& stop) {
  Request request;
  request.messages = messages_;
  request.most_tokens = kMostTokens;
  request.temperature = sample == 0 ? 0 : kDrawn;
  request.seed = static_cast<std::uint64_t>(sample) + 1;
  request.grammar = std::move(grammar);
  SAYQUEL_TRY(const Reply reply, backend_.generate(request, listener, stop));

  const Extracted extracted = extract_sql(reply.text, catalog_.dialect);
  NameRepair repaired = repair_names(extracted.sql, catalog_);
  Drafted drafted;
  drafted.cut = reply.cut && !extracted.complete;
  drafted.usage = reply.usage;
  drafted.sql = std::move(repaired.sql);
  drafted.notes = std::move(repaired.notes);

  const std::string same = normal(drafted.sql, catalog_.dialect);
  drafted.repeated = std::find(past_.begin(), past_.end(), same) != past_.end();
  past_.push_back(same);
  last_ = drafted.sql;
  // The query alone is told back, where there is one: what stood around it only costs tokens.
  messages_.push_back({Speaker::Assistant, drafted.sql.empty()
                                               ? base::printable("..." + reply.text.substr(0, kReplyKept))
                                               : "```sql\n" + drafted.sql + "\n```"});
  return drafted;
}

void Conversation::reject(const Error& problem) {
  const bool about_names = problem.code == ErrorCode::NotFound;
  messages_.push_back(repair_prompt(problem, about_names ? existing_names(last_, catalog_) : std::string()));
}

}  // namespace sayquel::model

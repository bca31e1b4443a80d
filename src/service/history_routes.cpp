// What was asked before, and what people said of it.
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "service/api.h"
#include "service/fields.h"
#include "store/secrets.h"

namespace sayquel::service {
namespace {

using Json = nlohmann::ordered_json;
constexpr auto kReplace = Json::error_handler_t::replace;

Json entry_json(const store::HistoryEntry& entry) {
  return {{"id", entry.id},
          {"asked_at", to_text(entry.asked_at)},
          {"database", entry.database},
          {"question", entry.question},
          {"sql", entry.sql},
          {"status", entry.status},
          {"answer", entry.answer},
          {"reading", entry.reading},
          {"row_count", entry.row_count}};
}

std::string parameter(const Request& request, const char* name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second;
}

// One who needs a token sees their own questions alone; an admin all.
bool may_see(const Call& call, const std::string& asked_by) {
  return !call.token || call.token->role == store::Role::Admin || call.token->id == asked_by;
}

Result<store::HistoryEntry> find_entry(store::Store& store, const Call& call, const std::string& id) {
  SAYQUEL_TRY(const auto entry, store.history_entry(id));
  if (!entry || !may_see(call, entry->asked_by))
    return fail(ErrorCode::NotFound, "There is no question with this id.", "GET /api/v1/history lists them.");
  return *entry;
}

}  // namespace

void Api::history(Call& call, Worker&) {
  store::HistoryQuery query;
  if (call.token && call.token->role != store::Role::Admin) query.asked_by = call.token->id;
  query.database = parameter(call.request, "database");
  query.search = parameter(call.request, "search");
  query.before = parameter(call.request, "before");
  const std::string limit = parameter(call.request, "limit");
  std::from_chars(limit.data(), limit.data() + limit.size(), query.limit);
  query.limit = std::clamp<std::size_t>(query.limit, 1, 200);
  const auto entries = store_.history(query);
  if (!entries) return send_error(call, entries.error());
  Json list = Json::array();
  for (const store::HistoryEntry& entry : *entries) list.push_back(entry_json(entry));
  send_json(call, Json{{"history", list}}.dump(-1, ' ', false, kReplace) + "\n");
}

void Api::add_history(Call& call, Worker&) {
  Fields fields(call.request.body);
  store::HistoryEntry entry;
  entry.database = fields.text("database", 1'000);
  entry.question = fields.text("question", 4'000);
  entry.sql = fields.needed_text("sql");
  entry.answer = fields.text("answer");
  if (const Status status = fields.finish(); !status) return send_error(call, status.error());
  const auto database = chosen_database(call, entry.database);
  if (!database) return send_error(call, database.error());
  entry.database = *database;
  entry.id = store::new_id();
  entry.asked_at = store::now();
  entry.asked_by = caller(call);
  entry.status = "noted";
  if (const Status added = store_.add_history(entry); !added) return send_error(call, added.error());
  send_json(call, entry_json(entry).dump(-1, ' ', false, kReplace) + "\n", 201);
}

void Api::question(Call& call, Worker&) {
  const auto entry = find_entry(store_, call, call.rest);
  if (!entry) return send_error(call, entry.error());
  send_json(call, entry_json(*entry).dump(-1, ' ', false, kReplace) + "\n");
}

void Api::feedback(Call& call, Worker&) {
  Fields fields(call.request.body);
  const std::string id = fields.needed_text("id", 100);
  const std::string verdict = fields.needed_text("verdict", 10);
  const std::string comment = fields.text("comment", 4'000);
  if (verdict != "up" && verdict != "down") fields.wrong("`verdict` has to be \"up\" or \"down\".");
  if (const Status status = fields.finish(); !status) return send_error(call, status.error());
  const auto entry = find_entry(store_, call, id);
  if (!entry) return send_error(call, entry.error());

  const bool up = verdict == "up";
  Status kept =
      store_.add_feedback({id, store::now(), caller(call), up ? store::Verdict::Up : store::Verdict::Down, comment});
  if (kept && !entry->question.empty())
    kept = up ? store_.keep_verified({entry->database, entry->question, entry->sql, caller(call), store::now()})
              : store_.forget_verified(entry->database, entry->question);
  if (!kept) return send_error(call, kept.error());
  send_json(call, Json{{"id", id}, {"verdict", verdict}}.dump(-1, ' ', false, kReplace) + "\n");
}

void Api::verified(Call& call, Worker&) {
  const auto database = chosen_database(call, parameter(call.request, "database"));
  if (!database) return send_error(call, database.error());
  const auto questions = store_.verified(*database);
  if (!questions) return send_error(call, questions.error());
  Json list = Json::array();
  for (const store::VerifiedQuestion& each : *questions)
    list.push_back({{"question", each.question}, {"sql", each.sql}, {"verified_at", to_text(each.verified_at)}});
  send_json(call, Json{{"verified", list}}.dump(-1, ' ', false, kReplace) + "\n");
}

}  // namespace sayquel::service

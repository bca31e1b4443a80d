// Questions and SQL: the two ways to rows.
#include <fmt/format.h>

#include "base/text.h"
#include "service/api.h"
#include "service/fields.h"
#include "store/secrets.h"

namespace sayquel::service {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostTurns = 20;

struct AskRequest {
  Ask ask;
  std::string database;
};

void read_turns(Fields& fields, std::vector<PastTurn>& turns) {
  const nlohmann::json& before = fields.value("before");
  if (before.is_null()) return;
  if (!before.is_array() || before.size() > kMostTurns)
    return fields.wrong(fmt::format("`before` has to be a list of at most {} turns.", kMostTurns));
  for (const nlohmann::json& turn : before) {
    const bool object = turn.is_object();
    const auto text = object ? turn.find("text") : turn.end();
    const auto sql = object ? turn.find("sql") : turn.end();
    if (!object || text == turn.end() || sql == turn.end() || !text->is_string() || !sql->is_string())
      return fields.wrong("A turn of `before` has the texts `text` and `sql`.");
    turns.push_back({text->get<std::string>(), sql->get<std::string>()});
  }
}

Result<AskRequest> read_ask(const Request& request) {
  Fields fields(request.body);
  AskRequest read;
  read.ask.text = fields.needed_text("question");
  read.ask.evidence = fields.text("evidence");
  read.ask.dry_run = fields.flag("dry_run") || request.query.count("dry_run") > 0;
  read.database = fields.text("database", 1'000);
  read_turns(fields, read.ask.before);
  if (const nlohmann::json& id = fields.value("id"); !id.is_null())
    read.ask.id = id.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  SAYQUEL_CHECK(fields.finish());
  return read;
}

std::string json_line(const Answer& answer) { return render(answer, OutputFormat::JsonLines); }

std::string stage_json(const StageReached& stage) {
  Json data = Json::object();
  if (!stage.sql.empty()) data["sql"] = stage.sql;
  if (!stage.reading.empty()) data["reading"] = stage.reading;
  if (stage.stage == Stage::Rows) data["rows"] = stage.rows;
  return data.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const char* stage_name(Stage stage) {
  switch (stage) {
    case Stage::Grounded:
      return "grounded";
    case Stage::Drafted:
      return "drafted";
    case Stage::Approved:
      return "approved";
    case Stage::Rows:
      return "rows";
  }
  return "";
}

bool wants_events(const Request& request) {
  return request.header("accept").find("text/event-stream") != std::string_view::npos;
}

std::string id_json(const std::string& id) { return "\"" + id + "\""; }

}  // namespace

Status Api::keep(const Call& call, const char* action, const std::string& id, const std::string& database,
                 const Answer& answer) {
  const std::string status(status_name(answer.status));
  metrics_.question(status);
  SAYQUEL_TRY(const auto record, store_.append_audit({store::now(), caller(call), action, database, answer.question,
                                                      answer.sql, status, answer.row_count, ""}));
  static_cast<void>(record);
  if (id.empty()) return {};
  return store_.add_history({id, store::now(), caller(call), database, answer.question, answer.sql, status,
                             answer.answer, answer.reading, answer.row_count});
}

void Api::ask(Call& call, Worker& worker) {
  auto read = read_ask(call.request);
  if (!read) return send_error(call, read.error());
  const auto database = chosen_database(call, read->database);
  if (!database) return send_error(call, database.error());
  if (!read->ask.dry_run)
    if (auto over = over_quota(call, store::Quota::Questions, 1)) return send(call, std::move(*over));
  const auto engine = worker.engine(*database);
  if (!engine) return send_error(call, engine.error());

  const std::string id = store::new_id();
  if (read->ask.id.empty() && !read->ask.dry_run) read->ask.id = id_json(id);
  Reply& reply = *call.reply;
  const bool events = wants_events(call.request);
  if (events) {
    reply.begin_events();
    reply.event("accepted", Json{{"question_id", id}}.dump());
    read->ask.on_stage = [&](const StageReached& stage) { reply.event(stage_name(stage.stage), stage_json(stage)); };
  }
  const Answer answer = (*engine)->ask(read->ask, Stop(reply.left()));
  if (reply.left().cancelled()) metrics_.client_left();
  // Half-typed questions are not kept: nothing ran.
  const Status kept = read->ask.dry_run ? Status() : keep(call, "ask", id, *database, answer);
  Response response{200, "application/json", json_line(answer), {{"Sayquel-Question", id}}};
  if (!kept)
    response = error_response(kept.error());
  else if (auto over = over_quota(call, store::Quota::Rows, answer.row_count))
    response = std::move(*over);
  if (!events) return send(call, std::move(response));
  reply.event(response.status == 200 ? "answer" : "error", response.body);
  const std::chrono::duration<double> took = Clock::now() - call.since;
  metrics_.request(call.route, response.status, took.count());
  reply.end_events();
}

void Api::sql(Call& call, Worker& worker) {
  Fields fields(call.request.body);
  const std::string text = fields.needed_text("sql");
  const std::string question = fields.text("question", 4'000);
  const std::string named = fields.text("database", 1'000);
  if (const Status status = fields.finish(); !status) return send_error(call, status.error());
  const auto database = chosen_database(call, named);
  if (!database) return send_error(call, database.error());
  if (auto over = over_quota(call, store::Quota::Questions, 1)) return send(call, std::move(*over));
  const auto engine = worker.engine(*database);
  if (!engine) return send_error(call, engine.error());

  const std::string id = store::new_id();
  Answer answer = (*engine)->sql(text, Stop(call.reply->left()));
  if (call.reply->left().cancelled()) metrics_.client_left();
  answer.id = id_json(id);
  answer.question = question;
  if (const Status kept = keep(call, "sql", id, *database, answer); !kept) return send_error(call, kept.error());
  if (auto over = over_quota(call, store::Quota::Rows, answer.row_count)) return send(call, std::move(*over));
  send(call, {200, "application/json", json_line(answer), {{"Sayquel-Question", id}}});
}

void Api::export_rows(Call& call, Worker& worker) {
  const auto format = call.request.query.find("format");
  const std::string name = format == call.request.query.end() ? "csv" : format->second;
  if (name != "csv" && name != "json")
    return send_error(call, {ErrorCode::BadInput, "`format` has to be csv or json.", ""});
  const auto entry = store_.history_entry(call.rest);
  if (!entry) return send_error(call, entry.error());
  const bool own =
      *entry && (!call.token || call.token->role == store::Role::Admin || call.token->id == (*entry)->asked_by);
  if (!own || (*entry)->sql.empty())
    return send_error(call, {ErrorCode::NotFound, "There is no question with this id that has SQL.",
                             "GET /api/v1/history lists them."});
  const auto database = chosen_database(call, (*entry)->database);
  if (!database) return send_error(call, database.error());
  const auto engine = worker.engine(*database);
  if (!engine) return send_error(call, engine.error());

  // The rows are not kept: the query runs again, through the guard as ever.
  Answer answer = (*engine)->sql((*entry)->sql, Stop(call.reply->left()));
  answer.question = (*entry)->question;
  answer.id = id_json(call.rest);
  if (const Status kept = keep(call, "export", {}, *database, answer); !kept) return send_error(call, kept.error());
  if (answer.error) return send_error(call, *answer.error);
  if (auto over = over_quota(call, store::Quota::Rows, answer.row_count)) return send(call, std::move(*over));
  Response response;
  response.type = name == "csv" ? "text/csv; charset=utf-8" : "application/json";
  response.body = name == "csv" ? render(answer, OutputFormat::Csv) : json_line(answer);
  response.headers = {{"Content-Disposition", fmt::format("attachment; filename=\"{}.{}\"", call.rest, name)},
                      {"Sayquel-Truncated", answer.truncated ? "true" : "false"}};
  send(call, std::move(response));
}

}  // namespace sayquel::service

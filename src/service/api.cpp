#include "service/api.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "service/page.h"
#include "store/secrets.h"

namespace sayquel::service {
namespace {

constexpr std::string_view kPrefix = "/api/v1";
// These answer at the root too, where monitors look for them.
constexpr std::string_view kAtRoot[] = {"/healthz", "/readyz", "/metrics", "/openapi.json"};

// Does the path follow the pattern? `rest` takes what stands for its "*".
bool follows(std::string_view path, std::string_view pattern, std::string& rest) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return path == pattern;
  const std::string_view before = pattern.substr(0, star), after = pattern.substr(star + 1);
  if (path.size() <= before.size() + after.size() || !path.starts_with(before) || !path.ends_with(after)) return false;
  rest = path.substr(before.size(), path.size() - before.size() - after.size());
  return rest.find('/') == std::string::npos;
}

Response overloaded() {
  Response response = error_response(
      503, {ErrorCode::Busy, "Too many requests wait already.", "Ask again in a few seconds (see Retry-After)."});
  response.headers.emplace_back("Retry-After", "2");
  return response;
}

}  // namespace

std::string_view status_name(AnswerStatus status) {
  switch (status) {
    case AnswerStatus::Answered:
      return "answered";
    case AnswerStatus::Ambiguous:
      return "ambiguous";
    case AnswerStatus::Declined:
      return "declined";
    case AnswerStatus::Failed:
      return "failed";
  }
  return "failed";
}

const std::vector<Api::Route>& Api::routes() {
  using store::Role;
  static const std::vector<Route> kRoutes = {
      {"POST", "/ask", Lane::Query, false, Role::Ask, &Api::ask},
      {"POST", "/sql", Lane::Query, false, Role::Sql, &Api::sql},
      {"GET", "/databases", Lane::Quick, false, Role::Ask, &Api::databases},
      {"GET", "/schema", Lane::Quick, false, Role::Ask, &Api::schema},
      {"GET", "/suggestions", Lane::Quick, false, Role::Ask, &Api::suggestions},
      {"GET", "/complete", Lane::Quick, false, Role::Ask, &Api::complete},
      {"GET", "/history", Lane::Quick, false, Role::Ask, &Api::history},
      {"POST", "/history", Lane::Quick, false, Role::Ask, &Api::add_history},
      {"GET", "/verified", Lane::Quick, false, Role::Ask, &Api::verified},
      {"POST", "/feedback", Lane::Quick, false, Role::Ask, &Api::feedback},
      {"GET", "/questions/*", Lane::Quick, false, Role::Ask, &Api::question},
      {"GET", "/questions/*/export", Lane::Query, false, Role::Ask, &Api::export_rows},
      {"GET", "/healthz", Lane::Quick, true, Role::Ask, &Api::health},
      {"GET", "/readyz", Lane::Quick, true, Role::Ask, &Api::ready},
      {"GET", "/metrics", Lane::Quick, false, Role::Admin, &Api::metrics},
      {"GET", "/openapi.json", Lane::Quick, true, Role::Ask, &Api::openapi_document},
  };
  return kRoutes;
}

Api::Api(ApiOptions options, store::Store& store)
    : options_(std::move(options)), store_(store), pool_(options_.databases, options_.workers, options_.most_waiting) {}

Status Api::open_databases() {
  Worker worker(pool_.databases());
  for (const OfferedDatabase& database : pool_.databases()) {
    SAYQUEL_TRY(const Engine* engine, worker.engine(database.name));
    static_cast<void>(engine);
  }
  ready_ = true;
  return {};
}

void Api::handle(const Request& request, std::shared_ptr<Reply> reply) {
  auto call = std::make_shared<Call>();
  call->request = request;
  call->reply = std::move(reply);
  if (auto refused = check_access(request, options_.access)) return send(*call, std::move(*refused));
  if (auto page = page_file(request)) return send(*call, std::move(*page));
  bool path_known = false;
  const Route* route = find_route(request, *call, path_known);
  if (!route && path_known)
    return send(*call, error_response(405, {ErrorCode::BadInput, "This path does not take that method.", ""}));
  if (!route)
    return send_error(*call, {ErrorCode::NotFound, "There is nothing at this path.", "See /api/v1/openapi.json."});
  call->route = route->path;
  // Health has to be told also when all are at work.
  if (route->answer == &Api::health) {
    Worker none(pool_.databases());
    return health(*call, none);
  }
  const bool dry_run = route->answer == &Api::ask && request.query.count("dry_run");
  const bool queued = pool_.submit(dry_run ? Lane::Quick : route->lane,
                                   [this, route, call](Worker& worker) { run(*route, *call, worker); });
  if (queued) return;
  metrics_.refused_for_load();
  send(*call, overloaded());
}

const Api::Route* Api::find_route(const Request& request, Call& call, bool& path_known) const {
  std::string_view path = request.path;
  if (path.starts_with(kPrefix))
    path.remove_prefix(kPrefix.size());
  else if (std::find(std::begin(kAtRoot), std::end(kAtRoot), path) == std::end(kAtRoot))
    return nullptr;
  for (const Route& route : routes()) {
    if (!follows(path, route.path, call.rest)) continue;
    path_known = true;
    if (request.method == route.method) return &route;
  }
  return nullptr;
}

void Api::run(const Route& route, Call& call, Worker& worker) {
  if (call.reply->left().cancelled()) return metrics_.client_left();
  if (const Status status = let_in(route, call); !status) {
    Response response = error_response(call.token ? 403 : 401, status.error());
    if (!call.token) response.headers.emplace_back("WWW-Authenticate", "Bearer");
    return send(call, std::move(response));
  }
  (this->*route.answer)(call, worker);
}

Status Api::let_in(const Route& route, Call& call) {
  if (route.open || !options_.access.token_needed) return {};
  const std::string text = bearer_token(call.request);
  if (text.empty())
    return fail(ErrorCode::PermissionDenied, "This server asks for a token.",
                "Send the header Authorization: Bearer TOKEN.");
  SAYQUEL_TRY(call.token, store::check_token(store_, text));
  if (call.token->role < route.role)
    return fail(ErrorCode::PermissionDenied, "The token's role does not allow this.", "Ask for one with another role.");
  return {};
}

void Api::send(const Call& call, Response response) {
  add_safety_headers(response);
  const std::chrono::duration<double> took = Clock::now() - call.since;
  metrics_.request(call.route.empty() ? "other" : call.route, response.status, took.count());
  call.reply->send(std::move(response));
}

void Api::send_error(const Call& call, const Error& error) { send(call, error_response(error)); }

void Api::send_json(const Call& call, std::string json, int status) {
  send(call, {status, "application/json", std::move(json)});
}

Result<std::string> Api::chosen_database(const Call& call, const std::string& named) const {
  const auto& databases = pool_.databases();
  const std::string name = named.empty() && !databases.empty() ? databases.front().name : named;
  const bool offered =
      std::any_of(databases.begin(), databases.end(), [&](const auto& each) { return each.name == name; });
  if (!offered)
    return fail(ErrorCode::NotFound, fmt::format("There is no database named `{}` here.", base::printable(name)),
                "GET /api/v1/databases lists them.");
  if (call.token && !call.token->databases.empty() &&
      std::find(call.token->databases.begin(), call.token->databases.end(), name) == call.token->databases.end())
    return fail(ErrorCode::PermissionDenied, fmt::format("The token may not use the database `{}`.", name),
                "GET /api/v1/databases lists those that it may.");
  return name;
}

std::optional<Response> Api::over_quota(const Call& call, store::Quota quota, std::uint64_t amount) {
  if (!call.token) return std::nullopt;
  const bool questions = quota == store::Quota::Questions;
  const std::uint64_t most = questions ? call.token->quotas.questions : call.token->quotas.rows;
  if (most == 0) return std::nullopt;
  const std::int64_t second = store::now().microseconds / 1'000'000;
  const auto spent = store_.spend(call.token->id, quota, amount, most, second / 60);
  if (!spent) return error_response(spent.error());
  if (*spent) return std::nullopt;
  const std::string what = fmt::format("{} {}", most, questions ? "questions" : "rows");
  Response response = error_response(429, {ErrorCode::Busy, fmt::format("The token may use {} a minute.", what),
                                           "Ask again after the seconds that Retry-After gives, or for less."});
  response.headers.emplace_back("Retry-After", std::to_string(60 - second % 60));
  return response;
}

void Api::health(Call& call, Worker&) { send_json(call, "{\"status\": \"ok\"}\n"); }

void Api::ready(Call& call, Worker&) {
  if (ready_) return send_json(call, "{\"status\": \"ready\"}\n");
  send(call, error_response(503, {ErrorCode::Busy, "The databases are being opened.", "Ask again in a few seconds."}));
}

void Api::metrics(Call& call, Worker&) {
  send(call, {200, "text/plain; version=0.0.4", metrics_.text({pool_.waiting(), pool_.busy()})});
}

void Api::openapi_document(Call& call, Worker&) { send_json(call, std::string(openapi())); }

}  // namespace sayquel::service

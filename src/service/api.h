// What the server offers under /api/v1, over engines and a store. openapi.json beside this file is its manual.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "service/access.h"
#include "service/http.h"
#include "service/metrics.h"
#include "service/pool.h"
#include "store/store.h"

namespace sayquel::service {

struct ApiOptions {
  std::vector<OfferedDatabase> databases;  // the first is the default
  AccessOptions access;
  std::size_t workers = 4;
  std::size_t most_waiting = 64;  // requests of a lane that wait for a worker
  std::string version = "0";
};

// One request that was let in, with all that a route needs.
struct Call {
  Request request;
  std::shared_ptr<Reply> reply;
  std::string route;                  // "/ask", for the metrics
  std::string rest;                   // of the path, after the route: a question's id
  std::optional<store::Token> token;  // of who calls, where one is needed
  Clock::time_point since = Clock::now();
};

class Api {
 public:
  // The store has to outlive it.
  Api(ApiOptions options, store::Store& store);

  // A Handler (server.h). Any thread.
  void handle(const Request& request, std::shared_ptr<Reply> reply);

  // Opens each database once, so that what cannot be opened is said before the first request.
  Status open_databases();

  struct Route {
    const char* method;
    const char* path;  // under /api/v1; "*" at its end stands for one part
    Lane lane;
    bool open;  // needs no token
    store::Role role;
    void (Api::*answer)(Call& call, Worker& worker);
  };
  // All of them, to be held against openapi.json.
  static const std::vector<Route>& routes();
  static std::string_view openapi();

 private:
  const Route* find_route(const Request& request, Call& call, bool& path_known) const;
  void run(const Route& route, Call& call, Worker& worker);
  Status let_in(const Route& route, Call& call);
  void send(const Call& call, Response response);
  void send_error(const Call& call, const Error& error);
  void send_json(const Call& call, std::string json, int status = 200);

  // ask_routes.cpp
  void ask(Call& call, Worker& worker);
  void sql(Call& call, Worker& worker);
  void export_rows(Call& call, Worker& worker);
  // schema_routes.cpp
  void databases(Call& call, Worker& worker);
  void schema(Call& call, Worker& worker);
  void suggestions(Call& call, Worker& worker);
  void complete(Call& call, Worker& worker);
  // history_routes.cpp
  void history(Call& call, Worker& worker);
  void add_history(Call& call, Worker& worker);
  void question(Call& call, Worker& worker);
  void feedback(Call& call, Worker& worker);
  void verified(Call& call, Worker& worker);
  // api.cpp
  void health(Call& call, Worker& worker);
  void ready(Call& call, Worker& worker);
  void metrics(Call& call, Worker& worker);
  void openapi_document(Call& call, Worker& worker);

  // The database that is named, or the default; NotFound, or PermissionDenied for a token that may not use it.
  Result<std::string> chosen_database(const Call& call, const std::string& named) const;
  // What to say where the token has used up its quota; nothing while it has not.
  std::optional<Response> over_quota(const Call& call, store::Quota quota, std::uint64_t amount);
  // Keeps an answer in the history and the audit.
  Status keep(const Call& call, const char* action, const std::string& id, const std::string& database,
              const Answer& answer);
  std::string caller(const Call& call) const { return call.token ? call.token->id : std::string(); }

  ApiOptions options_;
  store::Store& store_;
  Metrics metrics_;
  std::atomic<bool> ready_{false};
  WorkerPool pool_;  // last: its threads use the rest
};

// "answered", "ambiguous", "declined" or "failed".
std::string_view status_name(AnswerStatus status);

}  // namespace sayquel::service

// sayquel serve: the API and the page over HTTP.
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <thread>

#include "common.h"
#include "sayquel/settings.h"
#include "service/access.h"
#include "service/api.h"
#include "service/server.h"
#include "store/store.h"
#include "terminal.h"

namespace sayquel::app {
namespace {

// "shop=shop.sqlite" into name and place; a place alone is named after its file.
service::OfferedDatabase offered(const std::string& text, const EngineOptions& shared) {
  service::OfferedDatabase database;
  database.options = shared;
  const std::size_t equals = text.find('=');
  const bool named = equals != std::string::npos && text.find_first_of("/:.?") > equals;
  database.options.database = named ? text.substr(equals + 1) : text;
  database.name = named ? text.substr(0, equals) : std::filesystem::path(text).stem().string();
  return database;
}

Result<std::vector<service::OfferedDatabase>> offered_databases(const ServeFlags& flags) {
  SAYQUEL_TRY(const EngineOptions options, engine_options(flags.database, flags.databases.empty()));
  std::vector<service::OfferedDatabase> databases;
  for (const std::string& text : flags.databases) databases.push_back(offered(text, options));
  if (databases.empty()) databases.push_back(offered(options.database, options));
  for (std::size_t at = 0; at < databases.size(); ++at)
    for (std::size_t other = 0; other < at; ++other)
      if (databases[at].name == databases[other].name)
        return fail(ErrorCode::Usage, fmt::format("Two databases are named `{}`.", databases[at].name),
                    "Give them names: --database one=FILE --database two=FILE.");
  return databases;
}

// What is reachable from other machines needs a token, and a proxy that speaks TLS.
Status check_exposure(const ServeFlags& flags) {
  if (service::is_loopback(flags.address)) return {};
  if (!flags.token_needed)
    return fail(ErrorCode::Usage, fmt::format("{} can be reached by other machines.", flags.address),
                "Say --require-token (`sayquel token add` makes one), or listen on 127.0.0.1.");
  if (!flags.behind_proxy)
    return fail(ErrorCode::Usage, "Over the network, tokens and rows need TLS, which this server leaves to a proxy.",
                "Put one before it and say --behind-proxy, or listen on 127.0.0.1.");
  return {};
}

void announce(const ServeFlags& flags, std::uint16_t port, const std::vector<service::OfferedDatabase>& databases,
              const std::string& store) {
  const std::string host = flags.address.find(':') == std::string::npos ? flags.address : "[" + flags.address + "]";
  remark(fmt::format("http://{}:{}/ answers questions about {}{}", host, port, databases.front().name,
                     databases.size() > 1 ? fmt::format(" and {} more", databases.size() - 1) : ""));
  remark("history and audit are kept in " + store + "; Ctrl-C ends the server");
}

Status serve(const ServeFlags& flags) {
  SAYQUEL_CHECK(check_exposure(flags));
  SAYQUEL_TRY(auto databases, offered_databases(flags));
  SAYQUEL_TRY(const std::string place, store_place(flags.store));
  SAYQUEL_TRY(const auto store, store::open_sqlite(place));
  Interrupt interrupt;
  service::ApiOptions options;
  options.databases = databases;
  options.access = {flags.hosts, flags.token_needed};
  options.workers = flags.workers ? flags.workers : std::clamp(std::thread::hardware_concurrency(), 2u, 8u);
  options.version = SAYQUEL_VERSION;
  auto api = std::make_unique<service::Api>(std::move(options), *store);
  service::ServerOptions listening;
  listening.address = flags.address;
  listening.port = flags.port;
  SAYQUEL_TRY(const auto server,
              service::Server::listen(listening, [&api](const service::Request& request, auto reply) {
                api->handle(request, std::move(reply));
              }));
  const Status opened = api->open_databases();
  if (!opened) return opened;
  announce(flags, server->port(), databases, place);
  server->run(interrupt.stop());
  api.reset();  // the workers end before the server whose clients they answer
  return {};
}

}  // namespace

Result<std::string> store_place(const std::string& named) {
  if (!named.empty()) return named;
  namespace fs = std::filesystem;
  const auto state = process_environment("XDG_STATE_HOME");
  const auto home = process_environment("HOME");
  fs::path folder;
  if (state && !state->empty())
    folder = fs::path(*state) / "sayquel";
  else if (home && !home->empty())
    folder = fs::path(*home) / ".local" / "state" / "sayquel";
  else
    return fail(ErrorCode::Usage, "There is no place to keep the history: HOME is not set.",
                "Name a file with --store FILE.");
  std::error_code wrong;
  fs::create_directories(folder, wrong);
  if (wrong)
    return fail(ErrorCode::PermissionDenied, fmt::format("The folder {} cannot be made.", folder.string()),
                "Name a file with --store FILE.");
  return (folder / "server.sqlite").string();
}

int run_serve(const ServeFlags& flags) {
  const Status served = serve(flags);
  return served ? kAnswered : end_with(served.error());
}

}  // namespace sayquel::app

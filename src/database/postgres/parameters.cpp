#include "database/postgres/parameters.h"

#include <unistd.h>

#include <array>
#include <cstdlib>

namespace sayquel::database::postgres {
namespace {

constexpr std::array<std::string_view, 12> kPassedOn = {
    "sslmode",         "sslrootcert", "sslcert",    "sslkey",          "sslcrl",           "passfile",
    "channel_binding", "gssencmode",  "krbsrvname", "connect_timeout", "application_name", "target_session_attrs"};
constexpr std::array<std::string_view, 5> kOwn = {"schemas", "include", "exclude", "writable_role", "password_file"};
constexpr const char* kSystemRoots = "/etc/ssl/certs/ca-certificates.crt";

bool in_environment(const char* name) {
  const char* value = std::getenv(name);
  return value && *value;
}

// Where no host is named, libpq asks the environment.
bool stays_here(const ServerUrl& url) {
  if (!url.host.empty()) return url.local();
  return !in_environment("PGHOST") && !in_environment("PGHOSTADDR") && !in_environment("PGSERVICE");
}

bool has_own_roots() {
  const char* home = std::getenv("HOME");
  return home && ::access((std::string(home) + "/.postgresql/root.crt").c_str(), R_OK) == 0;
}

}  // namespace

Result<std::vector<std::pair<std::string, std::string>>> parameters(const ServerUrl& url) {
  std::vector<std::string_view> known(kOwn.begin(), kOwn.end());
  known.insert(known.end(), kPassedOn.begin(), kPassedOn.end());
  SAYQUEL_CHECK(check_options(url, known));
  if (const auto role = url.option("writable_role"); role && *role != "accept")
    return fail(ErrorCode::Usage, "The URL's writable_role can only be accept.", "Leave it out, or write accept.");
  SAYQUEL_TRY(const auto password, password_of(url));
  std::vector<std::pair<std::string, std::string>> all = {{"client_encoding", "UTF8"},
                                                          {"fallback_application_name", "sayquel"}};
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) all.emplace_back(name, value);
  };
  add("host", url.host);
  add("port", url.port);
  add("user", url.user);
  add("dbname", url.database);
  if (password) all.emplace_back("password", *password);
  for (const auto& name : kPassedOn)
    if (const auto value = url.option(name)) all.emplace_back(std::string(name), *value);
  if (!stays_here(url)) {
    if (!url.option("sslmode") && !in_environment("PGSSLMODE")) all.emplace_back("sslmode", "verify-full");
    if (!url.option("sslrootcert") && !in_environment("PGSSLROOTCERT") && !has_own_roots() &&
        ::access(kSystemRoots, R_OK) == 0)
      all.emplace_back("sslrootcert", kSystemRoots);
  }
  return all;
}

}  // namespace sayquel::database::postgres

// The URL of a database server, taken apart.
//
//   scheme://user:password@host:port/database?option=value&option=value
//
// Every part may be left out; %XX stands for a byte in each. A host in brackets is an IPv6 address; an absolute path
// (%2Fvar%2Frun%2Fpostgresql) is the folder of a Unix socket.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sayquel/result.h"

namespace sayquel::database {

struct ServerUrl {
  std::string scheme;  // lower case
  std::string user, host, port, database;
  std::optional<std::string> password;
  std::vector<std::pair<std::string, std::string>> options;  // names in lower case, as they came

  // The last one of that name, or nothing.
  std::optional<std::string> option(std::string_view name) const;
  // The items of an option that is a list: "a,b" is {"a", "b"}; empty where it is not there.
  std::vector<std::string> list(std::string_view name) const;
  // On this machine: a loopback address, "localhost", a socket, or no host at all.
  bool local() const;
  // "postgresql://user@host:5432/database?schemas=sales": to be shown and to tell databases apart. Without the
  // password.
  std::string text() const;
};

// Usage where it cannot be read. No error quotes any of it: it may hold a password.
Result<ServerUrl> parse_server_url(std::string_view url);

// "%20" as " "; what is no such code stays.
std::string unescape_url(std::string_view text);

// The password of a server's URL, from the first of these that has one: the URL; the file that the option
// `password_file` names (its first line); the environment's SAYQUEL_DATABASE_PASSWORD. Nothing where none has. NotFound
// where the file cannot be read.
Result<std::optional<std::string>> password_of(const ServerUrl& url);

// Usage, naming the option and those that there are, where an option is none of `known`.
Status check_options(const ServerUrl& url, const std::vector<std::string_view>& known);

// Whether a table is asked for: among `include`, where there are any, and not among `exclude`. A pattern is "table" or
// "schema.table", where * stands for any letters; upper and lower case are the same.
class TableChoice {
 public:
  explicit TableChoice(const ServerUrl& url) : include_(url.list("include")), exclude_(url.list("exclude")) {}
  bool takes(std::string_view schema, std::string_view table) const;

 private:
  std::vector<std::string> include_, exclude_;
};

}  // namespace sayquel::database

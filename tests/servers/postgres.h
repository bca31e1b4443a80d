// A PostgreSQL server of the tests' own, on loopback, with a reader and an owner.
#pragma once

#include <memory>
#include <string>

#include "servers/child.h"

namespace sayquel::servers {

class Postgres {
 public:
  // Why there can be none; empty where there can.
  static std::string missing();
  // The one that all tests of this process share; started when first asked for.
  static Postgres& shared();

  // initdb and start, which takes a second or two. Throws where either fails, with the server's log.
  Postgres();
  ~Postgres();

  // A new, empty database, in which the role "reader" may read all that the superuser makes; its name.
  void make_database(const std::string& name);
  std::string make_database();
  // As the superuser, each call over a connection of its own; throws what the server says.
  void execute(const std::string& database, const std::string& sql);
  // The first value that a query gives the superuser.
  std::string value(const std::string& database, const std::string& sql);
  // A URL with the role's password. Roles: "reader", which can only read, and "postgres", the superuser.
  std::string url(const std::string& database, const std::string& role = "reader") const;
  const std::string& password() const { return password_; }
  int port() const { return port_; }

  // Ends it as a crash would, and waits until it has ended.
  void crash();
  // Starts it again on the same port and data.
  void start();

 private:
  std::string binaries_;
  ScratchFolder folder_;
  std::string password_;
  int port_ = 0;
  int databases_ = 0;
  std::unique_ptr<Child> child_;
};

}  // namespace sayquel::servers

// A MariaDB server of the tests' own, on loopback, with a reader and an owner.
#pragma once

#include <memory>
#include <string>

#include "servers/child.h"

namespace sayquel::servers {

class MariaDb {
 public:
  // Why there can be none; empty where there can.
  static std::string missing();
  // The one that all tests of this process share; started when first asked for.
  static MariaDb& shared();

  // Installs and starts it, which takes a few seconds. Throws where either fails, with the server's log.
  MariaDb();
  ~MariaDb();

  // A new, empty database's name, in which the role "reader" may read all.
  std::string make_database();
  // As the owner, one statement after the other; throws what the server says.
  void execute(const std::string& database, const std::string& sql);
  // The first value that a query gives the owner.
  std::string value(const std::string& database, const std::string& sql);
  // A URL with the role's password. Roles: "reader", which can only read, and "owner", who may do everything.
  std::string url(const std::string& database, const std::string& role = "reader") const;
  const std::string& password() const { return password_; }

  // Ends it as a crash would, and waits until it has ended.
  void crash();
  // Starts it again on the same port and data.
  void start();

 private:
  std::string run(const std::string& database, const std::string& sql);

  ScratchFolder folder_;
  std::string password_;
  int port_ = 0;
  int databases_ = 0;
  std::unique_ptr<Child> child_;
};

}  // namespace sayquel::servers

#include "servers/postgres.h"

#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <stdexcept>
#include <thread>

namespace sayquel::servers {
namespace {

using namespace std::chrono_literals;

constexpr const char* kUser = "postgres";  // of the operating system, where we are root, and the superuser's name

std::string binaries() {
  return folder_with({"/usr/lib/postgresql/*/bin/initdb", "/usr/pgsql-*/bin/initdb", "/usr/local/pgsql/bin/initdb",
                      "/usr/local/bin/initdb"});
}

std::string random_password() {
  std::random_device device;
  std::string text;
  for (int letter = 0; letter < 24; ++letter) text += static_cast<char>('a' + device() % 26);
  return text;
}

using Handle = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

}  // namespace

std::string Postgres::missing() {
  if (binaries().empty()) return "PostgreSQL's server is not installed";
  if (::geteuid() == 0 && !::getpwnam(kUser)) return "PostgreSQL's server is not installed: there is no user postgres";
  return "";
}

Postgres& Postgres::shared() {
  static Postgres server;
  return server;
}

Postgres::Postgres() : binaries_(binaries()), folder_(kUser), password_(random_password()) {
  const std::string log = folder_.path() + "/initdb.log", secret = folder_.path() + "/password";
  std::ofstream(secret) << password_ << "\n";
  Child made({binaries_ + "/initdb", "-D", folder_.path() + "/data", "-U", kUser, "-A", "scram-sha-256", "--pwfile",
              secret, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"},
             kUser, log, SIGKILL);
  if (made.wait() != 0) throw std::runtime_error("initdb: " + file_text(log));
  start();
  execute("postgres", "CREATE ROLE reader LOGIN PASSWORD '" + password_ + "'");
  // What every new database has from the beginning: all that is made in it can be read.
  execute("template1",
          "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader;"
          "ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO reader");
}

Postgres::~Postgres() {
  if (child_) child_->end(SIGINT);
}

void Postgres::crash() { child_->end(SIGQUIT); }

void Postgres::start() {
  const std::string log = folder_.path() + "/server.log";
  for (int attempt = 0; attempt < 5; ++attempt) {
    if (port_ == 0 || attempt > 0) port_ = free_port();
    child_ = std::make_unique<Child>(
        std::vector<std::string>{binaries_ + "/postgres", "-D", folder_.path() + "/data", "-p", std::to_string(port_),
                                 "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c",
                                 "fsync=off", "-c", "full_page_writes=off", "-c", "shared_buffers=32MB", "-c",
                                 "max_connections=30", "-c", "max_wal_size=200MB"},
        kUser, log, SIGQUIT);
    for (const auto limit = std::chrono::steady_clock::now() + 60s;
         child_->running() && std::chrono::steady_clock::now() < limit;) {
      const Handle connection(PQconnectdb(url("postgres", kUser).c_str()), PQfinish);
      if (PQstatus(connection.get()) == CONNECTION_OK) return;
      std::this_thread::sleep_for(20ms);
    }
    child_->end(SIGQUIT);
  }
  throw std::runtime_error("PostgreSQL does not start: " + file_text(log));
}

std::string Postgres::url(const std::string& database, const std::string& role) const {
  return "postgresql://" + role + ":" + password_ + "@127.0.0.1:" + std::to_string(port_) + "/" + database;
}

void Postgres::make_database(const std::string& name) { execute("postgres", "CREATE DATABASE " + name); }

std::string Postgres::make_database() {
  const std::string name = "database_" + std::to_string(++databases_);
  make_database(name);
  return name;
}

std::string Postgres::value(const std::string& database, const std::string& sql) {
  const Handle connection(PQconnectdb(url(database, kUser).c_str()), PQfinish);
  const Answer answer(PQexec(connection.get(), sql.c_str()), PQclear);
  const auto status = PQresultStatus(answer.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
    throw std::runtime_error(PQerrorMessage(connection.get()) + (" in " + sql));
  return PQntuples(answer.get()) > 0 ? PQgetvalue(answer.get(), 0, 0) : "";
}

void Postgres::execute(const std::string& database, const std::string& sql) { value(database, sql); }

}  // namespace sayquel::servers

#include "servers/mariadb.h"

#include <mysql.h>
#include <pwd.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <random>
#include <stdexcept>
#include <thread>

namespace sayquel::servers {
namespace {

using namespace std::chrono_literals;

constexpr const char* kUser = "mysql";  // of the operating system, where we are root

std::string server_folder() {
  return folder_with({"/usr/sbin/mariadbd", "/usr/libexec/mariadbd", "/usr/local/bin/mariadbd"});
}
std::string install_folder() {
  return folder_with({"/usr/bin/mariadb-install-db", "/usr/local/bin/mariadb-install-db"});
}

std::string random_password() {
  std::random_device device;
  std::string text;
  for (int letter = 0; letter < 24; ++letter) text += static_cast<char>('a' + device() % 26);
  return text;
}

}  // namespace

std::string MariaDb::missing() {
  if (server_folder().empty() || install_folder().empty()) return "MariaDB's server is not installed";
  if (::geteuid() == 0 && !::getpwnam(kUser)) return "MariaDB's server is not installed: there is no user mysql";
  return "";
}

MariaDb& MariaDb::shared() {
  static MariaDb server;
  return server;
}

MariaDb::MariaDb() : folder_(kUser), password_(random_password()) {
  const std::string log = folder_.path() + "/install.log", data = folder_.path() + "/data";
  Child made({install_folder() + "/mariadb-install-db", "--no-defaults", "--datadir=" + data, "--skip-test-db",
              "--auth-root-authentication-method=normal", "--innodb-log-file-size=8M"},
             kUser, log, SIGKILL);
  if (made.wait() != 0) throw std::runtime_error("mariadb-install-db: " + file_text(log));
  start();
}

MariaDb::~MariaDb() {
  if (child_) child_->end(SIGTERM);
}

void MariaDb::crash() { child_->end(SIGKILL); }

// The roles are made by the server itself when it starts, so that it never listens with a role without a password.
void MariaDb::start() {
  const std::string log = folder_.path() + "/server.log", roles = folder_.path() + "/roles.sql";
  for (int attempt = 0; attempt < 5; ++attempt) {
    if (port_ == 0 || attempt > 0) port_ = free_port();
    std::ofstream(roles) << "CREATE USER IF NOT EXISTS owner@'127.0.0.1' IDENTIFIED BY '" << password_ << "';\n"
                         << "GRANT ALL ON *.* TO owner@'127.0.0.1' WITH GRANT OPTION;\n"
                         << "CREATE USER IF NOT EXISTS reader@'127.0.0.1' IDENTIFIED BY '" << password_ << "';\n"
                         << "ALTER USER root@localhost IDENTIFIED BY '" << password_ << "';\n";
    child_ = std::make_unique<Child>(
        std::vector<std::string>{server_folder() + "/mariadbd", "--no-defaults",
                                 "--datadir=" + folder_.path() + "/data", "--socket=" + folder_.path() + "/socket",
                                 "--bind-address=127.0.0.1", "--port=" + std::to_string(port_),
                                 "--pid-file=" + folder_.path() + "/pid", "--init-file=" + roles,
                                 "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=32M",
                                 "--innodb-log-file-size=8M", "--skip-name-resolve", "--character-set-server=utf8mb4"},
        kUser, log, SIGKILL);
    for (const auto limit = std::chrono::steady_clock::now() + 60s;
         child_->running() && std::chrono::steady_clock::now() < limit;) {
      try {
        run("", "SELECT 1");
        return;
      } catch (const std::runtime_error&) {
        std::this_thread::sleep_for(20ms);
      }
    }
    child_->end(SIGKILL);
  }
  throw std::runtime_error("MariaDB does not start: " + file_text(log));
}

std::string MariaDb::url(const std::string& database, const std::string& role) const {
  return "mariadb://" + role + ":" + password_ + "@127.0.0.1:" + std::to_string(port_) + "/" + database;
}

std::string MariaDb::make_database() {
  const std::string name = "test_" + std::to_string(++databases_);
  run("", "CREATE DATABASE " + name + "; GRANT SELECT, SHOW VIEW ON " + name + ".* TO reader@'127.0.0.1'");
  return name;
}

void MariaDb::execute(const std::string& database, const std::string& sql) { run(database, sql); }
std::string MariaDb::value(const std::string& database, const std::string& sql) { return run(database, sql); }

// Every statement of the text; the first value of the last that gives one.
std::string MariaDb::run(const std::string& database, const std::string& sql) {
  const std::unique_ptr<MYSQL, decltype(&mysql_close)> handle(mysql_init(nullptr), mysql_close);
  const auto problem = [&] { return std::runtime_error(mysql_error(handle.get()) + (" in " + sql)); };
  const unsigned protocol = MYSQL_PROTOCOL_TCP;
  mysql_options(handle.get(), MYSQL_OPT_PROTOCOL, &protocol);
  mysql_options(handle.get(), MYSQL_SET_CHARSET_NAME, "utf8mb4");
  mysql_options(handle.get(), MYSQL_INIT_COMMAND, "SET sql_mode = 'ANSI', max_recursive_iterations = 1000000000");
  if (!mysql_real_connect(handle.get(), "127.0.0.1", "owner", password_.c_str(),
                          database.empty() ? nullptr : database.c_str(), static_cast<unsigned>(port_), nullptr,
                          CLIENT_MULTI_STATEMENTS) ||
      mysql_real_query(handle.get(), sql.data(), sql.size()) != 0)
    throw problem();
  std::string value;
  for (int more = 0; more == 0; more = mysql_next_result(handle.get())) {
    if (MYSQL_RES* rows = mysql_store_result(handle.get())) {
      if (const MYSQL_ROW row = mysql_fetch_row(rows)) value = row[0] ? row[0] : "";
      mysql_free_result(rows);
    }
  }
  if (mysql_errno(handle.get()) != 0) throw problem();
  return value;
}

}  // namespace sayquel::servers

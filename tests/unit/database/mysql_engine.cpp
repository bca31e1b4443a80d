// MariaDB, as the conformance tests see it.
#include <regex>

#include "servers/mariadb.h"
#include "unit/database/conformance.h"

namespace sayquel::database {
namespace {

std::string new_database(const Folder&) {
  auto& server = servers::MariaDb::shared();
  return server.url(server.make_database());
}

// The standard's types and casts as MariaDB has them.
std::string spelled(std::string sql) {
  sql = std::regex_replace(sql, std::regex(R"(CAST\(('[^']*') AS BLOB\))"), "$1");
  sql = std::regex_replace(sql, std::regex(R"(\bVARCHAR\b(?!\())"), "VARCHAR(255)");
  sql = std::regex_replace(sql, std::regex(R"(\bTIMESTAMP\b)"), "DATETIME(6)");
  return sql;
}

void make(const std::string& url, const std::string& sql) {
  auto& server = servers::MariaDb::shared();
  const std::string database = url.substr(url.rfind('/') + 1);
  server.execute(database, spelled(sql));
  // So that the server's estimates are of now.
  server.execute(database,
                 "BEGIN NOT ATOMIC FOR t IN (SELECT table_name AS n FROM information_schema.tables WHERE "
                 "table_schema = DATABASE() AND table_type = 'BASE TABLE') DO EXECUTE IMMEDIATE CONCAT('ANALYZE "
                 "TABLE `', t.n, '`'); END FOR; END");
}

}  // namespace

std::vector<TestedEngine> tested_engines() {
  return {{.name = "MariaDB",
           .dialect = sql::Dialect::MySQL,
           .place = new_database,
           .make = make,
           .numbers = "SELECT seq AS n FROM seq_1_to_%",
           .endless = "SELECT count(*) FROM seq_1_to_2000000 AS a, seq_1_to_2000000 AS b "
                      "WHERE (a.seq * 31 + b.seq * 17) % 1000003 = 5",
           .file = false,
           .types = {{"INTEGER", "int(11)"},
                     {"VARCHAR", "varchar(255)"},
                     {"DECIMAL(8,2)", "decimal(8,2)"},
                     {"DATE", "date"},
                     {"BIGINT", "SIGNED"}},
           .missing = servers::MariaDb::missing}};
}

}  // namespace sayquel::database

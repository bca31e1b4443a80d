// PostgreSQL, as the conformance tests see it.
#include "servers/postgres.h"
#include "unit/database/conformance.h"

namespace sayquel::database {
namespace {

// A schema of its own for each test, which costs less than a database: the URL ends in "?schemas=NAME".
constexpr const char* kDatabase = "conformance";

// The standard's names for two types that PostgreSQL calls otherwise.
constexpr const char* kTypes = "CREATE DOMAIN double AS double precision; CREATE DOMAIN blob AS bytea";

std::string new_schema(const Folder&) {
  auto& server = servers::Postgres::shared();
  static int made = 0;
  if (++made == 1) {
    server.make_database(kDatabase);
    server.execute(kDatabase, kTypes);
  }
  const std::string name = "test_" + std::to_string(made);
  server.execute(kDatabase, "CREATE SCHEMA " + name);
  return server.url(kDatabase) + "?schemas=" + name;
}

void make(const std::string& url, const std::string& sql) {
  const std::string schema = url.substr(url.rfind('=') + 1);
  auto& server = servers::Postgres::shared();
  server.execute(kDatabase, "SET search_path = " + schema + ", public; " + sql);
  server.execute(kDatabase,
                 "DO $$ DECLARE t regclass; BEGIN FOR t IN SELECT oid FROM pg_class WHERE relkind = 'r' AND "
                 "relnamespace = '" +
                     schema +
                     "'::regnamespace LOOP EXECUTE format('ANALYZE %s', t); END LOOP; "
                     "END $$");
}

}  // namespace

std::vector<TestedEngine> tested_engines() {
  return {{.name = "PostgreSQL",
           .dialect = sql::Dialect::PostgreSQL,
           .place = new_schema,
           .make = make,
           .numbers = "SELECT generate_series(1, %) AS n",
           .endless = "SELECT count(*) FROM (SELECT generate_series(1, 100000000) AS x) AS a, "
                      "(SELECT generate_series(1, 1000) AS y) AS b WHERE (x * 31 + y * 17) % 1000003 = 5",
           .file = false,
           .types = {{"INTEGER", "integer"},
                     {"VARCHAR", "character varying"},
                     {"DECIMAL(8,2)", "numeric(8,2)"},
                     {"DATE", "date"}},
           .missing = servers::Postgres::missing}};
}

}  // namespace sayquel::database

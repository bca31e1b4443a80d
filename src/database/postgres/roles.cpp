#include "database/postgres/roles.h"

#include <fmt/format.h>

#include <vector>

namespace sayquel::database::postgres {
namespace {

// One row: the role; whether it is a superuser; powerful roles that it is a member of; whether it may make schemas;
// schemas that it may make tables in; how many tables it may change, and one of them.
constexpr const char* kPrivileges = R"(
WITH spaces AS (
  SELECT oid, nspname FROM pg_catalog.pg_namespace
  WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'
), tables AS (
  SELECT pg_catalog.format('%I.%I', s.nspname, c.relname) AS name
  FROM pg_catalog.pg_class AS c JOIN spaces AS s ON s.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'f')
    AND pg_catalog.has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
    AND pg_catalog.has_schema_privilege(c.relnamespace, 'USAGE')
)
SELECT current_user,
  (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user),
  (SELECT pg_catalog.string_agg(rolname, ', ' ORDER BY rolname) FROM pg_catalog.pg_roles
    WHERE rolname IN ('pg_write_all_data', 'pg_write_server_files', 'pg_execute_server_program', 'pg_read_server_files')
      AND pg_catalog.pg_has_role(oid, 'MEMBER')),
  pg_catalog.has_database_privilege(current_database(), 'CREATE'),
  (SELECT pg_catalog.string_agg(nspname, ', ' ORDER BY nspname) FROM spaces
    WHERE pg_catalog.has_schema_privilege(oid, 'CREATE') AND pg_catalog.has_schema_privilege(oid, 'USAGE')),
  (SELECT count(*) FROM tables),
  (SELECT min(name) FROM tables)
)";

std::string text(const PGresult* result, int column) {
  return PQgetisnull(result, 0, column) ? "" : PQgetvalue(result, 0, column);
}

}  // namespace

Status check_role(Session& session, const Stop& stop) {
  SAYQUEL_TRY(const Answer answer, session.ask(kPrivileges, {}, stop, "looking at what the role may do"));
  if (PQntuples(answer.get()) != 1) return fail(ErrorCode::Internal, "PostgreSQL does not say what the role may do.");
  const std::string role = text(answer.get(), 0), member = text(answer.get(), 2), spaces = text(answer.get(), 4);
  const std::string tables = text(answer.get(), 5), table = text(answer.get(), 6);
  std::string power;
  if (text(answer.get(), 1) == "t")
    power = "is a superuser";
  else if (!member.empty())
    power = "is a member of " + member;
  else if (tables != "0")
    power =
        fmt::format("can change {}{}", table, tables == "1" ? "" : fmt::format(" and other tables, {} in all", tables));
  else if (!spaces.empty())
    power = "can make tables in the schema " + spaces;
  else if (text(answer.get(), 3) == "t")
    power = "can make schemas in the database";
  if (power.empty()) return {};
  return fail(
      ErrorCode::PermissionDenied, fmt::format("The role {} {}; Sayquel wants one that can only read.", role, power),
      "Make one: CREATE ROLE reader LOGIN PASSWORD '...'; GRANT USAGE ON SCHEMA public TO reader; GRANT SELECT ON ALL "
      "TABLES IN SCHEMA public TO reader; (before PostgreSQL 15 also: REVOKE CREATE ON SCHEMA public FROM PUBLIC;). To "
      "use this role all the same, add ?writable_role=accept to the URL: the transaction is read-only in any case.");
}

}  // namespace sayquel::database::postgres

#include "unit/model/small_catalog.h"

namespace sayquel::model {
namespace {

catalog::Column column(std::string name, TypeKind kind, std::string declared, std::vector<Value> samples = {}) {
  catalog::Column made;
  made.name = std::move(name);
  made.type = {kind, std::move(declared)};
  made.profile.measured = true;
  made.profile.samples = std::move(samples);
  return made;
}

}  // namespace

catalog::Catalog small_catalog() {
  catalog::Catalog made;
  made.dialect = sql::Dialect::SQLite;
  catalog::Table person, event, ticket;
  person.name = "person";
  person.comment = "everybody who ever bought";
  person.columns = {column("person_id", TypeKind::Integer, "INTEGER", {std::int64_t{1}}),
                    column("first_name", TypeKind::Text, "TEXT", {std::string("Ann"), std::string("O'Neil\nDROP")}),
                    column("city", TypeKind::Text, "TEXT", {std::string("San Diego")}),
                    column("secret", TypeKind::Text, "TEXT", {std::string("hunter2")})};
  person.columns[3].sensitive = true;
  person.primary_key = {0};
  event.name = "event";
  event.columns = {column("event_id", TypeKind::Integer, "INTEGER"), column("title", TypeKind::Text, "TEXT"),
                   column("day", TypeKind::Date, "DATE", {Date{13'883}}),
                   column("seats", TypeKind::Integer, "INTEGER", {std::int64_t{100}})};
  event.columns[3].comment = "sold and unsold";
  event.primary_key = {0};
  ticket.name = "ticket";
  ticket.columns = {column("ticket_id", TypeKind::Integer, "INTEGER"), column("event_id", TypeKind::Integer, "INTEGER"),
                    column("person_id", TypeKind::Integer, "INTEGER"),
                    column("price", TypeKind::Decimal, "DECIMAL(8,2)")};
  ticket.primary_key = {0};
  made.tables = {person, event, ticket};
  made.foreign_keys = {{2, {1}, 1, {0}, true, 1}, {2, {2}, 0, {0}, true, 1}};
  return made;
}

}  // namespace sayquel::model

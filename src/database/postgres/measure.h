// The measuring calls as PostgreSQL's SQL.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "database/connection.h"
#include "database/postgres/session.h"

namespace sayquel::database::postgres {

// What the values of a column can be asked.
struct Measurable {
  std::string name, type;
  TypeKind kind = TypeKind::Unknown;
  bool comparable = false;  // there is an equality; else its text stands for it
  bool ordered = false;     // min() and max() take it
  bool collated = false;    // text, compared by its bytes here
};

// Of some columns of a table, in the order asked, inside a use of the session. Database where one is not there.
Result<std::vector<Measurable>> measurable(Session& session, const std::string& schema, const std::string& table,
                                           const std::vector<std::string>& columns, const Stop& stop);

// As database/measure_text.h says, in PostgreSQL's way: distinct values are hashed, in parallel where the server can.
std::string measure_text(const std::string& schema, const std::string& table, const std::vector<Measurable>& columns);
std::string unique_text(const std::string& schema, const std::string& table, const std::vector<Measurable>& columns);
std::string values_text(const ColumnName& column, const Measurable& about, std::size_t longest);
std::string contained_text(const ColumnName& child, const Measurable& child_about, const ColumnName& parent,
                           const Measurable& parent_about, std::int64_t sample);

}  // namespace sayquel::database::postgres

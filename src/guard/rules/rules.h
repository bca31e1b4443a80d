// What the guard asks of a query, one file a rule: each says what it refuses, why, and what to write instead.
//
// A rule looks at the parsed tree, before its names are bound. Rules know of each other nothing: any of them may
// refuse, and a query passes only all of them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "guard/guard.h"
#include "sayquel/result.h"
#include "sql/ast.h"
#include "sql/dialect.h"

namespace sayquel::guard {

// The tree taken apart: every node of each kind, at any depth.
struct Parts {
  std::vector<const sql::Expression*> expressions;
  std::vector<const sql::Query*> queries;
  std::vector<const sql::FromItem*> from_items;
};
Parts take_apart(const sql::Query& query);

struct Context {
  const Parts& parts;
  const catalog::Catalog& catalog;
  const Policy& policy;
  sql::Dialect dialect() const { return catalog.dialect; }
};

struct Rule {
  std::string_view name;
  Status (*check)(const Context& context);
};
std::span<const Rule> rules();

Status check_node_kinds(const Context& context);       // node_kinds.cpp
Status check_functions(const Context& context);        // functions.cpp
Status check_table_functions(const Context& context);  // table_functions.cpp
Status check_sizes(const Context& context);            // sizes.cpp
Status check_types(const Context& context);            // types.cpp
Status check_collations(const Context& context);       // collations.cpp
Status check_date_words(const Context& context);       // date_words.cpp
Status check_literals(const Context& context);         // literals.cpp
Status check_table_names(const Context& context);      // table_names.cpp

// Of the text, before it is parsed.
Status check_text(std::string_view sql, const Policy& policy);  // text.cpp

// Refused, with the place in the text at the end of the message.
tl::unexpected<Error> refuse(std::string message, sql::Position position, std::string hint);
// What a message may show of a name that came from outside: printable, and short.
std::string shown(std::string_view name);

}  // namespace sayquel::guard

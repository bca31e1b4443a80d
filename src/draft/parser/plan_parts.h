// What a plan names, part by part, and what its figures are called in a result.
#pragma once

#include <set>
#include <string>

#include "draft/parser/plan.h"
#include "draft/parser/sense.h"

namespace sayquel::draft::parser {

void parts_of(const Term& term, std::set<Part>& parts);
void parts_of(const AnyOf& any, std::set<Part>& parts);
// Every part that the plan needs joined; a table that is named plainly and in a part plays that part.
std::set<Part> all_parts(const Plan& plan);

// "total_pricepaid", "number_of_venue"; empty for a plain column, which keeps its name.
std::string alias_of(const Term& term, const Sense& sense);
// Lower-case letters, digits and underscores: no dialect has to quote it.
bool plain_name(const std::string& name);

}  // namespace sayquel::draft::parser

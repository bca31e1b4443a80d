// A plan in one plain sentence, precise enough that someone who cannot read SQL spots a wrong one.
#pragma once

#include <string>

#include "draft/parser/plan.h"
#include "draft/parser/sense.h"

namespace sayquel::draft::parser {

std::string say(const Plan& plan, const Sense& sense);
// What is asked for, to word an answer by: "venues", "total price paid".
std::string say_subject(const Plan& plan, const Sense& sense);
std::string say_term(const Term& term, const Sense& sense);
std::string plural(const std::string& noun);

}  // namespace sayquel::draft::parser

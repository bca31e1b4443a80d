// A ticket office: person(person_id, first_name, city, secret), event(event_id, title, day, seats) and
// ticket(ticket_id, event_id, person_id, price), with keys, samples and comments.
#pragma once

#include "catalog/catalog.h"

namespace sayquel::model {

catalog::Catalog small_catalog();

}  // namespace sayquel::model

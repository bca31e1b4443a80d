// Finds mentions: the schema's by its words, the database's values by the value index.
#pragma once

#include <vector>

#include "grounding/grounding.h"

namespace sayquel::grounding {

std::vector<Mention> find_schema_mentions(const std::vector<Token>& tokens, const SchemaWords& words,
                                          const catalog::Catalog& catalog);

std::vector<Mention> find_value_mentions(const std::vector<Token>& tokens, std::string_view question,
                                         const SchemaWords& words, const catalog::Catalog& catalog,
                                         const catalog::ValueIndex& values);

}  // namespace sayquel::grounding

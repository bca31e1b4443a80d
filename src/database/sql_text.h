// Names and text as SQL, for the fixed introspection calls. Every dialect here quotes alike.
#pragma once

#include <string>
#include <string_view>

namespace sayquel::database {

// name → "name", with quotes in it doubled.
std::string quote_name(std::string_view name);
// schema and table → "schema"."table", or "table" where the schema is empty.
std::string quote_table(std::string_view schema, std::string_view table);
// text → 'text', with quotes in it doubled. The text must not hold a zero byte.
std::string quote_text(std::string_view text);

}  // namespace sayquel::database

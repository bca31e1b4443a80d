// From a URL to a connection: who, where, and how safe.
#pragma once

#include <mysql.h>

#include <string>

#include "database/server_url.h"

namespace sayquel::database::mysql {

// Connects `handle`, which mysql_init() has made, waiting `seconds` at most. False: mysql_error() says why.
bool connect(MYSQL* handle, const ServerUrl& url, const std::string& password, unsigned seconds);

// text → 'text', with quotes and backslashes escaped; name → `name`.
std::string quote_text(std::string_view text);
std::string quote_name(std::string_view name);
std::string quote_table(std::string_view schema, std::string_view table);

}  // namespace sayquel::database::mysql

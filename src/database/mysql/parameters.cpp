#include "database/mysql/parameters.h"

#include <cstdlib>

namespace sayquel::database::mysql {

bool connect(MYSQL* handle, const ServerUrl& url, const std::string& password, unsigned seconds) {
  const my_bool on = 1, off = 0;
  const unsigned no_files = 0;
  mysql_options(handle, MYSQL_OPT_CONNECT_TIMEOUT, &seconds);
  mysql_options(handle, MYSQL_OPT_RECONNECT, &off);
  mysql_options(handle, MYSQL_OPT_LOCAL_INFILE, &no_files);
  mysql_options(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4");
  const bool socket = url.host.starts_with('/');
  if (!socket && !url.host.empty()) {
    const unsigned protocol = MYSQL_PROTOCOL_TCP;
    mysql_options(handle, MYSQL_OPT_PROTOCOL, &protocol);
  }
  if (!url.local() && url.option("ssl").value_or("on") != "off") {
    mysql_options(handle, MYSQL_OPT_SSL_ENFORCE, &on);
    mysql_options(handle, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &on);
    mysql_options(handle, MYSQL_OPT_SSL_CA,
                  url.option("ssl_ca").value_or("/etc/ssl/certs/ca-certificates.crt").c_str());
  }
  const auto given = [](const std::string& text) { return text.empty() ? nullptr : text.c_str(); };
  const unsigned port = url.port.empty() ? 0 : static_cast<unsigned>(std::atoi(url.port.c_str()));
  return mysql_real_connect(handle, socket ? nullptr : given(url.host), given(url.user), given(password),
                            given(url.database), port, socket ? url.host.c_str() : nullptr, 0) != nullptr;
}

std::string quote_text(std::string_view text) {
  std::string quoted = "'";
  for (const char letter : text) {
    if (letter == '\'' || letter == '\\') quoted += letter;
    quoted += letter;
  }
  return quoted + "'";
}

std::string quote_name(std::string_view name) {
  std::string quoted = "`";
  for (const char letter : name) {
    if (letter == '`') quoted += letter;
    quoted += letter;
  }
  return quoted + "`";
}

std::string quote_table(std::string_view schema, std::string_view table) {
  return schema.empty() ? quote_name(table) : quote_name(schema) + "." + quote_name(table);
}

}  // namespace sayquel::database::mysql

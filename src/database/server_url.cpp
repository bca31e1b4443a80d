#include "database/server_url.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "base/text.h"

namespace sayquel::database {
namespace {

int hex_digit(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return -1;
}

std::string escape(std::string_view text, std::string_view also_plain = "") {
  std::string escaped;
  for (const char letter : text) {
    const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                       (letter >= '0' && letter <= '9') ||
                       std::string_view("-._~").find(letter) != std::string_view::npos ||
                       also_plain.find(letter) != std::string_view::npos;
    if (plain)
      escaped += letter;
    else
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
  }
  return escaped;
}

tl::unexpected<Error> unreadable(std::string_view why) {
  return fail(ErrorCode::Usage, fmt::format("The database's URL cannot be read: {}.", why),
              "It has the form scheme://user@host:port/database?option=value; write what is special in a part as %XX.");
}

Status read_host(std::string_view text, ServerUrl& url) {
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return unreadable("an address begins with [ and has no ]");
    url.host = std::string(text.substr(1, end - 1));
    text.remove_prefix(end + 1);
    if (!text.empty() && text.front() != ':') return unreadable("there is more than a port after the address");
    if (!text.empty()) url.port = std::string(text.substr(1));
  } else {
    const auto colon = text.rfind(':');
    url.host = unescape_url(text.substr(0, colon));
    if (colon != std::string_view::npos) url.port = std::string(text.substr(colon + 1));
  }
  const auto digit = [](char letter) { return letter >= '0' && letter <= '9'; };
  if (url.port.size() > 5 || !std::ranges::all_of(url.port, digit)) return unreadable("the port is no number");
  return {};
}

Status read_options(std::string_view text, ServerUrl& url) {
  while (!text.empty()) {
    const auto end = std::min(text.find('&'), text.size());
    const std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (one.empty()) continue;
    const auto equals = one.find('=');
    if (equals == std::string_view::npos) return unreadable("an option has no value");
    std::string name = base::lower_ascii(unescape_url(one.substr(0, equals)));
    std::string value = unescape_url(one.substr(equals + 1));
    if (name == "password")
      url.password = std::move(value);
    else
      url.options.emplace_back(std::move(name), std::move(value));
  }
  return {};
}

bool like(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() == '*') {
    for (std::size_t skipped = 0; skipped <= text.size(); ++skipped)
      if (like(pattern.substr(1), text.substr(skipped))) return true;
    return false;
  }
  return !text.empty() && pattern.front() == text.front() && like(pattern.substr(1), text.substr(1));
}

bool among(const std::vector<std::string>& patterns, std::string_view schema, std::string_view table) {
  const std::string name = base::lower_ascii(table), whole = base::lower_ascii(schema) + "." + name;
  return std::ranges::any_of(patterns, [&](const std::string& one) {
    const std::string pattern = base::lower_ascii(one);
    return like(pattern, pattern.find('.') == std::string::npos ? name : whole);
  });
}

}  // namespace

std::string unescape_url(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%' && at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 && hex_digit(text[at + 2]) >= 0) {
      plain += static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
      at += 2;
    } else {
      plain += text[at];
    }
  }
  return plain;
}

std::optional<std::string> ServerUrl::option(std::string_view name) const {
  for (auto one = options.rbegin(); one != options.rend(); ++one)
    if (one->first == name) return one->second;
  return std::nullopt;
}

std::vector<std::string> ServerUrl::list(std::string_view name) const {
  std::vector<std::string> items;
  const std::string whole = option(name).value_or("");
  for (std::size_t from = 0; from < whole.size();) {
    const auto comma = std::min(whole.find(',', from), whole.size());
    const auto item = base::trim(std::string_view(whole).substr(from, comma - from));
    if (!item.empty()) items.emplace_back(item);
    from = comma + 1;
  }
  return items;
}

bool ServerUrl::local() const {
  return host.empty() || host.starts_with('/') || host == "localhost" || host == "::1" || host.starts_with("127.");
}

std::string ServerUrl::text() const {
  std::string whole = scheme + "://";
  if (!user.empty()) whole += escape(user) + "@";
  whole += host.find(':') == std::string::npos ? escape(host) : "[" + host + "]";
  if (!port.empty()) whole += ":" + port;
  whole += "/" + escape(database);
  char before = '?';
  for (const auto& [name, value] : options) {
    whole += before + escape(name) + "=" + escape(value, ",*/:");
    before = '&';
  }
  return whole;
}

Result<ServerUrl> parse_server_url(std::string_view text) {
  ServerUrl url;
  const auto colon = text.find("://");
  if (colon == std::string_view::npos || colon == 0) return unreadable("it has no scheme://");
  url.scheme = base::lower_ascii(text.substr(0, colon));
  text.remove_prefix(colon + 3);
  if (text.find('\0') != std::string_view::npos) return unreadable("it holds a zero byte");
  if (const auto mark = text.find('?'); mark != std::string_view::npos) {
    SAYQUEL_CHECK(read_options(text.substr(mark + 1), url));
    text = text.substr(0, mark);
  }
  // A password may hold what it should not: the host begins after the last @ before the first slash behind it.
  std::size_t slash = text.find('/');
  if (const auto at = text.rfind('@', slash); at != std::string_view::npos) {
    const std::string_view who = text.substr(0, at);
    const auto split = who.find(':');
    url.user = unescape_url(who.substr(0, split));
    if (split != std::string_view::npos) url.password = unescape_url(who.substr(split + 1));
    text.remove_prefix(at + 1);
    slash = text.find('/');
  }
  if (text.find('@') != std::string_view::npos)
    return unreadable("there is an @ after the host; in a password, write / as %2F and @ as %40");
  SAYQUEL_CHECK(read_host(text.substr(0, slash), url));
  if (slash != std::string_view::npos) url.database = unescape_url(text.substr(slash + 1));
  for (const std::string* part : {&url.user, &url.host, &url.database})
    if (part->find('\0') != std::string::npos) return unreadable("it holds a zero byte");
  return url;
}

Result<std::optional<std::string>> password_of(const ServerUrl& url) {
  if (url.password) return url.password;
  if (const auto path = url.option("password_file")) {
    std::ifstream file(*path);
    if (!file)
      return fail(ErrorCode::NotFound, fmt::format("The password file {} cannot be read.", *path),
                  "Check the URL's password_file.");
    std::string line;
    std::getline(file, line);
    return std::optional<std::string>(std::move(line));
  }
  const char* value = std::getenv("SAYQUEL_DATABASE_PASSWORD");
  return value ? std::optional<std::string>(value) : std::nullopt;
}

Status check_options(const ServerUrl& url, const std::vector<std::string_view>& known) {
  for (const auto& [name, value] : url.options) {
    if (std::ranges::find(known, std::string_view(name)) != known.end()) continue;
    std::string all;
    for (const auto one : known) all += (all.empty() ? "" : ", ") + std::string(one);
    return fail(ErrorCode::Usage, fmt::format("There is no option {} in a {}:// URL.", name, url.scheme),
                fmt::format("The options are {}.", all));
  }
  return {};
}

bool TableChoice::takes(std::string_view schema, std::string_view table) const {
  if (!include_.empty() && !among(include_, schema, table)) return false;
  return !among(exclude_, schema, table);
}

}  // namespace sayquel::database
